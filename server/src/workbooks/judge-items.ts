import { itemVocabulary, methodChoices } from '@sunlot/contract/item-columns.ts';
import type { ItemFacts, Method } from '@sunlot/core/policy/facts.ts';
import type { Named } from '@sunlot/core/policy/rule-topics.ts';
import { splitSeveral } from './clean-text.ts';
import { readChoice } from './read-values.ts';
import { createRowReader, type Judged, type RowReader } from './row-reader.ts';
import type { TableRow } from './table.ts';

/** An item as a row states it. */
export type ItemRow = {
  readonly facts: ItemFacts;
  readonly content: string;
  /** 监管事项 of the scheme that it belongs to; empty where the row names none. */
  readonly matter: string;
  /** Expected fields that the row lacks: such an item is kept, shown as incomplete, and gives no legal basis to a task. */
  readonly missing: readonly ('authority' | 'legalBasis')[];
  /** `derived`: added locally, not in the list handed down. A remark that begins with 增补 says so. */
  readonly origin: 'list' | 'derived';
  readonly remarks: Readonly<Record<string, string>>;
};

type Draft = {
  readonly row: TableRow;
  readonly reader: RowReader;
  readonly serial: string;
  readonly category: string | undefined;
};

/**
 * Judges an item list as a whole, because its rows lean on each other: a blank 序号 or 抽查类别 continues the row
 * above, and the items of one 序号 become `5a`, `5b`, … in their order. `ownMethods`: the scheme's words for ways of inspecting.
 */
export function judgeItems(rows: readonly TableRow[], ownMethods: readonly Named[] = []): readonly Judged<ItemRow>[] {
  const drafts = continueFromAbove(rows);
  const seen = new Map<string, number>();
  return drafts.map((draft) => {
    const value = readItem(draft, serialOf(draft, drafts), ownMethods);
    const { errors, warnings } = draft.reader;
    const { rowNumber } = draft.row;
    if (value) {
      const same = JSON.stringify([value.facts.category, value.facts.itemName, value.facts.objectKind]);
      const earlier = seen.get(same) ?? seen.get(value.facts.serialNo);
      if (earlier !== undefined)
        draft.reader.error('itemName', 'duplicate', `与第 ${earlier} 行重复。请只保留一行，或改用不同的序号。`);
      seen.set(same, rowNumber).set(value.facts.serialNo, rowNumber);
    }
    return value && errors.length === 0
      ? { ok: true, rowNumber, value, warnings }
      : { ok: false, rowNumber, errors, warnings };
  });
}

function continueFromAbove(rows: readonly TableRow[]): readonly Draft[] {
  let serial = 0;
  let above: { readonly serial: string; readonly category: string | undefined } | undefined;
  return rows.map((row) => {
    const reader = createRowReader(row, itemVocabulary);
    const category = reader.text('category') ?? above?.category;
    if (category === undefined) reader.required('category');
    const continues = reader.lacks('serialNo') && category === above?.category;
    const own = reader.text('serialNo') ?? (continues ? above!.serial : String(serial + 1));
    if (/^\d+/.test(own)) serial = Number.parseInt(own, 10);
    above = { serial: own, category };
    return { row, reader, serial: own, category };
  });
}

/** Rows that share a serial number are lettered in their order. */
function serialOf(draft: Draft, drafts: readonly Draft[]): string {
  const sharing = drafts.filter(({ serial, category }) => serial === draft.serial && category === draft.category);
  if (sharing.length < 2 || !/^\d+$/.test(draft.serial)) return draft.serial;
  return `${draft.serial}${String.fromCharCode(97 + sharing.indexOf(draft))}`;
}

function readItem(
  { row, reader, category }: Draft,
  serialNo: string,
  ownMethods: readonly Named[],
): ItemRow | undefined {
  const itemName = reader.required('itemName');
  const objectKind = splitSeveral((reader.required('objectKind') ?? '').replaceAll('、', '；'));
  const itemGrade = readChoice(reader, 'itemGrade');
  const methods = readMethods(reader, ownMethods);
  const authority = reader.text('authority');
  const legalBasis = splitSeveral(reader.text('legalBasis') ?? '').map(withoutNumber);
  const missing: ('authority' | 'legalBasis')[] = [];
  if (authority === undefined) missing.push('authority');
  if (legalBasis.length === 0) missing.push('legalBasis');
  for (const column of missing) {
    reader.warn(
      column,
      'incomplete',
      `${column === 'authority' ? '检查主体' : '检查依据'}没有填写，已导入并标为“信息不全”；无法律依据不检查，请补上。`,
    );
  }
  if (!itemName || objectKind.length === 0 || !itemGrade || category === undefined) return undefined;
  const facts: ItemFacts = {
    serialNo,
    category,
    itemName,
    objectKind,
    itemGrade: itemGrade === 'key' ? 'key' : 'general',
    methods,
    ...(authority !== undefined && { authority }),
    legalBasis,
  };
  const isDerived = Object.values(row.remarks).some((remark) => remark.startsWith('增补'));
  return {
    facts,
    content: reader.text('content') ?? '',
    matter: reader.text('matter') ?? '',
    missing,
    origin: isDerived ? 'derived' : 'list',
    remarks: row.remarks,
  };
}

/** How the item list calls what a scheme names in words of its own. */
const methodOfScheme: Readonly<Partial<Record<Method, keyof typeof methodChoices>>> = {
  onSite: '现场检查',
  tech: '科技检查',
  written: '书面检查',
  thirdParty: '委托第三方机构',
};

/** `现场检查书面检查` is two methods; signs and spaces between them are optional. */
function readMethods(reader: RowReader, ownMethods: readonly Named[]): readonly string[] {
  const text = reader.required('methods');
  if (text === undefined) return [];
  const own = ownMethods.flatMap(({ id, text: name }) => {
    const known = methodOfScheme[id as Method];
    return known ? [{ id: known, name }] : [];
  });
  const words = [
    ...Object.entries(methodChoices).flatMap(([id, names]) => names.map((name) => ({ id, name }))),
    ...own,
  ].sort((a, b) => b.name.length - a.name.length);
  const found = new Set<string>();
  let rest = text;
  while (rest !== '') {
    const word = words.find(({ name }) => rest.startsWith(name));
    if (word) found.add(word.id);
    else if (!/^[；;、，,/\s+和及]/.test(rest)) {
      reader.error(
        'methods',
        'badChoice',
        `“${text}”里有认不出的检查方式，可用：${[...new Set([...Object.keys(methodChoices), ...own.map(({ name }) => name)])].join('、')}。`,
      );
      break;
    }
    rest = rest.slice(word ? word.name.length : 1);
  }
  return [...found];
}

/** `1.《环境保护法》第二十四条` → without its number. */
function withoutNumber(law: string): string {
  return law.replace(/^(?:\d{1,2}[.．、]|[（(]\d{1,2}[）)])\s*/, '');
}
