import { expect, test } from 'vitest';
import { aVisit } from '../../test/facts-fixtures.ts';
import { loadPack, withSwitches } from '../../test/pack-files.ts';
import { campaignPool } from './campaign.ts';
import type { VisitFact } from './facts.ts';
import { overlapsOf } from './overlap.ts';

const pack = loadPack('yingkou');
const scope = ['K-3', 'K-1', 'K-2', 'K-4'];
const min = { p: 50, q: 100 };
const run = (visits: readonly VisitFact[], more: object = {}) =>
  campaignPool(pack, { scope, visits, year: 2022, min, ...more });
const visit = (more: object = {}) => aVisit({ objectId: 'K-1', date: '2022-03-10', ...more });

test('who was in a finished daily draw this year may be left out; the number does not shrink', () => {
  expect(run([])).toEqual({ required: 2, pool: ['K-1', 'K-2', 'K-3', 'K-4'], skippable: [] });
  expect(run([visit()])).toMatchObject({
    required: 2,
    pool: ['K-2', 'K-3', 'K-4'],
    skippable: ['K-1'],
    source: { rule: 'yingkou/replaceable/all/all' },
  });
});

test('not by a directed, unfinished, earlier or other campaign visit, nor one outside the scope', () => {
  for (const other of [
    visit({ selection: 'directed' }),
    visit({ state: 'drawn' }),
    visit({ date: '2021-12-31' }),
    visit({ taskType: 'campaign' }),
    visit({ objectId: 'K-9' }),
  ]) {
    expect(run([other])).toMatchObject({ skippable: [], pool: { length: 4 } });
  }
});

test('it is a choice: of the person at work, of the reading, and only where the scheme offers it', () => {
  const kept = { pool: { length: 4 }, skippable: ['K-1'] };
  expect(run([visit()], { skip: false })).toMatchObject(kept);
  expect(run([visit()], { skip: false })).not.toHaveProperty('source');
  const reading = withSwitches(pack, { 'campaign.skipRecognised': false });
  expect(campaignPool(reading, { scope, visits: [visit()], year: 2022, min })).toMatchObject(kept);
  const silent = loadPack('jiangxian');
  expect(campaignPool(silent, { scope, visits: [visit()], year: 2022, min })).toMatchObject({ skippable: [] });
  const others = loadPack('yingkou', (value) => {
    const { rules } = value as { rules: { id: string; value: object }[] };
    rules.find(({ id }) => id.includes('/replaceable/'))!.value = { either: ['daily', 'internalJoint'] };
  });
  expect(campaignPool(others, { scope, visits: [visit()], year: 2022, min })).toMatchObject({ skippable: [] });
});

const planned = (id: string, span: string, more: object = {}) => {
  const [from = '', to = ''] = span.split('~');
  return { id, level: 'county' as const, object: 'K-1', from, to, ...more };
};
const city = { level: 'municipal' as const };

test('what counts as the same time is a reading', () => {
  const may = planned('M', '2022-05-01~2022-05-10', city);
  const later = planned('C', '2022-05-20~2022-05-30');
  const june = planned('D', '2022-06-05~2022-06-06');
  const under = (value: string) =>
    overlapsOf(withSwitches(pack, { 'overlap.window': value }), [may, later, june]).reminders;
  expect(under('dateIntersect')).toEqual([]);
  expect(under('sameMonth')).toEqual([['M', 'C']]);
  expect(under('sameQuarter')).toEqual([
    ['M', 'C'],
    ['M', 'D'],
  ]);
});

test('a merge is offered within one quarter and level, in every scheme; a reminder where the scheme has it', () => {
  const some = [
    planned('A', '2025-01-10~2025-01-20'),
    planned('B', '2025-03-01~2025-03-31'),
    planned('C', '2025-04-01~2025-04-30'),
    planned('D', '2025-01-10~2025-01-20', { object: 'K-2' }),
    planned('M', '2025-01-15~2025-01-15', city),
  ];
  expect(overlapsOf(loadPack('jiangxian'), some)).toEqual({ reminders: [], merges: [['A', 'B']] });
  expect(overlapsOf(pack, some).reminders).toEqual([['A', 'M']]);
});
