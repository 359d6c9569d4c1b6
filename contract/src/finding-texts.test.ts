import { FINDING_CODES } from '@sunlot/core/policy/findings.ts';
import { expect, it } from 'vitest';
import { findingTexts } from './finding-texts.ts';

it('every finding has a name and says what to do, in both languages', () => {
  expect(Object.keys(findingTexts).sort()).toEqual([...FINDING_CODES].sort());
  for (const [code, { name, todo }] of Object.entries(findingTexts)) {
    expect(name.zh, code).toMatch(/\p{Script=Han}/u);
    expect(todo.zh, code).toMatch(/\p{Script=Han}.*。$/u);
    for (const text of [name.en, todo.en]) expect(text, code).toMatch(/^[\x20-\x7e]{10,}$/);
  }
});

it('no two findings have the same name', () => {
  const names = Object.values(findingTexts).map(({ name }) => name.zh);
  expect(new Set(names).size).toBe(FINDING_CODES.length);
});
