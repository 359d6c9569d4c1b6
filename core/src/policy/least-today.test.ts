import { describe, expect, test } from 'vitest';
import { aVisit, keyObject } from '../../test/facts-fixtures.ts';
import { loadPack, withSwitches } from '../../test/pack-files.ts';
import { candidates } from './candidates.ts';
import type { VisitFact } from './facts.ts';
import { leastToday, plannedToday, wholeToday } from './least-today.ts';

const pack = loadPack('jiangxian');
const id = (n: number) => `K-${String(n).padStart(3, '0')}`;

/** Visits of the first three quarters: so many of other objects in each. */
function drawn(...numbers: readonly number[]): readonly VisitFact[] {
  return numbers.flatMap((n, quarter) => {
    const before = numbers.slice(0, quarter).reduce((a, b) => a + b, 0);
    const date = `2026-0${3 * quarter + 2}-10`;
    return Array.from({ length: n }, (_, i) => aVisit({ objectId: id(before + i + 1), date }));
  });
}

function least(period: string, date: string, visits: readonly VisitFact[]) {
  const objects = Array.from({ length: 37 }, (_, i) => keyObject(id(i + 1)));
  const found = candidates(pack, { class: 'key', level: 'county', period, date, objects, visits })!;
  const { n, rule, completesYear } = leastToday(pack, found);
  return { n, topic: rule.topic, completesYear };
}

describe('what the draw of a period takes at the least', () => {
  test('the last quarter takes everybody who is not drawn yet, by the clause of the coverage: 17 after 5, 5 and 10 (C0-6)', () => {
    expect(least('2026Q4', '2026-11-20', drawn(5, 5, 10))).toEqual({ n: 17, topic: 'coverage', completesYear: true });
  });

  test('the ratio holds where coverage leaves fewer than that', () => {
    const byRatio = { n: 10, topic: 'ratio', completesYear: false };
    expect(least('2026Q4', '2026-11-20', drawn(10, 10, 10))).toEqual(byRatio);
    expect(least('2026Q3', '2026-08-20', drawn(5, 5))).toEqual(byRatio);
  });

  test('a year of which no draw is known asks the ratio; what a higher level did makes no draw of it', () => {
    const byRatio = { n: 10, topic: 'ratio', completesYear: false };
    expect(least('2026Q4', '2026-11-20', [])).toEqual(byRatio);
    const above = aVisit({ objectId: id(37), date: '2026-03-10', level: 'municipal', agency: '999900' });
    expect(least('2026Q4', '2026-11-20', [above])).toEqual(byRatio);
    expect(least('2026Q4', '2026-11-20', [above, ...drawn(1)]).n).toBe(35);
  });

  test('under a uniform order what a last period still owes is whom its draws did not take, and nobody once all are covered', () => {
    const uniform = withSwitches(pack, { 'calc.poolOrder': 'uniform' });
    const inQ4 = (...numbers: readonly number[]) => numbers.map((n) => aVisit({ objectId: id(n), date: '2026-11-10' }));
    const owed = (visits: readonly VisitFact[], period = '2026Q4', date = '2026-11-20') => {
      const objects = Array.from({ length: 37 }, (_, i) => keyObject(id(i + 1)));
      const asked = {
        class: 'key',
        level: 'county',
        period,
        date,
        objects,
        visits: [...drawn(10, 10, 10), ...visits],
      } as const;
      const { required, uncovered, owedByYear } = candidates(uniform, asked)!;
      return owedByYear === undefined ? [required, uncovered] : [required, uncovered, owedByYear];
    };
    expect(owed([])).toEqual([10, 7]);
    // Ten were drawn, of whom four were covered before.
    expect(owed(inQ4(1, 2, 3, 4, 31, 32, 33, 34, 35, 36))).toEqual([1, 1, 1]);
    expect(owed(inQ4(1, 2, 3, 31, 32, 33, 34, 35, 36, 37))).toEqual([0, 0]);
    expect(owed([], '2026Q3', '2026-08-20')).toEqual([0, 7]);
  });

  test('in the place of whom the year owes and who cannot be drawn any more nobody is drawn once again', () => {
    const ofYear = { 'calc.poolOrder': 'uniform', 'calc.denominatorSnapshot': 'yearStart' };
    const inQ4 = [1, 2, 3, 4, 5, 31, 32, 33, 34, 35].map((n) => aVisit({ objectId: id(n), date: '2026-11-10' }));
    const owed = (status: 'active' | 'closed', switches: Readonly<Record<string, string>> = ofYear) => {
      const late = { status, ...(status === 'closed' && { statusSince: '2026-06-01' }) };
      const objects = Array.from({ length: 37 }, (_, i) => keyObject(id(i + 1), i < 35 ? {} : late));
      const asked = { class: 'key', level: 'county', period: '2026Q4', date: '2026-11-20', objects } as const;
      const found = candidates(withSwitches(pack, switches), { ...asked, visits: [...drawn(10, 10, 10), ...inQ4] })!;
      return [found.base, found.required, found.uncovered];
    };
    expect(owed('closed')).toEqual([37, 0, 2]);
    // Controls: who can be drawn is owed, and by the day of the freeze who closed is nobody's.
    expect(owed('active')).toEqual([37, 2, 2]);
    expect(owed('closed', { 'calc.poolOrder': 'uniform' })).toEqual([35, 0, 0]);
  });

  test('under a uniform order a supplement takes first whom the year still owes, and no other draw has tiers', () => {
    const uniform = withSwitches(pack, { 'calc.poolOrder': 'uniform' });
    const objects = Array.from({ length: 37 }, (_, i) => keyObject(id(i + 1)));
    // The draw of the last quarter took six who were covered, and four of the seven who were not.
    const last = [1, 2, 3, 4, 5, 6, 31, 32, 33, 34].map((n) => aVisit({ objectId: id(n), date: '2026-11-10' }));
    const q4 = {
      class: 'key',
      level: 'county',
      period: '2026Q4',
      date: '2026-11-20',
      objects,
      supplements: {},
    } as const;
    const tiersOf = (visits: readonly VisitFact[], other: object = {}) =>
      candidates(uniform, { ...q4, visits, ...other })!.tiers;
    expect(tiersOf([...drawn(10, 10, 10), ...last])).toEqual([
      { tier: 0, pool: 3, n: 3 },
      { tier: 1, pool: 24, n: 0 },
    ]);
    // Controls: the first draw of the quarter, and a supplement while the year has another quarter.
    expect(tiersOf(drawn(10, 10, 10), { supplements: undefined })).toEqual([{ tier: 0, pool: 37, n: 10 }]);
    const q3 = { period: '2026Q3', date: '2026-08-20' };
    expect(tiersOf(drawn(10, 10, 5), q3)).toEqual([{ tier: 0, pool: 32, n: 5 }]);
  });
});

