import { makeDate, periodDays } from '@sunlot/core/basics/dates.ts';
import { isUnrecorded } from '@sunlot/core/policy/class-so-far.ts';
import type { ObjectFacts } from '@sunlot/core/policy/facts.ts';
import { withClassesOfDay } from '@sunlot/core/policy/visit-classes.ts';
import { versionOfVisit } from '@sunlot/core/policy/visit-version.ts';
import type { Context } from '../../context.ts';
import { frozenLists } from '../../draws/frozen-lists.ts';
import { standingInspectors } from '../../inspectors/standing-inspectors.ts';
import { selectListedItems } from '../../items/listed-items.ts';
import { ownRatios } from '../../own-numbers/load-own-numbers.ts';
import { packInForce, packVersions } from '../../packs/pack-store.ts';
import type { PlanningYear, YearSoFar } from '../../packs/plan-year.ts';
import { ledgerForDraws } from '../../visits/classes-of-day.ts';
import { objectsOf } from '../../visits/directory.ts';
import { foreignObjects } from '../../visits/foreign-objects.ts';
import { withHistory } from '../../visits/former-places.ts';
import { withPartnersDue } from '../../visits/partners-due.ts';
import type { Territory } from '../../visits/territory.ts';

/** What the plan of a year is made from today: before the year the directory, within it also what is drawn and done. */
export async function planningYear(ctx: Context, territory: Territory, year: number): Promise<PlanningYear> {
  const { agency } = territory;
  const visits = await ledgerForDraws(ctx, territory, { to: ctx.today, year });
  const placed = await withHistory(ctx, territory, { objects: await objectsOf(ctx, territory), visits, year });
  const objects = placed.map(({ facts }) => facts);
  return {
    agency,
    year,
    today: ctx.today,
    objects,
    inspectors: await standingInspectors(ctx, agency.code),
    visits,
    ownRatios: await ownRatios(ctx, agency.code),
    ...(makeDate(year, 1, 1) <= ctx.today && { soFar: await yearSoFar(ctx, territory, { objects, visits, year }) }),
  };
}

/** Is a quarter of the year over, and nothing recorded of what was drawn in it? Then its plan goes by the whole year. */
export function isWithoutRecords({ agency, year, today, soFar }: PlanningYear): boolean {
  const { to } = periodDays(`${year}Q1`);
  return (
    soFar !== undefined && today > to && isUnrecorded({ ...soFar, agency: agency.code, level: agency.level, year })
  );
}

type Seen = {
  readonly objects: readonly ObjectFacts[];
  readonly visits: Awaited<ReturnType<typeof ledgerForDraws>>;
  readonly year: number;
};

async function yearSoFar(ctx: Context, territory: Territory, { objects, visits, year }: Seen): Promise<YearSoFar> {
  const { code } = territory.agency;
  const versions = await packVersions(ctx, code);
  const pack = await packInForce(ctx, { agency: code, on: makeDate(year, 12, 31) });
  const classed = withClassesOfDay((date) => versionOfVisit(pack, versions, { date }), objects, visits);
  const waiting = classed.filter(({ state }) => state === 'drawn');
  const happened = classed.filter(({ state }) => state !== 'drawn');
  return {
    objects,
    // Those that wait have them already.
    visits: [...(await withPartnersDue(ctx, territory, happened)), ...waiting],
    itemList: await selectListedItems(ctx.tx, code),
    foreign: await foreignObjects(ctx, territory.codes),
    frozen: await frozenLists(ctx, { agency: code, year }),
  };
}
