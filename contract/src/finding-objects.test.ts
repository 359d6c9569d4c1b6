import { expect, it } from 'vitest';
import type { ComplianceView, FindingView } from './compliance.ts';
import { findingLines } from './compliance-words.ts';
import { expiredLines, listedTwiceLines, objectLines, otherKindLines } from './finding-objects.ts';

const over: FindingView = {
  ...{ code: 'OVER_CAP', rule: 'x/cap/all/county', class: 'all', level: 'county', severity: 'error' },
  ...{ object: 'K-3', objectName: '丙单位03', count: 3, cap: 2, clause: { section: '四（五）', quote: '不超过2次' } },
};

it('a cap that counts departments says of how many visits its number is (AMB-50)', () => {
  expect(objectLines([{ ...over, made: 2 }], 'zh')).toEqual([
    '   对象：丙单位03（K-3）：2 次检查，联合检查按部门各计一次，共计 3 次，上限 2 次',
  ]);
  expect(objectLines([{ ...over, made: 2 }], 'en')).toEqual([
    '   Units: 丙单位03 (K-3): 2 visits, joint ones counted once for each department: 3, cap 2',
  ]);
  // Control: where each visit is one, the number is that of the visits.
  expect(objectLines([over], 'zh')).toEqual(['   对象：丙单位03（K-3）：3 次，上限 2 次']);
});

const group: FindingView = {
  ...{
    code: 'FEWER_THAN_2',
    rule: 'x/group/all/all',
    class: 'all',
    level: 'all',
    severity: 'error',
    period: '2026-05',
  },
  ...{ object: 'K-3', date: '2026-05-14', required: 2, actual: 1, shortBy: 1, clause: { section: '三', quote: '' } },
};
const someone = { id: 'ZF001', name: '示例甲', validTo: '2026-05-13' };

it('says who was there and does not count, and until when the certificate was good', () => {
  const found = { ...group, expired: [someone, { ...someone, id: 'ZF002', name: '示例乙' }] };
  expect(expiredLines(found, 'zh')).toEqual([
    '   检查当天执法证已过期，不计入：示例甲（ZF001），有效期至 2026-05-13；示例乙（ZF002），有效期至 2026-05-13。',
  ]);
  expect(expiredLines({ ...group, expired: [someone] }, 'en')).toEqual([
    '   Certificate had run out by the day of the visit, so not counted: 示例甲 (ZF001), valid to 2026-05-13.',
  ]);
  expect(expiredLines(group, 'zh')).toEqual([]);
});

it('keeps visits that were short of people apart from those where a certificate had run out', () => {
  const findings = [group, { ...group, object: 'K-4', expired: [someone] }, { ...group, object: 'K-5' }];
  const view = { findings, tables: [], classNames: {}, asOf: '2026-11-20', year: 2026 } as Partial<ComplianceView>;
  const lines = findingLines(view as ComplianceView, 'zh');
  expect(lines.filter((line) => line.startsWith('✘'))).toHaveLength(2);
  expect(lines.filter((line) => line.includes('有效期至'))).toHaveLength(1);
  expect(lines).toContain('   对象：K-3：2026-05-14 检查；K-5：2026-05-14 检查');
});

it('tells who stands in several directories below, a few by name', () => {
  const one = (n: number) => ({ object: `K-${n}`, objectName: `假想${n}厂`, agencies: ['东区分局', '西县分局'] });
  const lines = (n: number, lang: 'zh' | 'en') =>
    listedTwiceLines(
      { listedTwice: Array.from({ length: n }, (_, i) => one(i)) } as Partial<ComplianceView> as never,
      lang,
    );
  expect(lines(0, 'zh')).toEqual([]);
  expect(listedTwiceLines({} as ComplianceView, 'zh')).toEqual([]);
  expect(lines(1, 'zh').slice(1)).toEqual([
    expect.stringMatching(/^同时列在几个下级名录里、状态都是正常的单位 1 家/),
    '  假想0厂（K-0）：东区分局、西县分局',
  ]);
  expect(lines(7, 'zh')).toHaveLength(8);
  expect(lines(7, 'zh').at(-1)).toBe('  等 7 家（全部见 --json）');
  expect(lines(6, 'en').slice(1, 3)).toEqual([
    expect.stringMatching(/^Units that stand active in several directories below: 6\./),
    '  假想0厂 (K-0): 东区分局, 西县分局',
  ]);
});

it('a limit that rests on holidays not announced yet is marked as an estimate', () => {
  const late: FindingView = {
    ...{ code: 'PUBLICATION_OVERDUE', rule: 'x/publication/all/all', class: 'all', level: 'all', severity: 'error' },
    ...{ object: 'K-3', date: '2026-12-04', due: '2027-01-04', doneOn: '2027-01-06' },
    ...{ lateBy: { days: 2, unit: 'workingDay' }, clause: { section: '五', quote: '' } },
  };
  expect(objectLines([{ ...late, dueEstimated: true }], 'zh').join()).toContain(
    '期限 2027-01-04（推算，节假日公布后可能变动），2027-01-06 公示，晚 2 个工作日',
  );
  expect(objectLines([{ ...late, dueEstimated: true }], 'en').join()).toContain(
    'due by 2027-01-04 (estimated: may move with the holidays)',
  );
  expect(objectLines([late], 'zh').join()).toContain('期限 2027-01-04，2027-01-06 公示');
});

it('names visits that are on record with another kind than their task, a few of them, and what to do', () => {
  const one = { task: '2026q4-key', period: '2026Q4', object: 'K-1', date: '2026-11-02' } as const;
  const lines = (n: number, lang: 'zh' | 'en') => {
    const otherKind = Array(n).fill({ ...one, kind: 'daily', stated: 'interdepartmental' });
    return otherKindLines({ otherKind } as Partial<ComplianceView> as never, lang);
  };
  expect(otherKindLines({} as ComplianceView, 'zh')).toEqual([]);
  expect(lines(1, 'zh').slice(1)).toEqual([
    expect.stringMatching(/检查记录 1 次.*重新导入/),
    '  2026-11-02 2026q4-key K-1：写的是“部门联合检查”，任务是“日常检查”',
  ]);
  expect(lines(1, 'en').slice(1)).toEqual([
    expect.stringMatching(/: 1, imported by earlier versions/),
    expect.stringContaining('2026q4-key K-1: recorded as'),
  ]);
  expect([lines(6, 'zh'), lines(6, 'en')].map((all) => [all.length, all.at(-1)])).toEqual([
    [8, '  等 6 次（全部见 --json）'],
    [8, '  6 in all (each in --json)'],
  ]);
});
