import type { FigureKey, FigureRow } from './figure-rows.ts';
import { findRule, type Pack } from './pack.ts';
import { type Source, sourceOf } from './requirements.ts';
import type { StandardReport } from './standard-report.ts';

/** 评估: the year of an authority in points, by the weights of the scheme, each with the rows it comes from. */

export interface EvaluationLine {
  readonly text: string;
  readonly kind: 'share' | 'deduction';
  /** Points of a share at its best; points off for each unit. */
  readonly points: number;
  /** What was counted, and of a share what it is taken of. */
  readonly actual: number;
  readonly of?: number;
  /** Tenths of a point, below zero for what is taken off. */
  readonly tenths: number;
  /** The rows of what was counted. */
  readonly rows: readonly FigureRow[];
}

export interface Evaluation extends Source {
  /** Points that can be reached. */
  readonly full: number;
  /** Tenths of a point, never below zero. */
  readonly tenths: number;
  readonly lines: readonly EvaluationLine[];
}

/** Undefined where the scheme gives no weights. */
export function evaluation(pack: Pack, report: StandardReport): Evaluation | undefined {
  const rule = findRule(pack, 'evaluation', { level: report.verdict.level });
  if (rule === undefined) return undefined;
  const { shares, deductions } = rule.value;
  const lines: readonly EvaluationLine[] = [
    ...shares.map(({ text, points, part, whole }): EvaluationLine => {
      const actual = sumOf(report, part);
      const of = sumOf(report, whole);
      const tenths = of === 0 ? points * 10 : Math.floor((points * 10 * Math.min(actual, of)) / of);
      return { text, kind: 'share', points, actual, of, tenths, rows: rowsOf(report, part) };
    }),
    ...deductions.map(({ text, points, figure, most = Number.POSITIVE_INFINITY }): EvaluationLine => {
      const actual = sumOf(report, figure);
      const tenths = -10 * Math.min(most, points * actual);
      // No unit, nothing taken off: not the minus zero of arithmetic.
      return { text, kind: 'deduction', points, actual, tenths: tenths + 0, rows: rowsOf(report, figure) };
    }),
  ];
  return {
    full: shares.reduce((sum, { points }) => sum + points, 0),
    tenths: Math.max(
      0,
      lines.reduce((sum, one) => sum + one.tenths, 0),
    ),
    lines,
    ...sourceOf(rule),
  };
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
