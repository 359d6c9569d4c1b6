import { createHash } from 'node:crypto';
import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fromHex } from '@sunlot/core/basics/bytes.ts';
import type { PublicLine } from '@sunlot/core/draw/lists.ts';
import { stratumKey } from '@sunlot/core/draw/seed.ts';
import { hashOf } from '@sunlot/core/hash/hash.ts';
import type { Query } from './scratch-database.ts';

/** The same selections by other means: what a programmer would write without this product. */

/** K_s ‖ 00: what stands before the leaf of weight 1 in a ticket's hash. */
export function ticketPrefix(seed: Uint8Array, stratum: string): Uint8Array {
  return Buffer.concat([stratumKey(hashOf('std'), seed, { stratum, tier: 0 }), Uint8Array.of(0)]);
}

/** One `createHash` a leaf, all sorted, the first n taken. Answers with leaves in hex. */
export function hashLoop(lines: readonly PublicLine[], prefix: Uint8Array, n: number): readonly string[] {
  const tickets: { readonly leaf: string; readonly t: string }[] = [];
  for (const { state, leaf } of lines) {
    if (state !== 'in') continue;
    const t = createHash('sha256').update(prefix).update(fromHex(leaf)!).digest('hex');
    tickets.push({ leaf, t });
  }
  tickets.sort((a, b) => (a.t < b.t ? -1 : 1));
  return tickets.slice(0, n).map(({ leaf }) => leaf);
}

const ROWS_AT_A_TIME = 50_000;

/** Puts the drawable leaves into a table of the session. */
export async function loadLeaves(query: Query, lines: readonly PublicLine[]): Promise<void> {
  await query('drop table if exists bench_leaf');
  await query('create temporary table bench_leaf (leaf bytea not null)');
  const leaves = lines.filter(({ state }) => state === 'in').map(({ leaf }) => leaf);
  for (let at = 0; at < leaves.length; at += ROWS_AT_A_TIME) {
    const some = leaves.slice(at, at + ROWS_AT_A_TIME);
    await query(`insert into bench_leaf select decode(leaf, 'hex') from unnest($1::text[]) as leaf`, [some]);
  }
  await query('analyze bench_leaf');
}

export async function selectByHash(query: Query, prefix: Uint8Array, n: number): Promise<readonly string[]> {
  const text = `select encode(leaf, 'hex') as leaf from bench_leaf order by sha256($1::bytea || leaf) limit $2`;
  return (await query(text, [prefix, n])).map(({ leaf }) => String(leaf));
}

/** Writes the bytes of rows and lists to a file and reads them back: the freeze without its arithmetic. */
export function writeAndRead(texts: readonly string[]): number {
  const file = join(tmpdir(), `sunlot-bench-${process.pid}.txt`);
  try {
    writeFileSync(file, texts.join(''));
    return readFileSync(file, 'utf8').length;
  } finally {
    rmSync(file, { force: true });
  }
}
