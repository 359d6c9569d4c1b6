import { atLeast } from '../basics/ratios.ts';
import type { ClassId, Level } from './facts.ts';
import { groupBy } from './grouping.ts';
import { type Clause, findRule, type Pack } from './pack.ts';

/**
 * AMB-37: the plan table of a scheme asks for more than its text. Where the office made that binding (`enforce`) a plan may still have the text's
 * number, which is its minimum, and the year ends in an error.
 */

interface Planned {
  readonly id: string;
  readonly class: ClassId;
  readonly level: Level;
  readonly base: number;
  readonly n: number;
}

export interface MissedTarget {
  /** The entries of a class. */
  readonly entries: readonly string[];
  readonly planned: number;
  readonly required: number;
  /** With so many the last of them makes the target. */
  readonly wanted: number;
  readonly clause: Clause;
}

/** Classes for which a plan has fewer than a target that is enforced; a visit is taken to be the first one of the year to its object. */
export function missedTargets(pack: Pack, entries: readonly Planned[]): readonly MissedTarget[] {
  if (pack.settings['planTable.policy'] !== 'enforce') return [];
  return [...groupBy(entries, (entry) => entry.class).values()].flatMap((own) => {
    const last = own.at(-1)!;
    const rule = findRule(pack, 'target', last);
    if (rule === undefined) return [];
    const required = atLeast(last.base, rule.value.min);
    const planned = own.reduce((sum, { n }) => sum + n, 0);
    if (planned >= required) return [];
    const wanted = last.n + required - planned;
    return [{ entries: own.map(({ id }) => id), planned, required, wanted, clause: rule.clause }];
  });
}
