import { FIELD_WORDS } from '@sunlot/core/policy/condition-words.ts';
import { OBJECT_FIELDS } from '@sunlot/core/policy/conditions.ts';
import { DIRECTORY_FIELDS, FILTER_FIELDS } from '@sunlot/core/policy/directory-fields.ts';
import { RESERVED_CLASSES } from '@sunlot/core/policy/pack-references.ts';
import { expect, test } from 'vitest';
import { objectVocabulary } from './object-columns.ts';
import { ScopedKind } from './task-kinds.ts';

/** What the check of packs knows by itself, and what a workbook can say: the two must not part. */

const columns = objectVocabulary.columns;

test('words of a closed column are the words that a condition may compare it with', () => {
  const known: readonly string[] = OBJECT_FIELDS;
  const closed = columns.filter(({ id, choices }) => choices !== undefined && known.includes(id));
  expect(closed.length).toBeGreaterThan(6);
  for (const { id, choices } of closed) {
    const words = (FIELD_WORDS[`object.${id}`] ?? []).filter((word) => word !== '');
    expect([id, [...words].sort()]).toEqual([id, Object.keys(choices!).sort()]);
  }
});

test('a required field of the directory has its column', () => {
  const ids = columns.map(({ id }) => id);
  expect(DIRECTORY_FIELDS.filter((field) => !ids.includes(field))).toEqual([]);
  expect(new Set(DIRECTORY_FIELDS).size).toBe(DIRECTORY_FIELDS.length);
});

test('no filter of a draw names which object it is', () => {
  expect(DIRECTORY_FIELDS).toEqual(expect.arrayContaining([...FILTER_FIELDS]));
  const fields: readonly string[] = FILTER_FIELDS;
  for (const one of ['name', 'creditCode', 'projectNumber', 'address', 'legalRepresentative', 'permitNumber'])
    expect([one, fields.includes(one), DIRECTORY_FIELDS.includes(one as 'name')]).toEqual([one, false, true]);
});

test('no class takes the place of a kind of task', () => {
  expect([...RESERVED_CLASSES].sort()).toEqual(['all', ...ScopedKind.options].sort());
});
