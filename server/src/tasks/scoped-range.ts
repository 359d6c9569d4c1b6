import { byObject } from '@sunlot/core/policy/bases.ts';
import type { Level } from '@sunlot/core/policy/facts.ts';
import { type FilterTerm, matchesFilter } from '@sunlot/core/policy/object-filter.ts';
import type { Pack } from '@sunlot/core/policy/pack.ts';
import { isListedOn, statusOn } from '@sunlot/core/policy/past-facts.ts';
import { type StatedNumber, statedMinimum } from '@sunlot/core/policy/scoped-draw.ts';
import { rangeCounter } from '@sunlot/core/policy/scoped-range.ts';
import type { Context } from '../context.ts';
import { scopedRangeTexts } from '../packs/over-range.ts';
import type { TodaysLists } from './todays-lists.ts';

type Asked = {
  readonly pack: Pack;
  readonly agency: string;
  readonly level: string;
  readonly period: string;
  readonly terms: readonly FilterTerm[];
  readonly number: StatedNumber | undefined;
  readonly lists: TodaysLists;
};

/** What a scope of its own may do to the upper bounds of classes, by the lists of today; nothing of one that is open. */
export async function boundsOfScope(
  { today: date }: Pick<Context, 'today'>,
  { pack, agency, level, period, terms, number, lists }: Asked,
): Promise<readonly string[]> {
  const counter = rangeCounter(pack, { level: level as Level, agency, period, date });
  if (!counter || terms.length === 0) return [];
  let base = 0;
  for (const member of byObject(await lists.visits(), await lists.counted(pack, period))) {
    const { object } = member;
    const isThere = isListedOn(object, date) && statusOn(object, date) === 'active';
    const isInside = isThere && matchesFilter(object, terms, date);
    if (isInside) base++;
    counter.add(member, isInside);
  }
  return scopedRangeTexts(pack, counter.left(), number && statedMinimum(base, number));
}
