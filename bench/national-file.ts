import { closeSync, openSync, readSync, writeSync } from 'node:fs';
import type { LeafTable } from '@sunlot/core/draw/leaf-table.ts';
import { publicListChunks } from '@sunlot/core/draw/list-writer.ts';

export function writeList(table: LeafTable, file: string): void {
  const opened = openSync(file, 'w');
  for (const chunk of publicListChunks(table)) writeSync(opened, chunk);
  closeSync(opened);
}

const PIECE = 1 << 20;

/** The bytes of a file in pieces; a piece is valid until the next is asked for. */
export function* pieces(file: string): Generator<Uint8Array> {
  const opened = openSync(file, 'r');
  const piece = new Uint8Array(PIECE);
  for (let n = readSync(opened, piece); n > 0; n = readSync(opened, piece)) yield piece.subarray(0, n);
  closeSync(opened);
}
