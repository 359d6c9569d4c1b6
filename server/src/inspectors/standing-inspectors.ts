import type { InspectorFacts } from '@sunlot/core/policy/facts.ts';
import type { Context } from '../context.ts';
import { absencesOf, withAbsences } from './absences.ts';
import { withPastStaff } from './past-staff.ts';

/** The inspectors of an agency who are not disabled, with their absences and their past. */
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
  return withPastStaff(
    { tx },
    agency,
    rows.map(({ facts }) => withAbsences(facts as InspectorFacts, absences)),
  );
}
