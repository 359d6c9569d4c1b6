import type { LeafTable } from '@sunlot/core/draw/leaf-table.ts';
import { listReader, type ReadList } from '@sunlot/core/draw/list-reader.ts';
import { publicListChunks } from '@sunlot/core/draw/list-writer.ts';
import type { Manifest } from '@sunlot/core/draw/manifest.ts';
import { hashOf } from '@sunlot/core/hash/hash.ts';
import type { Context } from '../context.ts';
import { lanesFor } from '../lanes.ts';
import { insertBlock, selectListBlock } from './blocks.ts';

/** The public list of a draw: what everybody sees of its rows, in the order of their leaves. */

type Reading = Pick<Context, 'tx'>;

export async function storePublicList(
  { tx }: Reading,
  { draw, agency, table }: { readonly draw: string; readonly agency: string; readonly table: LeafTable },
): Promise<void> {
  let no = 0;
  for (const chunk of publicListChunks(table))
    await insertBlock(tx, { draw_id: draw, agency, kind: 'list', no: no++, before: 0, body: Buffer.from(chunk) });
}

/** The bytes of the list, piece by piece. */
export async function* publicListOf({ tx }: Reading, draw: string): AsyncGenerator<Uint8Array> {
  for (let no = 0; ; no++) {
    const body = await selectListBlock(tx, draw, no);
    if (!body) return;
    yield body;
  }
}

/** Its lines without LF, for a proof about one of them: all of the text at once. */
export async function publicLines(ctx: Reading, draw: string): Promise<readonly string[]> {
  const pieces: Uint8Array[] = [];
  for await (const piece of publicListOf(ctx, draw)) pieces.push(piece);
  return Buffer.concat(pieces).toString('utf8').split('\n').slice(0, -1);
}

type Listed = { readonly id: string; readonly manifest: string };

/** The list as columns, 40 bytes a line. Throws where it is not one of the manifest's size; its root is for the caller to compare. */
export async function readPublicList(ctx: Reading, { id, manifest }: Listed): Promise<ReadList> {
  const { profile, lists } = JSON.parse(manifest) as Manifest;
  const { size } = lists.objects;
  const reader = listReader(hashOf(profile), { size, makeLanes: lanesFor(size) });
  for await (const piece of publicListOf(ctx, id)) reader.write(piece);
  const read = reader.end();
  if (!read.ok) throw new Error(`draw ${id}: line ${read.error.line} of its public list (${read.error.problem})`);
  return read.value;
}

/** The same list, where it is the one the manifest commits to; throws where it is another. */
export async function committedList(ctx: Reading, row: Listed): Promise<LeafTable> {
  const { root, table } = await readPublicList(ctx, row);
  if (root !== (JSON.parse(row.manifest) as Manifest).lists.objects.root)
    throw new Error(`draw ${row.id}: its public list has another root than its manifest`);
  return table;
}
