import { describe, expect, test } from 'vitest';
import { anObject, aVisit, keyObject } from '../../test/facts-fixtures.ts';
import { loadPack, withSwitches } from '../../test/pack-files.ts';
import { candidates } from './candidates.ts';
import type { ObjectFacts, VisitFact } from './facts.ts';
import { wholeToday } from './least-today.ts';
import type { Supplements } from './left-list.ts';
import { countedAfterwards } from './made-up.ts';

/** 绛县: a quarter of the key objects each quarter, 37 of them when the list was frozen, ten of whom are drawn. */
const pack = loadPack('jiangxian');
const id = (n: number) => `K-${String(n).padStart(3, '0')}`;
const ids = (from: number, to: number) => Array.from({ length: to - from + 1 }, (_, i) => id(from + i));
const listed = new Set(ids(1, 37));
const visits = (of: readonly string[], date = '2026-05-10', more: Partial<VisitFact> = {}) =>
  of.map((objectId) => aVisit({ objectId, date, ...more }));
const waiting = { state: 'drawn', results: [] } as const;

type Case = {
  readonly gone?: Readonly<Record<string, Partial<ObjectFacts>>>;
  readonly ledger?: readonly VisitFact[];
  readonly supplements?: Supplements | undefined;
  readonly objects?: readonly ObjectFacts[];
  readonly period?: string;
  readonly date?: string;
};
const STOPPED = { status: 'suspended', statusSince: '2026-05-15' } as const;
const stopped = (of: readonly string[], facts: Partial<ObjectFacts> = STOPPED) =>
  Object.fromEntries(of.map((one) => [one, facts]));

function found(
  { gone = {}, ledger = visits(ids(1, 10)), objects, period = '2026Q2', date = '2026-05-20', ...more }: Case,
  under = pack,
) {
  const { supplements = { listed } } = more;
  return candidates(under, {
    ...({ class: 'key', level: 'county', period, date, visits: ledger } as const),
    objects: objects ?? ids(1, 37).map((one) => keyObject(one, gone[one] ?? {})),
    ...(!('supplements' in more && more.supplements === undefined) && { supplements }),
  })!;
}
const told = (given: Case, under = pack) => {
  const { base, minimum, required, alreadyDrawn, measured } = found(given, under);
  return [base, minimum, required, alreadyDrawn, measured?.base, measured?.counted];
};

