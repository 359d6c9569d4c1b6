import type { PackSource } from './messages.ts';

/** Sentences for a reader whose pack did not come. */
export class PackFailure extends Error {}

type OnBytes = (done: number, total: number | undefined) => void;

/** The bytes of a pack, told on the way how many have come. @throws PackFailure */
export async function packBytes(source: PackSource, onBytes: OnBytes): Promise<Uint8Array> {
  if ('file' in source) return ownFile(source.file);
  const response = await fetch(source.address).catch(() => undefined);
  if (!response)
    throw new PackFailure('证据包没有取到：网络断了，或本站暂时不可用。请稍后再按一次，或选用自己保存的证据包。');
  if (!response.ok)
    throw new PackFailure(
      response.status === 429 || response.status === 503
        ? '本站现在很忙，没有给出证据包。请等一分钟再按一次。'
        : `证据包没有取到：本站回答 ${response.status}。请稍后再试，或向公开单位索取证据包文件。`,
    );
  return wholeBody(response, onBytes).catch(() => {
    throw new PackFailure('证据包只取到一部分，连接断了。请再按一次。');
  });
}

async function ownFile(file: Blob): Promise<Uint8Array> {
  const buffer = await file.arrayBuffer().catch(() => undefined);
  if (!buffer)
    throw new PackFailure(
      '这个文件读不出来：可能已被移动或删除，或者大到这个浏览器放不下。可以改用命令 sunlot verify。',
    );
  return new Uint8Array(buffer);
}

async function wholeBody(response: Response, onBytes: OnBytes): Promise<Uint8Array> {
  const told = Number(response.headers.get('content-length') ?? Number.NaN);
  const total = Number.isNaN(told) ? undefined : told;
  const reader = response.body?.getReader();
  if (!reader) return new Uint8Array(await response.arrayBuffer());
  const pieces: Uint8Array[] = [];
  let done = 0;
  for (let next = await reader.read(); !next.done; next = await reader.read()) {
    pieces.push(next.value);
    done += next.value.length;
    onBytes(done, total);
  }
  if (total !== undefined && done < total) throw new Error('cut short');
  const bytes = new Uint8Array(done);
  let at = 0;
  for (const piece of pieces) {
    bytes.set(piece, at);
    at += piece.length;
  }
  return bytes;
}
