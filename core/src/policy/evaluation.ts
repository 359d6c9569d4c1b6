import type { Period } from '../basics/dates.ts';
import type { ClassId } from './facts.ts';
import type { FigureKey, FigureRow } from './figure-rows.ts';
import type { Finding } from './findings.ts';
import type { Measure } from './measures.ts';
import { findRule, type Pack } from './pack.ts';
import { enforcesFloor, type Source, sourceOf } from './requirements.ts';
import type { EvaluationDeduction, EvaluationPoints, EvaluationShare, Topic } from './rule-topics.ts';
import type { StandardReport } from './standard-report.ts';

/** 评估: a period of an authority in points, by the weights of its pack, each with the rows it comes from. */

/** A row of a figure, or one finding of the verdict. */
export interface EvaluationRow extends FigureRow {
  readonly finding?: Finding;
}

/** A minimum that was not reached. */
export interface MissedMinimum {
  readonly class: ClassId;
  readonly period: Period;
  readonly required: number;
  readonly actual: number;
}

export interface EvaluationLine {
  readonly text: string;
  readonly kind: 'minimums' | 'start' | 'share' | 'deduction';
  /** Points at its best; of a deduction, points off for each unit. */
  readonly points: number;
  /** What was counted, and of a share what it is taken of. */
  readonly actual: number;
  readonly of?: number;
  /** Tenths of a point, below zero for what is taken off. */
  readonly tenths: number;
  /** The rows of what was counted. */
  readonly rows: readonly EvaluationRow[];
  /** Of minimums: those that cost points. */
  readonly missed?: readonly MissedMinimum[];
}

export interface Evaluation extends Source {
  /** Points that can be reached. */
  readonly full: number;
  /** Tenths of a point, never below zero. */
  readonly tenths: number;
  readonly lines: readonly EvaluationLine[];
}

/** Undefined where the pack gives no weights. */
export function evaluation(pack: Pack, report: StandardReport): Evaluation | undefined {
  const rule = findRule(pack, 'evaluation', { level: report.verdict.level });
  if (rule === undefined) return undefined;
  const { minimums, start, shares, deductions } = rule.value;
  const reached: readonly EvaluationLine[] = [
    ...(minimums ? [minimumsLine(pack, report, minimums)] : []),
    ...shares.map((share) => shareLine(report, share)),
    ...(start ? [startLine(start)] : []),
  ];
  const lines = [...reached, ...deductions.map((one) => deductionLine(report, one))];
  return {
    full: reached.reduce((sum, { points }) => sum + points, 0),
    tenths: Math.max(
      0,
      lines.reduce((sum, one) => sum + one.tenths, 0),
    ),
    lines,
    ...sourceOf(rule),
  };
}

/** Of nothing that is asked, all is reached. */
function tenthsOf(points: number, { actual, of }: { readonly actual: number; readonly of: number }): number {
  return of === 0 ? points * 10 : Math.floor((points * 10 * Math.min(actual, of)) / of);
}

/** What is asked of one class in its own periods. A goal of several years is none of one of them, nor is a floor that only warns. */
const MINIMUMS: readonly Topic[] = ['ratio', 'annualRatio', 'headcount', 'coverage', 'floor'];

/**
 * 完成最低抽查数: what the verdict asks of each class in each period that is over. One class cannot make up for another, and what the
 * verdict takes as justified costs nothing.
 */
function minimumsLine(pack: Pack, report: StandardReport, { text, points }: EvaluationPoints): EvaluationLine {
  const { tables, classes } = report.verdict;
  const windows = classes.filter(({ window }) => window !== undefined).map((tally) => tally.class);
  const asked = tables.filter(
    ({ topic, class: cls, state, required }) =>
      MINIMUMS.includes(topic) &&
      required !== undefined &&
      state !== 'open' &&
      !(topic === 'coverage' && windows.includes(cls)) &&
      !(topic === 'floor' && !enforcesFloor(pack)),
  );
  const of = asked.reduce((sum, { required }) => sum + required!, 0);
  const actual = asked.reduce((sum, one) => sum + reachedOf(one), 0);
  const missed = asked
    .filter((one) => reachedOf(one) < one.required!)
    .map(({ class: cls, period, required, actual: done }) => ({
      class: cls,
      period,
      required: required!,
      actual: done,
    }));
  const rows = asked.flatMap(({ topic, class: cls, period }) =>
    report.rows({ figure: topic === 'ratio' ? 'completed' : 'covered', class: cls, period }),
  );
  return { text, kind: 'minimums', points, actual, of, tenths: tenthsOf(points, { actual, of }), rows, missed };
}

function reachedOf({ state, actual, required }: Measure): number {
  return state === 'justified' ? required! : Math.min(actual, required!);
}

function shareLine(report: StandardReport, { text, points, part, whole }: EvaluationShare): EvaluationLine {
  const actual = sumOf(report, part);
  const of = sumOf(report, whole);
  return {
    text,
    kind: 'share',
    points,
    actual,
    of,
    tenths: tenthsOf(points, { actual, of }),
    rows: rowsOf(report, part),
  };
}

function startLine({ text, points }: EvaluationPoints): EvaluationLine {
  return { text, kind: 'start', points, actual: points, tenths: points * 10, rows: [] };
}

function deductionLine(
  report: StandardReport,
  { text, points, figure, findings = [], most = Number.POSITIVE_INFINITY }: EvaluationDeduction,
): EvaluationLine {
  const rows = figure === undefined ? findingRows(report, findings) : rowsOf(report, figure);
  const actual = figure === undefined ? rows.length : sumOf(report, figure);
  const tenths = -10 * Math.min(most, points * actual);
  // No unit, nothing taken off: not the minus zero of arithmetic.
  return { text, kind: 'deduction', points, actual, tenths: tenths + 0, rows };
}

/** Faults only: what is justified or merely shown takes nothing off. */
function findingRows({ verdict }: StandardReport, codes: readonly Finding['code'][]): readonly EvaluationRow[] {
  return verdict.findings
    .filter(({ code, severity }) => codes.includes(code) && severity !== 'info' && severity !== 'justified')
    .map((finding) => ({
      units: 1,
      ...(finding.object !== undefined && { object: finding.object }),
      finding,
    }));
}

/** Of the whole period; figures of classes are added up. */
function keysOf({ figures, period }: StandardReport, name: FigureKey['figure']) {
  return figures.filter((one) => one.figure === name && one.period === period);
}

function sumOf(report: StandardReport, name: FigureKey['figure']): number {
  return keysOf(report, name).reduce((sum, { value }) => sum + value, 0);
}

function rowsOf(report: StandardReport, name: FigureKey['figure']): readonly FigureRow[] {
  return keysOf(report, name).flatMap((key) => report.rows(key));
}

/** 875 → `87.5`. */
export function pointsText(tenths: number): string {
  const size = Math.abs(tenths);
  return `${tenths < 0 ? '-' : ''}${Math.floor(size / 10)}.${size % 10}`;
}
