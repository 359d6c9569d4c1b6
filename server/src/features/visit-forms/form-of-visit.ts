import type { VisitFormView } from '@sunlot/contract/items.ts';
import { isScopedKind } from '@sunlot/contract/task-kinds.ts';
import type { FormLeftOut } from '@sunlot/contract/visit-forms.ts';
import { type Pack, theRule } from '@sunlot/core/policy/pack.ts';
import { formRows } from '@sunlot/core/policy/visit-form.ts';
import type { VisitItems } from '@sunlot/core/policy/visit-items.ts';
import type { Context } from '../../context.ts';
import { type StoredItem, selectItemsOfList, selectListedItems } from '../../items/listed-items.ts';
import { concernedItems, formWithEdition } from '../../items/object-form.ts';
import { visitScope } from '../../items/visit-scope.ts';
import { versionOfPeriod } from '../../packs/pack-store.ts';
import { Problem } from '../../problem.ts';
import { recognisedParts, withoutParts } from '../../visits/recognised-parts.ts';
import { selectPublished, type TaskRow } from './sql.ts';
import type { Visit } from './visits-of-task.ts';

/** The form of a visit that nobody submitted yet. */
export type BlankForm = VisitFormView & { readonly leftOut?: FormLeftOut };

/** Why an item of a task is not on the form of one of its visits, where the scheme leaves the choice of items to the office. */
const OTHERS = '本单位不是这一事项的检查对象';

/**
 * The form of a visit: the items that it was sent out with, as the list in force words them, and below it those that concern the object
 * and are left out, each with its reason. Whoever took the place of an object since has the items that concern it today.
 */
export async function formOfVisit(ctx: Context, task: TaskRow, visit: Visit): Promise<BlankForm> {
  const { agency } = task;
  const published = await selectPublished(ctx.tx, agency);
  if (!published) throw new Problem('items.notPublished', { agency });
  // As it was sent out, also where another version has begun since.
  const pack = await versionOfPeriod(ctx, task);
  const list = await selectItemsOfList(ctx.tx, task.item_list_id);
  const scope = withoutParts(
    scopeOf(ctx, { task, visit, pack, list }),
    (await recognisedParts(ctx, task)).get(visit.key),
  );
  const chosen = await inForce(ctx, { task, published: published.id, list, serials: scope.items });
  const items = concerned(ctx, pack, { task, visit, items: chosen });
  const others = chosen.filter((item) => !items.includes(item));
  const leftOut = [
    ...scope.leftOut.map(({ item, reason }) => ({ item, name: nameOf(list, item), reason })),
    ...others.map(({ serialNo, itemName }) => ({ item: serialNo, name: itemName, reason: OTHERS })),
  ];
  const form = formWithEdition(pack, {
    agency,
    object: { key: visit.key, name: visit.name },
    facts: visit.facts,
    items,
    version: published.version,
  });
  if (formRows(form).length === 0) throw new Problem('form.empty', { rank: visit.rank, task: task.code });
  return { ...form, ...(leftOut.length > 0 && { leftOut }) };
}

type Placed = { readonly task: TaskRow; readonly visit: Visit };
type ScopeInput = Placed & { readonly pack: Pack; readonly list: readonly StoredItem[] };

/** As it was sent out; worked out anew for who holds the rank since, or where nothing was kept. */
function scopeOf(ctx: Context, { task, visit, pack, list }: ScopeInput): VisitItems {
  const { items, left_out: leftOut, sent_k: sentK, k, facts } = visit;
  if (items !== null && leftOut !== null && sentK === k) return { items, leftOut };
  return visitScope(ctx, { task, pack, facts, list });
}

type Listed = {
  readonly task: TaskRow;
  readonly published: string;
  readonly list: readonly StoredItem[];
  readonly serials: readonly string[];
};

/** Items as the published list has them: in a later version they are the same by category and name. */
async function inForce(ctx: Context, { task, published, list, serials }: Listed): Promise<readonly StoredItem[]> {
  const own = list.filter(({ serialNo }) => serials.includes(serialNo));
  if (task.item_list_id === published) return own;
  const names = new Set(own.map(sameBy));
  return (await selectListedItems(ctx.tx, task.agency)).filter((item) => names.has(sameBy(item)));
}

function sameBy({ category, itemName }: StoredItem): string {
  return JSON.stringify([category, itemName]);
}

function nameOf(list: readonly StoredItem[], serial: string): string {
  return list.find(({ serialNo }) => serialNo === serial)?.itemName ?? serial;
}

type Concern = Placed & { readonly items: readonly StoredItem[] };

/**
 * Where the scheme asks for all items that concern the object, the visit has no others. Elsewhere an office chooses for a whole task: of these,
 * those that concern the object by the class it was drawn in, its class of today or its traits, and all where none does.
 */
function concerned(ctx: Context, pack: Pack, { task, visit, items }: Concern): readonly StoredItem[] {
  if (theRule(pack, 'items').value.expandAll) return items;
  const { facts } = visit;
  const today = concernedItems(ctx, pack, { facts, items }).items;
  const drawnAs = isScopedKind(task.class) ? [] : concernedItems(ctx, pack, { facts, items, class: task.class }).items;
  const found = items.filter((item) => today.includes(item) || drawnAs.includes(item));
  return found.length > 0 ? found : items;
}
