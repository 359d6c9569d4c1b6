import type { ReplacementRecord } from '@sunlot/core/draw/certificate.ts';
import type { Insertable, Selectable, Transaction } from 'kysely';
import type { Context } from '../../context.ts';
import type { Schema } from '../../db/schema.ts';

type Tx = Transaction<Schema>;

export type ReplacementRow = Selectable<Schema['draw_replacement']>;

/** The replacements of a draw in the order of their requests. */
export function selectReplacements(tx: Tx, drawId: string): Promise<ReplacementRow[]> {
  return tx.selectFrom('draw_replacement').selectAll().where('draw_id', '=', drawId).orderBy('no').execute();
}

export async function insertReplacement(tx: Tx, row: Insertable<Schema['draw_replacement']>): Promise<void> {
  await tx.insertInto('draw_replacement').values(row).execute();
}

type Answer = Required<
  Pick<
    Insertable<Schema['draw_replacement']>,
    'result' | 'answered_by' | 'answered_at' | 'result_index' | 'result_size'
  >
>;

export async function updateAnswer(
  tx: Tx,
  { draw_id, no }: Pick<ReplacementRow, 'draw_id' | 'no'>,
  answer: Answer,
): Promise<void> {
  await tx.updateTable('draw_replacement').set(answer).where('draw_id', '=', draw_id).where('no', '=', no).execute();
}

export async function insertPlaces(
  tx: Tx,
  { places, seats }: { readonly places: Schema['replaced_place'][]; readonly seats: Schema['replaced_seat'][] },
): Promise<void> {
  await tx.insertInto('replaced_place').values(places).execute();
  if (seats.length > 0) await tx.insertInto('replaced_seat').values(seats).execute();
}

/** Is a visit recorded to the object that holds the rank now? */
export async function isVisited(
  tx: Tx,
  { draw, rank }: { readonly draw: string; readonly rank: number },
): Promise<boolean> {
  const row = await tx
    .selectFrom('standing_object as one')
    .innerJoin('inspection_object as object', 'object.id', 'one.object_id')
    .innerJoin('draw', 'draw.id', 'one.draw_id')
    .innerJoin('task', 'task.id', 'draw.task_id')
    .innerJoin('visit', (join) =>
      join
        .onRef('visit.agency', '=', 'one.agency')
        .onRef('visit.task_code', '=', 'task.code')
        .onRef('visit.object_key', '=', 'object.key'),
    )
    .select('visit.id')
    .where('one.draw_id', '=', draw)
    .where('one.rank', '=', rank)
    .executeTakeFirst();
  return row !== undefined;
}

/** When the visit to the object that holds the rank now was cancelled. */
export async function cancelledOn(
  tx: Tx,
  { draw, rank }: { readonly draw: string; readonly rank: number },
): Promise<string | undefined> {
  const row = await tx
    .selectFrom('standing_object as one')
    .innerJoin('visit_cancellation as gone', (join) =>
      join.onRef('gone.draw_id', '=', 'one.draw_id').onRef('gone.object_id', '=', 'one.object_id'),
    )
    .select('gone.cancelled_on')
    .where('one.draw_id', '=', draw)
    .where('one.rank', '=', rank)
    .executeTakeFirst();
  return row?.cancelled_on;
}

/** A stored replacement as the certificate tells it. */
export function recordOf({ request, result }: ReplacementRow): ReplacementRecord {
  const asked = { request: JSON.parse(request) as ReplacementRecord['request'] };
  return result === null ? asked : { ...asked, result: JSON.parse(result) as NonNullable<ReplacementRecord['result']> };
}

/** What the reason of a replacement is bound to. */
function reasonPurpose({ draw_id, no }: Pick<ReplacementRow, 'draw_id' | 'no'>): string {
  return `draw/${draw_id}/replacement/${no}`;
}

type Reason = { readonly reason: string; readonly detail?: string; readonly document: string };

export function sealReason(
  { keys }: Pick<Context, 'keys'>,
  at: Pick<ReplacementRow, 'draw_id' | 'no'>,
  reason: Reason,
): Uint8Array {
  return keys.seal(Buffer.from(JSON.stringify(reason)), reasonPurpose(at));
}

export function openReason({ keys }: Pick<Context, 'keys'>, row: ReplacementRow): Reason {
  return JSON.parse(Buffer.from(keys.open(row.sealed_reason, reasonPurpose(row))).toString('utf8')) as Reason;
}
