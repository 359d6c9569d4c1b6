import type { PublicDrawLine } from '@sunlot/contract/public-views.ts';
import { periodDays, quarterOf, yearOf } from '@sunlot/core/basics/dates.ts';
import type { Context } from '../context.ts';
import { packInForce } from '../packs/pack-store.ts';
import { isListOf } from '../packs/stratum-of.ts';
import { plannedNumber } from '../plans/planned-number.ts';
import { listPublicDraws } from './draws.ts';
import { selectPlanEntries, selectPublicAgencies, selectPublishedPlan } from './sql.ts';

const MOST_AGENCIES = 20;
const DRAWS_SHOWN = 12;

/** One class of one period: how many have to be drawn, how many are. */
export type ClassState = {
  readonly name: string;
  readonly period: string;
  readonly planned: number;
  readonly drawn: number;
  readonly sealed: boolean;
};

export type AgencyState = {
  readonly code: string;
  readonly name: string;
  readonly packName: string;
  readonly year: number;
  readonly quarter: string;
  /** Absent where this year's plan is not published yet. */
  readonly classes: readonly ClassState[] | undefined;
};

export type Overview = { readonly agencies: readonly AgencyState[]; readonly draws: readonly PublicDrawLine[] };

/** What the start page tells: published plans against public draws, nothing else. */
export async function overview(ctx: Context): Promise<Overview> {
  const { items: draws } = await listPublicDraws(ctx, { limit: DRAWS_SHOWN });
  const agencies: AgencyState[] = [];
  for (const agency of await selectPublicAgencies(ctx.tx)) {
    if (agencies.length < MOST_AGENCIES && (await hasDraws(ctx, agency))) agencies.push(await agencyState(ctx, agency));
  }
  return { agencies, draws };
}

/** Has the agency's scheme any class for its level? One that only supervises has nothing to show of its own. */
async function hasDraws(
  ctx: Context,
  { code, level }: { readonly code: string; readonly level: string },
): Promise<boolean> {
  const pack = await packInForce(ctx, { agency: code, on: ctx.today });
  return pack.levels.some(({ id, classes }) => id === level && classes.length > 0);
}

async function agencyState(
  ctx: Context,
  { code, name }: { readonly code: string; readonly name: string },
): Promise<AgencyState> {
  const pack = await packInForce(ctx, { agency: code, on: ctx.today });
  const year = yearOf(ctx.today);
  const plan = await selectPublishedPlan(ctx.tx, { agency: code, year });
  const { items: draws } = await listPublicDraws(ctx, { agency: code, limit: 500 });
  const entries = plan ? await selectPlanEntries(ctx.tx, plan.id) : [];
  const classes = entries
    .filter(({ period }) => covers(period, ctx.today))
    .map((entry): ClassState => {
      const own = draws.filter(
        ({ period, strata }) => period === entry.period && strata.some(({ id }) => isListOf(id, entry)),
      );
      return {
        name: pack.classes.find(({ id }) => id === entry.class)?.name ?? entry.class,
        period: entry.period,
        planned: plannedNumber(entry),
        drawn: drawnOf(own, entry),
        sealed: own.some(({ phase }) => phase === 'P1'),
      };
    });
  return { code, name, packName: pack.name, year, quarter: quarterOf(ctx.today), classes: plan && classes };
}

function covers(period: string, day: string): boolean {
  const { from, to } = periodDays(period);
  return from <= day && day <= to;
}

function drawnOf(draws: readonly PublicDrawLine[], entry: Parameters<typeof isListOf>[1]): number {
  const done = draws.filter(({ phase }) => phase === 'P2' || phase === 'P3' || phase === 'P4');
  const lists = done.flatMap(({ strata }) => strata).filter(({ id }) => isListOf(id, entry));
  return lists.reduce((sum, { n }) => sum + n, 0);
}
