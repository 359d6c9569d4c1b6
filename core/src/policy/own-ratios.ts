import {
  type CalendarDate,
  type PeriodUnit,
  periodAround,
  periodDays,
  periodsOfYear,
  yearOf,
} from '../basics/dates.ts';
import { atLeast, type Ratio } from '../basics/ratios.ts';
import type { ClassId, Level } from './facts.ts';
import { type AnyRule, findRule, type Pack, type RuleScope } from './pack.ts';

/** Ratios that an agency sets itself where its scheme leaves them to it (自行确定抽查比例). */

export interface OwnRatio {
  readonly class: ClassId;
  readonly level: Level;
  readonly every: PeriodUnit;
  readonly min: Ratio;
  /** First day it holds; a later choice of the same class takes its place. */
  readonly from: CalendarDate;
}

const WITH_OWN = new WeakMap<Pack, Map<string, Pack>>();

/**
 * The pack with the agency's own ratios that hold on a day, each as a ratio rule under the clause that leaves it to
 * the agency. A choice for a class whose ratio the scheme itself fixes changes nothing. Missing it only warns: what
 * the law asks for is the coverage it serves.
 */
export function withOwnRatios(pack: Pack, choices: readonly OwnRatio[], on: CalendarDate): Pack {
  const inForce = choices.filter(
    (one) => one.from <= on && findRule(pack, 'ownRatio', one) && isLatest(one, choices, on),
  );
  if (inForce.length === 0) return pack;
  const known = WITH_OWN.get(pack) ?? new Map<string, Pack>();
  WITH_OWN.set(pack, known);
  const key = JSON.stringify(inForce);
  const made = known.get(key) ?? { ...pack, rules: [...pack.rules, ...inForce.map((one) => ownRule(pack, one))] };
  known.set(key, made);
  return made;
}

function isLatest(one: OwnRatio, choices: readonly OwnRatio[], on: CalendarDate): boolean {
  return !choices.some(
    (other) => other.class === one.class && other.level === one.level && one.from < other.from && other.from <= on,
  );
}

function ownRule(pack: Pack, { class: cls, level, every, min }: OwnRatio): AnyRule {
  const { clause } = findRule(pack, 'ownRatio', { class: cls, level })!;
  return {
    id: `${pack.id}/ratio/${cls}/${level}`,
    topic: 'ratio',
    class: cls,
    level,
    value: { every, min, draw: 'each' },
    strictness: 'soft',
    origin: 'scheme',
    clause,
  };
}

export interface OwnVisitsAsk extends Required<RuleScope> {
  /** Active objects of the class: every period is measured by as many. */
  readonly n: number;
  readonly choices: readonly OwnRatio[];
  /** Both days inclusive; a period counts where its first day lies between them. */
  readonly from: CalendarDate;
  readonly to: CalendarDate;
}

/** Visits that the agency's ratios ask for in each year between two days: every period goes by the ratio in force on its first day. */
export function ownVisits(pack: Pack, ask: OwnVisitsAsk): readonly number[] {
  const { from, to } = ask;
  const years = Array.from({ length: yearOf(to) - yearOf(from) + 1 }, (_, i) => yearOf(from) + i);
  return years.map((year) =>
    periodsOfYear(year, 'month')
      .map((month) => periodDays(month).from)
      .filter((day) => from <= day && day <= to)
      .reduce((sum, day) => sum + visitsFrom(pack, ask, day), 0),
  );
}

/** What the period asks for that begins on this first day of a month; nothing where none does. */
function visitsFrom(pack: Pack, { n, choices, ...scope }: OwnVisitsAsk, day: CalendarDate): number {
  const rule = findRule(withOwnRatios(pack, choices, day), 'ratio', scope);
  if (rule === undefined || periodDays(periodAround(day, rule.value.every)).from !== day) return 0;
  return atLeast(n, rule.value.min);
}
