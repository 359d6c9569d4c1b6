import { describe, expect, test } from 'vitest';
import { anObject, aVisit } from '../../test/facts-fixtures.ts';
import { loadHolidays, loadPack, withSwitches } from '../../test/pack-files.ts';
import { candidates } from './candidates.ts';
import { compliance } from './compliance.ts';
import { coverageMonitor } from './coverage-monitor.ts';
import type { ObjectFacts, VisitFact } from './facts.ts';
import { makeLedger } from './ledger.ts';
import { withOwnRatios } from './own-ratios.ts';
import type { Pack } from './pack.ts';
import { proposePlan } from './plan.ts';
import { windowYearsLeft } from './requirements.ts';
import { yearMeasure } from './tally-classes.ts';
import { workingDays } from './working-days.ts';
import { goalOfYear, isMeasuredByFirst } from './year-measure.ts';

/** 营口 2022—2026, ten general units, one a quarter by the county's own ratio: plan, draw, monitor and verdict of the last year. */

const yingkou = loadPack('yingkou');
const calendar = workingDays([2025, 2026, 2027].map(loadHolidays));
const ids = Array.from({ length: 10 }, (_, i) => `G-${String(i).padStart(2, '0')}`);
const ten = ids.map((id) => anObject({ id }));
const own = {
  class: 'general',
  level: 'county',
  every: 'quarter',
  min: { p: 10, q: 100 },
  from: '2022-01-01',
} as const;
const scope = { class: 'general', level: 'county' } as const;
const agency = { code: '999999', name: '示范县分局', level: 'county' } as const;
const seen = (at: number, date: string, more: Partial<VisitFact> = {}) =>
  aVisit({ objectId: ids[at]!, class: 'general', date, ...more });
const three = [seen(0, '2026-02-10'), seen(1, '2026-05-10'), seen(2, '2026-08-10')];

interface Known {
  readonly pack?: Pack;
  readonly objects?: readonly ObjectFacts[];
  readonly visits?: readonly VisitFact[];
  readonly asOf?: string;
  readonly year?: number;
}

function given({ pack = yingkou, objects = ten, visits = three, asOf = '2026-10-08', year = 2026 }: Known) {
  return { pack, objects, visits, asOf, year, ownRatios: [own] };
}

function planned(known: Known) {
  const { pack, year, ownRatios, ...seenSoFar } = given(known);
  const ledger = makeLedger(pack, { agency: '999999', level: 'county', year, countsDrawn: true, ...seenSoFar });
  const { entries } = proposePlan(pack, { agency, year, bases: {}, ownRatios, soFar: { ledger, frozen: [] } });
  return entries
    .filter((entry) => entry.class === 'general')
    .map(({ base, required, recommended, n }) => [base, required, recommended, n]);
}

function drawn(known: Known) {
  const { pack: plain, objects, visits, asOf, year, ownRatios } = given(known);
  const pack = withOwnRatios(plain, ownRatios, `${year}-12-31`);
  const period = `${year}Q4`;
  const ledger = makeLedger(plain, {
    agency: '999999',
    level: 'county',
    year,
    objects,
    visits,
    asOf,
    countsDrawn: true,
  });
  const ofYear = yearMeasure(plain, ledger, { class: 'general', period, year, asOf, ownRatios });
  return candidates(pack, { ...scope, period, date: asOf, objects, visits, items: ['1'], ...(ofYear && { ofYear }) })!;
}

function monitored(known: Known) {
  const { pack, ...input } = given(known);
  const lines = coverageMonitor(pack, { agency: '999999', level: 'county', calendar, ...input });
  const own = lines.filter((line) => line.class === 'general');
  return { year: own[0]!, window: own[1]! };
}

function judged(known: Known) {
  const { pack, ...input } = given({ asOf: '2027-01-20', ...known });
  const { tables, findings } = compliance(pack, { agency: '999999', level: 'county', calendar, ...input });
  const row = tables.find((one) => one.class === 'general' && one.topic === 'coverage')!;
  const ratio = tables.filter((one) => one.class === 'general' && one.topic === 'ratio');
  return { row, ratio, codes: findings.filter((one) => one.class === 'general').map(({ code }) => code) };
}

/** What each of the four says is lacking before the last draw of the year. */
function lacking(known: Known) {
  const { row } = judged(known);
  return {
    plan: planned(known).at(-1)![2],
    draw: drawn(known).recommended,
    monitor: monitored(known).window.pace,
    verdict: row.required! - row.actual,
  };
}
const all = (n: number) => ({ plan: n, draw: n, monitor: n, verdict: n });

