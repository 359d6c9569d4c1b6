import { type CalendarDate, type Period, periodDays, yearOf } from '../basics/dates.ts';
import { atLeast } from '../basics/ratios.ts';
import { ledgerFor } from './compliance.ts';
import type { ClassTally, PeriodTally } from './evaluate.ts';
import type { ClassId, Level } from './facts.ts';
import { type FigureFrame, type FigureInput, figureFrame, figureRows } from './figure-rows.ts';
import { requirementOf } from './judge-period.ts';
import { judgedPeriods, packFor } from './judging-pack.ts';
import { findRule, type Pack } from './pack.ts';
import { classRules, enforcesFloor, type Source, sourceOf } from './requirements.ts';
import { tallyClasses } from './tally-classes.ts';
import { goalOfYear } from './year-measure.ts';

/** 全覆盖监测: who is covered in the year or in the window of years, who is not yet, and the pace that still covers all. */

export interface CoveragePace {
  readonly period: Period;
  readonly base: number;
  /** Uncovered when the period began, where coverage is due. */
  readonly uncovered?: number;
  readonly completed: number;
  readonly required: number;
  /** The even pace to full coverage or to the yearly ratio, never below `required`. */
  readonly recommended: number;
}

export interface CoverageLine {
  readonly class: ClassId;
  readonly level: Level;
  /** A calendar year, or a run of years; both days inclusive. */
  readonly span: 'year' | 'window';
  readonly from: CalendarDate;
  readonly to: CalendarDate;
  readonly base: number;
  readonly covered: number;
  /** Ids, in the order of the list. */
  readonly uncovered: readonly string[];
  /** Periods of the span that are not over, the running one included: of a window years, in its last year the periods of the class. */
  readonly periodsLeft: number;
  /** ⌈uncovered ÷ periods left⌉; absent once the span is over. */
  readonly pace?: number;
  /** The rule that asks for full coverage in this span; absent where nothing asks for it. */
  readonly due?: Source;
  /** Where no coverage is due in the year: the floor of the province that the verdict holds it to (AMB-04); `strict`: as a violation, else a warning. */
  readonly floor?: Source & { readonly strict: boolean };
  /** Of a year: its periods that have begun. */
  readonly periods: readonly CoveragePace[];
}

/** One line for the year of each class with a duty, and one for its window of years where it has one. */
export function coverageMonitor(pack: Pack, input: FigureInput): readonly CoverageLine[] {
  const ledger = ledgerFor(pack, input);
  const frame = figureFrame(pack, ledger, input);
  return tallyClasses(pack, ledger, input).flatMap((tally) => [yearLine(frame, tally), ...windowLines(frame, tally)]);
}

function yearLine(frame: FigureFrame, tally: ClassTally): CoverageLine {
  const { pack, input, listOfYear } = frame;
  const { class: cls, level } = tally;
  const period = String(input.year);
  const uncovered = figureRows(frame, { figure: 'uncovered', class: cls, period }).map(({ object }) => object!);
  const left = periodsLeft(frame, tally);
  const { coverage } = classRules(pack, tally);
  return {
    ...{ class: cls, level, span: 'year', ...periodDays(period) },
    ...paced(uncovered, listOfYear(cls).members.length, left),
    ...(coverage?.value.years === 1 ? { due: sourceOf(coverage) } : floorOf(pack, tally)),
    periods: tally.periods.map((one) =>
      pace(packFor(pack, input, { class: cls, level, period: one.period }), tally, one),
    ),
  };
}

/** Periods of the class in the year that are not over. */
function periodsLeft({ pack, input }: FigureFrame, { class: cls, level }: ClassTally): number {
  const { year, asOf } = input;
  const own = judgedPeriods(pack, { class: cls, level, year }, input);
  return (own.length === 0 ? [String(year)] : own).filter((one) => periodDays(one).to >= asOf).length;
}

function pace(pack: Pack, tally: ClassTally, one: PeriodTally): CoveragePace {
  const { period, base, completed, uncovered } = one;
  const { required, recommended } = requirementOf(pack, tally, one);
  return { period, base, completed, ...(uncovered !== undefined && { uncovered }), required, recommended };
}

function floorOf(pack: Pack, tally: ClassTally): Pick<CoverageLine, 'floor'> {
  const rule = findRule(pack, 'floor', tally);
  if (rule === undefined || pack.settings['special.floor'] === 'none') return {};
  return { floor: { ...sourceOf(rule), strict: enforcesFloor(pack) } };
}

function windowLines(frame: FigureFrame, tally: ClassTally): readonly CoverageLine[] {
  const { pack, input, listOfYear } = frame;
  const { class: cls, level } = tally;
  const { members, window } = listOfYear(cls);
  if (window === undefined) return [];
  const { from, to } = window;
  const known = new Set(window.covered);
  const uncovered = members.filter((id) => !known.has(id));
  // Its last year goes on by the periods of the class, as plan and draw do.
  const isLast = goalOfYear(pack, { class: cls, level, year: yearOf(input.asOf) })?.window?.to === to;
  const left = isLast ? periodsLeft(frame, tally) : Math.max(0, yearOf(to) - yearOf(input.asOf) + 1);
  const { coverage } = classRules(pack, tally);
  return [
    {
      ...{ class: cls, level, span: 'window', from, to, due: sourceOf(coverage!), periods: [] },
      ...paced(uncovered, members.length, left),
    },
  ];
}

function paced(uncovered: readonly string[], base: number, periodsLeft: number) {
  return {
    base,
    covered: base - uncovered.length,
    uncovered,
    periodsLeft,
    ...(periodsLeft > 0 && { pace: atLeast(uncovered.length, { p: 1, q: periodsLeft }) }),
  };
}
