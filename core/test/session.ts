import { createPrivateKey, createPublicKey, type KeyObject, sign, verify } from 'node:crypto';
import { hex, utf8 } from '../src/basics/bytes.ts';
import { canonicalJson } from '../src/basics/canonical-json.ts';
import { type Instant, instantOf, secondsOf } from '../src/basics/instants.ts';
import { creditCheckDigit } from '../src/draw/alphabet.ts';
import type { Certificate, CertificateParts, LaterProof, Reveal } from '../src/draw/certificate.ts';
import { checkpointBody, formatVerifierKey, signedCheckpoint, type VerifySignature } from '../src/draw/checkpoint.ts';
import { type EvidenceFiles, evidenceFiles } from '../src/draw/evidence.ts';
import { type Frozen, freeze } from '../src/draw/freeze.ts';
import type { FreezeInput } from '../src/draw/freeze-input.ts';
import { type DrawEntry, endEntry, manifestEntry, resultEntry, revealEntry } from '../src/draw/log-entries.ts';
import { fingerprint, type Manifest } from '../src/draw/manifest.ts';
import type { PublishedResult } from '../src/draw/published-results.ts';
import { makeReveal, openRank } from '../src/draw/reveal.ts';
import type { InspectorRow, ObjectRow } from '../src/draw/rows.ts';
import { type DrawnSession, runDraw } from '../src/draw/run.ts';
import { NO_WITNESSES, type WitnessPolicy, witnessPolicyHash } from '../src/draw/witness-policy.ts';
import { hashOf, type Profile } from '../src/hash/hash.ts';
import { consistencyProof, inclusionProof, leafHash, rootOfHashes } from '../src/hash/merkle.ts';
import { logReplacements, type Replaced, type Requests } from './replacements.ts';
import { type ThrownValue, throwAll } from './throws.ts';

/** A small fictional county, its log, and evidence packs of every phase, for tests and vectors. */

export const DICE = '35162406251340952716';
export const LIST_KEY = new Uint8Array(32).map((_, i) => i + 1);
export const WINDOW = { from: '2026-11-23', to: '2026-12-25' };
export const SOFTWARE = { name: 'sunlot', version: '0.1.0' };
const START: Instant = '2026-11-20T01:00:00Z';

/** A credit code with its check digit; `n` makes the number. */
export function creditCode(n: number): string {
  const first17 = `91140826MA${String(n).padStart(7, '0')}`;
  return first17 + creditCheckDigit(first17);
}

export function objectRow(n: number, over: Partial<ObjectRow> = {}): ObjectRow {
  const row = {
    stratum: 'key',
    id: creditCode(n),
    name: `虚构化工${n}厂`,
    tier: 0,
    weight: 1,
    state: 'in',
    reason: '',
    needs: [],
  } as const;
  return { ...row, ...over };
}

export function inspectorRow(n: number, over: Partial<InspectorRow> = {}): InspectorRow {
  const row = {
    id: `140826-${n}`,
    name: `虚构人员${n}`,
    tags: [],
    load: n % 3,
    cap: 20,
    state: 'in',
    reason: '',
  } as const;
  return { ...row, ...over };
}

