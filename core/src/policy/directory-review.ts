import { type CalendarDate, type Period, periodDays, periodsOfYear, yearOf } from '../basics/dates.ts';
import { type Finding, findingOn } from './findings.ts';
import { findRule, type Pack } from './pack.ts';

/** The period in which a directory has to be reviewed before anything is drawn on a day; undefined where the pack asks for none. */
export function reviewPeriod(pack: Pack, date: CalendarDate): Period | undefined {
  const rule = findRule(pack, 'directory');
  return rule && periodsOfYear(yearOf(date), rule.value.reviewEvery).find((period) => date <= periodDays(period).to);
}

/**
 * A draw on a day without a review in its period (新县 三（二）「定期审核实行动态管理」). Always a warning: the draw stands.
 * `lastReview` is the day of the latest review up to `date`.
 */
export function directoryNotReviewed(
  pack: Pack,
  { date, lastReview }: { readonly date: CalendarDate; readonly lastReview?: CalendarDate | undefined },
): Finding | undefined {
  const rule = findRule(pack, 'directory');
  const period = reviewPeriod(pack, date);
  if (rule === undefined || period === undefined) return undefined;
  if (lastReview !== undefined && periodDays(period).from <= lastReview && lastReview <= date) return undefined;
  return findingOn(rule, 'DIRECTORY_NOT_REVIEWED', { period, severity: 'warning' });
}