describe('the last year of a window', () => {
  test('plans what the window lacks, at the pace of its quarters; each quarter owes its own ratio', () => {
    expect(planned({ visits: [], asOf: '2026-01-06' })).toEqual([
      [10, 1, 3, 3],
      [10, 1, 3, 3],
      [10, 1, 2, 2],
      [10, 1, 2, 2],
    ]);
    const before = (year: number, covered: number) =>
      proposePlan(yingkou, {
        ...{ agency, year, bases: { general: 10 }, covered: { general: covered }, ownRatios: [own] },
      }).entries.map(({ required, recommended, n }) => [required, recommended, n]);
    expect(before(2026, 0)).toEqual([1, 1, 1, 1].map((least, i) => [least, [3, 3, 2, 2][i], [3, 3, 2, 2][i]]));
    expect(before(2026, 5)).toEqual([2, 1, 1, 1].map((n) => [1, n, n]));
    // Control: while a year follows nothing is raised.
    expect(before(2025, 0)).toEqual([1, 1, 1, 1].map((n) => [n, n, n]));
  });

  test('has all that is lacking asked for with its last draw, in plan, draw, monitor and verdict', () => {
    expect(planned({})).toEqual([
      [10, 1, 3, 1],
      [10, 1, 3, 1],
      [10, 1, 4, 1],
      [10, 1, 7, 7],
    ]);
    expect(monitored({}).year.periods.map(({ required, recommended }) => [required, recommended])).toEqual([
      [1, 3],
      [1, 3],
      [1, 4],
      [1, 7],
    ]);
    expect(drawn({})).toMatchObject({ minimum: 1, required: 1, recommended: 7, n: 1 });
    expect(lacking({})).toEqual(all(7));
    // Of the quarters none is short, the window is.
    const { ratio, codes } = judged({ visits: [...three, seen(3, '2026-11-10')] });
    expect(ratio.map(({ required, actual, state }) => [required, actual, state])).toEqual(
      [1, 1, 1, 1].map((n) => [n, n, 'met']),
    );
    expect(codes).toEqual(['UNDER_HORIZON_COVERAGE']);
    const done = [...three, ...[3, 4, 5, 6, 7, 8, 9].map((at) => seen(at, '2026-11-10'))];
    expect(judged({ visits: done })).toMatchObject({ codes: [], row: { state: 'met' } });
    expect(drawn({ visits: done, asOf: '2026-11-20' }).recommended).toBe(0);
  });

  test('the monitor counts the quarters that are left', () => {
    expect(monitored({ visits: three.slice(0, 1), asOf: '2026-04-02' }).window).toMatchObject({
      ...{ periodsLeft: 3, pace: 3 },
    });
    expect(monitored({ year: 2025, visits: [], asOf: '2025-04-02' }).window).toMatchObject({ periodsLeft: 2, pace: 5 });
    expect(monitored({ asOf: '2027-01-05' }).window).toMatchObject({ periodsLeft: 0 });
  });

  test('whoever was seen in the years before is covered, whoever is spared this year was not seen', () => {
    const earlier = [seen(8, '2023-05-10'), seen(9, '2022-01-01'), seen(7, '2021-12-31')];
    expect(lacking({ visits: [...three, ...earlier] })).toEqual(all(5));
    const clean = { level: 'municipal', agency: '210800', items: ['1'], results: ['未发现问题'] } as const;
    const spared = seen(6, '2026-03-10', clean);
    expect(drawn({ visits: [...three, spared] })).toMatchObject({ fresh: 6, pool: 9 });
    expect(lacking({ visits: [...three, spared] })).toEqual(all(7));
    // A result that closed what the level had drawn is counted by the verdict.
    const closed = seen(6, '2024-03-10', { recognised: true, taskId: 't-1' });
    expect(lacking({ visits: [...three, closed] })).toEqual(all(6));
  });

  test('a draw that took others leaves as many lacking', () => {
    const pack = withSwitches(yingkou, { 'calc.poolOrder': 'uniform' });
    const again = [...three, seen(0, '2026-11-10', { period: '2026Q4' })];
    expect(drawn({ pack, visits: again, asOf: '2026-11-20' })).toMatchObject({ required: 0, recommended: 7 });
  });

  test('measured by the first list it owes nothing to whoever came later', () => {
    const objects = [...ten, anObject({ id: 'N-1', listedFrom: '2026-09-01' })];
    expect(lacking({ objects })).toEqual(all(8));
    const pack = withSwitches(yingkou, { 'calc.annualBase': 'yearStart' });
    expect(lacking({ pack, objects })).toEqual(all(7));
    // The quarter itself goes by its own list.
    expect(drawn({ pack, objects })).toMatchObject({ base: 11, minimum: 2, fresh: 8 });
    expect([2025, 2026].map((year) => isMeasuredByFirst(pack, { ...scope, year }))).toEqual([false, true]);
  });

  test('read per object every year is the last one of its own window', () => {
    const pack = withSwitches(yingkou, { 'horizon.type': 'rollingPerObject' });
    const visits = [seen(0, '2021-05-10'), seen(1, '2020-05-10'), seen(2, '2025-02-10')];
    const known = { pack, year: 2025, visits, asOf: '2025-10-08' };
    expect(lacking(known)).toEqual(all(8));
    expect(lacking({ ...known, pack: yingkou }).plan).toBe(1);
    const { coverage } = { coverage: goalOfYear(pack, { ...scope, year: 2025 })!.rule as never };
    expect([pack, yingkou].map((under) => windowYearsLeft(under, coverage, '2025-06-01'))).toEqual([1, 2]);
  });

  test('without a ratio of its own the year asks for whom the window lacks, and not for whoever was inspected in another class', () => {
    const whole = (visits: readonly VisitFact[], year = 2026) =>
      candidates(yingkou, { ...scope, period: String(year), date: `${year}-10-08`, objects: ten, visits })!;
    const special = seen(3, '2026-05-10', { class: 'special', taskId: '2026-special' });
    expect([whole(three).required, whole([...three, special]).required]).toEqual([7, 6]);
    // Control: one of the class itself counts for the entry too; before the last year its share is advised alone.
    expect(whole([...three, seen(3, '2026-05-10')]).required).toBe(6);
    expect(whole([seen(3, '2025-05-10', { class: 'special' })], 2025)).toMatchObject({ required: 0, recommended: 5 });
  });

  test('a version without such a window has no such goal', () => {
    expect(goalOfYear(yingkou, { class: 'key', level: 'county', year: 2026 })).toBeUndefined();
    expect(goalOfYear(yingkou, { ...scope, year: 2025 })).toBeUndefined();
    expect(goalOfYear(loadPack('jiangxian'), { ...scope, year: 2026 })?.rule.topic).toBe('annualRatio');
  });
});
