import type { RecusalInput, RecusalView } from '@sunlot/contract/availability.ts';
import type { Context } from '../../context.ts';
import { sealRecusalReason } from '../../inspectors/recusal-reason.ts';
import { knownObject } from '../../objects/known-object.ts';
import { Problem } from '../../problem.ts';
import { isAllowed, may } from '../../rights.ts';
import { knownPerson } from './known-person.ts';
import { insertRecusal, selectAccount, selectRecusal } from './sql.ts';

/**
 * Records that a person has an interest in an object: never again drawn for it. The reason is encrypted. Inspectors declare their own, the office
 * records those of anybody.
 */
export async function recuseInspector(ctx: Context, input: RecusalInput): Promise<RecusalView> {
  const { agency, certificate, reason } = input;
  may(ctx.actor, 'recusal.declare', agency);
  const person = await knownPerson(ctx, input);
  if (!isAllowed(ctx.actor, 'recusal.record', agency)) await requireSelf(ctx, input);
  const object = await knownObject(ctx, { agency, key: input.object });
  const existing = await selectRecusal(ctx.tx, { agency, certificate, object: object.key });
  if (existing) throw new Problem('recusal.exists', { certificate, object: object.name, at: existing.declared_at });
  const place = { agency, certificate_no: certificate, object_key: object.key };
  await insertRecusal(ctx.tx, {
    ...place,
    sealed_reason: sealRecusalReason(ctx.keys, place, reason),
    declared_at: ctx.at,
    declared_by: ctx.actor.id,
  });
  const view = {
    certificate,
    name: person.name,
    object: object.key,
    objectName: object.name,
    reason,
    declaredAt: ctx.at,
    declaredBy: ctx.actor.login,
  };
  await ctx.audit({ action: 'recusal.declare', agency, subject: `${certificate}/${object.key}`, after: view });
  return view;
}

async function requireSelf(ctx: Context, { agency, certificate }: RecusalInput): Promise<void> {
  const account = await selectAccount(ctx.tx, { userId: ctx.actor.id });
  if (account?.agency === agency && account.certificate_no === certificate) return;
  throw new Problem('recusal.notSelf', { who: ctx.actor.login, certificate });
}
