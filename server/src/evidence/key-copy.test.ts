import { createCipheriv, scryptSync } from 'node:crypto';
import { hex } from '@sunlot/core/basics/bytes.ts';
import { canonicalBytes } from '@sunlot/core/basics/canonical-json.ts';
import { beforeAll, expect, test } from 'vitest';
import { type KeptRows, KeyCopyClosed, openKeyCopy, writeKeyCopy } from './key-copy.ts';

const PASSPHRASE = '青山绿水不可负我辈当惜之';
const named = { draw: '140826/2026q4-key/1', fingerprint: 'ab'.repeat(32) };
const listKey = new Uint8Array(32).fill(7);
/** Three megabytes: more than two frames. */
const objects = Array.from({ length: 6_000 }, (_, i) => `key\t${i}\t${'示'.repeat(160)}`);

async function* kept(): AsyncGenerator<KeptRows> {
  for (let at = 0; at < objects.length; at += 500) yield { kind: 'objects', texts: objects.slice(at, at + 500) };
  yield { kind: 'inspectors', texts: ['D-1\tx'] };
  yield { kind: 'recusals', texts: [] };
}

let copy: Buffer;
beforeAll(async () => {
  const pieces: Uint8Array[] = [];
  const writing = { passphrase: PASSPHRASE, sink: async (piece: Uint8Array) => void pieces.push(piece) };
  await writeKeyCopy(named, { listKey, rows: kept() }, writing);
  copy = Buffer.concat(pieces);
});

async function* inPieces(bytes: Uint8Array, size = 70_000): AsyncGenerator<Uint8Array> {
  for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size);
}

async function opened(bytes: Uint8Array, passphrase = PASSPHRASE) {
  const found = await openKeyCopy(inPieces(bytes), async () => passphrase);
  if (!found) return undefined;
  const rows = { objects: [] as string[], inspectors: [] as string[], recusals: [] as string[] };
  for await (const { kind, texts } of found.rows) rows[kind].push(...texts);
  return { ...found, rows };
}

test('a copy of several frames opens to what was put in, and only with its passphrase', async () => {
  expect(copy.length).toBeGreaterThan(2_900_000);
  expect(copy.includes('示示示示')).toBe(false);
  expect(await opened(copy)).toEqual({
    ...named,
    listKey,
    rows: { objects, inspectors: ['D-1\tx'], recusals: [] },
  });
  await expect(opened(copy, `${PASSPHRASE} `)).rejects.toThrow(KeyCopyClosed);
});

test('a byte changed anywhere, an end cut off or frames exchanged keep it closed', async () => {
  const head = copy.indexOf(10) + 1;
  const first = 4 + copy.readUInt32BE(head);
  const second = 4 + copy.readUInt32BE(head + first);
  for (const at of [head + 2, head + 100, head + first + 50, copy.length - 1]) {
    const changed = Buffer.from(copy);
    changed[at]! ^= 1;
    await expect(opened(changed), `byte ${at}`).rejects.toThrow(KeyCopyClosed);
  }
  const renamed = Buffer.from(copy.toString('latin1').replace('2026q4-key', '2026q3-key'), 'latin1');
  await expect(opened(renamed)).rejects.toThrow(KeyCopyClosed);
  for (const end of [copy.length - 10, head + first, head + first + second, head + 2, head])
    await expect(opened(copy.subarray(0, end)), `up to ${end}`).rejects.toThrow(KeyCopyClosed);
  const [a, b] = [copy.subarray(head, head + first), copy.subarray(head + first, head + first + second)];
  const exchanged = Buffer.concat([copy.subarray(0, head), b, a, copy.subarray(head + first + second)]);
  await expect(opened(exchanged)).rejects.toThrow(KeyCopyClosed);
});

test('what is no copy is said to be none, and nobody is asked for a passphrase', async () => {
  for (const text of ['', '{}\n', 'x', '{"form":"sunlot-key-copy/3"}\n']) {
    const found = openKeyCopy(inPieces(Buffer.from(text)), () => Promise.reject(new Error('asked')));
    expect(await found).toBeUndefined();
  }
});

test('a copy of the form before still opens', async () => {
  const [salt, nonce] = [Buffer.alloc(16, 1), Buffer.alloc(12, 2)];
  const key = scryptSync(PASSPHRASE, salt, 32, { N: 131_072, r: 8, p: 1, maxmem: 160 * 1024 * 1024 });
  const rows = { objects: ['a\tb'], inspectors: ['c'], recusals: ['d'] };
  const cipher = createCipheriv('aes-256-gcm', key, nonce).setAAD(canonicalBytes(named));
  const plain = canonicalBytes({ listKey: hex(listKey), rows });
  const sealed = Buffer.concat([nonce, cipher.update(plain), cipher.final(), cipher.getAuthTag()]);
  const kdf = { name: 'scrypt', n: 131_072, r: 8, p: 1, salt: salt.toString('base64') };
  const text = JSON.stringify({ form: 'sunlot-key-copy/1', ...named, kdf, sealed: sealed.toString('base64') });
  expect(await opened(Buffer.from(`${text}\n`))).toEqual({ ...named, listKey, rows });
  await expect(opened(Buffer.from(`${text}\n`), 'ein anderes Wort')).rejects.toThrow(KeyCopyClosed);
});
