import type { OverlapList } from '@sunlot/contract/overlaps.ts';
import { addDays } from '@sunlot/core/basics/dates.ts';
import type { Level } from '@sunlot/core/policy/facts.ts';
import { jointProposals } from '@sunlot/core/policy/joint-proposals.ts';
import { overlapsOf, type PlannedVisit } from '@sunlot/core/policy/overlap.ts';
import { findRule, type Pack, theRule } from '@sunlot/core/policy/pack.ts';
import type { Context } from '../../context.ts';
import { packInForce } from '../../packs/pack-store.ts';
import { may } from '../../rights.ts';
import { taskTypeOf } from '../../visits/ledger.ts';
import { type DrawnTwice, selectDrawnTwice, selectSettled, selectTasks } from './sql.ts';

/** How far around today windows are looked at: a quarter on both sides, so that every reading of 同一时段 is served. */
const DAYS = 100;

/**
 * Objects that the agency and its upper or lower level have drawn for the same time, for the dispatchers of both: they are
 * reminded and offered one joint visit. Nothing else of the other side's list is told. The look leaves an audit row.
 */
export async function listOverlaps(ctx: Context, { agency }: { readonly agency: string }): Promise<OverlapList> {
  may(ctx.actor, 'task.overlaps', agency);
  const pack = await packInForce(ctx, { agency, on: ctx.today });
  const found = await selectDrawnTwice(ctx.tx, {
    agency,
    from: addDays(ctx.today, -DAYS),
    to: addDays(ctx.today, DAYS),
  });
  const rows = new Map(found.map((row) => [`${row.task_id} ${row.object_key}`, row]));
  const planned = [...rows].map(([id, row]) => ({
    id,
    level: row.level as Level,
    object: row.object_key,
    from: row.window_from,
    to: row.window_to,
  }));
  const { reminders, merges } = overlapsOf(pack, planned);
  const isOwn = (id: string) => rows.get(id)!.agency === agency;
  const pairs = [
    ...reminders.filter((ids) => ids.some(isOwn)).map((ids) => ({ offer: 'joint' as const, ids })),
    ...merges.filter((ids) => ids.every(isOwn)).map((ids) => ({ offer: 'merge' as const, ids })),
  ];
  const clauses = { joint: findRule(pack, 'overlap')?.clause, merge: theRule(pack, 'guard').clause };
  const proposals = await proposed(ctx, pack, { agency, planned, rows });
  await ctx.audit({
    action: 'task.overlaps',
    agency,
    after: { found: pairs.length, proposed: proposals.length },
  });
  return {
    agency,
    overlaps: pairs.map(({ offer, ids }) => ({
      object: { key: rows.get(ids[0])!.object_key, name: rows.get(ids[0])!.object_name },
      offer,
      tasks: [...ids].sort((a, b) => rank(rows.get(a)!) - rank(rows.get(b)!)).map((id) => taskOf(rows.get(id)!)),
      clause: clauses[offer]!,
    })),
    proposals,
  };
}

type Found = {
  readonly agency: string;
  readonly planned: readonly PlannedVisit[];
  readonly rows: ReadonlyMap<string, DrawnTwice>;
};

/** One joint visit for each object that open tasks of one quarter go to; what was visited under its task, or will not be, is not open. */
async function proposed(ctx: Context, pack: Pack, { agency, planned, rows }: Found): Promise<OverlapList['proposals']> {
  const own = new Map((await selectTasks(ctx.tx, agency)).map((task) => [task.id, task]));
  const settled = new Set(
    (await selectSettled(ctx.tx, agency)).map(({ task_id, object_key }) => `${task_id} ${object_key}`),
  );
  const open = planned
    .filter(({ id }) => !settled.has(id))
    .map((one) => {
      const task = own.get(rows.get(one.id)!.task_id);
      return { ...one, items: task?.items ?? [], taskType: taskTypeOf(task?.kind ?? 'daily') };
    });
  return jointProposals(pack, open)
    .filter(({ visits }) => visits.some((id) => rows.get(id)!.agency === agency))
    .map(({ object, kind, visits, items, clause }) => ({
      object: { key: object, name: rows.get(visits[0]!)!.object_name },
      kind,
      tasks: visits.map((id) => rows.get(id)!.task_id),
      items: [...items],
      clause,
    }));
}

/** The higher level first. */
function rank({ level }: DrawnTwice): number {
  return level === 'county' ? 1 : 0;
}

function taskOf({
  task_id,
  agency,
  level,
  window_from,
  window_to,
}: DrawnTwice): OverlapList['overlaps'][number]['tasks'][number] {
  return { task: task_id, agency, level, window: { from: window_from, to: window_to } };
}
