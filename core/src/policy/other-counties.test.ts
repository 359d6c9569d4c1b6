import { expect, test } from 'vitest';
import { aVisit, keyObject } from '../../test/facts-fixtures.ts';
import { loadPack } from '../../test/pack-files.ts';
import { candidates } from './candidates.ts';
import type { VisitFact } from './facts.ts';

/** A unit that stands in the directories of two counties, or has moved from one to the other: each counts what it did itself, as the verdict does. */

const yingkou = loadPack('yingkou');
const objects = ['K-1', 'K-2', 'K-3', 'K-4'].map((id) => keyObject(id));

function list(agency: string | undefined, more: Partial<VisitFact>) {
  const visits = [aVisit({ objectId: 'K-1', agency: '999902', date: '2026-02-10', ...more })];
  const found = candidates(yingkou, {
    ...({ class: 'key', level: 'county', period: '2026Q1', date: '2026-03-10' } as const),
    ...(agency !== undefined && { agency }),
    ...{ objects, visits },
  })!;
  const row = found.rows.find(({ objectId }) => objectId === 'K-1')!;
  return [found.alreadyDrawn, found.pool, row.tier, row.covered];
}

test('whom another county inspected is neither drawn already nor covered', () => {
  expect(list('999901', {})).toEqual([0, 4, 0, false]);
  expect(list('999901', { state: 'drawn', taskId: 't', period: '2026Q1' })).toEqual([0, 4, 0, false]);
  expect(list('999901', { state: 'cancelled', taskId: 't', period: '2026Q1' })).toEqual([0, 4, 0, false]);
});

test('control: of its own list the county has it, and so has whoever asks for a level', () => {
  expect(list('999902', {})).toEqual([1, 3, 1, true]);
  expect(list(undefined, {})).toEqual([1, 3, 1, true]);
  expect(list('999902', { state: 'cancelled', taskId: 't', period: '2026Q1' })).toEqual([0, 3, 0, false]);
});
