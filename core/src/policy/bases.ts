import { type CalendarDate, makeDate, type Period, periodDays } from '../basics/dates.ts';
import { type Classification, classify } from './classify.ts';
import type { ClassId, Level, ObjectFacts, VisitFact } from './facts.ts';
import { groupBy } from './grouping.ts';
import type { Pack, RuleScope } from './pack.ts';
import { isListedOn, statusOn } from './past-facts.ts';
import { dayWithin, dutyOf } from './requirements.ts';

/** What the bases of ratios are counted from: the objects, their states and classes on a day. */

/** Each object with its own visits. */
export function byObject(visits: readonly VisitFact[], objects: readonly ObjectFacts[]) {
  const own = groupBy(visits, ({ objectId }) => objectId);
  return objects.map((object) => ({ object, visits: own.get(object.id) ?? [] }));
}

interface Snapshot extends Partial<RuleScope> {
  readonly date: CalendarDate;
  readonly period: Period;
}

/** AMB-01: the day whose membership makes the base. A year of a class that is drawn in no periods does not begin anything: it goes by its day. */
export function membershipDay(pack: Pack, { date, period, ...scope }: Snapshot): CalendarDate {
  switch (pack.settings['calc.denominatorSnapshot']) {
    case 'freeze':
      return dayWithin(date, period);
    case 'periodStart':
      return isWithoutPeriods(pack, scope) && period.length === 4 ? dayWithin(date, period) : periodDays(period).from;
    case 'yearStart':
      return makeDate(Number(period.slice(0, 4)), 1, 1);
  }
}

/** No number is asked of the class but that some of it be inspected, or all of it seen within the year. */
function isWithoutPeriods(pack: Pack, { class: cls, level }: Partial<RuleScope>): boolean {
  const duty = cls !== undefined && level !== undefined ? dutyOf(pack, { class: cls, level }) : undefined;
  return duty?.kind === 'floor' || duty?.kind === 'free';
}

/** Active on a day, or suspended where the pack counts those too. */
export function isCountedOn({ settings }: Pack, object: ObjectFacts, date: CalendarDate): boolean {
  const status = statusOn(object, date);
  return status === 'active' || (status === 'suspended' && settings['calc.suspendedInDenominator']);
}

export interface ClassBase {
  readonly class: ClassId;
  readonly active: number;
  readonly suspended: number;
  /** What a ratio is taken of. */
  readonly base: number;
}

/** Bases of every class on a day, for the year's plan: active objects only (AMB-01). */
export function basesOn(
  pack: Pack,
  input: {
    readonly objects: readonly ObjectFacts[];
    readonly visits: readonly VisitFact[];
    readonly date: CalendarDate;
    /** Whose bases they are. */
    readonly level: Level;
  },
): readonly ClassBase[] {
  const listed = input.objects.filter((object) => isListedOn(object, input.date));
  const classed = byObject(input.visits, listed).map(({ object, visits }) => ({
    status: statusOn(object, input.date),
    memberOf: classify(pack, { object, visits, date: input.date, level: input.level }).memberOf,
  }));
  return pack.classes.map(({ id }) => {
    const members = classed.filter(({ memberOf }) => memberOf.includes(id));
    const active = members.filter(({ status }) => status === 'active').length;
    const suspended = members.filter(({ status }) => status === 'suspended').length;
    return {
      class: id,
      active,
      suspended,
      base: active + (pack.settings['calc.suspendedInDenominator'] ? suspended : 0),
    };
  });
}

/** Names for the classes of an object, as screens print them: 重点排污单位（联合抽查对象）. */
export function classText(pack: Pack, { class: cls, beside }: Pick<Classification, 'class' | 'beside'>): string {
  const nameOf = (id: ClassId) => pack.classes.find((known) => known.id === id)?.name ?? id;
  const others = beside.filter((id) => id !== cls).map(nameOf);
  return others.length === 0 ? nameOf(cls) : `${nameOf(cls)}（${others.join('、')}）`;
}
