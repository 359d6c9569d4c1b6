import { liesWithin, makeDate, type Period } from '../basics/dates.ts';
import { type Compliance, judgeLedger, ledgerFor } from './compliance.ts';
import { countedIn } from './counted.ts';
import type { ClassTally } from './evaluate.ts';
import type { Method, VisitFact } from './facts.ts';
import { NO_RESULT, type WholeFigure } from './figure-names.ts';
import {
  doneUpTo,
  drawnBesideIn,
  drawOf,
  type FigureFrame,
  type FigureInput,
  type FigureKey,
  type FigureRow,
  figureFrame,
  figureRows,
  isOfLongerTask,
  isYear,
} from './figure-rows.ts';
import { groupBy } from './grouping.ts';
import { requirementOf } from './judge-period.ts';
import { packFor } from './judging-pack.ts';
import { doneIn, type Place } from './ledger.ts';
import type { Measure } from './measures.ts';
import type { Pack } from './pack.ts';
import { wordings } from './paperwork.ts';
import { resultsOf } from './publication-record.ts';
import { dutyOf, enforcesFloor, windowYearsLeft } from './requirements.ts';
import type { Topic } from './rule-topics.ts';
import { inspectionsAmong, isSameVisit, unitsOf } from './visit-units.ts';
import { versionOfVisit } from './visit-version.ts';
import { isRectificationOverdue, isRectified, isToRectify, needsFollowUp, servesIn } from './visits.ts';
import { concludedTasks, drawnVisits, hasOffSiteRounds, isByGrade, visitsMadeIn } from './year-totals.ts';

/** 统计报表: the figures of a year or a quarter, class by class and over all classes, and the rows behind each of them. */

export interface Figure extends FigureKey {
  readonly value: number;
}

/** What the scheme asks of a class in a period. */
export interface Minimum extends Place {
  readonly required: number;
}

export interface StandardReport {
  readonly period: Period;
  readonly verdict: Compliance;
  readonly figures: readonly Figure[];
  readonly minimums: readonly Minimum[];
  /** What a figure is made of. */
  readonly rows: (key: FigureKey) => readonly FigureRow[];
}

const METHODS: readonly Method[] = ['onSite', 'tech', 'written', 'thirdParty'];

export function standardReport(pack: Pack, input: FigureInput): StandardReport {
  const ledger = ledgerFor(pack, input);
  const verdict = judgeLedger(pack, input, ledger);
  const frame = figureFrame(pack, ledger, input);
  const period = input.only ?? String(input.year);
  const places = verdict.classes.flatMap((tally) => placesOf(tally, period));
  return {
    period,
    verdict,
    figures: [
      ...places.flatMap((place) => classFigures(frame, verdict, place)),
      ...wholeFigures(frame, verdict, period),
    ],
    minimums: places.map((place) => ({ ...place, required: minimumOf(frame, verdict, place) })),
    rows: (key) => figureRows(frame, key),
  };
}

/** Figures that their rows do not add up to; none in a report that holds. */
export function unequalFigures({
  figures,
  rows,
}: Pick<StandardReport, 'figures' | 'rows'>): readonly (Figure & { readonly byRows: number })[] {
  return figures
    .map((figure) => ({ ...figure, byRows: rows(figure).reduce((sum, { units }) => sum + units, 0) }))
    .filter(({ value, byRows }) => value !== byRows);
}

/** The periods of a class within the one reported, and the year as a whole where that is reported. */
function placesOf({ class: cls, periods }: ClassTally, whole: Period): readonly Place[] {
  const parts = periods.map(({ period }) => period).filter((period) => !isYear(period) && liesWithin(period, whole));
  return [...parts, ...(isYear(whole) ? [whole] : [])].map((period) => ({ class: cls, period }));
}

function classFigures(frame: FigureFrame, { classes }: Compliance, place: Place): readonly Figure[] {
  const tally = classes.find((one) => one.class === place.class)!;
  const own = tally.periods.find(({ period }) => period === place.period);
  const visits = doneIn(frame.ledger, place.class, place.period).map(({ visit }) => visit);
  const isWhole = isYear(place.period);
  const base = isWhole ? tally.annualBase! : own!.base;
  const covered = isWhole ? tally.covered! : coveredUpTo(frame, place);
  const figure = (name: FigureKey['figure'], value: number): Figure => ({ figure: name, ...place, value });
  return [
    figure('base', base),
    figure('drawn', drawnAmong([...visits, ...drawnBesideIn(frame, place)])),
    figure('visits', isWhole ? tally.visits! : unitsOf(frame.pack, visits)),
    figure('completed', own?.completed ?? completedIn(frame, place)),
    figure('repeats', unitsOf(frame.pack, visits) - unitsOf(frame.pack, newIn(frame, place))),
    figure('covered', covered),
    figure('uncovered', base - covered),
  ];
}

