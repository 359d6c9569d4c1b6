import type { ItemFacts } from './facts.ts';
import { type Pack, theRule } from './pack.ts';
import { type Source, sourceOf } from './requirements.ts';

/** 现场检查表: one form for one visit, however many items it inspects (一表通查). */

export interface FormRow {
  /** `p1`, `p2` … of the permit, `5a.1` … of an item: what an answer names. */
  readonly id: string;
  readonly text: string;
}

export interface FormBlock {
  readonly kind: 'permit' | 'item';
  /** 序号 of the item. */
  readonly serial?: string;
  readonly title: string;
  readonly rows: readonly FormRow[];
}

export interface VisitForm extends Source {
  readonly blocks: readonly FormBlock[];
}

export interface FormAsk {
  /** 许可事项 of the object's discharge permit. */
  readonly permitMatters?: readonly string[];
  readonly items: readonly (Pick<ItemFacts, 'serialNo' | 'itemName'> & { readonly content: string })[];
}

/**
 * A block for each item, a row for each line of its 抽查内容, or one for the item itself. Where the scheme wants 以排污许可证载明事项为重点的
 * 清单式执法检查, the matters of the permit come first.
 */
export function visitForm(pack: Pack, { permitMatters = [], items }: FormAsk): VisitForm {
  const rule = theRule(pack, 'documents');
  const permit = rule.value.checklist === 'permitFirst' ? permitMatters : [];
  const first: FormBlock = {
    kind: 'permit',
    title: '排污许可证载明事项',
    rows: permit.map((text, index) => ({ id: `p${index + 1}`, text })),
  };
  return { blocks: [...(permit.length > 0 ? [first] : []), ...items.map(itemBlock)], ...sourceOf(rule) };
}

function itemBlock({ serialNo, itemName, content }: FormAsk['items'][number]): FormBlock {
  const lines = content.split(/[\n；;]/).map((line) => line.trim());
  const texts = lines.filter((line) => line !== '');
  const rows = (texts.length > 0 ? texts : [itemName]).map((text, index) => ({ id: `${serialNo}.${index + 1}`, text }));
  return { kind: 'item', serial: serialNo, title: itemName, rows };
}

/** Rows without an answer, in the order of the form: a form with one of them is not complete. */
export function unansweredRows(
  { blocks }: Pick<VisitForm, 'blocks'>,
  answers: Readonly<Record<string, string>>,
): readonly string[] {
  return blocks
    .flatMap(({ rows }) => rows.map(({ id }) => id))
    .filter((id) => !Object.hasOwn(answers, id) || answers[id]!.trim() === '');
}
