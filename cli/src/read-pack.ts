import { type FileHandle, open } from 'node:fs/promises';
import { Problem } from '@sunlot/server/problem.ts';
import { refuseFile } from './files.ts';

const SILENT_MS = 60_000;

/** Beside its bytes: a public list as columns, and what the checks of opened rows keep of each; and what any check needs. */
const PER_BYTE = 1.4;
const ALWAYS = 250_000_000;

/** Packs from files or addresses, in memory as a whole: 1.0 GB of an opened national list. @throws Problem evidence.* | file.* */
export async function readPacks(places: readonly string[]): Promise<[Uint8Array, ...Uint8Array[]]> {
  const packs: Uint8Array[] = [];
  for (const place of places) packs.push(await (/^https?:\/\//.test(place) ? fetchPack(place) : readFrom(place)));
  return packs as [Uint8Array, ...Uint8Array[]];
}

/** Says before it reads whether this machine can check so much. */
async function readFrom(file: string): Promise<Uint8Array> {
  const handle = await open(file).catch((error: unknown) => refuseFile(file, error));
  try {
    const { size } = await handle.stat();
    needMemory(file, size, process.availableMemory());
    return await readWhole(handle, size);
  } catch (error) {
    return refuseFile(file, error);
  } finally {
    await handle.close();
  }
}

/** `readFile` ends at 2 GB. */
async function readWhole(handle: FileHandle, size: number): Promise<Uint8Array> {
  const bytes = Buffer.allocUnsafeSlow(size);
  let at = 0;
  while (at < size) {
    const { bytesRead } = await handle.read(bytes, at, Math.min(size - at, READ_BYTES), at);
    if (bytesRead === 0) break;
    at += bytesRead;
  }
  return bytes.subarray(0, at);
}

const READ_BYTES = 67_108_864;

/** @throws Problem evidence.tooLarge */
export function needMemory(place: string, size: number, free: number): void {
  const needs = PER_BYTE * size + ALWAYS;
  if (needs > free)
    throw new Problem('evidence.tooLarge', { place, size: inWords(size), needs: inWords(needs), free: inWords(free) });
}

function inWords(bytes: number): string {
  return bytes < 1e9 ? `${Math.ceil(bytes / 1e6)} MB` : `${(bytes / 1e9).toFixed(1)} GB`;
}

async function fetchPack(place: string): Promise<Uint8Array> {
  const url = evidenceUrl(place);
  if (!URL.canParse(url)) throw new Problem('request.invalid', { what: `网址 ${place}` });
  const silence = new AbortController();
  const timer = setTimeout(() => silence.abort(), SILENT_MS);
  try {
    const response = await fetch(url, { signal: silence.signal });
    if (response.ok) return await bodyOf(url, response, timer);
    if (response.status === 404) throw new Problem('evidence.notFound', { place: url });
    throw new Problem('evidence.unreachable', { place: url, why: `网站回答 ${response.status}` });
  } catch (error) {
    if (error instanceof Problem) throw error;
    throw new Problem('evidence.unreachable', { place: url, why: '连接不上' });
  } finally {
    clearTimeout(timer);
  }
}

/** A gigabyte may take long: what ends it is a minute without a byte. */
async function bodyOf(url: string, { headers, body }: Response, timer: NodeJS.Timeout): Promise<Uint8Array> {
  needMemory(url, Number(headers.get('content-length')), process.availableMemory());
  const pieces: Uint8Array[] = [];
  for await (const piece of body ?? []) {
    pieces.push(piece);
    timer.refresh();
  }
  return Buffer.concat(pieces);
}

/** The page of a draw, its entry in the public API, or the pack itself: each leads to the pack. */
function evidenceUrl(place: string): string {
  const page = /^(.*)\/(?:v|public\/v1\/draws)\/([^/?#]+)\/?(?:[?#].*)?$/.exec(place);
  return page ? `${page[1]}/public/v1/draws/${page[2]}/evidence.zip` : place;
}