/** Each unit once per draw, with those of whose draw nothing is known. */
function drawnAmong(visits: readonly VisitFact[]): number {
  const draws = visits.map(drawOf);
  const known = draws.filter((draw) => draw !== undefined);
  return new Set(known).size + draws.length - known.length;
}

/** Distinct objects of the base that were visited. */
function completedIn({ pack, ledger, input }: FigureFrame, place: Place): number {
  const counted = countedIn(pack, ledger, { ...input, ...place });
  return new Set(counted.map(({ visit }) => visit.objectId)).size;
}

/** Of each object the first visit for the class in the year, under each of its numbers, where it lies in the period. */
function newIn({ pack, ledger }: FigureFrame, { class: cls, period }: Place): readonly VisitFact[] {
  const visits = doneIn(ledger, cls, period.slice(0, 4)).map(({ visit }) => visit);
  const first = new Map([...visits].reverse().map((visit) => [visit.objectId, visit]));
  return visits
    .filter((visit) => isSameVisit(pack, first.get(visit.objectId)!, visit))
    .filter((visit) => servesIn(visit, { class: cls, period }));
}

function coveredUpTo(frame: FigureFrame, place: Place): number {
  const done = new Set(doneUpTo(frame, place).map(({ objectId }) => objectId));
  for (const id of frame.sparedIn(place)) done.add(id);
  return frame.membersOf(place).filter((id) => done.has(id)).length;
}

/** What the verdict asks: the ratio of a period; of a year the highest yearly duty, or what its periods come to where that is more. */
function minimumOf(frame: FigureFrame, { classes, tables }: Compliance, { class: cls, period }: Place): number {
  const tally = classes.find((one) => one.class === cls)!;
  const asked = tables.filter((one) => one.class === cls && one.required !== undefined);
  const required = (topics: readonly Topic[]) => asked.filter(({ topic }) => topics.includes(topic));
  const ratios = required(['ratio']);
  if (!isYear(period)) return ratios.find((one) => one.period === period)?.required ?? 0;
  const yearly = required(['annualRatio', 'headcount', ...(enforcesFloor(frame.pack) ? (['floor'] as const) : [])]);
  const coverage = required(['coverage']).map((one) => numberByCoverage(frame, tally, one));
  const byRatio = ratios.reduce((sum, one) => sum + numberByRatio(frame, tally, one), 0);
  return Math.max(byRatio, ...coverage, ...yearly.map((one) => one.required!));
}

/**
 * A window of several years is no minimum of one of them, but for its last one: there a class without a number of its own owes whom the years
 * before have not covered.
 */
function numberByCoverage({ pack, input }: FigureFrame, tally: ClassTally, { required }: Measure): number {
  const { window, periods } = tally;
  if (window === undefined) return required!;
  const duty = dutyOf(pack, tally);
  if (duty?.kind !== 'window' || periods.length > 0) return 0;
  const isLast = windowYearsLeft(pack, duty.rule, makeDate(input.year, 12, 31)) === 1;
  return isLast ? required! - (window.covered - window.newly) : 0;
}

/** Without what full coverage adds to the last period: of the year that is asked once already. */
function numberByRatio({ pack, input }: FigureFrame, tally: ClassTally, { period }: Pick<Measure, 'period'>): number {
  const under = packFor(pack, input, { ...tally, period });
  const one = tally.periods.find((own) => own.period === period)!;
  return requirementOf(under, tally, one).minimum;
}