describe('a supplement', () => {
  test('is measured by the list of the draw: who has stopped stays in the base, and fills nothing without a visit', () => {
    const ledger = [...visits(ids(1, 6)), ...visits(ids(7, 10), '2026-05-01', waiting)];
    const gone = stopped([...ids(9, 10), ...ids(30, 33)]);
    expect(told({ ledger, gone })).toEqual([31, 10, 2, 8, 37, 8]);
    expect(found({ ledger, gone }).measured?.listed).toBe(37);
    // Control: a draw that is none goes by the list of today alone.
    expect(told({ ledger, gone, supplements: undefined })).toEqual([31, 8, 0, 8, undefined, undefined]);
  });

  test('counts whoever has left the list after a visit, stopped or in another class', () => {
    const gone = { ...stopped(ids(1, 2)), ...stopped(ids(3, 4), { keyListMember: [] }) };
    expect(told({ gone })).toEqual([33, 10, 0, 6, 37, 10]);
  });

  test('has who came since in the base beside them; of a list that is not known here nobody is missing', () => {
    const objects = [
      ...ids(1, 36).map((one) => keyObject(one, one === 'K-001' ? STOPPED : {})),
      ...ids(38, 45).map((one) => keyObject(one)),
    ];
    // K-037 has left the directory.
    expect(told({ objects })).toEqual([43, 12, 2, 9, 45, 10]);
    expect(told({ objects, supplements: {} })).toEqual([43, 11, 1, 9, 43, 10]);
  });

  test('counts a visit to somebody who was on no list where that one was active on its day', () => {
    const more = (statusSince: string) => [
      ...ids(1, 37).map((one) => keyObject(one)),
      keyObject('K-099', { status: 'closed', statusSince }),
    ];
    const ledger = visits([...ids(1, 8), 'K-099']);
    expect(told({ ledger, objects: more('2026-05-12') })).toEqual([37, 10, 1, 8, 37, 9]);
    expect(told({ ledger, objects: more('2026-05-02') })).toEqual([37, 10, 2, 8, 37, 8]);
  });

  test('draws nobody in the place of somebody whom the year still waited for (C0-6)', () => {
    const before = [...visits(ids(1, 10), '2026-02-10'), ...visits(ids(11, 20), '2026-05-10')];
    const third = visits(ids(21, 27), '2026-08-10');
    const last = (of: readonly string[]) => visits(of, '2026-11-10');
    const q4 = { period: '2026Q4', date: '2026-11-20' };
    const since = { ...STOPPED, statusSince: '2026-11-15' } as const;
    const year = [...before, ...third];
    // Ten are left of the year and drawn; one of them was visited and has stopped, one has stopped before.
    const ledger = [...year, ...last(ids(28, 36)), ...visits(['K-037'], '2026-11-02', waiting)];
    expect(told({ ...q4, ledger, gone: stopped(['K-028', 'K-037'], since) })).toEqual([35, 10, 1, 8, 37, 9]);
    // Twelve are left of the year: ten are drawn, and the two who are open are owed.
    const twelve = [...before, ...visits(ids(21, 25), '2026-08-10'), ...last(ids(26, 35))];
    expect(told({ ...q4, ledger: twelve, gone: stopped(['K-026'], since) })).toEqual([36, 10, 2, 9, 37, 10]);
    expect(told({ ...q4, ledger: twelve, gone: stopped(['K-026', 'K-037'], since) })).toEqual([35, 10, 1, 9, 37, 10]);
    // Somebody covered before was visited once more and has stopped.
    const again = [...twelve.slice(0, -1), ...last(['K-001'])];
    expect(told({ ...q4, ledger: again, gone: stopped(['K-001'], since) })).toEqual([36, 10, 3, 9, 37, 10]);
  });

  test('of a number by the officers is of the same list: 20 of 45 were visited, and 30 of the 45 have stopped (新县)', () => {
    const general = Array.from({ length: 45 }, (_, i) =>
      anObject({ id: id(i + 1), ...(i < 30 && { status: 'suspended', statusSince: '2026-08-01' }) }),
    );
    const of = (ledger: readonly VisitFact[]) => {
      const { base, required, measured } = candidates(loadPack('xinxian'), {
        ...({ class: 'general', level: 'county', period: '2026', date: '2026-11-01', officers: 2 } as const),
        ...{ objects: general, visits: ledger, supplements: { listed: new Set(ids(1, 45)) } },
      })!;
      return [base, required, measured?.base, measured?.counted];
    };
    const drawn = (from: number, to: number, more: Partial<VisitFact> = {}) =>
      visits(ids(from, to), '2026-02-12', { class: 'general', period: '2026', ...more });
    expect(of(drawn(21, 40))).toEqual([15, 0, 45, 20]);
    // Five of those who have stopped were not visited before.
    expect(of([...drawn(21, 25, waiting), ...drawn(26, 40)])).toEqual([15, 5, 45, 15]);
  });

  test('of a number by the officers that no list reaches is of the list of today: two of 27 have left, two came (新县)', () => {
    const general = Array.from({ length: 29 }, (_, i) => anObject({ id: id(i + 1), ...(i < 2 && STOPPED) }));
    const of = (officers?: number) => {
      const { base, required, measured } = candidates(loadPack('xinxian'), {
        ...({ class: 'general', level: 'county', period: '2026', date: '2026-11-01' } as const),
        ...(officers !== undefined && { officers }),
        ...{ objects: general, supplements: { listed: new Set(ids(1, 27)) } },
        visits: [
          ...visits(ids(1, 2), '2026-02-12', { class: 'general', period: '2026', ...waiting }),
          ...visits(ids(3, 27), '2026-02-12', { class: 'general', period: '2026' }),
        ],
      })!;
      return [base, required, measured?.base, measured?.counted];
    };
    expect(of(4)).toEqual([27, 2, 27, 25]);
    // Control: twenty are asked for by two officers, of both lists together.
    expect(of(2)).toEqual([27, 0, 29, 25]);
    expect(of()).toEqual([27, 0, 29, 25]);
  });

  test('counts what was drawn and closed by a result of others, in the list or not (R-084)', () => {
    const closed = { recognised: true, taskId: '2026q2-key' } as const;
    const ledger = (more: Partial<VisitFact>) => [...visits(ids(1, 8)), ...visits(ids(9, 10), '2026-05-10', more)];
    const counted = (more: Partial<VisitFact>, gone = {}) => {
      const [, , required, drawn, , all] = told({ ledger: ledger(more), gone });
      return [required, drawn, all];
    };
    expect(counted(closed)).toEqual([0, 8, 10]);
    expect(counted(closed, stopped(['K-010']))).toEqual([0, 8, 10]);
    // Controls: a result that no task had drawn, one on some of the items, one of another level, and one of another quarter.
    expect(counted({ recognised: true })).toEqual([2, 8, 8]);
    expect(counted({ ...closed, recognisedInPart: true })).toEqual([2, 8, 8]);
    expect(counted({ ...closed, level: 'municipal' })).toEqual([2, 8, 8]);
    expect(counted({ ...closed, date: '2026-02-10' })).toEqual([2, 8, 8]);
    expect(counted({ ...closed, selection: 'directed' } as Partial<VisitFact>)).toEqual([2, 8, 8]);
  });

  test('asks by the list of today where everybody is asked for: nobody stands in for who has left', () => {
    const projects = (n: number) =>
      Array.from({ length: n }, (_, i) => anObject({ id: id(i + 1), constructionProject: true }));
    const objects = projects(4).map((one, i) => (i === 0 ? { ...one, ...STOPPED } : one));
    const of = candidates(pack, {
      ...({ class: 'construction', level: 'county', period: '2026', date: '2026-05-20', objects } as const),
      visits: visits(ids(1, 4), '2026-05-10', { class: 'construction', period: '2026' }),
      supplements: { listed: new Set(ids(1, 4)) },
    })!;
    expect([of.base, of.minimum, of.required, of.measured]).toEqual([
      3,
      3,
      0,
      { base: 3, counted: 3, gone: 0, listed: 4 },
    ]);
  });
});