describe('what the law asks of a whole period, of which some is drawn', () => {
  const inQ2 = (n: number) => Array.from({ length: n }, (_, i) => aVisit({ objectId: id(i + 1), date: '2026-05-10' }));
  const whole = (visits: readonly VisitFact[], period = '2026Q2', date = '2026-05-20') => {
    const objects = Array.from({ length: 37 }, (_, i) => keyObject(id(i + 1)));
    return wholeToday(pack, candidates(pack, { class: 'key', level: 'county', period, date, objects, visits })!);
  };

  test('is the number of the list of today, however much of it was drawn', () => {
    expect(whole([])).toMatchObject({ base: 37, required: 10, n: 10 });
    expect(whole(inQ2(5))).toMatchObject({ base: 37, required: 10, n: 10 });
    expect(whole(inQ2(15))).toMatchObject({ base: 37, required: 10, n: 10 });
    expect(whole(inQ2(5)).recommended).toBeGreaterThan(10);
  });

  test('is what the rest of the year’s coverage asks of its last period', () => {
    const visits = [...drawn(10, 10, 5), aVisit({ objectId: id(26), date: '2026-11-10' })];
    expect(whole(visits, '2026Q4', '2026-11-20')).toMatchObject({ required: 12, n: 12 });
  });

  test('stays that of the year’s coverage once nobody is left to draw, whoever the draws took in the place of one who was cancelled', () => {
    // 12 are owed: eleven of them are drawn, one is cancelled, and the supplement took one who was covered.
    const inQ4 = Array.from({ length: 12 }, (_, i) => aVisit({ objectId: id(26 + i), date: '2026-11-10' }));
    const called = { ...inQ4[0]!, state: 'cancelled' as const };
    const before = [...drawn(10, 10, 5), called, ...inQ4.slice(1)];
    const supplement = aVisit({ objectId: id(1), date: '2026-11-20' });
    const q4 = (visits: readonly VisitFact[]) => whole(visits, '2026Q4', '2026-11-20');
    expect(q4([...before, supplement])).toMatchObject({ required: 12, recommended: 12, n: 12 });
    // Controls: before the supplement, and without the coverage of the year.
    expect(q4(before)).toMatchObject({ required: 12 });
    expect(whole(inQ2(12))).toMatchObject({ required: 10 });
  });

  test('is that of a round where each is wanted twice', () => {
    const twice = withSwitches(loadPack('yiliang'), { 'tier.halfYears': 'anyTime' });
    const objects = Array.from({ length: 6 }, (_, i) => keyObject(id(i + 1), { tierRows: ['A2'] }));
    const asked = { class: 'A2', level: 'municipal', period: '2026', date: '2026-05-20', objects } as const;
    const visits = [1, 2].map((i) =>
      aVisit({ objectId: id(i), date: '2026-05-10', class: 'A2', level: 'municipal', agency: '530100' }),
    );
    expect(wholeToday(twice, candidates(twice, { ...asked, visits })!)).toEqual({
      ...{ base: 6, required: 6, recommended: 6, n: 6 },
    });
  });
});

describe('what a plan can ask of a period', () => {
  const found = (cls: string, period: string, n: number) => {
    const yiliang = loadPack('yiliang');
    const objects = Array.from({ length: n }, (_, i) => keyObject(id(i + 1), { tierRows: [cls] }));
    const asked = { class: cls, level: 'county', period, date: '2026-05-04', objects, visits: [] } as const;
    return [yiliang, candidates(yiliang, asked)!] as const;
  };

  test('is where everybody is asked for no more than there are', () => {
    expect(plannedToday(...found('B2', '2026H1', 6), 7)).toBe(6);
    expect(plannedToday(...found('B2', '2026H1', 6), 5)).toBe(5);
  });

  test('is its number where a part of the list is asked for, also where that is more than there are', () => {
    expect(plannedToday(...found('B1', '2026Q2', 6), 7)).toBe(7);
  });
});
