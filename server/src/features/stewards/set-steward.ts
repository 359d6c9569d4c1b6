import type { SetSteward, StewardView } from '@sunlot/contract/stewards.ts';
import type { Context } from '../../context.ts';
import { Problem } from '../../problem.ts';
import { may } from '../../rights.ts';
import { showStewards } from './show-stewards.ts';
import { insertSteward, selectAccount } from './sql.ts';

/** Names the person who keeps a list from now on; whoever kept it before stays on record. */
export async function setSteward(ctx: Context, { agency, list, login }: SetSteward): Promise<StewardView> {
  may(ctx.actor, 'steward.set', agency);
  const account = await selectAccount(ctx.tx, { agency, login });
  if (!account) throw new Problem('request.notFound', { what: `本单位的用户 ${login}` });
  const before = (await showStewards(ctx, { agency })).items.find((one) => one.list === list)!;
  await insertSteward(ctx.tx, { agency, list, user_id: account.id, set_by: ctx.actor.id, set_at: ctx.at });
  await ctx.audit({
    action: 'steward.set',
    agency,
    subject: list,
    before: { steward: before.steward?.login },
    after: { steward: login },
  });
  return { ...before, steward: { login, name: account.name, since: ctx.at } };
}
