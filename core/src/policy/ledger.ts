import { type CalendarDate, type Period, periodAround, periodDays, quarterOf } from '../basics/dates.ts';
import { byObject, membershipDay } from './bases.ts';
import type { Candidates, Member } from './candidate-list.ts';
import { candidatesAmong } from './candidates.ts';
import { classify } from './classify.ts';
import { atCap, excused, goesByItem, openItems } from './exclusions.ts';
import type { ClassId, ItemFacts, Level, ObjectFacts, VisitFact } from './facts.ts';
import { groupBy } from './grouping.ts';
import { expandItems } from './items.ts';
import { countsUnder } from './joint-draw.ts';
import { type JudgedBy, packFor, versionOfPeriod } from './judging-pack.ts';
import { findRule, type Pack } from './pack.ts';
import { isListedOn } from './past-facts.ts';
import { capFor, classRules } from './requirements.ts';
import { classesNamed, isMadeFor, servedClasses } from './served.ts';
import { dayCounted, inPeriod, isOwn, servesIn } from './visits.ts';
import type { YearMeasure } from './year-measure.ts';

/** The visits of a year put in order once, so that every question about a class or a period is short. */

export interface LedgerInput extends JudgedBy {
  readonly level: Level;
  readonly year: number;
  readonly objects: readonly ObjectFacts[];
  readonly visits: readonly VisitFact[];
  /** What was drawn and has no visit, where that is asked: it counts for nothing. */
  readonly waiting?: readonly VisitFact[];
  readonly officers?: number;
  /** The day of the judgement. */
  readonly asOf: CalendarDate;
  /** Whose duties they are: those of a county are met by its own visits. Absent = by those of any authority of the level. */
  readonly agency?: string;
  /** Objects, outside of these, that stand in the directory of another authority: going there is no part of one's own duties. */
  readonly foreign?: readonly string[];
  /** The item list in force: by it cap and exemption are judged where the pack has them item by item. */
  readonly itemList?: readonly ItemFacts[];
  /** Does a visit that is only drawn count like one that was made? A plan counts so, a verdict does not (C0-4). */
  readonly countsDrawn?: boolean;
}

/** A random visit of the level that counts, with its period as days and the classes it serves. */
export interface DoneVisit {
  readonly visit: VisitFact;
  readonly from: CalendarDate;
  readonly to: CalendarDate;
  readonly serves: readonly ClassId[];
}

export interface Ledger extends LedgerInput {
  /** Objects with every visit that happened; those only drawn are left out unless they count. */
  readonly members: readonly Member[];
  /** Objects of the directory by id. */
  readonly objectOf: ReadonlyMap<string, ObjectFacts>;
  /** Completed random visits of the level in whatever year, by class served; also those to objects that left the directory. */
  readonly doneByClass: ReadonlyMap<ClassId, readonly DoneVisit[]>;
  readonly done: readonly DoneVisit[];
  /** Members of each class on a day. */
  readonly membersOn: (pack: Pack, day: CalendarDate) => ReadonlyMap<ClassId, readonly Member[]>;
}

export function makeLedger(pack: Pack, input: LedgerInput): Ledger {
  const happened = input.visits.filter(({ state }) => input.countsDrawn || state !== 'drawn');
  const members = byObject(
    happened,
    [...input.objects].sort((a, b) => (a.id < b.id ? -1 : 1)),
  );
  const objectOf = new Map(input.objects.map((object) => [object.id, object]));
  const foreign = new Set(input.foreign);
  const left = happened.filter(({ objectId }) => !objectOf.has(objectId) && !foreign.has(objectId));
  const done = [
    ...members.flatMap((member) => doneVisits(pack, input, member)),
    ...left
      .filter(isDoneFor(pack, input))
      .sort(byObjectAndDay)
      .map((visit) => asDone(visit, classesNamed(visit).filter(isMadeFor(pack, visit)))),
  ];
  const pairs = done.flatMap((one) => one.serves.map((cls) => ({ cls, one })));
  const groups = [...groupBy(pairs, ({ cls }) => cls)];
  return {
    ...input,
    members,
    objectOf,
    done,
    doneByClass: new Map(groups.map(([cls, found]) => [cls, found.map(({ one }) => one)])),
    membersOn: rememberMembers(members, input.level),
  };
}

function doneVisits(pack: Pack, input: LedgerInput, member: Member): readonly DoneVisit[] {
  return member.visits
    .filter(isDoneFor(pack, input))
    .sort(byObjectAndDay)
    .map((visit) => asDone(visit, servedOver(pack, input, { visit, member })));
}

/**
 * Which classes a visit counts for, each by the version that judges its period: where a version begins within the year, one may read a row of
 * a table otherwise than the other.
 */
