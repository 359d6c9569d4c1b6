import { type CalendarDate, type Period, periodDays } from '../basics/dates.ts';
import { byObject, membershipDay } from './bases.ts';
import { type CandidateRow, candidates } from './candidates.ts';
import { capCheck } from './caps.ts';
import { classify } from './classify.ts';
import {
  type ClassTally,
  evaluateYear,
  judgedPeriods,
  type PeriodTally,
  packFor,
  type RuleJustification,
} from './evaluate.ts';
import type { ClassId, Level, ObjectFacts, VisitFact } from './facts.ts';
import { type Finding, findingOn, type Verdict, verdictOf } from './findings.ts';
import { groupBy } from './grouping.ts';
import { findRule, type Pack, theRule } from './pack.ts';
import { publicationDue, publicationState } from './publication.ts';
import { counts, inPeriod, serves } from './visits.ts';
import type { WorkingDays } from './working-days.ts';

/** The verdict on a year from the ledger itself: counts first, then {@link evaluateYear}. */

/** A list that was frozen for a draw here; where none was, the directory at the period's start is the base. */
export interface FrozenList {
  readonly class: ClassId;
  readonly period: Period;
  readonly base: number;
  readonly available: number;
  /** Objects uncovered at the freeze, where coverage is due. */
  readonly uncovered?: number;
  /** Ids of the rows `in` or `base`. */
  readonly members: readonly string[];
}

export interface ComplianceInput {
  readonly agency: string;
  readonly level: Level;
  readonly year: number;
  readonly objects: readonly ObjectFacts[];
  readonly visits: readonly VisitFact[];
  readonly frozen?: readonly FrozenList[];
  readonly officers?: number;
  readonly only?: Period;
  /** The day of the judgement. */
  readonly asOf: CalendarDate;
  readonly calendar: WorkingDays;
  readonly justifications?: readonly RuleJustification[];
  /** Every version of the pack: a period is judged by the one in force on its first day. */
  readonly versions?: readonly Pack[];
}

export interface Compliance {
  readonly agency: string;
  readonly pack: string;
  readonly year: number;
  readonly verdict: Verdict;
  readonly findings: readonly Finding[];
  readonly tables: readonly ClassTally[];
  /** Completed random visits of the level in the year; one visit with several departments is one (AMB-50). */
  readonly visits: number;
  readonly notJudged: readonly string[];
}

export function compliance(pack: Pack, input: ComplianceInput): Compliance {
  const classes = pack.levels.find(({ id }) => id === input.level)?.classes ?? [];
  const ledger = ledgerOf(pack, input);
  const tables = classes.map((cls) => tallyClass(pack, ledger, cls));
  const judged = evaluateYear(pack, { ...input, tallies: tables });
  const findings = [
    ...judged.findings,
    ...(input.only === undefined ? capFindings(pack, input) : []),
    ...timeLimitFindings(pack, input),
    ...publicationFindings(pack, input),
  ];
  return {
    agency: input.agency,
    pack: pack.id,
    year: input.year,
    verdict: verdictOf(findings),
    findings,
    tables,
    visits: visitCount(pack, ownVisits(input)),
    notJudged: judged.notJudged,
  };
}

function ownVisits({ visits, level, year }: ComplianceInput): readonly VisitFact[] {
  return visits.filter((visit) => isDone(visit) && visit.level === level && inPeriod(visit, String(year)));
}

function isDone(visit: VisitFact): boolean {
  return counts(visit) && visit.state === 'completed';
}

function visitCount(pack: Pack, visits: readonly VisitFact[]): number {
  const byDepartment = pack.settings['calc.visitUnit'] === 'department';
  return visits.reduce((sum, { departments = 1 }) => sum + (byDepartment ? departments : 1), 0);
}

/** What the counts of every class are made from; objects are classed once for every day that is asked about. */
interface Ledger extends ComplianceInput {
  /** Visits that happened; those only drawn count for nothing yet. */
  readonly happened: readonly VisitFact[];
  readonly own: readonly VisitFact[];
  readonly membersOn: (day: CalendarDate) => ReadonlyMap<ClassId, readonly ObjectFacts[]>;
}

function ledgerOf(pack: Pack, input: ComplianceInput): Ledger {
  const happened = input.visits.filter(({ state }) => state !== 'drawn');
  const objects = byObject(happened, input.objects);
  const days = new Map<CalendarDate, ReadonlyMap<ClassId, readonly ObjectFacts[]>>();
  const membersOn = (date: CalendarDate) => {
    const known = days.get(date);
    if (known) return known;
    const entries = objects.flatMap(({ object, visits }) =>
      classify(pack, { object, visits, date }).memberOf.map((cls) => ({ cls, object })),
    );
    const groups = [...groupBy(entries, ({ cls }) => cls)];
    const members = new Map(groups.map(([cls, group]) => [cls, group.map(({ object }) => object)] as const));
    days.set(date, members);
    return members;
  };
  return { ...input, happened, own: ownVisits(input), membersOn };
}

/** The candidate list of a period as it would have been frozen on its first day. */
function listOf(pack: Pack, ledger: Ledger, { visits, ...place }: Place & { readonly visits: readonly VisitFact[] }) {
  const date = periodDays(place.period).from;
  const { level, membersOn } = ledger;
  const objects = membersOn(membershipDay(pack, { date, period: place.period })).get(place.class) ?? [];
  return candidates(pack, { ...place, level, date, objects, visits })!;
}

