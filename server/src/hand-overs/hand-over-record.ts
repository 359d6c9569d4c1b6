import type { HandOverInput, HandOverView } from '@sunlot/contract/hand-overs.ts';
import { utf8 } from '@sunlot/core/basics/bytes.ts';
import type { InspectorFacts } from '@sunlot/core/policy/facts.ts';
import { type HandOverFault, handOver } from '@sunlot/core/policy/hand-over.ts';
import type { Context } from '../context.ts';
import { packInForce } from '../packs/pack-store.ts';
import { Problem } from '../problem.ts';

type Finding = Omit<HandOverInput, 'object'> & { readonly object: { readonly key: string; readonly name: string } };

/** Keeps that a finding of daily supervision went to enforcement, where the scheme says so. The caller has asked for the right. */
export async function keepHandOver(ctx: Context, finding: Finding): Promise<HandOverView> {
  const { agency, object, foundOn, handedOn, matter } = finding;
  const from = await personOf(ctx, { agency, certificate: finding.from });
  const to = await personOf(ctx, { agency, certificate: finding.to });
  const pack = await packInForce(ctx, { agency, on: handedOn });
  const [fault] = handOver(pack, { from, to, on: handedOn }).faults;
  if (fault)
    throw new Problem('handOver.refused', { why: WHY[fault]({ from: from.name, to: to.name, pack: pack.name }) });
  const id = ctx.newId('hov');
  await ctx.tx
    .insertInto('hand_over')
    .values({
      ...{ id, agency, object_key: object.key, found_on: foundOn, handed_on: handedOn },
      ...{ from_certificate: from.id, to_certificate: to.id },
      sealed_matter: ctx.keys.seal(utf8(matter), matterPurpose(id)),
      ...{ recorded_by: ctx.actor.id, recorded_at: ctx.at },
    })
    .execute();
  const view = {
    id,
    object: { key: object.key, name: object.name },
    from: { certificateNo: from.id, name: from.name },
    to: { certificateNo: to.id, name: to.name },
    ...{ foundOn, handedOn, matter },
  };
  await ctx.audit({ action: 'handOver.record', agency, subject: id, after: view });
  return view;
}

/** What the sealed text of a hand-over is bound to. */
export const matterPurpose = (id: string) => `hand-over/${id}`;

type Named = { readonly from: string; readonly to: string; readonly pack: string };

const WHY: Readonly<Record<HandOverFault, (named: Named) => string>> = {
  outsidePack: ({ pack }) => `${pack}没有监管移送执法的规定`,
  giver: ({ from }) => `${from} 不是日常监管人员，发现违法行为由本人依法查处`,
  receiver: ({ to }) => `${to} 不是执法证有效的执法人员，不能接收`,
};

/** A person of a directory who was not disabled. @throws Problem inspector.unknown */
async function personOf(
  { tx }: Pick<Context, 'tx'>,
  { agency, certificate }: { readonly agency: string; readonly certificate: string },
): Promise<InspectorFacts> {
  const row = await tx
    .selectFrom('inspector')
    .select('facts')
    .where('agency', '=', agency)
    .where('certificate_no', '=', certificate)
    .where('disabled_at', 'is', null)
    .executeTakeFirst();
  if (!row) throw new Problem('inspector.unknown', { certificate });
  return row.facts as InspectorFacts;
}
