import { planStates } from '@sunlot/contract/plans.ts';
import { isScopedKind, kindNames } from '@sunlot/contract/task-kinds.ts';
import type { CreateTask } from '@sunlot/contract/tasks.ts';
import { periodDays, yearOf } from '@sunlot/core/basics/dates.ts';
import type { Level } from '@sunlot/core/policy/facts.ts';
import { findRule, type Pack } from '@sunlot/core/policy/pack.ts';
import { className, periodName } from '@sunlot/core/policy/plan.ts';
import { redrawRule } from '@sunlot/core/policy/redraw.ts';
import type { Context } from '../../context.ts';
import { versionOfPeriod } from '../../packs/pack-store.ts';
import { adHocStratumOf, entryStratumOf, partStratumOf } from '../../packs/stratum-of.ts';
import { Problem } from '../../problem.ts';
import { isTakenWhole, leftOfEntry } from '../../tasks/parts.ts';
import { countAdHoc, type EntryRow, selectEntries, selectOpenPlan, selectTasksOfEntry, type TaskRow } from './sql.ts';

/** What a task is called, how many it takes, and which entry of the plan it belongs to. */

export type Wanted = {
  readonly agency: string;
  readonly class: string;
  readonly period: string;
  /** Name of the entry, where it was asked for. */
  readonly entry?: string;
};

export type Terms = Pick<TaskRow, 'plan_entry_id' | 'ad_hoc_reason' | 'n' | 'code' | 'round' | 'supplement'>;
type AdHoc = Extract<CreateTask, { readonly adHoc: true }>;

export async function adHocTerms(ctx: Context, wanted: Wanted, { n, reason }: AdHoc): Promise<Terms> {
  const nth = (await countAdHoc(ctx.tx, wanted)) + 1;
  const code = `${wanted.period.toLowerCase()}-${adHocStratumOf(wanted.class, nth)}`;
  return { plan_entry_id: null, ad_hoc_reason: reason, n, code, round: null, supplement: null };
}

/** An entry of the issued plan with the tasks that were created from it. */
export type OpenEntry = { readonly entry: EntryRow; readonly tasks: readonly TaskRow[] };

/**
 * The entry asked for; of several of a period the first from which a task can still be created, else the last, where all are
 * drawn. While a list of them is open no other one is begun.
 */
export async function openEntry(ctx: Context, { agency, class: cls, period, entry: name }: Wanted): Promise<OpenEntry> {
  const year = yearOf(periodDays(period).from);
  const plan = await selectOpenPlan(ctx.tx, { agency, year });
  if (!plan) throw new Problem('plan.notIssued', { agency, year, state: '没有计划' });
  if (plan.state !== 'issued' && plan.state !== 'published') {
    const state = planStates[plan.state as keyof typeof planStates];
    throw new Problem('plan.notIssued', { agency, year, state });
  }
  const entries = (await selectEntries(ctx.tx, plan.id)).filter(
    (row) => row.class === cls && row.period === period && (name === undefined || row.entry === name),
  );
  const all: OpenEntry[] = [];
  for (const entry of entries) {
    const tasks = await selectTasksOfEntry(ctx.tx, { agency, entry: entry.entry });
    if (leftOfEntry(entry, tasks) > 0 || tasks.length === 0) return { entry, tasks };
    all.push({ entry, tasks });
  }
  const open = all.flatMap(({ tasks }) => tasks).find((task) => !isDrawn(task));
  if (open) throw new Problem('task.exists', { task: open.id });
  const last = all.at(-1);
  if (!last) {
    const pack = await versionOfPeriod(ctx, { agency, period });
    const named = isScopedKind(cls) ? kindNames[cls].zh : className(pack, cls);
    throw new Problem('task.noEntry', { year, class: named, period: periodName(period) });
  }
  return last;
}

function isDrawn({ state }: Pick<TaskRow, 'state'>): boolean {
  return state === 'drawn' || state === 'closed';
}

/** Is the entry drawn as it was planned, so that there can only be a supplementary draw? */
export function isDrawnWhole({ entry, tasks }: OpenEntry): boolean {
  return isTakenWhole(entry, tasks);
}

/** The whole entry, or a round of it. */
export function entryTerms(pack: Pack, open: OpenEntry, n: number | undefined): Terms {
  const { entry, tasks } = open;
  const stratum = entryStratumOf(entry);
  const of = { plan_entry_id: entry.id, ad_hoc_reason: null, supplement: null };
  const code = `${entry.period.toLowerCase()}-${stratum}`;
  if (tasks.length === 0 && (n === undefined || n === entry.n)) return { ...of, n: entry.n, code, round: null };
  const left = leftOfEntry(entry, tasks);
  requireRounds(pack, entry);
  const before = tasks.at(-1);
  if (before && !isDrawn(before)) throw new Problem('task.roundOpen', { entry: entry.entry, task: before.code });
  const wanted = n ?? left;
  if (wanted > left) throw new Problem('task.roundTooLarge', { entry: entry.entry, planned: entry.n, left, n: wanted });
  const round = tasks.length + 1;
  return { ...of, n: wanted, code: `${entry.period.toLowerCase()}-${partStratumOf(stratum, round)}`, round };
}

/**
 * A number of the whole year may be drawn in rounds, as its pace by quarters advises: each takes a part, and who was drawn
 * in one is out of the next. Shorter periods are the rounds of the scheme itself, and some yearly draws are to be held at once.
 */
function requireRounds(pack: Pack, { entry, class: cls, level, period }: EntryRow): void {
  if (period.length > 4) throw new Problem('task.noRounds', { entry, why: '只有全年的任务可以分批' });
  const rule = findRule(pack, 'ratio', { class: cls, level: level as Level });
  if (rule?.value.draw === 'once')
    throw new Problem('task.noRounds', { entry, why: `方案要求一次抽定（${rule.clause.section}）` });
  const redraw = redrawRule(pack, { class: cls, level: level as Level });
  if (redraw)
    throw new Problem('task.noRounds', { entry, why: `其中一部分要再次抽查，须一次抽取（${redraw.clause.section}）` });
}
