import { expect, test } from 'vitest';
import { loadHolidays } from '../../test/pack-files.ts';
import { lateness } from './lateness.ts';
import { workingDays } from './working-days.ts';

const calendar = workingDays([loadHolidays(2026)]);

test('counts working days where the limit is given in them, else days of the calendar', () => {
  const late = { due: '2026-05-15', doneOn: '2026-05-20', asOf: '2026-06-30' };
  expect(lateness(late, calendar)).toEqual({
    due: '2026-05-15',
    doneOn: '2026-05-20',
    lateBy: { days: 3, unit: 'workingDay' },
  });
  expect(lateness(late).lateBy).toEqual({ days: 5, unit: 'day' });
});

test('what is missing is late by the day of the judgement, and has no day on which it was done', () => {
  expect(lateness({ due: '2026-05-15', asOf: '2026-05-18' }, calendar)).toEqual({
    due: '2026-05-15',
    lateBy: { days: 1, unit: 'workingDay' },
  });
});

test('on the weekend after a Friday no working day has passed, and still it is late', () => {
  const saturday = lateness({ due: '2026-05-15', doneOn: '2026-05-16', asOf: '2026-06-30' }, calendar);
  expect(saturday.lateBy).toEqual({ days: 1, unit: 'day' });
});

test('a last day in a year whose holidays are not announced is an estimate; a limit in days of the calendar rests on none', () => {
  const both = workingDays([loadHolidays(2026), loadHolidays(2027)]);
  const late = { due: '2027-01-04', doneOn: '2027-01-06', asOf: '2027-01-20' };
  expect(lateness(late, both)).toMatchObject({ due: '2027-01-04', dueEstimated: true });
  expect(lateness(late)).not.toHaveProperty('dueEstimated');
  expect(lateness({ ...late, due: '2026-12-31' }, both)).not.toHaveProperty('dueEstimated');
});