function servedOver(
  pack: Pack,
  input: LedgerInput,
  { visit, member }: { readonly visit: VisitFact; readonly member: Member },
): readonly ClassId[] {
  const { versions = [], level } = input;
  if (versions.length < 2) return servedClasses(pack, visit, member);
  const day = dayCounted(visit);
  const known = new Map<Pack, readonly ClassId[]>();
  const servedUnder = (under: Pack) => {
    const served = known.get(under) ?? servedClasses(under, visit, member);
    known.set(under, served);
    return served;
  };
  // A version that begins within the year may have a class beside those of the year.
  const inForce = versionOfPeriod(pack, versions, quarterOf(day));
  const ids = new Set([...pack.classes, ...inForce.classes].map(({ id }) => id));
  return [...ids].flatMap((id) => {
    const scope = { class: id, level };
    const rule = findRule(pack, 'ratio', scope) ?? findRule(inForce, 'ratio', scope);
    const period = periodAround(day, rule?.value.every ?? 'year');
    return servedUnder(packFor(pack, { versions }, { class: id, level, period })).includes(id) ? [id] : [];
  });
}

/** One order whatever the order of the input: what is printed twice is the same twice. */
function byObjectAndDay(a: VisitFact, b: VisitFact): number {
  if (a.objectId !== b.objectId) return a.objectId < b.objectId ? -1 : 1;
  return a.date < b.date ? -1 : 1;
}

/** A result that was recognised is no visit, unless it closed what a task of the level had drawn (任务编号), and all of it. */
function isDoneFor(pack: Pack, input: LedgerInput) {
  return (visit: VisitFact) =>
    countsUnder(pack, visit) &&
    (visit.state === 'completed' || (input.countsDrawn === true && visit.state === 'drawn')) &&
    isOwn(input, visit) &&
    (!visit.recognised || (visit.taskId !== undefined && !visit.recognisedInPart));
}

function asDone(visit: VisitFact, serves: readonly ClassId[]): DoneVisit {
  const { from, to } = visit.period === undefined ? { from: visit.date, to: visit.date } : periodDays(visit.period);
  return { visit, from, to, serves };
}

function rememberMembers(members: readonly Member[], level: Level): Ledger['membersOn'] {
  const known = new Map<Pack, Map<CalendarDate, ReadonlyMap<ClassId, readonly Member[]>>>();
  return (pack, date) => {
    const days = known.get(pack) ?? new Map<CalendarDate, ReadonlyMap<ClassId, readonly Member[]>>();
    known.set(pack, days);
    const found = days.get(date) ?? membersByClass(pack, members, { date, level });
    days.set(date, found);
    return found;
  };
}

function membersByClass(
  pack: Pack,
  members: readonly Member[],
  day: { readonly date: CalendarDate; readonly level: Level },
) {
  const byClass = new Map<ClassId, Member[]>(pack.classes.map(({ id }) => [id, []]));
  for (const member of members) {
    if (!isListedOn(member.object, day.date)) continue;
    for (const cls of classify(pack, { ...member, ...day }).memberOf) byClass.get(cls)!.push(member);
  }
  return byClass;
}

/** Done visits of a class in a period. */
export function doneIn(ledger: Ledger, cls: ClassId, period: Period): readonly DoneVisit[] {
  const whole = periodDays(period);
  return (ledger.doneByClass.get(cls) ?? []).filter(
    ({ visit, from, to }) => (whole.from <= from && to <= whole.to) || servesIn(visit, { class: cls, period }),
  );
}

export interface Place {
  readonly class: ClassId;
  readonly period: Period;
}

/**
 * The candidate list of a period as it would have been frozen on its first day: the level's own earlier visits count,
 * of other levels also those up to its end. `whole` = with the whole ledger instead, for what is covered by now: then with whom the year inspected.
 * A duty of the whole year has its objects as they are at its end, or by now (AMB-07, AMB-54).
 */
export function listOf(
  pack: Pack,
  ledger: Ledger,
  {
    whole,
    ofYear,
    ...place
  }: Place & {
    readonly whole?: { readonly inspected: ReadonlySet<string> };
    readonly ofYear?: YearMeasure | undefined;
  },
): Candidates {
  const { from, to } = periodDays(place.period);
  const { level, officers } = ledger;
  const isWhole = whole !== undefined;
  const date = listDay(pack, ledger, place);
  const members = ledger.membersOn(pack, membershipDay(pack, { ...place, level, date })).get(place.class)!;
  const itemsOf = itemsIn(pack, ledger, place);
  const visited = visitedAllTheSame(pack, () => whole?.inspected ?? visitedIn(ledger, place));
  const before = (member: Member): Member => {
    if (member.visits.length === 0) return member;
    const visits = member.visits.filter((visit) =>
      visit.level === level ? isOwn(ledger, visit) && (isWhole || visit.date < from) : isWhole || visit.date <= to,
    );
    const notExempted = visited.has(member.object.id);
    return { object: member.object, visits, ...itemsOf(member), ...(notExempted && { notExempted }) };
  };
  const input = { ...place, level, date, ...(ofYear && { ofYear }), ...(officers === undefined ? {} : { officers }) };
  return candidatesAmong(pack, input, members.map(before))!;
}

