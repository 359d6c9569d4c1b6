import { utf8 } from '../src/basics/bytes.ts';
import type {
  ReplacementProofs,
  ReplacementRecord,
  ReplacementRequest,
  ReplacementResult,
} from '../src/draw/certificate.ts';
import type { SourceValue } from '../src/draw/entropy.ts';
import type { Frozen } from '../src/draw/freeze.ts';
import { deriveKeys } from '../src/draw/leaves.ts';
import { replacementEntry, replacementRequestEntry } from '../src/draw/log-entries.ts';
import { type OpenedReplacement, openReplacement } from '../src/draw/opened-replacements.ts';
import { sealRequest } from '../src/draw/replacement-request.ts';
import type { DrawnSession } from '../src/draw/run.ts';
import { type PlaceNow, runReplacement } from '../src/draw/run-replacement.ts';
import type { Window } from '../src/draw/teams.ts';
import { sha256 } from '../src/hash/sha256.ts';
import type { TestLog } from './session.ts';

/** Replacements of a test session: asked for, logged, answered, logged. */

type Answer = { readonly result: ReplacementResult; readonly places: readonly PlaceNow[] };

/** `lie`: what a dishonest operator logs instead of the answer. `wait`: seconds between request and answer. */
export type Replacing = {
  readonly rank: number;
  readonly seat?: string;
  readonly reason?: string;
  readonly evidence?: string;
  readonly value?: SourceValue;
  readonly window?: Window;
  readonly wait?: number;
  readonly lie?: (answer: Answer) => Answer;
};

/** `places`: the places of each answer; `opened`: what the reveal will show of it. */
export type Replaced = {
  readonly records: readonly ReplacementRecord[];
  readonly proofs: readonly ReplacementProofs[];
  readonly places: readonly (readonly PlaceNow[])[];
  readonly opened: readonly OpenedReplacement[];
};

type Drawn = {
  readonly frozen: Frozen;
  readonly session: DrawnSession;
  readonly log: TestLog;
  readonly first: number;
  readonly listKey: Uint8Array;
  readonly window: Window;
};

export function logReplacements(drawn: Drawn, requests: readonly Replacing[]): Replaced {
  const { frozen, session, log, first, listKey } = drawn;
  const { staff } = deriveKeys(listKey);
  const { manifest } = frozen;
  const records: ReplacementRecord[] = [];
  const proofs: ReplacementProofs[] = [];
  const places: (readonly PlaceNow[])[] = [];
  const opened: OpenedReplacement[] = [];
  for (const replacing of requests) {
    const request = requestOf(listKey, records.length + 1, replacing);
    const askedAt = log.append((at) => replacementRequestEntry(manifest, request, at));
    const asked = log.later(askedAt, first);
    log.wait(replacing.wait ?? 0);
    const { value, window = drawn.window, lie = (answer) => answer } = replacing;
    const answering = { request, window, ...(value && { value }) };
    const run = runReplacement({ session, rows: frozen, listKey, earlier: records }, answering);
    if (!run.ok) throw new Error(JSON.stringify(run.error));
    const answer = lie(run.value);
    const entry = replacementRequestEntry(manifest, request, askedAt.at);
    const answeredAt = log.append((at) => replacementEntry(manifest, { request: entry, result: answer.result, at }));
    records.push({ request, result: answer.result });
    proofs.push({ request: asked, result: log.later(answeredAt, first) });
    places.push(answer.places);
    opened.push(openReplacement(staff, { request, places: answer.places, reason: replacing.reason ?? 'closed' }));
  }
  return { records, proofs, places, opened };
}

/** The request under number `no`, sealed for the session of the list key. */
export function requestOf(
  listKey: Uint8Array,
  no: number,
  { rank, seat, reason, evidence }: Replacing,
): ReplacementRequest {
  return sealRequest(deriveKeys(listKey).staff, {
    ...{ no, rank, reason: reason ?? 'closed', evidence: sha256(utf8(evidence ?? `文书 ${no}`)) },
    ...(seat !== undefined && { seat }),
    requester: { role: 'operator', id: 'alice' },
    approver: { role: 'deputy', id: 'chelsea' },
  });
}
