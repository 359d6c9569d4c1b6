import { periodDays, periodsOfYear, yearOf } from '../basics/dates.ts';
import { atLeast } from '../basics/ratios.ts';
import { lateFindings } from './draw-times.ts';
import type { ClassTally, EvaluationInput } from './evaluate.ts';
import type { Finding, FindingCode, FindingDetails } from './findings.ts';
import { reasonFor } from './judge-period.ts';
import { type DayRange, type Judgement, judgeAtLeast, shown } from './measures.ts';
import { goneAmong, isUsedUp, type Outstanding, USED_UP } from './outstanding.ts';
import { findRule, type Pack, type Rule } from './pack.ts';
import { redrawMinimum } from './redraw.ts';
import { classRules, coverageCycle, enforcesFloor, headcountQuota } from './requirements.ts';
import { openAmong, type StillOpen } from './waiting.ts';

/** The duties of a whole year for one class: yearly ratios, coverage, numbers by staff, targets, floors, repeated draws. */

/** Duties of a year that ask for so many of the objects of a class. */
const OF_OBJECTS: ReadonlySet<FindingCode> = new Set([
  'UNDER_ANNUAL_RATIO',
  'UNDER_ANNUAL_COVERAGE',
  'PLAN_TARGET_UNMET',
  'PROVINCIAL_FLOOR_SHORT',
]);

interface YearAsk {
  readonly tally: ClassTally;
  readonly open: boolean;
}

interface Frame extends YearAsk {
  readonly pack: Pack;
  readonly input: EvaluationInput;
  readonly base: number;
  readonly done: number;
}

export function annualJudgements(pack: Pack, input: EvaluationInput, ask: YearAsk): readonly Judgement[] {
  const { tally } = ask;
  const base = tally.annualBase ?? tally.periods.at(-1)?.base ?? 0;
  const done = tally.covered ?? tally.periods.reduce((sum, { completed }) => sum + completed, 0);
  const frame = { ...ask, pack, input, base, done };
  const judged = [
    ...yearlyRatio(frame),
    ...coverage(frame),
    ...headcount(frame),
    ...target(frame),
    ...floor(frame),
    ...redraws(frame),
  ];
  const late = lateWork(frame);
  return judged.map((one, i) => (i === 0 ? { ...one, findings: [...one.findings, ...late] } : one));
}

function yearlyRatio(frame: Frame): readonly Judgement[] {
  const { annualRatio } = classRules(frame.pack, frame.tally);
  return annualRatio
    ? [judge(frame, annualRatio, { code: 'UNDER_ANNUAL_RATIO', required: atLeast(frame.base, annualRatio.value.min) })]
    : [];
}

function headcount(frame: Frame): readonly Judgement[] {
  const { headcount: rule } = classRules(frame.pack, frame.tally);
  const { officers = 0, inspected: actual = frame.done } = frame.tally;
  const required = rule ? headcountQuota(rule, officers, frame.base) : 0;
  return rule ? [judge(frame, rule, { code: 'UNDER_ANNUAL_RATIO', required, actual })] : [];
}

/** Every object once a year; or within a window of years, judged at its end and by its pace before. */
function coverage(frame: Frame): readonly Judgement[] {
  const { coverage: rule } = classRules(frame.pack, frame.tally);
  if (rule === undefined) return [];
  if (rule.value.years === 1) return [judge(frame, rule, { code: 'UNDER_ANNUAL_COVERAGE', required: frame.base })];
  const { window } = frame.tally;
  return window ? [windowJudgement(frame, rule, window)] : [];
}

function windowJudgement(
  frame: Frame,
  rule: Rule<'coverage'>,
  { covered, newly, newlyNow = 0, barred, outstanding, ...open }: NonNullable<ClassTally['window']>,
): Judgement {
  const { base, input, pack } = frame;
  const date = `${input.year}-12-31`;
  const years = coverageCycle(rule, date);
  const yearsAfter = yearOf(years.to) - input.year;
  const numbers = { required: base, actual: covered };
  const ended = { code: 'UNDER_HORIZON_COVERAGE', ...numbers, outstanding, barred, still: open } as const;
  if (pack.settings['horizon.type'] === 'rollingPerObject') return judge(frame, rule, ended);
  if (yearsAfter === 0) {
    const atEnd = judge(frame, rule, { ...ended, window: years });
    return { ...atEnd, findings: [...atEnd.findings, ...lastYearPace(frame, rule, { covered, newly, newlyNow })] };
  }
  const projected = Math.min(base, covered + newly * yearsAfter);
  const judged = judge(frame, rule, {
    code: 'HORIZON_PACE_SHORT',
    required: base,
    actual: projected,
    window: years,
    details: { severity: 'warning', projected },
  });
  const { state } = judged.measure;
  // In pace, but not there yet: whoever is uncovered is still to come.
  const isOnItsWay = state === 'met' && covered < base;
  // The finding speaks of the end of the window, the table of how things stand: each number of its row fits the others.
  const left = base - covered;
  const measure = { ...judged.measure, actual: covered, ...(left > 0 && { shortBy: left }) };
  return { ...judged, measure: { ...measure, state: isOnItsWay ? 'open' : state } };
}