/**
 * Whom nobody has to visit for a class: clean above, or recognised, in the year of a period and by its end; `whole` = by now. Asked of
 * everybody in the directory, whatever list he stands in: ids, in the order of the ledger. None where the pack does not count them as covered.
 */
export function excusedBy(
  pack: Pack,
  ledger: Ledger,
  { whole = false, ...place }: Place & { readonly whole?: boolean },
): readonly string[] {
  const { to } = periodDays(place.period);
  const isExcused = excuses(pack, ledger, place);
  return ledger.members.flatMap((member) => (isExcused(member, whole ? undefined : to) ? [member.object.id] : []));
}

/** The same of one object, by a day; by now where none is said. */
export function excuses(pack: Pack, ledger: Ledger, place: Place): (member: Member, by?: CalendarDate) => boolean {
  if (!pack.settings['calc.exemptedCountsAsCovered']) return () => false;
  const scope = { class: place.class, level: ledger.level };
  const { to } = periodDays(place.period);
  const asked = { pack, rules: classRules(pack, scope), cap: capFor(pack, scope) };
  const itemsOf = itemsIn(pack, ledger, place);
  return ({ object, visits }, by) => {
    const known = by === undefined ? visits : visits.filter(({ date }) => date <= by);
    if (known.length === 0) return false;
    const { items = [] } = itemsOf({ object, visits: known });
    return excused({ ...asked, input: { ...scope, ...place, date: to, items } }, known) !== undefined;
  };
}

/** Of some objects those that the rules themselves let nobody draw for a class in the year of a period: exempt, or at the cap (C0-11). */
export function barredBy(
  pack: Pack,
  ledger: Ledger,
  { among, ...place }: Place & { readonly among: ReadonlySet<string> },
): readonly string[] {
  const scope = { class: place.class, level: ledger.level };
  const { to: date } = periodDays(place.period);
  const asked = { pack, rules: classRules(pack, scope), cap: capFor(pack, scope) };
  const itemsOf = itemsIn(pack, ledger, place);
  return ledger.members.flatMap(({ object, visits }) => {
    if (visits.length === 0 || !among.has(object.id)) return [];
    const { items = [] } = itemsOf({ object, visits });
    const frame = { ...asked, input: { ...scope, ...place, date, items } };
    return (excused(frame, visits) ?? atCap(frame, openItems(frame, visits), visits)) ? [object.id] : [];
  });
}

/**
 * Leaving somebody out who was clean above is a choice (可以): whoever was inspected in the period all the same was not left out, so that a
 * base without exempted objects holds everybody whose visit counts.
 */
function visitedAllTheSame({ settings }: Pack, visited: () => ReadonlySet<string>): ReadonlySet<string> {
  return settings['calc.exemptedInDenominator'] ? new Set() : visited();
}

function visitedIn(ledger: Ledger, { class: cls, period }: Place): ReadonlySet<string> {
  return new Set(doneIn(ledger, cls, period).map(({ visit }) => visit.objectId));
}

/** Nobody froze a list on a known day: a year goes by its end where the last list counts, everything else by its beginning. */
function listDay({ settings }: Pack, { asOf }: Ledger, { period }: Place): CalendarDate {
  const { from, to } = periodDays(period);
  const isByEnd = period.length === 4 && settings['calc.annualBase'] === 'lastFreeze';
  if (!isByEnd || asOf < from) return from;
  return asOf < to ? asOf : to;
}

/**
 * What may be inspected at an object where cap or exemption go item by item: every item of the list that concerns it and has its
 * authority and its law; where the list has none, the items that the year's visits to it had.
 */
export function itemsIn(pack: Pack, { itemList = [] }: Ledger, { class: cls, period }: Place) {
  const isByItem = goesByItem(pack);
  const date = periodDays(period).from;
  const items = itemList.filter(({ authority, legalBasis }) => authority !== undefined && legalBasis.length > 0);
  return ({ object, visits }: Member): Pick<Member, 'items'> => {
    if (!isByItem) return {};
    const { class: own, beside } = classify(pack, { object, visits, date });
    const serials = [...new Set([own, cls])].flatMap(
      (each) => expandItems(pack, { object, date, class: each, beside, items }).serials,
    );
    const ofYear = visits.filter((visit) => inPeriod(visit, period.slice(0, 4)));
    return { items: serials.length > 0 ? [...new Set(serials)] : [...new Set(ofYear.flatMap((visit) => visit.items))] };
  };
}
