import { err, ok, type Result } from '../basics/result.ts';
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
export function unansweredRows(form: Blocks, answers: Readonly<Record<string, string>>): readonly string[] {
  return formRows(form)
    .map(({ id }) => id)
    .filter((id) => !Object.hasOwn(answers, id) || answers[id]!.trim() === '');
}

/** 合格 · 不合格 · 不涉及: what may be said of a row. */
export const ROW_ANSWERS = ['pass', 'fail', 'notApplicable'] as const;
export type RowAnswer = (typeof ROW_ANSWERS)[number];

/** A row as it was filled in; blank where nobody answered it. */
export interface FilledRow {
  readonly id: string;
  readonly answer?: RowAnswer | undefined;
  readonly note?: string | undefined;
}

/** What a complete form says, by the id of the row. */
export type FormAnswers = Readonly<Record<string, { readonly answer: RowAnswer; readonly note?: string | undefined }>>;

/** What keeps a form from being taken in, each in the order of the form or of what was filled in. */
export interface FormFaults {
  /** Ids that are filled in more than once. */
  readonly twice: readonly string[];
  /** Ids that the form does not have. */
  readonly unknown: readonly string[];
  readonly unanswered: readonly FormRow[];
  /** 不合格 without a word about what was found. */
  readonly noteMissing: readonly FormRow[];
}

/** What of a form its rows are read from. */
type Blocks = { readonly blocks: readonly Pick<FormBlock, 'rows'>[] };

export function formRows({ blocks }: Blocks): readonly FormRow[] {
  return blocks.flatMap(({ rows }) => rows);
}

/** The answers of a form that is complete; else everything that is wrong with it. */
export function answersOf(form: Blocks, filled: readonly FilledRow[]): Result<FormAnswers, FormFaults> {
  const rows = formRows(form);
  const known = new Set(rows.map(({ id }) => id));
  const ids = filled.map(({ id }) => id);
  const open = new Set(unansweredRows(form, Object.fromEntries(filled.map(({ id, answer = '' }) => [id, answer]))));
  const bare = new Set(
    filled.filter(({ answer, note }) => answer === 'fail' && noteOf(note) === '').map(({ id }) => id),
  );
  const faults: FormFaults = {
    twice: [...new Set(ids.filter((id, at) => ids.indexOf(id) !== at))],
    unknown: [...new Set(ids.filter((id) => !known.has(id)))],
    unanswered: rows.filter(({ id }) => open.has(id)),
    noteMissing: rows.filter(({ id }) => bare.has(id)),
  };
  if (Object.values(faults).some(({ length }) => length > 0)) return err(faults);
  return ok(Object.fromEntries(filled.map(({ id, answer, note }) => [id, said(answer!, noteOf(note))])));
}

function noteOf(note = ''): string {
  return note.trim();
}

function said(answer: RowAnswer, note: string): FormAnswers[string] {
  return note === '' ? { answer } : { answer, note };
}

/** Rows that were found 不合格, with what was found. */
export function failedRows(form: Blocks, answers: FormAnswers): readonly (FormRow & { readonly note: string })[] {
  return formRows(form).flatMap((row) => {
    const { answer, note = '' } = answers[row.id]!;
    return answer === 'fail' ? [{ ...row, note }] : [];
  });
}

/** What came, went and reads differently between two editions of a form, by the id of the row. */
export interface FormChanges {
  readonly added: readonly FormRow[];
  readonly gone: readonly FormRow[];
  readonly changed: readonly (FormRow & { readonly before: string })[];
}

export function formChanges(before: readonly FormRow[], now: readonly FormRow[]): FormChanges {
  const [old, current] = [textsOf(before), textsOf(now)];
  return {
    added: now.filter(({ id }) => !old.has(id)),
    gone: before.filter(({ id }) => !current.has(id)),
    changed: now.flatMap((row) => {
      const text = old.get(row.id);
      return text === undefined || text === row.text ? [] : [{ ...row, before: text }];
    }),
  };
}

function textsOf(rows: readonly FormRow[]): ReadonlyMap<string, string> {
  return new Map(rows.map(({ id, text }) => [id, text]));
}
