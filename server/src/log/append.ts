import { canonicalBytes, type Json } from '@sunlot/core/basics/canonical-json.ts';
import { append, type CompactRange, peakIds, rangeRoot } from '@sunlot/core/hash/compact-range.ts';
import { leafHash } from '@sunlot/core/hash/merkle.ts';
import { sql, type Transaction } from 'kysely';
import type { Schema } from '../db/schema.ts';

export type Tree = 'public' | 'audit';

export type NewEntry = {
  readonly tree: Tree;
  readonly type: string;
  readonly agency: string | undefined;
  /** What the entry is about (an id), so that the entries of one thing can be listed. */
  readonly subject: string | undefined;
  readonly entry: Json;
  readonly at: string;
};

/** Appends one entry; entries of one tree are serialised by an advisory lock held to the end of the transaction. */
export async function appendEntry(tx: Transaction<Schema>, entry: NewEntry): Promise<{ readonly index: number }> {
  await sql`select pg_advisory_xact_lock(hashtext('sunlot.log'), hashtext(${entry.tree}))`.execute(tx);
  const size = await treeSize(tx, entry.tree);
  const bytes = canonicalBytes(entry.entry);
  const { created } = append(await readRange(tx, entry.tree, size), leafHash(bytes));
  await tx
    .insertInto('log_entry')
    .values({
      tree: entry.tree,
      index: size,
      type: entry.type,
      agency: entry.agency ?? null,
      subject: entry.subject ?? null,
      entry: bytes,
      at: entry.at,
    })
    .execute();
  await tx
    .insertInto('log_node')
    .values(created.map((node) => ({ tree: entry.tree, ...node })))
    .execute();
  return { index: size };
}

/** How many entries a tree has. */
export async function treeSize(tx: Transaction<Schema>, tree: Tree): Promise<number> {
  const { rows } = await sql<{ size: number }>`
    select coalesce(max(index) + 1, 0)::bigint as size from log_node where tree = ${tree} and level = 0`.execute(tx);
  return rows[0]!.size;
}

/** The compact range of a tree's first `size` entries, from O(log n) stored nodes. */
async function readRange(tx: Transaction<Schema>, tree: Tree, size: number): Promise<CompactRange> {
  return { size, peaks: await readNodes(tx, tree, peakIds(size)) };
}

export async function treeRoot(tx: Transaction<Schema>, tree: Tree, size: number): Promise<Uint8Array> {
  return rangeRoot(await readRange(tx, tree, size));
}

type NodePlace = { readonly level: number; readonly index: number };

/** Stored subtree hashes in the order asked for; throws where one is missing (a damaged log). */
export async function readNodes(
  tx: Transaction<Schema>,
  tree: Tree,
  places: readonly NodePlace[],
): Promise<readonly Uint8Array[]> {
  if (places.length === 0) return [];
  const rows = await tx
    .selectFrom('log_node')
    .select(['level', 'index', 'hash'])
    .where('tree', '=', tree)
    .where((eb) => eb.or(places.map(({ level, index }) => eb.and({ level, index }))))
    .execute();
  const found = new Map(rows.map((row) => [`${row.level}/${row.index}`, row.hash]));
  return places.map(({ level, index }) => {
    const hash = found.get(`${level}/${index}`);
    if (!hash) throw new Error(`log ${tree}: node ${level}/${index} is missing`);
    return hash;
  });
}
