import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { vectors } from '../../test/vectors.ts';
import { parseCanonical } from '../basics/canonical-json.ts';

const folder = join(import.meta.dirname, '../../../docs/vectors');
const made = vectors();

test('docs/vectors holds these files and no others', () => {
  const files = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((name) => name.endsWith('.json'));
  expect(files.sort()).toEqual(Object.keys(made).sort());
});

test.each(Object.keys(made))('docs/vectors/%s is what the code gives', (file) => {
  expect(readFileSync(join(folder, file), 'utf8')).toBe(`${JSON.stringify(made[file], null, 2)}\n`);
});

test('the texts that the vectors call refused are refused', () => {
  const { refusedTexts } = JSON.parse(readFileSync(join(folder, 'canonical-json.json'), 'utf8')) as {
    refusedTexts: string[];
  };
  for (const text of refusedTexts) expect(parseCanonical(text), text).toBeUndefined();
});
