import { describe, expect, test } from 'vitest';
import { anObject, aVisit, keyObject } from '../../test/facts-fixtures.ts';
import { loadHolidays, loadPack } from '../../test/pack-files.ts';
import { calledOffInLast } from './called-off.ts';
import { candidates } from './candidates.ts';
import { type ComplianceInput, compliance } from './compliance.ts';
import type { VisitFact } from './facts.ts';
import { waitingBeforeLast } from './waiting.ts';
import { workingDays } from './working-days.ts';

/** 绛县, eight key units, seven inspected in the year; the visit to the eighth was cancelled. */

const calendar = workingDays([2026, 2027].map(loadHolidays));
const pack = loadPack('jiangxian');
const id = (i: number) => `K-${i + 10}`;
const objects = Array.from({ length: 8 }, (_, i) => keyObject(id(i)));
const visit = (i: number, quarter: number, more: Partial<VisitFact> = {}) =>
  aVisit({
    ...{ objectId: id(i), date: `2026-${['02', '05', '08', '11'][quarter - 1]}-10`, period: `2026Q${quarter}` },
    ...{ taskId: `2026q${quarter}-key`, ...more },
  });
const called = (i: number, quarter: number, more: Partial<VisitFact> = {}) =>
  visit(i, quarter, { state: 'cancelled', results: [], ...more });
const done = [1, 1, 2, 2, 3, 3, 4].map((quarter, i) => visit(i, quarter));

function short(code: string, given: Partial<ComplianceInput>) {
  const [found] = compliance(pack, {
    ...({ agency: '999999', level: 'county', year: 2026, asOf: '2027-01-05', calendar } as const),
    ...{ objects, visits: done, ...given },
  }).findings.filter((one) => one.code === code);
  return found && [found.shortBy, found.waiting, found.cancelled, found.cancelledIn];
}
const ofYear = (waiting: readonly VisitFact[], given: Partial<ComplianceInput> = {}) =>
  short('UNDER_ANNUAL_COVERAGE', { waiting, ...given });

describe('a number of the year', () => {
  test('says whose visit was cancelled and can still be made, and under which task', () => {
    expect(ofYear([called(7, 4)])).toEqual([1, undefined, 1, ['2026q4-key']]);
    expect(ofYear([called(7, 2), called(7, 4)])).toEqual([1, undefined, 1, ['2026q2-key']]);
  });

  test.each<[string, VisitFact]>([
    ['who was inspected since', called(0, 4)],
    ['a task that is closed', called(7, 4, { taskClosed: true })],
    ['another class', called(7, 4, { class: 'general' })],
    ['another year', called(7, 4, { period: '2025Q4' })],
    ['who is in no list', called(70, 4)],
  ])('control: says nothing of %s', (_, one) => {
    expect(ofYear([one])).toEqual([1, undefined, undefined, undefined]);
  });

  test('control: who waits under another task is told as waiting, and who closed is gone', () => {
    const waits = visit(7, 4, { state: 'drawn', results: [] });
    expect(ofYear([called(7, 2), waits])).toEqual([1, 1, undefined, undefined]);
    const gone = keyObject(id(7), { status: 'closed', statusSince: '2026-12-01' });
    const found = ofYear([called(7, 4)], { objects: [...objects.slice(0, 7), gone] });
    expect(found?.[2]).toBeUndefined();
  });

  test('of a window of years, too', () => {
    const general = Array.from({ length: 4 }, (_, i) => anObject({ id: `G-${i + 10}` }));
    const of = (i: number, more: Partial<VisitFact> = {}) =>
      aVisit({ objectId: `G-${i + 10}`, class: 'general', date: '2026-11-10', period: '2026Q4', ...more });
    const waiting = [of(1, { state: 'cancelled', results: [], taskId: '2026q4-general' })];
    const { findings } = compliance(loadPack('yingkou'), {
      ...({ agency: '999999', level: 'county', year: 2026, asOf: '2027-01-05', calendar } as const),
      ...{ objects: general, visits: [of(0)], waiting },
    });
    const found = findings.find(({ code }) => code === 'UNDER_HORIZON_COVERAGE');
    expect(found).toMatchObject({ shortBy: 3, cancelled: 1, cancelledIn: ['2026q4-general'] });
  });
});

test('a number of a period says it of its own tasks, as far as they are wanted', () => {
  const ofQ2 = (waiting: readonly VisitFact[]) =>
    short('UNDER_RATIO', { visits: done.slice(0, 3), only: '2026Q2', asOf: '2026-07-20', waiting });
  expect(ofQ2([called(3, 2)])).toEqual([1, undefined, 1, ['2026q2-key']]);
  // Controls: of another quarter, inspected in this one, or drawn again in it.
  const nothing = [1, undefined, undefined, undefined];
  expect([ofQ2([called(3, 1)]), ofQ2([called(2, 2)])]).toEqual([nothing, nothing]);
  const waits = visit(3, 2, { state: 'drawn', results: [], taskId: '2026q2-key-2' });
  expect(ofQ2([called(3, 2), waits])).toEqual([1, 1, undefined, undefined]);
});

describe('the last draw of a year that is to be covered', () => {
  const left = (visits: readonly VisitFact[], period = '2026Q4', date = '2026-11-20') => {
    const asked = { class: 'key', level: 'county', period } as const;
    const { rows } = candidates(pack, { ...asked, date, objects, visits, supplements: {} })!;
    return calledOffInLast(pack, { level: 'county', agency: '999999', visits }, { ...asked, rows });
  };

  test('knows whose visit was cancelled and whom no draw takes any more', () => {
    expect(left([...done, called(7, 4)])).toEqual({ visits: 1, tasks: ['2026q4-key'] });
  });

  test('control: not who was covered since, who was cancelled before it, nor with an earlier draw', () => {
    expect(left([...done, called(7, 4), visit(7, 4, { taskId: '2026q4-joint' })])).toBeUndefined();
    expect(left([...done, called(7, 2)])).toBeUndefined();
    expect(left([...done.slice(0, 4), called(7, 3)], '2026Q3', '2026-08-20')).toBeUndefined();
  });

  test('control: not of a class of which nothing is asked', () => {
    const known = { level: 'county', agency: '999999', visits: [called(7, 4)] } as const;
    expect(calledOffInLast(pack, known, { class: 'other', period: '2026', rows: [] })).toBeUndefined();
    expect(waitingBeforeLast(pack, known, { class: 'other', period: '2026Q4' })).toEqual([]);
  });

  test('is that of the year for a class that is drawn once in it', () => {
    const projects = [1, 2].map((i) => anObject({ id: `C-${i}`, constructionProject: true }));
    const asked = { class: 'construction', level: 'county', period: '2026' } as const;
    const of = (objectId: string, state: 'cancelled' | 'completed') =>
      aVisit({ ...{ objectId, state, class: 'construction', date: '2026-06-10' }, period: '2026', taskId: '2026-c' });
    const visits = [of('C-1', 'completed'), of('C-2', 'cancelled')];
    const { rows } = candidates(pack, { ...asked, date: '2026-11-20', objects: projects, visits })!;
    const known = { level: 'county', agency: '999999', visits } as const;
    expect(calledOffInLast(pack, known, { ...asked, rows })).toEqual({ visits: 1, tasks: ['2026-c'] });
  });
});
