import { liesWithin, type Period, periodDays } from '../basics/dates.ts';
import type { ComplianceInput } from './compliance.ts';
import { countedIn } from './counted.ts';
import type { ClassId, VisitFact } from './facts.ts';
import { type ClassFigure, NO_RESULT, type WholeFigure } from './figure-names.ts';
import { groupBy } from './grouping.ts';
import { countsUnder } from './joint-draw.ts';
import { covers } from './joint-partners.ts';
import { packFor } from './judging-pack.ts';
import { doneIn, type Ledger, type Place } from './ledger.ts';
import { findRule, type Pack } from './pack.ts';
import { activePeople, isHolder } from './participation.ts';
import type { PublicationStatus } from './publication.ts';
import { type Result, resultsOf } from './publication-record.ts';
import { classesNamed, servedClasses } from './served.ts';
import { type CoverageList, coverageList, periodMembers, periodSpared } from './tally-classes.ts';
import { inspectionsAmong, isSameVisit, visitUnits } from './visit-units.ts';
import { versionOfVisit } from './visit-version.ts';
import { inPeriod, isRectificationOverdue, isRectified, isToRectify, needsFollowUp, servesIn } from './visits.ts';
import { concludedTasks, drawnVisits, isByGrade, offSiteRoundsIn, visitsMadeIn } from './year-totals.ts';

/**
 * The rows behind each figure of a report: objects, visits or people, each with what it adds. They are looked up one by
 * one in the ledger and not where the figure was counted, so that a figure and its rows can be compared.
 */

export interface FigureKey {
  readonly figure: ClassFigure | WholeFigure;
  readonly period: Period;
  /** Of a figure of a class. */
  readonly class?: ClassId;
  /** Of `method` and `wording`: which one; {@link NO_RESULT} = a visit without a result. */
  readonly of?: string;
}

export interface FigureRow {
  /** What it adds to the figure. */
  readonly units: number;
  readonly object?: string;
  /** The visit that made it count; of state `drawn` while the object waits for it, `cancelled` where it never comes. */
  readonly visit?: VisitFact;
  /** Certificate number. */
  readonly person?: string;
}

export interface FigureInput extends ComplianceInput {
  /** What was drawn and nobody has visited: it waits, or the visit was cancelled with approval. */
  readonly waiting?: readonly VisitFact[];
}

export interface FigureFrame {
  readonly pack: Pack;
  readonly ledger: Ledger;
  readonly input: FigureInput;
  /** The list of a class's yearly duties, and the objects of one of its periods; each looked up once. */
  readonly listOfYear: (cls: ClassId) => CoverageList;
  readonly membersOf: (place: Place) => readonly string[];
  /** Whom a place counts as covered without a visit: of a period those of its end, whatever came later in the year. */
  readonly sparedIn: (place: Place) => readonly string[];
  /** What was drawn and not visited, with the classes that it was drawn for. */
  readonly unvisited: () => readonly Unvisited[];
  /** What was recorded for a class and was not made as it asks (on site, alone): it counts nowhere for it, but was drawn for it. */
  readonly madeOtherwise: () => readonly Unvisited[];
}

interface Unvisited {
  readonly visit: VisitFact;
  readonly classes: readonly ClassId[];
}

export function figureFrame(pack: Pack, ledger: Ledger, input: FigureInput): FigureFrame {
  const listOfYear = remember((cls: ClassId) => coverageList(pack, ledger, { ...input, class: cls }));
  const members = remember((place: string) => {
    const [period = '', cls = ''] = place.split(' ');
    return periodMembers(pack, ledger, { ...input, class: cls, period });
  });
  const membersOf = ({ class: cls, period }: Place) =>
    isYear(period) ? listOfYear(cls).members : members(`${period} ${cls}`);
  const sparedIn = (place: Place) =>
    isYear(place.period) ? listOfYear(place.class).spared : periodSpared(pack, ledger, { ...input, ...place });
  const unvisited = remember(() => unvisitedOf(pack, ledger, input));
  const madeOtherwise = remember(() => madeOtherwiseOf(ledger));
  const frame = { pack, ledger, input, listOfYear, membersOf, sparedIn };
  return { ...frame, unvisited: () => unvisited(''), madeOtherwise: () => madeOtherwise('') };
}

