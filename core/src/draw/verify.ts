import type { EvidenceFiles } from './evidence.ts';
import { LATE_CHECKS } from './late-checks.ts';
import { type Verification, type VerifyOptions, verifyWith } from './verify-with.ts';

/** Checks V1–V15 on the files of an evidence pack. Never throws on any bytes. */
export function verifyDraw(files: EvidenceFiles, options: VerifyOptions): Verification {
  return verifyWith(files, options, LATE_CHECKS);
}
