import { describe, expect, test } from 'vitest';
import { anObject, keyObject } from '../../test/facts-fixtures.ts';
import { loadPack, withSwitches } from '../../test/pack-files.ts';
import type { Period } from '../basics/dates.ts';
import { membershipDay } from './bases.ts';
import { candidates } from './candidates.ts';
import type { ObjectFacts } from './facts.ts';

const pack = loadPack('jiangxian');
const READINGS = ['freeze', 'periodStart', 'yearStart'];
const under = (snapshot: string) => withSwitches(pack, { 'calc.denominatorSnapshot': snapshot });

/** The list of 重点 frozen on 2026-11-20, under each reading. */
function lists(objects: readonly ObjectFacts[], period: Period = '2026Q4') {
  const asked = { class: 'key', level: 'county', period, date: '2026-11-20', objects, visits: [] } as const;
  return READINGS.map((snapshot) => candidates(under(snapshot), asked)!);
}
const states = (object: ObjectFacts) => lists([object]).map(({ rows }) => rows[0]?.state);
const sizes = (objects: readonly ObjectFacts[], period?: Period) =>
  lists(objects, period).map(({ base, pool, minimum }) => [base, pool, minimum]);

describe('the day that a base goes by (AMB-01)', () => {
  test('is that of the freeze, or the first of the period or the year', () => {
    const days = READINGS.map((snapshot) => membershipDay(under(snapshot), { date: '2026-11-20', period: '2026Q4' }));
    expect(days).toEqual(['2026-11-20', '2026-10-01', '2026-01-01']);
  });

  test('is its own day in the year of a class that is drawn in no periods, whose year begins with none of them', () => {
    const yingkou = (snapshot: string) => withSwitches(loadPack('yingkou'), { 'calc.denominatorSnapshot': snapshot });
    const days = (cls: string) =>
      READINGS.map((snapshot) =>
        membershipDay(yingkou(snapshot), { class: cls, level: 'county', date: '2026-11-20', period: '2026' }),
      );
    expect(days('special')).toEqual(['2026-11-20', '2026-11-20', '2026-01-01']);
    expect(days('key')).toEqual(['2026-11-20', '2026-01-01', '2026-01-01']);
  });

  test('keeps who was active then', () => {
    expect(states(keyObject('X', { status: 'closed', statusSince: '2026-11-01' }))).toEqual(['out', 'base', 'base']);
    expect(states(keyObject('X', { status: 'closed', statusSince: '2026-09-01' }))).toEqual(['out', 'out', 'base']);
  });

  test('leaves out who was at a standstill then and is active again', () => {
    const facts = keyObject('X', { status: 'suspended' });
    const until = '2026-11-01';
    const resumed = keyObject('X', { earlier: [{ until, statusUntil: until, stated: true, facts }] });
    expect(states(resumed)).toEqual(['in', 'out', 'out']);
    const counting = withSwitches(pack, {
      'calc.denominatorSnapshot': 'yearStart',
      'calc.suspendedInDenominator': true,
    });
    const asked = { class: 'key', level: 'county', period: '2026Q4', date: '2026-11-20', visits: [] } as const;
    expect(candidates(counting, { ...asked, objects: [resumed] })!.rows).toMatchObject([{ state: 'in' }]);
  });

  test('leaves out who came to the directory later: nobody to count and nobody to draw', () => {
    const there = Array.from({ length: 4 }, (_, i) => keyObject(`K-${i}`));
    const late = keyObject('X', { listedFrom: '2026-08-01' });
    expect(sizes([...there, late], '2026Q4').map(([base, pool]) => [base, pool])).toEqual([
      [5, 5],
      [5, 5],
      [4, 4],
    ]);
    expect(sizes([...there, late], '2026Q3').map(([base, pool]) => [base, pool])).toEqual([
      [5, 5],
      [4, 4],
      [4, 4],
    ]);
  });

  test('asks for a share of that base', () => {
    const there = Array.from({ length: 12 }, (_, i) => keyObject(`K-${i}`));
    const late = Array.from({ length: 3 }, (_, i) => keyObject(`L-${i}`, { listedFrom: '2026-08-01' }));
    // 绛县 三（二）: 25 % of 15, and of 12.
    expect(sizes([...there, ...late])).toEqual([
      [15, 15, 4],
      [15, 15, 4],
      [12, 12, 3],
    ]);
  });

  test('counts by the class of that day', () => {
    const was = anObject({ id: 'X' });
    const became = keyObject('X', { earlier: [{ until: '2026-06-01', stated: true, facts: was }] });
    expect(states(became)).toEqual(['in', 'in', undefined]);
  });
});
