import { type CalendarDate, yearOf } from '@sunlot/core/basics/dates.ts';
import type { VisitFact } from '@sunlot/core/policy/facts.ts';
import { packInForce } from '@sunlot/core/policy/pack.ts';
import { withClassesOfDay } from '@sunlot/core/policy/visit-classes.ts';
import type { Context } from '../context.ts';
import { packVersions } from '../packs/pack-store.ts';
import { withAnswers } from './answered-together.ts';
import { objectsOf } from './directory.ts';
import { recordedVisits, waitingVisits } from './ledger.ts';
import { withPartnersDue } from './partners-due.ts';
import { withEarlierRows } from './past-objects.ts';
import type { Territory } from './territory.ts';

type Reading = Pick<Context, 'tx' | 'keys' | 'today'>;

/**
 * Visits in the classes that a verdict of a year reads them in: a record that names none has that of its day by what is known now (decision
 * 0035). The classes of other years decide nothing about a draw, so only units with such a visit in that year are looked up.
 */
export async function withClassesNow(
  ctx: Reading,
  territory: Territory,
  { visits, year }: { readonly visits: readonly VisitFact[]; readonly year: number },
): Promise<readonly VisitFact[]> {
  const unsaid = visits.filter(({ classOfDay, date }) => classOfDay && yearOf(date) === year);
  if (unsaid.length === 0) return visits;
  const keys = [...new Set(unsaid.map(({ objectId }) => objectId))];
  const current = await objectsOf(ctx, territory, { keys, year });
  const objects = (await withEarlierRows(ctx, territory, { objects: current, keys, year })).map(({ facts }) => facts);
  const versions = await packVersions(ctx, territory.agency.code);
  return withClassesOfDay((date) => packInForce(versions, date) ?? versions[0]!, objects, visits);
}

/** The ledger as `visitLedger` has it, for whoever asks what a draw of a year would do: in the classes of today's knowledge. */
export async function ledgerForDraws(
  ctx: Reading,
  territory: Territory,
  { to, year }: { readonly to: CalendarDate; readonly year: number },
): Promise<readonly VisitFact[]> {
  const recorded = await recordedVisits(ctx, territory, { to });
  const visits = await withClassesNow(ctx, territory, { visits: recorded, year });
  const waiting = await withPartnersDue(ctx, territory, await waitingVisits(ctx, territory, visits));
  return withAnswers(ctx, territory, [...visits, ...waiting]);
}
