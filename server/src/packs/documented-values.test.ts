import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { parse } from 'yaml';
import { loadPack } from './pack-files.ts';

/** The values that docs/policy-packs.md shows, each read into the example pack as its rule. */

type Rule = { readonly id: string };

const read = (path: string) => readFileSync(new URL(`../../../${path}`, import.meta.url), 'utf8');
const block = /^### Values as they are written$.*?^```yaml$(.*?)^```$/ms.exec(read('docs/policy-packs.md'))![1]!;
const values = Object.entries(parse(block) as Record<string, unknown>);
const example = parse(read('examples/sixth-pack/示范县.yaml')) as { readonly rules: readonly Rule[] };

/** What the check says of the example with these values in place of its own. */
function faultsWith(shown: readonly (readonly [string, unknown])[]): readonly string[] {
  const made = shown.map(([topic, value]) => ({
    id: `shifanxian/${topic}/all/all`,
    value,
    strictness: 'hard',
    origin: 'derived',
    clause: { section: '一', quote: '', note: '示例' },
  }));
  const ids = new Set(made.map(({ id }) => id));
  const rules = [...example.rules.filter(({ id }) => !ids.has(id)), ...made];
  const loaded = loadPack({ name: 'documented', text: JSON.stringify({ ...example, rules, ambiguities: [] }) });
  return 'faults' in loaded ? loaded.faults.map(({ message }) => message) : [];
}

test.each(values)('%s is a value that a pack can have', (topic, value) => {
  expect(faultsWith([[topic, value]])).toEqual([]);
});

test('all of them stand in one pack, and a field that is none is a fault of it', () => {
  expect(values.length).toBeGreaterThan(25);
  expect(faultsWith(values)).toEqual([]);
  expect(faultsWith([['archive', { years: 7, keeper: '办公室' }]]).join()).toContain('没有这个字段');
});
