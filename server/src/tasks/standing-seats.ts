import { sql, type Transaction } from 'kysely';
import type { Schema } from '../db/schema.ts';

export type SeatRow = {
  readonly draw: string;
  readonly rank: number;
  readonly seat: string;
  readonly certificate: string;
  readonly name: string;
  /** When the person declared an interest in the object of the seat. */
  readonly declared_at: string | null;
};

/** Who stands on the seats of some draws now, with the interest in the object that is on record. */
export function selectSeats(tx: Transaction<Schema>, draws: readonly string[]): Promise<SeatRow[]> {
  return tx
    .selectFrom('standing_seat as one')
    .innerJoin('inspector', 'inspector.id', 'one.inspector_id')
    .leftJoin('standing_object as at', (join) =>
      join.onRef('at.draw_id', '=', 'one.draw_id').onRef('at.rank', '=', 'one.rank'),
    )
    .leftJoin('inspection_object as object', 'object.id', 'at.object_id')
    .leftJoin('recusal', (join) =>
      join
        .onRef('recusal.agency', '=', 'one.agency')
        .onRef('recusal.certificate_no', '=', 'inspector.certificate_no')
        .onRef('recusal.object_key', '=', 'object.key'),
    )
    .select([
      'recusal.declared_at',
      'one.draw_id as draw',
      'one.rank',
      'one.seat',
      'inspector.certificate_no as certificate',
      'inspector.name',
    ])
    .where(sql<boolean>`one.draw_id = any(${[...draws]})`)
    .orderBy('one.rank')
    .orderBy('one.seat')
    .execute();
}
