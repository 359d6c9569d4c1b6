import type { ObjectFacts } from '@sunlot/core/policy/facts.ts';
import { sql, type Transaction } from 'kysely';
import type { Schema } from '../../db/schema.ts';

type Tx = Transaction<Schema>;

/** Somebody of a directory; `registered` says whether the register is about such as this one. */
export type Listed = { readonly key: string; readonly name: string; readonly registered: boolean };

/** Objects of some directories; those with a permit are what a permit platform knows. */
export async function selectObjects(tx: Tx, codes: readonly string[]): Promise<readonly Listed[]> {
  const rows = await tx
    .selectFrom('inspection_object')
    .select(['key', 'name', 'facts'])
    .where(sql<boolean>`agency = any(${[...codes]})`)
    .orderBy(sql`key collate "C"`)
    .execute();
  return rows.map(({ key, name, facts }) => {
    const { permitCategory, status } = facts as ObjectFacts;
    return { key, name, registered: permitCategory !== 'none' && status !== 'deregistered' };
  });
}

/** The people of an agency who have not left, each with a certificate. */
export async function selectInspectors(tx: Tx, agency: string): Promise<readonly Listed[]> {
  const rows = await tx
    .selectFrom('inspector')
    .select(['certificate_no as key', 'name'])
    .where('agency', '=', agency)
    .where('disabled_at', 'is', null)
    .orderBy(sql`certificate_no collate "C"`)
    .execute();
  return rows.map((row) => ({ ...row, registered: true }));
}
