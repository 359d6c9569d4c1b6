import { expect, it } from 'vitest';
import type { ComplianceView, ReadingView } from './compliance.ts';
import { partText, readingLines, versionText } from './version-words.ts';

const reading = (key: string, value: string): ReadingView => ({
  ...{ ambiguity: 'AMB-12', key, default: 'usual', value, problem: '分类条件没有写明', reading: '照例' },
  clause: { section: '二（三）', quote: '分为3类' },
});
type Versions = NonNullable<ComplianceView['versions']>;
const version = (
  number: number,
  periods: readonly string[],
  readings: readonly ReadingView[] = [],
): Versions[number] => ({
  ...{ version: number, from: '2026-07-01', to: '2026-12-31', periods: [...periods], readings: [...readings] },
});
const view = (versions?: Versions): ComplianceView => ({
  ...{ agency: '999999', agencyName: '示范县分局', level: 'county', pack: 'x', packName: '示范方案', packVersion: 3 },
  ...{
    year: 2026,
    asOf: '2027-01-05',
    verdict: 'compliant',
    findings: [],
    tables: [],
    visits: 0,
    ended: [],
    history: 0,
  },
  ...{ notJudged: [], readings: [reading('class.rules', 'usual'), reading('a.b', 'usual')], classNames: {} },
  ...(versions && { versions }),
});
const [Q12, Q34] = [
  ['2026Q1', '2026Q2'],
  ['2026Q3', '2026Q4'],
];

it('names the one version, or which of them judged what', () => {
  expect(versionText(view(), 'zh')).toBe('示范方案 第 3 版');
  expect(versionText(view(), 'en')).toBe('示范方案, version 3');
  const both = view([version(3, Q12), version(4, Q34)]);
  expect(versionText(both, 'zh')).toBe(
    '示范方案，第一季度、第二季度按第 3 版，第三季度、第四季度按第 4 版，其余规定按第 3 版',
  );
  expect(versionText(both, 'en')).toBe(
    '示范方案: Q1, Q2 by version 3; Q3, Q4 by version 4; every other rule by version 3',
  );
});

it('says parts of the year in a row as one, each unit by itself', () => {
  const by = (lang: 'zh' | 'en', ...periods: readonly string[]) =>
    versionText(view([version(4, periods)]), lang).split(/，|: |按| by /)[1];
  expect(by('zh', '2026-05', '2026-06', '2026-07', '2026-10', '2026H2', '2026Q3')).toBe(
    '5月至7月、10月、下半年、第三季度',
  );
  expect(by('en', '2026-05', '2026-06', '2026-07', '2026H1', '2026Q3', '2026Q4')).toBe(
    '2026-05 to 2026-07, H1, Q3, Q4',
  );
  expect(by('zh', '2026Q1', '2026Q2', '2026Q4')).toBe('第一季度、第二季度、第四季度');
  expect(partText('2026', 'zh')).toBe('');
});

it('tells what another version reads otherwise, and since when', () => {
  const lines = (lang: 'zh' | 'en', versions?: Versions, all = false) =>
    readingLines(view(versions), lang, all).slice(1);
  const where = 'sunlot pack show x --ambiguities';
  const other = [version(3, Q12), version(4, Q34, [reading('class.rules', 'byOffice')])];
  const said = '  AMB-12 class.rules = byOffice  分类条件没有写明';
  expect(lines('zh', other)).toEqual([
    `方案有歧义之处（第 3 版）：2 处按默认读法（逐条见 ${where}）。`,
    '  第 4 版（2026-07-01 起）有 1 处读法与第 3 版不同：',
    said,
  ]);
  expect(lines('en', other)).toEqual([
    `Where the scheme can be read in more than one way (version 3): 2 by default (each in ${where}).`,
    '  Version 4 (from 2026-07-01 on) reads 1 otherwise than version 3:',
    said,
  ]);
  expect(lines('zh', other, true).slice(-2)).toEqual(['      默认 usual：照例', '      原文：二（三）「分为3类」']);
  // Another ratio alone is no other reading.
  const same = [version(3, Q12), version(4, Q34)];
  expect(lines('zh', same).at(-1)).toBe('  第 4 版（2026-07-01 起）的读法与第 3 版相同。');
  expect(lines('en', same).at(-1)).toBe('  Version 4 (from 2026-07-01 on) reads it as version 3 does.');
  // Control: one version.
  expect(lines('zh')).toEqual([`方案有歧义之处：2 处按默认读法（逐条见 ${where}）。`]);
});
