import { type StepLack, TASK_STEPS, type TaskStepId, type TaskStepView } from '@sunlot/contract/task-ends.ts';
import { findRule, type Pack } from '@sunlot/core/policy/pack.ts';
import { type TaskWork, taskWork } from '@sunlot/core/policy/task-work.ts';
import type { Context } from '../../context.ts';
import { type Action, rights } from '../../rights.ts';
import { type ClosingRow, type ReportRow, selectClosing, selectReports } from '../../tasks/closings.ts';
import type { DrawnWork, Recorded } from '../../tasks/drawn-work.ts';
import { daysVacated, type Vacancy } from '../../tasks/vacancies.ts';
import { selectAllocation, selectNames, type TaskRow } from './sql.ts';

/** Who can do what is missing for a step. */
const DOES: Readonly<Record<StepLack, Action>> = {
  draw: 'draw.run',
  dispatch: 'task.dispatch',
  visits: 'visits.import',
  results: 'visits.import',
  recognition: 'task.dispatch',
  publication: 'visits.import',
  approval: 'visits.import',
  closing: 'task.close',
  reports: 'task.report',
};

type Lack = TaskStepView['lacks'][number];
/** A step as facts have it: done by whom and when, or what it lacks. */
type Fact = { readonly done: Recorded } | { readonly lacks: readonly Lack[] };

export type StepsInput = {
  readonly task: TaskRow;
  readonly pack: Pack;
  readonly objects: readonly DrawnWork[];
  /** Ranks that nobody holds: concluded by what emptied them. */
  readonly vacant: readonly Vacancy[];
  /** Objects recognised by a result that was corrected or withdrawn since. */
  readonly changed: number;
};

/**
 * 发起、分配、汇总、统计、报送. 发起 is the initiation; 分配 the dispatch, or the draw of the people where the visits were brought in without
 * one, or the taking over of a lead department's result, after which nobody is dispatched here; 汇总 the last record that concluded the task; 统计 the closing, which fixes the figures; 报送 the last of the reports that the
 * scheme asks for, or the closing where it asks for none.
 */
export async function taskSteps(ctx: Context, input: StepsInput): Promise<TaskStepView[]> {
  const { task, pack, objects, vacant, changed } = input;
  const work = taskWork(objects, daysVacated(vacant));
  const closing = await selectClosing(ctx.tx, task.id);
  const reports = await selectReports(ctx.tx, task.id);
  const facts: Readonly<Record<TaskStepId, Fact>> = {
    initiate: { done: { at: task.created_at, by: task.created_by } },
    allocate: await allocated(ctx, task, work),
    summarise: summarised([...objects.flatMap(({ recorded }) => recorded), ...vacant], { ...work, changed }),
    count: closing
      ? { done: { at: closing.at, by: closing.by_name } }
      : { lacks: lacksOfClosing({ ...work, changed }) },
    report: reported(pack, closing, reports),
  };
  const ids = [facts.initiate, facts.allocate].flatMap((fact) => ('done' in fact ? (fact.done.by ?? []) : []));
  const names = await selectNames(ctx.tx, ids);
  return TASK_STEPS.map((step) => stepView(step, facts[step], names));
}

function stepView(step: TaskStepId, fact: Fact, names: ReadonlyMap<string, string>): TaskStepView {
  if ('lacks' in fact) {
    const lacks = [...fact.lacks];
    return { step, isDone: false, lacks, who: [...rights[DOES[lacks[0]!.what]].roles] };
  }
  const { at, by } = fact.done;
  const person = by === null ? undefined : (names.get(by) ?? by);
  return { step, isDone: true, at, ...(person !== undefined && { by: person }), lacks: [], who: [] };
}

async function allocated(ctx: Context, task: TaskRow, { completedOn }: TaskWork): Promise<Fact> {
  if (task.dispatched_at !== null) return { done: { at: task.dispatched_at, by: task.dispatched_by } };
  const allocation = await selectAllocation(ctx.tx, task.id);
  if (!allocation) return { lacks: [{ what: 'draw' }] };
  const { elsewhere, ...done } = allocation;
  return elsewhere || completedOn !== undefined ? { done } : { lacks: [{ what: 'dispatch' }] };
}

type Work = TaskWork & Pick<StepsInput, 'changed'>;

function summarised(recorded: readonly Recorded[], { completedOn, ...work }: Work): Fact {
  if (hasNoResult(work)) return { lacks: [{ what: 'draw' }] };
  const lacks = lacksOfVisits(work);
  if (completedOn === undefined || lacks.length > 0) return { lacks };
  const { at, by } = [...recorded].sort((a, b) => (a.at < b.at ? -1 : 1)).at(-1)!;
  return { done: { at, by } };
}

function lacksOfVisits({ waiting, noResult, changed }: Omit<Work, 'completedOn'>): readonly Lack[] {
  const lacks: readonly Lack[] = [
    { what: 'visits', n: waiting },
    { what: 'results', n: noResult },
    { what: 'recognition', n: changed },
  ];
  return lacks.filter(({ n }) => n !== 0);
}

function lacksOfClosing(work: Work): readonly Lack[] {
  if (hasNoResult(work)) return [{ what: 'draw' }];
  const { unpublished, unapproved } = work;
  const ofResults: readonly Lack[] = [
    { what: 'publication', n: unpublished },
    { what: 'approval', n: unapproved },
  ];
  const lacks = [...lacksOfVisits(work), ...ofResults.filter(({ n }) => n !== 0)];
  return lacks.length > 0 ? lacks : [{ what: 'closing' }];
}

/** Nothing was drawn yet; ranks that stand empty were. */
function hasNoResult({ drawn, vacant }: Pick<TaskWork, 'drawn' | 'vacant'>): boolean {
  return drawn + vacant === 0;
}

function reported(pack: Pack, closing: ClosingRow | undefined, reports: readonly ReportRow[]): Fact {
  const receivers = findRule(pack, 'statisticsTable')?.value.receivers ?? [];
  if (!closing) return { lacks: [{ what: 'closing', ...(receivers.length > 0 && { receivers: [...receivers] }) }] };
  const missing = receivers.filter((receiver) => !reports.some((one) => one.receiver === receiver));
  if (missing.length > 0) return { lacks: [{ what: 'reports', n: missing.length, receivers: missing }] };
  const last = reports.at(-1) ?? closing;
  return { done: { at: last.at, by: last.by_name } };
}
