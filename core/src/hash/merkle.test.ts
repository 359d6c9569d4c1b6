import fc from 'fast-check';
import { expect, test } from 'vitest';
import { fromHex, hex, utf8 } from '../basics/bytes.ts';
import {
  append,
  type CompactRange,
  consistencyNodes,
  EMPTY_RANGE,
  foldNodes,
  inclusionNodes,
  type NodeId,
  peakIds,
  rangeRoot,
} from './compact-range.ts';
import {
  consistencyProof,
  consistencySpans,
  EMPTY_ROOT,
  inclusionProof,
  inclusionSpans,
  leafHash,
  merkleRoot,
  nodeHash,
  rootOfHashes,
  verifyConsistency,
  verifyInclusion,
} from './merkle.ts';

/** The eight standard leaves of transparency-dev/merkle. */
const STANDARD = [
  '',
  '00',
  '10',
  '2021',
  '3031',
  '40414243',
  '5051525354555657',
  '606162636465666768696a6b6c6d6e6f',
].map((text) => fromHex(text)!);
const hashesOf = (n: number) => Array.from({ length: n }, (_, i) => leafHash(utf8(`leaf ${i}`)));
const rootOf = (hashes: readonly Uint8Array[]) => rootOfHashes(hashes, { from: 0, to: hashes.length });

test('roots of the standard leaves', () => {
  expect(hex(merkleRoot(STANDARD))).toBe('5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328');
  expect(hex(merkleRoot(STANDARD.slice(0, 1)))).toBe(
    '6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d',
  );
  expect(hex(merkleRoot(STANDARD.slice(0, 7)))).toBe(
    'ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c',
  );
  expect(hex(merkleRoot([]))).toBe('e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855');
});

test('every leaf of every small tree is proven, by the path alone', () => {
  for (let size = 1; size <= 33; size++) {
    const hashes = hashesOf(size);
    const root = rootOf(hashes);
    for (let index = 0; index < size; index++) {
      const claim = { leaf: hashes[index]!, index, size, path: inclusionProof(hashes, index), root };
      expect(verifyInclusion(claim)).toBe(true);
      expect(verifyInclusion({ ...claim, leaf: nodeHash(claim.leaf, claim.leaf) })).toBe(false);
      expect(verifyInclusion({ ...claim, path: [...claim.path, root] })).toBe(false);
      expect(verifyInclusion({ ...claim, path: claim.path.slice(1) })).toBe(size === 1);
      expect(verifyInclusion({ ...claim, root: EMPTY_ROOT })).toBe(false);
    }
  }
});

test('an inclusion claim with impossible numbers is false', () => {
  const hashes = hashesOf(5);
  const claim = { leaf: hashes[1]!, index: 1, size: 5, path: inclusionProof(hashes, 1), root: rootOf(hashes) };
  for (const wrong of [{ index: 5 }, { index: -1 }, { index: 0.5 }, { size: 2 ** 60 }, { index: 0 }, { size: 9 }]) {
    expect(verifyInclusion({ ...claim, ...wrong })).toBe(false);
  }
  expect(() => inclusionSpans(5, 5)).toThrow('leaf 5');
});

test('every tree extends every smaller one, and only those', () => {
  for (let second = 0; second <= 18; second++) {
    const hashes = hashesOf(second);
    for (let first = 0; first <= second; first++) {
      const claim = {
        first: { size: first, root: rootOf(hashes.slice(0, first)) },
        second: { size: second, root: rootOf(hashes) },
        path: consistencyProof(hashes, first),
      };
      const other = leafHash(utf8('other'));
      expect(verifyConsistency(claim), `${first} ${second}`).toBe(true);
      expect(verifyConsistency({ ...claim, first: { size: first, root: other } })).toBe(false);
      expect(verifyConsistency({ ...claim, second: { size: second, root: other } })).toBe(first === 0);
      expect(verifyConsistency({ ...claim, path: [...claim.path, other] })).toBe(false);
      if (claim.path.length > 0) expect(verifyConsistency({ ...claim, path: claim.path.slice(0, -1) })).toBe(false);
    }
  }
});

test('a consistency claim with impossible numbers is false', () => {
  const hashes = hashesOf(6);
  const claim = {
    first: { size: 3, root: rootOf(hashes.slice(0, 3)) },
    second: { size: 6, root: rootOf(hashes) },
    path: consistencyProof(hashes, 3),
  };
  expect(verifyConsistency({ ...claim, first: { ...claim.first, size: 7 } })).toBe(false);
  expect(verifyConsistency({ ...claim, first: { ...claim.first, size: -1 } })).toBe(false);
  expect(verifyConsistency({ ...claim, second: { ...claim.second, size: 6.5 } })).toBe(false);
  expect(verifyConsistency({ ...claim, path: [] })).toBe(false);
  expect(() => consistencySpans(7, 6)).toThrow('size 7');
});

test('a tree kept in a store grows, proves and has the same roots without its leaves', () => {
  const store = new Map<string, Uint8Array>();
  const read = ({ level, index }: NodeId) => store.get(`${level}/${index}`)!;
  let range: CompactRange = EMPTY_RANGE;
  expect(hex(rangeRoot(range))).toBe(hex(EMPTY_ROOT));
  const hashes = hashesOf(40);
  for (const [n, leaf] of hashes.entries()) {
    const fromStore: CompactRange = { size: n, peaks: peakIds(n).map(read) };
    const { range: grown, created } = append(fromStore, leaf);
    for (const { level, index, hash } of created) store.set(`${level}/${index}`, hash);
    range = grown;
    const tree = hashes.slice(0, n + 1);
    expect(hex(rangeRoot(range))).toBe(hex(rootOf(tree)));
    for (let i = 0; i <= n; i++) {
      expect(inclusionNodes(i, n + 1).map((ids) => hex(foldNodes(ids.map(read))))).toEqual(
        inclusionProof(tree, i).map(hex),
      );
      expect(consistencyNodes(i, n + 1).map((ids) => hex(foldNodes(ids.map(read))))).toEqual(
        consistencyProof(tree, i).map(hex),
      );
    }
  }
  expect(() => append({ size: 3, peaks: [hashes[0]!] }, hashes[0]!)).toThrow('1 peaks for size 3');
  expect(() => foldNodes([])).toThrow('a fold of nothing');
});

test('a changed bit anywhere in a proof is seen', () => {
  const hashes = hashesOf(21);
  const root = rootOf(hashes);
  fc.assert(
    fc.property(fc.nat(20), fc.nat(4), fc.nat(255), (index, step, bit) => {
      const path = inclusionProof(hashes, index).map((hash) => Uint8Array.from(hash));
      const changed = path[step % path.length]!;
      changed[bit >> 3]! ^= 1 << (bit & 7);
      expect(verifyInclusion({ leaf: hashes[index]!, index, size: 21, path, root })).toBe(false);
    }),
  );
});
