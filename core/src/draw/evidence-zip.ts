import { compareBytes, concat, fromUtf8, utf8 } from '../basics/bytes.ts';
import type { EvidenceFiles } from './evidence.ts';

/** The opened pack of a nation is some 1 GB; sizes and places in a zip of this kind end at 4.29 GB. */
export const MOST_PACK_BYTES = 4_000_000_000;
const MAX_FILES = 1_000;
const NAME = /^(?!.*\.\.)[\w.-]+(?:\/[\w.-]+)*$/u;
/** 2026-01-01 00:00 as zips write it. Zip times have no zone: a fixed one, so that the same files make the same bytes everywhere. */
const ZIP_TIME = ((2026 - 1980) << 25) | (1 << 21) | (1 << 16);

/** What a zip says of a file beside its bytes. */
export type ZipEntry = { readonly name: string; readonly crc: number; readonly size: number };

/** CRC-32 as zips have it (ISO 3309): `crc32` of this folder, or the platform's own. */
export type Crc32 = (bytes: Uint8Array) => number;

const LOCAL = 0x0403_4b50;
const CENTRAL = 0x0201_4b50;
const END = 0x0605_4b50;
const LOCAL_BYTES = 30;
const CENTRAL_BYTES = 46;
const END_BYTES = 22;
const VERSION = 20;

/** What stands before the bytes of a file. */
export function zipHead({ name, crc, size }: ZipEntry): Uint8Array {
  const head = new DataView(new ArrayBuffer(LOCAL_BYTES));
  head.setUint32(0, LOCAL, true);
  head.setUint16(4, VERSION, true);
  head.setUint32(10, ZIP_TIME >>> 0, true);
  head.setUint32(14, crc, true);
  head.setUint32(18, size, true);
  head.setUint32(22, size, true);
  head.setUint16(26, name.length, true);
  return concat(new Uint8Array(head.buffer), utf8(name));
}

/** What stands after the last file. */
export function zipEnd(entries: readonly ZipEntry[]): Uint8Array {
  let at = 0;
  const directory = entries.map((entry) => {
    const head = new Uint8Array(CENTRAL_BYTES);
    const view = new DataView(head.buffer);
    view.setUint32(0, CENTRAL, true);
    view.setUint16(4, VERSION, true);
    // From the version on both heads say the same.
    head.set(zipHead(entry).subarray(4, LOCAL_BYTES), 6);
    view.setUint32(42, at, true);
    at += LOCAL_BYTES + entry.name.length + entry.size;
    return concat(head, utf8(entry.name));
  });
  const end = new DataView(new ArrayBuffer(END_BYTES));
  end.setUint32(0, END, true);
  end.setUint16(8, entries.length, true);
  end.setUint16(10, entries.length, true);
  end.setUint32(
    12,
    directory.reduce((sum, { length }) => sum + length, 0),
    true,
  );
  end.setUint32(16, at, true);
  return concat(...directory, new Uint8Array(end.buffer));
}

/**
 * The files of the one zip of an evidence pack (stored, one fixed time), where they lie in it; undefined where the bytes are not
 * exactly what {@link zipHead} and {@link zipEnd} make of them: a changed byte shows, also in parts of the container that hold no file.
 */
export function unzipEvidence(bytes: Uint8Array, crc: Crc32): EvidenceFiles | undefined {
  if (bytes.length > MOST_PACK_BYTES) return undefined;
  const zip = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
  const files = new Map<string, Uint8Array>();
  const entries: ZipEntry[] = [];
  let at = 0;
  while (at + LOCAL_BYTES <= bytes.length && zip.getUint32(at, true) === LOCAL) {
    const start = at + LOCAL_BYTES + zip.getUint16(at + 26, true);
    const name = fromUtf8(bytes.subarray(at + LOCAL_BYTES, start)) ?? '';
    const entry = { name, crc: zip.getUint32(at + 14, true), size: zip.getUint32(at + 18, true) };
    const data = bytes.subarray(start, start + entry.size);
    const isRight = compareBytes(zipHead(entry), bytes.subarray(at, start)) === 0 && crc(data) === entry.crc;
    if (!isRight || !NAME.test(name) || files.has(name) || entries.length >= MAX_FILES) return undefined;
    if (data.length < entry.size) return undefined;
    files.set(name, data);
    entries.push(entry);
    at = start + entry.size;
  }
  return compareBytes(zipEnd(entries), bytes.subarray(at)) === 0 ? files : undefined;
}

const REMAINDERS = Int32Array.from({ length: 256 }, (_, byte) => {
  let left = byte;
  for (let bit = 0; bit < 8; bit++) left = left & 1 ? (left >>> 1) ^ 0xedb8_8320 : left >>> 1;
  return left;
});

/** In plain JavaScript: 100 MB take 0.2 s. */
export function crc32(bytes: Uint8Array): number {
  let left = -1;
  for (let i = 0; i < bytes.length; i++) left = REMAINDERS[(left ^ bytes[i]!) & 255]! ^ (left >>> 8);
  return (left ^ -1) >>> 0;
}
