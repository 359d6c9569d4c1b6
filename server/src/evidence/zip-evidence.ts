import { crc32 } from 'node:zlib';
import { compareBytes, fromUtf8, utf8 } from '@sunlot/core/basics/bytes.ts';
import type { EvidenceFiles } from '@sunlot/core/draw/evidence.ts';

/** The opened pack of a nation is some 1 GB; sizes and places in a zip of this kind end at 4.29 GB. */
const MAX_BYTES = 4_000_000_000;
const MAX_FILES = 1_000;
const NAME = /^(?!.*\.\.)[\w.-]+(?:\/[\w.-]+)*$/u;
/** 2026-01-01 00:00 as zips write it. Zip times have no zone: a fixed one, so that the same files make the same bytes everywhere. */
const ZIP_TIME = ((2026 - 1980) << 25) | (1 << 21) | (1 << 16);

/** What a zip says of a file beside its bytes. */
export type ZipEntry = { readonly name: string; readonly crc: number; readonly size: number };

const LOCAL = 0x0403_4b50;
const CENTRAL = 0x0201_4b50;
const END = 0x0605_4b50;
const LOCAL_BYTES = 30;
const CENTRAL_BYTES = 46;
const END_BYTES = 22;
const VERSION = 20;

/** What stands before the bytes of a file. */
export function zipHead({ name, crc, size }: ZipEntry): Uint8Array {
  const head = Buffer.alloc(LOCAL_BYTES);
  head.writeUInt32LE(LOCAL, 0);
  head.writeUInt16LE(VERSION, 4);
  head.writeUInt32LE(ZIP_TIME >>> 0, 10);
  head.writeUInt32LE(crc, 14);
  head.writeUInt32LE(size, 18);
  head.writeUInt32LE(size, 22);
  head.writeUInt16LE(name.length, 26);
  return Buffer.concat([head, utf8(name)]);
}

/** What stands after the last file. */
export function zipEnd(entries: readonly ZipEntry[]): Uint8Array {
  let at = 0;
  const directory = entries.map((entry) => {
    const head = Buffer.alloc(CENTRAL_BYTES);
    head.writeUInt32LE(CENTRAL, 0);
    head.writeUInt16LE(VERSION, 4);
    // From the version on both heads say the same.
    Buffer.from(zipHead(entry)).copy(head, 6, 4, LOCAL_BYTES);
    head.writeUInt32LE(at, 42);
    at += LOCAL_BYTES + entry.name.length + entry.size;
    return Buffer.concat([head, utf8(entry.name)]);
  });
  const size = directory.reduce((sum, { length }) => sum + length, 0);
  const end = Buffer.alloc(END_BYTES);
  end.writeUInt32LE(END, 0);
  end.writeUInt16LE(entries.length, 8);
  end.writeUInt16LE(entries.length, 10);
  end.writeUInt32LE(size, 12);
  end.writeUInt32LE(at, 16);
  return Buffer.concat([...directory, end]);
}

/**
 * The one zip of an evidence pack: entries in the order given, stored uncompressed, one fixed time. As there is only
 * one, a changed byte anywhere in it shows, also in parts of the container that hold no file.
 */
export function zipEvidence(files: EvidenceFiles): Uint8Array {
  const named = [...files].map(([name, bytes]) => ({ name, bytes, crc: crc32(bytes), size: bytes.length }));
  return Buffer.concat([...named.flatMap((file) => [zipHead(file), file.bytes]), zipEnd(named)]);
}

/** The files of such a zip, where they lie in it; undefined where the bytes are not exactly what {@link zipEvidence} makes of them. */
export function unzipEvidence(bytes: Uint8Array): EvidenceFiles | undefined {
  if (bytes.length > MAX_BYTES) return undefined;
  const zip = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length);
  const files = new Map<string, Uint8Array>();
  const entries: ZipEntry[] = [];
  let at = 0;
  while (at + LOCAL_BYTES <= zip.length && zip.readUInt32LE(at) === LOCAL) {
    const start = at + LOCAL_BYTES + zip.readUInt16LE(at + 26);
    const name = fromUtf8(zip.subarray(at + LOCAL_BYTES, start)) ?? '';
    const entry = { name, crc: zip.readUInt32LE(at + 14), size: zip.readUInt32LE(at + 18) };
    const data = zip.subarray(start, start + entry.size);
    const isRight = compareBytes(zipHead(entry), zip.subarray(at, start)) === 0 && crc32(data) === entry.crc;
    if (!isRight || !NAME.test(name) || files.has(name) || entries.length >= MAX_FILES) return undefined;
    if (data.length < entry.size) return undefined;
    files.set(name, data);
    entries.push(entry);
    at = start + entry.size;
  }
  return compareBytes(zipEnd(entries), zip.subarray(at)) === 0 ? files : undefined;
}