function madeOtherwiseOf({ done }: Ledger): readonly Unvisited[] {
  return done.flatMap(({ visit, serves }) => {
    const classes = classesNamed(visit).filter((cls) => !serves.includes(cls));
    return classes.length === 0 ? [] : [{ visit, classes }];
  });
}

/** A draw is for its class; one with a scope across classes is for every class, row and list that its visit will count for (AMB-31). */
function unvisitedOf(pack: Pack, { members }: Ledger, input: FigureInput): readonly Unvisited[] {
  const byId = new Map(members.map((member) => [member.object.id, member]));
  return (input.waiting ?? [])
    .map((visit) => ({ visit, drawn: { ...visit, state: 'drawn' } as const }))
    .filter(({ visit, drawn }) => visit.level === input.level && countsUnder(pack, drawn))
    .map(({ visit, drawn }) => {
      const member = byId.get(visit.objectId);
      return { visit, classes: visit.classOfDay && member ? servedClasses(pack, drawn, member) : [visit.class] };
    });
}

function remember<T>(find: (key: string) => T): (key: string) => T {
  const known = new Map<string, T>();
  return (key) => {
    const found = known.get(key) ?? find(key);
    known.set(key, found);
    return found;
  };
}

/** The rows of a figure, in the order of the ledger; none where the report has no such figure. */
export function figureRows(frame: FigureFrame, key: FigureKey): readonly FigureRow[] {
  const { figure, class: cls, period } = key;
  if (cls !== undefined) return CLASS_ROWS[figure as ClassFigure](frame, { class: cls, period });
  return WHOLE_ROWS[figure as WholeFigure](frame, key);
}

type RowsOf<Key> = (frame: FigureFrame, key: Key) => readonly FigureRow[];

const CLASS_ROWS: Readonly<Record<ClassFigure, RowsOf<Place>>> = {
  base: (frame, place) => frame.membersOf(place).map((object) => ({ units: 1, object })),
  drawn: (frame, place) => oncePerDraw([...visitsOf(frame, place), ...drawnBesideIn(frame, place)]).map(asRow),
  visits: (frame, place) => asInspections(frame, visitsOf(frame, place)),
  completed,
  repeats,
  covered: (frame, place) => coverage(frame, place).covered,
  uncovered: (frame, place) => coverage(frame, place).uncovered,
};

const WHOLE_ROWS: Readonly<Record<WholeFigure, RowsOf<FigureKey>>> = {
  randomVisits: (frame, { period }) => asInspections(frame, random(frame, period)),
  longerTasks: (frame, { period }) => unitsWhere(frame, period, isOfLongerTask(period)),
  offSiteRounds: (frame, { period }) => asInspections(frame, offSiteRoundsIn(frame.pack, frame.ledger, period)),
  method: (frame, { period, of }) => {
    const made = visitsMadeIn(frame.pack, frame.ledger, period);
    return asInspections(
      frame,
      made.filter(({ method }) => method === of),
    );
  },
  internalJoint: (frame, { period }) => unitsWhere(frame, period, ({ taskType }) => taskType === 'internalJoint'),
  interdepartmental: (frame, { period }) =>
    unitsWhere(frame, period, ({ taskType }) => taskType === 'interdepartmentalJoint'),
  interdepartmentalTasks: ({ pack, ledger }, { period }) => concludedTasks(pack, ledger, period).map(asRow),
  credit: (frame, { period }) => unitsWhere(frame, period, isByGrade(frame.pack, frame.ledger)),
  wording: (frame, { period, of }) =>
    rowsWhere(frame, period, ({ results }) => (of === NO_RESULT ? results.length === 0 : results.includes(of!))),
  followUp: (frame, { period }) => rowsWhere(frame, period, (visit) => needsFollowUp(versionIn(frame, visit), visit)),
  handedOver: (frame, { period }) => rowsWhere(frame, period, ({ handedOverOn }) => handedOverOn !== undefined),
  toRectify: (frame, { period }) => rowsWhere(frame, period, (visit) => isToRectify(versionIn(frame, visit), visit)),
  rectified: (frame, { period }) => rowsWhere(frame, period, (visit) => isRectified(versionIn(frame, visit), visit)),
  rectifyOverdue: (frame, { period }) =>
    rowsWhere(frame, period, (visit) => isRectificationOverdue(versionIn(frame, visit), visit, frame.input.asOf)),
  results: (frame, { period }) => resultRows(frame, period, ({ status }) => status !== 'notDue'),
  published: (frame, { period }) => resultRows(frame, period, isPublished),
  late: (frame, { period }) => resultRows(frame, period, hasStatus('overdue')),
  withheld: (frame, { period }) => resultRows(frame, period, hasStatus('withheld')),
  holders: (frame) => holdersOf(frame).map((person) => ({ units: 1, person })),
  participated: (frame) => {
    const active = activePeople(frame.pack, frame.input.visits, frame.input.year);
    return holdersOf(frame).flatMap((person) => (active.has(person) ? [{ units: 1, person }] : []));
  },
};

