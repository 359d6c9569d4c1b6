import { dateInShanghai } from '@sunlot/core/basics/dates.ts';
import type { InspectorFacts } from '@sunlot/core/policy/facts.ts';
import { isOnDuty } from '@sunlot/core/policy/inspector-state.ts';
import type { Context } from '../../context.ts';
import { absencesOf, withAbsences } from '../../inspectors/absences.ts';
import { Problem } from '../../problem.ts';
import { type SeatRow, selectPeople, type TaskRow } from './sql.ts';

/**
 * Nobody inspects on a day on which the directory has them away or gone: one of the two records is wrong, and is corrected first.
 * @throws Problem form.away
 */
export async function requireOnDuty(
  ctx: Pick<Context, 'tx'>,
  { agency }: TaskRow,
  { by: { certificate, rank }, on }: { readonly by: SeatRow; readonly on: string },
): Promise<void> {
  const [person] = await selectPeople(ctx.tx, { agency, certificates: [certificate] });
  const facts = withAbsences(person!.facts as InspectorFacts, await absencesOf(ctx, agency));
  const gone = person!.disabled_at;
  if (isOnDuty(facts, on) && (gone === null || on <= dateInShanghai(Date.parse(gone)))) return;
  throw new Problem('form.away', { by: certificate, rank, on });
}