/** Over all classes: every visit is looked at once. */
function wholeFigures(frame: FigureFrame, verdict: Compliance, period: Period): readonly Figure[] {
  const { pack, ledger, input } = frame;
  const random = drawnVisits(pack, ledger, period);
  const visits = visitsMadeIn(pack, ledger, period);
  const randomVisits = unitsOf(pack, random);
  const counts = new Map([
    ...countsBy(random, inspectionsOf(frame, period), (of) => unitsOf(pack, of)),
    ...countsBy(visits, methodOf, (of) => unitsOf(pack, of)),
    ...countsBy(visits, resultNamesOf(frame), (of) => inspectionsAmong(pack, of).length),
  ]);
  const figure = (name: WholeFigure, value = counts.get(name) ?? 0): Figure => ({ figure: name, period, value });
  const each = (name: 'method' | 'wording', all: readonly string[]) =>
    all.map((of): Figure => ({ ...figure(name, counts.get(`${name} ${of}`) ?? 0), of }));
  const listed = wordings(pack).map(({ text }) => text);
  const others = [...new Set(visits.flatMap(({ results }) => results))].filter((text) => !listed.includes(text));
  const results = resultsOf(pack, ledger, { ...input, period, versions: ledger.versions }).filter(
    ({ status }) => status !== 'notDue',
  );
  const withheld = results.filter(({ status }) => status === 'withheld').length;
  const unpublished = results.filter(
    ({ status, visit }) => status !== 'withheld' && visit.publishedOn === undefined,
  ).length;
  const { participation } = verdict.totals;
  return [
    figure('randomVisits', randomVisits),
    ...(isYear(period) ? [] : [figure('longerTasks')]),
    ...(hasOffSiteRounds(pack, ledger) ? [figure('offSiteRounds', unitsOf(pack, visits) - randomVisits)] : []),
    ...each('method', METHODS),
    figure('internalJoint'),
    figure('interdepartmental'),
    figure('interdepartmentalTasks', tasksIn(verdict, period) ?? concludedTasks(pack, ledger, period).length),
    figure('credit'),
    ...each('wording', [...listed, ...others.sort(), NO_RESULT]),
    figure('followUp'),
    figure('handedOver'),
    figure('toRectify'),
    figure('rectified'),
    figure('rectifyOverdue'),
    figure('results', results.length),
    figure('published', results.length - withheld - unpublished),
    figure('late', results.filter(({ status }) => status === 'overdue').length),
    figure('withheld', withheld),
    ...(participation && isYear(period)
      ? [figure('holders', participation.holders), figure('participated', participation.participated)]
      : []),
  ];
}

/** The visits of each name, counted. */
function countsBy(
  visits: readonly VisitFact[],
  namesOf: (visit: VisitFact) => readonly string[],
  count: (of: readonly VisitFact[]) => number,
): readonly (readonly [string, number])[] {
  const named = visits.flatMap((visit) => namesOf(visit).map((name) => ({ name, visit })));
  const groups = groupBy(named, ({ name }) => name);
  return [...groups].map(([name, of]) => [name, count(of.map(({ visit }) => visit))]);
}

/** As the verdict counts them: of a year those of all its periods, of a quarter where it counts by quarters. */
function tasksIn({ totals }: Compliance, period: Period): number | undefined {
  const { byPeriod } = totals.interdepartmental!;
  return isYear(period) ? Object.values(byPeriod).reduce((sum, n) => sum + n, 0) : byPeriod[period];
}

function methodOf({ method }: VisitFact): readonly string[] {
  return [`method ${method}`];
}

/** The figures of inspections that a random visit counts in, as often as it is an inspection (AMB-50). */
function inspectionsOf({ pack, ledger }: FigureFrame, period: Period) {
  const byGrade = isByGrade(pack, ledger);
  const isLonger = isOfLongerTask(period);
  return (visit: VisitFact): readonly string[] => [
    ...(isLonger(visit) ? ['longerTasks'] : []),
    ...(visit.taskType === 'internalJoint' ? ['internalJoint'] : []),
    ...(visit.taskType === 'interdepartmentalJoint' ? ['interdepartmental'] : []),
    ...(byGrade(visit) ? ['credit'] : []),
  ];
}

/** The figures of what a visit found and what became of it: it has one result, however many departments went. */
function resultNamesOf({ pack, ledger, input }: FigureFrame) {
  return (visit: VisitFact): readonly string[] => {
    const { results, handedOverOn } = visit;
    const version = versionOfVisit(pack, ledger.versions, visit);
    return [
      ...[...new Set(results.length === 0 ? [NO_RESULT] : results)].map((text) => `wording ${text}`),
      ...(needsFollowUp(version, visit) ? ['followUp'] : []),
      ...(handedOverOn === undefined ? [] : ['handedOver']),
      ...(isToRectify(version, visit) ? ['toRectify'] : []),
      ...(isRectified(version, visit) ? ['rectified'] : []),
      ...(isRectificationOverdue(version, visit, input.asOf) ? ['rectifyOverdue'] : []),
    ];
  };
}
