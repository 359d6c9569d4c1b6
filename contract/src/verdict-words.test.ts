import { describe, expect, it } from 'vitest';
import type { FindingView, MeasureView } from './compliance.ts';
import { standingLines } from './verdict-words.ts';
import type { ClosedQuarter, ComplianceAnswer, VerdictAct, VerdictDifferences, VerdictStanding } from './verdicts.ts';

const clause = { section: '四（五）2', quote: '25%' };
const closed: VerdictAct = {
  ...{ version: 1, act: 'closed', at: '2027-01-08T16:00:00Z', by: '系统', bySystem: true },
  ...{ ground: 'time', verdict: 'noncompliant', sum: 'ab12' },
};
const reopened: VerdictAct = {
  ...{ version: 2, act: 'reopened', at: '2027-02-01T01:00:00Z', by: '某负责人', bySystem: false, reason: '漏报检查' },
};
const same: VerdictDifferences = { asOf: '2027-03-01', findings: [], measures: [] };
const finding = (more: Partial<FindingView> = {}): FindingView => ({
  ...{ code: 'UNDER_RATIO', rule: 'x/ratio/key/county', class: 'key', level: 'county', period: '2026Q4' },
  ...{ required: 10, actual: 6, shortBy: 4, severity: 'error', clause },
  ...more,
});
const measure = (more: Partial<MeasureView> = {}): MeasureView => ({
  ...{ topic: 'ratio', rule: 'x/ratio/key/county', class: 'key', level: 'county', period: '2026Q4' },
  ...{ base: 37, required: 10, actual: 6, shortBy: 4, state: 'short', clause },
  ...more,
});

function answer(standing: Partial<VerdictStanding>, asOf = '2027-01-05'): ComplianceAnswer {
  return {
    ...{ agency: '999999', agencyName: '示范县分局', level: 'county', pack: 'x', packName: '示范方案', packVersion: 2 },
    ...{ year: 2026, asOf, verdict: 'noncompliant', findings: [], tables: [], visits: 3, notJudged: [], readings: [] },
    ...{ ended: [], history: 0 },
    classNames: { key: '重点排污单位' },
    standing: {
      ...{ state: 'provisional', shown: 'now', ends: '2026-12-31', lastDay: '2027-01-08', lastDayEstimated: false },
      ...{ closesByItself: true, acts: [], ...standing },
    },
  };
}

const moment = (at: string) => `<${at.slice(0, 10)}>`;
const zh = (view: ComplianceAnswer) => standingLines(view, { lang: 'zh', moment });
const en = (view: ComplianceAnswer) => standingLines(view, { lang: 'en', moment });

describe('a verdict that is not final', () => {
  it('is nothing to speak of while the period runs', () => {
    expect(zh(answer({ state: 'open' }))).toEqual([]);
  });

  it('is nothing to close where the period is not judged', () => {
    expect(zh({ ...answer({}), verdict: 'notJudged', schemeFrom: '2027-01-01' })).toEqual([]);
  });

  it('says until when one can record, and who closes it', () => {
    // Under a closed plan no visit is recorded any more, whatever the days.
    expect(zh(answer({ yearClosed: 'plan' }))).toEqual([
      '暂定，尚未定案：当年计划已经办结，不再登记检查，只计到 2027-01-08 为止补登的公示日期、整改完成日期，次日起定案。',
    ]);
    expect(zh(answer({}))).toEqual(['暂定，尚未定案：可补录到 2027-01-08，次日起定案，全部检查办结的提前定案。']);
    expect(zh(answer({ lastDayEstimated: true }))[0]).toContain('2027-01-08（推算）');
    expect(zh(answer({}, '2027-01-09'))).toEqual([
      '暂定，尚未定案：补录期到 2027-01-08 已满，服务（sunlot serve）运行时一小时内自动定案，没有运行服务的由负责人用 sunlot compliance close 定案。',
    ]);
    expect(zh(answer({ closesByItself: false }, '2027-01-09'))[0]).toContain('由负责人用 sunlot compliance close 定案');
    expect(en(answer({ lastDayEstimated: true }))).toEqual([
      'Provisional, not closed yet: what belongs to it can be recorded until 2027-01-08 (estimated); closed from the next day on, or before when every inspection is concluded.',
    ]);
  });

  it('says who opened it again, and why', () => {
    expect(zh(answer({ acts: [closed, reopened] }))[0]).toBe(
      '曾经定案，<2027-02-01> 由 某负责人 重新打开，理由：漏报检查。',
    );
    expect(en(answer({ acts: [closed, reopened] }))[0]).toBe(
      'It was closed, and opened again at <2027-02-01> by 某负责人: 漏报检查.',
    );
  });
});

