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
import type { Manifest } from '../src/draw/manifest.ts';
import { type OpenedReplacement, openReplacement } from '../src/draw/opened-replacements.ts';
import { sealRequest } from '../src/draw/replacement-request.ts';
import type { DrawnSession } from '../src/draw/run.ts';
import { type PlaceNow, runReplacement } from '../src/draw/run-replacement.ts';
import type { Window } from '../src/draw/teams.ts';
import { type Hash, hashOf } from '../src/hash/hash.ts';
import { sha256 } from '../src/hash/sha256.ts';
import type { TestLog } from './session.ts';

/** Replacements of a test session: asked for, logged, answered, logged. */

type Answer = { readonly result: ReplacementResult; readonly places: readonly PlaceNow[] };

/**
 * `wait`: seconds between request and answer. What a dishonest operator does: `ask` logs another request, `lie` another answer, `silent` none;
 * and the manifest's limit stops nobody here.
 */
export type Replacing = {
  readonly rank: number;
  readonly seat?: string;
  readonly reason?: string;
  readonly evidence?: string;
  readonly value?: SourceValue;
  readonly window?: Window;
  readonly wait?: number;
  readonly ask?: (request: ReplacementRequest) => ReplacementRequest;
  readonly lie?: (answer: Answer) => Answer;
  readonly silent?: boolean;
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

/** In this order; or found when it is known what was drawn. */
export type Requests = readonly Replacing[] | ((session: DrawnSession, frozen: Frozen) => readonly Replacing[]);

export function logReplacements(drawn: Drawn, requests: Requests): Replaced {
  const { frozen, session, log, first, listKey } = drawn;
  const { manifest } = frozen;
  const hash = hashOf(manifest.profile);
  const secret = { hash, listKey };
  const { staff } = deriveKeys(hash, listKey);
  const records: ReplacementRecord[] = [];
  const proofs: ReplacementProofs[] = [];
  const places: (readonly PlaceNow[])[] = [];
  const opened: OpenedReplacement[] = [];
  const limitless = { ...session, certificate: { ...session.certificate, manifest: withoutLimit(manifest) } };
  for (const replacing of typeof requests === 'function' ? requests(session, frozen) : requests) {
    const { value, window = drawn.window, ask = same, lie = same } = replacing;
    const earlier = records.filter(({ result }) => result);
    const honest = requestOf(secret, earlier.length + 1, replacing);
    const request = ask(requestOf(secret, records.length + 1, replacing));
    const askedAt = log.append((at) => replacementRequestEntry(manifest, request, at));
    const asked = log.later(askedAt, first);
    if (replacing.silent === true) {
      records.push({ request });
      proofs.push({ request: asked });
      continue;
    }
    log.wait(replacing.wait ?? 0);
    const run = runReplacement(
      { session: limitless, rows: frozen, listKey, earlier },
      { request: honest, window, ...(value && { value }) },
    );
    if (!run.ok) throw new Error(JSON.stringify(run.error));
    const answer = lie(run.value);
    const entry = replacementRequestEntry(manifest, request, askedAt.at);
    const answeredAt = log.append((at) => replacementEntry(manifest, { request: entry, result: answer.result, at }));
    records.push({ request, result: answer.result });
    proofs.push({ request: asked, result: log.later(answeredAt, first) });
    places.push(answer.places);
    opened.push(openReplacement(hash, staff, { request, places: answer.places, reason: replacing.reason ?? 'closed' }));
  }
  return { records, proofs, places, opened };
}

const same = <T>(value: T): T => value;

function withoutLimit(manifest: Manifest): Manifest {
  return { ...manifest, replacement: { ...manifest.replacement, max: 99 } };
}

/** The request under number `no`, sealed for the session of the list key. */
export function requestOf(
  { hash, listKey }: { readonly hash: Hash; readonly listKey: Uint8Array },
  no: number,
  { rank, seat, reason, evidence }: Replacing,
): ReplacementRequest {
  return sealRequest(hash, deriveKeys(hash, listKey).staff, {
    ...{ no, rank, reason: reason ?? 'closed', evidence: sha256(utf8(evidence ?? `文书 ${no}`)) },
    ...(seat !== undefined && { seat }),
    requester: { role: 'operator', id: 'alice' },
    approver: { role: 'deputy', id: 'chelsea' },
  });
}
