import type { ItemFacts } from './facts.ts';
import type { Clause, Pack } from './pack.ts';

/** One item list beside another: the list in force beside its draft, a superior list beside the own one, duties beside a list. */

export interface ListedItem extends ItemFacts {
  readonly content: string;
}

export type ItemField = 'objectKind' | 'itemGrade' | 'methods' | 'authority' | 'legalBasis' | 'content';

export interface ItemDifferences<T extends ListedItem> {
  /** Only in the first list. */
  readonly missing: readonly T[];
  /** Only in the second list. */
  readonly added: readonly T[];
  readonly changed: readonly { readonly from: T; readonly to: T; readonly fields: readonly ItemField[] }[];
}

/** An item is the same in two lists by its 抽查类别 and 抽查事项, never by its 序号: each list numbers for itself. */
export function sameItem(
  one: Pick<ItemFacts, 'category' | 'itemName'>,
  other: Pick<ItemFacts, 'category' | 'itemName'>,
): boolean {
  return nameOf(one) === nameOf(other);
}

/** Where a name comes twice, the item for the same kinds of object is the same one. */
export function compareItemLists<T extends ListedItem>(first: readonly T[], second: readonly T[]): ItemDifferences<T> {
  const rest = [...second];
  const pairs: { readonly from: T; readonly to: T }[] = [];
  const pairUp = (left: readonly T[], isSame: (from: T, to: T) => boolean) =>
    left.filter((from) => {
      const at = rest.findIndex((to) => isSame(from, to));
      if (at < 0) return true;
      pairs.push({ from, to: rest.splice(at, 1)[0]! });
      return false;
    });
  const alike = pairUp(first, (from, to) => sameItem(from, to) && wordsOf(from.objectKind) === wordsOf(to.objectKind));
  const missing = pairUp(alike, sameItem);
  const changed = pairs
    .map(({ from, to }) => ({ from, to, fields: changedFields(from, to) }))
    .filter(({ fields }) => fields.length > 0);
  return { missing, added: rest, changed };
}

function nameOf({ category, itemName }: Pick<ItemFacts, 'category' | 'itemName'>): string {
  return `${squeezed(category)}\n${squeezed(itemName)}`;
}

function squeezed(text: string): string {
  return text.normalize('NFKC').replaceAll(/\s/g, '');
}

function wordsOf(words: readonly string[]): string {
  return words.map(squeezed).sort().join('\n');
}

const FIELDS: Readonly<Record<ItemField, (item: ListedItem) => string>> = {
  objectKind: ({ objectKind }) => wordsOf(objectKind),
  itemGrade: ({ itemGrade }) => itemGrade,
  methods: ({ methods }) => wordsOf(methods),
  authority: ({ authority = '' }) => squeezed(authority),
  legalBasis: ({ legalBasis }) => wordsOf(legalBasis),
  content: ({ content }) => squeezed(content),
};

function changedFields(from: ListedItem, to: ListedItem): readonly ItemField[] {
  return (Object.keys(FIELDS) as ItemField[]).filter((field) => FIELDS[field](from) !== FIELDS[field](to));
}

/**
 * The clause under which items handed down stay unless their law is repealed (只增不减, AMB-24); undefined where the scheme
 * has no such phrase, or the pack reads it otherwise.
 */
export function addOnlyClause(pack: Pack): Clause | undefined {
  if (pack.settings['items.removal'] !== 'repealedOnly') return undefined;
  return pack.ambiguities.find(({ switches }) => switches.some(({ key }) => key === 'items.removal'))?.clause;
}

/** A duty of the agency as its 三定方案, 权责清单 or “互联网+监管”清单 names it. */
export interface Duty {
  readonly name: string;
  /** Is it suitable for random inspection? */
  readonly suitable: boolean;
  /** 序号 or name of the item that carries it out; empty = the item of the same name. */
  readonly item: string;
}

export interface DutyCoverage<D extends Duty> {
  readonly suitable: number;
  readonly covered: number;
  /** ⌊10,000 × covered / suitable⌋: hundredths of a percent, never rounded up to full; undefined where nothing is suitable. */
  readonly hundredths?: number;
  /** Suitable duties without an item, in the order given. */
  readonly gaps: readonly D[];
}

/** 将适用于随机抽查的监管事项全部纳入: how many suitable duties have an item on the list, and which have none. */
export function dutyCoverage<D extends Duty>(
  duties: readonly D[],
  items: readonly Pick<ItemFacts, 'serialNo' | 'category' | 'itemName'>[],
): DutyCoverage<D> {
  const known = new Set(
    items.flatMap(({ serialNo, category, itemName }) => [serialNo, category, itemName].map(squeezed)),
  );
  const suitable = duties.filter((duty) => duty.suitable);
  const gaps = suitable.filter(({ item, name }) => !known.has(squeezed(item === '' ? name : item)));
  const covered = suitable.length - gaps.length;
  return {
    suitable: suitable.length,
    covered,
    ...(suitable.length > 0 && { hundredths: Math.floor((covered * 10_000) / suitable.length) }),
    gaps,
  };
}
