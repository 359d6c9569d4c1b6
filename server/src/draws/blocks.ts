import { type Insertable, sql, type Transaction } from 'kysely';
import type { Schema } from '../db/schema.ts';

/** The lists of a draw as the database keeps them: in blocks of about a megabyte, read and written one at a time. */

type Tx = Transaction<Schema>;
export type BlockKind = Schema['draw_block']['kind'];

/** A block goes out once it is so long. */
export const BLOCK_BYTES = 1_048_576;

/** Before the draw itself is inserted: once it stands the database takes no block of it. */
export async function insertBlock(tx: Tx, row: Insertable<Schema['draw_block']>): Promise<void> {
  await tx.insertInto('draw_block').values(row).execute();
}

/** The database cuts a transaction that says nothing for a minute. Over a nation's list there is more to work out between two statements. */
export async function allowLongWork(tx: Tx): Promise<void> {
  await sql`set local idle_in_transaction_session_timeout = '10min'`.execute(tx);
}

type Place = { readonly draw: string; readonly kind: BlockKind };

export async function selectBlock(
  tx: Tx,
  { draw, kind, no }: Place & { readonly no: number },
): Promise<Uint8Array | undefined> {
  const row = await tx
    .selectFrom('draw_block')
    .select('body')
    .where('draw_id', '=', draw)
    .where('kind', '=', kind)
    .where('no', '=', no)
    .executeTakeFirst();
  return row?.body;
}

/** Which block of a kind begins with which row, in their order. */
export function selectFirstRows(
  tx: Tx,
  { draw, kind }: Place,
): Promise<{ readonly no: number; readonly before: number }[]> {
  return tx
    .selectFrom('draw_block')
    .select(['no', 'before'])
    .where('draw_id', '=', draw)
    .where('kind', '=', kind)
    .orderBy('no')
    .execute();
}

/** A piece of the public list, whoever asks. */
export async function selectListBlock(tx: Tx, draw: string, no: number): Promise<Uint8Array | undefined> {
  const row = await tx
    .selectFrom('public_list_block')
    .select('body')
    .where('draw_id', '=', draw)
    .where('no', '=', no)
    .executeTakeFirst();
  return row?.body;
}

/** Bytes of all blocks of a kind, as they are stored. */
export async function selectBytes(tx: Tx, { draw, kind }: Place): Promise<number> {
  const { bytes } = await tx
    .selectFrom('draw_block')
    .select(sql<number>`coalesce(sum(length(body)), 0)::float8`.as('bytes'))
    .where('draw_id', '=', draw)
    .where('kind', '=', kind)
    .executeTakeFirstOrThrow();
  return bytes;
}
