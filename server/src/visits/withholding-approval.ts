import { canonicalBytes, canonicalJson } from '@sunlot/core/basics/canonical-json.ts';
import type { Justification } from '@sunlot/core/policy/facts.ts';
import type { Context } from '../context.ts';
import { deviationPurpose, type StoredVisit } from './ledger.ts';
import { factsJson, remarksPurpose, visitHash } from './visit-hash.ts';

/** Under this word the name stands among the sealed columns of a visit. */
export const APPROVER_OF_WITHHOLDING = '不予公开批准人';

type Approval = { readonly visit: string; readonly approvedBy: string };

/**
 * Adds who approved the withholding to a visit that is on record: the row is as if it had been imported with the name, so that the same row
 * is known again. When the visit itself was recorded, and by whom, stays.
 */
export async function recordApproval({ tx, keys }: Context, { visit: id, approvedBy }: Approval): Promise<void> {
  const row = await tx
    .selectFrom('visit')
    .select(['facts', 'sealed_deviation', 'sealed_remarks'])
    .where('id', '=', id)
    .forUpdate()
    .executeTakeFirstOrThrow();
  const open = (sealed: Uint8Array, purpose: string) => JSON.parse(Buffer.from(keys.open(sealed, purpose)).toString());
  const facts: StoredVisit = { ...(row.facts as StoredVisit), withheldApproved: true };
  const kept: Readonly<Record<string, string>> =
    row.sealed_remarks === null ? {} : open(row.sealed_remarks, remarksPurpose(id));
  const deviation: Justification | undefined =
    row.sealed_deviation === null ? undefined : open(row.sealed_deviation, deviationPurpose(id));
  const remarks = { ...kept, [APPROVER_OF_WITHHOLDING]: approvedBy };
  await tx
    .updateTable('visit')
    .set({
      facts: canonicalJson(factsJson(facts)),
      sealed_remarks: keys.seal(canonicalBytes(remarks), remarksPurpose(id)),
      row_hash: visitHash({ keys }, { facts, deviation, remarks }),
    })
    .where('id', '=', id)
    .execute();
}
