import { expect, test } from 'vitest';
import { loadHolidays, loadPack, withSwitches } from '../../test/pack-files.ts';
import { lateReport, reportDues } from './reports.ts';
import { workingDays } from './working-days.ts';

const calendar = workingDays([2023, 2024].map(loadHolidays));
const dues = (mode: string) =>
  reportDues(withSwitches(loadPack('xiongan'), { 'report.summary.mode': mode }), ['2023Q3'], calendar).map(
    ({ topic, opens, due }) => [topic, opens, due],
  );

test('the summary has the last three working days of the quarter as its window, or their first as its limit (AMB-16)', () => {
  expect(dues('window')).toEqual([
    ['quarterlySummary', '2023-09-26', '2023-09-28'],
    ['quarterlyStatistics', undefined, '2023-10-09'],
  ]);
  expect(dues('notLaterThan')[0]).toEqual(['quarterlySummary', undefined, '2023-09-26']);
  expect(reportDues(loadPack('jiangxian'), ['2023Q3'], calendar)).toEqual([]);
});

test('a report is late when it was handed in after its day, or is missing after it', () => {
  const due = '2023-09-28';
  expect(lateReport({ due, handedIn: '2023-09-28', asOf: '2023-12-31' })).toBeUndefined();
  expect(lateReport({ due, handedIn: '2023-09-29', asOf: '2023-12-31' })).toBe('REPORT_LATE');
  expect(lateReport({ due, asOf: '2023-09-28' })).toBeUndefined();
  expect(lateReport({ due, asOf: '2023-09-29' })).toBe('REPORT_LATE');
});
