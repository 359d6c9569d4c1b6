import { sql, type Transaction } from 'kysely';
import type { Schema } from '../../db/schema.ts';

type Tx = Transaction<Schema>;

/** Of an agency, in the order in which they were recorded, with the names of object and people where the directories have them. */
export function selectHandOvers(tx: Tx, agency: string) {
  return tx
    .selectFrom('hand_over')
    .selectAll('hand_over')
    .select((eb) => [
      eb
        .selectFrom('inspection_object')
        .select('name')
        .whereRef('inspection_object.key', '=', 'hand_over.object_key')
        .orderBy(sql`inspection_object.agency = ${agency}`, 'desc')
        .limit(1)
        .as('object_name'),
      eb
        .selectFrom('inspector')
        .select('name')
        .whereRef('inspector.agency', '=', 'hand_over.agency')
        .whereRef('inspector.certificate_no', '=', 'hand_over.from_certificate')
        .as('from_name'),
      eb
        .selectFrom('inspector')
        .select('name')
        .whereRef('inspector.agency', '=', 'hand_over.agency')
        .whereRef('inspector.certificate_no', '=', 'hand_over.to_certificate')
        .as('to_name'),
    ])
    .where('hand_over.agency', '=', agency)
    .orderBy('hand_over.recorded_at')
    .orderBy('hand_over.id')
    .execute();
}
