import { type CalendarDate, type Period, periodAround, periodDays, periodsOfYear, quarterOf } from '../basics/dates.ts';
import { isCountedOn } from './bases.ts';
import { type CapAsk, capCheck, undecidedCap } from './caps.ts';
import { classify } from './classify.ts';
import {
  type DeclaredInterest,
  groupFindings,
  type HandedIn,
  type Redrawn,
  recordFindings,
  rectificationFindings,
  redrawFindings,
} from './conduct.ts';
import type { DrawDay } from './draw-times.ts';
import { type ClassTally, type EvaluationInput, evaluateYear } from './evaluate.ts';
import type { InspectorFacts, ItemFacts, Level, ObjectFacts, VisitFact } from './facts.ts';
import { type Finding, findingOn, type Verdict, verdictOf } from './findings.ts';
import { groupBy } from './grouping.ts';
import { jointFindings } from './joint-partners.ts';
import type { YearTotals } from './judge-shares.ts';
import { type JudgingVersion, judgingVersions } from './judging-versions.ts';
import { lateness } from './lateness.ts';
import { excuses, type Ledger, makeLedger } from './ledger.ts';
import type { Measure } from './measures.ts';
import { methodFindings } from './methods.ts';
import { officersOf } from './officers.ts';
import { findRule, isUnderScheme, type Pack, packOf, theRule } from './pack.ts';
import { factsOn } from './past-facts.ts';
import { type PlanTiming, planTimes } from './plan-times.ts';
import { excused } from './principle.ts';
import { publicationFindings, secrecyFindings, type Unclocked, unclockedResults } from './publication-record.ts';
import { isReportKnown, type ReportDue, reportDues, reportFindings, type SentReport } from './reports.ts';
import { isPooled } from './requirements.ts';
import { type FrozenList, tallyClasses } from './tally-classes.ts';
import { underVersions } from './visit-version.ts';
import { inPeriod, isCountedIn, isHigher } from './visits.ts';
import type { WorkingDays } from './working-days.ts';
import { historyIn, randomVisitsIn, yearTotals } from './year-totals.ts';

/** The verdict on a year from the ledger itself: counts first, then {@link evaluateYear}, then caps and deadlines. */

export interface ComplianceInput
  extends Pick<EvaluationInput, 'year' | 'only' | 'justifications' | 'versions' | 'ownRatios' | 'judgedAbove'> {
  readonly agency: string;
  readonly level: Level;
  /** Objects of the territory: an upper level's are those of its lower levels too. */
  readonly objects: readonly ObjectFacts[];
  /** The ledger of all levels, of this year and, where a window of years counts, of the years before. */
  readonly visits: readonly VisitFact[];
  /** Objects that the authority visited and that stand in the directory of another one. */
  readonly foreign?: readonly string[];
  /** The authority's item list in force, for caps and exemptions that go item by item. */
  readonly itemList?: readonly ItemFacts[];
  readonly frozen?: readonly FrozenList[];
  /** Days of the draws for the periods of the year, here and by lead departments. */
  readonly draws?: readonly DrawDay[];
  /** What was drawn and has no visit yet: said of a shortage, and counted for nothing; absent = not asked. */
  readonly waiting?: readonly VisitFact[];
  /** Needed for quotas by staff and for participation; absent = those are not judged. */
  readonly inspectors?: readonly InspectorFacts[];
  /** Whose participation is judged where that is more than the authority's own people (全市持执法证人员, AMB-51). */
  readonly holders?: readonly InspectorFacts[];
  /** Yearly figures that an outside office sets. */
  readonly figures?: { readonly tasks: number; readonly objects: number };
  /** The plan's own dates; absent = not judged. */
  readonly plan?: Pick<PlanTiming, 'madeOn' | 'issuedOn' | 'publishedOn'>;
  /** Reports sent, of all years; absent = not judged. */
  readonly reports?: readonly SentReport[];
  /** Interests that inspectors of the authority declared. */
  readonly interests?: readonly DeclaredInterest[];
  /** Records of visits as they came in, and objects that were drawn again here; absent = not judged. */
  readonly records?: readonly HandedIn[];
  readonly redrawn?: readonly Redrawn[];
  /** Day of the first list that the authority froze here; absent = it has drawn nothing here. */
  readonly drawsSince?: CalendarDate;
  /** The same, or the day of the first draw of a lead department that it took over, where that was earlier. */
  readonly tasksSince?: CalendarDate;
  /** The day of the judgement. */
  readonly asOf: CalendarDate;
  readonly calendar: WorkingDays;
}