/** Two strata, tiers, weights, exclusions, an object in both strata, recusals, an inspector out and one to borrow. */
export function countyTerms(profile: Profile = 'std'): FreezeInput {
  const key = Array.from({ length: 24 }, (_, n) =>
    objectRow(n, {
      tier: n % 4 === 0 ? 1 : 0,
      weight: n % 5 === 0 ? 2 : 1,
      needs: n % 6 === 0 ? ['water'] : [],
      ...(n % 8 === 3 ? { state: 'base', reason: 'cap' } : n % 8 === 5 ? { state: 'out', reason: 'suspended' } : {}),
    }),
  );
  const general = Array.from({ length: 12 }, (_, n) => objectRow(100 + n, { stratum: 'general' }));
  const both = { ...objectRow(1), stratum: 'general' };
  return {
    profile,
    ...{ agency: '140826', task: '2026q4-key', period: '2026Q4', seq: 1 },
    ...{ directory: 'ab'.repeat(32), cycle: { from: '2026-01-01', to: '2026-12-31' } },
    ...{ listKey: LIST_KEY, keyHolder: '派驻纪检监察组' },
    objects: [...key, ...general, both],
    inspectors: [
      ...Array.from({ length: 8 }, (_, n) =>
        inspectorRow(n, { tags: n < 4 ? ['leader', 'water'] : n < 6 ? ['water'] : [] }),
      ),
      inspectorRow(8, { state: 'out', reason: 'leave' }),
      inspectorRow(9, { state: 'borrow', tags: ['leader'] }),
    ],
    recusals: [
      { objectId: creditCode(2), inspectorId: '140826-1', reason: 'kinship' },
      { objectId: creditCode(101), inspectorId: '140826-5', reason: 'former-post' },
    ],
    strata: [
      { id: 'key', rule: { kind: 'ratio', p: 25, q: 100 }, clause: '实施方案第三条', reserve: 3 },
      {
        id: 'general',
        rule: { kind: 'count', count: 3, clause: '实施方案第四条' },
        clause: '实施方案第四条',
        reserve: 2,
      },
    ],
    seats: [
      { id: 'leader', needs: ['leader'] },
      { id: 'member', needs: [], object: true },
    ],
    tags: ['leader', 'water'],
    weights: {
      clause: '实施方案第五条',
      table: [
        { id: 'plain', weight: 1 },
        { id: 'double', weight: 2 },
      ],
    },
    ...{
      minChoice: 3,
      fallback: ['swapObjectSeat', 'cap+1', 'borrow', 'postpone'],
      replacement: { mode: 'next', max: 2 },
    },
    ...{
      entropy: [{ k: 'dice', count: 20, faces: 10 }],
      lead: 0,
      witnesses: witnessPolicyHash(hashOf(profile), NO_WITNESSES),
      revealBy: '2027-01-31',
    },
  };
}

export function frozenCounty(over: Partial<FreezeInput> = {}): Frozen {
  const frozen = freeze({ ...countyTerms(over.profile), ...over });
  if (!frozen.ok) throw new Error(JSON.stringify(frozen.error));
  return frozen.value;
}

/** An Ed25519 key whose secret is one byte, 32 times. */
export function keyOf(byte: number): KeyObject {
  return createPrivateKey({
    key: Buffer.concat([Buffer.from('302e020100300506032b657004220420', 'hex'), Buffer.alloc(32, byte)]),
    format: 'der',
    type: 'pkcs8',
  });
}

const LOG_KEY = keyOf(9);
const PUBLIC_DER = createPublicKey(LOG_KEY).export({ format: 'der', type: 'spki' });
export const VERIFIER_KEY = { name: 'test.sunlot/log', publicKey: new Uint8Array(PUBLIC_DER.subarray(-32)) };

export function sign25519(message: Uint8Array): Uint8Array {
  return new Uint8Array(sign(null, message, LOG_KEY));
}

export const verifySignature: VerifySignature = (publicKey, message, signature) => {
  const key = createPublicKey({
    key: Buffer.concat([PUBLIC_DER.subarray(0, -32), publicKey]),
    format: 'der',
    type: 'spki',
  });
  return verify(null, message, key, signature);
};

/** An append-only log in memory with a clock that ticks once an entry. */
export type TestLog = {
  readonly texts: string[];
  readonly append: (entry: (at: Instant) => DrawEntry | { readonly type: string; readonly at: Instant }) => {
    readonly at: Instant;
    readonly index: number;
  };
  /** Lets so many seconds pass. */
  readonly wait: (seconds: number) => void;
  readonly note: () => string;
  readonly path: (index: number) => readonly string[];
  readonly later: (place: { readonly at: Instant; readonly index: number }, first: number) => LaterProof;
};

function testLog(start: Instant = START): TestLog {
  const texts: string[] = [];
  let now = secondsOf(start);
  const hashes = () => texts.map((text) => leafHash(utf8(text)));
  const path = (index: number) => inclusionProof(hashes(), index).map(hex);
  const note = () => {
    const root = hex(rootOfHashes(hashes(), { from: 0, to: texts.length }));
    const body = checkpointBody({ origin: VERIFIER_KEY.name, size: texts.length, root, time: instantOf(now) });
    return signedCheckpoint(body, VERIFIER_KEY, sign25519(utf8(body)));
  };
  return {
    ...{ texts, path, note },
    append(make) {
      now += 60;
      const at = instantOf(now);
      texts.push(canonicalJson(make(at)));
      return { at, index: texts.length - 1 };
    },
    wait(seconds) {
      now += seconds;
    },
    later: (place, first) => ({
      ...{ ...place, path: path(place.index), checkpoint: note() },
      consistency: consistencyProof(hashes(), first).map(hex),
    }),
  };
}

