import { expect, test } from 'vitest';
import { loadPack, withSwitches } from '../../test/pack-files.ts';
import { missedTargets } from './plan-targets.ts';

const under = (policy: string, pack = loadPack('xinxian')) => withSwitches(pack, { 'planTable.policy': policy });
const entry = (id: string, more: object = {}) => {
  const cls = id.split('.')[1]!;
  return { ...{ id, class: cls, level: 'county' as const, base: 30, n: 20 }, ...more };
};
const missed = (...given: Parameters<typeof missedTargets>) =>
  missedTargets(...given).map(({ clause: { section }, ...one }) => ({ ...one, section }));

test('a class that is planned by the text alone misses the table, where that is enforced (AMB-37)', () => {
  const plan = [entry('2026.general'), entry('2026.construction', { n: 0 })];
  expect(missed(under('enforce'), plan)).toEqual([
    { entries: ['2026.general'], planned: 20, required: 30, wanted: 30, section: '计划表' },
  ]);
  expect(['warn', 'ignore'].map((policy) => missed(under(policy), plan))).toEqual([[], []]);
});

test('the entries of a year count together', () => {
  const quarters = (n: number) => [1, 2, 3, 4].map((q) => entry(`2026q${q}.key`, { base: 11, n }));
  expect(missed(under('enforce'), quarters(3))).toEqual([]);
  expect(missed(under('enforce'), quarters(2))).toEqual([
    {
      ...{ entries: ['2026q1.key', '2026q2.key', '2026q3.key', '2026q4.key'], planned: 8, required: 11, wanted: 5 },
      section: '计划表',
    },
  ]);
});

test('control: what has the number of the table misses nothing', () => {
  expect(missed(under('enforce'), [entry('2026.general', { n: 30 })])).toEqual([]);
});
