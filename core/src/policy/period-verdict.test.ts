import { describe, expect, test } from 'vitest';
import { loadHolidays } from '../../test/pack-files.ts';
import { closingGround, periodsOver, stateOn, verdictTimes } from './period-verdict.ts';
import { workingDays } from './working-days.ts';

const calendar = workingDays([2025, 2026].map(loadHolidays));

describe('a verdict becomes final', () => {
  test('five working days after its period, holidays and make-up days counted as they fall', () => {
    // 1 to 8 October 2025 is a holiday, 11 October a make-up day, 12 October a Sunday.
    expect(verdictTimes('2025Q3', calendar)).toEqual({ ends: '2025-09-30', lastDay: '2025-10-14', provisional: false });
  });

  test('of the last quarter on the same day as of the year', () => {
    expect(verdictTimes('2025Q4', calendar)).toEqual(verdictTimes('2025', calendar));
  });

  test('with a day that is an estimate where the holidays are not announced', () => {
    expect(verdictTimes('2040Q1', calendar).provisional).toBe(true);
  });

  test('anew after it was opened again', () => {
    expect(verdictTimes('2025Q3', calendar, '2025-11-03')).toMatchObject({ ends: '2025-09-30', lastDay: '2025-11-10' });
  });
});

describe('the state', () => {
  const times = verdictTimes('2025Q3', calendar);
  test('is open to the last day of the period, and provisional from the next one on', () => {
    expect(stateOn(times, '2025-09-30')).toBe('open');
    expect(stateOn(times, '2025-10-01')).toBe('provisional');
  });
});

describe('a verdict may be closed', () => {
  const times = verdictTimes('2025Q3', calendar);
  const waiting = { tasks: 2, undrawn: 0, unvisited: 3 };
  const done = { tasks: 2, undrawn: 0, unvisited: 0 };

  test('after the last day to record, whatever is still open', () => {
    expect(closingGround(times, waiting, '2025-10-14')).toBeUndefined();
    expect(closingGround(times, waiting, '2025-10-15')).toBe('time');
  });

  test('before that day when every inspection is concluded, never while the period runs', () => {
    expect(closingGround(times, done, '2025-09-30')).toBeUndefined();
    expect(closingGround(times, done, '2025-10-01')).toBe('concluded');
    expect(closingGround(times, { ...done, undrawn: 1 }, '2025-10-01')).toBeUndefined();
  });

  test('not because nothing was drawn', () => {
    expect(closingGround(times, { tasks: 0, undrawn: 0, unvisited: 0 }, '2025-10-01')).toBeUndefined();
  });
});

describe('the periods that are over', () => {
  test('are quarters and years that ended on the first day or after it', () => {
    expect(periodsOver({ since: '2025-06-30', today: '2026-04-01' })).toEqual([
      ...['2025Q2', '2025Q3', '2025Q4', '2025'],
      '2026Q1',
    ]);
  });

  test('are none on the last day of the first', () => {
    expect(periodsOver({ since: '2025-02-01', today: '2025-03-31' })).toEqual([]);
    expect(periodsOver({ since: '2025-02-01', today: '2025-04-01' })).toEqual(['2025Q1']);
  });
});