export interface Compliance {
  readonly agency: string;
  readonly pack: string;
  readonly packVersion: number;
  readonly level: Level;
  readonly year: number;
  /** `notJudged`: no version of the scheme was in force in what is asked about, so nothing is held against anybody. */
  readonly verdict: Verdict | 'notJudged';
  readonly findings: readonly Finding[];
  /** Every number the law asks about, met or not, each with its clause. */
  readonly tables: readonly Measure[];
  /** Reports of the quarters judged, with their days. */
  readonly reports: readonly ReportDue[];
  /** The counts behind them, class by class. */
  readonly classes: readonly ClassTally[];
  /** Completed random visits of the level in the year, or in the one period judged; one visit with several departments is one (AMB-50). */
  readonly visits: number;
  /** How many of them are from before the first draw held here. */
  readonly history: number;
  /** Counts of the whole year over all classes. */
  readonly totals: YearTotals;
  /** Rules that could not be judged for want of what they measure. */
  readonly notJudged: readonly string[];
  /** Results that cannot be judged for want of the day their clock runs from; absent where every result has it. */
  readonly unclocked?: Unclocked;
  /** Which version judged which part, where it was not `packVersion` alone. */
  readonly versions?: readonly JudgingVersion[];
}

export function compliance(pack: Pack, input: ComplianceInput): Compliance {
  return judgeLedger(pack, input, ledgerFor(pack, input));
}

/** The ledger of what is judged, with the officers that count. */
export function ledgerFor(pack: Pack, input: ComplianceInput): Ledger {
  const { year, inspectors, asOf } = input;
  return makeLedger(pack, {
    ...input,
    ...(inspectors ? { officers: officersOf(pack, inspectors, { year, asOf }).length } : {}),
  });
}

/** The verdict where the ledger is put in order already. */
export function judgeLedger(pack: Pack, input: ComplianceInput, ledger: Ledger): Compliance {
  const judged = judgedLedger(pack, input, ledger);
  if (isUnderScheme(input.versions, input.only ?? String(input.year))) return judged;
  const { unclocked: _, ...rest } = judged;
  return { ...rest, verdict: 'notJudged', findings: [], tables: [], reports: [], notJudged: [] };
}

function judgedLedger(pack: Pack, input: ComplianceInput, ledger: Ledger): Compliance {
  const { year, level, only, inspectors, holders = inspectors } = input;
  const tallies = [...tallyClasses(pack, ledger, input), ...pooledTallies(pack, input)];
  const totals = yearTotals(pack, ledger, { ...input, ...(holders ? { inspectors: holders } : {}) });
  const judged = evaluateYear(pack, { ...input, tallies, totals });
  const cap = capAsk(input);
  const undecided = cap && undecidedCap(pack, cap);
  const findings = [
    ...judged.findings,
    ...(cap ? [...withReasons(pack, input, capCheck(pack, cap).findings), ...creditFindings(pack)] : []),
    ...methodsUsed(pack, ledger, input),
    ...timeLimitFindings(pack, ledger, input),
    ...jointFindings(pack, ledger, { period: only ?? String(year), versions: input.versions }),
    ...conductFindings(pack, ledger, input),
    ...publicationFindings(pack, ledger, { ...input, period: only ?? String(year) }),
    ...planFindings(pack, input),
    ...reportsDue(pack, input),
  ];
  const versions = judgingVersions(pack, { ...input, tallies, measures: judged.measures });
  const unclocked = unclockedResults(pack, ledger, { ...input, period: only ?? String(year) });
  return {
    agency: input.agency,
    pack: pack.id,
    packVersion: pack.version,
    level,
    year,
    verdict: verdictOf(findings),
    findings,
    tables: judged.measures,
    reports: quartersOf(input).flatMap((one) => reportDues(packOf(pack, input.versions, one), [one], input)),
    classes: tallies,
    visits: randomVisitsIn(pack, ledger, only ?? String(year)),
    history: historyIn(pack, ledger, only ?? String(year)),
    totals,
    notJudged: [...judged.notJudged, ...(undecided === undefined ? [] : [undecided])],
    ...(unclocked && { unclocked }),
    ...(versions.length > 0 && { versions }),
  };
}

