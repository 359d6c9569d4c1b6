import type { PlanYear } from '@sunlot/contract/plans.ts';
import { makeDate, periodDays } from '@sunlot/core/basics/dates.ts';
import type { PlanEntry } from '@sunlot/core/policy/plan.ts';
import type { Context } from '../../context.ts';
import { packVersions } from '../../packs/pack-store.ts';
import { entriesOfVersions, type PlanningYear } from '../../packs/plan-year.ts';
import { territoryOf } from '../../visits/territory.ts';
import { planningYear } from './planning-year.ts';

/**
 * What a plan made today would say of the periods of a year that are not over, by entry: after what earlier ones drew, the last one
 * still has to finish the coverage (C0-6). Of a year that has not begun nothing.
 */
export async function numbersToday(ctx: Context, { agency, year }: PlanYear): Promise<NumbersToday> {
  if (ctx.today < makeDate(year, 1, 1) || ctx.today > makeDate(year, 12, 31))
    return { entries: new Map(), ofYear: new Map(), asked: undefined };
  const asked = await planningYear(ctx, (await territoryOf(ctx, agency))!, year);
  const all = entriesOfVersions(await packVersions(ctx, agency), asked);
  const left = all.filter(({ period }) => periodDays(period).to >= ctx.today);
  return { entries: byId(left), ofYear: byId(all), asked };
}

function byId(entries: readonly PlanEntry[]): ReadonlyMap<string, PlanEntry> {
  return new Map(entries.map((entry) => [entry.id, entry]));
}

export type NumbersToday = {
  readonly entries: ReadonlyMap<string, PlanEntry>;
  /** Those of periods that are over too: what the rule asked of them. */
  readonly ofYear: ReadonlyMap<string, PlanEntry>;
  readonly asked: PlanningYear | undefined;
};
