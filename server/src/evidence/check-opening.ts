import type { OpeningVerdict } from '@sunlot/contract/own-openings.ts';
import { drawNow } from '@sunlot/core/draw/opening-now.ts';
import { readDrawn } from '@sunlot/core/draw/read-drawn.ts';
import { readOwnOpening } from '@sunlot/core/draw/read-own-opening.ts';
import { readCertificate } from '@sunlot/core/draw/verify-pack.ts';
import { lanesFor } from '../lanes.ts';
import { verifySignature } from '../log/checkpoint.ts';
import { openingIn } from '../openings/opening-code.ts';
import { verdictOf } from '../openings/opening-verdict.ts';
import { sha256 } from './sha256.ts';
import { unzipEvidence } from './zip-evidence.ts';

/**
 * What an evidence pack says of an opening, without any network. `logKey`: of the log that the reader trusts; without it the key
 * inside the pack is taken at its word. Whether the pack itself holds is asked of `verifyEvidence`.
 */
export function checkOpening(
  pack: Uint8Array,
  { text, logKey }: { readonly text: string; readonly logKey?: string | undefined },
): OpeningVerdict {
  const files = unzipEvidence(pack);
  const certificate = files && readCertificate(files, sha256).certificate;
  if (!certificate) return { ok: false, fault: 'undrawn' };
  const own = readOwnOpening(openingIn(text), { logKey: logKey ?? certificate.proofs.log, verifySignature });
  if (!own.ok) return { ok: false, fault: own.error };
  const drawn = readDrawn(files, certificate, lanesFor(certificate.manifest.lists.objects.size));
  return verdictOf(own.value, drawn.ok ? drawNow(certificate, drawn.value) : undefined);
}
