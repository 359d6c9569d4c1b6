import type { OverlapList } from '@sunlot/contract/overlaps.ts';
import { addDays } from '@sunlot/core/basics/dates.ts';
import type { Level } from '@sunlot/core/policy/facts.ts';
import { jointProposals } from '@sunlot/core/policy/joint-proposals.ts';
import {
  type OverlapSide,
  overlapDecision,
  overlapStanding,
  overlapsOf,
  type PlannedVisit,
} from '@sunlot/core/policy/overlap.ts';
import { findRule, type Pack, theRule } from '@sunlot/core/policy/pack.ts';
import type { Context } from '../../context.ts';
import { packInForce } from '../../packs/pack-store.ts';
import { may } from '../../rights.ts';
import { type AnswerBetween, answerReason, answersBetween } from '../../visits/answers-between.ts';
import { taskTypeOf } from '../../visits/ledger.ts';
import { type DrawnTwice, selectDrawnTwice, selectTasks } from './sql.ts';

/** How far around today windows are looked at: a quarter on both sides, so that every reading of 同一时段 is served. */
const DAYS = 100;

/**
 * Objects that the agency and its upper or lower level have drawn for the same time, for the dispatchers of both: they are
 * reminded and offered one joint visit. A reminder is one for both: what one of them answered and why is told to the other, and so is who was there. Nothing
 * else of the other side's list is told. The look leaves an audit row.
 */
export async function listOverlaps(ctx: Context, { agency }: { readonly agency: string }): Promise<OverlapList> {
  may(ctx.actor, 'task.overlaps', agency);
  const pack = await packInForce(ctx, { agency, on: ctx.today });
  const found = await selectDrawnTwice(ctx.tx, {
    agency,
    from: addDays(ctx.today, -DAYS),
    to: addDays(ctx.today, DAYS),
  });
  const going = found.filter(({ cancelled }) => !cancelled);
  const rows = new Map(going.map((row) => [`${row.task_id} ${row.object_key}`, row]));
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
  const answers = await answersBetween(ctx, [agency]);
  const proposals = await proposed(ctx, pack, { agency, planned, rows, answers });
  await ctx.audit({
    action: 'task.overlaps',
    agency,
    after: { found: pairs.length, proposed: proposals.length },
  });
  return {
    agency,
    overlaps: pairs.map(({ offer, ids }) => {
      const both = ids.map((id) => rows.get(id)!).sort((a, b) => rank(a) - rank(b)) as [DrawnTwice, DrawnTwice];
      const [a, b] = [sideOf(ctx, both, answers), sideOf(ctx, [both[1], both[0]], answers)];
      const decision = overlapDecision(a, b);
      return {
        object: { key: both[0].object_key, name: both[0].object_name },
        offer,
        tasks: [taskOf(both[0], a), taskOf(both[1], b)],
        clause: clauses[offer]!,
        ...(decision && { decision }),
        standing: overlapStanding(a, b),
      };
    }),
    proposals,
  };
}

type Found = {
  readonly agency: string;
  readonly planned: readonly PlannedVisit[];
  readonly rows: ReadonlyMap<string, DrawnTwice>;
  readonly answers: readonly AnswerBetween[];
};

type Side = OverlapSide & { readonly reason?: string | undefined };

/** What is on record of the first of two tasks about the other. A visit that is to serve own tasks too is joint for the other level. */
function sideOf(
  ctx: Pick<Context, 'keys'>,
  [own, other]: readonly [DrawnTwice, DrawnTwice],
  answers: readonly AnswerBetween[],
): Side {
  const visitedOn = own.visited;
  const found = answers.find(
    (one) => one.task_id === own.task_id && one.other_task === other.task_id && one.object_key === own.object_key,
  );
  if (!found) return { visitedOn };
  if (found.choice === 'separate') return { visitedOn, answer: 'separate', reason: answerReason(ctx, found) };
  return { visitedOn, answer: own.agency === other.agency ? found.choice : 'joint' };
}

/** One joint visit for each object that open tasks of one quarter go to: not what was visited under its task, or goes separately for a reason. */
async function proposed(
  ctx: Context,
  pack: Pack,
  { agency, planned, rows, answers }: Found,
): Promise<OverlapList['proposals']> {
  const own = new Map((await selectTasks(ctx.tx, agency)).map((task) => [task.id, task]));
  const alone = new Set(
    answers.filter(({ choice }) => choice === 'separate').map(({ task_id, object_key }) => `${task_id} ${object_key}`),
  );
  const open = planned
    .filter(({ id }) => rows.get(id)!.visited.length === 0 && !alone.has(id))
    .map((one) => {
      const task = own.get(rows.get(one.id)!.task_id);
      return { ...one, items: task?.items ?? [], taskType: taskTypeOf(task?.kind ?? 'daily') };
    });
  return jointProposals(pack, open)
    .filter(({ visits }) => visits.some((id) => rows.get(id)!.agency === agency))
    .map(({ object, kind, visits, items, clause }) => {
      const found = visits.map((id) => rows.get(id)!);
      return {
        object: { key: object, name: found[0]!.object_name },
        ...{ kind, tasks: found.map(({ task_id: id }) => id), items: [...items], clause },
        codes: Object.fromEntries(found.flatMap(({ task_id: id, code }) => (code === null ? [] : [[id, code]]))),
      };
    });
}

/** The higher level first. */
function rank({ level }: DrawnTwice): number {
  return level === 'county' ? 1 : 0;
}

function taskOf(
  { task_id, code, agency, level, window_from, window_to }: DrawnTwice,
  { answer, reason, visitedOn }: Side,
): OverlapList['overlaps'][number]['tasks'][number] {
  return {
    ...{ task: task_id, ...(code !== null && { code }), agency, level },
    ...{ window: { from: window_from, to: window_to }, visitedOn: [...visitedOn] },
    ...(answer && { answer }),
    ...(reason !== undefined && { reason }),
  };
}
