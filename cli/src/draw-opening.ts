import type { OwnOpeningView } from '@sunlot/contract/own-openings.ts';
import { MOST_OWN_OPENING_BYTES } from '@sunlot/core/draw/own-opening.ts';
import { ownOpening } from '@sunlot/server/features/draws/own-opening.ts';
import { fitsQr, qrPicture } from '@sunlot/server/openings/opening-qr.ts';
import { Problem } from '@sunlot/server/problem.ts';
import type { Command } from 'commander';
import { action, reading, type Sink } from './command.ts';
import { writeNamed } from './files.ts';
import { type Output, show } from './output.ts';

type Options = {
  readonly object: string;
  readonly out?: string;
  readonly qr?: string | true;
  readonly link?: string;
};

/** What inspectors show at the door: as a text, a file, an address or a QR code. */
export function addOpening(draw: Command, sink: Sink): void {
  const { say } = sink.output;
  const example = 'sunlot draw opening tsk_0001 --object 3';
  const command = reading(draw.command('opening'), sink.output, {
    what: say(
      '亮码：到场后向被检查单位出示，当场可核对是抽中的；须有权限，留痕',
      'what to show at the door, so that the unit can check that it was drawn (takes the right to, and is logged)',
    ),
    examples: [`${example} --qr --as zonghe`, `${example} --out opening.json --qr opening.svg --as zonghe`],
  })
    .argument(say('<任务>', '<task>'))
    .requiredOption(
      `--object ${say('<对象>', '<unit>')}`,
      say('抽取序号或统一社会信用代码', 'rank in the draw, or credit code'),
    );
  command
    .option(`--out ${say('<文件>', '<file>')}`, say('写成 .json 文件', 'write it to a .json'))
    .option(
      `--qr ${say('[文件]', '[file]')}`,
      say('二维码：写成 .svg；不写文件名则显示在终端', 'a QR code as .svg; without a file in the terminal'),
    )
    .option(
      `--link ${say('<网址>', '<address>')}`,
      say('公开网站的网址：二维码里放核对页面的链接', 'of the public site: the QR code is a link to its page'),
    );
  action<Options>(command, sink, async (session, options, [task]) => {
    const link = options.link === undefined ? undefined : linkBase(options.link);
    const view = await session.read(ownOpening, { task: task!, object: options.object });
    const shown = link === undefined ? view.text : `${link}${view.path}`;
    // Before anything is written: a file without its picture would look finished.
    const picture = options.qr === undefined ? undefined : pictureOf(shown, options.qr);
    if (options.out !== undefined) await writeNamed(options.out, `${view.text}\n`);
    if (picture !== undefined && typeof options.qr === 'string') await writeNamed(options.qr, picture);
    const { svg: _, ...facts } = view;
    show(sink.output, { ...facts, ...(link !== undefined && { link: shown }) }, () => [
      ...heading(sink.output, view),
      ...(options.out === undefined ? [] : [say(`✔ 已写到 ${options.out}`, `✔ Written to ${options.out}`)]),
      ...(typeof options.qr === 'string'
        ? [say(`✔ 二维码已写到 ${options.qr}`, `✔ The QR code is in ${options.qr}`)]
        : []),
      ...(options.qr === true ? [picture!] : []),
      ...(options.out === undefined && options.qr === undefined ? [shown] : []),
    ]);
    return 0;
  });
}

function heading({ say }: Output, { task, place, object, team, bytes }: OwnOpeningView): readonly string[] {
  const people = team.map(({ certificateNo }) => certificateNo);
  return [
    say(`任务 ${task} 第 ${place} 号  ${object.name}（${object.key}）`, `Task ${task}, place ${place}: ${object.name}`),
    say(
      `  检查组 ${people.join('、') || '无'}；亮码 ${bytes} 字节`,
      `  Team ${people.join(', ') || 'none'}; ${bytes} bytes`,
    ),
    say('  含单位名称：到场之前不要给任何人看。', '  It has the name of the unit: show it to nobody before the visit.'),
  ];
}

function pictureOf(text: string, qr: string | true): string {
  if (!fitsQr(text))
    throw new Problem('draw.openingTooLong', { bytes: Buffer.byteLength(text), most: MOST_OWN_OPENING_BYTES });
  return qrPicture(text, qr === true ? 'ascii' : 'svg');
}

/** The site without what follows its host and folder. @throws Problem request.invalid */
function linkBase(site: string): string {
  if (!/^https?:\/\//.test(site) || !URL.canParse(site) || /[?#]/.test(site))
    throw new Problem('request.invalid', { what: `网址 ${site}` });
  return site.replace(/\/+$/, '');
}
