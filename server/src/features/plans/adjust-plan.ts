import { type AdjustPlan, type PlanView, type PlanYear, planStates } from '@sunlot/contract/plans.ts';
import { isScopedKind } from '@sunlot/contract/task-kinds.ts';
import { atLeast } from '@sunlot/core/basics/ratios.ts';
import type { Level } from '@sunlot/core/policy/facts.ts';
import { wholeToday } from '@sunlot/core/policy/least-today.ts';
import { findRule } from '@sunlot/core/policy/pack.ts';
import { ofOwnDraw } from '@sunlot/core/policy/plan-numbers.ts';
import type { Context } from '../../context.ts';
import { packOfPeriod } from '../../own-numbers/pack-with-own-ratios.ts';
import { Problem } from '../../problem.ts';
import { classList } from '../../tasks/class-list.ts';
import { standingBeside } from '../../tasks/lacking.ts';
import { requireOpenYear } from '../../tasks/open-task.ts';
import { changeEntry } from './edit-plan-entry.ts';
import { entryRows } from './entry-rows.ts';
import { numbersToday } from './numbers-today.ts';
import { planView } from './plan-view.ts';
import { requireDrafter } from './require-drafter.ts';
import {
  asNew,
  insertPlan,
  insertPlanEntries,
  lockPlan,
  type PlanEntryRow,
  type PlanRow,
  selectPlan,
  selectPlanEntries,
  selectPlanInForce,
  selectTaskOfEntry,
  updateEntryNumbers,
  updatePlan,
} from './sql.ts';

/**
 * Changes an entry of a plan in force by a further version: a draft with the reason, which is submitted, approved,
 * issued and published like the first. The version in force holds until then, and stays readable after. Entries whose list
 * is frozen do not change; a class that is drawn may only be given a larger number, for a supplementary draw of what is then lacking.
 */
export async function adjustPlan(ctx: Context, input: AdjustPlan): Promise<PlanView> {
  const { agency, year, entry, reason } = input;
  await requireDrafter(ctx, 'plan.draft', { agency, year });
  const draft = await adjustment(ctx, input);
  const task = await selectTaskOfEntry(ctx.tx, { agency, year, entry });
  const stored = await storedEntry(ctx, draft, entry);
  if (task && task.state !== 'initiated' && task.round === null && !mayRaise(task, { stored, input }))
    throw new Problem('plan.entryDrawn', { entry, task: task.code });
  const isDrawn = task !== undefined && task.state !== 'initiated';
  const isInParts = task !== undefined && task.round !== null;
  const bounds = stored && (await renewNumbers(ctx, draft, { stored, input, isDrawn, isInParts }));
  const { row, n } = await changeEntry(ctx, draft, { ...input, ...bounds, ...(stored && { before: stored }) });
  if (task && task.round !== null && n < task.planned)
    throw new Problem('plan.belowMinimum', { entry, n, required: task.planned, clause: '已分批发起的家数' });
  const reasons = draft.reason === null ? reason : `${draft.reason}；${reason}`;
  await updatePlan(ctx.tx, draft.id, { reason: reasons, drafted_by: ctx.actor.id, drafted_at: ctx.at });
  await ctx.audit({
    action: 'plan.adjust',
    agency,
    subject: draft.id,
    before: { entry, n: row.n, kind: row.kind, fields: row.fields },
    after: {
      ...{ entry, n, reason, version: draft.version },
      ...(input.kind && { kind: input.kind }),
      ...(input.fields && { fields: input.fields }),
    },
  });
  return planView(ctx, (await selectPlan(ctx.tx, { agency, year, version: draft.version }))!);
}

/** The entry of the draft; one that the plan lacks and the year asks for by now is added to it first. */
async function storedEntry(ctx: Context, draft: PlanRow, id: string): Promise<PlanEntryRow | undefined> {
  const stored = await selectPlanEntries(ctx.tx, draft.id);
  const found = stored.find(({ entry }) => entry === id);
  const asked = found ? undefined : (await numbersToday(ctx, draft)).ofYear.get(id);
  if (!asked) return found;
  const now = ofOwnDraw(asked);
  const pack = await packOfPeriod(ctx, { agency: draft.agency, class: now.class, period: now.period });
  await insertPlanEntries(ctx.tx, entryRows(ctx, draft.id, { pack, entries: [now], from: stored.length }));
  return (await selectPlanEntries(ctx.tx, draft.id)).find(({ entry }) => entry === id);
}

type Raise = { readonly stored?: PlanEntryRow | undefined; readonly input: AdjustPlan };

/** A number that is drawn can grow; nothing else of the entry can change, and a scope of its own was the whole of it. */
function mayRaise({ state }: { readonly state: string }, { stored, input }: Raise): boolean {
  const { n, kind, fields } = input;
  if (!stored || state === 'frozen' || isScopedKind(stored.class)) return false;
  return n !== undefined && n > stored.n && kind === undefined && fields === undefined;
}

/** The least and the most that may be planned, where they are known better than what the entry was made with. */
type Bounds = { readonly least?: number; readonly most?: number };

