import {
  HandedDownAbout,
  type HandedDownLists,
  HandedDownPlace,
  type HandedDownView,
} from '@sunlot/contract/handed-down.ts';
import { importHandedDownFile } from '@sunlot/server/features/handed-down/import-handed-down.ts';
import { listHandedDown } from '@sunlot/server/features/handed-down/list-handed-down.ts';
import type { Command } from 'commander';
import { action, agencyOption, reading, type Sink, writing } from './command.ts';
import { readNamed } from './files.ts';
import { type Output, show, table } from './output.ts';
import { parseInput } from './parse-input.ts';

type HandOptions = {
  readonly agency: string;
  readonly class: string;
  readonly year: string;
  readonly level: string;
  readonly document: string;
  readonly sheet?: string;
};

/** `object hand-down` and `object handed-down`: lists that fix who has a class. */
export function addHandedDownCommands(object: Command, sink: Sink): void {
  addHandDown(object, sink);
  addHandedDown(object, sink);
}

function addHandDown(object: Command, sink: Sink): void {
  const { say } = sink.output;
  const example = `sunlot object hand-down list.xlsx --agency 999999 --class key --year 2026 --document ${say('示例环〔2026〕3号', '2026-3')} --as zonghe`;
  const one = writing(object.command('hand-down'), sink.output, {
    what: say(
      '导入上级下发的名单：名单内的、且只有名单内的属于该类',
      'take in a list handed down: those on it have the class, and nobody else',
    ),
    examples: [example, `${example} --dry-run`],
  }).argument(say('<文件>', '<file>'));
  agencyOption(one, sink.output)
    .requiredOption(`--class ${say('<类别>', '<class>')}`, say('名单确定的类别', 'the class that the list fixes'))
    .requiredOption(`--year ${say('<年>', '<year>')}`, say('名单的年度', 'the year of the list'))
    .option(
      `--level ${say('<级别>', '<level>')}`,
      say(
        '发布机关的级别：national、provincial、municipal、county',
        'level of the authority: national, provincial, municipal, county',
      ),
      'municipal',
    )
    .requiredOption(`--document ${say('<文号>', '<number>')}`, say('名单的文号', 'number of the document'))
    .option(
      `--sheet ${say('<工作表>', '<sheet>')}`,
      say('有多张表可用时，取哪一张', 'which sheet to take where several fit'),
    );
  action<HandOptions>(one, sink, async (session, options, [file]) => {
    const { agency, class: cls, year, level, document, sheet } = options;
    const about = {
      ...parseInput(HandedDownPlace, { agency }),
      ...parseInput(HandedDownAbout, { class: cls, year, level, document }),
    };
    const bytes = await readNamed(file!);
    const view = await session.write(importHandedDownFile, { ...about, file: file!, bytes, ...(sheet && { sheet }) });
    show(sink.output, view, () => changeLines(sink.output, view));
    return 0;
  });
}

function changeLines({ say }: Output, view: HandedDownView): readonly string[] {
  const { className, year, version, listed, entered, left, missing, others } = view;
  const named = (zh: string, en: string, rows: HandedDownView['missing']) =>
    rows.map(({ name, key }) =>
      say(`${zh}  ${name}${key ? `（${key}）` : ''}`, `${en}  ${name}${key ? ` (${key})` : ''}`),
    );
  return [
    say(
      `✔ 已导入“${className}”${year} 年名单第 ${version} 版，${listed} 家：新进 ${entered.length} · 退出 ${left.length} · 名录里没有 ${missing.length}`,
      `✔ List of “${className}” for ${year}, version ${version}, ${listed} units: ${entered.length} enter · ${left.length} leave · ${missing.length} in no directory`,
    ),
    ...named('新进', 'enters', entered),
    ...named('退出', 'leaves', left),
    ...named('名录里没有', 'missing', missing),
    ...named('不在名单、按其他条件属于该类', 'not listed, of the class by another condition', others),
  ];
}

function addHandedDown(object: Command, sink: Sink): void {
  const { say } = sink.output;
  const list = reading(object.command('handed-down'), sink.output, {
    what: say(
      '列出下发名单及其各版、名录里缺的单位',
      'the lists handed down, their versions, and who is in no directory',
    ),
    examples: ['sunlot object handed-down --agency 999999', 'sunlot object handed-down --agency 999999 --json'],
  });
  action<{ agency: string }>(agencyOption(list, sink.output), sink, async (session, { agency }) => {
    const view = await session.read(listHandedDown, parseInput(HandedDownPlace, { agency }));
    show(sink.output, view, () => listLines(sink.output, view));
    return 0;
  });
}

function listLines({ say }: Output, { items }: HandedDownLists): readonly string[] {
  if (items.length === 0) return [say('没有下发名单。', 'There are no lists handed down.')];
  return table([
    say('类别|年度|版|文号|家数|名录里没有|现行', 'class|year|version|document|units|missing|holds').split('|'),
    ...items.map((one) => [
      one.className,
      String(one.year),
      String(one.version),
      one.document,
      String(one.listed),
      one.missing.map(({ name }) => name).join('、') || '—',
      one.superseded ? '—' : say('是', 'yes'),
    ]),
  ]);
}
