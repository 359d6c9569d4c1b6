import type { Insertable, Selectable } from 'kysely';
import type { Context } from '../../context.ts';
import type { Schema } from '../../db/schema.ts';

type Evidence = Selectable<Schema['period_report_evidence']>;

const COLUMNS = ['id', 'report', 'case_no', 'no', 'kind', 'bytes', 'sum', 'sealed_name'] as const;

/** The files of a handing-in, in order, without their content. */
export function selectEvidence(
  { tx }: Pick<Context, 'tx'>,
  report: string,
): Promise<Pick<Evidence, (typeof COLUMNS)[number]>[]> {
  return tx
    .selectFrom('period_report_evidence')
    .select(COLUMNS)
    .where('report', '=', report)
    .orderBy('case_no')
    .orderBy('no')
    .execute();
}

export function selectEvidenceContent(
  { tx }: Pick<Context, 'tx'>,
  { agency, id }: { readonly agency: string; readonly id: string },
): Promise<Pick<Evidence, 'kind' | 'sum' | 'sealed_name' | 'sealed_content'> | undefined> {
  return tx
    .selectFrom('period_report_evidence')
    .select(['kind', 'sum', 'sealed_name', 'sealed_content'])
    .where('agency', '=', agency)
    .where('id', '=', id)
    .executeTakeFirst();
}

export async function insertEvidence(
  { tx }: Pick<Context, 'tx'>,
  row: Insertable<Schema['period_report_evidence']>,
): Promise<void> {
  await tx.insertInto('period_report_evidence').values(row).execute();
}
