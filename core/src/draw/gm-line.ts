import { utf8 } from '../basics/bytes.ts';
import type { VerifySignature } from './checkpoint.ts';
import { linesOf, parseKey, parseNote, SM2_SM3 } from './signed-note.ts';

/**
 * The second signature line of a log of the profile `gm`: SM2 with SM3 over the same text. `unchecked`: the reader's
 * program cannot verify it.
 */
export type GmState = 'none' | 'signed' | 'unchecked' | 'wrong';

type Reading = {
  /** Verifier key of the line; undefined where the log has none. */
  readonly key: string | undefined;
  /** The log's name, which is the name of both its keys. */
  readonly origin: string;
  readonly verify: VerifySignature | undefined;
};

/** What the second line of a note is worth. */
export function gmState(text: string, { key: keyText, origin, verify }: Reading): GmState {
  if (keyText === undefined) return 'none';
  const key = parseKey(keyText, SM2_SM3);
  const note = parseNote(text);
  const lines = key?.name === origin && note ? linesOf(note, key, SM2_SM3) : [];
  if (!key || !note || lines.length === 0) return 'wrong';
  if (!verify) return 'unchecked';
  const message = utf8(note.body);
  return lines.every(({ signature }) => verify(key.publicKey, message, signature)) ? 'signed' : 'wrong';
}
