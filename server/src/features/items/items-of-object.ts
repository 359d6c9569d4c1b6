import type { ObjectItems } from '@sunlot/contract/items.ts';
import { classify } from '@sunlot/core/policy/classify.ts';
import type { ObjectFacts } from '@sunlot/core/policy/facts.ts';
import { expandItems } from '@sunlot/core/policy/items.ts';
import { className } from '@sunlot/core/policy/plan.ts';
import type { Context } from '../../context.ts';
import { namedItem, selectListedItems } from '../../items/listed-items.ts';
import { knownObject } from '../../objects/known-object.ts';
import { packInForce } from '../../packs/pack-store.ts';
import { Problem } from '../../problem.ts';
import { may } from '../../rights.ts';
import { selectObjectFacts } from './sql.ts';

/** 该企业涉及的所有抽查事项: the items of the published list whose 检查对象 is the object's class of today or a trait of it. */
export async function itemsOfObject(
  ctx: Context,
  { agency, object: key }: { readonly agency: string; readonly object: string },
): Promise<ObjectItems> {
  may(ctx.actor, 'items.read', agency);
  may(ctx.actor, 'objects.read', agency);
  const items = await selectListedItems(ctx.tx, agency);
  if (items.length === 0) throw new Problem('items.notPublished', { agency });
  const object = await knownObject(ctx, { agency, key });
  const facts = (await selectObjectFacts(ctx.tx, key)) as ObjectFacts;
  const pack = await packInForce(ctx, { agency, on: ctx.today });
  const { class: cls, beside } = classify(pack, { object: facts, date: ctx.today });
  const found = expandItems(pack, { object: facts, date: ctx.today, class: cls, beside, items });
  return {
    agency,
    object,
    class: cls,
    className: className(pack, cls),
    section: found.clause.section,
    items: items
      .filter(({ serialNo }) => found.serials.includes(serialNo))
      .map((item) => ({ ...namedItem(item), objectKind: [...item.objectKind], methods: [...item.methods] })),
    unknownKinds: [...found.unknownKinds],
  };
}
