import { expect, it } from 'vitest';
import type { ComplianceView, FindingView, MeasureView } from './compliance.ts';
import { findingLines } from './compliance-words.ts';
import { rangeLines } from './range-words.ts';

const clause = { section: '表一', quote: '1次/年 10-30%' };
const c4 = { rule: 'x/ratio/C4/county', class: 'C4', level: 'county', period: '2022', clause };
const row: MeasureView = {
  ...{ ...c4, topic: 'ratio', base: 10, required: 1, max: 3, actual: 4, demanded: 1, state: 'met' },
};
const view = (tables: readonly MeasureView[], findings: readonly FindingView[] = []) =>
  ({
    year: 2022,
    asOf: '2023-02-10',
    tables,
    findings,
    classNames: { C4: 'C类（其它）' },
  }) as unknown as ComplianceView;

it('a finding tells all that were inspected, as the table does, and who of them does not count to the top', () => {
  const over: FindingView = { ...c4, code: 'OVER_RANGE', severity: 'error', max: 3, actual: 5, demanded: 1 };
  const tables: readonly MeasureView[] = [{ ...row, actual: 5, state: 'over' }];
  expect(findingLines(view(tables, [over]), 'zh')[3]).toBe(
    '   最多 3 家，实查 5 家，其中 1 家由另一类要求全查、不计入上限，计入 4 家（基数 10 家）。',
  );
  expect(findingLines(view(tables, [over]), 'en')[3]).toBe(
    '   3 units at most, 5 done, 1 of them because another class wants all of its own inspected, which the top of the range does not count: 4 count (of a base of 10).',
  );
  // Control: where all of them count, nothing is added.
  const plain: FindingView = { ...over, actual: 4, demanded: undefined };
  expect(findingLines(view(tables, [plain]), 'zh')[3]).toBe('   最多 3 家，实查 4 家（基数 10 家）。');
});

it('a number above the top that is within the range says why', () => {
  expect(rangeLines(view([row]), 'zh')).toEqual([
    '',
    'C类（其它） 2022年：最多 3 家，实查 4 家，其中 1 家由另一类要求全查、不计入上限，计入 3 家，没有超出。',
  ]);
  expect(rangeLines(view([row]), 'en')[1]).toMatch(
    /^C类（其它）, 2022: 3 units at most, 4 done, .*: 3 count, within the range\.$/,
  );
  // Of what is beyond the range the finding speaks; what is below the top needs no word.
  expect(rangeLines(view([{ ...row, actual: 5, state: 'over' }]), 'zh')).toEqual([]);
  expect(rangeLines(view([{ ...row, actual: 3 }]), 'zh')).toEqual([]);
  const { demanded: _, ...whole } = { ...row, actual: 3 };
  expect(rangeLines(view([whole]), 'zh')).toEqual([]);
});
