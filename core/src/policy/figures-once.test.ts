import { describe, expect, test } from 'vitest';
import { anObject, aVisit } from '../../test/facts-fixtures.ts';
import { loadHolidays, loadPack } from '../../test/pack-files.ts';
import type { VisitFact } from './facts.ts';
import type { FigureInput, FigureKey } from './figure-rows.ts';
import { type StandardReport, standardReport, unequalFigures } from './standard-report.ts';
import { workingDays } from './working-days.ts';

const JIANGXIAN = {
  objects: Array.from({ length: 6 }, (_, i) => anObject({ id: `K-00${i + 1}`, keyListMember: [{}] })),
  visits: Array.from({ length: 5 }, (_, i) =>
    aVisit({ objectId: `K-00${i + 1}`, class: 'key', date: '2025-02-10', taskId: 't-0' }),
  ),
};
const of = (more: Partial<FigureInput> = {}): FigureInput => ({
  ...{ agency: '999999', level: 'county', year: 2025, asOf: '2026-01-01' },
  calendar: workingDays([2025, 2026].map(loadHolidays)),
  ...JIANGXIAN,
  ...more,
});
const value = ({ figures }: StandardReport, wanted: FigureKey) =>
  figures.find(
    ({ figure, period, class: cls }) => figure === wanted.figure && period === wanted.period && cls === wanted.class,
  )?.value;
const line = (report: StandardReport, cls: string, period: string) =>
  report.figures.filter((one) => one.class === cls && one.period === period).map((one) => one.value);

describe('what the figures count once', () => {
  const pack = loadPack('jiangxian');

  test('counts a unit that was visited again under its task once among what was drawn, and as often as it was drawn', () => {
    const under = (taskId: string, more: Partial<VisitFact> = {}) =>
      aVisit({ objectId: 'K-001', date: '2025-11-20', period: '2025Q4', taskId, ...more });
    const again = [under('t-1'), under('t-1', { date: '2025-11-25' })];
    const drawn = (more: readonly VisitFact[], waiting: readonly VisitFact[] = []) => {
      const report = standardReport(pack, of({ visits: [...JIANGXIAN.visits, ...more], waiting }));
      expect(unequalFigures(report)).toEqual([]);
      return line(report, 'key', '2025Q4').slice(1, 3);
    };
    expect(drawn(again)).toEqual([1, 2]);
    // Two draws, and another unit of the first.
    expect(drawn([...again, under('t-2', { date: '2025-12-01' })])).toEqual([2, 3]);
    expect(drawn([...again, under('t-1', { objectId: 'K-002' })])).toEqual([2, 3]);
    // Of visits without a number, and of before the first draw here, nothing tells it.
    expect(drawn(again.map(({ taskId: _, ...visit }) => visit))).toEqual([2, 2]);
    expect(drawn(again.map((visit) => ({ ...visit, origin: 'history' })))).toEqual([2, 2]);
    // Whose draw is known although the row does not name it.
    const silent = again.map(({ taskId, ...visit }): VisitFact => ({ ...visit, drawnUnder: taskId! }));
    expect(drawn([again[0]!, ...silent])).toEqual([1, 3]);
    const one = under('t-3', { state: 'drawn', results: [] });
    expect(drawn(again, [one])).toEqual([2, 2]);
  });

  test('has put right only what was to be put right: of a visit that found nothing no day says it', () => {
    const done = { rectifiedOn: '2025-03-09' };
    const marks: Partial<VisitFact>[] = [
      { ...done, results: ['未发现问题'] },
      { ...done, results: ['发现问题已责令整改'], rectifyBy: '2025-03-10' },
      // On the spot, without a day to do it by; and a result that is not there yet.
      { ...done, results: ['发现问题已责令整改'] },
      { ...done, results: [] },
      { results: ['未发现问题'], rectifyBy: '2025-03-10' },
    ];
    const visits = JIANGXIAN.visits.map((visit, i) => ({ ...visit, ...marks[i] }));
    const told = standardReport(pack, of({ visits }));
    const at = (figure: FigureKey['figure']) => value(told, { figure, period: '2025' });
    expect([at('toRectify'), at('rectified'), at('rectifyOverdue')]).toEqual([3, 3, 0]);
    expect(unequalFigures(told)).toEqual([]);
  });
});
