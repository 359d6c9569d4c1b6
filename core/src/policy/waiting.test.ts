import { describe, expect, test } from 'vitest';
import { anObject, aVisit, keyObject } from '../../test/facts-fixtures.ts';
import { loadHolidays, loadPack, withSwitches } from '../../test/pack-files.ts';
import { type ComplianceInput, compliance } from './compliance.ts';
import type { ObjectFacts, VisitFact } from './facts.ts';
import { withOwnRatios } from './own-ratios.ts';
import { openAmong, stillToGo, waitingBeforeLast } from './waiting.ts';
import { workingDays } from './working-days.ts';

/** 绛县, twelve key units, three a quarter: of the second quarter one was drawn and not visited. */

const calendar = workingDays([2026, 2027].map(loadHolidays));
const pack = loadPack('jiangxian');
const id = (i: number) => `K-${i + 10}`;
const objects = Array.from({ length: 12 }, (_, i) => keyObject(id(i)));
const task = (quarter: string) => `2026${quarter.toLowerCase()}-key`;
const visit = (i: number, quarter: string, more: Partial<VisitFact> = {}) =>
  aVisit({ objectId: id(i), date: '2026-05-10', period: `2026${quarter}`, taskId: task(quarter), ...more });
const drawn = (i: number, quarter = 'Q2', more: Partial<VisitFact> = {}) =>
  visit(i, quarter, { state: 'drawn', results: [], ...more });
const done = [0, 1, 2].map((i) => visit(i, 'Q1', { date: '2026-02-10' }));

function shortages(given: Partial<ComplianceInput>, under = pack) {
  const { findings } = compliance(under, {
    ...({ agency: '999999', level: 'county', year: 2026, only: '2026Q2', asOf: '2026-07-20', calendar } as const),
    ...{ objects, visits: [...done, visit(3, 'Q2')], ...given },
  });
  return findings
    .filter(({ shortBy }) => shortBy !== undefined)
    .map(({ code, shortBy, gone, waiting, waitingIn }) => [code, shortBy, gone, waiting, waitingIn]);
}

describe('a number of the year', () => {
  const year = (given: Partial<ComplianceInput>, code: string) => {
    const [found] = compliance(pack, {
      ...({ agency: '999999', level: 'county', year: 2026, asOf: '2027-01-05', calendar } as const),
      ...{ objects, visits: [...done, visit(3, 'Q2')], ...given },
    }).findings.filter((one) => one.code === code);
    return found && [found.shortBy, found.waiting, found.waitingIn];
  };

  test('says what tasks of any of its periods drew of whoever is not inspected, each unit once', () => {
    const waiting = [drawn(4), drawn(5, 'Q3'), drawn(5, 'Q4'), drawn(0, 'Q4')];
    expect(year({ waiting }, 'UNDER_ANNUAL_COVERAGE')).toEqual([8, 2, ['2026q2-key', '2026q3-key']]);
    const general = Array.from({ length: 40 }, (_, i) => anObject({ id: `G-${i + 10}` }));
    const of = (i: number, more: Partial<VisitFact> = {}) =>
      aVisit({ objectId: `G-${i + 10}`, class: 'general', date: '2026-02-10', taskId: '2026q1-general', ...more });
    const open = of(5, { state: 'drawn', results: [], period: '2026Q4', taskId: '2026q4-general' });
    const visits = [0, 1, 2, 3, 4].map((i) => of(i));
    expect(year({ objects: general, visits, waiting: [open] }, 'UNDER_ANNUAL_RATIO')).toEqual([
      3,
      1,
      ['2026q4-general'],
    ]);
    // Control: nobody waits, or it is not known.
    expect(year({ objects: general, visits }, 'UNDER_ANNUAL_RATIO')).toEqual([3, undefined, undefined]);
    expect(year({ waiting: [drawn(0, 'Q4')] }, 'UNDER_ANNUAL_COVERAGE')).toEqual([8, undefined, undefined]);
  });

  test('is said of a class that is drawn once in the year, too (绛县 在建)', () => {
    const projects = Array.from({ length: 5 }, (_, i) => anObject({ id: `C-${i}`, constructionProject: true }));
    const of = (i: number, more: Partial<VisitFact> = {}) =>
      aVisit({ objectId: `C-${i}`, class: 'construction', date: '2026-06-10', period: '2026', ...more });
    const open = [3, 4].map((i) => of(i, { state: 'drawn', results: [], taskId: '2026-construction' }));
    const { findings } = compliance(pack, {
      ...({ agency: '999999', level: 'county', year: 2026, asOf: '2027-01-04', calendar } as const),
      ...{ objects: projects, visits: [0, 1, 2].map((i) => of(i)), waiting: open },
    });
    const found = findings.find((one) => one.class === 'construction');
    expect(found).toMatchObject({ shortBy: 2, waiting: 2, waitingIn: ['2026-construction'] });
  });

  test('of a window of years counts whom nobody inspected in any of them', () => {
    const general = Array.from({ length: 4 }, (_, i) => anObject({ id: `G-${i + 10}` }));
    const of = (i: number, date: string, more: Partial<VisitFact> = {}) =>
      aVisit({ objectId: `G-${i + 10}`, class: 'general', date, taskId: '2026q4-general', period: '2026Q4', ...more });
    const toCome = [1, 2].map((i) => of(i, '2026-11-10', { state: 'drawn', results: [] }));
    const visits = [of(0, '2026-11-10'), of(1, '2023-05-10', { taskId: '2023q2-general', period: '2023Q2' })];
    const { findings } = compliance(loadPack('yingkou'), {
      ...({ agency: '999999', level: 'county', year: 2026, asOf: '2027-01-05', calendar } as const),
      ...{ objects: general, visits, waiting: toCome },
    });
    const found = findings.find(({ code }) => code === 'UNDER_HORIZON_COVERAGE');
    // The unit of 2023 is drawn once more, and the window has it.
    expect(found).toMatchObject({ shortBy: 2, waiting: 1, waitingIn: ['2026q4-general'] });
  });
});

