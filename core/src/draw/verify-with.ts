import { assert } from '../basics/assert.ts';
import { hex } from '../basics/bytes.ts';
import { hashOf } from '../hash/hash.ts';
import { type LaneMaker, plainLanes } from '../hash/lanes.ts';
import { sha256 } from '../hash/sha256.ts';
import type { Certificate } from './certificate.ts';
import { CHECK_IDS, type Check, type CheckId, type Finding, notYet } from './check.ts';
import { checkSeed, checkWinners } from './check-draw.ts';
import { checkNumbers, checkRoots } from './check-lists.ts';
import { checkManifestLogged, checkpointOf } from './check-log.ts';
import { checkOpenings } from './check-opened.ts';
import { checkOrder } from './check-order.ts';
import { checkReplacements } from './check-replacements.ts';
import { checkResults } from './check-results.ts';
import { checkReveal } from './check-reveal.ts';
import { checkSessions } from './check-sessions.ts';
import { checkTeams } from './check-teams.ts';
import { checkNonces, checkValues } from './check-values.ts';
import { packCommitment } from './check-witnesses.ts';
import type { VerifySignature } from './checkpoint.ts';
import type { WitnessClass } from './cosignature.ts';
import type { VerifyBeacon } from './drand.ts';
import { type EntropyClass, entropyClass } from './entropy.ts';
import type { Digest, EvidenceFiles } from './evidence.ts';
import { fingerprint } from './manifest.ts';
import { readDrawn } from './read-drawn.ts';
import { type LateChecks, type Pack, readCertificate, readObjects } from './verify-pack.ts';
import { fingerprintWords } from './words.ts';

/** P1 frozen · P2 drawn, names closed · P3 partly opened · P4 opened · PX void or abandoned. */
export type Phase = 'P1' | 'P2' | 'P3' | 'P4' | 'PX';

/**
 * `ok`: no check failed. `complete`: nothing is left that could not be checked yet. `draw`: agency/task/seq.
 * Without `session` the certificate could not be read, and only V1 says why.
 */
export type Verification = {
  readonly ok: boolean;
  readonly complete: boolean;
  readonly session?: {
    readonly draw: string;
    readonly phase: Phase;
    /** Hex. */
    readonly fingerprint: string;
    readonly words: string;
    readonly entropyClass: EntropyClass;
    readonly witnesses: WitnessClass;
  };
  readonly checks: readonly Check[];
};

/**
 * `verifyBeacon`: for draws that end with a drand round (`verifyQuicknet`; a browser may load it then). `logKey`: the
 * verifier key that the reader trusts; without it the key inside the pack is taken at its word. `verifySm2`: without it a
 * second signature of the log, SM2 with SM3, stays unchecked, and V2 says so. `makeLanes`: a faster way to hash than plain
 * JavaScript, where the platform has one. `sha256`: the same for whole files, which no batch helps.
 */
export type VerifyOptions = {
  readonly verifySignature: VerifySignature;
  readonly verifyBeacon: VerifyBeacon;
  readonly verifySm2?: VerifySignature;
  readonly makeLanes?: LaneMaker;
  readonly sha256?: Digest;
  readonly logKey?: string;
  /** Opened packs of earlier draws of the same log: with them V13 counts tiers and loads. */
  readonly earlier?: readonly EvidenceFiles[];
};

/** `verifyDraw` with the checks of opened rows handed in; who has none may ask of packs whose certificate has no reveal. */
export function verifyWith(
  files: EvidenceFiles,
  options: Omit<VerifyOptions, 'verifyBeacon'> & { readonly verifyBeacon: VerifyBeacon | undefined },
  lateChecks: LateChecks | undefined,
): Verification {
  const digest = options.sha256 ?? sha256;
  const { finding, certificate } = readCertificate(files, digest);
  if (!certificate) {
    const blocked = notYet('', '证书无法读取（见 V1）');
    return summary(CHECK_IDS.map((id) => ({ id, ...(id === 'V1' ? finding : blocked) })));
  }
  const makeLanes = options.makeLanes ?? plainLanes;
  const objects = readObjects(files, { hash: hashOf(certificate.manifest.profile), makeLanes });
  const table = objects.ok ? objects.value.table : undefined;
  const drawn = readDrawn(files, certificate, makeLanes);
  let opened: ReturnType<Pack['opened']> | undefined;
  const late = () => {
    assert(lateChecks, 'an opened pack needs the late checks');
    return lateChecks;
  };
  const pack: Pack = {
    ...{ files, certificate, table, makeLanes, sha256: digest },
    ...(drawn.ok ? { drawn: drawn.value, undrawn: '' } : { drawn: undefined, undrawn: drawn.error }),
    verifySignature: options.verifySignature,
    verifyBeacon: options.verifyBeacon,
    verifySm2: options.verifySm2,
    logKey: options.logKey,
    earlier: options.earlier ?? [],
    late,
    opened() {
      opened ??= late().readOpenedObjects(pack);
      return opened;
    },
  };
  const winners = checkWinners(pack);
  // Where the winners that are told are not right, nobody knows what was drawn, and what hangs on it cannot be judged.
  const onceDrawn = (finding: () => Finding) =>
    pack.drawn && winners.state !== 'pass' ? notYet('', '中签结果没有核对通过（见 V10）') : finding();
  const teams = onceDrawn(() => checkTeams(pack));
  const findings: { readonly [id in CheckId]: Finding } = {
    V1: finding,
    V2: checkManifestLogged(pack),
    V3: checkOrder(pack),
    V4: checkSessions(pack),
    V5: checkNonces(pack),
    V6: checkValues(pack),
    V7: checkSeed(pack),
    V8: checkRoots(pack, objects),
    V9: checkNumbers(pack),
    V10: winners,
    V11: onceDrawn(() => checkOpenings(pack)),
    V12: teams,
    V13: checkReveal(pack),
    V14: onceDrawn(() => checkReplacements(pack, teams)),
    V15: onceDrawn(() => checkResults(pack)),
  };
  return { ...summary(CHECK_IDS.map((id) => ({ id, ...findings[id] }))), session: sessionOf(pack) };
}

function summary(checks: readonly Check[]): Verification {
  return {
    ok: checks.every(({ state }) => state !== 'fail'),
    complete: checks.every(({ state }) => state !== 'notYet'),
    checks,
  };
}

function sessionOf(pack: Pack): NonNullable<Verification['session']> {
  const { certificate } = pack;
  const { manifest } = certificate;
  const hash = fingerprint(manifest);
  return {
    draw: `${manifest.agency}/${manifest.task}/${manifest.seq}`,
    phase: phaseOf(certificate),
    fingerprint: hex(hash),
    words: fingerprintWords(hash),
    entropyClass: entropyClass(manifest.entropy),
    witnesses: witnessClassOf(pack),
  };
}

/** Without a checkpoint or policy that can be read, nobody counts as having seen it. */
function witnessClassOf(pack: Pack): WitnessClass {
  const checkpoint = checkpointOf(pack, pack.certificate.proofs.manifest);
  const commitment = typeof checkpoint === 'string' ? undefined : packCommitment(pack, checkpoint);
  return commitment?.ok ? commitment.value.class : 'incomplete';
}

function phaseOf({ end, seed, reveal, openings }: Certificate): Phase {
  if (end) return 'PX';
  if (seed === undefined) return 'P1';
  if (reveal) return 'P4';
  return openings.length > 0 ? 'P3' : 'P2';
}
