import { expect, test } from 'vitest';
import { rowDifferences } from './row-differences.ts';
import type { ObjectRow } from './rows.ts';

const mill: ObjectRow = {
  ...{ stratum: 'key', id: 'A1', name: '虚构造纸厂', tier: 0, weight: 1 },
  ...{ state: 'in', reason: '', needs: ['water'] },
};
const kiln: ObjectRow = { ...mill, stratum: 'general', id: 'B2', name: '虚构砖厂', needs: [] };

test('two equal lists have no difference, in whatever order they stand', () => {
  expect(rowDifferences([mill, kiln], [kiln, mill])).toEqual([]);
});

test('rows that came and rows that went, sorted by stratum and id', () => {
  expect(rowDifferences([mill], [kiln])).toEqual([
    { kind: 'added', stratum: 'general', id: 'B2', name: '虚构砖厂', fields: [] },
    { kind: 'removed', stratum: 'key', id: 'A1', name: '虚构造纸厂', fields: [] },
  ]);
});

test('every changed field with what it was and what it is', () => {
  const later: ObjectRow = {
    ...mill,
    ...{ name: '虚构纸业', tier: 1, weight: 3, state: 'out', reason: 'closed', needs: ['air', 'water'] },
  };
  expect(rowDifferences([mill], [later])).toEqual([
    {
      ...{ kind: 'changed', stratum: 'key', id: 'A1', name: '虚构纸业' },
      fields: [
        { field: 'name', before: '虚构造纸厂', after: '虚构纸业' },
        { field: 'tier', before: '0', after: '1' },
        { field: 'weight', before: '1', after: '3' },
        { field: 'state', before: 'in', after: 'out' },
        { field: 'reason', before: '', after: 'closed' },
        { field: 'needs', before: 'water', after: 'air water' },
      ],
    },
  ]);
});

test('an object that moved to another class went and came', () => {
  const moved = rowDifferences([mill], [{ ...mill, stratum: 'general' }]);
  expect(moved.map(({ kind, stratum }) => [kind, stratum])).toEqual([
    ['added', 'general'],
    ['removed', 'key'],
  ]);
});
