import { isScopedKind } from '@sunlot/contract/task-kinds.ts';
import { type CalendarDate, dateInShanghai } from '@sunlot/core/basics/dates.ts';
import type { Justification, Level, TaskType, VisitFact } from '@sunlot/core/policy/facts.ts';
import { groupBy } from '@sunlot/core/policy/grouping.ts';
import { dayWithin } from '@sunlot/core/policy/requirements.ts';
import { inPeriod } from '@sunlot/core/policy/visits.ts';
import { sql } from 'kysely';
import type { Context } from '../context.ts';
import { withSeparations } from './answered-together.ts';
import type { Territory } from './territory.ts';

/** What is stored of a visit in the clear; the reason of a deviation is encrypted beside it. */
export type StoredVisit = Omit<VisitFact, 'justification' | 'methodReason'>;

type Reading = Pick<Context, 'tx' | 'keys'>;

/** One writer of a tree's visits at a time: two that cross would each see the other's rows too late. */
export async function lockLedger({ tx }: Pick<Context, 'tx'>, top: string): Promise<void> {
  await sql`select pg_advisory_xact_lock(hashtextextended(${`visit/${top}`}, 0))`.execute(tx);
}

/** A visit as the table has it. */
type VisitRow = {
  readonly id: string;
  readonly facts: unknown;
  readonly sealed_deviation: Uint8Array | null;
};

/**
 * The ledger of an agency: the visits of all levels to objects of its territory, those it made elsewhere, and what the
 * draws of the territory selected and nobody has visited yet (state `drawn`, or `cancelled` where nobody will). A visit recorded under the task's number takes the place
 * of what was drawn. `to` is the last day.
 */
export async function visitLedger(
  ctx: Reading,
  territory: Pick<Territory, 'codes'>,
  { to }: { readonly to: CalendarDate },
): Promise<readonly VisitFact[]> {
  const visits = await recordedVisits(ctx, territory, { to });
  return [...visits, ...(await waitingVisits(ctx, territory, visits))];
}

/** What the draws of a territory selected and none of these visits has inspected. */
export async function waitingVisits(
  ctx: Reading,
  territory: Pick<Territory, 'codes'>,
  visits: readonly VisitFact[],
): Promise<readonly VisitFact[]> {
  const byObject = groupBy(visits, ({ objectId }) => objectId);
  return (await everDrawn(ctx, territory)).flatMap((one) => {
    const own = byObject.get(one.objectId) ?? [];
    return own.some((visit) => isVisitOf(one, visit)) ? [] : [withoutParts(one, own)];
  });
}

/** What waits for its visit, without the items for which results of others were recognised. */
function withoutParts(drawn: VisitFact, visits: readonly VisitFact[]): VisitFact {
  const parts = visits.filter(
    ({ agency, taskId, recognisedInPart }) => recognisedInPart && agency === drawn.agency && taskId === drawn.taskId,
  );
  if (parts.length === 0) return drawn;
  return { ...drawn, items: drawn.items.filter((item) => !parts.some(({ items }) => items.includes(item))) };
}

/** Everything that stands in the draws of a territory, visited or not. */
export async function everDrawn(ctx: Reading, { codes }: Pick<Territory, 'codes'>): Promise<readonly VisitFact[]> {
  return [...(await drawnVisits(ctx, codes)), ...(await elsewhereVisits(ctx, codes))];
}

/** Was it this visit that the object was drawn for? By the task's number, or where none was written down by its time. */
export function isVisitOf(
  drawn: Pick<VisitFact, 'agency' | 'taskId' | 'class' | 'date' | 'period'>,
  visit: VisitFact,
): boolean {
  if (visit.agency !== drawn.agency || visit.selection !== 'random' || visit.recognisedInPart) return false;
  if (visit.taskId !== undefined) return visit.taskId === drawn.taskId;
  return visit.class === drawn.class && drawn.date <= visit.date && inPeriod(visit, drawn.period!);
}

/** Visits that happened, to objects of the territory by anybody and by its agencies anywhere; in the order of their days. */
export async function recordedVisits(
  ctx: Reading,
  { codes }: Pick<Territory, 'codes'>,
  { to, keys }: { readonly to: CalendarDate; readonly keys?: readonly string[] },
): Promise<readonly VisitFact[]> {
  let query = ctx.tx
    .selectFrom('visit')
    .select(['id', 'date', 'facts', 'sealed_deviation'])
    .where('date', '<=', to)
    .where(
      sql<boolean>`(agency = any(${[...codes]})
        or object_key in (select key from inspection_object where agency = any(${[...codes]})))`,
    );
  if (keys) query = query.where(sql<boolean>`object_key = any(${[...keys]})`);
  const rows = await query.execute();
  // Sorted here: the database would sort whole facts through the disk.
  rows.sort((a, b) => (a.date === b.date ? (a.id < b.id ? -1 : 1) : a.date < b.date ? -1 : 1));
  return withSeparations(
    ctx,
    codes,
    rows.map((row) => visitFact(ctx, row)),
  );
}

/** The visit of a stored row, with the reason of its deviation opened. */
export function visitFact({ keys }: Reading, { id, facts, sealed_deviation }: VisitRow): VisitFact {
  const stored = facts as StoredVisit;
  if (sealed_deviation === null) return stored;
  const text = Buffer.from(keys.open(sealed_deviation, deviationPurpose(id))).toString('utf8');
  return { ...stored, justification: JSON.parse(text) as Justification };
}

