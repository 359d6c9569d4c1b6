import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fromHex, utf8 } from '@sunlot/core/basics/bytes.ts';
import { parseKey, parseSignatureLines, SM2_SM3 } from '@sunlot/core/draw/signed-note.ts';
import { expect, test } from 'vitest';
import { newSm2Secret, readSm2Key, verifySm2 } from './sm2.ts';

/** The example of GM/T 0003.5 (also GB/T 32918.5): key, message, and the signature printed there. */
const SECRET = '3945208f7b2144b13f36e38ac6d39f95889393692860b51a42fb81ef4df7c5b8';
const PRINTED = fromHex(
  'f5a03b0648d2c4630eeac513e1bb81a15944da3827d5b74143ac7eaceee720b3b1b6aa29df212fd8763182bc0d421ca1bb9038fd1f7f42d4840b69c485bbc1aa',
)!;
const MESSAGE = utf8('message digest');

test('the signature that the standard prints verifies; changed anywhere it does not', () => {
  const { publicKey } = readSm2Key(SECRET)!;
  expect(verifySm2(publicKey, MESSAGE, PRINTED)).toBe(true);
  expect(verifySm2(publicKey, utf8('message digesT'), PRINTED)).toBe(false);
  for (let at = 0; at < PRINTED.length; at++) {
    expect(verifySm2(publicKey, MESSAGE, PRINTED.with(at, PRINTED[at]! ^ 1))).toBe(false);
  }
  expect(verifySm2(publicKey.with(64, publicKey[64]! ^ 1), MESSAGE, PRINTED)).toBe(false);
  expect(verifySm2(publicKey, MESSAGE, new Uint8Array(64))).toBe(false);
});

test('a new key signs what it verifies, and nothing of another key', () => {
  const [key, other] = [readSm2Key(newSm2Secret())!, readSm2Key(newSm2Secret())!];
  expect(verifySm2(key.publicKey, MESSAGE, key.sign(MESSAGE))).toBe(true);
  expect(verifySm2(other.publicKey, MESSAGE, key.sign(MESSAGE))).toBe(false);
  expect(readSm2Key('00')).toBeUndefined();
  expect(readSm2Key('x'.repeat(64))).toBeUndefined();
});

test('the line of docs/vectors/cosignatures.json verifies', () => {
  const file = join(import.meta.dirname, '../../../docs/vectors/cosignatures.json');
  const { gm } = JSON.parse(readFileSync(file, 'utf8')) as { gm: { key: string; body: string; line: string } };
  const [line] = parseSignatureLines(gm.line)!;
  expect(verifySm2(parseKey(gm.key, SM2_SM3)!.publicKey, utf8(gm.body), line!.signature)).toBe(true);
});
