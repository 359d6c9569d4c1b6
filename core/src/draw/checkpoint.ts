import { base64, fromBase64 } from '../basics/base64.ts';
import { concat, fromHex, hex, utf8 } from '../basics/bytes.ts';
import { type Instant, isInstant } from '../basics/instants.ts';
import { err, ok, type Result } from '../basics/result.ts';
import { sha256 } from '../hash/sha256.ts';

/**
 * Log checkpoints as C2SP tlog-checkpoint in a C2SP signed-note: origin, size, Base64 root and one extension line
 * `time <instant>`, then the log's Ed25519 signature. Core makes and reads the bytes; who signs and verifies is the
 * caller's (`VerifySignature`).
 */
export type Checkpoint = {
  /** Name of the log, which is also the name of its key: no space, no `+`. */
  readonly origin: string;
  readonly size: number;
  /** Hex. */
  readonly root: string;
  readonly time: Instant;
};

/** A verifier key of signed notes: Ed25519, `<name>+<8 hex>+<Base64 of 01‖public key>`. */
export type VerifierKey = { readonly name: string; readonly publicKey: Uint8Array };

/** Does the Ed25519 signature (64 bytes) over the message verify under the public key (32 bytes)? */
export type VerifySignature = (publicKey: Uint8Array, message: Uint8Array, signature: Uint8Array) => boolean;

const ED25519 = 1;
const PUBLIC_KEY_BYTES = 32;
const KEY_NAME = /^[!-*,-~]+$/;
const BODY = /^([!-*,-~]+)\n(0|[1-9]\d{0,15})\n([A-Za-z0-9+/]{43}=)\ntime (\S+)\n$/;
const SIGNATURE = /^— ([!-*,-~]+) ([A-Za-z0-9+/=]+)$/;

/** The text that is signed, ending in LF. */
export function checkpointBody({ origin, size, root, time }: Checkpoint): string {
  return `${origin}\n${size}\n${base64(fromHex(root)!)}\ntime ${time}\n`;
}

/** The whole note: body, empty line, one signature line. `signature` is Ed25519 over the UTF-8 of the body. */
export function signedCheckpoint(body: string, key: VerifierKey, signature: Uint8Array): string {
  return `${body}\n— ${key.name} ${base64(concat(keyId(key), signature))}\n`;
}

export function formatVerifierKey(key: VerifierKey): string {
  return `${key.name}+${hex(keyId(key))}+${base64(concat(Uint8Array.of(ED25519), key.publicKey))}`;
}

/** Reads a verifier key; undefined where its parts do not belong together. */
export function parseVerifierKey(text: string): VerifierKey | undefined {
  const [name, , encoded] = text.split('+', 3);
  const bytes = fromBase64(text.split('+').slice(2).join('+'));
  if (name === undefined || encoded === undefined || !KEY_NAME.test(name)) return undefined;
  if (bytes?.length !== PUBLIC_KEY_BYTES + 1) return undefined;
  const key = { name, publicKey: bytes.slice(1) };
  return formatVerifierKey(key) === text ? key : undefined;
}

/**
 * Reads a note signed by the key. `form`: not a checkpoint with exactly one signature line; `key`: signed by another
 * name or key; `signature`: does not verify.
 */
export function openCheckpoint(
  note: string,
  key: VerifierKey,
  verify: VerifySignature,
): Result<Checkpoint, 'form' | 'key' | 'signature'> {
  const split = note.indexOf('\n\n');
  const body = note.slice(0, split + 1);
  const fields = BODY.exec(body);
  const line = SIGNATURE.exec(note.slice(split + 2, -1));
  if (split < 0 || !note.endsWith('\n') || !fields || !line || !isInstant(fields[4]!)) return err('form');
  const root = fromBase64(fields[3]!);
  const bytes = fromBase64(line[2]!);
  if (!root || !bytes || !Number.isSafeInteger(Number(fields[2]))) return err('form');
  if (line[1] !== key.name || hex(bytes.slice(0, 4)) !== hex(keyId(key))) return err('key');
  if (!verify(key.publicKey, utf8(body), bytes.slice(4))) return err('signature');
  return ok({ origin: fields[1]!, size: Number(fields[2]), root: hex(root), time: fields[4]! });
}

/** First four bytes of H(name ‖ LF ‖ 01 ‖ public key). */
function keyId({ name, publicKey }: VerifierKey): Uint8Array {
  return sha256(concat(utf8(`${name}\n`), Uint8Array.of(ED25519), publicKey)).slice(0, 4);
}
