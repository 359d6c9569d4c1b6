import type { VisitQuery, VisitView } from '@sunlot/contract/visits.ts';
import { isDate } from '@sunlot/core/basics/dates.ts';
import { packInForce } from '@sunlot/core/policy/pack.ts';
import type { Context } from '../../context.ts';
import { keyedPage, type Page } from '../../http/pages.ts';
import { packVersions } from '../../packs/pack-store.ts';
import { Problem } from '../../problem.ts';
import { may } from '../../rights.ts';
import { withOrigins } from '../../visits/origins.ts';
import { territoryOf } from '../../visits/territory.ts';
import { type ListedVisit, selectVisitPage } from './sql.ts';

/** The visits of a territory, the latest first: made by it, or to its objects. What is only drawn is not among them. */
export async function listVisits(ctx: Context, query: VisitQuery): Promise<Page<VisitView>> {
  may(ctx.actor, 'visits.read', query.agency);
  const territory = await territoryOf(ctx, query.agency);
  if (!territory) throw new Problem('agency.unknown', { code: query.agency });
  const page = await keyedPage(
    query,
    ({ after, take }) => {
      if (after && !isDate(after[0])) throw new Problem('request.invalid', { what: 'cursor 应取自上一页的 next' });
      return selectVisitPage(ctx.tx, { agencies: territory.codes, year: query.year, after, take });
    },
    ({ date, id }) => [date, id],
  );
  const versions = await packVersions(ctx, query.agency);
  const nameOf = (cls: string, date: string) =>
    (packInForce(versions, date) ?? versions[0]!).classes.find(({ id }) => id === cls)?.name ?? cls;
  const told = await withOrigins(
    ctx,
    territory,
    page.items.map(({ facts }) => facts),
  );
  return { ...page, items: page.items.map((row, i) => visitView({ ...row, facts: told[i]! }, nameOf)) };
}

function visitView(row: ListedVisit, nameOf: (cls: string, date: string) => string): VisitView {
  const { facts } = row;
  const { taskId, drawnElsewhere, ground, reference, origin, resultDeterminedOn, publishedOn, withheldGround } = facts;
  return {
    id: row.id,
    date: row.date,
    object: facts.objectId,
    objectName: row.name ?? facts.objectId,
    class: facts.class,
    className: nameOf(facts.class, row.date),
    level: facts.level,
    agency: row.agency,
    recordedBy: row.recorded_by,
    taskType: facts.taskType,
    selection: facts.selection,
    ...(taskId !== undefined && { task: taskId }),
    ...(drawnElsewhere && { drawnElsewhere }),
    ...(ground !== undefined && { ground }),
    ...(reference !== undefined && { reference }),
    ...(origin !== undefined && { origin }),
    items: [...facts.items],
    method: facts.method,
    inspectors: [...(facts.inspectors ?? [])],
    results: [...facts.results],
    ...(resultDeterminedOn !== undefined && { resultDeterminedOn }),
    ...(publishedOn !== undefined && { publishedOn }),
    ...(withheldGround !== undefined && { withheldGround }),
    ...(facts.withheldPart && { withheldPart: true }),
    deviates: row.deviates,
  };
}
