import { type CalendarDate, yearOf } from '@sunlot/core/basics/dates.ts';
import type { VisitFact } from '@sunlot/core/policy/facts.ts';
import { withClassesOfDay } from '@sunlot/core/policy/visit-classes.ts';
import { versionOfVisit } from '@sunlot/core/policy/visit-version.ts';
import { inPeriod } from '@sunlot/core/policy/visits.ts';
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
  const isOf = (visit: VisitFact) => yearOf(visit.date) === year || inPeriod(visit, String(year));
  const unsaid = visits.filter((visit) => visit.classOfDay && isOf(visit));
  if (unsaid.length === 0) return visits;
  const keys = [...new Set(unsaid.map(({ objectId }) => objectId))];
  const current = await objectsOf(ctx, territory, { keys, year });
  const objects = (await withEarlierRows(ctx, territory, { objects: current, keys, year })).map(({ facts }) => facts);
  const versions = await packVersions(ctx, territory.agency.code);
  return withClassesOfDay((date) => versionOfVisit(versions[0]!, versions, { date }), objects, visits);
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
  const classed = await waitingInClasses(ctx, territory, { visits, waiting, year });
  return withAnswers(ctx, territory, [...visits, ...classed]);
}

type Seen = { readonly visits: readonly VisitFact[]; readonly waiting: readonly VisitFact[]; readonly year: number };

/** What waits for its visit from a scope across classes, in the class that its visit will count for. */
async function waitingInClasses(
  ctx: Reading,
  territory: Territory,
  { visits, waiting, year }: Seen,
): Promise<readonly VisitFact[]> {
  const scoped = new Set(waiting.filter(({ classOfDay }) => classOfDay).map(({ objectId }) => objectId));
  const before = visits.filter(({ objectId }) => scoped.has(objectId));
  const classed = await withClassesNow(ctx, territory, { visits: [...before, ...waiting], year });
  return classed.slice(before.length);
}
