import type { ItemComparison } from '@sunlot/contract/items.ts';
import { addOnlyClause, compareItemLists } from '@sunlot/core/policy/item-lists.ts';
import { theRule } from '@sunlot/core/policy/pack.ts';
import type { Context } from '../../context.ts';
import { namedItem } from '../../items/listed-items.ts';
import { packInForce } from '../../packs/pack-store.ts';
import { Problem } from '../../problem.ts';
import { may } from '../../rights.ts';
import { isAmong, itemsOf } from './list-difference.ts';
import { selectItemList, selectParentList, selectRepealed, selectVersion } from './sql.ts';

/** The list of an agency beside the published list of its superior: what is missing, added, changed. */
export async function compareItems(
  ctx: Context,
  { agency, state }: { readonly agency: string; readonly state: 'draft' | 'published' },
): Promise<ItemComparison> {
  may(ctx.actor, 'items.read', agency);
  const list = await selectItemList(ctx.tx, { agency, state });
  if (!list) throw new Problem('request.notFound', { what: '抽查事项清单' });
  const superior = await selectParentList(ctx.tx, agency);
  if (!superior?.id) throw new Problem('items.noParentList', { agency });
  const found = compareItemLists(await itemsOf(ctx, superior.id), await itemsOf(ctx, list.id));
  const repealed = await selectRepealed(ctx.tx, agency);
  const missing = found.missing.map((item) => ({ ...namedItem(item), repealed: isAmong(repealed, item) }));
  const under = list.parent_list_id === null ? undefined : await selectVersion(ctx.tx, list.parent_list_id);
  return {
    agency,
    version: list.version,
    state,
    parent: superior.parent,
    parentVersion: superior.version!,
    ...(under !== undefined && { publishedUnder: under }),
    missing,
    added: found.added.map(namedItem),
    changed: found.changed.map(({ from, to, fields }) => ({
      ...namedItem(to),
      parentSerial: from.serialNo,
      fields: [...fields],
    })),
    findings: await findingsOf(ctx, agency, missing),
  };
}

/** A missing item is an error where the scheme says 只增不减, a warning elsewhere; ended with its law it is neither. */
async function findingsOf(
  ctx: Context,
  agency: string,
  missing: ItemComparison['missing'],
): Promise<ItemComparison['findings']> {
  const pack = await packInForce(ctx, { agency, on: ctx.today });
  const addOnly = addOnlyClause(pack);
  const { section } = addOnly ?? theRule(pack, 'items').clause;
  return missing
    .filter((item) => !item.repealed)
    .map(({ serial, name }) => ({
      code: 'MISSING_PARENT_ITEM' as const,
      severity: addOnly ? ('error' as const) : ('warning' as const),
      message: `上级清单第 ${serial} 项“${name}”本级没有（${section}）`,
      section,
    }));
}
