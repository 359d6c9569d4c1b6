import type { SchemeDocumentView } from '@sunlot/contract/plans.ts';
import { hex } from '@sunlot/core/basics/bytes.ts';
import type { Transaction } from 'kysely';
import type { Schema } from '../db/schema.ts';

/** 实施方案 of a year as it was recorded last. */
export async function schemeDocument(
  tx: Transaction<Schema>,
  { agency, year }: { readonly agency: string; readonly year: number },
): Promise<SchemeDocumentView | undefined> {
  const row = await tx
    .selectFrom('scheme_document')
    .select(['title', 'number', 'issued_on', 'url', 'sha256'])
    .where('agency', '=', agency)
    .where('year', '=', year)
    .orderBy('position', 'desc')
    .limit(1)
    .executeTakeFirst();
  if (!row) return undefined;
  const { title, number, url } = row;
  return { title, number, issuedOn: row.issued_on, url, sha256: hex(row.sha256) };
}
