import { type CalendarDate, type Period, periodDays } from '../basics/dates.ts';
import { isCountedOn } from './bases.ts';
import { calledOffIn, calledOffOfYear } from './called-off.ts';
import type { Candidates } from './candidate-list.ts';
import { type CountedList, countedIn, frozenFor } from './counted.ts';
import { madeIn, type WindowList, windowOf, windowTally } from './coverage-window.ts';
import { countAmong, notCovered, sparedLate, visitedBefore } from './covered-before.ts';
import { afterwards, type DrawDay } from './draw-times.ts';
import type { ClassTally, EvaluationInput, PeriodTally } from './evaluate.ts';
import type { ClassId } from './facts.ts';
import { groupBy } from './grouping.ts';
import { covers } from './joint-partners.ts';
import { classesOfYear, judgedPeriods, packFor } from './judging-pack.ts';
import { barredBy, type DoneVisit, doneIn, excusedBy, type Ledger, listOf, type Place } from './ledger.ts';
import { outstandingOf } from './outstanding.ts';
import { withOwnRatios } from './own-ratios.ts';
import { findRule, type Pack, type RuleScope } from './pack.ts';
import { redrawTally } from './redraw-tally.ts';
import { asksForAll, classRules, dutyOf } from './requirements.ts';
import { classesNamed, recordedClasses } from './served.ts';
import { unitsOf } from './visit-units.ts';
import { servesIn } from './visits.ts';
import { waitingIn, waitingOfYear } from './waiting.ts';
import { goalOfYear, isMeasuredByFirst, type YearMeasure, yearCount } from './year-measure.ts';
import { versionOfYear } from './yearly-rules.ts';

/** The counts of a year, class by class, from the ledger. */

/** A list that was frozen for a draw here; where none was, the directory is the base: at the period's start, of a whole year at its end. */
export interface FrozenList extends CountedList {
  readonly base: number;
  readonly available: number;
}

export interface TallyInput extends Pick<EvaluationInput, 'versions' | 'ownRatios'> {
  readonly year: number;
  readonly asOf: CalendarDate;
  readonly frozen?: readonly FrozenList[];
  readonly draws?: readonly DrawDay[];
}

/** One tally for every class the level may draw and the pack asks something of. */
export function tallyClasses(given: Pack, ledger: Ledger, input: TallyInput): readonly ClassTally[] {
  const { level } = ledger;
  const ofYear = versionOfYear(given, input.versions, input.year);
  const pack = withOwnRatios(ofYear, input.ownRatios ?? [], `${input.year}-12-31`);
  return classesOfYear(ofYear, input.versions, { level, year: input.year })
    .filter(
      (cls) =>
        dutyOf(pack, { class: cls, level }) ||
        judgedPeriods(ofYear, { class: cls, level, year: input.year }, input).length > 0,
    )
    .map((cls) => tallyClass(ofYear, ledger, { ...input, class: cls, atYearEnd: pack }));
}

/** `atYearEnd`: the pack with the ratios the agency had chosen by then. */
type ClassInput = TallyInput & { readonly class: ClassId; readonly atYearEnd: Pack };

function tallyClass(pack: Pack, ledger: Ledger, input: ClassInput): ClassTally {
  const { class: cls, year } = input;
  const scope = { class: cls, level: ledger.level };
  const { periods, members, covered, spared, barred, reached, window } = coverageOf(pack, ledger, input);
  const excused = new Set(barred);
  const last = periods.at(-1) ?? String(year);
  const outstanding = outstandingOf(
    ledger,
    members.filter((id) => !reached.has(id) && !excused.has(id)),
    { until: `${year}-12-31`, listed: lastList(pack, ledger, { ...input, periods }) },
  );
  const ask = { ...ledger, class: cls, year, reached };
  const waiting = waitingOfYear(pack, ask);
  const calledOff = calledOffOfYear(pack, { ...ask, members });
  return {
    ...scope,
    periods: periods.map((period) =>
      tallyPeriod(packFor(pack, input, { ...scope, period }), ledger, {
        ...{ ...input, period, reached },
        ofYear: yearMeasure(pack, ledger, { ...input, period, list: { members, spared } }),
      }),
    ),
    annualBase: members.length,
    covered: covered.length,
    ...(barred.length > 0 && { barred: barred.length }),
    ...(outstanding && { outstanding }),
    ...(waiting && { waiting }),
    ...(calledOff && { calledOff }),
    visits: unitsOf(
      pack,
      doneIn(ledger, cls, String(year)).map(({ visit }) => visit),
    ),
    ...(ledger.officers === undefined ? {} : { officers: ledger.officers }),
    ...inspected(pack, ledger, { ...input, covered }),
    ...redrawTally(pack, ledger, {
      class: cls,
      year,
      members,
      last: { period: last, pack: packFor(pack, input, { ...scope, period: last }) },
    }),
    ...(dutyOf(pack, scope)?.every === 'year' && classRules(pack, scope).ratio === undefined
      ? afterwards(
          pack,
          { ...input, period: String(year) },
          countedIn(pack, ledger, { class: cls, period: String(year) }),
        )
      : {}),
    ...(window && { window: windowTally(pack, ledger, { class: cls, year, members, window }) }),
  };
}

