import { err, ok, type Result } from '../basics/result.ts';
import type { PackFault } from './decode.ts';
import type { Pack } from './pack.ts';
import { packDocument } from './pack-document.ts';
import { referenceFaults } from './pack-references.ts';
import { packSense } from './pack-sense.ts';

/**
 * Reads a pack from the plain value of its file: first the shape (every field, every number, every condition),
 * then its sense (ids that agree, classes that exist, switches that have an effect). All faults at once. A version
 * that was stored is read by this alone: what {@link checkPack} asks for besides never makes it unreadable.
 */
export function parsePack(value: unknown): Result<Pack, readonly PackFault[]> {
  return readPack(value, () => []);
}

/** What else the caller knows to be wrong: roles, say, which core has no list of. */
export type MoreFaults = (pack: Pack) => readonly PackFault[];

/**
 * Reads a pack that is new, which has to stand more: everything that it names must be something that the program or the
 * pack itself can honour, so that nothing breaks at the first plan, draw or visit.
 */
export function checkPack(value: unknown, more: MoreFaults = () => []): Result<Pack, readonly PackFault[]> {
  return readPack(value, (pack) => [...referenceFaults(pack), ...more(pack)]);
}

function readPack(value: unknown, more: MoreFaults): Result<Pack, readonly PackFault[]> {
  const faults: PackFault[] = [];
  const document = packDocument.read(value, [], faults);
  if (document === undefined) return err(faults);
  const pack = packSense(document, faults);
  faults.push(...more(pack));
  return faults.length === 0 ? ok(pack) : err(faults);
}
