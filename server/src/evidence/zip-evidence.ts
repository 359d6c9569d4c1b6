import { crc32 } from 'node:zlib';
import type { EvidenceFiles } from '@sunlot/core/draw/evidence.ts';
import * as zip from '@sunlot/core/draw/evidence-zip.ts';

/**
 * The one zip of an evidence pack: entries in the order given, stored uncompressed, one fixed time. As there is only
 * one, a changed byte anywhere in it shows, also in parts of the container that hold no file.
 */
export function zipEvidence(files: EvidenceFiles): Uint8Array {
  const named = [...files].map(([name, bytes]) => ({ name, bytes, crc: crc32(bytes), size: bytes.length }));
  return Buffer.concat([...named.flatMap((file) => [zip.zipHead(file), file.bytes]), zip.zipEnd(named)]);
}

/** The files of such a zip, where they lie in it; undefined where the bytes are not exactly what {@link zipEvidence} makes of them. */
export function unzipEvidence(bytes: Uint8Array): EvidenceFiles | undefined {
  return zip.unzipEvidence(bytes, crc32);
}