describe('a shortage', () => {
  test('says what its own tasks drew and nobody has inspected, and the numbers of these tasks', () => {
    expect(shortages({ waiting: [drawn(4)] })).toEqual([['UNDER_RATIO', 2, undefined, 1, ['2026q2-key']]]);
    expect(shortages({ waiting: [drawn(4), drawn(5, 'Q2', { taskId: '2026q2-key-2' })] })).toEqual([
      ['UNDER_RATIO', 2, undefined, 2, ['2026q2-key', '2026q2-key-2']],
    ]);
    // No more than is short.
    expect(shortages({ waiting: [4, 5, 6].map((i) => drawn(i)) })).toEqual([
      ['UNDER_RATIO', 2, undefined, 2, ['2026q2-key']],
    ]);
    // A unit that two tasks drew is inspected once.
    expect(shortages({ waiting: [drawn(4), drawn(4, 'Q2', { taskId: '2026q2-key-2' })] })[0]![3]).toBe(1);
  });

  test.each<[string, readonly VisitFact[] | undefined]>([
    ['nothing', []],
    ['what is not asked', undefined],
    ['what was called off', [drawn(4, 'Q2', { state: 'cancelled' })]],
    ['what another quarter drew', [drawn(4, 'Q1')]],
    ['what another class drew', [drawn(4, 'Q2', { class: 'general' })]],
    ['what another county drew', [drawn(4, 'Q2', { agency: '888888' })]],
    ['who was visited under another number', [drawn(3)]],
    ['who is in no directory', [drawn(40)]],
  ])('control: says nothing of %s', (_, waiting) => {
    expect(shortages(waiting ? { waiting } : {})).toEqual([['UNDER_RATIO', 2, undefined, undefined, undefined]]);
  });

  test('has who closed since apart: nobody can go there any more', () => {
    const closed = (i: number): ObjectFacts => keyObject(id(i), { status: 'closed', statusSince: '2026-06-10' });
    const some = objects.map((one, i) => (i === 4 ? closed(i) : one));
    expect(shortages({ objects: some, waiting: [drawn(4)] })).toEqual([
      ['UNDER_RATIO', 2, undefined, undefined, undefined],
    ]);
    // Everybody but one is gone: that one waits, and the other is short of the gone.
    const all = objects.map((one, i) => (i > 4 ? closed(i) : one));
    const members = objects.map((one) => one.id);
    const frozen = [{ class: 'key', period: '2026Q2', base: 12, available: 12, members }];
    const visits = [...done, ...[0, 1, 2].map((i) => visit(i, 'Q1', { date: '2026-03-10' }))];
    expect(shortages({ objects: all, frozen, visits, waiting: [drawn(4)] })[0]!.slice(1, 4)).toEqual([3, undefined, 1]);
  });

  test('of several visits to each counts those that are still wanted (宜良 2次/年)', () => {
    const yiliang = withSwitches(loadPack('yiliang'), { 'tier.halfYears': 'anyTime' });
    const units = ['B-1', 'B-2'].map((one) => anObject({ id: one, permitCategory: 'none', tags: ['要求:市政府要求'] }));
    const of = (objectId: string, date: string, more: Partial<VisitFact> = {}) =>
      aVisit({ objectId, class: 'B3', period: '2026', date, taskId: '2026-b3', ...more });
    const twice = (of2: readonly VisitFact[]) =>
      shortages(
        { only: '2026', asOf: '2027-01-20', objects: units, visits: [of('B-1', '2026-02-10')], waiting: of2 },
        yiliang,
      )
        .filter(([code]) => code === 'UNDER_RATIO')
        .map(([, shortBy, , waiting]) => [shortBy, waiting]);
    const waits = (objectId: string, date: string) => of(objectId, date, { state: 'drawn', results: [] });
    expect(twice([waits('B-1', '2026-06-10')])).toEqual([[3, 1]]);
    // The first was visited once: one of its two is wanted.
    const both = ['B-1', 'B-2'].flatMap((one) => [waits(one, '2026-06-10'), waits(one, '2026-07-10')]);
    expect(twice(both)).toEqual([[3, 3]]);
  });

  test('is not more than is short, and nothing where nothing is', () => {
    const waiting = { visits: 3, tasks: ['a'] };
    expect(openAmong({ waiting }, 2)).toEqual({ waiting: 2, waitingIn: ['a'] });
    expect(openAmong({ waiting, calledOff: { visits: 2, tasks: ['b'] } }, 4)).toEqual({
      ...{ waiting: 3, waitingIn: ['a'], cancelled: 1, cancelledIn: ['b'] },
    });
    expect(openAmong({ waiting, calledOff: waiting }, 0)).toEqual({});
    expect(openAmong({}, 2)).toEqual({});
  });
});

