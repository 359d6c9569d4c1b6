import { createHash, createHmac } from 'node:crypto';
import { expect, test } from 'vitest';
import { creditCode, inspectorRow, LIST_KEY, objectRow } from '../../test/session.ts';
import { be32, concat, fromHex, hex, lengthPrefixed, utf8 } from '../basics/bytes.ts';
import { hashOf } from '../hash/hash.ts';
import { plainLanes } from '../hash/lanes.ts';
import { merkleRoot } from '../hash/merkle.ts';
import {
  deriveKeys,
  inspectorReasonKey,
  inspectorSalt,
  keyCommit,
  objectSalt,
  recusalReasonKey,
  recusalSalt,
  rowLeaf,
  sealInspector,
  sealRecusal,
  teamSalt,
} from './leaves.ts';
import { readList } from './list-reader.ts';
import {
  leafListText,
  leavesRoot,
  objectsRoot,
  parseLeafList,
  parseLeaves,
  publicLine,
  publicLineText,
  publicListText,
} from './lists.ts';
import { fingerprintWords } from './words.ts';

const STD = hashOf('std');

const mac = (key: Uint8Array, ...parts: Uint8Array[]) =>
  createHmac('sha256', key)
    .update(concat(...parts))
    .digest('hex');
const lp = (text: string) => lengthPrefixed(utf8(text));
const leafA = 'a'.repeat(64);
const leafB = 'b'.repeat(64);

test('salts are derived from the list key, one for each row', () => {
  const { object, staff } = deriveKeys(STD, LIST_KEY);
  expect(hex(object)).toBe(mac(LIST_KEY, utf8('object')));
  expect(hex(staff)).toBe(mac(LIST_KEY, utf8('staff')));
  expect(hex(objectSalt(STD, object, { stratum: 'key', id: 'X' }))).toBe(mac(object, lp('key'), lp('X')));
  expect(hex(inspectorSalt(STD, staff, 'A'))).toBe(mac(staff, utf8('inspector'), lp('A')));
  expect(hex(recusalSalt(STD, staff, { objectId: 'X', inspectorId: 'A' }))).toBe(
    mac(staff, utf8('recusal'), lp('X'), lp('A')),
  );
  expect(hex(teamSalt(STD, staff, 17))).toBe(mac(staff, utf8('team'), be32(17)));
  expect(keyCommit(STD, LIST_KEY)).toBe(createHash('sha256').update('sunlot/1/key').update(LIST_KEY).digest('hex'));
});

test('a leaf is the hash of 00, salt and row', () => {
  const salt = new Uint8Array(32).fill(5);
  expect(hex(rowLeaf(STD, salt, '行'))).toBe(
    createHash('sha256')
      .update(Buffer.concat([Buffer.of(0), salt, Buffer.from('行')]))
      .digest('hex'),
  );
});

test('reasons of people are sealed so that the row can be opened without them', () => {
  const { staff } = deriveKeys(STD, LIST_KEY);
  const out = inspectorRow(8, { state: 'out', reason: 'leave' });
  expect(sealInspector(STD, staff, out)).toEqual({
    ...out,
    reason: mac(inspectorReasonKey(STD, staff, out.id), utf8('leave')),
  });
  expect(sealInspector(STD, staff, inspectorRow(1))).toEqual(inspectorRow(1));
  const recusal = { objectId: creditCode(1), inspectorId: 'A', reason: 'kinship' };
  expect(sealRecusal(STD, staff, recusal).reason).toBe(mac(recusalReasonKey(STD, staff, recusal), utf8('kinship')));
  expect(sealRecusal(STD, staff, { ...recusal, inspectorId: 'B' }).reason).not.toBe(
    sealRecusal(STD, staff, recusal).reason,
  );
});

test('the public line tells stratum, tier, weight, state and leaf; of an excluded row only that it is', () => {
  expect(publicLineText(publicLine(objectRow(1, { tier: 2, weight: 3 }), leafA))).toBe(`key\t2\t3\tin\t${leafA}`);
  const out = publicLine(objectRow(1, { state: 'out', reason: 'closed', tier: 2 }), leafA);
  expect(publicLineText(out)).toBe(`key\t-\t-\tout\t${leafA}`);
});

test('a list is read back, and its root is over the lines', () => {
  const lines = [publicLine(objectRow(1), leafA), publicLine(objectRow(2, { state: 'out', reason: 'closed' }), leafB)];
  const text = publicListText(lines);
  expect(text.endsWith('\n')).toBe(true);
  expect(readList(STD, utf8(text), plainLanes)).toMatchObject({ ok: true, value: { root: objectsRoot(STD, lines) } });
  expect(objectsRoot(STD, lines)).toBe(hex(merkleRoot(lines.map((line) => utf8(publicLineText(line))))));
  expect(parseLeafList(leafListText([leafA, leafB]))).toEqual({ ok: true, value: [leafA, leafB] });
  expect(leavesRoot(STD, [leafA, leafB])).toBe(hex(merkleRoot([fromHex(leafA)!, fromHex(leafB)!])));
  expect(parseLeaves(leafListText([leafB, leafA]))).toEqual({ ok: true, value: [leafB, leafA] });
});

test('one leaf on two lines is no list of leaves', () => {
  expect(parseLeafList(leafListText([leafA, leafA]))).toEqual({ ok: false, error: { line: 2, problem: 'order' } });
  expect(parseLeafList(leafA)).toEqual({ ok: false, error: { line: 1, problem: 'form' } });
  expect(parseLeafList('xyz\n')).toEqual({ ok: false, error: { line: 1, problem: 'form' } });
});

test('the fingerprint in words: zero and all ones are the first and last character of the list', () => {
  expect(fingerprintWords(new Uint8Array(32))).toBe('的'.repeat(12));
  expect(fingerprintWords(new Uint8Array(32).fill(255))).toBe('歇'.repeat(12));
  const first = new Uint8Array(32);
  first[1] = 0b0010_0000;
  expect(fingerprintWords(first)).toBe(`一${'的'.repeat(11)}`);
});
