import type { CalendarDate } from '@sunlot/core/basics/dates.ts';
import { basesOn } from '@sunlot/core/policy/bases.ts';
import { quarterlyClasses } from '@sunlot/core/policy/classify.ts';
import { minimumSequence } from '@sunlot/core/policy/minimum-sequence.ts';
import { officersDay, officersOf } from '@sunlot/core/policy/officers.ts';
import { type Pack, theRule } from '@sunlot/core/policy/pack.ts';
import { className, type PlanEntry } from '@sunlot/core/policy/plan.ts';
import { dayWithin } from '@sunlot/core/policy/requirements.ts';
import { type PlanningYear, planYear } from './plan-year.ts';

/** A year under a pack, as it would be: nothing of it is drawn or kept. */
export type SimulatedYear = {
  readonly pack: string;
  readonly packVersion: number;
  readonly packName: string;
  /** The day that classes are counted by. */
  readonly asOf: CalendarDate;
  readonly classes: readonly SimulatedClass[];
  /** Visits of the year, each by a group of at least so many people, over so many officers. */
  readonly totalVisits: number;
  readonly offSiteChecks: number;
  readonly groupSize: number;
  readonly officers: number;
  /** The day that officers are counted on (AMB-38). */
  readonly officersOn: CalendarDate;
  /** Rounded up; absent where there is nobody. */
  readonly visitsPerOfficer?: number;
};

export type SimulatedClass = {
  readonly class: string;
  readonly name: string;
  readonly base: number;
  readonly periods: readonly {
    readonly period: string;
    readonly rule: string;
    readonly required: number;
    readonly n: number;
  }[];
  readonly yearTotal: number;
  /** Objects visited at least once by the end of the year. */
  readonly covered: number;
  /** Its members change with each quarter's events: later periods are reckoned with those of the day. */
  readonly movesByQuarter: boolean;
};

/** Every class of the level with its base, the numbers of each period, and how many are covered at the end of the year. */
export function simulateYear(pack: Pack, asked: PlanningYear): SimulatedYear {
  const { agency, year, today, objects, inspectors, visits = [] } = asked;
  const { entries, totalVisits, offSiteChecks } = planYear(pack, asked);
  const day = dayWithin(today, String(year));
  const bases = basesOn(pack, { objects, visits, date: day, level: agency.level });
  const drawn = pack.levels.find(({ id }) => id === agency.level)?.classes ?? [];
  const groupSize = theRule(pack, 'group').value.min;
  const officers = officersOf(pack, inspectors, { year, asOf: day }).length;
  return {
    pack: pack.id,
    packVersion: pack.version,
    packName: pack.name,
    asOf: day,
    classes: drawn.map((cls) => {
      const base = bases.find((one) => one.class === cls)?.base ?? 0;
      return simulatedClass(pack, { class: cls, base, entries: entries.filter((one) => one.class === cls), asked });
    }),
    totalVisits,
    offSiteChecks,
    groupSize,
    officers,
    officersOn: officersDay(pack, { year, asOf: day }),
    ...(officers > 0 && { visitsPerOfficer: Math.ceil((totalVisits * groupSize) / officers) }),
  };
}

type Planned = {
  readonly class: string;
  readonly base: number;
  readonly entries: readonly PlanEntry[];
  readonly asked: PlanningYear;
};

function simulatedClass(pack: Pack, { class: cls, base, entries, asked }: Planned): SimulatedClass {
  const yearTotal = entries.reduce((sum, { n }) => sum + n, 0);
  const run = minimumSequence(pack, {
    ...{ class: cls, level: asked.agency.level, year: asked.year },
    ...{ n: base, aim: 'recommended' },
  });
  return {
    class: cls,
    name: className(pack, cls),
    base,
    periods: entries.map(({ period, rule, required, n }) => ({ period, rule, required, n })),
    yearTotal,
    movesByQuarter: quarterlyClasses(pack).includes(cls),
    covered: run?.periods.at(-1)?.coveredAfter ?? Math.min(base, yearTotal),
  };
}
