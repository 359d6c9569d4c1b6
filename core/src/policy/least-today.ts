import { timesOf } from './candidate-counts.ts';
import type { CandidateCounts } from './candidate-list.ts';
import type { AnyRule, Pack } from './pack.ts';
import { asksForAllOf, classRules, dutyOf } from './requirements.ts';

/** What a draw of the class takes at the least, and the rule that asks it. */
export interface LeastToday {
  readonly n: number;
  readonly rule: AnyRule;
  /** The rest of the year's coverage asks for more than the ratio of the period (C0-6). */
  readonly completesYear: boolean;
}

/**
 * The law's number for the draw of a period, by the list it is drawn from. In the last period of a year with full coverage that is whatever is
 * not drawn yet (C0-6). Not where nobody at all was drawn: nothing tells such a year from one that is not recorded here, so the ratio
 * holds, and the rest is said beside it.
 */
export function leastToday(pack: Pack, found: CandidateCounts): LeastToday {
  const { minimum, required, uncovered, drawnInCycle, class: cls, level } = found;
  const { coverage } = classRules(pack, { class: cls, level });
  if (coverage && uncovered !== undefined && drawnInCycle > 0 && required > minimum)
    return { n: required, rule: coverage, completesYear: true };
  return { n: minimum, rule: pack.rules.find(({ id }) => id === found.rule)!, completesYear: false };
}

/** What the law asks of a whole period, of which some may be drawn already. */
export interface WholeToday {
  readonly base: number;
  readonly required: number;
  readonly recommended: number;
  /** Of `required`: what is drawn and whom there is to draw. */
  readonly n: number;
}

/** The same numbers of an entry that was drawn, by the list of today: what its draws took is part of them. Where each is wanted several times, of a round. */
export function wholeToday(pack: Pack, found: CandidateCounts): WholeToday {
  const { minimum, whole, pool, measured } = found;
  const { base, counted } = measured ?? { base: found.base, counted: found.alreadyDrawn };
  if (timesOf(dutyOf(pack, found)!) > 1) return { base, required: minimum, recommended: minimum, n: minimum };
  // What is owed may come on top, where the draws of the period took others.
  const withOwed = (asked: number, left: number) => (left === 0 ? asked : Math.max(asked, counted + left));
  const required = withOwed(whole.required, found.required);
  const recommended = Math.max(required, withOwed(whole.recommended, found.recommended));
  return { base, required, recommended, n: Math.min(required, counted + pool) };
}

/**
 * What a plan can ask of a period: its number, and where everybody is asked for no more than there are on the list. Somebody who was planned for
 * and has left the list since is asked for by nobody.
 */
export function plannedToday(pack: Pack, found: CandidateCounts, planned: number): number {
  return asksForAllOf(pack, found) ? Math.min(planned, wholeToday(pack, found).base) : planned;
}
