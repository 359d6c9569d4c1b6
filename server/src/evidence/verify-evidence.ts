import type { VerificationView } from '@sunlot/contract/verify.ts';
import { CHECK_TITLES } from '@sunlot/core/draw/check.ts';
import { verifyDraw } from '@sunlot/core/draw/verify.ts';
import { verifySignature } from '../log/checkpoint.ts';
import { SOFTWARE } from '../software.ts';
import { type UnzipFault, unzipEvidence } from './unzip-evidence.ts';

export type EvidenceFault = UnzipFault;

/**
 * Verifies an evidence pack (.zip bytes) without any database. `logKey` is the verifier key that the reader trusts.
 * The fault is a file that is no evidence pack at all.
 */
export function verifyEvidence(
  bytes: Uint8Array,
  { logKey }: { readonly logKey?: string | undefined },
): { readonly view: VerificationView } | { readonly fault: EvidenceFault } {
  const start = performance.now();
  const unzipped = unzipEvidence(bytes);
  if ('fault' in unzipped) return unzipped;
  const { ok, complete, session, checks } = verifyDraw(unzipped.files, {
    verifySignature,
    ...(logKey !== undefined && { logKey }),
  });
  return {
    view: {
      ok,
      complete,
      draw: session?.draw ?? '',
      ...(session && { phase: session.phase, fingerprint: session.fingerprint, words: session.words }),
      checks: checks.map((check) => ({ ...check, title: CHECK_TITLES[check.id] })),
      ms: Math.round(performance.now() - start),
      version: SOFTWARE.version,
    },
  };
}
