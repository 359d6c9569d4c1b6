import {
  ClassPlace,
  DecideOverride,
  EndOverride,
  OverrideSearch,
  type OverrideState,
  type OverrideView,
  overrideStates,
  ProposeOverride,
  reviewReasonTexts,
} from '@sunlot/contract/class-overrides.ts';
import { addDays } from '@sunlot/core/basics/dates.ts';
import type { UseCase } from '@sunlot/server/context.ts';
import { approveOverride, endOverride, refuseOverride } from '@sunlot/server/features/classes/decide-override.ts';
import { listOverrides } from '@sunlot/server/features/classes/list-overrides.ts';
import { proposeOverride } from '@sunlot/server/features/classes/propose-override.ts';
import type { Command } from 'commander';
import { action, agencyOption, describe, reading, type Sink, writing } from './command.ts';
import { pageOptions } from './lists.ts';
import { type Output, show, table } from './output.ts';
import { parseInput } from './parse-input.ts';

const proposeExample = ({ say }: Output) =>
  `sunlot object class propose 91999999MA0000001N --agency 999999 --class special --reason ${say('专题会议纪要2026-12', 'minutes-2026-12')} --to 2026-12-31 --as zonghe`;

/** `object class …`: classes set by hand. */
export function addClassCommands(object: Command, sink: Sink): void {
  const { say } = sink.output;
  const cls = describe(object.command('class'), sink.output, {
    what: say(
      '人工调整类别：一人提出、另一人批准、到期恢复',
      'classes set by hand: proposed, approved by another, ended',
    ),
    examples: [proposeExample(sink.output), 'sunlot object class list --agency 999999'],
  });
  addPropose(cls, sink);
  addDecision(cls, sink, APPROVE);
  addDecision(cls, sink, REFUSE);
  addEnd(cls, sink);
  addList(cls, sink);
}

type ProposeOptions = {
  readonly agency: string;
  readonly class: string;
  readonly reason: string;
  readonly from?: string;
  readonly to: string;
};

function addPropose(cls: Command, sink: Sink): void {
  const { say } = sink.output;
  const propose = writing(cls.command('propose'), sink.output, {
    what: say('提出类别调整，经另一人批准后生效', 'propose a class; it holds when somebody else approves'),
    examples: [proposeExample(sink.output), `${proposeExample(sink.output)} --dry-run`],
  }).argument(say('<对象>', '<unit>'));
  agencyOption(propose, sink.output)
    .requiredOption(`--class ${say('<类别>', '<class>')}`, say('类别：编号或名称', 'the class: its id or name'))
    .requiredOption(`--reason ${say('<理由>', '<reason>')}`, say('理由', 'the reason'))
    .option(`--from ${say('<日期>', '<date>')}`, say('第一天，默认今天', 'first day, default: today'))
    .requiredOption(`--to ${say('<日期>', '<date>')}`, say('最后一天', 'last day'));
  action<ProposeOptions>(propose, sink, async (session, options, [object]) => {
    const { class: wanted, reason, from, to } = options;
    const given = parseInput(ProposeOverride, { object, class: wanted, reason, from, to });
    const view = await session.write(proposeOverride, {
      ...parseInput(ClassPlace, { agency: options.agency }),
      ...given,
    });
    show(sink.output, view, () => [
      say(
        `✔ 已提出：${view.objectName} 调整为“${view.className}”，${view.from} 至 ${view.to}，编号 ${view.id}；须由另一人批准`,
        `✔ Proposed: ${view.objectName} as “${view.className}”, ${view.from} to ${view.to}, number ${view.id}; somebody else has to approve`,
      ),
    ]);
    return 0;
  });
}

type Decision = {
  readonly name: 'approve' | 'refuse';
  readonly run: UseCase<{ agency: string; override: string; note?: string | undefined }, OverrideView>;
  readonly zh: string;
  readonly en: string;
  readonly done: { readonly zh: string; readonly en: string };
};

const APPROVE: Decision = {
  name: 'approve',
  run: approveOverride,
  zh: '批准类别调整（提出人不能批准）',
  en: 'approve a class set by hand (never the proposer)',
  done: { zh: '已批准', en: 'Approved' },
};
const REFUSE: Decision = {
  name: 'refuse',
  run: refuseOverride,
  zh: '不批准类别调整',
  en: 'refuse a class set by hand',
  done: { zh: '未批准', en: 'Refused' },
};

