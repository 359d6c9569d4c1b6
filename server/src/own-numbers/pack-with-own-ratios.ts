import { type CalendarDate, makeDate, type Period, periodDays, yearOf } from '@sunlot/core/basics/dates.ts';
import type { Level } from '@sunlot/core/policy/facts.ts';
import { packFor } from '@sunlot/core/policy/judging-pack.ts';
import { withOwnRatios } from '@sunlot/core/policy/own-ratios.ts';
import type { Pack } from '@sunlot/core/policy/pack.ts';
import type { Context } from '../context.ts';
import { packInForce, packVersions } from '../packs/pack-store.ts';
import { ownRatios } from './load-own-numbers.ts';

/** The pack in force for an agency on a day, with the ratios that the agency chose itself by then. */
export async function packWithOwnRatios(
  ctx: Pick<Context, 'tx'>,
  { agency, on }: { readonly agency: string; readonly on: CalendarDate },
): Promise<Pack> {
  return withOwnRatios(await packInForce(ctx, { agency, on }), await ownRatios(ctx, agency), on);
}

/**
 * The pack by which a class is drawn in a period, with the ratios chosen by then: the one that judges it. A version that counts the class in
 * other periods takes over from the next year only (decision 0021).
 */
export async function packOfPeriod(
  ctx: Pick<Context, 'tx'>,
  { agency, class: cls, period }: { readonly agency: string; readonly class: string; readonly period: Period },
): Promise<Pack> {
  const { from } = periodDays(period);
  const ofYear = await packInForce(ctx, { agency, on: makeDate(yearOf(from), 1, 1) });
  const { level } = await ctx.tx
    .selectFrom('agency')
    .select('level')
    .where('code', '=', agency)
    .executeTakeFirstOrThrow();
  const versions = await packVersions(ctx, agency);
  const judging = packFor(ofYear, { versions }, { class: cls, level: level as Level, period });
  return withOwnRatios(judging, await ownRatios(ctx, agency), from);
}
