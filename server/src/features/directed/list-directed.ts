import type { DirectedQuery, DirectedView } from '@sunlot/contract/directed.ts';
import { isDate } from '@sunlot/core/basics/dates.ts';
import type { Context } from '../../context.ts';
import { keyedPage, type Page } from '../../http/pages.ts';
import { Problem } from '../../problem.ts';
import { may } from '../../rights.ts';
import { directedView } from './directed-view.ts';
import { selectDirectedPage } from './sql.ts';

/** The directed inspections of an agency, the latest first, with the day each was made. */
export async function listDirected(ctx: Context, query: DirectedQuery): Promise<Page<DirectedView>> {
  const { agency, year } = query;
  may(ctx.actor, 'directed.read', agency);
  const page = await keyedPage(
    query,
    ({ after, take }) => {
      if (after && !isDate(after[0])) throw new Problem('request.invalid', { what: 'cursor 应取自上一页的 next' });
      return selectDirectedPage(ctx.tx, { agency, year, after, take });
    },
    ({ planned_on, id }) => [planned_on, id],
  );
  return { ...page, items: page.items.map(directedView) };
}
