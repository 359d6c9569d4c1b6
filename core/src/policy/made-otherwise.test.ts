import { expect, test } from 'vitest';
import { anObject, aVisit } from '../../test/facts-fixtures.ts';
import { loadPack } from '../../test/pack-files.ts';
import { candidates } from './candidates.ts';
import type { VisitFact } from './facts.ts';

/** What a supplement says of whoever was drawn and was inspected, and not as the class asks. */

type Tree = { rules: { id: string; value: object }[] };

const offSite = loadPack('jiangxian', (value) => {
  const { rules } = value as unknown as Tree;
  rules.find(({ id }) => id === 'jiangxian/ratio/key/county')!.value = { every: 'quarter', min: '50%', offSite: true };
});

const objects = ['O-1', 'O-2', 'O-3', 'O-4'].map((id) => anObject({ id, keyListMember: [{}] }));
const visit = (objectId: string, more: Partial<VisitFact> = {}) =>
  aVisit({ objectId, class: 'key', date: '2026-02-10', period: '2026Q1', method: 'tech', ...more });

function measured(visits: readonly VisitFact[], { isSupplement = true } = {}) {
  const supplements = { listed: new Set(objects.map(({ id }) => id)) };
  return candidates(offSite, {
    ...{ class: 'key', level: 'county', period: '2026Q1', date: '2026-02-20', items: [], objects, visits },
    ...(isSupplement && { supplements }),
  })?.measured;
}

test('counts those who were visited on site where the class asks to stay away, and nobody else', () => {
  const onSite = visit('O-1', { method: 'onSite' });
  expect(measured([onSite, visit('O-2')])).toEqual({ base: 4, counted: 1, gone: 0, listed: 4, otherwise: 1 });
  // Gone there again as the class asks, only drawn, of another class, or of the quarter before.
  expect(measured([onSite, visit('O-1')])).not.toHaveProperty('otherwise');
  expect(measured([{ ...onSite, state: 'drawn' }])).not.toHaveProperty('otherwise');
  expect(measured([{ ...onSite, class: 'general' }])).not.toHaveProperty('otherwise');
  expect(measured([{ ...onSite, period: '2025Q4', date: '2025-11-20' }])).not.toHaveProperty('otherwise');
  expect(measured([onSite], { isSupplement: false })).toBeUndefined();
});