/**
 * Whom the last list of a year that is over has, where the yearly base may hold others: what is lacking can be drawn from no other list. Where none
 * was frozen and the day of the draw makes the list, one that is held now is of the last day of its period.
 */
function lastList(
  pack: Pack,
  ledger: Ledger,
  { periods, ...input }: ClassInput & Pick<CoverageList, 'periods'>,
): ReadonlySet<string> | undefined {
  const isByLast = input.atYearEnd.settings['calc.annualBase'] === 'lastFreeze';
  if (isByLast || periods.length < 2 || input.asOf <= `${input.year}-12-31`) return undefined;
  const scope = { class: input.class, level: ledger.level };
  const last = { ...input, period: periods.at(-1)! };
  const under = packFor(pack, input, { ...scope, period: last.period });
  const isOfDraw = under.settings['calc.denominatorSnapshot'] === 'freeze' && !frozenFor(input.frozen ?? [], last);
  if (!isOfDraw) return new Set(periodMembers(pack, ledger, last));
  const { to } = periodDays(last.period);
  const listed = ledger
    .membersOn(under, to)
    .get(input.class)!
    .filter(({ object }) => isCountedOn(under, object, to));
  return new Set(listed.map(({ object }) => object.id));
}

/** Whom the yearly duties of a class are measured by, and whom of them the level has inspected. Ids, in the order of the list. */
export interface CoverageList {
  /** Periods of the class that have begun. */
  readonly periods: readonly Period[];
  readonly members: readonly string[];
  readonly covered: readonly string[];
  /** Covered without a visit of their own: clean above, or recognised. */
  readonly spared: readonly string[];
  /** Everybody who counts as covered, in the list or not. */
  readonly reached: ReadonlySet<string>;
  /** Of those not covered: whom the rules themselves let nobody draw. */
  readonly barred: readonly string[];
  /** Where coverage has a window of years (AMB-07). */
  readonly window?: WindowList;
}

/** The list behind the yearly numbers of {@link tallyClasses}. */
export function coverageList(
  given: Pack,
  ledger: Ledger,
  input: TallyInput & { readonly class: ClassId },
): CoverageList {
  const ofYear = versionOfYear(given, input.versions, input.year);
  const atYearEnd = withOwnRatios(ofYear, input.ownRatios ?? [], `${input.year}-12-31`);
  return coverageOf(ofYear, ledger, { ...input, atYearEnd });
}

function coverageOf(pack: Pack, ledger: Ledger, input: ClassInput): CoverageList {
  const { class: cls, year, atYearEnd } = input;
  const scope = { class: cls, level: ledger.level };
  const all = judgedPeriods(pack, { ...scope, year }, input);
  const periods = all.filter(
    (period) => periodDays(period).from <= input.asOf && isAsked(packFor(pack, input, { ...scope, period }), scope),
  );
  const listed = periods.length === 0 ? [all[0] ?? String(year)] : periods;
  const done = ledger.done.filter(inYear(year)).filter(covers(pack, cls));
  const inspected = new Set(done.map(({ visit }) => visit.objectId));
  const { ids, spared } = annualMembers(atYearEnd, ledger, { ...input, periods: listed, inspected });
  const covered = new Set([...spared, ...inspected]);
  const missing = new Set([...ids].filter((id) => !covered.has(id)));
  const last = { ...scope, period: listed.at(-1)! };
  return {
    periods,
    members: [...ids],
    covered: [...ids].filter((id) => covered.has(id)),
    spared,
    reached: covered,
    barred: barredBy(packFor(pack, input, last), ledger, { ...last, among: missing }),
    ...windowOf(pack, ledger, { ...input, members: ids }),
  };
}

