import type { DueList } from '@sunlot/contract/publication.ts';
import type { VisitFact } from '@sunlot/core/policy/facts.ts';
import type { Pack } from '@sunlot/core/policy/pack.ts';
import { startsAtCompletion } from '@sunlot/core/policy/publication.ts';
import { dueResult } from '@sunlot/core/policy/publication-record.ts';
import { recordsOfVisits } from '@sunlot/core/policy/visit-units.ts';
import { versionOfVisit } from '@sunlot/core/policy/visit-version.ts';
import type { Context } from '../../context.ts';
import { readCalendar } from '../../holidays/holiday-store.ts';
import { packVersions } from '../../packs/pack-store.ts';
import { Problem } from '../../problem.ts';
import { may } from '../../rights.ts';
import { withCompletions } from '../../tasks/drawn-work.ts';
import { withSeparations } from '../../visits/answered-together.ts';
import { visitFact } from '../../visits/ledger.ts';
import { selectUnapproved, selectUnpublished } from './sql.ts';
import { tasksHeldUp } from './unfinished-tasks.ts';

type DueItem = DueList['items'][number];

/** Results of an agency's own visits that are not public yet, the most urgent first, by the scheme of each visit's day. */
export async function listDue(ctx: Context, { agency }: { readonly agency: string }): Promise<DueList> {
  may(ctx.actor, 'publication.read', agency);
  const versions = await packVersions(ctx, agency);
  if (versions.length === 0) throw new Problem('agency.unknown', { code: agency });
  const calendar = await readCalendar(ctx);
  const rows = await selectUnpublished(ctx.tx, agency);
  const recorded = await withSeparations(
    ctx,
    [agency],
    rows.map((row) => visitFact(ctx, row)),
  );
  const visits = versions.some(startsAtCompletion) ? await withCompletions(ctx, [agency], recorded) : recorded;
  const itemOf = new Map<VisitFact, DueItem>();
  const unclocked: VisitFact[] = [];
  for (const [i, row] of rows.entries()) {
    const visit = visits[i]!;
    const pack = versionOfVisit(versions[0]!, versions, visit);
    const found = dueResult(pack, visit, { asOf: ctx.today, calendar });
    if (!found) {
      if (isHeldUp(pack, visit)) unclocked.push(visit);
      continue;
    }
    const { due, ...left } = found;
    itemOf.set(visit, {
      visit: row.id,
      date: visit.date,
      object: visit.objectId,
      objectName: row.name ?? visit.objectId,
      ...(visit.taskId !== undefined && { task: visit.taskId }),
      results: [...visit.results],
      from: due.from,
      due: due.date,
      provisional: due.provisional,
      ...left,
      channel: due.channel,
      clause: { ...due.clause },
    });
  }
  const waiting = recordsOfVisits([...itemOf.keys()]);
  const items = waiting.map((of) => together(of.map((visit) => itemOf.get(visit)!))).sort(byUrgency);
  const unapproved = (await selectUnapproved(ctx.tx, agency)).map(({ id, date, object_key, name, ground }) => ({
    ...{ visit: id, date, object: object_key, objectName: name ?? object_key, ground },
  }));
  const overdue = items.filter(({ due }) => due < ctx.today).length;
  return { agency, asOf: ctx.today, overdue, items, unfinished: await tasksHeldUp(ctx, agency, unclocked), unapproved };
}

/** Has it a result of its own that becomes due with the completion of its task, which has not come? */
function isHeldUp(pack: Pack, { results, recognised, taskCompletedOn }: VisitFact): boolean {
  return startsAtCompletion(pack) && taskCompletedOn === undefined && results.length > 0 && !recognised;
}

function byUrgency(a: DueItem, b: DueItem): number {
  if (a.due === b.due) return a.visit < b.visit ? -1 : 1;
  return a.due < b.due ? -1 : 1;
}

/** One visit under several numbers is one line, by the first of its days, with all results found. */
function together(records: readonly DueItem[]): DueItem {
  const [first, ...others] = [...records].sort(byUrgency) as [DueItem, ...DueItem[]];
  if (others.length === 0) return first;
  const results = [...new Set([first, ...others].flatMap((one) => one.results))];
  return { ...first, results, alsoTasks: others.flatMap(({ task }) => task ?? []) };
}
