import { periodUnits } from '@sunlot/contract/period-units.ts';
import {
  addDays,
  type CalendarDate,
  makeDate,
  type PeriodUnit,
  periodAround,
  periodDays,
  yearOf,
} from '@sunlot/core/basics/dates.ts';
import type { OwnRatio } from '@sunlot/core/policy/own-ratios.ts';
import { periodName } from '@sunlot/core/policy/plan.ts';
import type { Context } from '../../context.ts';
import { ownRatios } from '../../own-numbers/load-own-numbers.ts';
import { Problem } from '../../problem.ts';
import { selectFrozenPeriods } from './sql.ts';

type Asked = {
  readonly agency: string;
  readonly class: string;
  readonly every: PeriodUnit;
};

/**
 * The day a ratio holds from where none is said: the beginning of this year for the first choice of a class, of the next
 * period for a later choice, and of the next year where the class would be counted in other periods.
 */
export async function unsaidDay(ctx: Context, asked: Asked): Promise<CalendarDate> {
  const known = await ratiosOf(ctx, asked);
  if (known.length === 0) return makeDate(yearOf(ctx.today), 1, 1);
  const unit = known.some(({ every }) => every !== asked.every) ? 'year' : asked.every;
  return addDays(periodDays(periodAround(ctx.today, unit)).to, 1);
}

/**
 * A period is judged by the ratio in force on its first day. So a ratio may not begin to hold in a period that has ended,
 * nor at or before the first day of one whose list is frozen: that would change what was said of it. It may begin in one that has
 * ended where no ratio held: whoever brings in the years before asks of them what nobody had asked. Nor may the class be counted in
 * other periods within a year, which would leave its earlier ones without a verdict.
 * @throws Problem ownRatio.periodEnded | ownRatio.listFrozen | ownRatio.unitWithinYear
 */
export async function refuseDay(ctx: Context, asked: Asked & { readonly from: CalendarDate }): Promise<void> {
  const { from, every } = asked;
  const known = await ratiosOf(ctx, asked);
  const { sameDay, others } = ofYear(known, from);
  const units = [...new Set([every, ...[...others, ...sameDay].map((one) => one.every)])];
  const frozen = (await selectFrozenPeriods(ctx.tx, asked)).findLast(({ period }) => periodDays(period).from >= from);
  const other = others.find((one) => one.every !== every);
  const next = [
    ...units.map((unit) => periodDays(periodAround(ctx.today, unit)).from),
    ...(frozen ? [addDays(periodDays(frozen.period).to, 1)] : []),
    ...(other ? [makeDate(Math.max(yearOf(from), yearOf(ctx.today)) + 1, 1, 1)] : []),
  ]
    .sort()
    .at(-1)!;
  const ended = units.map((unit) => periodAround(from, unit)).find((period) => periodDays(period).to < ctx.today);
  if (ended && known.some((one) => one.from <= from)) {
    throw new Problem('ownRatio.periodEnded', { from, period: periodName(ended), ...daysOf(ended), next });
  }
  if (frozen)
    throw new Problem('ownRatio.listFrozen', { period: periodName(frozen.period), draw: frozen.draw, from, next });
  if (other) {
    const year = yearOf(from);
    throw new Problem('ownRatio.unitWithinYear', {
      ...{ year, next, from },
      ...{ held: periodUnits[other.every].zh, every: periodUnits[every].zh },
    });
  }
}

function daysOf(period: string) {
  const { from: first, to: last } = periodDays(period);
  return { first, last };
}

async function ratiosOf(ctx: Context, { agency, class: cls }: Asked): Promise<readonly OwnRatio[]> {
  return (await ownRatios(ctx, agency)).filter((one) => one.class === cls);
}

/** The choices that hold in the year of a day: the one of that very day, whose place a new one takes, and the others. */
function ofYear(known: readonly OwnRatio[], day: CalendarDate) {
  const start = makeDate(yearOf(day), 1, 1);
  const within = known.filter(({ from }) => yearOf(from) === yearOf(day));
  const before = known.filter(({ from }) => from < start).sort((a, b) => (a.from < b.from ? -1 : 1));
  const hasOwnStart = day === start || within.some(({ from }) => from === start);
  return {
    sameDay: within.filter(({ from }) => from === day),
    others: [...within.filter(({ from }) => from !== day), ...(hasOwnStart ? [] : before.slice(-1))],
  };
}
