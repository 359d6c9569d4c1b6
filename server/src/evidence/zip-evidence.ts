import type { EvidenceFiles } from '@sunlot/core/draw/evidence.ts';
import { Unzip, type UnzipFile, UnzipPassThrough, zipSync } from 'fflate';

/** A national pack is some 400 MB; nothing honest is larger. */
const MAX_BYTES = 1_000_000_000;
const MAX_FILES = 1_000;
const NAME = /^(?!.*\.\.)[\w.-]+(?:\/[\w.-]+)*$/u;
/** Zip times have no zone: a fixed one, so that the same files make the same bytes everywhere. */
const ZIP_TIME = new Date(2026, 0, 1);

/**
 * The one zip of an evidence pack: entries in the order given, stored uncompressed, one fixed time. As there is only
 * one, a changed byte anywhere in it shows, also in parts of the container that hold no file.
 */
export function zipEvidence(files: EvidenceFiles): Uint8Array {
  return zipSync(Object.fromEntries(files), { level: 0, mtime: ZIP_TIME });
}

/** The files of such a zip; undefined where the bytes are not exactly what {@link zipEvidence} makes of them. */
export function unzipEvidence(bytes: Uint8Array): EvidenceFiles | undefined {
  const files = readEntries(bytes);
  return files && Buffer.from(zipEvidence(files)).equals(bytes) ? files : undefined;
}

function readEntries(bytes: Uint8Array): EvidenceFiles | undefined {
  if (bytes.length > MAX_BYTES) return undefined;
  const files = new Map<string, Uint8Array>();
  let isOdd = false;
  const unzip = new Unzip((file) => {
    if (!NAME.test(file.name) || files.has(file.name) || files.size >= MAX_FILES || file.compression !== 0)
      isOdd = true;
    if (!isOdd) collect(file);
  });
  unzip.register(UnzipPassThrough);
  try {
    unzip.push(bytes, true);
  } catch {
    return undefined;
  }
  return isOdd ? undefined : files;

  function collect(file: UnzipFile): void {
    const chunks: Uint8Array[] = [];
    files.set(file.name, new Uint8Array(0));
    file.ondata = (error, chunk, final) => {
      if (error) isOdd = true;
      else chunks.push(chunk);
      if (final) files.set(file.name, Buffer.concat(chunks));
    };
    file.start();
  }
}
