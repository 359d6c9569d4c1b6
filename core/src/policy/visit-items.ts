import type { CalendarDate, Period } from '../basics/dates.ts';
import { classify } from './classify.ts';
import { closedItems, goesByItem } from './exclusions.ts';
import type { ClassId, ItemFacts, Level, ObjectFacts, VisitFact } from './facts.ts';
import { expandItems } from './items.ts';
import { type Pack, type Rule, theRule } from './pack.ts';
import { capFor, classRules } from './requirements.ts';

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
  /** What was done at the object this year besides, where cap and exemption go item by item. */
  readonly done?: { readonly level: Level; readonly period: Period; readonly visits: readonly VisitFact[] };
}

/**
 * Every item of the list that concerns the object, where the scheme asks for all of them on entry; else those of the task. These hold
 * as well where no item that may be inspected concerns it, as where a list has its own words for objects. An item that may not be
 * inspected again this year is left out, unless none would be left.
 */
export function visitItems(pack: Pack, ask: VisitItemsAsk): VisitItems {
  const { list, task } = ask;
  const serials = theRule(pack, 'items').value.expandAll ? concerning(pack, ask) : [];
  const found = list
    .filter(({ serialNo }) => serials.includes(serialNo))
    .map((item) => ({ item: item.serialNo, reason: leftOutReason(item, task) }));
  const items = found.filter(({ reason }) => reason === undefined).map(({ item }) => item);
  const asked = items.length === 0 ? task.items : items;
  const own = ofObject(pack, ask, asked);
  const closed = closedAt(pack, ask, own);
  const isSpent = closed.size > 0 && closed.size < own.length;
  return {
    items: isSpent ? asked.filter((item) => !closed.has(item)) : asked,
    leftOut: [
      ...found.flatMap(({ item, reason }) => (reason === undefined ? [] : [{ item, reason }])),
      ...(isSpent ? [...closed].map(([item, rule]) => ({ item, reason: closedReason(rule) })) : []),
    ],
  };
}

/**
 * Serials of what concerns an object, where cap or exemption go item by item; undefined where neither does. An item of the task that
 * is none of the object's keeps nobody in the pool (R-082: when all its items are exempt).
 */
export function itemsForCaps(pack: Pack, ask: VisitItemsAsk): readonly string[] | undefined {
  return goesByItem(pack) ? ofObject(pack, ask, visitItems(pack, ask).items) : undefined;
}

/** Why an item of a task is not on the form of one of its visits, where the scheme leaves the choice of items to the office. */
const OF_OTHERS = '本单位不是这一事项的检查对象';

/**
 * What of the items of a visit is on its form. Where the scheme asks for all items that concern the object it has no others; elsewhere an office
 * chooses for a whole task: of these those that concern the object by the class it was drawn in, its class of today or its traits, and all where
 * none does.
 */
export function itemsOnForm(pack: Pack, ask: VisitItemsAsk, scope: VisitItems): VisitItems {
  if (theRule(pack, 'items').value.expandAll) return scope;
  const items = ofObject(pack, ask, scope.items);
  const others = scope.items.filter((item) => !items.includes(item));
  return { items, leftOut: [...scope.leftOut, ...others.map((item) => ({ item, reason: OF_OTHERS }))] };
}

/** Of some items those that concern the object; all of them where none does. */
function ofObject(pack: Pack, ask: VisitItemsAsk, items: readonly string[]): readonly string[] {
  const serials = concerning(pack, ask);
  const own = items.filter((item) => serials.includes(item));
  return own.length > 0 ? own : items;
}

function closedAt(pack: Pack, { object, drawnAs, date, done }: VisitItemsAsk, items: readonly string[]) {
  if (done === undefined) return new Map<string, Rule<'cap'> | Rule<'exemption'>>();
  const { level, period, visits } = done;
  const scope = { class: drawnAs ?? classify(pack, { object, date }).class, level };
  const frame = {
    ...{ pack, rules: classRules(pack, scope), cap: capFor(pack, scope) },
    input: { ...scope, period, date, items },
  };
  return closedItems(frame, visits);
}

function closedReason({ topic, clause: { section } }: Rule<'cap'> | Rule<'exemption'>): string {
  return topic === 'cap'
    ? `本年度对该单位的这一事项抽查次数已达上限（${section}）`
    : `本年度上级抽查该单位的这一事项没有发现问题，不再检查（${section}）`;
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
