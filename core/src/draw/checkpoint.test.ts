import { expect, test } from 'vitest';
import { sign25519, VERIFIER_KEY, verifySignature } from '../../test/session.ts';
import { base64 } from '../basics/base64.ts';
import { utf8 } from '../basics/bytes.ts';
import { checkpointBody, formatVerifierKey, openCheckpoint, parseVerifierKey, signedCheckpoint } from './checkpoint.ts';

const checkpoint = { origin: VERIFIER_KEY.name, size: 17, root: 'ab'.repeat(32), time: '2026-11-20T01:00:00Z' };
const noteOf = (body: string) => signedCheckpoint(body, VERIFIER_KEY, sign25519(utf8(body)));
const note = noteOf(checkpointBody(checkpoint));

test('a checkpoint is a signed note: origin, size, root, time, one signature line', () => {
  const [origin, size, root, time, empty, signature, end] = note.split('\n');
  expect([origin, size, root, time, empty, end]).toEqual([
    'test.sunlot/log',
    '17',
    base64(new Uint8Array(32).fill(0xab)),
    'time 2026-11-20T01:00:00Z',
    '',
    '',
  ]);
  expect(signature).toMatch(/^— test\.sunlot\/log [A-Za-z0-9+/]+=*$/);
  expect(openCheckpoint(note, VERIFIER_KEY, verifySignature)).toEqual({ ok: true, value: checkpoint });
});

test('a verifier key goes both ways; the one of the signed-note specification is read', () => {
  const text = formatVerifierKey(VERIFIER_KEY);
  expect(parseVerifierKey(text)).toEqual(VERIFIER_KEY);
  const known = 'PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW';
  expect(formatVerifierKey(parseVerifierKey(known)!)).toBe(known);
});

test.each([
  '',
  'a+b',
  'a+00000000+AA==',
  'a b+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW',
  'Peter+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW',
  'PeterNeumann+c74f20a3+!',
])('%j is no verifier key', (text) => {
  expect(parseVerifierKey(text)).toBeUndefined();
});

test.each<[string, string, string]>([
  ['no empty line', checkpointBody(checkpoint), 'form'],
  ['no signature', `${checkpointBody(checkpoint)}\n`, 'form'],
  ['text after the signature', `${note}x\n`, 'form'],
  ['no last LF', note.slice(0, -1), 'form'],
  ['a time that is none', noteOf(checkpointBody({ ...checkpoint, time: '2026-13-01T00:00:00Z' })), 'form'],
  ['a size beyond the integers', noteOf(checkpointBody(checkpoint).replace('17', '9999999999999999')), 'form'],
  ['a root that is no Base64 of 32 bytes', noteOf(checkpointBody(checkpoint).replace('q6s=', 'q6t=')), 'form'],
  ['a signature that is no Base64', note.replace(/ [^ ]+\n$/, ' A===\n'), 'form'],
  ['another name', note.replace('— test', '— Test'), 'key'],
  ['another size', note.replace('17', '18'), 'signature'],
])('%s: refused', (_, text, problem) => {
  expect(openCheckpoint(text, VERIFIER_KEY, verifySignature)).toEqual({ ok: false, error: problem });
});

test('a note signed under another key is refused', () => {
  const other = { ...VERIFIER_KEY, publicKey: new Uint8Array(32).fill(1) };
  expect(openCheckpoint(note, other, verifySignature)).toEqual({ ok: false, error: 'key' });
});
