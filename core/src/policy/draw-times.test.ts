import { describe, expect, test } from 'vitest';
import { anObject, aVisit, keyObject } from '../../test/facts-fixtures.ts';
import { loadHolidays, loadPack } from '../../test/pack-files.ts';
import { compliance } from './compliance.ts';
import type { DrawDay } from './draw-times.ts';
import type { VisitFact } from './facts.ts';
import type { Pack } from './pack.ts';
import { workingDays } from './working-days.ts';

const pack = loadPack('jiangxian');
const calendar = workingDays([2025, 2026, 2027].map(loadHolidays));
const IDS = Array.from({ length: 8 }, (_, i) => `K-${i}`);

type Given = {
  readonly visits?: readonly VisitFact[];
  /** Days of draws held here, and of those of a lead department. */
  readonly drawnOn?: readonly string[];
  readonly drawnElsewhere?: readonly string[];
  /** Was a list frozen here? */
  readonly listed?: boolean;
  readonly under?: Pack;
};

const drawsOf = (place: { readonly class: string; readonly period: string }, days: readonly string[]) =>
  days.map((day): DrawDay => ({ ...place, day }));
const KEY = { class: 'key', period: '2026Q1' };

const judged = ({ visits = [], drawnOn = [], drawnElsewhere = [], listed = true, under = pack }: Given) =>
  compliance(under, {
    ...{ agency: '999999', level: 'county', year: 2026, only: '2026Q1', asOf: '2026-05-10', calendar },
    objects: IDS.map((id) => keyObject(id)),
    visits,
    ...(listed && { frozen: [{ ...KEY, base: 8, available: 8, members: IDS }] }),
    draws: [
      ...drawsOf(KEY, drawnOn),
      ...drawsOf(KEY, drawnElsewhere).map((one) => ({ ...one, elsewhere: true })),
      ...drawsOf({ class: 'key', period: '2026Q2' }, ['2026-05-04']),
      ...drawsOf({ class: 'general', period: '2026Q1' }, ['2026-01-04']),
    ],
  });
const late = (given: Given) =>
  judged(given).findings.flatMap(({ code, severity, doneOn, lateBy, actual }) =>
    code === 'DRAWN_LATE' || code === 'VISITED_LATE' ? [{ code, severity, doneOn, days: lateBy?.days, actual }] : [],
  );
const on = (date: string, i: number) => aVisit({ objectId: IDS[i]!, class: 'key', date, period: '2026Q1' });

test('a yearly number by the officers that was drawn after its year stays a violation too; a window of years is told of it', () => {
  const visit = (id: string) => aVisit({ objectId: id, class: 'general', period: '2026', date: '2027-01-08' });
  const found = (name: string, drawnOn: readonly string[]) =>
    compliance(loadPack(name), {
      ...{ agency: '999999', level: 'county', year: 2026, asOf: '2027-01-20', calendar },
      objects: [anObject({ id: 'G-1' }), anObject({ id: 'G-2' })],
      visits: [visit('G-1'), visit('G-2')],
      inspectors: [],
      frozen: [{ class: 'general', period: '2026', base: 2, available: 2, members: ['G-1', 'G-2'] }],
      draws: drawsOf({ class: 'general', period: '2026' }, drawnOn),
    }).findings.flatMap(({ code, severity, doneOn }) =>
      code.endsWith('_LATE') && doneOn ? [[code, severity, doneOn]] : [],
    );
  expect(found('xinxian', ['2027-01-05'])).toEqual([
    ['DRAWN_LATE', 'error', '2027-01-05'],
    ['VISITED_LATE', 'info', '2027-01-08'],
  ]);
  expect(found('yingkou', ['2027-01-05'])[0]).toEqual(['DRAWN_LATE', 'warning', '2027-01-05']);
  expect(found('xinxian', ['2026-12-30'])).toEqual([['VISITED_LATE', 'info', '2027-01-08']]);
});

