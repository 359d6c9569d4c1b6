import { type CalendarDate, type Period, periodDays } from '../basics/dates.ts';
import type { Member } from './candidate-list.ts';
import { classify } from './classify.ts';
import type { ClassId, InspectorFacts, Level, VisitFact } from './facts.ts';
import { type ExpiredCertificate, type Finding, type FindingCode, findingOn } from './findings.ts';
import { groupFaults, groupSize, supports } from './group.ts';
import { isExpired } from './inspector-state.ts';
import { lateness } from './lateness.ts';
import { findRule, type Pack, type Rule, theRule } from './pack.ts';
import { isRedrawable } from './redraw.ts';
import { isCountedIn, isRectificationOverdue } from './visits.ts';
import { addWorkingDays, type WorkingDays } from './working-days.ts';

/** How visits were carried out: by whom, when their records came in, and whether what was drawn again might have been. */

export interface DeclaredInterest {
  /** Certificate number. */
  readonly person: string;
  readonly objectId: string;
  readonly since: CalendarDate;
}

/** The first record of a visit as it was handed in. */
export interface HandedIn {
  readonly objectId: string;
  /** Of its task; absent where it has none. */
  readonly period?: Period;
  readonly inspectedOn: CalendarDate;
  readonly handedInOn: CalendarDate;
}

/** An object that a draw took in the part that is drawn again (再次抽查). */
export interface Redrawn {
  readonly class: ClassId;
  readonly objectId: string;
  readonly drawnOn: CalendarDate;
}

/**
 * Fewer people than the scheme asks for, nobody among them who may lead, somebody with an interest in the object. Asked of visits on the spot
 * whose people are on record; somebody who is in no directory here counts as staff, and may have led. Whose certificate had run out by
 * the day does not count, who could not have been drawn then either; whose last day nobody recorded counts.
 */
export function groupFindings(
  pack: Pack,
  visits: readonly VisitFact[],
  known: { readonly people: readonly InspectorFacts[]; readonly interests: readonly DeclaredInterest[] },
): readonly Finding[] {
  const people = new Map(known.people.map((person) => [person.id, person]));
  const onTheSpot = visits.filter(({ method, inspectors = [] }) => method === 'onSite' && inspectors.length > 0);
  return onTheSpot.flatMap((visit) => {
    const ids = [...new Set(visit.inspectors)];
    const interested = known.interests.filter(
      ({ person, objectId, since }) => objectId === visit.objectId && since <= visit.date && ids.includes(person),
    );
    const expired = expiredOf(
      ids.flatMap((id) => people.get(id) ?? []),
      visit.date,
    );
    const members = ids.map((id) => ({
      ...{ id, staffKind: people.get(id)?.staffKind ?? ('enforcement' as const) },
      isExpired: expired.some((one) => one.id === id),
    }));
    const faults = groupFaults(pack, {
      members,
      leader: ids.find((id) => mayHaveLed(people.get(id))),
      recused: interested.map(({ person }) => person),
    });
    const { min: required, counting: actual } = groupSize(pack, members);
    const numbers = { required, actual, shortBy: required - actual, ...(expired.length > 0 && { expired }) };
    return faults
      .filter((code) => isKnown(code, visit))
      .map((code) => groupFinding(pack, code, { visit, numbers: code === 'FEWER_THAN_2' ? numbers : {} }));
  });
}

/** Those of the staff whose certificate had run out by a day. */
function expiredOf(people: readonly InspectorFacts[], date: CalendarDate): readonly ExpiredCertificate[] {
  return people
    .filter((person) => !supports(person) && isExpired(person, date))
    .map(({ id, name, certificateValidTo }) => ({ id, name, validTo: certificateValidTo! }));
}

/** Who could lead before the first draw here is not known: a directory says it of today. */
function isKnown(code: FindingCode, { origin }: VisitFact): boolean {
  return code !== 'NO_LEADER' || origin !== 'history';
}

function mayHaveLed(person: InspectorFacts | undefined): boolean {
  return person === undefined || (person.mayLead && !supports(person));
}

