import type { AgencyView } from '@sunlot/contract/agencies.ts';
import type { Context } from '../../context.ts';
import { packInForce } from '../../packs/pack-store.ts';
import { agencyView } from './agency-view.ts';
import { selectAgencies } from './sql.ts';

/** The agencies of the actor's territory, by code. Who administers the installation sees all. */
export async function listAgencies(ctx: Context): Promise<readonly AgencyView[]> {
  const rows = (await selectAgencies(ctx.tx)).filter(
    ({ code }) => ctx.actor.agency === undefined || ctx.actor.sees.includes(code),
  );
  const views: AgencyView[] = [];
  for (const row of rows) {
    views.push(agencyView(row, await packInForce(ctx, { agency: row.code, on: ctx.today })));
  }
  return views;
}
