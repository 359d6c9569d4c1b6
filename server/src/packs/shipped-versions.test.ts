import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { canonicalJson } from '@sunlot/core/basics/canonical-json.ts';
import { describe, expect, test } from 'vitest';
import { loadPack, packNames, readPackSource } from './pack-files.ts';
import { PACKS_FOLDER } from './packs-folder.ts';

/**
 * A version stays in force until it is superseded, and agencies have stored it: what ships under its number never changes. A sum that differs
 * here means that the file needs the next `version`, with a line of its own in versions.json, not another sum.
 */

type Sums = { readonly [pack: string]: { readonly [version: string]: string } };
const sums = JSON.parse(readFileSync(join(PACKS_FOLDER, 'versions.json'), 'utf8')) as Sums;

/** Version and sum of what a pack says; comments and layout are no part of it. */
function released(text: string): { version: number; sum: string } {
  const loaded = loadPack({ name: 'shipped.yaml', text });
  if ('faults' in loaded) throw new Error(loaded.faults[0]!.message);
  const plain = canonicalJson(JSON.parse(JSON.stringify(loaded.content)));
  return { version: loaded.pack.version, sum: createHash('sha256').update(plain).digest('hex') };
}

describe('a shipped pack', () => {
  test('has a sum for each of its versions, and for no other', () => {
    expect(Object.keys(sums).sort()).toEqual([...packNames()]);
  });

  test.each(packNames().map((name) => [name] as const))(
    '%s says what its version said when it was released',
    (name) => {
      const { version, sum } = released(readPackSource(name)!.text);
      expect(sums[name]![version], `${name}, version ${version}: raise the version`).toBe(sum);
      expect(Object.keys(sums[name]!).map(Number)).toEqual(Array.from({ length: version }, (_, i) => i + 1));
    },
  );

  test('control: a changed number changes the sum, a comment does not', () => {
    const { text } = readPackSource('jiangxian')!;
    const { sum } = released(text);
    expect(released(text.replace('every: quarter, min: 25%', 'every: quarter, min: 26%')).sum).not.toBe(sum);
    expect(released(`# 批注\n${text}`).sum).toBe(sum);
  });
});