describe('a final verdict', () => {
  const final = (more: Partial<VerdictStanding>) =>
    answer({ state: 'closed', shown: 'stored', acts: [closed], ...more });

  it('says when and by whom it was closed, and that today’s data says the same', () => {
    expect(zh(final({ differences: same }))).toEqual([
      '已定案：<2027-01-08> 由系统定案（补录期满），校验值 ab12。',
      '按今天（2027-03-01）的数据，判定相同。',
    ]);
    const again: VerdictAct = { ...closed, version: 3, by: '某负责人', bySystem: false, ground: 'concluded' };
    expect(en(final({ acts: [closed, reopened, again], differences: same }))).toEqual([
      'Closed again at <2027-01-08> by 某负责人 (every inspection was concluded), sum ab12.',
      'The data of today (2027-03-01) says the same.',
    ]);
  });

  it('says what the data of today would have otherwise, number by number', () => {
    const differences: VerdictDifferences = {
      asOf: '2027-03-01',
      verdict: { stored: 'noncompliant', now: 'compliant' },
      visits: { stored: 3, now: 7 },
      findings: [
        { stored: finding() },
        { now: finding({ code: 'OVER_CAP', object: 'K', objectName: '假想一号', period: '2026' }) },
        { stored: finding(), now: finding({ severity: 'justified' }) },
        { stored: finding(), now: finding({ justification: { reason: '停产', approvedBy: '某负责人' } }) },
      ],
      measures: [
        { stored: measure(), now: measure({ actual: 10, shortBy: undefined, state: 'met' }) },
        { stored: measure({ topic: 'coverage' }) },
        { now: measure({ topic: 'redraw' }) },
      ],
    };
    expect(zh(final({ differences }))).toEqual([
      '已定案：<2027-01-08> 由系统定案（补录期满），校验值 ab12。',
      '按今天（2027-03-01）的数据会判得不同；定案不变，要更正由负责人重新打开（sunlot compliance reopen）：',
      '  判定：不合规 → 合规',
      '  随机检查次数：3 → 7',
      '  不再有：重点排污单位 2026年第四季度 抽查数量不足',
      '  多出：重点排污单位 2026年 检查次数超过全年上限 假想一号',
      '  数字不同：重点排污单位 2026年第四季度 抽查数量不足，不符合 → 已说明',
      '  数字不同：重点排污单位 2026年第四季度 抽查数量不足，说明不同',
      '  重点排污单位 2026年第四季度 抽查比例：实查 6 → 10，差 4 → —，不足 → 达到',
      '  不再有的项目：重点排污单位 2026年第四季度 全覆盖',
      '  多出的项目：重点排污单位 2026年第四季度 再次抽查',
    ]);
    const lines = en(final({ differences }));
    expect(lines).toContain('  Verdict: not compliant → compliant');
    expect(lines).toContain('  重点排污单位 Q4 of 2026 ratio: done 6 → 10, short 4 → —, short → met');
  });

  it('says when it is not the one that is shown, and when its text was changed', () => {
    expect(zh(final({ shown: 'now', differences: same }))[1]).toBe('以下按今天的数据重新计算，不是定案。');
    expect(zh(final({ shown: 'now' }))[2]).toContain('与校验值不符');
  });
});

describe('a year with a quarter that is final', () => {
  const quarter: ClosedQuarter = {
    ...{
      period: '2026Q2',
      at: '2026-07-10T01:00:00Z',
      by: '某负责人',
      bySystem: false,
      verdict: 'compliant',
      sum: 'cd34',
    },
    ratios: [
      measure({ period: '2026Q2', base: 8, required: 2, actual: 2 }),
      measure({ period: '2026Q2', class: 'all', base: 0, required: 0, actual: 0 }),
    ],
    differences: [],
  };
  const year = (more: Partial<ClosedQuarter> = {}) => ({
    ...answer({ state: 'open' }),
    closedQuarters: [{ ...quarter, ...more }],
  });

  it('says what was fixed, and that the table has the same', () => {
    expect(zh(year())).toEqual([
      '2026年第二季度已于 <2026-07-10> 由 某负责人 定案：合规（重点排污单位 基数 8 应查 2 实查 2）；下表相同。',
    ]);
    expect(en(year({ bySystem: true }))).toEqual([
      'Q2 of 2026 was closed at <2026-07-10> by the system: compliant (重点排污单位 base 8 required 2 done 2); the table below has the same.',
    ]);
  });

  it('says that it stands, and where the table has other numbers', () => {
    const differences = [
      {
        stored: measure({ period: '2026Q2', base: 8 }),
        now: measure({ period: '2026Q2', base: 12 }),
      },
      { stored: measure({ period: '2026Q2', class: 'all' }) },
    ];
    expect(zh(year({ bySystem: true, differences }))).toEqual([
      '2026年第二季度已于 <2026-07-10> 由系统定案：合规（重点排污单位 基数 8 应查 2 实查 2）；以定案为准，下表是按现在的数据重算的，不同处：',
      '  重点排污单位 2026年第二季度 抽查比例：基数 8 → 12',
      '  下表没有的项目：全部对象 2026年第二季度 抽查比例',
    ]);
    expect(en(year({ differences })).slice(1)).toEqual([
      '  重点排污单位 Q2 of 2026 ratio: base 8 → 12',
      '  Not in the table: all units Q2 of 2026 ratio',
    ]);
  });

  it('says when what was stored was changed', () => {
    const { ratios: _, differences: __, ...damaged } = quarter;
    const lines = zh({ ...answer({ state: 'open' }), closedQuarters: [damaged] });
    expect(lines).toEqual([
      '2026年第二季度已于 <2026-07-10> 由 某负责人 定案：合规。',
      expect.stringContaining('与校验值不符'),
    ]);
  });
});