export type SessionPacks = {
  readonly frozen: Frozen;
  readonly session: DrawnSession;
  readonly log: TestLog;
  readonly replaced: Replaced;
  /** Certificates and packs of the phases in which nothing, the winners, one rank, and everything is public. */
  readonly certificates: {
    readonly P1: Certificate;
    readonly P2: Certificate;
    readonly P3: Certificate;
    readonly P4: Certificate;
  };
  readonly packs: {
    readonly P1: EvidenceFiles;
    readonly P2: EvidenceFiles;
    readonly P3: EvidenceFiles;
    readonly P4: EvidenceFiles;
  };
};

export type SessionChange = {
  /** When the log begins; its clock ticks 60 s an entry. */
  readonly start?: Instant;
  readonly terms?: Partial<FreezeInput>;
  readonly withheld?: (session: DrawnSession) => Reveal['withheld'];
  /** Changes the drawn session before it is logged: what a dishonest operator might do. */
  readonly tamper?: (session: DrawnSession) => DrawnSession;
  /** The witness policy of the manifest, and what its witnesses add to the manifest's checkpoint. */
  readonly witnesses?: WitnessPolicy;
  readonly cosign?: (note: string) => string;
  readonly before?: (log: TestLog, frozen: Frozen) => void;
  /** What comes out of the sources, in order, and what else happens before each is closed. The dice where absent. */
  readonly values?: readonly ThrownValue[];
  readonly beforeResult?: (log: TestLog, frozen: Frozen) => void;
  /** Replacements between the draw and the reveal, in this order; packs P3 and P4 tell of them. */
  readonly replacing?: Requests;
  /** Changes the manifest after the freeze: what an authority might log that froze with another program. */
  readonly remade?: (manifest: Manifest) => Manifest;
  readonly beforeReveal?: (log: TestLog) => void;
  readonly results?: readonly PublishedResult[];
};

/** One whole session: freeze, log, dice, run, log, reveal. */
export function runSession(change: SessionChange = {}): SessionPacks {
  const { witnesses, cosign = (note) => note } = change;
  const frozen = frozenFor(change);
  const { manifest } = frozen;
  const log = testLog(change.start);
  log.append((at) => ({ type: 'directory-version', at }));
  log.append((at) => ({ type: 'plan', at }));
  change.before?.(log, frozen);
  const frozenAt = log.append((at) => manifestEntry(manifest, at));
  const first = log.texts.length;
  const manifestProof = { ...frozenAt, path: log.path(frozenAt.index), checkpoint: cosign(log.note()) };
  const start = { log: formatVerifierKey(VERIFIER_KEY), manifest: manifestProof };
  const parts = {
    spec: manifest.spec,
    manifest,
    entropy: [],
    openings: [],
    replacements: [],
    software: SOFTWARE,
  } as const;
  const P1: Certificate = { ...parts, proofs: { ...start, entropy: [] } };
  const policy = witnesses && { witnesses };
  const packP1 = evidenceFiles({ certificate: P1, rows: frozen, teams: [], log: log.texts, ...policy });

  const { entropy, places } = throwAll(frozen, log, change.values ?? [{ k: 'dice', value: DICE }]);
  const run = runDraw({ manifest, rows: frozen, listKey: LIST_KEY, entropy, window: WINDOW, software: SOFTWARE });
  if (!run.ok) throw new Error(JSON.stringify(run.error));
  const session = change.tamper ? change.tamper(run.value) : run.value;
  change.beforeResult?.(log, frozen);
  const drawnAt = log.append((at) => resultEntry(manifest, session.commit, at));
  const drawnProofs = {
    ...start,
    entropy: places.map((place) => ({ ...place, path: log.path(place.index) })),
    result: log.later(drawnAt, first),
  };
  const P2: Certificate = { ...session.certificate, proofs: drawnProofs };
  const drawnLog = [...log.texts];
  const replaced = logReplacements(
    { frozen, session, log, first, listKey: LIST_KEY, window: WINDOW },
    change.replacing ?? [],
  );
  const P3: Certificate = {
    ...P2,
    proofs: { ...drawnProofs, ...(replaced.records.length > 0 && { replacements: replaced.proofs }) },
    openings: [openRank(session, 1)],
    replacements: replaced.records,
  };
  const extra = new Map([['record.html', utf8('<p>记录</p>')]]);
  const shared = { rows: frozen, strata: session.strata, teams: session.teams, extra, ...policy };
  const packP2 = evidenceFiles({ ...shared, certificate: P2, log: drawnLog });
  const late = {
    ...shared,
    ...(replaced.opened.length > 0 && { replacements: replaced.opened }),
    ...(change.results && { results: change.results }),
  };
  const packP3 = evidenceFiles({ ...late, certificate: P3, log: log.texts });

  change.beforeReveal?.(log);
  const reveal = makeReveal({
    hash: hashOf(manifest.profile),
    rows: frozen,
    listKey: LIST_KEY,
    withheld: change.withheld?.(session) ?? [],
    early: '演示',
  });
  const revealedAt = log.append((at) => revealEntry(manifest, reveal, at));
  const P4: Certificate = { ...P3, reveal, proofs: { ...P3.proofs, reveal: log.later(revealedAt, first) } };
  const packP4 = evidenceFiles({ ...late, certificate: P4, log: log.texts });
  return {
    frozen,
    session,
    log,
    replaced,
    certificates: { P1, P2, P3, P4 },
    packs: { P1: packP1, P2: packP2, P3: packP3, P4: packP4 },
  };
}

