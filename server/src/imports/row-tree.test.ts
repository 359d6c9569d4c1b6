import { concat, utf8 } from '@sunlot/core/basics/bytes.ts';
import { merkleRoot } from '@sunlot/core/hash/merkle.ts';
import { expect, it } from 'vitest';
import { createRowTree, rowHash } from './row-tree.ts';

const rows = (count: number) => Array.from({ length: count }, (_, i) => rowHash({ i }));

async function rootOf(list: readonly Uint8Array[], salt?: Uint8Array) {
  const tree = createRowTree(salt);
  for (const row of list) await tree.add(row);
  return { root: Buffer.from(tree.root()).toString('hex'), size: tree.size() };
}

const plain = (list: readonly Uint8Array[]) => Buffer.from(merkleRoot(list)).toString('hex');

it('has the roots of RFC 6962, as core computes them', async () => {
  for (const count of [0, 1, 2, 3, 7, 8, 9, 100, 2001]) {
    expect(await rootOf(rows(count))).toEqual({ root: plain(rows(count)), size: count });
  }
});

it('with a salt binds the same rows and is another root', async () => {
  const salt = utf8('secret');
  const salted = await rootOf(rows(5), salt);
  expect(salted.root).toBe(plain(rows(5).map((row) => concat(salt, row))));
  expect(salted.root).not.toBe(plain(rows(5)));
});

it('a row\u2019s hash does not depend on the order of its fields', () => {
  expect(rowHash({ a: 1, b: '甲' })).toEqual(rowHash({ b: '甲', a: 1 }));
  expect(rowHash({ a: 1 })).not.toEqual(rowHash({ a: 2 }));
});
