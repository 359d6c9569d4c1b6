import { canonicalBytes, canonicalJson } from '@sunlot/core/basics/canonical-json.ts';
import type { Justification } from '@sunlot/core/policy/facts.ts';
import type { Context } from '../context.ts';
import { deviationPurpose, type StoredVisit } from './ledger.ts';
import { factsJson, remarksPurpose, type VisitText, visitHash } from './visit-hash.ts';

type Reading = Pick<Context, 'tx' | 'keys'>;

/** What is added to a visit that is on record; `remarks` are sealed with its own. */
export type Addition = {
  readonly facts: Partial<StoredVisit>;
  readonly remarks?: VisitText['remarks'];
};

/** All that is stored of a visit, opened, and locked: nobody corrects it meanwhile. */
export async function openVisit({ tx, keys }: Reading, id: string): Promise<VisitText> {
  const row = await tx
    .selectFrom('visit')
    .select(['facts', 'sealed_deviation', 'sealed_remarks'])
    .where('id', '=', id)
    .forUpdate()
    .executeTakeFirstOrThrow();
  const open = (sealed: Uint8Array, purpose: string) => JSON.parse(Buffer.from(keys.open(sealed, purpose)).toString());
  const deviation: Justification | undefined =
    row.sealed_deviation === null ? undefined : open(row.sealed_deviation, deviationPurpose(id));
  const remarks: VisitText['remarks'] = row.sealed_remarks === null ? {} : open(row.sealed_remarks, remarksPurpose(id));
  return { facts: row.facts as StoredVisit, deviation, remarks };
}

export function withAddition(text: VisitText, { facts, remarks = {} }: Addition): VisitText {
  return { ...text, facts: { ...text.facts, ...facts }, remarks: { ...text.remarks, ...remarks } };
}

/**
 * Adds to a visit that is on record: the row is as if it had been imported with what is added, so that the same row is known again. When the
 * visit itself was recorded, and by whom, stays.
 */
export async function addToVisit(ctx: Reading, id: string, addition: Addition): Promise<void> {
  const { tx, keys } = ctx;
  const text = withAddition(await openVisit(ctx, id), addition);
  await tx
    .updateTable('visit')
    .set({
      facts: canonicalJson(factsJson(text.facts)),
      ...(addition.remarks && { sealed_remarks: keys.seal(canonicalBytes(text.remarks), remarksPurpose(id)) }),
      row_hash: visitHash({ keys }, text),
    })
    .where('id', '=', id)
    .execute();
}