/** The objects a period of a class is measured by: those of the list frozen for it, else of the directory. */
export function periodMembers(given: Pack, ledger: Ledger, input: TallyInput & Place): readonly string[] {
  const { class: cls, period } = input;
  const frozen = frozenFor(input.frozen ?? [], input);
  if (frozen) return frozen.members;
  const scope = { class: cls, level: ledger.level };
  const under = packFor(given, input, { ...scope, period });
  return isAsked(under, scope) ? inBase(listOf(under, ledger, input)) : [];
}

/** The objects of the directory that count as covered by the end of a period without a visit of their own: clean above, or recognised. */
export function periodSpared(given: Pack, ledger: Ledger, input: TallyInput & Place): readonly string[] {
  const { class: cls, period } = input;
  return excusedBy(packFor(given, input, { class: cls, level: ledger.level, period }), ledger, { class: cls, period });
}

/** A version that begins within the year may ask nothing more of a class. */
function isAsked(pack: Pack, scope: Required<RuleScope>): boolean {
  return dutyOf(pack, scope) !== undefined;
}

function inYear(year: number) {
  const { from: first, to: last } = periodDays(String(year));
  return ({ from, to }: { readonly from: CalendarDate; readonly to: CalendarDate }) => first <= from && to <= last;
}

type PeriodInput = ClassInput &
  Pick<CoverageList, 'reached'> & { readonly period: Period; readonly ofYear: YearMeasure | undefined };

/** Undefined where the list of the last period measures the year, or where a class has one period. */
export function yearMeasure(
  given: Pack,
  ledger: Ledger,
  input: TallyInput & Place & { readonly list?: Pick<CoverageList, 'members' | 'spared'> },
): YearMeasure | undefined {
  const { class: cls, year, period } = input;
  const scope = { class: cls, level: ledger.level };
  const ofYear = versionOfYear(given, input.versions, year);
  if (!isMeasuredByFirst(ofYear, { ...scope, year })) return undefined;
  if (judgedPeriods(ofYear, { ...scope, year }, input).length < 2) return undefined;
  const { members, spared } = input.list ?? coverageList(given, ledger, input);
  const { from } = periodDays(period);
  const inSpan = goalOfYear(ofYear, { ...scope, year })?.window;
  const isCounted = inSpan ? madeIn(inSpan) : (one: DoneVisit) => inYear(year)(one) && covers(ofYear, cls)(one);
  const earlier = ledger.done
    .filter(isCounted)
    .filter(({ visit, to }) => (visit.date < from || to < from) && !servesIn(visit, { class: cls, period }));
  // Whoever is spared is covered in the year, and the window counts whom somebody went to.
  const isSparedLate = sparedLate(ofYear, ledger, { class: cls, period });
  const sparedBefore = inSpan ? [] : spared.filter((id) => !isSparedLate(id));
  const covered = new Set([...sparedBefore, ...earlier.map(({ visit }) => visit.objectId)]);
  const reached = new Set(members.filter((id) => covered.has(id)));
  return { ids: new Set(members), reached, ...(inSpan && { isOfWindow: true }) };
}

function tallyPeriod(pack: Pack, ledger: Ledger, input: PeriodInput): PeriodTally {
  const { class: cls, period } = input;
  const { times = 1, max } = findRule(pack, 'ratio', { class: cls, level: ledger.level })?.value ?? {};
  const counted = countedIn(pack, ledger, input);
  const made = visitsOfEach(counted.map(({ visit }) => visit));
  const completed = [...made.values()].reduce((sum, n) => sum + Math.min(n, times), 0);
  const demanded = max === undefined ? 0 : demandedBy(pack, ledger, { class: cls, counted });
  const frozen = frozenFor(input.frozen ?? [], input);
  const { ofYear } = input;
  const list = listOf(pack, ledger, input);
  const { base, available } = frozen ?? { base: list.base, available: list.pool };
  const members = frozen?.members ?? inBase(list);
  const { to: until } = periodDays(period);
  const outstanding = outstandingOf(ledger, members, { until, times, made });
  const outstandingOfYear = outstandingOf(
    ledger,
    members.filter((id) => !input.reached.has(id)),
    { until },
  );
  const ask = { ...ledger, class: cls, period, times, made };
  const waiting = waitingIn(pack, ask);
  const calledOff = calledOffIn(pack, { ...ask, members });
  const visited = visitedBefore(ledger, list);
  const isSparedLate = sparedLate(pack, ledger, input);
  const fresh = notCovered(list, { members, visited, ofYear, isSparedLate }).length;
  const measured = ofYear ? yearCount(ofYear) : list.ofWindow && countAmong(members, visited);
  return {
    period,
    base,
    completed,
    ...afterwards(pack, input, counted),
    ...(demanded > 0 && { demanded }),
    available,
    ...(list.uncovered === undefined ? {} : { uncovered: fresh }),
    fresh,
    ...(measured && { ofYear: measured }),
    baseFrom: frozen ? 'freeze' : 'directory',
    ...(outstanding && { outstanding }),
    ...(outstandingOfYear && { outstandingOfYear }),
    ...(waiting && { waiting }),
    ...(calledOff && { calledOff }),
  };
}

