import { describe, expect, test } from 'vitest';
import { anObject, aVisit } from '../../test/facts-fixtures.ts';
import { loadHolidays, loadPack } from '../../test/pack-files.ts';
import { type Evaluation, type EvaluationLine, evaluation } from './evaluation.ts';
import type { VisitFact } from './facts.ts';
import type { FigureInput } from './figure-rows.ts';
import type { Pack } from './pack.ts';
import { standardReport } from './standard-report.ts';
import { workingDays } from './working-days.ts';

const calendar = workingDays([2022, 2023, 2024, 2025, 2026, 2027].map(loadHolidays));
const id = (n: number) => `K-${String(n).padStart(3, '0')}`;

/** Eight key objects: two a quarter are due, a quarter of them each time. */
const objects = Array.from({ length: 8 }, (_, i) =>
  anObject({ id: id(i + 1), keyListMember: [{}], creditRiskGrade: 'B' }),
);
const inQuarter = (quarter: number, ns: readonly number[], more: Partial<VisitFact> = {}) =>
  ns.map((n) =>
    aVisit({ objectId: id(n), date: `2023-${['02', '05', '08', '11'][quarter - 1]}-15`, creditBased: true, ...more }),
  );
const FULL = [
  ...inQuarter(1, [1, 2]),
  ...inQuarter(2, [3, 4]),
  ...inQuarter(3, [5, 6], { taskType: 'internalJoint' }),
  ...[1, 2, 3, 4].flatMap((quarter) => inQuarter(quarter, [7], { taskType: 'interdepartmentalJoint' })),
  ...inQuarter(4, [8, 1], { taskType: 'internalJoint' }),
];

const XIONGAN = loadPack('xiongan');

function scored(more: Partial<FigureInput> = {}, pack: Pack = XIONGAN): Evaluation {
  const input: FigureInput = {
    ...{ agency: '999999', level: 'county', year: 2023, asOf: '2024-02-28', calendar },
    ...{ objects, visits: FULL },
    ...more,
  };
  return evaluation(pack, standardReport(pack, input))!;
}
const minimums = ({ lines }: Evaluation): EvaluationLine => lines.find(({ kind }) => kind === 'minimums')!;
const lineOf = ({ lines }: Evaluation, words: string): EvaluationLine =>
  lines.find(({ text }) => text.includes(words))!;

describe('the points of the shipped packs', () => {
  test.each([
    ['xiongan', '三（三）'],
    ['yiliang', '三'],
  ])('of %s add up to 100 and are said not to be of the scheme', (name, section) => {
    const { full, lines, clause } = scored({}, loadPack(name));
    expect(full).toBe(100);
    expect(lines.map(({ kind }) => kind).slice(0, 2)).toEqual(['minimums', 'start']);
    expect(clause).toMatchObject({ section, note: expect.stringContaining('缺省值，各单位可改') });
  });

  test('a year that keeps all it has to loses nothing', () => {
    const found = scored();
    expect([found.tenths, minimums(found).missed]).toEqual([1000, []]);
    // 2 of 8 in each of four quarters: who did more stays at what was asked.
    expect(minimums(found)).toMatchObject({ actual: 8, of: 8, tenths: 600 });
  });

  test('an overdue publication loses its points, and the row says which; control: published in time', () => {
    const determined = { resultDeterminedOn: '2023-02-16' };
    const rest = FULL.slice(1);
    const overdue = scored({ visits: [{ ...FULL[0]!, ...determined }, ...rest] });
    expect(lineOf(overdue, '逾期公示')).toMatchObject({ actual: 1, tenths: -20, rows: [{ object: id(1) }] });
    expect(overdue.tenths).toBe(980);
    const inTime = scored({ visits: [{ ...FULL[0]!, ...determined, publishedOn: '2023-02-20' }, ...rest] });
    expect([inTime.tenths, lineOf(inTime, '逾期公示').rows]).toEqual([1000, []]);
  });
});