function addDecision(cls: Command, sink: Sink, { name, run, zh, en, done }: Decision): void {
  const { say } = sink.output;
  const example = `sunlot object class ${name} ovr_0001 --agency 999999 --as lingdao`;
  const decide = writing(cls.command(name), sink.output, {
    what: say(zh, en),
    examples: [example, `${example} --dry-run`],
  }).argument(say('<编号>', '<override>'));
  agencyOption(decide, sink.output).option(`--note ${say('<说明>', '<note>')}`, say('说明', 'a note'));
  action<{ agency: string; note?: string }>(decide, sink, async (session, { agency, note }, [override]) => {
    const input = {
      ...parseInput(ClassPlace, { agency }),
      override: override!,
      ...parseInput(DecideOverride, { note }),
    };
    const view = await session.write(run, input);
    show(sink.output, view, () => [
      say(
        `✔ ${done.zh}：${view.objectName} 调整为“${view.className}”，${view.from} 至 ${view.to}`,
        `✔ ${done.en}: ${view.objectName} as “${view.className}”, ${view.from} to ${view.to}`,
      ),
    ]);
    return 0;
  });
}

function addEnd(cls: Command, sink: Sink): void {
  const { say } = sink.output;
  const example = `sunlot object class end ovr_0001 --agency 999999 --reason ${say('风险已消除', 'over')} --as lingdao`;
  const end = writing(cls.command('end'), sink.output, {
    what: say(
      '撤回未批准的，或提前结束已批准的：恢复按条件确定的类别',
      'withdraw a proposal, or end an approved one: back to the class by the conditions',
    ),
    examples: [example, `${example} --dry-run`],
  }).argument(say('<编号>', '<override>'));
  agencyOption(end, sink.output).requiredOption(`--reason ${say('<理由>', '<reason>')}`, say('理由', 'the reason'));
  action<{ agency: string; reason: string }>(end, sink, async (session, { agency, reason }, [override]) => {
    const input = {
      ...parseInput(ClassPlace, { agency }),
      override: override!,
      ...parseInput(EndOverride, { reason }),
    };
    const view = await session.write(endOverride, input);
    show(sink.output, view, () => [
      say(
        `✔ ${overrideStates[view.state]}：${view.objectName}，今天起按条件确定为“${view.withoutName}”`,
        `✔ ${STATES[view.state]}: ${view.objectName}, by the conditions “${view.withoutName}” from today`,
      ),
    ]);
    return 0;
  });
}

type ListOptions = {
  readonly agency: string;
  readonly object?: string;
  readonly limit?: string;
  readonly cursor?: string;
};

function addList(cls: Command, sink: Sink): void {
  const { say } = sink.output;
  const list = reading(cls.command('list'), sink.output, {
    what: say('列出人工调整的类别，写明是否需要复核', 'list the classes set by hand, and which need another look'),
    examples: [
      'sunlot object class list --agency 999999',
      'sunlot object class list --agency 999999 --object 91999999MA0000001N --json',
    ],
  });
  pageOptions(agencyOption(list, sink.output), sink.output).option(
    `--object ${say('<对象>', '<unit>')}`,
    say('只看一个对象', 'of one unit'),
  );
  action<ListOptions>(list, sink, async (session, { agency, object, limit, cursor }) => {
    const input = { ...parseInput(ClassPlace, { agency }), ...parseInput(OverrideSearch, { object, limit, cursor }) };
    const page = await session.read(listOverrides, input);
    show(sink.output, page, () => [
      ...overrideTable(sink.output, page.items),
      ...(page.next === undefined ? [] : [say(`下一页：--cursor ${page.next}`, `More: --cursor ${page.next}`)]),
    ]);
    return 0;
  });
}

export function overrideTable({ say }: Output, rows: readonly OverrideView[]): readonly string[] {
  if (rows.length === 0) return [say('没有人工调整的类别。', 'No class is set by hand.')];
  return table([
    say('编号|对象|类别|自|至|状态|理由|复核', 'number|unit|class|from|to|state|reason|another look').split('|'),
    ...rows.map((row) => [
      row.id,
      row.objectName,
      row.className,
      row.from,
      lastDay(row),
      say(overrideStates[row.state], STATES[row.state]),
      row.reason,
      row.review.map((one) => say(reviewReasonTexts[one], REVIEW[one])).join(say('；', '; ')) || '—',
    ]),
  ]);
}

const STATES: Readonly<Record<OverrideState, string>> = {
  proposed: 'proposed',
  refused: 'refused',
  withdrawn: 'withdrawn',
  notBegun: 'not begun',
  inForce: 'in force',
  ending: 'ends soon',
  ended: 'ended',
};

const REVIEW: Readonly<Record<OverrideView['review'][number], string>> = {
  ending: 'ends soon',
  ended: 'over: the conditions decide again',
  notNeeded: 'not needed: the conditions say the same',
  factsChanged: 'the facts changed since it was approved',
};

/** An override that was ended holds no longer on that day; ended on its first one it never did. */
export function lastDay({ from, to, endedOn }: Pick<OverrideView, 'from' | 'to' | 'endedOn'>): string {
  if (endedOn === undefined) return to;
  return endedOn > from ? addDays(endedOn, -1) : '—';
}
