import { describe, expect, test } from 'vitest';
import { loadPack, withSwitches } from '../../test/pack-files.ts';
import { droppedEntries, type PlannedEntry, planAddOnlyClause } from './parent-plan.ts';

const planned = (cls: string, period: string, more: Partial<PlannedEntry> = {}): PlannedEntry => ({
  ...{ entry: `${period}.${cls}`.toLowerCase(), class: cls, kind: 'daily', period, n: 4 },
  ...more,
});
const campaign = (name: string, more: Partial<PlannedEntry> = {}) =>
  planned('campaign', '2026Q3', { kind: 'campaign', name, n: 0, ...more });

describe('entries of the superior plan', () => {
  const dropped = (superior: readonly PlannedEntry[], own: readonly PlannedEntry[]) =>
    droppedEntries({ superior, own, classes: ['key', 'general'] }).map(({ entry }) => entry);

  test('of a class are kept by the same class in the same time, whichever of the two plans by quarters', () => {
    const quarters = ['Q1', 'Q2', 'Q4'].map((quarter) => planned('key', `2026${quarter}`));
    expect(dropped([planned('key', '2026')], quarters)).toEqual([]);
    expect(dropped([planned('key', '2026Q3')], [planned('key', '2026')])).toEqual([]);
    expect(dropped([planned('key', '2026Q3')], quarters)).toEqual(['2026q3.key']);
    expect(dropped([planned('general', '2026')], quarters)).toEqual(['2026.general']);
  });

  test('are dropped by planning nobody; what the superior plans nobody for is not asked', () => {
    const nobody = planned('key', '2026', { n: 0 });
    expect(dropped([planned('key', '2026')], [nobody])).toEqual(['2026.key']);
    expect(dropped([nobody], [])).toEqual([]);
  });

  test('of a class that the level or the territory does not have are not asked', () => {
    expect(dropped([planned('special', '2026')], [])).toEqual([]);
  });

  test('with a scope of their own are the same by kind and name', () => {
    const own = [campaign('涉重行业 专项检查', { period: '2026Q4', n: 3 }), planned('key', '2026')];
    expect(dropped([campaign('涉重行业专项检查')], own)).toEqual([]);
    expect(dropped([campaign('夏季专项检查')], own)).toEqual(['2026q3.campaign']);
    expect(dropped([campaign('涉重行业专项检查', { kind: 'interdepartmental' })], own)).toEqual(['2026q3.campaign']);
    expect(dropped([planned('key', '2026')], own.slice(0, 1))).toEqual(['2026.key']);
  });
});

test('AMB-55: 只增不减 holds for the plan where the scheme says so and the pack reads it so', () => {
  const pack = loadPack('jiangxian');
  expect(planAddOnlyClause(pack)).toMatchObject({ section: '四（一）', quote: '按照上下一致、只增不减的原则' });
  expect(planAddOnlyClause(withSwitches(pack, { 'plan.addOnly': false }))).toBeUndefined();
  expect(planAddOnlyClause(loadPack('yingkou'))).toBeUndefined();
  expect(planAddOnlyClause({ ...pack, ambiguities: [] })).toBeUndefined();
});
