import type { VisitFormView } from '@sunlot/contract/items.ts';
import { isScopedKind } from '@sunlot/contract/task-kinds.ts';
import type { ObjectFacts } from '@sunlot/core/policy/facts.ts';
import type { Pack } from '@sunlot/core/policy/pack.ts';
import { formRows } from '@sunlot/core/policy/visit-form.ts';
import type { Context } from '../../context.ts';
import { type StoredItem, selectListedItems } from '../../items/listed-items.ts';
import { concernedItems, formWithEdition } from '../../items/object-form.ts';
import { packInForce } from '../../packs/pack-store.ts';
import { Problem } from '../../problem.ts';
import { selectItemNames, selectPublished, type TaskRow } from './sql.ts';
import type { Visit } from './visits-of-task.ts';

/**
 * The form of a visit by the list in force: of the items chosen for the task those that concern the object, by the class it was
 * drawn in, its class of today and its traits. Where none does, all that were chosen.
 */
export async function formOfVisit(ctx: Context, task: TaskRow, visit: Visit): Promise<VisitFormView> {
  const { agency } = task;
  const list = await selectPublished(ctx.tx, agency);
  if (!list) throw new Problem('items.notPublished', { agency });
  const pack = await packInForce(ctx, { agency, on: ctx.today });
  const chosen = await chosenItems(ctx, task, list.id);
  const concerned = concernedOf(ctx, pack, { task, facts: visit.facts, items: chosen });
  const form = formWithEdition(pack, {
    agency,
    object: { key: visit.key, name: visit.name },
    facts: visit.facts,
    items: concerned.length > 0 ? concerned : chosen,
    version: list.version,
  });
  if (formRows(form).length === 0) throw new Problem('form.empty', { rank: visit.rank, task: task.code });
  return form;
}

/** Items of the published list that the task inspects: in a later version they are the same by category and name. */
async function chosenItems(ctx: Context, task: TaskRow, listId: string): Promise<readonly StoredItem[]> {
  const items = await selectListedItems(ctx.tx, task.agency);
  if (task.item_list_id === listId) return items.filter(({ serialNo }) => task.items.includes(serialNo));
  const before = await selectItemNames(ctx.tx, task.item_list_id);
  const names = new Set(before.filter(({ serial }) => task.items.includes(serial)).map(sameBy));
  return items.filter(({ category, itemName }) => names.has(sameBy({ category, name: itemName })));
}

function sameBy({ category, name }: { readonly category: string; readonly name: string }): string {
  return JSON.stringify([category, name]);
}

type Concern = { readonly task: TaskRow; readonly facts: ObjectFacts; readonly items: readonly StoredItem[] };

function concernedOf(ctx: Context, pack: Pack, { task, facts, items }: Concern): readonly StoredItem[] {
  const today = concernedItems(ctx, pack, { facts, items }).items;
  if (isScopedKind(task.class)) return today;
  const drawnAs = concernedItems(ctx, pack, { facts, items, class: task.class }).items;
  return items.filter((item) => today.includes(item) || drawnAs.includes(item));
}