type Renew = Raise & { readonly stored: PlanEntryRow; readonly isDrawn: boolean; readonly isInParts: boolean };

/**
 * An entry whose period is not over takes over what the law asks of it today, after what other periods drew; one that is drawn what the
 * list of today asks of it, as its supplementary draw would. Answers with the least that may be planned: what is asked, as far as there is
 * anybody to draw; and with the most.
 */
async function renewNumbers(
  ctx: Context,
  draft: PlanRow,
  { stored, input, isDrawn, isInParts }: Renew,
): Promise<Bounds> {
  const { agency, year, entry, n } = input;
  if (isDrawn && stored.scope === null) return renewDrawn(ctx, draft, stored);
  if (stored.scope === null && (await isEnded(ctx, agency, stored))) {
    await updateEntryNumbers(ctx.tx, stored.id, { base: 0, required: 0, recommended: 0 });
    return { least: 0 };
  }
  const asked = stored.scope === null ? (await numbersToday(ctx, { agency, year })).entries.get(entry) : undefined;
  const now = asked && (isInParts ? asked : ofOwnDraw(asked));
  if (now) await updateEntryNumbers(ctx.tx, stored.id, now);
  const row = { ...stored, ...(now && { base: now.base, required: now.required, recommended: now.recommended }) };
  if (n !== undefined && n > row.base) {
    await renewBase(ctx, draft, row);
    return {};
  }
  return now ? { least: Math.min(now.required, now.n) } : {};
}

/** Has the version of the period the class of an entry no more? */
async function isEnded(ctx: Context, agency: string, { class: cls, level, period }: PlanEntryRow): Promise<boolean> {
  const { levels } = await packOfPeriod(ctx, { agency, class: cls, period });
  return !levels.some(({ id, classes }) => id === level && classes.includes(cls));
}

/** Base and numbers are those by which the draw would be supplemented: of its list, and of who has come since. */
async function renewDrawn(ctx: Context, { agency }: PlanRow, row: PlanEntryRow): Promise<Bounds> {
  const { class: cls, level, period } = row;
  const pack = await packOfPeriod(ctx, { agency, class: cls, period });
  const found = await classList(ctx, pack, { agency, class: cls, level, period, supplements: true });
  if (!found) return {};
  const { base, required, recommended, n } = wholeToday(pack, found);
  // The number of an entry is what its own draws take: whoever else stands for the period is beside it.
  const others = await standingBeside(ctx, { agency, entry: row.entry, found });
  const own = (all: number) => Math.max(0, all - others);
  await updateEntryNumbers(ctx.tx, row.id, { base, required: own(required), recommended: own(recommended) });
  // Who has left the list stays in its base; of them only who was visited is part of what can be reached.
  return { least: own(n), most: found.base + found.measured!.counted - found.alreadyDrawn };
}

/** A list that grew since the plan was made gives the entry its base of today, and what the law asks of that. */
async function renewBase(ctx: Context, { agency }: PlanRow, row: PlanEntryRow) {
  if (isScopedKind(row.class)) return;
  const { class: cls, level, period } = row;
  const pack = await packOfPeriod(ctx, { agency, class: cls, period });
  const found = await classList(ctx, pack, { agency, class: cls, level, period });
  if (!found || found.base <= row.base) return;
  const rule = findRule(pack, 'ratio', { class: cls, level: level as Level });
  const isRatio = rule?.id === row.rule && row.required === atLeast(row.base, rule.value.min);
  const required = isRatio ? atLeast(found.base, rule.value.min) : row.required;
  await updateEntryNumbers(ctx.tx, row.id, { base: found.base, required, recommended: row.recommended });
}

/** The further version that is being prepared, made now from the one in force where there is none. */
export async function adjustment(ctx: Context, { agency, year }: PlanYear): Promise<PlanRow> {
  const latest = await lockPlan(ctx.tx, { agency, year, states: ['draft'] });
  if (!latest) throw new Problem('plan.unknown', { agency, year });
  await requireOpenYear(ctx, { agency, year });
  if (latest.state === 'draft' && latest.version > 1) return latest;
  const inForce = await selectPlanInForce(ctx.tx, { agency, year });
  if (!inForce || latest.version !== inForce.version) {
    throw new Problem('plan.notInForce', { year, state: planStates[latest.state as PlanView['state']] });
  }
  const next = {
    ...inForce,
    id: ctx.newId('pln'),
    version: inForce.version + 1,
    state: 'draft',
    drafted_by: ctx.actor.id,
    drafted_at: ctx.at,
    ...UNDECIDED,
  };
  await insertPlan(ctx.tx, next);
  const entries = await selectPlanEntries(ctx.tx, inForce.id);
  await insertPlanEntries(
    ctx.tx,
    entries.map((row) => ({
      ...asNew(row),
      id: ctx.newId('ent'),
      plan_id: next.id,
    })),
  );
  return next;
}

/** What each version decides anew. */
const UNDECIDED = {
  reason: null,
  submitted_by: null,
  approved_by: null,
  issued_by: null,
  issued_on: null,
  published_by: null,
  published_at: null,
  channel: null,
  url: null,
  log_index: null,
} as const;
