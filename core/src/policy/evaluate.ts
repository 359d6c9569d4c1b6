import { type CalendarDate, liesWithin, type Period, periodDays } from '../basics/dates.ts';
import type { ClassId, Justification, Level } from './facts.ts';
import { type Finding, findingOn, type Verdict, verdictOf } from './findings.ts';
import { periodJudgements } from './judge-period.ts';
import { shareJudgements, type YearTotals } from './judge-shares.ts';
import { annualJudgements } from './judge-year.ts';
import { type JudgedBy, packFor } from './judging-pack.ts';
import { type Judgement, type Measure, shown } from './measures.ts';
import type { Outstanding } from './outstanding.ts';
import { findRule, isUnderScheme, type Pack } from './pack.ts';
import { isOffSite } from './served.ts';
import type { StillOpen } from './waiting.ts';
import type { YearCount } from './year-measure.ts';

/** The verdict on a year from its counts: what was required, what was done, and the clause that says so. */

/** One period of a class: distinct objects whose inspection was completed, and the base they are measured by. */
/** What was drawn and visited for a period, or a year, when it was over already. */
export interface LateWork {
  /** The last day of a draw for the period, where it was over by then; `alone` = none was held while it ran. */
  readonly drawnLate?: { readonly last: CalendarDate; readonly alone: boolean };
  /** Objects whose visit for the period took place once it was over, and the last of these days. */
  readonly visitedLate?: { readonly count: number; readonly last: CalendarDate };
}

export interface PeriodTally extends LateWork {
  readonly period: Period;
  readonly base: number;
  readonly completed: number;
  /** Of these, whom a duty of another class to inspect everybody demands: the top of a range does not count them. */
  readonly demanded?: number;
  /** Objects that could lawfully be drawn; fewer than required and all done = POOL_EXHAUSTED. */
  readonly available?: number;
  /** Objects uncovered when the period began, where coverage is due. */
  readonly uncovered?: number;
  /** The same whether or not coverage is due. */
  readonly fresh?: number;
  /** Whom the year is measured by and how many of them were covered when the period began, where that is another list (AMB-54); or of a window of years. */
  readonly ofYear?: YearCount;
  readonly baseFrom?: 'freeze' | 'directory';
  /** Of its list: whom nobody visited in the period, and where coverage is due nobody in the year by now. Absent where none of them is gone. */
  readonly outstanding?: Outstanding;
  readonly outstandingOfYear?: Outstanding;
  /** What its own tasks drew and nobody has inspected; absent where that is nobody, or not asked. */
  readonly waiting?: StillOpen['waiting'];
  readonly calledOff?: StillOpen['calledOff'];
}

/** Late work of the year where the class has no periods of its own. */
export interface ClassTally extends LateWork {
  readonly class: ClassId;
  readonly level: Level;
  /** In the order of the year; periods of the class's ratio rule. */
  readonly periods: readonly PeriodTally[];
  /** Base of the yearly duties (AMB-54) and how many of it were inspected in the year. */
  readonly annualBase?: number;
  readonly covered?: number;
  /** Of those not inspected: whom the rules themselves, exemption and cap, let nobody draw. */
  readonly barred?: number;
  /** Those not inspected, where some of them are gone; absent where none is. */
  readonly outstanding?: Outstanding;
  /** What the year's tasks drew of whoever is not inspected in it; absent where that is nobody, or not asked. */
  readonly waiting?: StillOpen['waiting'];
  readonly calledOff?: StillOpen['calledOff'];
  /** Visits in the year, repeated ones too, where a class has no periods of its own. */
  readonly visits?: number;
  /** Objects inspected in the year for a number by staff: those too that have closed since. */
  readonly inspected?: number;
  /** Officers that count, where a quota goes by them. */
  readonly officers?: number;
  /** How many of the year's draws were of objects that the lower level had finished (再次抽查). */
  readonly redraws?: number;
  /**
   * Beside them, of those the lower level had finished: who could still be drawn again, and who could not, being exempt, at the cap, or gone
   * within the year.
   */
  readonly redrawsLeft?: { readonly open: number; readonly out: number };
  /**
   * Objects covered since the beginning of a window of years, and those among them covered first in this year, and in the quarter of it that runs;
   * in its last year whom of the rest the rules themselves, exemption and cap, let nobody draw.
   */
  readonly window?: {
    readonly covered: number;
    readonly newly: number;
    readonly newlyNow?: number;
    readonly barred?: number;
    readonly outstanding?: Outstanding;
    readonly waiting?: StillOpen['waiting'];
    readonly calledOff?: StillOpen['calledOff'];
  };
}

