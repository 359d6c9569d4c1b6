import { type ObjectItems, VisitFormView } from '@sunlot/contract/items.ts';
import { classify } from '@sunlot/core/policy/classify.ts';
import type { ObjectFacts } from '@sunlot/core/policy/facts.ts';
import { expandItems } from '@sunlot/core/policy/items.ts';
import { className } from '@sunlot/core/policy/plan.ts';
import { visitForm } from '@sunlot/core/policy/visit-form.ts';
import type { Context } from '../../context.ts';
import { namedItem, selectListedItems } from '../../items/listed-items.ts';
import { knownObject } from '../../objects/known-object.ts';
import { packInForce } from '../../packs/pack-store.ts';
import { Problem } from '../../problem.ts';
import { may } from '../../rights.ts';
import { selectObjectFacts } from './sql.ts';

type OfObject = { readonly agency: string; readonly object: string };

/** 该企业涉及的所有抽查事项: the items of the published list whose 检查对象 is the object's class of today or a trait of it. */
export async function itemsOfObject(ctx: Context, input: OfObject): Promise<ObjectItems> {
  const { pack, object, items, class: cls, found } = await concerned(ctx, input);
  return {
    agency: input.agency,
    object,
    class: cls,
    className: className(pack, cls),
    section: found.clause.section,
    items: items.map((item) => ({
      ...namedItem(item),
      objectKind: [...item.objectKind],
      methods: [...item.methods],
    })),
    unknownKinds: [...found.unknownKinds],
  };
}

/** 一表通查: the form of a visit to the object, all its items in one. */
export async function formOfObject(ctx: Context, input: OfObject): Promise<VisitFormView> {
  const { pack, object, items, facts } = await concerned(ctx, input);
  const { permitMatters = [] } = facts;
  const { blocks, clause } = visitForm(pack, { permitMatters, items });
  return VisitFormView.parse({ agency: input.agency, object, section: clause.section, blocks });
}

async function concerned(ctx: Context, { agency, object: key }: OfObject) {
  may(ctx.actor, 'items.read', agency);
  may(ctx.actor, 'objects.read', agency);
  const list = await selectListedItems(ctx.tx, agency);
  if (list.length === 0) throw new Problem('items.notPublished', { agency });
  const object = await knownObject(ctx, { agency, key });
  const facts = (await selectObjectFacts(ctx.tx, key)) as ObjectFacts;
  const pack = await packInForce(ctx, { agency, on: ctx.today });
  const { class: cls, beside } = classify(pack, { object: facts, date: ctx.today });
  const found = expandItems(pack, { object: facts, date: ctx.today, class: cls, beside, items: list });
  const items = list.filter(({ serialNo }) => found.serials.includes(serialNo));
  return { pack, object, facts, class: cls, found, items };
}
