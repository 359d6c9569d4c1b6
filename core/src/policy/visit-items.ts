import type { CalendarDate } from '../basics/dates.ts';
import { classify } from './classify.ts';
import type { ClassId, ItemFacts, ObjectFacts } from './facts.ts';
import { expandItems } from './items.ts';
import { type Pack, theRule } from './pack.ts';

/** 一次入企，查该企业涉及的所有抽查事项: what is inspected at one object of a task, and what is left out and why. */

export interface LeftOutItem {
  readonly item: string;
  readonly reason: string;
}

export interface VisitItems {
  /** Serials in the order of the list. */
  readonly items: readonly string[];
  /** Items that concern the object and are not inspected. */
  readonly leftOut: readonly LeftOutItem[];
}

export interface VisitItemsAsk {
  readonly object: ObjectFacts;
  /** The class it was drawn in; absent where the task has a scope of its own. Its class of the day counts too. */
  readonly drawnAs?: ClassId;
  readonly date: CalendarDate;
  /** The list that the task rests on. */
  readonly list: readonly ItemFacts[];
  /** Items chosen for the whole task, and those left out with the reason given then. */
  readonly task: {
    readonly items: readonly string[];
    readonly leftOut?: { readonly items: readonly string[]; readonly reason: string };
  };
}

/**
 * Every item of the list that concerns the object, where the scheme asks for all of them on entry; else those of the task. These hold
 * as well where no item that may be inspected concerns it, as where a list has its own words for objects.
 */
export function visitItems(pack: Pack, ask: VisitItemsAsk): VisitItems {
  const { list, task } = ask;
  const serials = theRule(pack, 'items').value.expandAll ? concerning(pack, ask) : [];
  const found = list
    .filter(({ serialNo }) => serials.includes(serialNo))
    .map((item) => ({ item: item.serialNo, reason: leftOutReason(item, task) }));
  const items = found.filter(({ reason }) => reason === undefined).map(({ item }) => item);
  return {
    items: items.length === 0 ? task.items : items,
    leftOut: found.flatMap(({ item, reason }) => (reason === undefined ? [] : [{ item, reason }])),
  };
}

function concerning(pack: Pack, { object, drawnAs, date, list }: VisitItemsAsk): readonly string[] {
  const { class: own, beside } = classify(pack, { object, date });
  return [own, drawnAs ?? own].flatMap((cls) => {
    return expandItems(pack, { object, date, class: cls, beside, items: list }).serials;
  });
}

/** 无法律依据不检查: an item whose row lacks its authority or its law is left out, whatever the task says. */
function leftOutReason(item: ItemFacts, { leftOut }: VisitItemsAsk['task']): string | undefined {
  const missing = [
    ...(item.authority === undefined ? ['检查主体'] : []),
    ...(item.legalBasis.length === 0 ? ['检查依据'] : []),
  ];
  if (missing.length > 0) return `缺${missing.join('、')}`;
  return leftOut?.items.includes(item.serialNo) ? leftOut.reason : undefined;
}
