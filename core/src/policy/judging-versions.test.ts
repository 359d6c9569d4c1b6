import { describe, expect, test } from 'vitest';
import { anObject } from '../../test/facts-fixtures.ts';
import { loadHolidays, loadPack, withSwitches } from '../../test/pack-files.ts';
import { type ComplianceInput, compliance } from './compliance.ts';
import type { Pack } from './pack.ts';
import { planQuotas } from './plan.ts';
import { workingDays } from './working-days.ts';

/** A year in which a version of the scheme begins: which of them judges what. */

const pack = loadPack('xiongan');
const calendar = workingDays([2023, 2024].map(loadHolidays));
const objects = [
  ...[1, 2, 3, 4].map((n) => anObject({ id: `K-${n}`, permitCategory: '重点管理' })),
  anObject({ id: 'G-1', permitCategory: '登记管理' }),
];
const run = (versions: readonly Pack[], more: Partial<ComplianceInput> = {}, under = pack) =>
  compliance(under, {
    ...{ agency: '130638', level: 'county', year: 2023, objects, visits: [], asOf: '2024-02-01', calendar },
    ...{ versions, ...more },
  });
const judgedBy = (...args: Parameters<typeof run>) =>
  run(...args).versions?.map(({ pack: by, periods, from, to }) => [by.version, from, to, ...periods]);
const next = (from: string, by: Pack = pack): Pack => ({ ...by, version: pack.version + 1, effectiveFrom: from });
/** The scheme with another value of one of its rules, or without it. */
const ruled = (id: string, value?: object): Pack => ({
  ...pack,
  rules: pack.rules.flatMap((rule) =>
    rule.id === id ? (value ? [{ ...rule, value: { ...rule.value, ...value } } as typeof rule] : []) : [rule],
  ),
});
const byOffice = withSwitches(pack, { 'class.rules': 'byOffice' });
const [V, W] = [pack.version, pack.version + 1];

describe('the versions behind a verdict', () => {
  test('are told with their parts of the year where another than the first judged some', () => {
    const july = next('2023-07-01', byOffice);
    expect(judgedBy([pack, july])).toEqual([
      [V, '2023-01-01', '2023-06-30', '2023Q1', '2023Q2'],
      [W, '2023-07-01', '2023-12-31', '2023Q3', '2023Q4'],
    ]);
    const bases = run([pack, july]).tables.flatMap((one) =>
      one.topic === 'ratio' && one.class === 'key' ? [one.base] : [],
    );
    expect(bases).toEqual([4, 4, 0, 0]);
    // Within a quarter it holds from the next one on.
    expect(judgedBy([pack, next('2023-08-15')])?.[1]).toEqual([W, '2023-10-01', '2023-12-31', '2023Q4']);
    // One that ends gives way again.
    expect(judgedBy([pack, { ...july, effectiveTo: '2023-09-30' }])).toEqual([
      [V, '2023-01-01', '2023-12-31', '2023Q1', '2023Q2', '2023Q4'],
      [W, '2023-07-01', '2023-09-30', '2023Q3'],
    ]);
  });

  test('are not told where one judged all', () => {
    expect(run([pack])).not.toHaveProperty('versions');
    expect(run([])).not.toHaveProperty('versions');
    const july = next('2023-07-01', byOffice);
    // Nothing has begun under it yet, it began too late, or all that is asked about is under it.
    expect(run([pack, july], { asOf: '2023-06-30' })).not.toHaveProperty('versions');
    expect(run([pack, next('2023-10-02')])).not.toHaveProperty('versions');
    expect(run([pack, july], { only: '2023Q3' }, july)).not.toHaveProperty('versions');
    expect(run([next('2024-01-01')])).not.toHaveProperty('versions');
  });

  test('are told within a quarter where its months have several', () => {
    const monthly = ruled('xiongan/ratio/key/county', { every: 'month' });
    expect(judgedBy([monthly, next('2023-05-01', monthly)], { only: '2023Q2' }, monthly)).toEqual([
      [V, '2023-04-01', '2023-06-30', '2023-04', '2023Q2'],
      [W, '2023-05-01', '2023-06-30', '2023-05', '2023-06'],
    ]);
  });
});

test('they stand in the order of what they judged, also one that judged a month only', () => {
  const monthly = ruled('xiongan/ratio/generalNonPositive/county', { every: 'month' });
  const june = { ...next('2023-05-10', monthly), effectiveTo: '2023-06-20' };
  const july = { ...next('2023-07-01', monthly), version: W + 1 };
  expect(judgedBy([monthly, june, july], {}, monthly)?.map(([version, from]) => [version, from])).toEqual([
    [V, '2023-01-01'],
    [W, '2023-06-01'],
    [W + 1, '2023-07-01'],
  ]);
});