function versionIn({ pack, ledger: { versions } }: FigureFrame, visit: VisitFact): Pack {
  return versionOfVisit(pack, versions, visit);
}

function asRow(visit: VisitFact): FigureRow {
  return { units: 1, object: visit.objectId, visit };
}

/** AMB-50: visits as the inspections they count; one under several numbers stands there once, by its first record. */
function asInspections({ pack }: Pick<FigureFrame, 'pack'>, visits: readonly VisitFact[]): readonly FigureRow[] {
  return inspectionsAmong(pack, visits).map((visit) => ({ ...asRow(visit), units: visitUnits(pack, visit) }));
}

function visitsOf({ ledger }: FigureFrame, { class: cls, period }: Place): readonly VisitFact[] {
  return doneIn(ledger, cls, period).map(({ visit }) => visit);
}

/**
 * What was drawn for a class in a period beside the visits that count for it: has no visit, or one that was not made as the class asks.
 * Cancelled or not, it stays among what was drawn.
 */
export function drawnBesideIn(
  { madeOtherwise, unvisited }: FigureFrame,
  { class: cls, period }: Place,
): readonly VisitFact[] {
  return [...madeOtherwise(), ...unvisited()].flatMap(({ visit, classes }) =>
    classes.includes(cls) && inPeriod(visit, period) ? [visit] : [],
  );
}

/**
 * By which draw a unit was selected: visits to it under one number are of one, however often somebody went. Undefined where nothing tells: without
 * a number, or of the time before the first draw here.
 */
export function drawOf({ objectId, agency, drawnUnder, taskId = drawnUnder, origin }: VisitFact): string | undefined {
  return taskId === undefined || origin === 'history' ? undefined : JSON.stringify([objectId, agency, taskId]);
}

function oncePerDraw(visits: readonly VisitFact[]): readonly VisitFact[] {
  const seen = new Set<string>();
  return visits.filter((visit) => {
    const draw = drawOf(visit);
    if (draw === undefined) return true;
    const isAgain = seen.has(draw);
    seen.add(draw);
    return !isAgain;
  });
}

/** Was the visit drawn for a half-year or a year, of which the period is a part? No line of a class in the period asks for it. */
export function isOfLongerTask(period: Period) {
  return ({ period: own }: VisitFact) => own !== undefined && own !== period && liesWithin(period, own);
}

/** `2026`, not `2026Q1`. */
export function isYear(period: Period): boolean {
  return period.length === 4;
}