describe('what was made up for once a period was over', () => {
  test('counts for it, and is told with the last day of the draw and of the visits', () => {
    const given = {
      visits: [on('2026-04-10', 0), on('2026-04-12', 1), on('2026-04-02', 1)],
      drawnOn: ['2026-04-08', '2026-04-01', '2026-03-02'],
    };
    expect(late(given)).toEqual([
      { code: 'DRAWN_LATE', severity: 'warning', doneOn: '2026-04-08', days: 8, actual: undefined },
      { code: 'VISITED_LATE', severity: 'info', doneOn: '2026-04-12', days: 12, actual: 2 },
    ]);
    expect(judged(given).tables.find((one) => one.topic === 'ratio' && one.class === 'key')).toMatchObject({
      actual: 2,
      state: 'met',
    });
  });

  test('a period without a draw in time stays a violation, as grave as its rule, although its number is met', () => {
    const given = { visits: [on('2026-04-10', 0), on('2026-04-10', 1)], drawnOn: ['2026-04-08', '2026-04-01'] };
    expect(late(given)[0]).toMatchObject({ code: 'DRAWN_LATE', severity: 'error', doneOn: '2026-04-08' });
    expect(judged(given).verdict).toBe('noncompliant');
  });

  test('a visit in time shows that there was a draw in time, also where that was not held here', () => {
    const given = { visits: [on('2026-02-10', 0), on('2026-04-10', 1)], drawnOn: ['2026-04-08'] };
    expect(late(given)[0]).toMatchObject({ code: 'DRAWN_LATE', severity: 'warning' });
  });

  test('visits after a draw in time are for information alone', () => {
    const given = { visits: [on('2026-04-01', 0), on('2026-03-31', 1)], drawnOn: ['2026-03-31'] };
    expect(late(given)).toEqual([{ code: 'VISITED_LATE', severity: 'info', doneOn: '2026-04-01', days: 1, actual: 1 }]);
  });

  test('control: nothing is told where all of it lies in the period, or nobody knows the day', () => {
    expect(late({ visits: [on('2026-03-31', 0)], drawnOn: ['2026-03-31'] })).toEqual([]);
    expect(late({})).toEqual([]);
  });
});

describe('a draw of a lead department, of which no list was frozen here', () => {
  const afterwards = [on('2026-04-10', 0), on('2026-04-10', 1)];
  const drawn = (given: Given) =>
    late({ visits: afterwards, listed: false, ...given }).flatMap(({ code, severity, doneOn }) =>
      code === 'DRAWN_LATE' ? [[severity, doneOn]] : [],
    );

  test('is late as one held here is, and leaves the base to the directory', () => {
    expect(drawn({ drawnElsewhere: ['2026-04-08'] })).toEqual([['error', '2026-04-08']]);
    const { tables } = judged({ visits: afterwards, listed: false, drawnElsewhere: ['2026-04-08'] });
    expect(tables.find((one) => one.topic === 'ratio' && one.class === 'key')).toMatchObject({
      ...{ base: 8, actual: 2, state: 'met', baseFrom: 'directory' },
    });
  });

  test('is a draw in time beside one that is held here late, and the other way round', () => {
    expect(drawn({ drawnElsewhere: ['2026-03-02'], drawnOn: ['2026-04-08'] })).toEqual([['warning', '2026-04-08']]);
    expect(drawn({ drawnElsewhere: ['2026-04-08'], drawnOn: ['2026-03-02'] })).toEqual([['warning', '2026-04-08']]);
    expect(drawn({ drawnElsewhere: ['2026-03-31'] })).toEqual([]);
  });

  test('is none where the scheme does not count what others draw', () => {
    const under = loadPack('jiangxian', (value) => {
      for (const rule of value.rules as { id: string; value: object }[])
        if (rule.id.includes('/jointDraw/')) rule.value = { ...rule.value, countsElsewhere: false };
    });
    expect(drawn({ drawnElsewhere: ['2026-04-08'], under })).toEqual([]);
    const both = { drawnElsewhere: ['2026-03-02'], drawnOn: ['2026-04-08'] };
    expect(drawn({ ...both, under })).toEqual([['error', '2026-04-08']]);
  });
});
