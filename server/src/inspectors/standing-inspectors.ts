import type { InspectorFacts } from '@sunlot/core/policy/facts.ts';
import type { Context } from '../context.ts';
import { absencesOf, withAbsences } from './absences.ts';

/** The inspectors of an agency who are not disabled, with their absences. */
export async function standingInspectors(
  { tx }: Pick<Context, 'tx'>,
  agency: string,
): Promise<readonly InspectorFacts[]> {
  const rows = await tx
    .selectFrom('inspector')
    .select('facts')
    .where('agency', '=', agency)
    .where('disabled_at', 'is', null)
    .execute();
  const absences = await absencesOf({ tx }, agency);
  return rows.map(({ facts }) => withAbsences(facts as InspectorFacts, absences));
}
