import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { type FileHandle, mkdtemp, open, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { MOST_PACK_BYTES } from '@sunlot/core/draw/evidence-zip.ts';
import { Problem } from '../problem.ts';

/** Takes the bytes of a pack piece by piece; a piece may be written over once its promise is kept. */
export type PackSink = (piece: Uint8Array) => Promise<void>;

/** A finished pack: a small one in memory, a large one in a file of its own, to be read once. */
export type SpooledPack = {
  readonly size: number;
  /** Hex. */
  readonly sha256: string;
  readonly isInMemory: boolean;
  readonly bytes: () => Promise<Uint8Array>;
  /** The file goes away when the stream ends, however it ends. */
  readonly stream: () => Readable;
  /** For who reads neither to the end. */
  readonly discard: () => Promise<void>;
};

/** Up to so much stays in memory: the pack of a province before its opening. */
const MOST_IN_MEMORY = 4_194_304;

/**
 * Collects what `work` writes. Nothing stays behind where it fails.
 * @throws Problem evidence.tooLargeToPack, where it comes to more than `most` bytes: more has no place in this form of zip
 */
export async function spoolPack(
  work: (sink: PackSink) => Promise<unknown>,
  most: number = MOST_PACK_BYTES,
): Promise<SpooledPack> {
  const hash = createHash('sha256');
  const pieces: Uint8Array[] = [];
  let size = 0;
  let spill: Spill | undefined;
  try {
    await work(async (piece) => {
      hash.update(piece);
      size += piece.length;
      if (size > most) throw new Problem('evidence.tooLargeToPack', { most: `${most / 1e9} GB` });
      if (size <= MOST_IN_MEMORY) pieces.push(Uint8Array.from(piece));
      else {
        spill ??= await openSpill(pieces);
        await spill.handle.appendFile(piece);
      }
    });
    await spill?.handle.close();
  } catch (error) {
    await spill?.handle.close().catch(() => undefined);
    await spill?.remove();
    throw error;
  }
  const done = { size, sha256: hash.digest('hex') };
  return spill ? inFile(done, spill) : inMemory(done, Buffer.concat(pieces));
}

type Spill = { readonly handle: FileHandle; readonly file: string; readonly remove: () => Promise<void> };

async function openSpill(before: readonly Uint8Array[]): Promise<Spill> {
  const folder = await mkdtemp(join(tmpdir(), 'sunlot-pack-'));
  const file = join(folder, 'pack.zip');
  const handle = await open(file, 'wx', 0o600);
  for (const piece of before) await handle.appendFile(piece);
  return { handle, file, remove: () => rm(folder, { recursive: true, force: true }) };
}

type Done = Pick<SpooledPack, 'size' | 'sha256'>;

function inMemory(done: Done, bytes: Uint8Array): SpooledPack {
  const read = () => Promise.resolve(bytes);
  return {
    ...done,
    isInMemory: true,
    bytes: read,
    stream: () => Readable.from([bytes]),
    discard: () => Promise.resolve(),
  };
}

function inFile(done: Done, { file, remove }: Spill): SpooledPack {
  return {
    ...done,
    isInMemory: false,
    bytes: () => readFile(file),
    stream: () => createReadStream(file).once('close', () => void remove()),
    discard: remove,
  };
}
