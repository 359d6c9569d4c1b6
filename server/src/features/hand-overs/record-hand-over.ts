import type { HandOverInput, HandOverView } from '@sunlot/contract/hand-overs.ts';
import { utf8 } from '@sunlot/core/basics/bytes.ts';
import { type HandOverFault, handOver } from '@sunlot/core/policy/hand-over.ts';
import type { Context } from '../../context.ts';
import { knownObject } from '../../objects/known-object.ts';
import { packInForce } from '../../packs/pack-store.ts';
import { Problem } from '../../problem.ts';
import { may } from '../../rights.ts';
import { matterPurpose } from './list-hand-overs.ts';
import { insertHandOver, selectPerson } from './sql.ts';

/** Records that a finding of daily supervision was handed to enforcement, with day and receiver. What was found is encrypted. */
export async function recordHandOver(ctx: Context, input: HandOverInput): Promise<HandOverView> {
  const { agency, foundOn, handedOn, matter } = input;
  may(ctx.actor, 'handOver.record', agency);
  const object = await knownObject(ctx, { agency, key: input.object });
  if (handedOn > ctx.today)
    throw new Problem('request.invalid', { what: `移送日期 ${handedOn} 还没有到（今天是 ${ctx.today}）` });
  const [from, to] = [await personOf(ctx, agency, input.from), await personOf(ctx, agency, input.to)];
  const pack = await packInForce(ctx, { agency, on: handedOn });
  const [fault] = handOver(pack, { from, to, on: handedOn }).faults;
  if (fault)
    throw new Problem('handOver.refused', { why: WHY[fault]({ from: from.name, to: to.name, pack: pack.name }) });
  const id = ctx.newId('hov');
  await insertHandOver(ctx.tx, {
    ...{ id, agency, object_key: object.key, found_on: foundOn, handed_on: handedOn },
    ...{ from_certificate: from.id, to_certificate: to.id },
    sealed_matter: ctx.keys.seal(utf8(matter), matterPurpose(id)),
    ...{ recorded_by: ctx.actor.id, recorded_at: ctx.at },
  });
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

type Named = { readonly from: string; readonly to: string; readonly pack: string };

const WHY: Readonly<Record<HandOverFault, (named: Named) => string>> = {
  outsidePack: ({ pack }) => `${pack}没有监管移送执法的规定`,
  giver: ({ from }) => `${from} 不是日常监管人员，发现违法行为由本人依法查处`,
  receiver: ({ to }) => `${to} 不是执法证有效的执法人员，不能接收`,
};

async function personOf(ctx: Context, agency: string, certificate: string) {
  const person = await selectPerson(ctx.tx, { agency, certificate });
  if (!person) throw new Problem('inspector.unknown', { certificate });
  return person;
}
