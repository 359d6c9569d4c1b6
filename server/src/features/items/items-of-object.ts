import type { ObjectItems, VisitFormView } from '@sunlot/contract/items.ts';
import type { ObjectFacts } from '@sunlot/core/policy/facts.ts';
import { className } from '@sunlot/core/policy/plan.ts';
import type { Context } from '../../context.ts';
import { namedItem, selectListedItems } from '../../items/listed-items.ts';
import { concernedItems, formWithEdition } from '../../items/object-form.ts';
import { knownObject } from '../../objects/known-object.ts';
import { packInForce } from '../../packs/pack-store.ts';
import { Problem } from '../../problem.ts';
import { may } from '../../rights.ts';
import { selectItemList, selectObjectFacts } from './sql.ts';

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
  const list = await selectItemList(ctx.tx, { agency: input.agency, state: 'published' });
  return formWithEdition(pack, { agency: input.agency, object, facts, items, version: list!.version });
}

async function concerned(ctx: Context, { agency, object: key }: OfObject) {
  may(ctx.actor, 'items.read', agency);
  may(ctx.actor, 'objects.read', agency);
  const list = await selectListedItems(ctx.tx, agency);
  if (list.length === 0) throw new Problem('items.notPublished', { agency });
  const object = await knownObject(ctx, { agency, key });
  const facts = (await selectObjectFacts(ctx.tx, key)) as ObjectFacts;
  const pack = await packInForce(ctx, { agency, on: ctx.today });
  return { pack, object, facts, ...concernedItems(ctx, pack, { facts, items: list }) };
}