/** AMB-17: what the counties of the territory did together, from their directories, where the pack reads their minimum so. */
function pooledTallies(pack: Pack, input: ComplianceInput): readonly ClassTally[] {
  if (!isHigher(input.level, 'county')) return [];
  const readings = [pack, ...(input.versions ?? [])];
  if (readings.every(({ settings }) => settings['general.nonPositiveBase'] === 'eachCounty')) return [];
  const { frozen: _, draws: __, agency: ___, ...below } = { ...input, level: 'county' as const };
  const tallies = tallyClasses(pack, makeLedger(pack, below), below);
  return tallies.filter((tally) => readings.some((reading) => isPooled(reading, tally)));
}

function visited({ members, done }: Ledger, period: Period) {
  const objects = new Map(members.map(({ object }) => [object.id, object]));
  return done
    .filter(({ visit }) => isCountedIn(visit, period))
    .flatMap(({ visit }) => {
      const object = objects.get(visit.objectId);
      return object ? [{ visit, object }] : [];
    });
}

/** Each visit by the version it was sent out under: one that is judged by another would be blamed for what nobody asked. */
function methodsUsed(pack: Pack, ledger: Ledger, input: ComplianceInput): readonly Finding[] {
  const { year, only, versions } = input;
  const known = visited(ledger, only ?? String(year));
  const objectOf = new Map(known.map(({ visit, object }) => [visit, object]));
  return underVersions(pack, versions, {
    visits: known.map(({ visit }) => visit),
    judge: (under, visits) =>
      withReasons(
        under,
        input,
        methodFindings(
          under,
          visits.map((visit) => ({ visit, object: objectOf.get(visit)! })),
        ),
      ),
  });
}

function withReasons(pack: Pack, { year, only, justifications }: ComplianceInput, findings: readonly Finding[]) {
  const period = only ?? String(year);
  return findings.map((one) => excused(pack, one, { justifications, period }));
}

/** The cap goes by the year: in the verdict on a part of it nothing is asked. */
function capAsk({ visits, level, agency, year, only }: ComplianceInput): CapAsk | undefined {
  const completed = visits.filter(({ state }) => state === 'completed');
  return only === undefined ? { visits: completed, level, agency, ...periodDays(String(year)) } : undefined;
}

/** Grading is asked for, but every grade weighs the same (AMB-47): worth knowing, no fault. */
function creditFindings(pack: Pack): readonly Finding[] {
  const rule = theRule(pack, 'credit');
  const alike = new Set(Object.values(rule.value.weights)).size < 2;
  return rule.value.stratify && alike ? [findingOn(rule, 'CREDIT_NOT_DIFFERENTIATED', { severity: 'info' })] : [];
}

/**
 * 检查时限: inspected after the limit of its project, or not inspected although it has passed. A limit that is moved from a day to come
 * stays until then. A warning; none where the project was over by then, nor where a higher level had found it clean, or a result had been
 * recognised, so that nobody had to go there: by the limit, or of one that nobody visited by now, when no draw takes it any more.
 */
