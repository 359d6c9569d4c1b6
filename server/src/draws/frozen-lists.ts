import { yearOf } from '@sunlot/core/basics/dates.ts';
import type { Manifest } from '@sunlot/core/draw/manifest.ts';
import type { ReasonCode } from '@sunlot/core/policy/candidate-list.ts';
import type { ClassId } from '@sunlot/core/policy/facts.ts';
import { groupBy } from '@sunlot/core/policy/grouping.ts';
import type { FrozenList } from '@sunlot/core/policy/tally-classes.ts';
import { sql } from 'kysely';
import type { Context } from '../context.ts';
import { isLaterRound, redrawStratumOf } from '../packs/stratum-of.ts';
import { objectRowsOf } from './sealed-rows.ts';

type Reading = Pick<Context, 'tx' | 'keys'>;
type OfYear = { readonly agency: string; readonly year: number };

/** The lists that periods of a year are measured by, where draws here have frozen one. */
export async function frozenLists(ctx: Reading, place: OfYear): Promise<readonly FrozenList[]> {
  return measuredLists(await selectFrozenLists(ctx, place)).map(
    ({ class: cls, period, base, pool, rows }): FrozenList => ({
      ...{ class: cls, period, base, available: pool },
      members: rows.map(({ id }) => id),
    }),
  );
}

type OfPeriod = { readonly agency: string; readonly class: ClassId; readonly period: string };

/**
 * Whose ids the list of one class and period has, with what its supplements added, for a further supplement of it. Nothing where no draw here
 * has frozen one.
 */
export async function frozenIds(ctx: Reading, place: OfPeriod): Promise<ReadonlySet<string> | undefined> {
  const [list] = measuredLists(await selectFrozenLists(ctx, { ...place, year: yearOf(place.period) }));
  return list && new Set(list.rows.map(({ id }) => id));
}

/** A list that was frozen in a year, before the pack is asked what of it counts. */
export type FrozenRowsOfDraw = {
  readonly class: ClassId;
  readonly period: string;
  readonly base: number;
  /** Whom the rules let be inspected in the period: the pool, and those whom earlier parts of the draw have taken already. */
  readonly pool: number;
  /** Frozen for a supplementary draw, of what was lacking after another. */
  readonly supplements: boolean;
  /** One of the parts in which a number of the whole year is drawn, or of the rounds in which each object is drawn again. */
  readonly isRound: boolean;
  readonly rows: readonly { readonly id: string; readonly state: string }[];
};

const ALREADY_DRAWN: ReasonCode = 'already-drawn';

/**
 * The lists frozen for the tasks of a year, the latest first: where a class was drawn twice in a period, the first list is
 * the one it is measured by. Rows are opened to be counted; none of them leaves this program.
 */
async function selectFrozenLists(
  ctx: Reading,
  { agency, year, class: wanted, period: only }: OfYear & Partial<OfPeriod>,
): Promise<readonly FrozenRowsOfDraw[]> {
  let query = ctx.tx
    .selectFrom('draw')
    .innerJoin('task', 'task.id', 'draw.task_id')
    .select(['draw.id', 'draw.period', 'draw.stratum', 'draw.manifest', 'task.class', 'task.round'])
    .select(sql<boolean>`task.supplement is not null`.as('supplements'))
    .where('draw.agency', '=', agency)
    .where('draw.state', 'not in', ['void', 'abandoned'])
    .where(sql<boolean>`left(draw.period, 4) = ${String(year)}`);
  if (wanted !== undefined) query = query.where('task.class', '=', wanted);
  if (only !== undefined) query = query.where('draw.period', '=', only);
  const draws = await query.orderBy('draw.frozen_at', 'desc').orderBy('draw.id').execute();
  const lists: FrozenRowsOfDraw[] = [];
  for (const draw of draws) {
    const { class: cls, period, supplements, round, stratum } = draw;
    // Who is drawn again after the level below stands in a stratum of its own, and is of the class all the same.
    const own = new Set([draw.stratum, redrawStratumOf(draw.stratum)]);
    const strata = (JSON.parse(draw.manifest) as Manifest).strata.filter(({ id }) => own.has(id));
    const base = strata.reduce((sum, stratum) => sum + stratum.base, 0);
    const pool = strata.flatMap(({ tiers }) => tiers).reduce((sum, tier) => sum + tier.pool, 0);
    const rows: FrozenRowsOfDraw['rows'][number][] = [];
    let taken = 0;
    for await (const { id, state, reason, stratum } of objectRowsOf(ctx, draw.id)) {
      if (!own.has(stratum) || state === 'out') continue;
      rows.push({ id, state });
      if (reason === ALREADY_DRAWN) taken++;
    }
    lists.push({
      class: cls,
      period,
      supplements,
      isRound: round !== null || isLaterRound(stratum),
      base,
      pool: pool + taken,
      rows,
    });
  }
  return lists;
}

/** Of lists with the latest first: those that periods are measured by, each with what supplements added to it. */
export function measuredLists(lists: readonly FrozenRowsOfDraw[]): readonly FrozenRowsOfDraw[] {
  return supplementedLists(lastOfRounds(lists));
}

/** Of a number that is drawn in parts or rounds through the year the latest list: the year goes by its last one (C0-12). */
function lastOfRounds(lists: readonly FrozenRowsOfDraw[]): readonly FrozenRowsOfDraw[] {
  const rounds = lists.filter(({ isRound }) => isRound);
  const last = new Map(rounds.toReversed().map((list) => [placeOf(list), list]));
  return lists.filter((list) => list.supplements || (last.get(placeOf(list)) ?? list) === list);
}

/**
 * A list and those that supplement it, as one: a supplementary draw froze the whole class again, so it adds who was not there at
 * the first. Everybody else stays as the first list had them, before it was drawn, also for the year: it is no list of its own, as that of a part
 * is (C0-12), or who is short would have less to make up for once it is frozen. The order of the lists stays.
 */
function supplementedLists(lists: readonly FrozenRowsOfDraw[]): readonly FrozenRowsOfDraw[] {
  const ofPeriod = groupBy(
    lists.filter(({ supplements }) => supplements),
    placeOf,
  );
  return lists
    .filter(({ supplements }) => !supplements)
    .map((list) => (ofPeriod.get(placeOf(list)) ?? []).toReversed().reduce(joined, list));
}

function placeOf({ class: cls, period }: FrozenRowsOfDraw): string {
  return `${cls}/${period}`;
}

function joined(list: FrozenRowsOfDraw, more: FrozenRowsOfDraw): FrozenRowsOfDraw {
  const known = new Set(list.rows.map(({ id }) => id));
  const added = more.rows.filter(({ id }) => !known.has(id));
  return {
    ...list,
    base: list.base + added.length,
    pool: list.pool + added.filter(({ state }) => state === 'in').length,
    rows: [...list.rows, ...added],
  };
}
