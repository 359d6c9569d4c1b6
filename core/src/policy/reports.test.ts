import { expect, test } from 'vitest';
import { loadHolidays, loadPack, withSwitches } from '../../test/pack-files.ts';
import { type ComplianceInput, compliance } from './compliance.ts';
import type { Pack } from './pack.ts';
import { isReportKnown, lateReport, reportDues, reportFindings, reportTimes } from './reports.ts';
import { workingDays } from './working-days.ts';

const calendar = workingDays([2023, 2024].map(loadHolidays));
const county = { level: 'county', calendar } as const;
const dues = (mode: string) =>
  reportDues(withSwitches(loadPack('xiongan'), { 'report.summary.mode': mode }), ['2023Q3'], county).map(
    ({ topic, opens, due }) => [topic, opens, due],
  );

test('the summary has the last three working days of the quarter as its window, or their first as its limit (AMB-16)', () => {
  expect(dues('window')).toEqual([
    ['quarterlySummary', '2023-09-26', '2023-09-28'],
    ['quarterlyStatistics', undefined, '2023-10-09'],
  ]);
  expect(dues('notLaterThan')[0]).toEqual(['quarterlySummary', undefined, '2023-09-26']);
  expect(reportDues(loadPack('jiangxian'), ['2023Q3'], county)).toEqual([]);
});

test('only the counties report to the new area, which sends itself nothing (三（三）)', () => {
  const asked = (level: 'county' | 'newArea') =>
    reportDues(loadPack('xiongan'), ['2023Q3'], { level, calendar }).map(({ topic }) => topic);
  expect([asked('county'), asked('newArea')]).toEqual([['quarterlySummary', 'quarterlyStatistics'], []]);
});

test('each report goes by its own edge of the quarter, whichever report it is', () => {
  const pack = loadPack('xiongan');
  const turned = {
    ...pack,
    rules: pack.rules.map((rule) => {
      if (rule.topic === 'quarterlySummary')
        return { ...rule, value: { ...rule.value, edge: 'after', workingDays: 5 } };
      if (rule.topic === 'quarterlyStatistics')
        return { ...rule, value: { ...rule.value, edge: 'before', workingDays: 2 } };
      return rule;
    }),
  } as Pack;
  expect(reportDues(turned, ['2023Q3'], county).map(({ topic, opens, due }) => [topic, opens, due])).toEqual([
    ['quarterlySummary', undefined, '2023-10-11'],
    ['quarterlyStatistics', '2023-09-27', '2023-09-28'],
  ]);
  expect(reportTimes(turned, '2023Q3', county)).toEqual({
    summaryDue: '2023-10-11',
    statisticsOpens: '2023-09-27',
    statisticsDue: '2023-09-28',
    provisional: false,
  });
});

test('a report is late when it was handed in after its day, or is missing after it', () => {
  const due = '2023-09-28';
  expect(lateReport({ due, handedIn: '2023-09-28', asOf: '2023-12-31' })).toBeUndefined();
  expect(lateReport({ due, handedIn: '2023-09-29', asOf: '2023-12-31' })).toBe('REPORT_LATE');
  expect(lateReport({ due, asOf: '2023-09-28' })).toBeUndefined();
  expect(lateReport({ due, asOf: '2023-09-29' })).toBe('REPORT_LATE');
});

test('a late report is told with its last day, the day it came, and the working days between', () => {
  const sent = [
    { topic: 'quarterlySummary', period: '2023Q1', sentOn: '2023-03-31' },
    { topic: 'quarterlyStatistics', period: '2023Q1', sentOn: '2023-04-07' },
  ] as const;
  const told = reportFindings(loadPack('xiongan'), {
    ...{ quarters: ['2023Q1', '2023Q2'], sent, asOf: '2023-07-03', ...county },
  });
  expect(told).toMatchObject([
    { period: '2023Q1', due: '2023-04-06', doneOn: '2023-04-07', lateBy: { days: 1, unit: 'workingDay' } },
    { period: '2023Q2', due: '2023-06-30', lateBy: { days: 1, unit: 'workingDay' } },
  ]);
  expect(told[1]).not.toHaveProperty('doneOn');
});

test('what was sent is known from the first draw on, else from the first report on record, and where one is', () => {
  const known = (since: Partial<Parameters<typeof isReportKnown>[1]>) =>
    ['2023Q1', '2023Q2', '2023Q3', '2024Q1'].filter((quarter) => isReportKnown(quarter, { sent: [], ...since }));
  expect(known({})).toEqual([]);
  expect(known({ tasksSince: '2023-06-30' })).toEqual(['2023Q2', '2023Q3', '2024Q1']);
  expect(known({ tasksSince: '2023-07-01' })).toEqual(['2023Q3', '2024Q1']);
  const sent = [{ period: '2023Q3' }, { period: '2023Q1' }];
  expect(known({ tasksSince: '2024-02-01', sent })).toEqual(['2023Q1', '2023Q3', '2024Q1']);
  expect(known({ sent: [{ period: '2023Q2' }] })).toEqual(['2023Q2', '2023Q3', '2024Q1']);
});

test('where neither a draw nor a report is recorded, or no scheme was in force, a verdict finds nobody late', () => {
  const pack = loadPack('xiongan');
  const late = (more: Partial<ComplianceInput>) =>
    compliance(pack, {
      ...{ agency: '999999', level: 'county', year: 2023, objects: [], visits: [], asOf: '2023-12-31', calendar },
      ...{ reports: [], ...more },
    })
      .findings.filter(({ code }) => code === 'REPORT_LATE')
      .map(({ period }) => period);
  expect(late({})).toEqual([]);
  expect(late({ drawsSince: '2023-07-03' })).toEqual(['2023Q3', '2023Q3', '2023Q4']);
  const later = { ...pack, effectiveFrom: '2023-10-01' };
  expect(late({ drawsSince: '2023-07-03', versions: [later] })).toEqual(['2023Q4']);
});
