import { AdjustPlan, EditPlanEntry } from '@sunlot/contract/plans.ts';
import { adjustPlan } from '@sunlot/server/features/plans/adjust-plan.ts';
import { editPlanEntry } from '@sunlot/server/features/plans/edit-plan-entry.ts';
import type { Command } from 'commander';
import { type About, action, type Sink, writing } from './command.ts';
import { typedKind } from './kinds.ts';
import { parseInput } from './parse-input.ts';
import { showView, where } from './plan-show.ts';

type Change = {
  readonly agency: string;
  readonly year: string;
  readonly entry: string;
  readonly n?: string;
  readonly kind?: string;
};

/** `plan edit` of a first draft, `plan adjust` of a plan in force. */
export function addPlanChanges(plan: Command, sink: Sink): void {
  addEdit(plan, sink);
  addAdjust(plan, sink);
}

function addEdit(plan: Command, sink: Sink): void {
  const { output } = sink;
  const { say } = output;
  const example = 'sunlot plan edit --agency 999999 --year 2026 --entry 2026q4.key --n 5 --as zonghe';
  const edit = changing(plan.command('edit'), sink, {
    what: say('修改计划草稿中的一项：抽查数、任务类型', 'change an entry of a draft: its number or kind'),
    examples: [example, `${example} --dry-run`],
  });
  action<Change>(edit, sink, async (session, change) => {
    showView(output, await session.write(editPlanEntry, parseInput(EditPlanEntry, typed(change))));
    return 0;
  });
}

function addAdjust(plan: Command, sink: Sink): void {
  const { output } = sink;
  const { say } = output;
  const reason = say('新增企业投产', 'NEW');
  const example = `sunlot plan adjust --agency 999999 --year 2026 --entry 2026q4.key --n 5 --reason ${reason} --as zonghe`;
  const adjust = changing(plan.command('adjust'), sink, {
    what: say(
      '调整已印发的计划：形成新版草稿，再送审、批准、印发、公开',
      'adjust a plan in force: a further version, to be submitted, approved, issued and published',
    ),
    examples: [example, `${example} --dry-run`],
  }).requiredOption(`--reason ${say('<理由>', '<reason>')}`, say('调整理由', 'why'));
  action<Change & { reason: string }>(adjust, sink, async (session, { reason: why, ...change }) => {
    const input = parseInput(AdjustPlan, { ...typed(change), reason: why });
    showView(output, await session.write(adjustPlan, input));
    return 0;
  });
}

function changing(command: Command, { output }: Sink, about: About): Command {
  const { say } = output;
  return where(writing(command, output, about), output)
    .requiredOption(`--entry ${say('<编号>', '<id>')}`, say('计划中的任务编号', 'id of the task in the plan'))
    .option(`--n ${say('<家数>', '<n>')}`, say('新的抽查数', 'the new number'))
    .option(`--kind ${say('<类型>', '<kind>')}`, say('日常、内部联合', 'daily or internalJoint'));
}

function typed({ agency, year, entry, n, kind }: Change) {
  return {
    ...{ agency, year, entry },
    ...(n !== undefined && { n: Number(n) }),
    ...(kind !== undefined && { kind: typedKind(kind) }),
  };
}
