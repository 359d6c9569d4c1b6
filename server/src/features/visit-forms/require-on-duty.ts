import type { Context } from '../../context.ts';
import { hindrances, hindranceText, isAway, peopleOnRecord } from '../../inspectors/hindrances.ts';
import { Problem } from '../../problem.ts';
import type { TaskRow } from './sql.ts';
import type { Visit } from './visits-of-task.ts';
import type { Went } from './who-went.ts';

type Inspected = { readonly visit: Visit; readonly went: Pick<Went, 'by' | 'team'>; readonly on: string };

/**
 * Nobody inspects on a day on which the directory has them away or gone: one of the two records is wrong, and is corrected first. What else
 * the record holds against the team having been there is answered as warnings.
 * @throws Problem form.away
 */
export async function requireOnDuty(
  ctx: Pick<Context, 'tx'>,
  { agency }: TaskRow,
  { visit, went: { by, team }, on }: Inspected,
): Promise<readonly string[]> {
  const agencies = [agency];
  const certificates = team.map(({ certificate }) => certificate);
  const people = await peopleOnRecord(ctx, { agencies, certificates });
  if (isAway(people.find(({ certificate }) => certificate === by.certificate)!, on))
    throw new Problem('form.away', { by: by.certificate, rank: visit.rank, on });
  const of = await hindrances(ctx, { agencies, people });
  return certificates.flatMap((certificate) => {
    const presence = { certificate, object: visit.key, on };
    return of(presence).map((one) => hindranceText(presence, one));
  });
}
