import { sql, type Transaction } from 'kysely';
import type { Schema } from '../../db/schema.ts';

/**
 * Was the visit of a rank sent out, and is the account's person of its team now? A result that was recognised, or a visit that
 * was cancelled, sends nobody.
 */
export async function selectSentTo(
  tx: Transaction<Schema>,
  { draw, rank, user }: { readonly draw: string; readonly rank: number; readonly user: string },
): Promise<boolean> {
  const row = await tx
    .selectFrom('sent_visit as sent')
    .innerJoin('standing_seat as seat', (join) =>
      join.onRef('seat.draw_id', '=', 'sent.draw_id').onRef('seat.rank', '=', 'sent.rank'),
    )
    .innerJoin('inspector', 'inspector.id', 'seat.inspector_id')
    .innerJoin('inspector_account as account', (join) =>
      join
        .onRef('account.certificate_no', '=', 'inspector.certificate_no')
        .onRef('account.agency', '=', 'inspector.agency'),
    )
    .innerJoin('standing_object as one', (join) =>
      join.onRef('one.draw_id', '=', 'sent.draw_id').onRef('one.rank', '=', 'sent.rank'),
    )
    .leftJoin('visit_cancellation as gone', (join) =>
      join.onRef('gone.draw_id', '=', 'one.draw_id').onRef('gone.object_id', '=', 'one.object_id'),
    )
    .select('sent.rank')
    .where('sent.draw_id', '=', draw)
    .where('sent.rank', '=', rank)
    .where('account.user_id', '=', user)
    .where('gone.id', 'is', null)
    .where(sql<boolean>`sent.choice is distinct from 'recognise'`)
    .executeTakeFirst();
  return row !== undefined;
}
