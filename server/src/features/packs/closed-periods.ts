import {
  addDays,
  type CalendarDate,
  type PeriodUnit,
  periodAround,
  periodDays,
  periodsOfYear,
  yearOf,
} from '@sunlot/core/basics/dates.ts';
import { type Pack, rulesOf } from '@sunlot/core/policy/pack.ts';
import { periodName } from '@sunlot/core/policy/plan.ts';
import type { Context } from '../../context.ts';
import { Problem } from '../../problem.ts';
import { selectFrozenDraws } from './sql.ts';

type Asked = {
  readonly agency: string;
  readonly effectiveFrom: CalendarDate;
  /** The versions whose periods count: the one in force and the new one. */
  readonly packs: readonly Pack[];
};

/**
 * A period is judged by the version in force on its first day. So a version may not begin to hold on the first day of a
 * period, or before it, that has ended or whose list is frozen: that would change what was said of it.
 * @throws Problem pack.periodEnded | pack.listFrozen
 */
export async function refuseClosedPeriods(ctx: Context, asked: Asked): Promise<void> {
  const { agency, effectiveFrom } = asked;
  const frozen = await frozenPeriods(ctx, agency);
  const next = [
    ...unitsOf(asked.packs).map((unit) => periodDays(periodAround(ctx.today, unit)).from),
    ...frozen.map(({ after }) => after),
  ]
    .sort()
    .at(-1)!;
  const ended = firstEnded(asked, ctx.today);
  if (ended)
    throw new Problem('pack.periodEnded', { effectiveFrom, period: periodName(ended), ...periodDays(ended), next });
  const held = frozen.find(({ from }) => from >= effectiveFrom);
  if (held)
    throw new Problem('pack.listFrozen', { period: periodName(held.period), draw: held.id, effectiveFrom, next });
}

function unitsOf(packs: readonly Pack[]): readonly PeriodUnit[] {
  const used = packs.flatMap((pack) => rulesOf(pack, 'ratio').map(({ value }) => value.every));
  return [...new Set<PeriodUnit>(['year', ...used])];
}

/** The first period that would come under the new version although it is over. */
function firstEnded({ effectiveFrom, packs }: Asked, today: CalendarDate): string | undefined {
  const years = [yearOf(effectiveFrom), yearOf(effectiveFrom) + 1];
  return unitsOf(packs)
    .flatMap((unit) => years.flatMap((year) => periodsOfYear(year, unit)))
    .map((period) => ({ period, ...periodDays(period) }))
    .filter(({ from, to }) => from >= effectiveFrom && to < today)
    .sort((a, b) => (a.from === b.from ? (a.to < b.to ? -1 : 1) : a.from < b.from ? -1 : 1))[0]?.period;
}

/** Periods of the agency whose list is frozen, with the first day after them; draws that were given up do not hold any. */
async function frozenPeriods(ctx: Context, agency: string) {
  const rows = await selectFrozenDraws(ctx.tx, agency);
  return rows.map((row) => {
    const { from, to } = periodDays(row.period);
    return { ...row, from, after: addDays(to, 1) };
  });
}