describe('tasks with other departments', () => {
  const ID = 'xiongan/interdepartmental/all/all';
  const required = (versions: readonly Pack[]) =>
    run(versions).tables.flatMap((one) => (one.topic === 'interdepartmental' ? [[one.period, one.required]] : []));
  const quarters = (...numbers: readonly number[]) => numbers.map((n, i) => [`2023Q${i + 1}`, n]);

  test('are asked for in each quarter by the version in force on its first day', () => {
    expect(required([pack, next('2023-07-01', ruled(ID, { min: 2 }))])).toEqual(quarters(1, 1, 2, 2));
    expect(required([pack, next('2023-07-01', ruled(ID))])).toEqual(quarters(1, 1));
    // Control: the same version, and one that counts in other periods and cannot take over within the year.
    expect(required([pack])).toEqual(quarters(1, 1, 1, 1));
    expect(required([pack, next('2023-07-01', ruled(ID, { every: 'halfYear', min: 2 }))])).toEqual(
      quarters(1, 1, 1, 1),
    );
  });

  test('are not asked for before the scheme began', () => {
    expect(required([{ ...pack, effectiveFrom: '2023-07-01' }])).toEqual(quarters(1, 1, 1, 1).slice(2));
  });
});

test('reports of a quarter are due by the version in force on its first day', () => {
  const earlier = next('2023-07-01', withSwitches(pack, { 'report.summary.mode': 'notLaterThan' }));
  const due = (versions: readonly Pack[]) =>
    run(versions).reports.flatMap(({ topic, due: day }) => (topic === 'quarterlySummary' ? [day] : []));
  const [one, both] = [due([pack]), due([pack, earlier])];
  expect(both.slice(0, 2)).toEqual(one.slice(0, 2));
  expect(both.slice(2)).toEqual(due([earlier]).slice(2));
  expect(both[2]! < one[2]!).toBe(true);
  const sent = [0, 1, 2, 3].map((i) => ({
    ...{ topic: 'quarterlySummary' as const, period: `2023Q${i + 1}`, sentOn: one[i]! },
  }));
  const late = (versions: readonly Pack[]) =>
    run(versions, { reports: sent }).findings.flatMap(({ code, rule, period }) =>
      code === 'REPORT_LATE' && rule.includes('Summary') ? [period] : [],
    );
  expect(late([pack])).toEqual([]);
  expect(late([pack, earlier])).toEqual(['2023Q3', '2023Q4']);
});

test('the base of the year is that of its last period, by the version that makes that list (AMB-01, AMB-54)', () => {
  const late = anObject({ id: 'K-9', permitCategory: '重点管理', listedFrom: '2023-03-01' });
  const bases = (versions: readonly Pack[]) => {
    const { periods, annualBase } = run(versions, { objects: [...objects, late] }).classes.find(
      ({ class: cls }) => cls === 'key',
    )!;
    return [...periods.map(({ base }) => base), annualBase];
  };
  const yearStart = withSwitches(pack, { 'calc.denominatorSnapshot': 'yearStart' });
  expect(bases([pack, next('2023-07-01', yearStart)])).toEqual([4, 5, 4, 4, 4]);
  expect(bases([pack])).toEqual([4, 5, 5, 5, 5]);
});

test('a plan asks of each quarter for the tasks with other departments that its version does, as the verdict will', () => {
  const asked = (versions: readonly Pack[]) =>
    planQuotas(versions.at(-1)!, { level: 'county', year: 2023, versions }, [])
      .filter(({ topic }) => topic === 'interdepartmental')
      .map(({ period, required }) => [period, required]);
  const id = 'xiongan/interdepartmental/all/all';
  const twice = next('2023-07-01', ruled(id, { min: 2 }));
  const judged = (versions: readonly Pack[]) =>
    run(versions)
      .tables.filter(({ topic }) => topic === 'interdepartmental')
      .map(({ period, required }) => [period, required]);
  for (const [versions, numbers] of [
    [[pack], [1, 1, 1, 1]],
    [
      [pack, twice],
      [1, 1, 2, 2],
    ],
    [
      [pack, next('2023-01-01', ruled(id, { min: 2 }))],
      [2, 2, 2, 2],
    ],
    [
      [pack, next('2023-07-01', ruled(id))],
      [1, 1],
    ],
    // Counted by the year from July on: this year keeps its quarters.
    [
      [pack, next('2023-07-01', ruled(id, { every: 'year', min: 3 }))],
      [1, 1, 1, 1],
    ],
  ] as const) {
    const quarters = numbers.map((n, i) => [`2023Q${i + 1}`, n]);
    expect(asked(versions)).toEqual(quarters);
  }
  expect(judged([pack, twice])).toEqual(asked([pack, twice]));
  expect(asked([ruled(id), next('2023-07-01')])).toEqual([]);
});
