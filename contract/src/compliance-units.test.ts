import { expect, it } from 'vitest';
import type { ComplianceView, FindingView, MeasureView } from './compliance.ts';
import { findingLines, matterText, verdictLines, whenText } from './compliance-words.ts';

const clause = { section: '二（七）', quote: '年度联合随机抽查次数和检查主体数量要求' };
const joint: FindingView = {
  ...{ code: 'UNDER_JOINT_EXTERNAL', class: 'all', level: 'all', period: '2022', severity: 'error', clause },
  rule: 'yiliang/interdepartmentalFigures/all/all',
};
const view: ComplianceView = {
  ...{ agency: '999999', agencyName: '示范县分局', level: 'county', pack: 'yiliang', packName: '宜良', packVersion: 1 },
  ...{ year: 2022, asOf: '2023-02-01', verdict: 'noncompliant', findings: [], tables: [], visits: 3, ended: [] },
  ...{ history: 0, notJudged: [], readings: [], classNames: { general: '一般监管对象' } },
};
const numbers = (finding: FindingView) => [
  findingLines({ ...view, findings: [finding] }, 'zh')[3],
  findingLines({ ...view, findings: [finding] }, 'en')[3],
];

it('says of two numbers of one rule which are tasks and which are units (R-122)', () => {
  expect(numbers({ ...joint, unit: 'task', required: 2, actual: 0, shortBy: 2 })).toEqual([
    '   应达 2 次，实际 0 次，少 2 次。',
    '   2 tasks required, 0 done, 2 short.',
  ]);
  expect(numbers({ ...joint, unit: 'object', required: 5, actual: 0, shortBy: 5 })).toEqual([
    '   应查 5 家，实查 0 家，少 5 家。',
    '   5 units required, 0 done, 5 short.',
  ]);
  const matter = (unit?: MeasureView['unit']) => matterText({ topic: 'interdepartmentalFigures', unit }, 'zh');
  expect([matter('task'), matter('object')]).toEqual(['部门联合', '部门联合（主体）']);
  expect(matterText({ topic: 'interdepartmentalFigures', unit: 'object' }, 'en')).toBe('interdepartmental (units)');
});

it('counts shares in visits, unless the scheme is read by tasks or units (AMB-18, AMB-33)', () => {
  const share = { ...joint, rule: 'x/internalJointShare/all/all', required: 2, actual: 1, shortBy: 1 };
  expect(numbers(share)[0]).toBe('   应达 2 次，实际 1 次，少 1 次。');
  expect(numbers({ ...share, unit: 'task' })).toEqual([
    '   应达 2 项，实际 1 项，少 1 项。',
    '   2 tasks required, 1 done, 1 short.',
  ]);
  const credit = { ...share, rule: 'x/creditShare/all/all' };
  expect(numbers(credit)[0]).toContain('应达 2 次');
  expect(numbers({ ...credit, unit: 'object' })[0]).toBe('   应查 2 家，实查 1 家，少 1 家。');
});

it('names the years of a duty that has several, and the period of any other', () => {
  const window = { from: '2022-01-01', to: '2026-12-31' };
  expect(whenText({ period: '2023', window }, 'zh')).toBe('2022—2026年');
  expect(whenText({ period: '2023', window }, 'en')).toBe('2022–2026');
  expect(whenText({ period: '2023Q1' }, 'zh')).toBe('2023年第一季度');
  expect(whenText({}, 'zh')).toBe('');
  const pace: FindingView = { ...joint, code: 'HORIZON_PACE_SHORT', class: 'general', window, severity: 'warning' };
  expect(findingLines({ ...view, findings: [pace] }, 'zh')[1]).toMatch(/^！ 1\. 一般监管对象 2022—2026年：/);
  // What the pace leads to is not said to be done.
  const slow = { ...pace, rule: 'x/coverage/general/county', required: 12, actual: 11, projected: 11, shortBy: 1 };
  expect(numbers(slow)).toContain('   应查 12 家，照此进度到期完成 11 家，少 1 家。');
});

it('tells a period that still runs from one that is over, by its own end', () => {
  const told = (more: Partial<ComplianceView>, lang: 'zh' | 'en' = 'zh') => verdictLines({ ...view, ...more }, lang)[1];
  expect(told({ asOf: '2022-11-20', period: '2022Q4' })).toMatch(
    /^到目前没有发现问题，“进行中”的项目到期后再判定。截至 2022-11-20（季度未结束），本季度随机检查 3 次/,
  );
  expect(told({ asOf: '2022-11-20', period: '2022Q1' })).toMatch(/^没有发现问题。截至 2022-11-20，本季度/);
  expect(told({ asOf: '2022-12-31' })).toMatch(/^到目前没有.*（年度未结束），本年度/);
  expect(told({ asOf: '2023-01-01' })).toMatch(/^没有发现问题。截至 2023-01-01，本年度/);
  const early = { asOf: '2022-11-20', period: '2022Q4', visits: 1, history: 1 };
  expect(told(early, 'en')).toMatch(/^No findings so far.*\(the quarter is not over\), 1 random visit in the quarter/);
  expect(verdictLines({ ...view, ...early }, 'en')[2]).toMatch(/^1 of them is imported history .* behind it\.$/);
});
