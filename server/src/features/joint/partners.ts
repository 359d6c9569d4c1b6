import type { AddPartner, PartnerView } from '@sunlot/contract/joint.ts';
import { utf8 } from '@sunlot/core/basics/bytes.ts';
import type { Context } from '../../context.ts';
import { ownSide } from '../../joint/own-side.ts';
import { Problem } from '../../problem.ts';
import { may } from '../../rights.ts';
import { insertPartner, type PartnerRow, selectPartnerAccount, selectPartners } from './sql.ts';

/** Records a department outside; its contact is encrypted. An account of its own reads and confirms for it. */
export async function addPartner(ctx: Context, { agency, name, contact, login }: AddPartner): Promise<PartnerView> {
  may(ctx.actor, 'partner.add', agency);
  const { isOwn, inTree } = await ownSide(ctx, { agency });
  if (isOwn(name)) throw new Problem('joint.partnerIsSelf', { name });
  const known = inTree(name);
  if (known) throw new Problem('joint.partnerInTree', { name, agency: known.name });
  if ((await selectPartners(ctx.tx, agency)).some((partner) => partner.name === name))
    throw new Problem('joint.partnerExists', { name });
  const account = login === undefined ? undefined : await selectPartnerAccount(ctx.tx, { agency, login });
  if (login !== undefined && account === undefined) throw new Problem('joint.partnerAccountUnfit', { login });
  const id = ctx.newId('ptn');
  await insertPartner(ctx.tx, {
    id,
    agency,
    name,
    sealed_contact: contact ? ctx.keys.seal(utf8(contact), purposeOf(id)) : null,
    user_id: account ?? null,
    added_by: ctx.actor.id,
    added_at: ctx.at,
  });
  const view = { id, name, ...(contact && { contact }), ...(login && { login }) };
  await ctx.audit({ action: 'partner.add', agency, subject: id, after: view });
  return view;
}

export async function listPartners(
  ctx: Context,
  { agency }: { readonly agency: string },
): Promise<{ readonly items: readonly PartnerView[] }> {
  may(ctx.actor, 'partner.read', agency);
  return { items: (await selectPartners(ctx.tx, agency)).map((row) => partnerView(ctx, row)) };
}

const purposeOf = (id: string) => `partner/${id}`;

function partnerView({ keys }: Context, { id, name, login, sealed_contact }: PartnerRow): PartnerView {
  return {
    id,
    name,
    ...(sealed_contact !== null && {
      contact: Buffer.from(keys.open(sealed_contact, purposeOf(id))).toString('utf8'),
    }),
    ...(login !== null && { login }),
  };
}
