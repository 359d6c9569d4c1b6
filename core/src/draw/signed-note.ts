import { base64, fromBase64 } from '../basics/base64.ts';
import { concat, hex, utf8 } from '../basics/bytes.ts';
import { sha256 } from '../hash/sha256.ts';

/**
 * C2SP signed notes: a text, an empty line, and signature lines `— <key name> <Base64 of key id ‖ signature>`. A key is
 * known by its name and its id together; what the signature bytes mean depends on the kind of the key.
 */
export type Note = {
  /** What is signed: the lines above the last empty one, ending in LF. */
  readonly body: string;
  readonly lines: readonly SignatureLine[];
};
/** `keyId`: 8 hex digits. */
export type SignatureLine = { readonly name: string; readonly keyId: string; readonly signature: Uint8Array };

/** `name`: no space, no `+`. */
export type NoteKey = { readonly name: string; readonly publicKey: Uint8Array };

/** The bytes that tell what kind of signature a key makes, and the length of its public key. */
export type KeyKind = { readonly type: Uint8Array; readonly bytes: number };

/** Ed25519 over the text. */
export const ED25519: KeyKind = { type: Uint8Array.of(1), bytes: 32 };

/**
 * SM2 with SM3 over the text (GB/T 32918.2; 64 bytes r ‖ s, user id `1234567812345678` of GM/T 0009), the public key as 04 ‖
 * x ‖ y. signed-note keeps the byte ff for kinds without a number of their own; a name follows it.
 */
export const SM2_SM3: KeyKind = { type: concat(Uint8Array.of(0xff), utf8('sunlot/sm2-with-sm3')), bytes: 65 };

/** A reader need not take more lines than this; signed-note asks for at least 16. */
const MOST_LINES = 64;
const ID_BYTES = 4;
const KEY_NAME = /^[^\s+\p{Cc}]+$/u;
const LINE = /^— ([^\s+\p{Cc}]+) ([A-Za-z0-9+/=]+)$/u;

/** Undefined where it is no note: no signature line, one that is malformed, or more than 64. */
export function parseNote(text: string): Note | undefined {
  const split = text.lastIndexOf('\n\n');
  if (split < 0) return undefined;
  const lines = parseSignatureLines(text.slice(split + 2));
  return lines && { body: text.slice(0, split + 1), lines };
}

/** Signature lines alone, each ending in LF: what a witness answers. Undefined where one is malformed or there is none. */
export function parseSignatureLines(text: string): readonly SignatureLine[] | undefined {
  const texts = text.split('\n');
  if (texts.pop() !== '' || texts.length > MOST_LINES) return undefined;
  const lines = texts.flatMap((line) => parseLine(line) ?? []);
  return lines.length > 0 && lines.length === texts.length ? lines : undefined;
}

function parseLine(line: string): SignatureLine | undefined {
  const [, name, encoded] = LINE.exec(line) ?? [];
  const bytes = encoded === undefined ? undefined : fromBase64(encoded);
  if (name === undefined || !bytes || bytes.length <= ID_BYTES) return undefined;
  return { name, keyId: hex(bytes.slice(0, ID_BYTES)), signature: bytes.slice(ID_BYTES) };
}

/** One line, ending in LF. */
export function signatureLine(key: NoteKey, kind: KeyKind, signature: Uint8Array): string {
  return `— ${key.name} ${base64(concat(keyId(key, kind), signature))}\n`;
}

export function linesOf(note: Note, key: NoteKey, kind: KeyKind): readonly SignatureLine[] {
  const id = hex(keyId(key, kind));
  return note.lines.filter((line) => line.name === key.name && line.keyId === id);
}

/** `<name>+<8 hex>+<Base64 of type ‖ public key>`. */
export function formatKey(key: NoteKey, kind: KeyKind): string {
  return `${key.name}+${hex(keyId(key, kind))}+${base64(concat(kind.type, key.publicKey))}`;
}

/** Reads a key of that kind; undefined where its parts do not belong together. */
export function parseKey(text: string, { type, bytes: length }: KeyKind): NoteKey | undefined {
  const [name, , encoded] = text.split('+', 3);
  const bytes = fromBase64(text.split('+').slice(2).join('+'));
  if (name === undefined || encoded === undefined || !KEY_NAME.test(name)) return undefined;
  if (bytes?.length !== type.length + length) return undefined;
  const key = { name, publicKey: bytes.slice(type.length) };
  return formatKey(key, { type, bytes: length }) === text ? key : undefined;
}

/** First four bytes of H(name ‖ LF ‖ type ‖ public key). */
function keyId({ name, publicKey }: NoteKey, { type }: KeyKind): Uint8Array {
  return sha256(concat(utf8(`${name}\n`), type, publicKey)).slice(0, ID_BYTES);
}
