import type { FormLeftOut } from '@sunlot/contract/visit-forms.ts';
import type { ObjectFacts } from '@sunlot/core/policy/facts.ts';
import type { Pack } from '@sunlot/core/policy/pack.ts';
import type { LeftOutItem, VisitItems } from '@sunlot/core/policy/visit-items.ts';
import type { Context } from '../context.ts';
import { recognisedParts, withoutParts } from '../visits/recognised-parts.ts';
import { type StoredItem, selectItemsOfList, selectListedItems, selectPublishedList } from './listed-items.ts';
import { formScope, type ScopeInput, visitScope } from './visit-scope.ts';

/** The items on the form of each visit of a task: whoever tells what is inspected at a unit tells these. */

type Task = ScopeInput['task'] & {
  readonly code: string;
  readonly agency: string;
  readonly item_list_id: string;
};

/** A visit as it was sent out, with the facts of who holds its rank now. */
export type SentItems = {
  readonly key: string;
  readonly facts: ObjectFacts;
  /** Null where it was sent out before these were kept. */
  readonly items: readonly string[] | null;
  readonly left_out: readonly LeftOutItem[] | null;
  /** Which object they are of, and which one holds the rank. */
  readonly sent_k: number | null;
  readonly k: number;
};

export type FormItems = { readonly items: readonly StoredItem[]; readonly leftOut: FormLeftOut };

/** Of a task, how the forms of its visits are made. */
export type FormMaker = {
  /** Of a visit that was sent out. */
  readonly ofSent: (visit: SentItems) => FormItems;
  /** Of what is inspected at an object by what is known. */
  readonly ofScope: (facts: ObjectFacts, scope: VisitItems) => FormItems;
};

export async function formMaker(
  ctx: Context,
  { task, pack }: { readonly task: Task; readonly pack: Pack },
): Promise<FormMaker> {
  const list = await selectItemsOfList(ctx.tx, task.item_list_id);
  const published = await selectPublishedList(ctx.tx, task.agency);
  const isLater = published !== undefined && published.id !== task.item_list_id;
  const listed = isLater ? await selectListedItems(ctx.tx, task.agency) : undefined;
  const parts = await recognisedParts(ctx, task);
  const ofScope: FormMaker['ofScope'] = (facts, scope) => {
    const chosen = inForce(list, listed, scope.items);
    const serials = { items: chosen.map(({ serialNo }) => serialNo), leftOut: [] };
    const form = formScope(ctx, { task, pack, facts, list: chosen }, serials);
    const named = (from: readonly StoredItem[]) => (one: LeftOutItem) => ({
      item: one.item,
      name: from.find(({ serialNo }) => serialNo === one.item)?.itemName ?? one.item,
      reason: one.reason,
    });
    return {
      items: chosen.filter(({ serialNo }) => form.items.includes(serialNo)),
      leftOut: [...scope.leftOut.map(named(list)), ...form.leftOut.map(named(chosen))],
    };
  };
  // As it was sent out; worked out anew for who holds the rank since, or where nothing was kept.
  const sentScope = ({ facts, items, left_out: leftOut, sent_k: sentK, k }: SentItems): VisitItems =>
    items !== null && leftOut !== null && sentK === k
      ? { items, leftOut }
      : visitScope(ctx, { task, pack, facts, list });
  return {
    ofScope,
    ofSent: (visit) => ofScope(visit.facts, withoutParts(sentScope(visit), parts.get(visit.key))),
  };
}

/** Items as the published list has them: in a later version they are the same by category and name. */
function inForce(
  list: readonly StoredItem[],
  listed: readonly StoredItem[] | undefined,
  serials: readonly string[],
): readonly StoredItem[] {
  const own = list.filter(({ serialNo }) => serials.includes(serialNo));
  if (listed === undefined) return own;
  const names = new Set(own.map(sameBy));
  return listed.filter((item) => names.has(sameBy(item)));
}

function sameBy({ category, itemName }: StoredItem): string {
  return JSON.stringify([category, itemName]);
}
