import { type CalendarDate, dateInShanghai } from '@sunlot/core/basics/dates.ts';
import type { VisitFact } from '@sunlot/core/policy/facts.ts';
import { groupBy } from '@sunlot/core/policy/grouping.ts';
import { sql } from 'kysely';
import type { Context } from '../context.ts';
import { everDrawn, isVisitOf } from './ledger.ts';
import type { Territory } from './territory.ts';

type Reading = Pick<Context, 'tx' | 'keys'>;

/** The day of each agency's first frozen list; it is public, also of agencies that one does not see into. */
export async function firstDraws(
  { tx }: Pick<Context, 'tx'>,
  agencies: readonly string[],
): Promise<ReadonlyMap<string, CalendarDate>> {
  const rows = await tx
    .selectFrom('public_draw')
    .select(['agency', sql<string>`min(frozen_at)`.as('first')])
    .where(sql<boolean>`agency = any(${[...agencies]})`)
    .groupBy('agency')
    .execute();
  return new Map(rows.map(({ agency, first }) => [agency, dateInShanghai(Date.parse(first))]));
}

/** The day since which an agency has drawn objects here, by a draw of its own or one of a lead department that it took over; undefined where it never did. */
export async function drawnSince(ctx: Pick<Context, 'tx'>, agency: string): Promise<CalendarDate | undefined> {
  const { first } = await ctx.tx
    .selectFrom('drawn_elsewhere')
    .select(sql<string | null>`min(drawn_on)::text`.as('first'))
    .where('agency', '=', agency)
    .executeTakeFirstOrThrow();
  const own = (await firstDraws(ctx, [agency])).get(agency);
  return [first ?? undefined, own].filter((day) => day !== undefined).sort()[0];
}

/**
 * Random visits with where they come from: a draw held here, the time before the agency's first one, or neither. Of an authority
 * whose draws are not in this territory only what is history is known.
 */
export async function withOrigins(
  ctx: Reading,
  territory: Territory,
  visits: readonly VisitFact[],
): Promise<readonly VisitFact[]> {
  const onPlatform = new Set(territory.tree.map(({ code }) => code));
  const first = await firstDraws(ctx, [...onPlatform]);
  const drawn = groupBy(await everDrawn(ctx, territory), ({ objectId }) => objectId);
  const originOf = (visit: VisitFact): Pick<VisitFact, 'origin' | 'listDay' | 'drawnUnder'> => {
    if (visit.selection !== 'random' || visit.outside || !onPlatform.has(visit.agency)) return {};
    const [from, other] = (drawn.get(visit.objectId) ?? []).filter((one) => isVisitOf(one, visit));
    if (from) {
      const isOnlyOne = other === undefined && from.taskId !== undefined;
      return {
        origin: 'draw',
        ...(from.listDay !== undefined && { listDay: from.listDay }),
        ...(visit.taskId === undefined && isOnlyOne && { drawnUnder: from.taskId }),
      };
    }
    const since = first.get(visit.agency);
    if (since === undefined || visit.date < since) return { origin: 'history' };
    return territory.codes.includes(visit.agency) ? { origin: 'none' } : {};
  };
  return visits.map((visit) => {
    const found = originOf(visit);
    return found.origin === undefined ? visit : { ...visit, ...found };
  });
}
