import { hex } from '../basics/bytes.ts';
import { canonicalBytes } from '../basics/canonical-json.ts';
import type { Instant } from '../basics/instants.ts';
import { leafHash } from '../hash/merkle.ts';
import type { ReplacementRequest, ReplacementResult, ResultCommit, Reveal } from './certificate.ts';
import type { SourceValue } from './entropy.ts';
import { fingerprint, type Manifest } from './manifest.ts';

/**
 * The public log's entries about a draw. An entry is canonical JSON with a `type` and `at`, the time the log states;
 * its bytes are the data of its tree leaf.
 */
export type ManifestEntry = { readonly type: 'manifest'; readonly at: Instant; readonly manifest: Manifest };
export type EntropyEntry = SessionKey & {
  readonly type: 'entropy';
  readonly at: Instant;
  /** Place of the source in the manifest, from 1. */
  readonly source: number;
  readonly k: SourceValue['k'];
  readonly value: string;
};
/** A number that an outsider sent in, as it came: 16–64 bytes, hex. */
export type NonceEntry = SessionKey & { readonly type: 'nonce'; readonly at: Instant; readonly nonce: string };
export type ResultEntry = SessionKey & {
  readonly type: 'result-commit';
  readonly at: Instant;
  readonly commit: ResultCommit;
};
export type RevealEntry = SessionKey & { readonly type: 'reveal'; readonly at: Instant; readonly reveal: Reveal };
export type EndEntry = SessionKey & {
  readonly type: 'void' | 'abandoned';
  readonly at: Instant;
  readonly reason: string;
};
export type ReplacementRequestEntry = SessionKey &
  ReplacementRequest & { readonly type: 'replacement-request'; readonly at: Instant };
/** `request`: leaf hash of the request's entry, hex; `no` its number. */
export type ReplacementEntry = SessionKey &
  ReplacementResult & {
    readonly type: 'replacement';
    readonly at: Instant;
    readonly no: number;
    readonly request: string;
  };
export type DrawEntry =
  | ManifestEntry
  | NonceEntry
  | EntropyEntry
  | ResultEntry
  | ReplacementRequestEntry
  | ReplacementEntry
  | RevealEntry
  | EndEntry;

/** Which session an entry is about. */
export type SessionKey = {
  readonly agency: string;
  readonly task: string;
  readonly seq: number;
  readonly fingerprint: string;
};

function sessionKey(manifest: Manifest): SessionKey {
  const { agency, task, seq } = manifest;
  return { agency, task, seq, fingerprint: hex(fingerprint(manifest)) };
}

export function manifestEntry(manifest: Manifest, at: Instant): ManifestEntry {
  return { type: 'manifest', at, manifest };
}

export function nonceEntry(manifest: Manifest, nonce: string, at: Instant): NonceEntry {
  return { type: 'nonce', at, ...sessionKey(manifest), nonce };
}

/** `source` counts from 1 in the order of the manifest. */
export function entropyEntry(
  manifest: Manifest,
  { source, value, at }: { readonly source: number; readonly value: SourceValue; readonly at: Instant },
): EntropyEntry {
  return { type: 'entropy', at, ...sessionKey(manifest), source, k: value.k, value: value.value };
}

export function resultEntry(manifest: Manifest, commit: ResultCommit, at: Instant): ResultEntry {
  return { type: 'result-commit', at, ...sessionKey(manifest), commit };
}

export function revealEntry(manifest: Manifest, reveal: Reveal, at: Instant): RevealEntry {
  return { type: 'reveal', at, ...sessionKey(manifest), reveal };
}

export function endEntry(
  manifest: Manifest,
  end: { readonly kind: 'void' | 'abandoned'; readonly reason: string },
  at: Instant,
): EndEntry {
  return { type: end.kind, at, ...sessionKey(manifest), reason: end.reason };
}

export function replacementRequestEntry(
  manifest: Manifest,
  request: ReplacementRequest,
  at: Instant,
): ReplacementRequestEntry {
  return { type: 'replacement-request', at, ...sessionKey(manifest), ...request };
}

/** `request`: the entry that is answered. */
export function replacementEntry(
  manifest: Manifest,
  { request, result, at }: { readonly request: ReplacementRequestEntry } & Answer,
): ReplacementEntry {
  return { type: 'replacement', at, ...sessionKey(manifest), no: request.no, request: entryLeaf(request), ...result };
}

type Answer = { readonly result: ReplacementResult; readonly at: Instant };

/** RFC 6962 leaf hash of an entry, hex. */
export function entryLeaf(entry: DrawEntry): string {
  return hex(leafHash(canonicalBytes(entry)));
}
