import { expect, test } from 'vitest';
import { countyTerms, creditCode, inspectorRow, objectRow } from '../../test/session.ts';
import type { FreezeInput } from './freeze-input.ts';
import { rehearse } from './rehearse.ts';

const { listKey: _, ...terms } = countyTerms();
/** Ten objects, one leader who may go to two of them, three of them drawn. */
const scarce: Omit<FreezeInput, 'listKey'> = {
  ...terms,
  objects: Array.from({ length: 10 }, (_, n) => objectRow(n)),
  strata: [{ id: 'key', rule: { kind: 'count', count: 3, clause: '第四条' }, clause: '第四条', reserve: 0 }],
  inspectors: [inspectorRow(0, { tags: ['leader'], cap: 2 }), inspectorRow(1), inspectorRow(2)],
  recusals: [],
};

test('a county with enough people seats every round, and says the same each time', () => {
  const first = rehearse(terms, 20);
  expect(first).toMatchObject({
    ok: true,
    value: { rounds: 20, seated: 20, postponed: 0, failed: 0, steps: [], deficit: [] },
  });
  expect(rehearse(terms, 20)).toEqual(first);
});

test('too few leaders: without a way out every round fails, and the seats are named', () => {
  const tried = rehearse({ ...scarce, fallback: [] }, 5);
  expect(tried).toMatchObject({ ok: true, value: { seated: 0, failed: 5 } });
  const deficit = tried.ok ? tried.value.deficit : [];
  expect(deficit.map(({ seat }) => seat)).toEqual(['leader', 'leader', 'leader']);
  expect(new Set(deficit.map(({ objectId }) => objectId)).size).toBe(3);
});

test('one more visit each is a way out; postponing is counted as what it is', () => {
  expect(rehearse({ ...scarce, fallback: ['cap+1'] }, 5)).toMatchObject({
    ok: true,
    value: { seated: 5, steps: [{ step: 'cap+1', rounds: 5 }] },
  });
  const postponed = rehearse({ ...scarce, fallback: ['postpone'] }, 5);
  expect(postponed).toMatchObject({ ok: true, value: { seated: 0, postponed: 5, failed: 0 } });
  expect(postponed.ok && postponed.value.deficit).toHaveLength(3);
});

test('what cannot be frozen cannot be rehearsed', () => {
  expect(rehearse({ ...terms, objects: [objectRow(1), objectRow(1)] }, 1)).toEqual({
    ok: false,
    error: { kind: 'duplicate', list: 'objects', index: 1, key: `key ${creditCode(1)}` },
  });
});