/** AMB-32: one class is to stop at its range and another one is to be inspected whole: both cannot be kept, so whom the other demands is left out. */
function demandedBy(
  pack: Pack,
  { level, members }: Ledger,
  { class: own, counted }: { readonly class: ClassId; readonly counted: readonly DoneVisit[] },
): number {
  const byId = new Map(members.map((member) => [member.object.id, member]));
  const asks = (cls: ClassId) => cls !== own && asksForAll(pack, { class: cls, level });
  const demanded = counted.filter(({ visit }) => {
    const member = byId.get(visit.objectId);
    return (member ? recordedClasses(pack, visit, member) : classesNamed(visit)).some(asks);
  });
  return new Set(demanded.map(({ visit }) => visit.objectId)).size;
}

/** On how many days each object was visited: where a rule asks for several visits of each, they are visits on different days. */
function visitsOfEach(visits: readonly { readonly objectId: string; readonly date: CalendarDate }[]) {
  const days = groupBy(visits, ({ objectId }) => objectId);
  return new Map([...days].map(([id, own]) => [id, new Set(own.map(({ date }) => date)).size]));
}

function inBase({ rows }: Candidates): readonly string[] {
  return rows.filter(({ state }) => state !== 'out').map(({ objectId }) => objectId);
}

interface AnnualMembers {
  readonly ids: ReadonlySet<string>;
  /** Covered without a visit of their own: clean above, or recognised. */
  readonly spared: readonly string[];
}

type AnnualInput = ClassInput & {
  /** Whom the level inspected in the year. */
  readonly inspected: ReadonlySet<string>;
};

/** AMB-54: whose list the yearly duties are measured by: each as the version in force in its period makes it, so that year and period have one base. */
function annualMembers(
  pack: Pack,
  ledger: Ledger,
  input: AnnualInput & { readonly periods: readonly Period[] },
): AnnualMembers {
  const asked = {
    lastFreeze: input.periods.slice(-1),
    yearStart: input.periods.slice(0, 1),
    union: input.periods,
  }[pack.settings['calc.annualBase']];
  const lists = asked.map((period) =>
    memberIds(packFor(pack, input, { class: input.class, level: ledger.level, period }), ledger, { ...input, period }),
  );
  return {
    ids: new Set(lists.flatMap(({ ids }) => ids)),
    spared: lists.flatMap(({ spared }) => spared),
  };
}

function memberIds(
  pack: Pack,
  ledger: Ledger,
  input: AnnualInput & Place,
): { readonly ids: readonly string[]; readonly spared: readonly string[] } {
  const { class: cls, period, inspected } = input;
  const listWith = (all: AnnualInput['inspected']) =>
    inBase(listOf(pack, ledger, { class: cls, period, whole: { inspected: all } }));
  const spared = excusedBy(pack, ledger, { class: cls, period, whole: true });
  const frozen = frozenFor(input.frozen ?? [], input)?.members;
  if (frozen === undefined) return { ids: listWith(inspected), spared };
  if (pack.settings['calc.exemptedInDenominator']) return { ids: frozen, spared };
  // A list leaves out who is exempt on its day: of the year is all the same whom it had inspected before.
  const drawable = new Set(listWith(new Set()));
  return { ids: [...frozen, ...listWith(inspected).filter((id) => !drawable.has(id))], spared };
}

/** What a number by staff is met by: everybody covered, and who was inspected and has closed since. */
function inspected(
  pack: Pack,
  ledger: Ledger,
  { class: cls, year, covered }: ClassInput & Pick<CoverageList, 'covered'>,
): Pick<ClassTally, 'inspected'> {
  if (classRules(pack, { class: cls, level: ledger.level }).headcount === undefined) return {};
  const counted = countedIn(pack, ledger, { class: cls, period: String(year) });
  return { inspected: new Set([...covered, ...counted.map(({ visit }) => visit.objectId)]).size };
}
