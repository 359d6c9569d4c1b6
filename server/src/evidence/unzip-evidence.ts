import { Unzip, type UnzipFile, UnzipInflate } from 'fflate';

export type UnzipFault = 'not-a-zip' | 'too-large' | 'odd-name';

/** A national pack is some 400 MB; nothing honest is larger. */
const MAX_BYTES = 1_000_000_000;
const MAX_FILES = 1_000;
const NAME = /^(?!.*\.\.)[\w.-]+(?:\/[\w.-]+)*$/u;

/** The files of a zip by name, counted while they inflate. Names that leave the folder are refused. */
export function unzipEvidence(
  bytes: Uint8Array,
): { readonly files: ReadonlyMap<string, Uint8Array> } | { readonly fault: UnzipFault } {
  const files = new Map<string, Uint8Array>();
  let fault: UnzipFault | undefined;
  let total = 0;
  const unzip = new Unzip((file) => {
    if (!NAME.test(file.name) || files.has(file.name) || files.size >= MAX_FILES) {
      fault ??= 'odd-name';
      return;
    }
    files.set(file.name, new Uint8Array(0));
    collect(file);
  });
  unzip.register(UnzipInflate);
  try {
    unzip.push(bytes, true);
  } catch {
    return { fault: 'not-a-zip' };
  }
  if (fault) return { fault };
  return files.size === 0 ? { fault: 'not-a-zip' } : { files };

  function collect(file: UnzipFile): void {
    const chunks: Uint8Array[] = [];
    file.ondata = (error, chunk, final) => {
      total += chunk.length;
      if (error) fault ??= 'not-a-zip';
      else if (total > MAX_BYTES) fault ??= 'too-large';
      else chunks.push(chunk);
      if (final && !fault) files.set(file.name, Buffer.concat(chunks));
    };
    file.start();
  }
}