function tallyClass(pack: Pack, input: Ledger, cls: ClassId): ClassTally {
  const periods = judgedPeriods(pack, { class: cls, level: input.level, year: input.year });
  const begun = periods.filter((period) => periodDays(period).from <= input.asOf);
  const lists = begun.map((period) => annualRows(pack, input, { class: cls, period }));
  const members = annualMembers(pack, input, { class: cls, periods: begun, lists });
  const covered = coveredIds(input, lists);
  return {
    class: cls,
    level: input.level,
    periods: begun.map((period) => {
      const place = { class: cls, period };
      return tallyPeriod(packFor(pack, input, { ...place, level: input.level }), input, place);
    }),
    annualBase: members.size,
    covered: [...members].filter((id) => covered.has(id)).length,
    ...(input.officers === undefined ? {} : { officers: input.officers }),
  };
}

interface Place {
  readonly class: ClassId;
  readonly period: Period;
}

function tallyPeriod(pack: Pack, input: Ledger, place: Place): PeriodTally {
  const { period } = place;
  const done = input.own.filter((visit) => serves(visit, place.class) && inPeriod(visit, period));
  const completed = new Set(done.map(({ objectId }) => objectId)).size;
  const frozen = input.frozen?.findLast((list) => list.class === place.class && list.period === period);
  if (frozen) {
    const { base, available, uncovered } = frozen;
    return {
      period,
      base,
      completed,
      available,
      ...(uncovered === undefined ? {} : { uncovered }),
      baseFrom: 'freeze',
    };
  }
  const { from, to } = periodDays(period);
  const visits = input.happened.filter(({ level, date }) => (level === input.level ? date < from : date <= to));
  const { base, pool: available, uncovered } = listOf(pack, input, { ...place, visits });
  return {
    period,
    base,
    completed,
    available,
    ...(uncovered === undefined ? {} : { uncovered }),
    baseFrom: 'directory',
  };
}

/** Rows of a period's list that count in the base, with coverage as of now. */
function annualRows(pack: Pack, input: Ledger, place: Place): readonly CandidateRow[] {
  const { rows } = listOf(pack, input, { ...place, visits: input.happened });
  return rows.filter(({ state }) => state !== 'out');
}

/** AMB-54: whose list the yearly duties are measured by. */
function annualMembers(
  pack: Pack,
  { frozen = [] }: ComplianceInput,
  year: {
    readonly class: ClassId;
    readonly periods: readonly Period[];
    readonly lists: readonly (readonly CandidateRow[])[];
  },
): ReadonlySet<string> {
  const members = year.periods.map(
    (period, i) =>
      frozen.findLast((list) => list.class === year.class && list.period === period)?.members ??
      year.lists[i]!.map(({ objectId }) => objectId),
  );
  switch (pack.settings['calc.annualBase']) {
    case 'lastFreeze':
      return new Set(members.at(-1));
    case 'yearStart':
      return new Set(members[0]);
    case 'union':
      return new Set(members.flat());
  }
}

function coveredIds({ own }: Ledger, lists: readonly (readonly CandidateRow[])[]): ReadonlySet<string> {
  const byRow = lists.flat().filter(({ covered }) => covered);
  return new Set([...byRow, ...own].map(({ objectId }) => objectId));
}

function capFindings(pack: Pack, input: ComplianceInput): readonly Finding[] {
  const { from, to } = periodDays(String(input.year));
  const done = input.visits.filter(isDone);
  return capCheck(pack, { visits: done, level: input.level, from, to }).findings;
}

/** 检查时限: inspected after the limit of its project, or not inspected although it has passed. A warning. */
function timeLimitFindings(pack: Pack, input: ComplianceInput): readonly Finding[] {
  const done = groupBy(ownVisits(input), ({ objectId }) => objectId);
  return input.objects.flatMap((object) => {
    const { id, inspectionDue } = object;
    const { from, to } = periodDays(input.only ?? String(input.year));
    if (inspectionDue === undefined || inspectionDue < from || inspectionDue > to) return [];
    const { class: cls } = classify(pack, { object, date: inspectionDue });
    const rule = findRule(pack, 'ratio', { class: cls, level: input.level });
    const first = (done.get(id) ?? []).map(({ date }) => date).sort()[0];
    const late = (first ?? input.asOf) > inspectionDue;
    return rule && late ? [findingOn(rule, 'TIME_LIMIT_PASSED', { object: id, severity: 'warning' })] : [];
  });
}

function publicationFindings(pack: Pack, input: ComplianceInput): readonly Finding[] {
  const rule = theRule(pack, 'publication');
  const { calendar, asOf } = input;
  const judged = ownVisits(input).filter((visit) => inPeriod(visit, input.only ?? String(input.year)));
  return judged.flatMap((visit) => {
    const { resultDeterminedOn, inspectionEndedOn, taskCompletedOn, publishedOn, withheldGround } = visit;
    const starts = {
      ...(resultDeterminedOn ? { resultDetermined: resultDeterminedOn } : {}),
      ...(inspectionEndedOn ? { inspectionEnd: inspectionEndedOn } : {}),
      ...(taskCompletedOn ? { taskCompleted: taskCompletedOn } : {}),
    };
    const due = publicationDue(pack, starts, calendar);
    if (due === undefined) return [];
    const outcome = { ...(publishedOn ? { publishedOn } : {}), withheld: withheldGround !== undefined };
    const { status } = publicationState(due, outcome, { asOf, calendar });
    return status === 'overdue' ? [findingOn(rule, 'PUBLICATION_OVERDUE', { object: visit.objectId })] : [];
  });
}