describe('a supplement of a period whose list nobody froze here', () => {
  const directory = { listed, isDirectory: true } as const;
  const since = ids(38, 45).map((one) => keyObject(one));
  // K-037 has left the directory since the first day of the period.
  const objects = [...ids(1, 36).map((one) => keyObject(one)), ...since];

  test('is measured by the directory of its first day: who came since is not in the base, and counts when visited', () => {
    const ledger = visits(ids(1, 9));
    expect(told({ objects, ledger, supplements: directory })).toEqual([44, 10, 1, 9, 37, 9]);
    expect(found({ objects, ledger, supplements: directory }).measured?.gone).toBe(1);
    const withNew = visits([...ids(1, 9), 'K-038']);
    expect(told({ objects, ledger: withNew, supplements: directory })).toEqual([44, 10, 0, 10, 37, 10]);
    // Control: a list that was frozen here takes in who came since.
    expect(told({ objects, ledger })).toEqual([44, 12, 3, 9, 45, 9]);
  });

  test('owes the year those of that list alone, and draws them first', () => {
    const last = { period: '2026Q4', date: '2026-11-20', supplements: directory } as const;
    const year = [...visits(ids(1, 10), '2026-02-10'), ...visits(ids(11, 20)), ...visits(ids(21, 25), '2026-08-10')];
    const ledger = [...year, ...visits(ids(26, 35), '2026-11-10')];
    const more = [...ids(1, 37).map((one) => keyObject(one)), ...since];
    expect(told({ ...last, ledger, objects: more })).toEqual([45, 10, 2, 10, 37, 10]);
    for (const order of ['tiers', 'uniform']) {
      const { rows, uncovered } = found(
        { ...last, ledger, objects: more },
        withSwitches(pack, { 'calc.poolOrder': order }),
      );
      expect(uncovered).toBe(2);
      const first = rows.filter(({ state, tier }) => state === 'in' && tier === 0);
      expect(first.map(({ objectId }) => objectId)).toEqual(['K-036', 'K-037']);
    }
    // Control: of another period nobody waits, and who came is drawn like the others who were not.
    const third = { ...last, period: '2026Q3', date: '2026-08-20', ledger: year, objects: more };
    expect(found(third).rows.find(({ objectId }) => objectId === 'K-038')).toMatchObject({ state: 'in', tier: 0 });
  });

  test('has nobody else on it where everybody is asked for', () => {
    const projects = ids(1, 5).map((one) => anObject({ id: one, constructionProject: true }));
    const of = (supplements: Supplements) =>
      candidates(pack, {
        ...({ class: 'construction', level: 'county', period: '2026', date: '2026-05-20', objects: projects } as const),
        visits: visits(ids(1, 3), '2026-05-10', { class: 'construction', period: '2026' }),
        supplements,
      })!;
    const four = new Set(ids(1, 4));
    expect(of({ listed: four, isDirectory: true })).toMatchObject({ base: 4, pool: 1, required: 1 });
    expect(of({ listed: four })).toMatchObject({ base: 5, pool: 2, required: 2 });
  });
});

describe('what the law asks of a whole period that is supplemented', () => {
  test('is of the list by which it is measured', () => {
    const gone = stopped([...ids(9, 10), ...ids(30, 33)]);
    const ledger = [...visits(ids(1, 6)), ...visits(ids(7, 10), '2026-05-01', waiting)];
    expect(wholeToday(pack, found({ gone, ledger }))).toMatchObject({ base: 37, required: 10, n: 10 });
    expect(wholeToday(pack, found({ gone, ledger, supplements: undefined }))).toMatchObject({ base: 31, required: 8 });
  });

  test('counts after its end whoever left the list after the visit', () => {
    const gone = stopped(ids(1, 2));
    expect(countedAfterwards(found({ gone, date: '2026-07-02' }), '2026-07-02')).toBe(10);
    expect(countedAfterwards(found({ gone }), '2026-06-30')).toBe(0);
  });

  test('stops at whom the year lacks where the scheme does so', () => {
    const stops = withSwitches(pack, { 'calc.afterFullCoverage': 'stop' });
    const ledger = [...visits(ids(1, 34), '2026-02-10'), ...visits(ids(35, 36))];
    // Three were left before the quarter: one of them was visited and has stopped, one waits to be drawn.
    expect(told({ ledger, gone: stopped(['K-035']) }, stops)).toEqual([36, 3, 1, 1, 37, 2]);
  });
});