function frozenFor({ witnesses, terms = {}, remade }: SessionChange): Frozen {
  const hash = hashOf(terms.profile ?? 'std');
  const frozen = frozenCounty({ ...(witnesses && { witnesses: witnessPolicyHash(hash, witnesses) }), ...terms });
  if (!remade) return frozen;
  const manifest = remade(frozen.manifest);
  return { ...frozen, manifest, fingerprint: fingerprint(manifest) };
}

/** A session that ended without a result: void before the dice, abandoned after them. */
export function endedSession(
  kind: 'void' | 'abandoned',
  {
    thrown: values = [{ k: 'dice', value: DICE }],
    ...change
  }: { thrown?: readonly ThrownValue[] } & Pick<
    SessionChange,
    'terms' | 'start' | 'witnesses' | 'cosign' | 'before'
  > = {},
): {
  readonly certificate: Certificate;
  readonly pack: EvidenceFiles;
} {
  const { witnesses, cosign = (note) => note } = change;
  const frozen = frozenFor(change);
  const { manifest } = frozen;
  const log = testLog(change.start);
  change.before?.(log, frozen);
  const frozenAt = log.append((at) => manifestEntry(manifest, at));
  const first = log.texts.length;
  const manifestProof = { ...frozenAt, path: log.path(frozenAt.index), checkpoint: cosign(log.note()) };
  const thrown = kind === 'abandoned' ? throwAll(frozen, log, values) : { entropy: [], places: [] };
  const run = runDraw({
    manifest,
    rows: frozen,
    listKey: LIST_KEY,
    entropy: thrown.entropy,
    window: WINDOW,
    software: SOFTWARE,
  });
  const end = { kind, reason: '设备故障' } as const;
  const endedAt = log.append((at) => endEntry(manifest, end, at));
  const parts: CertificateParts = run.ok
    ? run.value.certificate
    : { spec: manifest.spec, manifest, entropy: thrown.entropy, openings: [], replacements: [], software: SOFTWARE };
  const proofs = {
    ...{ log: formatVerifierKey(VERIFIER_KEY), manifest: manifestProof },
    entropy: thrown.places.map((place) => ({ ...place, path: log.path(place.index) })),
    end: log.later(endedAt, first),
  };
  const certificate: Certificate = { ...parts, end, proofs };
  const teams = run.ok ? run.value.teams : [];
  const rest = { rows: frozen, teams, log: log.texts, ...(witnesses && { witnesses }) };
  return { certificate, pack: evidenceFiles({ certificate, ...rest }) };
}
