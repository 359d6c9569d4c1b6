import { fromUtf8, utf8 } from '../src/basics/bytes.ts';
import { canonicalJson, type Json } from '../src/basics/canonical-json.ts';
import type { Certificate } from '../src/draw/certificate.ts';
import type { CheckId } from '../src/draw/check.ts';
import { verifyQuicknet } from '../src/draw/drand.ts';
import { type EvidenceFiles, FILES, withSums } from '../src/draw/evidence.ts';
import { verifyDraw } from '../src/draw/verify.ts';
import type { Verification, VerifyOptions } from '../src/draw/verify-with.ts';
import { verifySignature } from './session.ts';

/** Evidence packs changed by somebody else, and what verification says of them. */

export const verify = (files: EvidenceFiles, options: Partial<VerifyOptions> = {}) =>
  verifyDraw(files, { verifySignature, verifyBeacon: verifyQuicknet, ...options });
export const failed = ({ checks }: Verification) => checks.filter(({ state }) => state === 'fail').map(({ id }) => id);
export const states = ({ checks }: Verification) => checks.map(({ state }) => state[0]).join('');
export const actual = (verification: Verification, id: CheckId) =>
  verification.checks.find((check) => check.id === id)!.actual;

/** The pack with files replaced (undefined: taken away) and its sums made anew. */
export function changed(files: EvidenceFiles, change: { readonly [name: string]: string | undefined }): EvidenceFiles {
  const next = new Map(files);
  for (const [name, text] of Object.entries(change))
    text === undefined ? next.delete(name) : next.set(name, utf8(text));
  return withSums(next);
}

/** The pack with its certificate changed, without any other consequence. */
export function certified(files: EvidenceFiles, change: (certificate: Certificate) => Json): EvidenceFiles {
  const certificate = JSON.parse(textOf(files, FILES.certificate)) as Certificate;
  return changed(files, { [FILES.certificate]: canonicalJson(change(certificate)) });
}

export function textOf(files: EvidenceFiles, name: string): string {
  return fromUtf8(files.get(name)!)!;
}
