import { expect, test } from 'vitest';
import { aVisit, keyObject } from '../../test/facts-fixtures.ts';
import { loadPack } from '../../test/pack-files.ts';
import type { CandidatesInput } from './candidate-list.ts';
import { candidates } from './candidates.ts';
import type { Pack } from './pack.ts';

const pack = loadPack('jiangxian');
const byItem: Pack = {
  ...pack,
  rules: pack.rules.map((rule) =>
    rule.topic === 'cap' || rule.topic === 'exemption' ? { ...rule, value: { ...rule.value, per: 'item' } } : rule,
  ) as Pack['rules'],
};
const input: CandidatesInput = {
  ...{ class: 'key', level: 'county', period: '2026Q4', date: '2026-11-20' },
  objects: [keyObject('K-001'), keyObject('K-002')],
  visits: ['2026-02-02', '2026-05-05'].flatMap((date) =>
    ['K-001', 'K-002'].map((objectId) => aVisit({ objectId, date, items: ['1'] })),
  ),
  items: ['1', '2'],
};
const rowsOf = (more: Partial<CandidatesInput> = {}) =>
  candidates(byItem, { ...input, ...more })!.rows.map(({ state, reason, items }) => [state, reason, items]);

test('whoever is concerned by no other item than those at their cap is not drawn again', () => {
  const open = ['in', undefined, ['2']];
  expect(rowsOf()).toEqual([open, open]);
  // Nobody says what concerns the second one: the other item of the task may still be inspected there.
  expect(rowsOf({ itemsOf: ({ id }) => (id === 'K-001' ? ['1'] : undefined) })).toEqual([['base', 'cap', []], open]);
});