/** While the last year of a window runs: will everybody be covered at the pace of its quarters that are over? Afterwards nothing makes up for it. */
function lastYearPace(
  frame: Frame,
  rule: Rule<'coverage'>,
  { covered, newly, newlyNow }: Pick<Required<NonNullable<ClassTally['window']>>, 'covered' | 'newly' | 'newlyNow'>,
): readonly Finding[] {
  const { base, input, open } = frame;
  const over = periodsOfYear(input.year, 'quarter').filter((one) => periodDays(one).to < input.asOf!).length;
  if (!open || over === 0) return [];
  // The quarter that runs has its even share, or what it has done where that is more.
  const byPace = (quarters: number) => Math.floor(((newly - newlyNow) * quarters) / over);
  const reached = Math.max(covered - newlyNow + byPace(4 - over), covered + byPace(3 - over));
  const projected = Math.min(base, reached);
  return judge({ ...frame, open: false }, rule, {
    code: 'HORIZON_PACE_SHORT',
    required: base,
    actual: projected,
    window: coverageCycle(rule, `${input.year}-12-31`),
    details: { severity: 'warning', projected },
  }).findings;
}

/** AMB-37: the plan table's own figure beside the text's minimum. */
function target(frame: Frame): readonly Judgement[] {
  const rule = findRule(frame.pack, 'target', frame.tally);
  const policy = frame.pack.settings['planTable.policy'];
  if (rule === undefined || policy === 'ignore') return [];
  return [
    judge(frame, rule, {
      code: 'PLAN_TARGET_UNMET',
      required: atLeast(frame.base, rule.value.min),
      details: { severity: policy === 'enforce' ? 'error' : 'warning' },
    }),
  ];
}

/** AMB-04: a floor of the province under a scheme that sets no minimum itself. */
function floor(frame: Frame): readonly Judgement[] {
  const rule = findRule(frame.pack, 'floor', frame.tally);
  const reading = frame.pack.settings['special.floor'];
  if (rule === undefined) return [];
  if (reading === 'none')
    return [shown(rule, { period: String(frame.input.year), actual: frame.done, base: frame.base })];
  return [
    judge(
      frame,
      rule,
      enforcesFloor(frame.pack)
        ? { code: 'UNDER_ANNUAL_COVERAGE', required: frame.base, details: { severity: 'error' } }
        : { code: 'PROVINCIAL_FLOOR_SHORT', required: frame.base, details: { severity: 'warning' } },
    ),
  ];
}

/** A year of a class without periods, drawn once it was over: as grave as its number is worded, where there is one for each year. */
function lateWork({ pack, input, tally }: Frame): readonly Finding[] {
  const { ratio, headcount: number, coverage: all } = classRules(pack, tally);
  const rule = number ?? all ?? findRule(pack, 'floor', tally);
  if (ratio !== undefined || rule === undefined) return [];
  const period = String(input.year);
  const isYearly = rule.topic === 'headcount' || (rule.topic === 'coverage' && rule.value.years === 1);
  const reason = isYearly ? reasonFor(input, rule, period) : ({ severity: 'warning' } as const);
  return lateFindings(rule, { ...tally, period }, reason);
}

function redraws(frame: Frame): readonly Judgement[] {
  const { pack, tally, base } = frame;
  const rule = findRule(pack, 'redraw', tally);
  if (rule === undefined || tally.redraws === undefined) return [];
  const drawn = tally.periods.reduce((sum, { completed }) => sum + completed, 0);
  const reading = pack.settings['redraw.strictness'];
  const numbers = { required: redrawMinimum(pack, tally, { base, drawn }), actual: tally.redraws };
  return [
    judge(frame, rule, {
      code: 'UNDER_REDRAW',
      ...numbers,
      noneLeft: noneLeft(tally.redrawsLeft, numbers),
      details: reading === 'byRule' ? {} : { strictness: reading },
    }),
  ];
}

interface Numbers {
  readonly required: number;
  readonly actual: number;
}

/** C0-11 of whom the lower level has finished: nobody of them can be drawn again, and without the rules there would be enough. */
function noneLeft(left: ClassTally['redrawsLeft'], { required, actual }: Numbers): boolean {
  return left !== undefined && left.open === 0 && actual + left.out >= required;
}

/** C0-11: short of objects, and everybody whom exemption and cap leave was inspected: justified by the rules themselves. */
function exhausted({
  base,
  required,
  actual,
  barred = 0,
}: {
  readonly base: number;
  readonly required: number;
  readonly actual: number;
  readonly barred?: number | undefined;
}): boolean {
  const most = base - barred;
  return most < required && actual >= most;
}

function judge(
  frame: Frame,
  rule: Rule,
  {
    code,
    required,
    actual = frame.done,
    window,
    noneLeft = false,
    outstanding = OF_OBJECTS.has(code) ? frame.tally.outstanding : undefined,
    barred = OF_OBJECTS.has(code) ? frame.tally.barred : undefined,
    still = OF_OBJECTS.has(code) ? frame.tally : {},
    details = {},
  }: {
    readonly code: FindingCode;
    readonly required: number;
    readonly actual?: number;
    readonly window?: DayRange;
    /** Nobody whom it asks for can be drawn any more. */
    readonly noneLeft?: boolean;
    readonly outstanding?: Outstanding | undefined;
    readonly barred?: number | undefined;
    readonly still?: StillOpen;
    readonly details?: FindingDetails;
  },
): Judgement {
  const { input, base, open } = frame;
  const period = String(input.year);
  const isExhausted = noneLeft || isUsedUp(outstanding) || exhausted({ base, required, actual, barred });
  const gone = goneAmong(outstanding, { required, actual });
  const waits = isExhausted ? {} : openAmong(still, required - actual - (gone.gone ?? 0));
  return judgeAtLeast(rule, {
    code: isExhausted ? USED_UP.code : code,
    period,
    base,
    window,
    required,
    actual,
    open,
    details: {
      ...(isExhausted ? USED_UP.details : { ...reasonFor(input, rule, period), ...details }),
      ...gone,
      ...waits,
    },
  });
}
