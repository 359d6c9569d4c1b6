import { periodDays } from '@sunlot/core/basics/dates.ts';
import { quarterlyClasses } from '@sunlot/core/policy/classify.ts';
import type { Pack } from '@sunlot/core/policy/pack.ts';

type Entry = { readonly class: string; readonly className: string; readonly period: string };

export type Estimate = { readonly class: string; readonly className: string; readonly from: string };

/**
 * Classes by the events of the quarter before, each with its first period that begins after a day: nobody knew its members on that
 * day, so the numbers from there on are an estimate. `entries` in the order of their periods.
 */
export function estimatesOf(pack: Pack, entries: readonly Entry[], day: string): readonly Estimate[] {
  const moving = quarterlyClasses(pack);
  const later = entries.filter((one) => moving.includes(one.class) && periodDays(one.period).from > day);
  const first = new Map(
    later.toReversed().map(({ class: cls, className, period }) => [cls, { class: cls, className, from: period }]),
  );
  return [...first.values()];
}