/** A reason recorded and approved for leaving a rule worded 原则上; without a period it speaks of the whole year. */
export interface RuleJustification extends Justification {
  readonly rule: string;
  readonly period?: Period;
}

export interface EvaluationInput extends JudgedBy {
  readonly year: number;
  readonly tallies: readonly ClassTally[];
  /** Counts over all classes of the level; shares are judged only where they are given. */
  readonly totals?: YearTotals;
  /** Judge only what lies within this period (of a quarter its months too), and no yearly duty. */
  readonly only?: Period;
  /** Judge what has ended by this day. Absent = the year is over. */
  readonly asOf?: CalendarDate;
  readonly justifications?: readonly RuleJustification[];
  /** An authority above judges what several authorities owe together (AMB-17, participation): here it is shown only. */
  readonly judgedAbove?: boolean;
}

export interface Evaluation {
  readonly verdict: Verdict;
  readonly findings: readonly Finding[];
  /** Every number the law asks about, met or not, in the order of the findings. */
  readonly measures: readonly Measure[];
  /** Completed over all classes and periods; off-site rounds that are not drawn are left out (AMB-14). */
  readonly visits: number;
  /** Rules that could not be judged because what they measure was not given: never silently passed over. */
  readonly notJudged: readonly string[];
}

/** Findings come class by class in the order given: periods first, then the yearly duties, then shares of all visits. */
export function evaluateYear(pack: Pack, input: EvaluationInput): Evaluation {
  const visits = randomVisits(pack, input);
  const shares = shareJudgements(pack, input, visits);
  const judged = [...input.tallies.flatMap((tally) => classJudgements(pack, input, tally)), ...shares.judged];
  const findings = judged.flatMap((one) => one.findings);
  return {
    verdict: verdictOf(findings),
    findings,
    measures: judged.map(({ measure }) => measure),
    visits,
    notJudged: shares.notJudged,
  };
}

/** AMB-14: the quarterly off-site rounds of the positive list are not drawn, unless the pack reads it so. */
function randomVisits(pack: Pack, { tallies, totals }: EvaluationInput): number {
  if (totals?.visits !== undefined) return totals.visits;
  const included = pack.settings['joint.denominatorIncludesOffsiteFullCoverage'];
  return tallies
    .filter((tally) => included || !isOffSite(pack, tally))
    .reduce((sum, tally) => sum + visitsOf(tally), 0);
}

function visitsOf({ periods, visits, covered }: ClassTally): number {
  if (visits !== undefined) return visits;
  return periods.length === 0 ? (covered ?? 0) : periods.reduce((sum, { completed }) => sum + completed, 0);
}

function classJudgements(pack: Pack, input: EvaluationInput, tally: ClassTally): readonly Judgement[] {
  const { only, year } = input;
  const byPeriod = tally.periods
    .filter(({ period }) => (only === undefined || liesWithin(period, only)) && isUnderScheme(input.versions, period))
    .flatMap((one) =>
      periodJudgements(packFor(pack, input, { ...tally, period: one.period }), input, {
        tally,
        one,
        open: isOpen(input, one.period),
      }),
    );
  const noRatio = findRule(pack, 'noRatio', tally);
  return [
    ...byPeriod,
    ...(only === undefined ? annualJudgements(pack, input, { tally, open: isOpen(input, String(year)) }) : []),
    ...(noRatio && only === undefined ? [noRatioJudgement(noRatio, input, tally)] : []),
  ];
}

function noRatioJudgement(rule: Parameters<typeof shown>[0], { year }: EvaluationInput, tally: ClassTally): Judgement {
  const { annualBase: base } = tally;
  const { measure } = shown(rule, {
    period: String(year),
    actual: visitsOf(tally),
    ...(base === undefined ? {} : { base }),
  });
  return { measure, findings: [findingOn(rule, 'NO_RATIO_DEFINED', {})] };
}

function isOpen({ asOf }: EvaluationInput, period: Period): boolean {
  return asOf !== undefined && periodDays(period).to >= asOf;
}
