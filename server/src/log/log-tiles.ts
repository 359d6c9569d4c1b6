import { concat } from '@sunlot/core/basics/bytes.ts';
import { entryBundle, TILE_WIDTH, type Tile, tilePath, tilesOf, tileWidth } from '@sunlot/core/hash/tiles.ts';
import type { Transaction } from 'kysely';
import type { Context } from '../context.ts';
import type { Schema } from '../db/schema.ts';
import { Problem } from '../problem.ts';
import { may } from '../rights.ts';
import { cosignedNote } from './cosignatures.ts';

type Tx = Transaction<Schema>;

/** Stored levels to one level of tiles: 2^8 = 256. */
const LEVELS_A_TILE = 8;

/** The last signed checkpoint of the public log, with its cosignatures: what its tiles are the files of. */
export async function lastCheckpoint(tx: Tx): Promise<{ readonly size: number; readonly note: string } | undefined> {
  const row = await tx
    .selectFrom('log_checkpoint')
    .select('size')
    .where('tree', '=', 'public')
    .orderBy('size', 'desc')
    .limit(1)
    .executeTakeFirst();
  return row && { size: row.size, note: (await cosignedNote(tx, { tree: 'public', size: row.size }))! };
}

/**
 * The bytes of a tile or bundle of the public log; undefined where the tree of the last checkpoint has none of that width.
 * They never change: the same path gives the same bytes for ever.
 */
export async function readTile(tx: Tx, tile: Tile): Promise<Uint8Array | undefined> {
  const last = await lastCheckpoint(tx);
  return last && tileWidth(tile, last.size) >= tile.width ? tileBytes(tx, tile) : undefined;
}

async function tileBytes(tx: Tx, { level, index, width }: Tile): Promise<Uint8Array> {
  const from = index * TILE_WIDTH;
  if (level === 'entries') {
    const rows = await tx
      .selectFrom('log_entry')
      .select('entry')
      .where('tree', '=', 'public')
      .where('index', '>=', from)
      .where('index', '<', from + width)
      .orderBy('index')
      .execute();
    return whole({ level, index, width }, rows.length, () => entryBundle(rows.map(({ entry }) => entry)));
  }
  const rows = await tx
    .selectFrom('log_node')
    .select('hash')
    .where('tree', '=', 'public')
    .where('level', '=', level * LEVELS_A_TILE)
    .where('index', '>=', from)
    .where('index', '<', from + width)
    .orderBy('index')
    .execute();
  return whole({ level, index, width }, rows.length, () => concat(...rows.map(({ hash }) => hash)));
}

/** A damaged log gives no tile rather than a shorter one. */
function whole(tile: Tile, found: number, make: () => Uint8Array): Uint8Array {
  if (found !== tile.width) throw new Error(`log public: ${tilePath(tile)} has ${found} of ${tile.width}`);
  return make();
}

export type TileSink = (path: string, bytes: Uint8Array) => Promise<void>;

/**
 * All files of the public log for a static server: the tiles of the last checkpoint, then the checkpoint itself, so that
 * nobody reads one whose tiles are not there yet.
 */
export async function exportTiles(
  ctx: Context,
  { put }: { readonly put: TileSink },
): Promise<{ readonly size: number; readonly files: number }> {
  may(ctx.actor, 'log.read', ctx.actor.agency);
  const last = await lastCheckpoint(ctx.tx);
  if (!last) throw new Problem('request.notFound', { what: '日志检查点（还没有封存过名单）' });
  let files = 1;
  for (const tile of tilesOf(last.size)) {
    await put(tilePath(tile), await tileBytes(ctx.tx, tile));
    files += 1;
  }
  await put('checkpoint', Buffer.from(last.note));
  return { size: last.size, files };
}
