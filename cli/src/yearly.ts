import {
  type YearlyListsView,
  type YearlyListView,
  YearlyPlace,
  yearlyChanges,
} from '@sunlot/contract/yearly-lists.ts';
import { momentText } from '@sunlot/server/clock.ts';
import type { UseCase } from '@sunlot/server/context.ts';
import {
  approveYearlyLists,
  proposeYearlyLists,
  showYearlyLists,
} from '@sunlot/server/features/yearly-lists/yearly-lists.ts';
import type { Command } from 'commander';
import { action, agencyOption, describe, reading, type Sink, writing } from './command.ts';
import { type Output, show, table } from './output.ts';
import { parseInput } from './parse-input.ts';

type Options = { readonly agency: string; readonly year: string };

/** `object yearly …`: who has a class because of last year's facts. */
export function addYearlyCommands(object: Command, sink: Sink): void {
  const { say } = sink.output;
  const yearly = describe(object.command('yearly'), sink.output, {
    what: say('按上一年度情况确定的年度名单', 'the lists of a year that the year before decides'),
    examples: [
      'sunlot object yearly propose --agency 999999 --year 2026 --as zonghe',
      'sunlot object yearly show --agency 999999 --year 2026',
    ],
  });
  const example = (name: string, user: string) =>
    `sunlot object yearly ${name} --agency 999999 --year 2026 --as ${user}`;
  const written = (name: 'propose' | 'approve', what: string, run: UseCase<YearlyPlace, YearlyListsView>) => {
    const typed = example(name, name === 'propose' ? 'zonghe' : 'lingdao');
    const command = writing(yearly.command(name), sink.output, { what, examples: [typed, `${typed} --dry-run`] });
    action<Options>(yearOption(command, sink.output), sink, async (session, options) => {
      const view = await session.write(run, placeOf(options));
      show(sink.output, view, () => lines(sink.output, view));
      return 0;
    });
  };
  written('propose', say('提出年度名单：列入、保留、退出', 'propose who enters, stays and leaves'), proposeYearlyLists);
  written(
    'approve',
    say('批准年度名单（提出人不能批准）', 'approve the lists (never the proposer)'),
    approveYearlyLists,
  );
  const shown = reading(yearly.command('show'), sink.output, {
    what: say('显示年度名单', 'show the lists'),
    examples: [
      'sunlot object yearly show --agency 999999 --year 2026',
      'sunlot object yearly show --agency 999999 --year 2026 --json',
    ],
  });
  action<Options>(yearOption(shown, sink.output), sink, async (session, options) => {
    const view = await session.read(showYearlyLists, placeOf(options));
    show(sink.output, view, () => lines(sink.output, view));
    return 0;
  });
}

function yearOption(command: Command, output: Output): Command {
  const { say } = output;
  return agencyOption(command, output).requiredOption(`--year ${say('<年>', '<year>')}`, say('年度', 'the year'));
}

const placeOf = ({ agency, year }: Options) => parseInput(YearlyPlace, { agency, year });

function lines(output: Output, { items }: YearlyListsView): readonly string[] {
  const { say } = output;
  if (items.length === 0) return [say('还没有提出年度名单。', 'No list is proposed yet.')];
  return items.flatMap((list) => {
    const { className, year, version, entries } = list;
    const state = stateOf(output, list);
    return [
      say(
        `“${className}”${year} 年名单第 ${version} 版：${state}`,
        `“${className}” of ${year}, version ${version}: ${state}`,
      ),
      ...(entries.length === 0 ? [say('  没有单位列入、保留或退出', '  nobody enters, stays or leaves')] : []),
      ...table(
        entries.map(({ key, name, change, reasons }) => [
          `  ${say(yearlyChanges[change], CHANGES[change])}`,
          `${name} ${key}`,
          reasons.map(({ fact, date, document }) => [fact, date, document].filter(Boolean).join(' ')).join('；'),
        ]),
      ),
    ];
  });
}

/** Who proposed it and when; since when it waits, or who approved it. */
function stateOf(
  { say }: Output,
  { proposedBy, bySystem, proposedAt, waitingSince, approvedBy }: YearlyListView,
): string {
  const at = momentText(proposedAt);
  const proposed = say(
    `${at} 由${bySystem ? '系统' : ` ${proposedBy} `}提出`,
    `proposed by ${bySystem ? 'the system' : proposedBy}, ${at}`,
  );
  if (waitingSince === undefined) return `${proposed}${say(`，${approvedBy} 已批准`, `; approved by ${approvedBy}`)}`;
  const since = momentText(waitingSince);
  return `${proposed}${say(`，自 ${since} 起待批准`, `; to be approved, waiting since ${since}`)}`;
}

const CHANGES = { enters: 'enters', stays: 'stays', leaves: 'leaves' } as const;
