import { recordDraw } from '@sunlot/server/features/draws/record-draw.ts';
import { drawRecordPage } from '@sunlot/server/public/draw-record.ts';
import { publicDraw } from '@sunlot/server/public/draws.ts';
import type { Command } from 'commander';
import { action, reading, type Sink } from './command.ts';
import { writeNamed } from './files.ts';
import { show } from './output.ts';

/** The record of a draw, to be printed: public, or with what is still closed. */
export function addRecord(draw: Command, sink: Sink): void {
  const { say } = sink.output;
  const example = 'sunlot draw record drw_0001 --out record.html';
  const record = reading(draw.command('record'), sink.output, {
    what: say('写出抽取记录单：一页可打印的 A4 网页', 'write the record of a draw: one page to print on A4'),
    examples: [example, `${example} --full --as zonghe`],
  })
    .argument(say('<抽取>', '<draw>'))
    .requiredOption(`--out ${say('<文件>', '<file>')}`, say('写到哪个 .html', 'the .html to write'))
    .option(
      '--full',
      say(
        '内部记录：含剔除对象、被抽名单（须有权限，留痕）',
        'the internal sheet, with names (takes the right to, and is logged)',
      ),
    );
  action<{ out: string; full?: boolean }>(record, sink, async (session, { out, full }, [id]) => {
    const view = await session.read(publicDraw, { draw: id! });
    const closed = full ? await session.write(recordDraw, { draw: id! }) : undefined;
    await writeNamed(out, drawRecordPage(view, closed));
    show(sink.output, { draw: view.draw, phase: view.phase, file: out, full: closed !== undefined }, () => [
      closed
        ? say(`✔ 内部抽取记录单已写到 ${out}，含未公开的名称`, `✔ The internal record is in ${out}, with closed names`)
        : say(`✔ 公开抽取记录单已写到 ${out}`, `✔ The public record is in ${out}`),
    ]);
    return 0;
  });
}
