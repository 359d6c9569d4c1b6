import { createCipheriv, createDecipheriv, randomBytes, scrypt } from 'node:crypto';
import { promisify } from 'node:util';
import { KeyCopyBefore, KeyCopyHead } from '@sunlot/contract/key-copy.ts';
import { fromHex, hex, utf8 } from '@sunlot/core/basics/bytes.ts';
import { canonicalBytes } from '@sunlot/core/basics/canonical-json.ts';
import type { RowTexts } from '@sunlot/core/draw/restore-rows.ts';
import { z } from 'zod';
import { type ByteReader, byteReader } from './byte-reader.ts';
import type { PackSink } from './pack-spool.ts';

/** The key holder's sealed copy of a session's secret, written and opened a frame at a time. */

const derive = promisify<string, Uint8Array, number, object, Buffer>(scrypt);
/** scrypt needs 128·n·r bytes: 128 MiB. */
const COST = { name: 'scrypt', n: 131_072, r: 8, p: 1 } as const;
const MAX_MEMORY = 160 * 1024 * 1024;
const FRAME_BYTES = 1_048_576;
const TAG_BYTES = 16;

export type KeptKind = keyof RowTexts;
const LETTERS = { objects: 'o', inspectors: 'i', recusals: 'r' } as const;
const KINDS: Readonly<Record<string, KeptKind>> = { o: 'objects', i: 'inspectors', r: 'recusals' };

/** Rows of one kind, in any order. */
export type KeptRows = { readonly kind: KeptKind; readonly texts: readonly string[] };

type Named = Pick<KeyCopyHead, 'draw' | 'fingerprint'>;

/** What goes into a copy. */
export type KeptSecret = { readonly listKey: Uint8Array; readonly rows: AsyncIterable<KeptRows> };

type Writing = { readonly passphrase: string; readonly sink: PackSink };

export async function writeKeyCopy(named: Named, secret: KeptSecret, { passphrase, sink }: Writing): Promise<void> {
  const salt = randomBytes(16);
  const nonce = randomBytes(7);
  const head: KeyCopyHead = {
    form: 'sunlot-key-copy/2',
    ...named,
    kdf: { ...COST, salt: salt.toString('base64') },
    nonce: nonce.toString('base64'),
  };
  const line = canonicalBytes(head);
  const key = await keyOf(passphrase, salt);
  await sink(Buffer.concat([line, Buffer.from('\n')]));
  let no = 0;
  const put = async (plain: Uint8Array, isLast: boolean) => {
    const cipher = createCipheriv('aes-256-gcm', key, frameNonce(nonce, no++, isLast)).setAAD(line);
    const sealed = Buffer.concat([cipher.update(plain), cipher.final(), cipher.getAuthTag()]);
    const length = Buffer.alloc(4);
    length.writeUInt32BE(sealed.length);
    await sink(Buffer.concat([length, sealed]));
  };
  let waiting: Uint8Array[] = [utf8(`${hex(secret.listKey)}\n`)];
  let size = 0;
  for await (const { kind, texts } of secret.rows) {
    const bytes = utf8(texts.map((text) => `${LETTERS[kind]} ${text}\n`).join(''));
    waiting.push(bytes);
    size += bytes.length;
    if (size < FRAME_BYTES) continue;
    await put(Buffer.concat(waiting), false);
    waiting = [];
    size = 0;
  }
  await put(Buffer.concat(waiting), true);
}

function frameNonce(prefix: Uint8Array, no: number, isLast: boolean): Uint8Array {
  const nonce = Buffer.alloc(12);
  nonce.set(prefix);
  nonce.writeUInt32BE(no, 7);
  nonce[11] = isLast ? 1 : 0;
  return nonce;
}

/** An opened copy. `rows` can be read once; it throws {@link KeyCopyClosed} where what is left of the copy was changed. */
export type OpenedCopy = Named & KeptSecret;

/** The passphrase is wrong, or the copy was changed. */
export class KeyCopyClosed extends Error {}

/**
 * Opens a copy of either form; undefined where the bytes are none.
 * @throws KeyCopyClosed
 */
