import { generateKeyPairSync, sign } from 'node:crypto';
import { hex, utf8 } from '@sunlot/core/basics/bytes.ts';
import { canonicalJson } from '@sunlot/core/basics/canonical-json.ts';
import type { Certificate, LaterProof } from '@sunlot/core/draw/certificate.ts';
import { checkpointBody, formatVerifierKey, signedCheckpoint } from '@sunlot/core/draw/checkpoint.ts';
import { type EvidenceFiles, evidenceFiles } from '@sunlot/core/draw/evidence.ts';
import type { Frozen } from '@sunlot/core/draw/freeze.ts';
import {
  type DrawEntry,
  entropyEntry,
  entryLeaf,
  manifestEntry,
  resultEntry,
  revealEntry,
} from '@sunlot/core/draw/log-entries.ts';
import { makeReveal } from '@sunlot/core/draw/reveal.ts';
import { type DrawnSession, type RunInput, runDraw } from '@sunlot/core/draw/run.ts';
import { hashOf } from '@sunlot/core/hash/hash.ts';
import { consistencyProof, inclusionProof, leafHash, merkleRoot } from '@sunlot/core/hash/merkle.ts';
import { LIST_KEY } from './draw-terms.ts';

/** Draws of any size without a database: terms, a log in memory, evidence packs. All names and codes are invented. */

const WINDOW = { from: '2026-11-23', to: '2026-12-25' };
const SOFTWARE = { name: 'sunlot', version: 'bench' };
const DICE = { k: 'dice', value: '35162406251340952716' } as const;

export type DrawnDraw = {
  readonly input: RunInput;
  readonly session: DrawnSession;
  /** Evidence of the drawn session with all names closed, and after the reveal. */
  readonly closed: EvidenceFiles;
  readonly open: EvidenceFiles;
};

/** Logs the frozen list, throws fixed dice, draws and opens everything, as the server does it over weeks. */
export function drawAll(frozen: Frozen): DrawnDraw {
  const { manifest } = frozen;
  const log = memoryLog();
  const frozenAt = log.append((at) => manifestEntry(manifest, at));
  const first = log.size();
  const manifestProof = { ...frozenAt, path: log.path(frozenAt.index), checkpoint: log.note() };
  const dice = (at: string) => entropyEntry(manifest, { source: 1, value: DICE, at });
  const thrownAt = log.append(dice);
  const entropy = [{ ...DICE, entry: entryLeaf(dice(thrownAt.at)) }];
  const input = { manifest, rows: frozen, listKey: LIST_KEY, entropy, window: WINDOW, software: SOFTWARE };
  const run = runDraw(input);
  if (!run.ok) throw new Error(`not drawn: ${run.error.kind}`);
  const session = run.value;
  const drawnAt = log.append((at) => resultEntry(manifest, session.commit, at));
  const proofs = {
    log: log.key,
    manifest: manifestProof,
    entropy: [{ ...thrownAt, path: log.path(thrownAt.index) }],
    result: log.later(drawnAt, first),
  };
  const drawn: Certificate = { ...session.certificate, proofs };
  const pack = { rows: frozen, strata: session.strata, teams: session.teams };
  const closed = evidenceFiles({ ...pack, certificate: drawn, log: log.texts() });
  const reveal = makeReveal({ hash: hashOf('std'), rows: frozen, listKey: LIST_KEY, withheld: [], early: '演示' });
  const revealedAt = log.append((at) => revealEntry(manifest, reveal, at));
  const revealed = { ...drawn, reveal, proofs: { ...proofs, reveal: log.later(revealedAt, first) } };
  const open = evidenceFiles({ ...pack, certificate: revealed, log: log.texts() });
  return { input, session, closed, open };
}

type Place = { readonly at: string; readonly index: number };

/** A log of a few entries, one a minute, with its signing key. */
function memoryLog() {
  const { privateKey, publicKey } = generateKeyPairSync('ed25519');
  const key = {
    name: 'bench.sunlot/log',
    publicKey: new Uint8Array(publicKey.export({ format: 'der', type: 'spki' }).subarray(-32)),
  };
  const texts: string[] = [];
  const timeOf = (index: number) => `2026-11-20T01:${String(index).padStart(2, '0')}:00Z`;
  const hashes = () => texts.map((text) => leafHash(utf8(text)));
  const path = (index: number) => inclusionProof(hashes(), index).map(hex);
  const note = () => {
    const root = hex(merkleRoot(texts.map(utf8)));
    const body = checkpointBody({ origin: key.name, size: texts.length, root, time: timeOf(texts.length - 1) });
    return signedCheckpoint(body, key, new Uint8Array(sign(null, utf8(body), privateKey)));
  };
  const append = (entry: (at: string) => DrawEntry): Place => {
    const place = { at: timeOf(texts.length), index: texts.length };
    texts.push(canonicalJson(entry(place.at)));
    return place;
  };
  const later = (place: Place, first: number): LaterProof => ({
    ...{ ...place, path: path(place.index), checkpoint: note() },
    consistency: consistencyProof(hashes(), first).map(hex),
  });
  return {
    ...{ append, path, note, later },
    key: formatVerifierKey(key),
    size: () => texts.length,
    texts: () => [...texts],
  };
}