/** The first visit of each object; where the rule of the period asks for several, those of so many days. */
function completed(frame: FigureFrame, place: Place): readonly FigureRow[] {
  const most = timesIn(frame, place);
  const { pack, ledger, input } = frame;
  const visits = countedIn(packFor(pack, input, { ...place, level: ledger.level }), ledger, { ...input, ...place }).map(
    ({ visit }) => visit,
  );
  return [...groupBy(visits, ({ objectId }) => objectId).values()].flatMap((own) =>
    [...groupBy(own, ({ date }) => date).values()].slice(0, most).map((ofDay) => asRow(ofDay[0]!)),
  );
}

/** How often the rule asks for each object in a period of its own; once in any other. */
function timesIn({ pack, ledger, listOfYear }: FigureFrame, { class: cls, period }: Place): number {
  const rule = findRule(pack, 'ratio', { class: cls, level: ledger.level });
  return (listOfYear(cls).periods.includes(period) ? rule?.value.times : undefined) ?? 1;
}

/** Visits to an object that was visited for the class before in the same year. */
function repeats({ pack, ledger }: FigureFrame, { class: cls, period }: Place): readonly FigureRow[] {
  const first = new Map<string, VisitFact>();
  const again: VisitFact[] = [];
  for (const { visit } of doneIn(ledger, cls, period.slice(0, 4))) {
    const known = first.get(visit.objectId) ?? visit;
    first.set(visit.objectId, known);
    if (!isSameVisit(pack, known, visit)) again.push(visit);
  }
  return asInspections(
    { pack },
    again.filter((visit) => servesIn(visit, { class: cls, period })),
  );
}

/** Members inspected from the beginning of the year to the end of the period, and the others. */
function coverage(frame: FigureFrame, place: Place) {
  const excused = new Set(frame.sparedIn(place));
  const visits = groupBy(doneUpTo(frame, place), ({ objectId }) => objectId);
  const covered: FigureRow[] = [];
  const uncovered: FigureRow[] = [];
  for (const object of frame.membersOf(place)) {
    const visit = visits.get(object)?.[0];
    if (visit) covered.push(asRow(visit));
    else if (excused.has(object)) covered.push({ units: 1, object });
    else uncovered.push({ units: 1, object });
  }
  return { covered, uncovered };
}

/** Done visits of the level that cover a class, from the beginning of the year to the end of a period. */
export function doneUpTo({ pack, ledger: { done } }: FigureFrame, { class: cls, period }: Place): readonly VisitFact[] {
  const year = periodDays(period.slice(0, 4));
  const { to: end } = periodDays(period);
  return done
    .filter(({ from, to }) => year.from <= from && to <= year.to)
    .filter(({ to, visit }) => to <= end || visit.date <= end)
    .filter(covers(pack, cls))
    .map(({ visit }) => visit);
}

function random({ pack, ledger }: FigureFrame, period: Period): readonly VisitFact[] {
  return drawnVisits(pack, ledger, period);
}

function rowsWhere(frame: FigureFrame, period: Period, isMeant: (visit: VisitFact) => boolean): readonly FigureRow[] {
  const { pack, ledger } = frame;
  return inspectionsAmong(pack, visitsMadeIn(pack, ledger, period).filter(isMeant)).map(asRow);
}

function unitsWhere(frame: FigureFrame, period: Period, isMeant: (visit: VisitFact) => boolean): readonly FigureRow[] {
  return asInspections(frame, random(frame, period).filter(isMeant));
}

function resultRows(
  { pack, ledger, input }: FigureFrame,
  period: Period,
  isMeant: (result: Result) => boolean,
): readonly FigureRow[] {
  return resultsOf(pack, ledger, { ...input, period, versions: ledger.versions })
    .filter(isMeant)
    .map(({ visit }) => asRow(visit));
}

function isPublished({ visit, status }: Result): boolean {
  return status !== 'withheld' && visit.publishedOn !== undefined;
}

function hasStatus(wanted: PublicationStatus) {
  return ({ status }: Result) => status === wanted;
}

function holdersOf({ input: { inspectors = [], holders = inspectors } }: FigureFrame): readonly string[] {
  return holders.filter(isHolder).map(({ id }) => id);
}
