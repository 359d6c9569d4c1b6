import { LoadPlace, LoadSearch, type LoadView } from '@sunlot/contract/load.ts';
import { clauseText } from '@sunlot/core/policy/clause-text.ts';
import { showLoad } from '@sunlot/server/features/tasks/show-load.ts';
import type { Command } from 'commander';
import { action, agencyOption, reading, type Sink } from './command.ts';
import { type Output, show, table } from './output.ts';
import { parseInput } from './parse-input.ts';

/** `task load`: how inspections lie upon objects, areas and weeks. */
export function addLoad(task: Command, sink: Sink): void {
  const { say } = sink.output;
  const example = 'sunlot task load --agency 999999 --year 2026 --as zonghe';
  const load = reading(task.command('load'), sink.output, {
    what: say(
      '检查在对象、区域和各周的分布，供错开检查时间；查看留痕',
      'how inspections lie upon units, areas and weeks, so that they are spread; the look is logged',
    ),
    examples: [example, `${example} --json`],
  });
  agencyOption(load, sink.output).requiredOption(`--year ${say('<年度>', '<year>')}`, say('年度', 'year'));
  action<{ agency: string; year: string }>(load, sink, async (session, { agency, year }) => {
    const input = { ...parseInput(LoadPlace, { agency }), ...parseInput(LoadSearch, { year }) };
    const view = await session.write(showLoad, input);
    show(sink.output, view, () => loadLines(sink.output, view));
    return 0;
  });
}

function loadLines({ say }: Output, { weeks, fullWeeks, objects, clause }: LoadView): readonly string[] {
  const full = new Set(fullWeeks.map(({ area, week }) => `${area} ${week}`));
  const mark = (isMarked: boolean) => (isMarked ? 'CLUSTERED' : '');
  return [
    ...table([
      say('周（周一）|区域|已定|可调|提示', 'week (Monday)|area|fixed|movable|note').split('|'),
      ...weeks.map(({ area, week, fixed, open }) => [week, area, fixed, open, mark(full.has(`${area} ${week}`))]),
    ]),
    '',
    ...table([
      say('对象|家次|提示', 'unit|visits|note').split('|'),
      ...objects.map(({ object, visits, clustered }) => [
        object.name,
        visits,
        clustered ? `CLUSTERED ${clustered.from}~${clustered.to}：${clustered.tasks.join('、')}` : '',
      ]),
    ]),
    ...(clause ? [say(`依据 ${clauseText(clause)}`, `by ${clauseText(clause)}`)] : []),
  ];
}