/** What only general law asks for, and no sentence of the scheme, is a warning (AMB-43); so is a leader, whom a visit does not name. */
function groupFinding(
  pack: Pack,
  code: FindingCode,
  { visit: { objectId, date }, numbers }: { readonly visit: VisitFact; readonly numbers: Shortage },
): Finding {
  const rule: Rule = theRule(pack, code === 'RECUSED_MEMBER' ? 'substitution' : 'group');
  const strictness = rule.origin === 'scheme' && code !== 'NO_LEADER' ? rule.strictness : 'soft';
  return findingOn(rule, code, { object: objectId, date, period: date.slice(0, 7), ...numbers, strictness });
}

type Shortage = Pick<Finding, 'required' | 'actual' | 'shortBy' | 'expired'>;

/** 按时: so many working days after the visit, where the scheme gives no number. */
const UPLOAD_DAYS = 3;

/** Records that came in later than the scheme asks: on the day of the visit, or in time. A warning; nothing where the scheme is silent. */
export function recordFindings(
  pack: Pack,
  records: readonly HandedIn[],
  { period, calendar }: { readonly period: Period; readonly calendar: WorkingDays },
): readonly Finding[] {
  const rule = findRule(pack, 'upload');
  if (rule === undefined) return [];
  const atOnce = rule.value.within === 'atOnce';
  const days = { days: UPLOAD_DAYS, dayZeroCounts: false };
  return records
    .filter(({ inspectedOn, period: own }) => isCountedIn({ date: inspectedOn, ...(own && { period: own }) }, period))
    .flatMap(({ objectId, inspectedOn: date, handedInOn: doneOn }) => {
      const due = atOnce ? date : addWorkingDays(calendar, date, days).date;
      if (doneOn <= due) return [];
      const late = lateness({ due, doneOn, asOf: doneOn }, atOnce ? undefined : calendar);
      const about = { object: objectId, date, ...late, period: date.slice(0, 7), severity: 'warning' } as const;
      return [findingOn(rule, atOnce ? 'LATE_SUBMISSION' : 'LATE_UPLOAD', about)];
    });
}

/** What was to be put right by a day that is over and is not known to be done (整改闭环): a warning; nothing where the scheme has no follow-up. */
export function rectificationFindings(
  pack: Pack,
  visits: readonly VisitFact[],
  asOf: CalendarDate,
): readonly Finding[] {
  const rule = findRule(pack, 'followUp');
  if (rule === undefined) return [];
  return visits
    .filter((visit) => isRectificationOverdue(pack, visit, asOf))
    .map(({ objectId, date, rectifyBy }) =>
      findingOn(rule, 'RECTIFICATION_OVERDUE', {
        ...{ object: objectId, date, due: rectifyBy!, period: date.slice(0, 7), severity: 'warning' },
      }),
    );
}

/**
 * Objects drawn again although they were none of the class, or the level below had not finished them by then: by what is known today, which
 * a correction may have changed since the draw.
 */
export function redrawFindings(
  pack: Pack,
  redrawn: readonly Redrawn[],
  known: { readonly members: readonly Member[]; readonly level: Level; readonly period: Period },
): readonly Finding[] {
  const byId = new Map(known.members.map((member) => [member.object.id, member]));
  return redrawn
    .filter(({ drawnOn }) => isWithin(drawnOn, known.period))
    .flatMap(({ class: cls, objectId, drawnOn: date }) => {
      const rule = findRule(pack, 'redraw', { class: cls, level: known.level });
      const member = byId.get(objectId);
      if (!rule || !member) return [];
      const isMember = classify(pack, { ...member, date, level: known.level }).memberOf.includes(cls);
      const below = { among: rule.value.among, year: Number(date.slice(0, 4)), before: date };
      const code = isMember ? (isRedrawable(member, below) ? undefined : 'NOT_COUNTY_COMPLETED') : 'NOT_KEY';
      return code ? [findingOn(rule, code, { object: objectId, period: date.slice(0, 7) })] : [];
    });
}

function isWithin(date: CalendarDate, period: Period): boolean {
  const { from, to } = periodDays(period);
  return from <= date && date <= to;
}
