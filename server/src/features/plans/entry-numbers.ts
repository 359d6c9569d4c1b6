import type { PlanView } from '@sunlot/contract/plans.ts';
import type { Level } from '@sunlot/core/policy/facts.ts';
import { evenPace } from '@sunlot/core/policy/horizon.ts';
import { topOfRange } from '@sunlot/core/policy/minimum-sequence.ts';
import type { Pack, Rule } from '@sunlot/core/policy/pack.ts';
import { isOffSite } from '@sunlot/core/policy/served.ts';
import type { PlanEntryRow } from './sql.ts';

/** The most that the rule of an entry allows, where it gives a range. */
export function rangeOf(
  pack: Pack,
  { rule: id, base }: Pick<PlanEntryRow, 'rule' | 'base'>,
): { readonly max?: number } {
  const rule = pack.rules.find((one) => one.id === id && one.topic === 'ratio') as Rule<'ratio'> | undefined;
  const max = rule && topOfRange(rule, base);
  return max === undefined ? {} : { max };
}

const WHOLE_YEAR: readonly string[] = ['headcount', 'coverage', 'floor'];

/** What follows from an entry and its rule and is not stored: a range, a pace by quarters, whether anybody goes there. */
export function entryNumbers(
  pack: Pack,
  row: PlanEntryRow,
): Pick<PlanView['entries'][number], 'max' | 'pace' | 'offSite'> {
  const topic = row.rule.split('/')[1] ?? '';
  return {
    ...rangeOf(pack, row),
    ...(WHOLE_YEAR.includes(topic) && { pace: [...evenPace(row.n, 4)] }),
    ...(isOffSite(pack, { class: row.class, level: row.level as Level }) && { offSite: true }),
  };
}
