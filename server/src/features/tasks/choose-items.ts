import type { CreateTask } from '@sunlot/contract/tasks.ts';
import { type Pack, theRule } from '@sunlot/core/policy/pack.ts';
import type { ItemsLeftOut } from '../../db/schema-items.ts';
import type { PublishedItem } from '../../items/published-items.ts';
import { Problem } from '../../problem.ts';

type Choice = { readonly items: readonly PublishedItem[]; readonly leftOut: ItemsLeftOut | null };

/**
 * Of the items that concern the class: those that are named, or all of a category, or all. Where the scheme wants all of them
 * inspected on entry, what is left out needs a reason.
 */
export function chooseItems(pack: Pack, concerned: readonly PublishedItem[], asked: CreateTask): Choice {
  if (asked.items === undefined && asked.category === undefined) return { items: concerned, leftOut: null };
  const items = [...new Set([...named(concerned, asked.items ?? []), ...ofCategory(concerned, asked.category)])];
  const rest = concerned.filter((item) => !items.includes(item)).map(({ serial }) => serial);
  if (rest.length === 0) return { items: concerned, leftOut: null };
  const { value, clause } = theRule(pack, 'items');
  const reason = asked.leaveOutReason ?? '';
  if (value.expandAll && reason === '')
    throw new Problem('task.leftOutNeedsReason', { items: rest.join('、'), section: clause.section });
  return { items: concerned.filter((item) => items.includes(item)), leftOut: { items: rest, reason } };
}

function named(concerned: readonly PublishedItem[], serials: readonly string[]): readonly PublishedItem[] {
  const known = concerned.map(({ serial }) => serial);
  const unknown = serials.filter((serial) => !known.includes(serial));
  if (unknown.length > 0)
    throw new Problem('items.outsideList', { items: unknown.join('、'), serials: known.join('、') });
  return concerned.filter(({ serial }) => serials.includes(serial));
}

/** Choosing a category takes all its items. */
function ofCategory(concerned: readonly PublishedItem[], category: string | undefined): readonly PublishedItem[] {
  if (category === undefined) return [];
  const items = concerned.filter((item) => item.category === category);
  const categories = [...new Set(concerned.map((item) => item.category))].join('、');
  if (items.length === 0) throw new Problem('task.categoryUnknown', { category, categories });
  return items;
}
