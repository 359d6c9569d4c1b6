import type { ClassFigure } from './figure-names.ts';
import type { FigureRow } from './figure-rows.ts';
import type { Pack } from './pack.ts';
import type { StandardReport } from './standard-report.ts';
import { unitsOf } from './visit-units.ts';

/**
 * The figures of classes over all of them: an object that stands in several classes is one object, and a visit that serves several is
 * one visit (AMB-31: one inspection serves all rows). What each class asks is a number of its own, so minimums are no part of it.
 */
export function countedOnce(
  pack: Pack,
  report: StandardReport,
): Readonly<Record<'base' | 'drawn' | 'visits' | 'covered', number>> {
  const rowsOf = (figure: ClassFigure) =>
    report.figures
      .filter((one) => one.figure === figure && one.class !== undefined && one.period === report.period)
      .flatMap((one) => report.rows(one));
  const visitsOf = (rows: readonly FigureRow[]) => [...new Set(rows.map(({ visit }) => visit!))];
  const objectsOf = (rows: readonly FigureRow[]) => new Set(rows.map(({ object }) => object)).size;
  return {
    base: objectsOf(rowsOf('base')),
    drawn: visitsOf(rowsOf('drawn')).length,
    visits: unitsOf(pack, visitsOf(rowsOf('visits'))),
    covered: objectsOf(rowsOf('covered')),
  };
}
