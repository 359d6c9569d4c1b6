import type { VerificationView } from '@sunlot/contract/verify.ts';
import { CHECK_TITLES } from '@sunlot/core/draw/check.ts';
import { verifyQuicknet } from '@sunlot/core/draw/drand.ts';
import { type EvidenceFiles, FILES } from '@sunlot/core/draw/evidence.ts';
import { verifyDraw } from '@sunlot/core/draw/verify.ts';
import type { Verification } from '@sunlot/core/draw/verify-with.ts';
import type { LaneMaker } from '@sunlot/core/hash/lanes.ts';
import { lanesFor } from '../lanes.ts';
import { verifySignature } from '../log/checkpoint.ts';
import { verifySm2 } from '../log/sm2.ts';
import { SOFTWARE } from '../software.ts';
import { sha256 } from './sha256.ts';
import { unzipEvidence } from './zip-evidence.ts';

const VERIFIERS = { verifySignature, verifyBeacon: verifyQuicknet, verifySm2, sha256 } as const;

/**
 * Verifies an evidence pack (.zip bytes) without any database. `logKey` is the verifier key that the reader trusts; `earlier` are
 * opened packs of earlier draws, by which V13 counts tiers and loads.
 * Bytes that are no evidence pack, or one whose container was touched, fail V1.
 */
export function verifyEvidence(
  bytes: Uint8Array,
  { logKey, earlier = [] }: { readonly logKey?: string | undefined; readonly earlier?: readonly Uint8Array[] } = {},
): VerificationView {
  const start = performance.now();
  const files = unzipEvidence(bytes);
  const verification = files
    ? verifyDraw(files, {
        ...{
          ...VERIFIERS,
          makeLanes: lanesOf(files),
          earlier: earlier.map((pack) => unzipEvidence(pack) ?? new Map()),
        },
        ...(logKey !== undefined && { logKey }),
      })
    : damaged();
  const { ok, complete, session, checks } = verification;
  return {
    ok,
    complete,
    draw: session?.draw ?? '',
    ...(session && { phase: session.phase, fingerprint: session.fingerprint, words: session.words }),
    checks: checks.map((check) => ({ ...check, title: CHECK_TITLES[check.id] })),
    ms: Math.round(performance.now() - start),
    version: SOFTWARE.version,
  };
}

/** A line of the public list has about 80 bytes. */
function lanesOf(files: EvidenceFiles): LaneMaker {
  return lanesFor((files.get(FILES.objects)?.length ?? 0) / 80);
}

/** Every check of a pack that cannot be opened: the first fails, the others have nothing to work on. */
function damaged(): Verification {
  const { checks, ...rest } = verifyDraw(new Map(), VERIFIERS);
  const expected = '证据包是系统导出的原文件，逐字节未变';
  const actual = '压缩包已损坏、被改动，或不是证据包';
  return { ...rest, checks: checks.map((check) => (check.id === 'V1' ? { ...check, expected, actual } : check)) };
}
