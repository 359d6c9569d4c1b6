import { err, ok, type Result } from '../basics/result.ts';
import type { PackFault } from './decode.ts';
import type { Pack } from './pack.ts';
import { packDocument } from './pack-document.ts';
import { packSense } from './pack-sense.ts';

/**
 * Reads a pack from the plain value of its file: first the shape (every field, every number, every condition),
 * then its sense (ids that agree, classes that exist, switches that have an effect). All faults at once.
 */
export function parsePack(value: unknown): Result<Pack, readonly PackFault[]> {
  const faults: PackFault[] = [];
  const document = packDocument.read(value, [], faults);
  if (document === undefined) return err(faults);
  const pack = packSense(document, faults);
  return faults.length === 0 ? ok(pack) : err(faults);
}
