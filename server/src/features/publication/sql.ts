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

/** Ground of a visit as a finding names it; name of its object in the directory of its agency, or of another. */
const ground = sql<
  string | null
>`facts->>'withheldGround' || case when facts ? 'withheldPart' then '（部分）' else '' end`;
const objectName = sql<string | null>`(select o.name from inspection_object o where o.key = object_key
  order by o.agency = visit.agency desc, o.agency limit 1)`;

/** Visits of an agency whose result, or a part of it, is withheld without anybody recorded who approved it: core's `isUnapproved`. */
export function selectUnapproved(tx: Transaction<Schema>, agency: string) {
  return tx
    .selectFrom('visit')
    .select(['id', 'date', 'object_key', ground.$notNull().as('ground'), objectName.as('name')])
    .where('agency', '=', agency)
    .where(
      sql<boolean>`facts ? 'withheldGround' and not facts ? 'withheldApproved' and not facts ? 'recognised'
        and (not facts ? 'publishedOn' or facts ? 'withheldPart')`,
    )
    .orderBy('date', 'desc')
    .orderBy('id')
    .execute();
}

/** A visit, locked: nobody corrects it meanwhile. */
export function lockVisit(tx: Transaction<Schema>, id: string) {
  return tx
    .selectFrom('visit')
    .select(['id', 'agency', 'date', 'object_key', 'facts', ground.as('ground'), objectName.as('name')])
    .where('id', '=', id)
    .forUpdate()
    .executeTakeFirst();
}

/** Whose visit it is, for who may see it. */
export async function selectVisitAgency(tx: Transaction<Schema>, id: string): Promise<string | undefined> {
  return (await tx.selectFrom('visit').select('agency').where('id', '=', id).executeTakeFirst())?.agency;
}