describe('the minimums', () => {
  test('that were missed are named: another period or class cannot make up for them', () => {
    const found = scored({ visits: FULL.filter(({ date }) => !date.startsWith('2023-05')) });
    expect(minimums(found)).toMatchObject({ actual: 6, of: 8, tenths: 450 });
    expect(minimums(found).missed).toEqual([{ class: 'key', period: '2023Q2', required: 2, actual: 0 }]);
    expect(minimums(found).rows.map(({ object }) => object)).toContain(id(8));
  });

  test('of periods that are not over cost nothing yet', () => {
    const found = scored({ visits: FULL.filter(({ date }) => date < '2023-05'), asOf: '2023-05-20' });
    expect(minimums(found)).toMatchObject({ actual: 2, of: 2, tenths: 600, missed: [] });
  });

  test('of one quarter stand alone where only that is asked for', () => {
    const found = scored({ visits: FULL.filter(({ date }) => !date.startsWith('2023-05')), only: '2023Q2' });
    expect(minimums(found)).toMatchObject({ actual: 0, of: 2, tenths: 0 });
    expect(scored({ only: '2023Q1' }).tenths).toBe(1000);
  });

  test('that the rules themselves made impossible are reached: the whole pool was inspected', () => {
    const frozen = [{ class: 'key', period: '2023Q2', base: 8, available: 1, members: objects.map((one) => one.id) }];
    const visits = FULL.filter(({ date, objectId }) => !(date.startsWith('2023-05') && objectId !== id(3)));
    expect(minimums(scored({ frozen, visits }))).toMatchObject({ actual: 8, missed: [] });
    expect(minimums(scored({ visits })).missed).toHaveLength(1);
  });

  test('of a year have the covered objects for rows; a goal of several years is none of one of them', () => {
    const weigh = (tree: Record<string, unknown>) => {
      (tree.rules as object[]).push({
        id: `${String(tree.id)}/evaluation/all/all`,
        value: { minimums: { text: '完成', points: 100 } },
        strictness: 'info',
        clause: { section: '一', quote: '假想的分值' },
      });
    };
    const yearly = minimums(scored({ year: 2023, visits: inQuarter(1, [1, 2]) }, loadPack('yingkou', weigh)));
    expect(yearly.missed!.map(({ class: cls, period }) => [cls, period])).toContainEqual(['key', '2023']);
    expect(yearly.rows.map(({ object }) => object)).toEqual(expect.arrayContaining([id(1), id(2)]));
    // The last of five years: none of twenty general objects was inspected, and the verdict says so.
    const general = Array.from({ length: 20 }, (_, i) => anObject({ id: `G-${i + 1}` }));
    const last = { year: 2026, asOf: '2027-02-28', objects: general, visits: [] };
    const pack = loadPack('yingkou', weigh);
    const report = standardReport(pack, { agency: '999999', level: 'county', calendar, ...last });
    expect(report.verdict.tables).toContainEqual(
      expect.objectContaining({ topic: 'coverage', class: 'general', required: 20, actual: 0, state: 'short' }),
    );
    const missed = minimums(scored(last, pack)).missed!.filter(({ class: cls }) => cls === 'general');
    expect(missed.filter(({ required }) => required === 20)).toEqual([]);
  });
});

test('a rule without points to reach, or with a deduction that counts nothing or two things, is a fault of the pack', () => {
  const withValue = (value: object) => () =>
    loadPack('jiangxian', (tree) => {
      const clause = { section: '一', quote: '假想的分值' };
      (tree['rules'] as object[]).push({ id: 'jiangxian/evaluation/all/all', value, strictness: 'info', clause });
    });
  const start = { text: '起评分', points: 40 };
  expect(withValue({})).toThrow(/没有可以得的分/);
  expect(withValue({ start, deductions: [{ text: '逾期', points: 1 }] })).toThrow(/只写其中一样/);
  const both = { text: '逾期', points: 1, figure: 'late', findings: ['REPORT_LATE'] };
  expect(withValue({ start, deductions: [both] })).toThrow(/只写其中一样/);
  expect(withValue({ start, deductions: [{ text: '逾期', points: 1, figure: 'late' }] })).not.toThrow();
});

describe('deductions by findings', () => {
  test('take points off for each fault, up to their most, and name the object', () => {
    const visits = FULL.map((visit, i) => (i < 5 ? { ...visit, inspectors: ['X-1'] } : visit));
    const people = [1, 2].map((n) => ({
      ...{ id: `X-${n}`, name: '示例', department: '执法队', staffKind: 'enforcement', onStaff: true, mayLead: true },
      certificateValidTo: '2030-12-31',
    })) as FigureInput['inspectors'];
    const alone = scored({ visits, inspectors: people! });
    expect(lineOf(alone, '人员不足')).toMatchObject({ actual: 5, tenths: -200 });
    expect(lineOf(alone, '人员不足').rows[0]).toMatchObject({ object: id(1), finding: { code: 'FEWER_THAN_2' } });
  });

  test('that speak of no object have their period: reports that came late, or not at all', () => {
    const line = lineOf(scored({ reports: [], drawsSince: '2023-01-03' }), '报送');
    // Four summaries and four statistics; at most 8 points.
    expect(line).toMatchObject({ actual: 8, tenths: -80 });
    expect(line.rows[0]!.object).toBeUndefined();
    expect(line.rows.map(({ finding }) => finding!.period)).toContain('2023Q1');
    expect(lineOf(scored(), '报送').tenths).toBe(0);
  });
});
