import { addDays, type CalendarDate, weekday } from '../basics/dates.ts';
import { groupBy } from './grouping.ts';
import { findRule, type Pack } from './pack.ts';
import { type Source, sourceOf } from './requirements.ts';

/** 错开检查时间: how many inspections fall on one object, and on an area in a week. */

/** A visit that was made (one day), or one that is to be made in a window. Both days inclusive. */
export interface LoadedVisit {
  /** The task; visits without a number are told apart by their day. */
  readonly task: string;
  readonly object: string;
  /** Six-digit division code of the object. */
  readonly area: string;
  readonly from: CalendarDate;
  readonly to: CalendarDate;
}

export interface WeekLoad {
  readonly area: string;
  /** Monday of the week. */
  readonly week: CalendarDate;
  /** Visits made, and those whose whole window lies in the week. */
  readonly fixed: number;
  /** Visits that may fall into the week, and may as well be made before or after it. */
  readonly open: number;
}

export interface Cluster {
  readonly object: string;
  readonly tasks: readonly string[];
  readonly from: CalendarDate;
  readonly to: CalendarDate;
}

export interface Load {
  readonly weeks: readonly WeekLoad[];
  /** CLUSTERED: several tasks that cannot but fall on one object within the days of the rule. */
  readonly clusters: readonly Cluster[];
  /** CLUSTERED: weeks with more fixed visits in one area than the rule thinks wise. */
  readonly fullWeeks: readonly WeekLoad[];
  /** The rule; absent where the scheme says nothing of it, and then nothing is pointed out. */
  readonly source?: Source;
}

export function loadOf(pack: Pack, visits: readonly LoadedVisit[]): Load {
  const rule = findRule(pack, 'stagger');
  const weeks = weekLoads(visits);
  if (rule === undefined) return { weeks, clusters: [], fullWeeks: [] };
  const { perWeek = Number.POSITIVE_INFINITY } = rule.value;
  return {
    weeks,
    clusters: [...groupBy(visits, ({ object }) => object).values()].flatMap((own) => clusterOf(own, rule.value)),
    fullWeeks: weeks.filter(({ fixed }) => fixed > perWeek),
    source: sourceOf(rule),
  };
}

/**
 * The first run of tasks on one object that lies wholly within the days. A window as long as a quarter can still be staggered
 * and clusters with nobody.
 */
function clusterOf(
  own: readonly LoadedVisit[],
  { tasks: most, days }: { readonly tasks: number; readonly days: number },
): readonly Cluster[] {
  const byStart = [...own].sort((a, b) => (a.from < b.from ? -1 : 1));
  for (const { from } of byStart) {
    const last = addDays(from, days - 1);
    const inside = byStart.filter((one) => one.from >= from && one.to <= last);
    const tasks = [...new Set(inside.map(({ task }) => task))].sort();
    if (tasks.length >= most) {
      const to = inside
        .map((one) => one.to)
        .sort()
        .at(-1)!;
      return [{ object: inside[0]!.object, tasks, from, to }];
    }
  }
  return [];
}

type Window = Pick<LoadedVisit, 'from' | 'to'>;

/** The days on which one visit serves several tasks; where their windows have none in common, those of the first. */
export function commonWindow(windows: readonly Window[]): Window {
  const from = windows
    .map((one) => one.from)
    .sort()
    .at(-1)!;
  const to = windows.map((one) => one.to).sort()[0]!;
  return from <= to ? { from, to } : windows[0]!;
}

function weekLoads(visits: readonly LoadedVisit[]): readonly WeekLoad[] {
  const spread = visits.flatMap(({ area, from, to }) => {
    const weeks = weeksOf(from, to);
    return weeks.map((week) => ({ area, week, fixed: weeks.length === 1 }));
  });
  return [...groupBy(spread, ({ area, week }) => `${week} ${area}`).entries()]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([, own]) => {
      const fixed = own.filter((one) => one.fixed).length;
      return { area: own[0]!.area, week: own[0]!.week, fixed, open: own.length - fixed };
    });
}

/** Mondays of the weeks that a span touches. */
function weeksOf(from: CalendarDate, to: CalendarDate): readonly CalendarDate[] {
  const weeks: CalendarDate[] = [];
  for (let week = mondayOf(from); week <= to; week = addDays(week, 7)) weeks.push(week);
  return weeks;
}

function mondayOf(date: CalendarDate): CalendarDate {
  return addDays(date, 1 - weekday(date));
}
