import { TextDecoder } from 'node:util';
import { crc32, createInflateRaw } from 'node:zlib';
import { ReadError, type ReadLimits } from './table.ts';

/** One file inside a zip archive, as its central directory states it. */
export type ZipEntry = {
  readonly name: string;
  readonly packed: Uint8Array;
  readonly method: number;
  readonly crc: number;
};

export type Zip = {
  readonly entries: ReadonlyMap<string, ZipEntry>;
  /** The bytes of an entry in pieces; counts them against the archive's budget and checks the CRC at the end. */
  readonly pieces: (name: string) => AsyncGenerator<Uint8Array>;
  /** The text of a small entry (UTF-8). */
  readonly text: (name: string) => Promise<string>;
};

const END = 0x06054b50;
const CENTRAL = 0x02014b50;
const LOCAL = 0x04034b50;
const STORED = 0;
const DEFLATED = 8;
const SYMLINK = 0o120000;
const RATIO_FROM = 10_000_000;

/**
 * Opens a zip archive without unpacking anything: every entry is looked at first. Refuses (throws `ReadError`) more
 * entries than allowed, encrypted ones, links, paths that lead out, names that occur twice, macros, other compressions
 * and archives of 4 GB and more. Sizes that the archive states are never trusted: `pieces` counts.
 */
export function openZip(bytes: Uint8Array, limits: ReadLimits): Zip {
  const entries = readDirectory(bytes, limits);
  const budget = { left: limits.maxInflatedBytes };
  const pieces = async function* (name: string): AsyncGenerator<Uint8Array> {
    const entry = entries.get(name);
    if (!entry) throw damaged();
    let size = 0;
    let crc = 0;
    for await (const piece of inflate(entry)) {
      size += piece.length;
      budget.left -= piece.length;
      const ratio = size / Math.max(1, entry.packed.length);
      if (budget.left < 0 || (size > RATIO_FROM && ratio > limits.maxRatio)) throw tooLarge();
      crc = crc32(piece, crc);
      yield piece;
    }
    if (crc !== entry.crc) throw damaged();
  };
  const text = async (name: string) => {
    const decoder = new TextDecoder('utf-8', { fatal: true });
    let out = '';
    for await (const piece of pieces(name)) out += decode(decoder, piece, true);
    return out + decode(decoder, new Uint8Array(), false);
  };
  return { entries, pieces, text };
}

/** Decodes a piece of UTF-8; what is not UTF-8 is a damaged file. */
export function decode(decoder: TextDecoder, piece: Uint8Array, stream: boolean): string {
  try {
    return decoder.decode(piece, { stream });
  } catch {
    throw damaged();
  }
}

async function* inflate(entry: ZipEntry): AsyncGenerator<Uint8Array> {
  if (entry.method === STORED) {
    yield entry.packed;
    return;
  }
  const stream = createInflateRaw({ chunkSize: 256 * 1024 });
  stream.end(entry.packed);
  try {
    for await (const piece of stream) yield piece;
  } catch (cause) {
    throw cause instanceof ReadError ? cause : damaged();
  } finally {
    stream.destroy();
  }
}

function readDirectory(bytes: Uint8Array, limits: ReadLimits): ReadonlyMap<string, ZipEntry> {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const end = findEnd(view);
  const count = view.getUint16(end + 10, true);
  if (count > limits.maxEntries) throw tooLarge();
  let at = view.getUint32(end + 16, true);
  const entries = new Map<string, ZipEntry>();
  for (let i = 0; i < count; i++) {
    if (at + 46 > end || view.getUint32(at, true) !== CENTRAL) throw damaged();
    const entry = readEntry(bytes, view, at);
    if (entries.has(entry.name)) throw unsafe('同一个名称出现两次');
    entries.set(entry.name, entry);
    at += 46 + view.getUint16(at + 28, true) + view.getUint16(at + 30, true) + view.getUint16(at + 32, true);
  }
  return entries;
}

function readEntry(bytes: Uint8Array, view: DataView, at: number): ZipEntry {
  const nameLength = view.getUint16(at + 28, true);
  const name = new TextDecoder().decode(bytes.subarray(at + 46, at + 46 + nameLength));
  const size = view.getUint32(at + 20, true);
  const local = view.getUint32(at + 42, true);
  const mode = view.getUint32(at + 38, true) >>> 16;
  if (view.getUint16(at + 8, true) & 1)
    throw new ReadError('encrypted', '压缩包有密码，没有读取。请去掉密码后再导入。');
  if ((mode & 0o170000) === SYMLINK) throw unsafe('含有链接文件');
  if (name.startsWith('/') || name.includes('\\') || name.split('/').includes('..')) throw unsafe('含有越界路径');
  if (/vbaProject\.bin$|\/macrosheets\//i.test(name)) throw macro();
  const method = view.getUint16(at + 10, true);
  if (method !== STORED && method !== DEFLATED) throw damaged();
  if (local + 30 > bytes.length || view.getUint32(local, true) !== LOCAL) throw damaged();
  const start = local + 30 + view.getUint16(local + 26, true) + view.getUint16(local + 28, true);
  if (start + size > bytes.length) throw damaged();
  return { name, packed: bytes.subarray(start, start + size), method, crc: view.getUint32(at + 16, true) };
}

function findEnd(view: DataView): number {
  const lowest = Math.max(0, view.byteLength - 22 - 0xffff);
  for (let at = view.byteLength - 22; at >= lowest; at--) {
    if (view.getUint32(at, true) === END) return at;
  }
  throw damaged();
}

export function macro(): ReadError {
  return new ReadError('macro', '工作簿含有宏，没有读取。请另存为不含宏的 .xlsx 再导入。');
}

function damaged(): ReadError {
  return new ReadError(
    'damaged',
    '文件不是完整的 .xlsx，可能没有下载完或已损坏，没有读取。请用 Excel 或 WPS 打开确认后另存为 .xlsx 再导入。',
  );
}

function unsafe(what: string): ReadError {
  return new ReadError(
    'unsafe',
    `文件内部结构异常（${what}），可能有风险，没有读取。请用 Excel 或 WPS 打开后另存为新的 .xlsx 再导入。`,
  );
}

function tooLarge(): ReadError {
  return new ReadError('tooLarge', '文件展开后过大，没有读取。请拆分成几个文件，或另存为 .csv 再导入。');
}
