import { sql, type Transaction } from 'kysely';
import type { Schema } from '../../db/schema.ts';

export type UnpublishedRow = {
  readonly id: string;
  readonly facts: unknown;
  readonly sealed_deviation: Uint8Array | null;
  readonly name: string | null;
};

/** Visits of an agency whose result was neither published nor withheld as a whole. */
export function selectUnpublished(tx: Transaction<Schema>, agency: string): Promise<UnpublishedRow[]> {
  return tx
    .selectFrom('visit')
    .select(['id', 'facts', 'sealed_deviation'])
    .select(
      sql<string | null>`(select o.name from inspection_object o where o.key = object_key
        order by o.agency = ${agency} desc, o.agency limit 1)`.as('name'),
    )
    .where('agency', '=', agency)
    .where(sql<boolean>`not facts ? 'publishedOn' and (not facts ? 'withheldGround' or facts ? 'withheldPart')`)
    .execute();
}

/** Visits of an agency whose result, or a part of it, is withheld without anybody recorded who approved it. */
export function selectUnapproved(tx: Transaction<Schema>, agency: string) {
  return tx
    .selectFrom('visit')
    .select(['id', 'date', 'object_key'])
    .select(
      sql<string>`facts->>'withheldGround' || case when facts ? 'withheldPart' then '（部分）' else '' end`.as(
        'ground',
      ),
    )
    .select(
      sql<string | null>`(select o.name from inspection_object o where o.key = object_key
        order by o.agency = ${agency} desc, o.agency limit 1)`.as('name'),
    )
    .where('agency', '=', agency)
    .where(sql<boolean>`facts ? 'withheldGround' and not facts ? 'withheldApproved'`)
    .orderBy('date', 'desc')
    .orderBy('id')
    .execute();
}
