import { describe, expect, test } from 'vitest';
import { classHistory, missingSteps } from './class-history.ts';
import type { ClassInterval } from './classify.ts';

const said = { reasons: [], exitedUninspected: false };
const reckoned = (...intervals: readonly (readonly [cls: string, from: string, to: string])[]): ClassInterval[] =>
  intervals.map(([cls, from, to]) => ({ class: cls, from, to, ...said }));
const record = (cls: string, from: string) => ({ class: cls, from, ...said });
const year = reckoned(
  ['general', '2025-01-01', '2025-03-31'],
  ['special', '2025-04-01', '2025-06-30'],
  ['general', '2025-07-01', '2025-12-31'],
);

describe('what the record lacks', () => {
  const steps = (last: Parameters<typeof missingSteps>[1]['last'], today: string, intervals = year) =>
    missingSteps(intervals, { last, today }).map(({ before = '—', class: cls, from }) => [before, cls, from]);

  test('is everything up to today where there is no record', () => {
    expect(steps(undefined, '2025-07-10')).toEqual([
      ['—', 'general', '2025-01-01'],
      ['general', 'special', '2025-04-01'],
      ['special', 'general', '2025-07-01'],
    ]);
    expect(steps(undefined, '2025-03-31')).toEqual([['—', 'general', '2025-01-01']]);
  });

  test('is what changed since the last entry, from the day it changed', () => {
    expect(steps({ class: 'general', from: '2025-03-01' }, '2025-04-10')).toEqual([
      ['general', 'special', '2025-04-01'],
    ]);
    expect(steps({ class: 'special', from: '2025-04-01' }, '2025-06-30')).toEqual([]);
    expect(steps({ class: 'special', from: '2025-04-01' }, '2025-07-01')).toEqual([
      ['special', 'general', '2025-07-01'],
    ]);
  });

  test('is counted from today where it only became known since', () => {
    expect(steps({ class: 'general', from: '2025-04-02' }, '2025-05-05')).toEqual([
      ['general', 'special', '2025-05-05'],
    ]);
    // Known too late to have been: the quarter is over, and its end is the next change there is.
    expect(steps({ class: 'key', from: '2025-04-02' }, '2025-07-05')).toEqual([['key', 'general', '2025-07-01']]);
    expect(steps({ class: 'general', from: '2025-04-02' }, '2025-07-05')).toEqual([]);
  });
});

describe('the history', () => {
  const history = (records: Parameters<typeof classHistory>[0], intervals = year) =>
    classHistory(records, intervals).map(({ class: cls, from, to, recorded }) => [cls, from, to, recorded]);

  test('without a record is what is reckoned', () => {
    expect(history([])).toEqual(year.map(({ class: cls, from, to }) => [cls, from, to, false]));
    expect(history([], [])).toEqual([]);
  });

  test('is the record as far as it goes, whatever today’s facts say of those months', () => {
    const key = reckoned(['key', '2025-01-01', '2025-12-31']);
    const records = [record('general', '2025-01-01'), record('special', '2025-04-01'), record('key', '2025-05-02')];
    expect(history(records, key)).toEqual([
      ['general', '2025-01-01', '2025-03-31', true],
      ['special', '2025-04-01', '2025-05-01', true],
      ['key', '2025-05-02', '2025-12-31', true],
    ]);
  });

  test('goes on as reckoned behind the record, and begins so before it', () => {
    expect(history([record('key', '2025-02-01'), record('key', '2025-05-02')])).toEqual([
      ['general', '2025-01-01', '2025-01-31', false],
      ['key', '2025-02-01', '2025-06-30', true],
      ['general', '2025-07-01', '2025-12-31', false],
    ]);
  });

  test('takes the last entry of a day, and only days that are asked about', () => {
    const records = [
      record('a', '2024-05-01'),
      record('b', '2025-02-01'),
      record('c', '2025-02-01'),
      record('d', '2026-01-01'),
    ];
    expect(history(records)).toEqual([
      ['a', '2025-01-01', '2025-01-31', true],
      ['c', '2025-02-01', '2025-12-31', true],
    ]);
    expect(history([record('a', '2024-05-01')], reckoned(['b', '2025-01-01', '2025-12-31']))).toEqual([
      ['b', '2025-01-01', '2025-12-31', false],
    ]);
    expect(history([record('d', '2026-01-01')])).toHaveLength(3);
  });
});
