import { type CalendarDate, periodDays, periodsOfYear } from '../basics/dates.ts';
import { atLeast } from '../basics/ratios.ts';
import type { InspectorFacts, VisitFact } from './facts.ts';
import { groupBy } from './grouping.ts';
import { findRule, type Pack } from './pack.ts';
import { firstRecords } from './visit-units.ts';
import { inPeriod } from './visits.ts';

/** Who took part in the inspections of a year (年度检查次数标记, 参与率). */

export interface Participation {
  /** Certificate holders: enforcement staff with a certificate. */
  readonly holders: number;
  /** Those with at least one inspection (AMB-51). */
  readonly participated: number;
  /** ⌈holders × ratio⌉ */
  readonly min: number;
  /** Certificate numbers of those without one, by bytes. */
  readonly missing: readonly string[];
  /** 参与率, `92.9%`; `-` where there are no holders. */
  readonly rate: string;
}

/** Undefined where the pack has no such rule. */
export function participationOf(
  pack: Pack,
  {
    inspectors,
    visits,
    year,
  }: {
    readonly inspectors: readonly InspectorFacts[];
    readonly visits: readonly VisitFact[];
    readonly year: number;
  },
): Participation | undefined {
  const rule = findRule(pack, 'participation');
  if (rule === undefined) return undefined;
  const holders = inspectors.filter(isHolder).map(({ id }) => id);
  const active = activePeople(pack, visits, year);
  const participated = holders.filter((id) => active.has(id)).length;
  return {
    holders: holders.length,
    participated,
    min: atLeast(holders.length, rule.value.min),
    missing: holders.filter((id) => !active.has(id)).sort(),
    rate: rateText(participated, holders.length),
  };
}

/** How a running year goes on at its pace. */
export interface ParticipationPace {
  /** Quarters that are over. */
  readonly quarters: number;
  /** Holders by the end of the year at this pace: ⌊participated × 4 ÷ quarters⌋, never more than there are. */
  readonly projected: number;
}

/**
 * Warns early: where the pace of the quarters that are over leads to fewer than the year asks for. Undefined = in time,
 * or nothing to say: before the first quarter is over, and once the year is.
 */
export function slowPace(
  { holders, participated, min }: Pick<Participation, 'holders' | 'participated' | 'min'>,
  { year, asOf }: { readonly year: number; readonly asOf: CalendarDate },
): ParticipationPace | undefined {
  const all = periodsOfYear(year, 'quarter');
  const quarters = all.filter((quarter) => periodDays(quarter).to <= asOf).length;
  if (quarters === 0 || quarters === all.length) return undefined;
  const projected = Math.min(holders, Math.floor((participated * all.length) / quarters));
  return projected < min ? { quarters, projected } : undefined;
}

/** Does somebody's taking part count: enforcement staff with a certificate? */
export function isHolder({ staffKind, certificateValidTo }: InspectorFacts): boolean {
  return staffKind === 'enforcement' && certificateValidTo !== undefined;
}

/** Certificate numbers of everybody with an inspection that counts (AMB-51). */
export function activePeople(pack: Pack, visits: readonly VisitFact[], year: number): ReadonlySet<string> {
  return new Set(countedVisits(pack, visits, year).flatMap(({ inspectors: people = [] }) => people));
}

function countedVisits(pack: Pack, visits: readonly VisitFact[], year: number): readonly VisitFact[] {
  const drawnCounts = pack.settings['participation.rule'] === 'drawnOnce';
  return visits.filter(
    (visit) =>
      visit.selection === 'random' &&
      (visit.state === 'completed' || (drawnCounts && visit.state === 'drawn')) &&
      inPeriod(visit, String(year)),
  );
}

/** A share in per cent with one decimal, rounded half up, by integers. */
export function rateText(part: number, whole: number): string {
  if (whole === 0) return '-';
  const tenths = Math.floor((part * 2000 + whole) / (whole * 2));
  return `${Math.floor(tenths / 10)}.${tenths % 10}%`;
}

/** Concluded inspections of a calendar year by person: those who went, whatever the draw had said. One visit under several numbers is one. */
export function yearlyCounts(visits: readonly VisitFact[], year: number): Readonly<Record<string, number>> {
  const counts: Record<string, number> = {};
  const done = visits.filter((visit) => visit.state === 'completed' && inPeriod(visit, String(year)));
  const byPerson = groupBy(
    done.flatMap((visit) => (visit.inspectors ?? []).map((person) => ({ person, visit }))),
    ({ person }) => person,
  );
  for (const [person, own] of byPerson) counts[person] = firstRecords(own.map(({ visit }) => visit)).length;
  return counts;
}