/** What the sealed reason of a visit is bound to. */
export function deviationPurpose(id: string): string {
  return `visit/${id}/deviation`;
}

/** What some agencies have drawn: each object of each draw, with its task. Voided draws count for nobody. */
async function drawnVisits({ tx }: Reading, agencies: readonly string[]): Promise<readonly VisitFact[]> {
  const rows = await tx
    .selectFrom('standing_object as drawn_object')
    .innerJoin('inspection_object', 'inspection_object.id', 'drawn_object.object_id')
    .innerJoin('draw', 'draw.id', 'drawn_object.draw_id')
    .innerJoin('task', 'task.id', 'draw.task_id')
    // The items of the visit as it was sent out, unless the rank went to another object since.
    .leftJoin('sent_visit as sent', (join) =>
      join
        .onRef('sent.draw_id', '=', 'drawn_object.draw_id')
        .onRef('sent.rank', '=', 'drawn_object.rank')
        .onRef('sent.k', '=', 'drawn_object.k'),
    )
    .leftJoin('visit_cancellation as gone', (join) =>
      join.onRef('gone.draw_id', '=', 'drawn_object.draw_id').onRef('gone.object_id', '=', 'drawn_object.object_id'),
    )
    .select((eb) => eb.fn.coalesce('sent.items', 'task.items').as('items'))
    .select('gone.cancelled_on')
    .select([
      'drawn_object.agency',
      'inspection_object.key',
      'task.code',
      'task.class',
      'task.level',
      'task.period',
      'task.kind',
      'task.state',
      'draw.drawn_at',
      'draw.frozen_at',
    ])
    .where(sql<boolean>`drawn_object.agency = any(${[...agencies]})`)
    .where('draw.state', 'in', ['drawn', 'revealed'])
    .$narrowType<{ drawn_at: string }>()
    .execute();
  return rows.map(({ drawn_at: at, frozen_at: frozen, ...row }) => ({
    ...waitingVisit({ ...row, date: dateInShanghai(Date.parse(at)) }),
    listDay: listDay(row, dateInShanghai(Date.parse(frozen))),
  }));
}

/** A list for a time that is not yet, or no more, is of the first or the last day of it; a scope of its own has that of the freeze. */
function listDay({ class: cls, period }: { readonly class: string; readonly period: string }, frozen: CalendarDate) {
  return isScopedKind(cls) ? frozen : dayWithin(frozen, period);
}

/** What lead departments have drawn for joint tasks of some agencies. */
async function elsewhereVisits({ tx }: Reading, agencies: readonly string[]): Promise<readonly VisitFact[]> {
  const rows = await tx
    .selectFrom('drawn_elsewhere_object')
    .innerJoin('drawn_elsewhere', 'drawn_elsewhere.id', 'drawn_elsewhere_object.import_id')
    .innerJoin('inspection_object', 'inspection_object.id', 'drawn_elsewhere_object.object_id')
    .innerJoin('task', 'task.id', 'drawn_elsewhere.task_id')
    .select(['task.agency', 'inspection_object.key', 'task.code', 'task.class', 'task.level', 'task.period'])
    .leftJoin('visit_cancellation as gone', (join) =>
      join
        .onRef('gone.task_id', '=', 'task.id')
        .on('gone.draw_id', 'is', null)
        .onRef('gone.object_id', '=', 'drawn_elsewhere_object.object_id'),
    )
    .select(['task.kind', 'task.items', 'task.state', 'drawn_elsewhere.drawn_on', 'gone.cancelled_on'])
    .where(sql<boolean>`drawn_elsewhere.agency = any(${[...agencies]})`)
    .where('task.state', '<>', 'void')
    .execute();
  return rows.map(({ drawn_on: date, ...row }) => ({ ...waitingVisit({ ...row, date }), drawnElsewhere: true }));
}

type Waiting = {
  readonly key: string;
  readonly date: CalendarDate;
  readonly agency: string;
  readonly code: string;
  readonly class: string;
  readonly level: string;
  readonly period: string;
  readonly kind: string;
  /** Of the task. */
  readonly state: string;
  readonly items: readonly string[];
  /** The visit cannot take place. */
  readonly cancelled_on: CalendarDate | null;
};

/** A drawn object that waits for its visit, or waits no more. A scope across classes has none of its own: its object's on the day of the draw. */
function waitingVisit(row: Waiting): VisitFact {
  return {
    objectId: row.key,
    date: row.date,
    period: row.period,
    class: row.class,
    ...(isScopedKind(row.class) && { classOfDay: true }),
    level: row.level as Level,
    agency: row.agency,
    taskType: taskTypeOf(row.kind),
    selection: 'random',
    state: row.cancelled_on === null ? 'drawn' : 'cancelled',
    ...(row.state === 'closed' && { taskClosed: true }),
    items: row.items,
    method: 'onSite',
    taskId: row.code,
    results: [],
  };
}

/** A task's kind in the words of the ledger. */
export function taskTypeOf(kind: string): TaskType {
  return kind === 'interdepartmental' ? 'interdepartmentalJoint' : (kind as TaskType);
}
