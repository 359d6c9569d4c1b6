import type { PageQuery } from '@sunlot/contract/pages.ts';
import type { RoleChangeView } from '@sunlot/contract/role-changes.ts';
import type { Context } from '../../context.ts';
import { keyedPage, type Page } from '../../http/pages.ts';
import { Problem } from '../../problem.ts';
import { may } from '../../rights.ts';
import { roleChangeView } from './role-change-view.ts';
import { selectRoleChangePage } from './sql.ts';

/** The changes of roles, the latest first: those that wait, and what became of the others. */
export async function listRoleChanges(ctx: Context, query: PageQuery): Promise<Page<RoleChangeView>> {
  may(ctx.actor, 'role.read', undefined);
  const page = await keyedPage(
    query,
    (from) => {
      if (from.after && !isMoment(from.after[0]))
        throw new Problem('request.invalid', { what: 'cursor 应取自上一页的 next' });
      return selectRoleChangePage(ctx.tx, from);
    },
    ({ proposed_at, id }) => [new Date(proposed_at).toISOString(), id],
  );
  return { ...page, items: page.items.map(roleChangeView) };
}

function isMoment(text: string): boolean {
  return /^[12]\d{3}-\d\d-\d\dT[\d:.]+Z$/.test(text) && !Number.isNaN(Date.parse(text));
}