export async function openKeyCopy(
  source: AsyncIterable<Uint8Array>,
  passphrase: () => Promise<string>,
): Promise<OpenedCopy | undefined> {
  const reader = byteReader(source);
  const line = await reader.line();
  const head = line && headOf(line);
  if (!head) return undefined;
  const key = await keyOf(await passphrase(), Buffer.from(head.kdf.salt, 'base64'));
  const { draw, fingerprint } = head;
  if (head.form === 'sunlot-key-copy/1') return { draw, fingerprint, ...openBefore(head, key) };
  const frames = framesOf(reader, { key, line, nonce: Buffer.from(head.nonce, 'base64') });
  const lines = byteReader(frames);
  const listKey = fromHex((await lines.line())?.toString('utf8') ?? '');
  if (listKey?.length !== 32) throw new KeyCopyClosed();
  return { draw, fingerprint, listKey, rows: rowsOf(lines) };
}

function headOf(line: Uint8Array): KeyCopyHead | KeyCopyBefore | undefined {
  try {
    return z.union([KeyCopyHead, KeyCopyBefore]).parse(JSON.parse(Buffer.from(line).toString('utf8')));
  } catch {
    return undefined;
  }
}

type Frames = { readonly key: Uint8Array; readonly line: Uint8Array; readonly nonce: Uint8Array };

/** The plain text, frame by frame; a copy that was cut short has no last frame. */
async function* framesOf(reader: ByteReader, { key, line, nonce }: Frames): AsyncGenerator<Uint8Array> {
  let length = await lengthOf(reader);
  for (let no = 0; length !== undefined; no++) {
    const sealed = await reader.take(length);
    length = await lengthOf(reader);
    if (!sealed || sealed.length < TAG_BYTES) throw new KeyCopyClosed();
    yield opened(sealed, { key, nonce: frameNonce(nonce, no, length === undefined), aad: line });
  }
}

async function lengthOf(reader: ByteReader): Promise<number | undefined> {
  const length = (await reader.take(4))?.readUInt32BE();
  if (length !== undefined && length > 64 * FRAME_BYTES) throw new KeyCopyClosed();
  return length;
}

type Sealed = { readonly key: Uint8Array; readonly nonce: Uint8Array; readonly aad: Uint8Array };

function opened(sealed: Uint8Array, { key, nonce, aad }: Sealed): Uint8Array {
  try {
    const decipher = createDecipheriv('aes-256-gcm', key, nonce).setAAD(aad);
    decipher.setAuthTag(sealed.subarray(-TAG_BYTES));
    return Buffer.concat([decipher.update(sealed.subarray(0, -TAG_BYTES)), decipher.final()]);
  } catch {
    throw new KeyCopyClosed();
  }
}

/** Rows handed on together. */
const TOGETHER = 2_048;

async function* rowsOf(lines: ByteReader): AsyncGenerator<KeptRows> {
  let rows = { kind: 'objects' as KeptKind, texts: [] as string[] };
  for (let line = await lines.line(); line; line = await lines.line()) {
    const kind = KINDS[String.fromCharCode(line[0] ?? 0)];
    if (!kind) throw new KeyCopyClosed();
    if (kind !== rows.kind || rows.texts.length === TOGETHER) {
      yield rows;
      rows = { kind, texts: [] };
    }
    rows.texts.push(line.toString('utf8', 2));
  }
  yield rows;
}

const Texts = z.array(z.string());
const Secret = z.strictObject({
  listKey: z.string().regex(/^[0-9a-f]{64}$/),
  rows: z.strictObject({ objects: Texts, inspectors: Texts, recusals: Texts }),
});

function openBefore({ draw, fingerprint, sealed }: KeyCopyBefore, key: Uint8Array): KeptSecret {
  const bytes = Buffer.from(sealed, 'base64');
  const aad = canonicalBytes({ draw, fingerprint });
  const plain = opened(bytes.subarray(12), { key, nonce: bytes.subarray(0, 12), aad });
  const { listKey, rows } = Secret.parse(JSON.parse(Buffer.from(plain).toString('utf8')));
  return { listKey: fromHex(listKey)!, rows: allOf(rows) };
}

async function* allOf(rows: RowTexts): AsyncGenerator<KeptRows> {
  for (const kind of ['objects', 'inspectors', 'recusals'] as const) yield { kind, texts: rows[kind] };
}

function keyOf(passphrase: string, salt: Uint8Array): Promise<Buffer> {
  const { n, r, p } = COST;
  return derive(passphrase.normalize('NFKC'), salt, 32, { N: n, r, p, maxmem: MAX_MEMORY });
}