describe('the last draw of a year that is to be covered', () => {
  const known = (visits: readonly VisitFact[]) => ({ level: 'county' as const, agency: '999999', visits });
  const waits = (visits: readonly VisitFact[], period = '2026Q4', cls = 'key') =>
    waitingBeforeLast(pack, known(visits), { class: cls, period }).map(({ objectId }) => objectId);

  test('knows whom earlier quarters drew and nobody has inspected', () => {
    expect(waits([...done, visit(3, 'Q2'), drawn(4), drawn(5, 'Q3')])).toEqual([id(4), id(5)]);
  });

  test('control: not whom somebody visited in the year, under whatever number, nor those of the quarter itself and of other years', () => {
    expect(waits([drawn(4), visit(4, 'Q3')])).toEqual([]);
    expect(waits([drawn(4, 'Q4'), drawn(5, 'Q2', { period: '2025Q2' })])).toEqual([]);
    const { period: _, ...unsaid } = drawn(4);
    expect(waits([unsaid])).toEqual([]);
  });

  test('control: not before the last quarter, nor where the year asks for no coverage or has one period alone', () => {
    expect(waits([drawn(4)], '2026Q3')).toEqual([]);
    expect(waits([drawn(4, 'Q2', { class: 'general' })], '2026Q4', 'general')).toEqual([]);
    expect(waits([drawn(4, 'Q2', { class: 'construction' })], '2026', 'construction')).toEqual([]);
  });

  test('is the last one of a window of years, too, and then whoever was seen in the window is waited for no more', () => {
    const own = {
      class: 'general',
      level: 'county',
      every: 'quarter',
      min: { p: 1, q: 10 },
      from: '2022-01-01',
    } as const;
    const yingkou = withOwnRatios(loadPack('yingkou'), [own], '2026-12-31');
    const of = (objectId: string, date: string, more: Partial<VisitFact> = {}) =>
      aVisit({ objectId, class: 'general', date, ...more });
    const open = (objectId: string, year = '2026') =>
      of(objectId, `${year}-02-10`, { state: 'drawn', results: [], period: `${year}Q1`, taskId: `${year}q1-general` });
    const before = (visits: readonly VisitFact[], period = '2026Q4') =>
      waitingBeforeLast(yingkou, known(visits), { class: 'general', period }).map(({ objectId }) => objectId);
    expect(before([open('G-1'), open('G-2'), of('G-2', '2023-05-10')])).toEqual(['G-1']);
    // Controls: not before the last year, nor before its last quarter; a visit of the window before is none of this one.
    expect([before([open('G-1', '2025')], '2025Q4'), before([open('G-1')], '2026Q3')]).toEqual([[], []]);
    expect(before([open('G-2'), of('G-2', '2021-05-10')])).toEqual(['G-2']);
  });

  test('is told of those alone where somebody can still go', () => {
    const objectOf = new Map([keyObject('K-1'), anObject({ id: 'K-2', status: 'closed' })].map((one) => [one.id, one]));
    const at = (...ids: readonly string[]) => ids.map((objectId) => drawn(0, 'Q2', { objectId }));
    expect(stillToGo(at('K-1', 'K-2', 'K-3'), { objectOf, asOf: '2026-10-20' })).toEqual({
      visits: 1,
      tasks: ['2026q2-key'],
    });
    expect(stillToGo(at('K-2'), { objectOf, asOf: '2026-10-20' })).toBeUndefined();
  });
});
