import type { AccountView, BindAccount, UnbindAccount } from '@sunlot/contract/availability.ts';
import type { Context } from '../../context.ts';
import { Problem } from '../../problem.ts';
import { may } from '../../rights.ts';
import { knownPerson } from './known-person.ts';
import { deleteAccount, insertAccount, selectAccount } from './sql.ts';

/** Says which account of the agency is a person of its directory: so that interests can be declared by oneself. */
export async function bindAccount(ctx: Context, input: BindAccount): Promise<AccountView> {
  const { agency, certificate, login } = input;
  may(ctx.actor, 'inspectors.bind', agency);
  const person = await knownPerson(ctx, input);
  const user = await ctx.tx
    .selectFrom('app_user')
    .select('id')
    .where('login', '=', login)
    .where('agency', '=', agency)
    .where('disabled_at', 'is', null)
    .executeTakeFirst();
  if (!user) throw new Problem('request.notFound', { what: `本单位的用户 ${login}` });
  const taken = (await selectAccount(ctx.tx, input)) ?? (await selectAccount(ctx.tx, { userId: user.id }));
  if (taken)
    throw new Problem('inspector.accountTaken', {
      what: taken.login === login ? `用户 ${login}` : `证号 ${certificate}`,
      bound: `${taken.certificate_no} ${taken.login}`,
    });
  await insertAccount(ctx.tx, {
    user_id: user.id,
    agency,
    certificate_no: certificate,
    bound_by: ctx.actor.id,
    bound_at: ctx.at,
  });
  const view = { certificate, name: person.name, login };
  await ctx.audit({ action: 'inspectors.bind', agency, subject: certificate, after: view });
  return view;
}

export async function unbindAccount(ctx: Context, input: UnbindAccount): Promise<AccountView> {
  const { agency, certificate } = input;
  may(ctx.actor, 'inspectors.bind', agency);
  const person = await knownPerson(ctx, input);
  const bound = await selectAccount(ctx.tx, input);
  if (!bound) throw new Problem('request.notFound', { what: `证号 ${certificate} 的账号绑定` });
  await deleteAccount(ctx.tx, bound.user_id);
  const view = { certificate, name: person.name, login: bound.login };
  await ctx.audit({ action: 'inspectors.unbind', agency, subject: certificate, before: view });
  return view;
}
