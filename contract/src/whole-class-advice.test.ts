import { expect, it } from 'vitest';
import type { ComplianceView, FindingView, MeasureView } from './compliance.ts';
import { findingLines } from './compliance-words.ts';

const clause = { section: '二（四）', quote: '每季度开展1次非现场检查' };
const numbers = { rule: 'x/ratio/whole/county', class: 'whole', level: 'county', period: '2026Q1', clause };
const short = (more: Partial<FindingView> = {}): FindingView => ({
  ...{ ...numbers, code: 'UNDER_RATIO', severity: 'error', required: 5, actual: 3, shortBy: 2 },
  ...more,
});
const row = (more: Partial<MeasureView> = {}): MeasureView => ({
  ...{ ...numbers, topic: 'ratio', base: 5, required: 5, actual: 3, state: 'short' },
  ...more,
});
function advice(finding: FindingView, tables: readonly MeasureView[], asOf = '2026-05-10') {
  const view = { year: 2026, asOf, tables, findings: [finding], classNames: {} } as unknown as ComplianceView;
  return [findingLines(view, 'zh').at(-1)!.trim(), findingLines(view, 'en').at(-1)!.trim()] as const;
}
const LATER_FIRST = '怎么办：这个时段已过，判定不变；所差的在后面的时段先抽，全年有数量或全覆盖要求的在年内补足。';

it('does not send anybody to a later period that has to reach every one of its own', () => {
  const [zh, en] = advice(short(), [row()]);
  expect(zh).toBe(
    '怎么办：这个时段已过，判定不变：以后每个时段同样要查到每一家，那时的检查只算那个时段，抵不了这里的缺额。后面的时段早安排，查到每一家；已停产、关停的更新名录状态。',
  );
  expect(en).toMatch(/a later visit counts for its own period and makes nothing good here/);
  const [reasoned, why] = advice(short({ principle: true }), [row()]);
  expect(reasoned).toMatch(/^怎么办：这个时段已过，写明原因：以后每个时段同样要查到每一家/);
  expect(why).toMatch(/record why/);
});

it('nor to the next year, where that has to reach every one too', () => {
  const [zh, en] = advice(short(), [row()], '2027-01-20');
  expect(zh).toBe('怎么办：年度已经结束，不能再补，判定不变；下一年度同样要查到每一家，各时段早安排。');
  expect(en).toMatch(/the next year has to reach every one again/);
  expect(advice(short({ principle: true }), [row()], '2027-01-20')[0]).toMatch(/不能再补：写明原因；下一年度同样/);
});

it('counts each as often as it is wanted', () => {
  const twice = { times: 2, required: 10, actual: 7, shortBy: 3 };
  expect(advice(short(twice), [row(twice)])[0]).toContain('同样要查到每一家');
  expect(advice(short({ ...twice, required: 5 }), [row({ ...twice, required: 5 })])[0]).toBe(LATER_FIRST);
});

it('control: where a period takes a part of them, what is lacking comes first in the next one', () => {
  const part = { required: 4, shortBy: 1 };
  expect(advice(short(part), [row(part)])[0]).toBe(LATER_FIRST);
  // Of one unit any share is all of it.
  const one = { required: 1, actual: 0, shortBy: 1 };
  expect(advice(short(one), [row({ ...one, base: 1 })])[0]).toBe(LATER_FIRST);
  // Nor where no base is told, or coverage made a last period ask for all.
  expect(advice(short(), [])[0]).toBe(LATER_FIRST);
  expect(advice(short({ byRatio: 2, uncovered: 5 }), [row()], '2027-01-20')[0]).toMatch(
    /下一年度从头计算：早安排，没有查到的优先/,
  );
});
