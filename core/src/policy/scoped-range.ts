import { type CalendarDate, type Period, periodDays, periodsOfYear, yearOf } from '../basics/dates.ts';
import type { Member } from './candidate-list.ts';
import { candidateJudge } from './candidates.ts';
import { classify } from './classify.ts';
import type { ClassId, Level } from './facts.ts';
import { topOfRange } from './minimum-sequence.ts';
import { findRule, type Pack, type Rule } from './pack.ts';
import { asksForAll, dayWithin } from './requirements.ts';
import { servingVisits } from './serving-visits.ts';

/**
 * What a draw with a scope of its own leaves of the upper bounds of classes: whom it takes counts for the class of each, so it can pass
 * a bound that the class's own draw has kept (AMB-32).
 */

/** A class whose rule gives a range, in the period in which the draw would count. */
export interface RangeLeft {
  readonly class: ClassId;
  readonly period: Period;
  readonly rule: Rule<'ratio'>;
  readonly max: number;
  /** Objects drawn or inspected in the period. */
  readonly drawn: number;
  /** Others, inside the scope. */
  readonly fresh: number;
}

/** All objects of the level, each with whether the draw may take it. `left` is asked for once all were added. */
export interface RangeCounter {
  readonly add: (member: Member, isInside: boolean) => void;
  readonly left: () => readonly RangeLeft[];
}

interface ScopedPeriod {
  readonly level: Level;
  readonly agency?: string | undefined;
  readonly period: Period;
  readonly date: CalendarDate;
}

/** Undefined where no class of the level has an upper bound. */
export function rangeCounter(pack: Pack, asked: ScopedPeriod): RangeCounter | undefined {
  const bounded = pack.classes.flatMap(({ id }) => {
    const rule = findRule(pack, 'ratio', { class: id, level: asked.level });
    return rule?.value.max === undefined ? [] : [classCounter(pack, asked, { cls: id, rule })];
  });
  if (bounded.length === 0) return undefined;
  return {
    add(member, isInside) {
      for (const { add } of bounded) add(member, isInside);
    },
    left: () => bounded.map(({ left }) => left()),
  };
}

type Bounded = { readonly cls: ClassId; readonly rule: Rule<'ratio'> };

function classCounter(pack: Pack, { level, agency, period: asked, date }: ScopedPeriod, { cls, rule }: Bounded) {
  const day = dayWithin(date, asked);
  const period = periodsOfYear(yearOf(day), rule.value.every).find((one) => day <= periodDays(one).to)!;
  const scope = { class: cls, level, agency, period, date };
  const judge = candidateJudge(pack, scope)!;
  let drawn = 0;
  let fresh = 0;
  return {
    add(member: Member, isInside: boolean) {
      const row = judge.add(member);
      if (!row || isDemanded(pack, { ...member, date: day, level }, cls)) return;
      if (servingVisits(pack, scope, member).length > 0) drawn++;
      else if (isInside && row.state !== 'out') fresh++;
    },
    left: (): RangeLeft => ({
      ...{ class: cls, period, rule, drawn, fresh },
      max: topOfRange(rule, judge.counts().base)!,
    }),
  };
}

/** Whom another class wants inspected in any case: the bound does not count them. */
function isDemanded(pack: Pack, asked: Parameters<typeof classify>[1] & { readonly level: Level }, own: ClassId) {
  const { memberOf } = classify(pack, asked);
  return memberOf.some((cls) => cls !== own && asksForAll(pack, { class: cls, level: asked.level }));
}
