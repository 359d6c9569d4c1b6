import { be32, concat, utf8 } from '../basics/bytes.ts';
import { type Instant, instantOf, secondsOf } from '../basics/instants.ts';
import { err, ok, type Result } from '../basics/result.ts';
import type { Checkpoint, VerifySignature } from './checkpoint.ts';
import { linesOf, type NoteKey, parseNote, type SignatureLine, signatureLine } from './signed-note.ts';
import { COSIGNATURE, type Witness, type WitnessPolicy, witnessKey } from './witness-policy.ts';

/**
 * Cosignatures on checkpoints as C2SP tlog-cosignature `cosignature/v1`: a signature line whose bytes are the time in
 * seconds (8 bytes, big endian) and Ed25519 over `cosignature/v1`, `time <seconds>` and the text of the checkpoint.
 */

/** Who has seen a commitment: nobody is asked to, not yet enough, enough of the line of command, or with one outside it. */
export type WitnessClass = 'unwitnessed' | 'incomplete' | 'inside' | 'outside';

/** The first time at which a witness cosigned. */
export type Cosigned = { readonly witness: Witness; readonly time: Instant };

/** `time`: when the commitment stands; undefined while the quorum is not complete. `missing`: who has not cosigned. */
export type Commitment = {
  readonly time: Instant | undefined;
  readonly class: WitnessClass;
  readonly cosigned: readonly Cosigned[];
  readonly missing: readonly Witness[];
};

const TIME_BYTES = 8;
/** The last second of the year 9999, beyond which no instant can be written. */
const LAST_SECOND = 253_402_300_799;

/** The bytes that a witness signs. `body`: the text of the checkpoint, ending in LF. */
export function cosignedMessage(body: string, time: Instant): Uint8Array {
  return utf8(`cosignature/v1\ntime ${secondsOf(time)}\n${body}`);
}

/** The line that a witness adds to the note, ending in LF. */
export function cosignatureLine(key: NoteKey, time: Instant, signature: Uint8Array): string {
  const seconds = secondsOf(time);
  const stamp = concat(be32(Math.floor(seconds / 2 ** 32)), be32(seconds % 2 ** 32));
  return signatureLine(key, COSIGNATURE, concat(stamp, signature));
}

type Cosigning = { readonly policy: WitnessPolicy; readonly verify: VerifySignature };

/**
 * The cosignatures of the policy's witnesses on a note, the earliest first, one a witness. Lines of others are ignored.
 * The error is the name of a witness whose line does not verify or carries no time: such a note is refused whole.
 */
export function readCosignatures(text: string, { policy, verify }: Cosigning): Result<readonly Cosigned[], string> {
  const note = parseNote(text);
  if (!note) return ok([]);
  const found: Cosigned[] = [];
  for (const witness of policy.witnesses) {
    const key = witnessKey(witness);
    const times: Instant[] = [];
    for (const line of linesOf(note, key, COSIGNATURE)) {
      const time = timeOf(line);
      if (time === undefined) return err(witness.name);
      const isTrue = verify(key.publicKey, cosignedMessage(note.body, time), line.signature.slice(TIME_BYTES));
      if (!isTrue) return err(witness.name);
      times.push(time);
    }
    const first = times.sort()[0];
    if (first !== undefined) found.push({ witness, time: first });
  }
  return ok(found.sort((a, b) => secondsOf(a.time) - secondsOf(b.time)));
}

function timeOf({ signature }: SignatureLine): Instant | undefined {
  const seconds = signature.slice(0, TIME_BYTES).reduce((value, byte) => value * 256 + byte, 0);
  return signature.length > TIME_BYTES && seconds <= LAST_SECOND ? instantOf(seconds) : undefined;
}

/**
 * When the commitment of a checkpoint stands. Without witnesses: at the log's own time. Else with the cosignature that
 * completes the quorum, among them one from outside the line of command where the policy knows one; a witness whose clock
 * is behind the log's does not make it earlier than the checkpoint.
 */
export function commitmentOf(
  { time: logged }: Pick<Checkpoint, 'time'>,
  { quorum, witnesses }: WitnessPolicy,
  cosigned: readonly Cosigned[],
): Commitment {
  if (witnesses.length === 0) return { time: logged, class: 'unwitnessed', cosigned: [], missing: [] };
  const needsOutside = witnesses.some(({ outside }) => outside);
  const isComplete = (n: number) => n >= quorum && (!needsOutside || cosigned.slice(0, n).some(isOutside));
  const last = cosigned.find((_, i) => isComplete(i + 1));
  const missing = witnesses.filter((witness) => !cosigned.some((each) => each.witness === witness));
  if (!last) return { time: undefined, class: 'incomplete', cosigned, missing };
  const time = last.time < logged ? logged : last.time;
  return { time, class: cosigned.some(isOutside) ? 'outside' : 'inside', cosigned, missing };
}

function isOutside({ witness }: Cosigned): boolean {
  return witness.outside;
}