function timeLimitFindings(pack: Pack, ledger: Ledger, input: ComplianceInput): readonly Finding[] {
  const done = groupBy(ledger.done, ({ visit }) => visit.objectId);
  const { from, to } = periodDays(input.only ?? String(input.year));
  return ledger.members.flatMap((member) => {
    const { object, visits } = member;
    const { id } = object;
    const { inspectionDue } = factsOn(object, input.asOf);
    if (inspectionDue === undefined || inspectionDue < from || inspectionDue > to) return [];
    const under = packOf(pack, input.versions, quarterOf(inspectionDue));
    if (!isCountedOn(under, object, inspectionDue)) return [];
    const { class: cls } = classify(under, { object, visits, date: inspectionDue });
    const rule = findRule(under, 'ratio', { class: cls, level: input.level });
    const days = (done.get(id) ?? []).map(({ visit }) => visit).filter((visit) => inPeriod(visit, String(input.year)));
    const first = days.map(({ date }) => date).sort()[0];
    if (!rule || (first ?? input.asOf) <= inspectionDue) return [];
    const place = { class: cls, period: periodAround(inspectionDue, rule.value.every) };
    if (excuses(under, ledger, place)(member, first === undefined ? input.asOf : inspectionDue)) return [];
    const late = lateness({ due: inspectionDue, doneOn: first, asOf: input.asOf });
    return [findingOn(rule, 'TIME_LIMIT_PASSED', { object: id, ...late, severity: 'warning' })];
  });
}

/** Who went, when the record came in, and what was drawn again. */
function conductFindings(pack: Pack, ledger: Ledger, input: ComplianceInput): readonly Finding[] {
  const {
    year,
    only,
    level,
    agency,
    inspectors,
    interests = [],
    records = [],
    redrawn = [],
    calendar,
    versions,
  } = input;
  const period = only ?? String(year);
  const { members } = ledger;
  const own = ledger.done
    .map(({ visit }) => visit)
    .filter((visit) => visit.agency === agency && isCountedIn(visit, period));
  return [
    ...underVersions(pack, versions, {
      visits: own,
      judge: (under, visits) => [
        ...(inspectors ? groupFindings(under, visits, { people: inspectors, interests }) : []),
        ...rectificationFindings(under, visits, input.asOf),
        ...secrecyFindings(under, visits),
      ],
    }),
    ...underVersions(pack, versions, {
      visits: records.map((record) => ({ ...record, date: record.inspectedOn })),
      judge: (under, handedIn) => recordFindings(under, handedIn, { period, calendar }),
    }),
    ...redrawFindings(pack, redrawn, { members, level, period }),
  ];
}

function planFindings(pack: Pack, input: ComplianceInput): readonly Finding[] {
  const { plan, only, year, asOf, calendar } = input;
  if (!plan || only !== undefined) return [];
  return withReasons(pack, input, planTimes(pack, { ...plan, year, asOf }, calendar).findings);
}

/** Of quarters of which a scheme asked for reports, and of which it is known here what was sent. */
function reportsDue(pack: Pack, input: ComplianceInput): readonly Finding[] {
  const { reports: sent, drawsSince, tasksSince = drawsSince, asOf, calendar, versions, level } = input;
  if (sent === undefined) return [];
  const quarters = quartersOf(input).filter(
    (quarter) => isUnderScheme(versions, quarter) && isReportKnown(quarter, { tasksSince, sent }),
  );
  return quarters.flatMap((one) =>
    reportFindings(packOf(pack, versions, one), { quarters: [one], sent, asOf, level, calendar }),
  );
}

function quartersOf({
  year,
  only,
}: Pick<ComplianceInput, 'year'> & { readonly only?: Period | undefined }): readonly Period[] {
  return periodsOfYear(year, 'quarter').filter((quarter) => only === undefined || quarter === only);
}
