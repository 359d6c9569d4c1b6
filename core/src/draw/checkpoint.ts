import { base64, fromBase64 } from '../basics/base64.ts';
import { fromHex, hex, utf8 } from '../basics/bytes.ts';
import { type Instant, isInstant } from '../basics/instants.ts';
import { err, ok, type Result } from '../basics/result.ts';
import { ED25519, formatKey, linesOf, type NoteKey, parseKey, parseNote, signatureLine } from './signed-note.ts';

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
export type VerifierKey = NoteKey;

/** Does the Ed25519 signature (64 bytes) over the message verify under the public key (32 bytes)? */
export type VerifySignature = (publicKey: Uint8Array, message: Uint8Array, signature: Uint8Array) => boolean;

const BODY = /^([!-*,-~]+)\n(0|[1-9]\d{0,15})\n([A-Za-z0-9+/]{43}=)\ntime (\S+)\n$/;

/** The text that is signed, ending in LF. */
export function checkpointBody({ origin, size, root, time }: Checkpoint): string {
  return `${origin}\n${size}\n${base64(fromHex(root)!)}\ntime ${time}\n`;
}

/** The whole note: body, empty line, one signature line. `signature` is Ed25519 over the UTF-8 of the body. */
export function signedCheckpoint(body: string, key: VerifierKey, signature: Uint8Array): string {
  return `${body}\n${signatureLine(key, ED25519, signature)}`;
}

export function formatVerifierKey(key: VerifierKey): string {
  return formatKey(key, ED25519);
}

/** Reads a verifier key; undefined where its parts do not belong together. */
export function parseVerifierKey(text: string): VerifierKey | undefined {
  return parseKey(text, ED25519);
}

/**
 * Reads a note signed by the key; lines of other keys are left to whoever knows them. `form`: no checkpoint, or a
 * malformed signature line; `key`: not signed by this name and key; `signature`: a line of the key does not verify.
 */
export function openCheckpoint(
  text: string,
  key: VerifierKey,
  verify: VerifySignature,
): Result<Checkpoint, 'form' | 'key' | 'signature'> {
  const note = parseNote(text);
  const fields = note && BODY.exec(note.body);
  if (!fields || !isInstant(fields[4]!)) return err('form');
  const root = fromBase64(fields[3]!);
  if (!root || !Number.isSafeInteger(Number(fields[2]))) return err('form');
  const own = linesOf(note, key, ED25519);
  if (own.length === 0) return err('key');
  const message = utf8(note.body);
  if (!own.every(({ signature }) => verify(key.publicKey, message, signature))) return err('signature');
  return ok({ origin: fields[1]!, size: Number(fields[2]), root: hex(root), time: fields[4]! });
}
