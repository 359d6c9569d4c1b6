import type { ReportQuery, ReportView } from '@sunlot/contract/figures.ts';
import type { ClassFigure } from '@sunlot/core/policy/figure-names.ts';
import { type Figure, unequalFigures } from '@sunlot/core/policy/standard-report.ts';
import type { Context } from '../../context.ts';
import { may } from '../../rights.ts';
import { classNameOf, type FigureBook, figureBook } from './figure-book.ts';

/** 统计报表: every figure of a year or a quarter, each compared with the rows behind it. */
export async function showReport(ctx: Context, query: ReportQuery): Promise<ReportView> {
  may(ctx.actor, 'compliance.read', query.agency);
  return reportView(await figureBook(ctx, query));
}

export function reportView(book: FigureBook): ReportView {
  const { report, heading, cutOff } = book;
  return {
    ...heading,
    cutOff,
    lines: report.minimums.map(({ class: cls, period, required: minimum }) => ({
      ...{ class: cls, className: classNameOf(book, cls), period, minimum },
      ...numbersOf(report.figures, { class: cls, period }),
    })),
    totals: report.figures.filter((one) => one.class === undefined).map((one) => ({ ...one })),
    compared: report.figures.length,
    unequal: unequalFigures(report).map((one) => ({ ...one })),
  };
}

function numbersOf(
  figures: readonly Figure[],
  place: { readonly class: string; readonly period: string },
): Record<ClassFigure, number> {
  const own = figures.filter((one) => one.class === place.class && one.period === place.period);
  const number = (name: ClassFigure) => own.find(({ figure }) => figure === name)!.value;
  return {
    base: number('base'),
    drawn: number('drawn'),
    visits: number('visits'),
    completed: number('completed'),
    repeats: number('repeats'),
    covered: number('covered'),
    uncovered: number('uncovered'),
  };
}
