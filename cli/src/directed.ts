import { AddDirected, DirectedPlace, DirectedSearch, type DirectedView } from '@sunlot/contract/directed.ts';
import { addDirected } from '@sunlot/server/features/directed/add-directed.ts';
import { listDirected } from '@sunlot/server/features/directed/list-directed.ts';
import type { Command } from 'commander';
import { type AddCommands, action, agencyOption, describe, reading, type Sink, writing } from './command.ts';
import { pageOptions, typedList } from './lists.ts';
import { type Output, show, table } from './output.ts';
import { parseInput } from './parse-input.ts';

const addExample = ({ say }: Output) =>
  `sunlot directed add --agency 999999 --object 91999999MA0000001N --ground complaint --reference ${say('投诉〔2026〕8号', '2026-8')} --date 2026-11-23 --items 1 --as zonghe`;

export const directedCommands: AddCommands = (program, output, done) => {
  const directed = describe(program.command('directed'), output, {
    what: output.say('针对性检查：有依据、不抽取、不计数', 'directed inspections: on a ground, not drawn, not counted'),
    examples: [addExample(output), 'sunlot directed list --agency 999999'],
  });
  addAdd(directed, { output, done });
  addList(directed, { output, done });
};

type AddOptions = {
  readonly agency: string;
  readonly object: string;
  readonly ground?: string;
  readonly reference?: string;
  readonly date: string;
  readonly items: string;
  readonly again?: boolean;
};

function addAdd(directed: Command, sink: Sink): void {
  const { say } = sink.output;
  const add = writing(directed.command('add'), sink.output, {
    what: say('登记一次针对性检查', 'record a directed inspection'),
    examples: [addExample(sink.output), `${addExample(sink.output)} --dry-run`],
  });
  agencyOption(add, sink.output)
    .requiredOption(`--object ${say('<对象>', '<unit>')}`, say('统一社会信用代码', 'credit code of the unit'))
    .option(
      `--ground ${say('<依据>', '<ground>')}`,
      say('方案列出的依据：编号或原文', 'a ground that the scheme lists: its id or its words'),
    )
    .option(
      `--reference ${say('<编号>', '<number>')}`,
      say('投诉、移送、交办等文书的编号', 'number of the complaint, transfer or order'),
    )
    .requiredOption(`--date ${say('<日期>', '<date>')}`, say('检查日期，如 2026-11-23', 'day, for example 2026-11-23'))
    .requiredOption(
      `--items ${say('<序号>', '<serials>')}`,
      say('检查事项的序号，逗号分隔', 'serials of the items, separated by commas'),
    )
    .option(
      '--again',
      say(
        '对象、日期、依据、文书与已登记的一次相同，确系另一次检查',
        'another inspection, though one with the same unit, day, ground and document is on record',
      ),
    );
  action<AddOptions>(add, sink, async (session, options) => {
    const { object, ground, reference, date, again } = options;
    const items = typedList(options.items);
    const input = parseInput(AddDirected, { object, ground, reference, date, items, again });
    const { agency } = parseInput(DirectedPlace, { agency: options.agency });
    const view = await session.write(addDirected, { agency, ...input });
    show(sink.output, view, () => [
      say(
        `✔ 已登记针对性检查 ${view.code}：${view.objectName}，${view.date}，依据“${view.groundText}”（${view.reference}）`,
        `✔ Directed inspection ${view.code} recorded: ${view.objectName}, ${view.date}, on “${view.groundText}” (${view.reference})`,
      ),
      say(
        `  不计入抽查比例、次数和覆盖；导入检查记录时任务编号写 ${view.code}`,
        `  It counts for no ratio, cap or coverage; record its visit under the task number ${view.code}`,
      ),
    ]);
    return 0;
  });
}

type ListOptions = {
  readonly agency: string;
  readonly year?: string;
  readonly limit?: string;
  readonly cursor?: string;
};

function addList(directed: Command, sink: Sink): void {
  const { say } = sink.output;
  const list = reading(directed.command('list'), sink.output, {
    what: say('列出针对性检查，新的在前', 'list directed inspections, the latest first'),
    examples: ['sunlot directed list --agency 999999 --year 2026', 'sunlot directed list --agency 999999 --json'],
  });
  pageOptions(agencyOption(list, sink.output), sink.output).option(
    `--year ${say('<年>', '<year>')}`,
    say('只看这一年', 'of one year'),
  );
  action<ListOptions>(list, sink, async (session, { agency, year, limit, cursor }) => {
    const input = { ...parseInput(DirectedPlace, { agency }), ...parseInput(DirectedSearch, { year, limit, cursor }) };
    const page = await session.read(listDirected, input);
    show(sink.output, page, () => [
      ...directedTable(sink.output, page.items),
      ...(page.next === undefined ? [] : [say(`下一页：--cursor ${page.next}`, `More: --cursor ${page.next}`)]),
    ]);
    return 0;
  });
}

function directedTable({ say }: Output, rows: readonly DirectedView[]): readonly string[] {
  if (rows.length === 0) return [say('没有针对性检查。', 'There are no directed inspections.')];
  return table([
    say('编号|日期|对象|依据|文书|检查', 'number|date|unit|ground|document|visited').split('|'),
    ...rows.map((row) => [row.code, row.date, row.objectName, row.groundText, row.reference, row.visitedOn ?? '—']),
  ]);
}
