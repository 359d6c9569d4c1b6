import { describe, expect, test } from 'vitest';
import { capCheck } from '../../src/policy/caps.ts';
import { findingOn } from '../../src/policy/findings.ts';
import { evenPace } from '../../src/policy/horizon.ts';
import { findRule } from '../../src/policy/pack.ts';
import { proposePlan } from '../../src/policy/plan.ts';
import { planTableRows, readPlanTable } from '../../src/policy/plan-table.ts';
import { headcountQuota } from '../../src/policy/requirements.ts';
import { aVisit } from '../facts-fixtures.ts';
import { loadPack } from '../pack-files.ts';
import { goldenCases } from './golden-case.ts';
import {
  dueOf,
  type ExpectedVerdict,
  expectPackSays,
  expectVerdict,
  goldenRun,
  runSequence,
  type SequenceCase,
  tally,
  underConfig,
} from './golden-runs.ts';
import { readScheme, sectionText, squeeze } from './scheme-text.ts';

/** The golden cases of Xinxian: a ratio for key dischargers, a number by staff for the others, a plan table beside. */

const pack = loadPack('xinxian');
const COUNTY = { level: 'county', year: 2021 } as const;
const { golden, expectAll } = goldenRun();
const ids = (prefix: string) => goldenCases.map(({ id }) => id).filter((id) => id.startsWith(prefix));
const planFor = (general: number, officers: number) =>
  proposePlan(pack, {
    agency: { code: '999999', name: '示范县', level: 'county' },
    year: 2021,
    bases: { general },
    staff: { officers },
  });

test('N-01 minimumSequence', () => {
  const { input, expected } = golden<SequenceCase, object>('N-01');
  expectPackSays(pack, input, COUNTY);
  expect(runSequence(pack, input, { ...COUNTY, width: 2 })).toMatchObject(expected);
});

test.each(ids('N-02'))('%s quota by staff', (id) => {
  const { input, expected } = golden<{ general: number; onStaffOnDuty: number; factor: number }, { minYear: number }>(
    id,
  );
  const rule = findRule(pack, 'headcount', { class: 'general', level: 'county' })!;
  expect(rule.value.objectsPerOfficer).toBe(input.factor);
  expect(headcountQuota(rule, input.onStaffOnDuty, input.general)).toBe(expected.minYear);
  expect(planFor(input.general, input.onStaffOnDuty).entries.map(({ n }) => n)).toEqual([expected.minYear]);
});

test('N-03 horizon: the pace of a yearly number', () => {
  const { input, directory, expected } = golden<{ minYear: number; periods: number }, { pace: number[] }>('N-03');
  expect(evenPace(input.minYear, input.periods)).toEqual(expected.pace);
  const { general, onStaffOnDutyEnforcement } = directory;
  expect(planFor(general!, onStaffOnDutyEnforcement!).entries[0]?.pace).toEqual(expected.pace);
});

describe.each(['N-04a', 'N-04b', 'N-04c'])('%s evaluate', (id) => {
  const {
    input,
    directory,
    expected,
    alternatives = [],
  } = golden<
    Record<'keyCovered' | 'generalYear' | 'specialYear' | 'onStaffOnDuty', number> & { key: number[] },
    ExpectedVerdict
  >(id);
  const year = {
    year: 2021,
    tallies: [
      {
        ...tally('key', COUNTY, { base: directory['key']!, completed: input.key }),
        annualBase: directory['key']!,
        covered: input.keyCovered,
      },
      {
        class: 'general',
        level: 'county' as const,
        periods: [],
        annualBase: directory['general']!,
        covered: input.generalYear,
        officers: input.onStaffOnDuty,
      },
      {
        class: 'special',
        level: 'county' as const,
        periods: [],
        annualBase: directory['special']!,
        covered: input.specialYear,
      },
    ],
  };

  test('text and plan table', () => {
    expectVerdict(pack, year, expected);
  });

  test.each(alternatives)('under $config', ({ config, expected: other }) => {
    expectVerdict(underConfig(pack, config), year, other as ExpectedVerdict);
  });
});

test('the 30 % of key objects is worded as a must: a reason given for it justifies nothing', () => {
  const rule = findRule(pack, 'ratio', { class: 'key', level: 'county' })!;
  const justification = { reason: '人手不足', approvedBy: '负责人' };
  const finding = findingOn(rule, 'UNDER_RATIO', { justification });
  expect(finding).toMatchObject({ severity: 'error' });
  expect(finding).not.toHaveProperty('justification');
  expect(findingOn({ ...rule, strictness: 'principle' }, 'UNDER_RATIO', { justification }).severity).toBe('justified');
});

test('N-04d: no cap', () => {
  const DAYS: Record<string, string> = { Q1: '2021-02-10', Q2: '2021-05-10', Q3: '2021-08-10', Q4: '2021-11-10' };
  const { input, expected } = golden<{ draws: { object: string; class: string; periods: string[] }[] }, object>(
    'N-04d',
  );
  const visits = input.draws.flatMap(({ object, class: cls, periods }) =>
    periods.map((period) => aVisit({ objectId: object, class: cls, date: DAYS[period]! })),
  );
  expect(capCheck(pack, { visits, level: 'county', from: '2021-01-01', to: '2021-12-31' })).toEqual(expected);
});

test('N-05 deadline: from the completion of the task', () => {
  const { input, expected } = golden<{ from: string; date: string }, { deadline: string }>('N-05');
  expect(dueOf(pack, input.from, input.date)?.date).toBe(expected.deadline);
});

test('N-06 planTable: one plan, two tasks; printed back in the columns of the scheme', () => {
  const { input, expected } = golden<{ table: string }, { plans: number; tasks: number; rows: object[] }>('N-06');
  const lines = sectionText(readScheme('xinxian'), '计划表')!.split('\n');
  expect(lines[0]).toContain(input.table);
  const cells = lines
    .filter((line) => line.startsWith('|') && !line.startsWith('|--'))
    .map((line) => line.split('|').slice(1, -1));
  const table = readPlanTable(pack, cells);
  if (!table.ok) throw new Error(table.error.message);
  const { plans, tasks, rows } = table.value;
  const named = rows.map((row) => ({
    planName: row['planName'],
    taskName: row['taskName'],
    item: row['items'],
    object: row['objectScope'],
    ratio: row['ratioQuantity'],
    from: row['drawFrom'],
    to: row['drawTo'],
  }));
  expect({ plans, tasks, rows: named }).toEqual(expected);
  const printed = planTableRows(
    pack,
    rows.map((fields) => ({ fields })),
  );
  expect(printed.map((row) => row.map(squeeze))).toEqual(cells.slice(1, 1 + tasks).map((row) => row.map(squeeze)));
});

test('every golden case of Xinxian was run', () => {
  expectAll('N-', 13);
});
