import { hex } from '../basics/bytes.ts';
import { type LaneMaker, plainLanes } from '../hash/lanes.ts';
import { sha256 } from '../hash/sha256.ts';
import { type Certificate, checkpointedProofs } from './certificate.ts';
import { checkpointOf } from './check-log.ts';
import { packCommitment } from './check-witnesses.ts';
import type { VerifySignature } from './checkpoint.ts';
import type { VerifyBeacon } from './drand.ts';
import type { EvidenceFiles } from './evidence.ts';
import { type LateChecks, readCertificate } from './verify-pack.ts';
import { type Verification, type VerifyOptions, verifyWith } from './verify-with.ts';

/** Loads the parts that only some packs need: `LATE_CHECKS`, `verifyQuicknet`, fast lanes. */
export type PartLoader = {
  readonly late: () => Promise<LateChecks>;
  readonly beacon: () => Promise<VerifyBeacon>;
  readonly lanes: () => Promise<LaneMaker>;
};

/** `verifySignature`: Ed25519 as a browser has it, which answers later. */
export type LazyOptions = Omit<VerifyOptions, 'verifyBeacon' | 'makeLanes' | 'verifySignature'> & {
  readonly load: PartLoader;
  readonly verifySignature: (...signed: Parameters<VerifySignature>) => Promise<boolean>;
};

/** Assembling fast lanes takes as long as plain ones hash so many rows. */
const FEW_ROWS = 10_000;

/**
 * `verifyDraw` for a page: the script that every visitor loads is smaller, signatures are left to the browser, and what only some packs
 * need comes when such a pack is opened. No check is left out: where a part does not load, the verification rejects.
 */
export async function verifyLazily(files: EvidenceFiles, options: LazyOptions): Promise<Verification> {
  const { load, ...rest } = options;
  const { certificate } = readCertificate(files, rest.sha256 ?? sha256);
  const isDrand = certificate?.manifest.entropy.some(({ k }) => k === 'drand');
  const isLong = certificate && certificate.manifest.lists.objects.size >= FEW_ROWS;
  const [verifySignature, verifyBeacon, makeLanes, late] = await Promise.all([
    verifiedBefore(files, certificate, options),
    isDrand ? load.beacon() : undefined,
    isLong ? load.lanes() : plainLanes,
    certificate?.reveal ? load.late() : undefined,
  ]);
  return verifyWith(files, { ...rest, verifySignature, verifyBeacon, makeLanes }, late);
}

type Signed = Parameters<VerifySignature>;

/** Has all signatures verified that the checks will ask for, and answers for these at once; any other does not hold. */
async function verifiedBefore(
  files: EvidenceFiles,
  certificate: Certificate | undefined,
  { logKey, verifySignature }: LazyOptions,
): Promise<VerifySignature> {
  const asked = certificate ? askedSignatures(files, certificate, logKey) : [];
  const held = await Promise.all(asked.map((signed) => verifySignature(...signed)));
  const names = new Set(asked.filter((_, i) => held[i]).map(nameOf));
  return (...signed) => names.has(nameOf(signed));
}

/** The signatures of the log on its checkpoints, and of the witnesses. */
function askedSignatures(
  files: EvidenceFiles,
  certificate: Certificate,
  logKey: string | undefined,
): readonly Signed[] {
  const asked: Signed[] = [];
  const verifySignature: VerifySignature = (...signed) => {
    asked.push(signed);
    return true;
  };
  const pack = { files, certificate, logKey, verifySignature, verifySm2: undefined };
  const { manifest } = certificate.proofs;
  for (const proof of checkpointedProofs(certificate.proofs)) {
    const checkpoint = checkpointOf(pack, proof);
    if (proof === manifest && typeof checkpoint !== 'string') packCommitment(pack, checkpoint);
  }
  return asked;
}

function nameOf(signed: Signed): string {
  return signed.map(hex).join(' ');
}
