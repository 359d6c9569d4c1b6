import type { DueList } from '@sunlot/contract/publication.ts';
import { packInForce } from '@sunlot/core/policy/pack.ts';
import { startsAtCompletion } from '@sunlot/core/policy/publication.ts';
import { dueResult } from '@sunlot/core/policy/publication-record.ts';
import type { Context } from '../../context.ts';
import { readCalendar } from '../../holidays/holiday-store.ts';
import { packVersions } from '../../packs/pack-store.ts';
import { Problem } from '../../problem.ts';
import { may } from '../../rights.ts';
import { withCompletions } from '../../tasks/drawn-work.ts';
import { visitFact } from '../../visits/ledger.ts';
import { selectUnapproved, selectUnpublished } from './sql.ts';

/** Results of an agency's own visits that are not public yet, the most urgent first, by the scheme of each visit's day. */
export async function listDue(ctx: Context, { agency }: { readonly agency: string }): Promise<DueList> {
  may(ctx.actor, 'publication.read', agency);
  const versions = await packVersions(ctx, agency);
  if (versions.length === 0) throw new Problem('agency.unknown', { code: agency });
  const calendar = await readCalendar(ctx);
  const rows = await selectUnpublished(ctx.tx, agency);
  const recorded = rows.map((row) => visitFact(ctx, row));
  const visits = versions.some(startsAtCompletion) ? await withCompletions(ctx, [agency], recorded) : recorded;
  const items = rows.flatMap((row, i): DueList['items'] => {
    const visit = visits[i]!;
    const pack = packInForce(versions, visit.date) ?? versions[0]!;
    const found = dueResult(pack, visit, { asOf: ctx.today, calendar });
    if (!found) return [];
    const { due, ...left } = found;
    return [
      {
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
      },
    ];
  });
  items.sort((a, b) => (a.due === b.due ? (a.visit < b.visit ? -1 : 1) : a.due < b.due ? -1 : 1));
  const unapproved = (await selectUnapproved(ctx.tx, agency)).map(({ id, date, object_key, name, ground }) => ({
    ...{ visit: id, date, object: object_key, objectName: name ?? object_key, ground },
  }));
  return { agency, asOf: ctx.today, overdue: items.filter(({ due }) => due < ctx.today).length, items, unapproved };
}
