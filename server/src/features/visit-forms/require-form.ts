import type { VisitFormView } from '@sunlot/contract/items.ts';
import type { SubmitForm } from '@sunlot/contract/visit-forms.ts';
import { answersOf, type FormAnswers, type FormRow, formChanges, formRows } from '@sunlot/core/policy/visit-form.ts';
import { Problem } from '../../problem.ts';
import { cleanText } from '../../workbooks/clean-text.ts';
import type { Visit } from './visits-of-task.ts';

/** As many rows as a refusal lists. */
const SHOWN = 30;

type Form = Pick<VisitFormView, 'blocks' | 'edition'>;
type Filled = Pick<SubmitForm, 'edition' | 'printedFor' | 'rows'> & { readonly task: string; readonly visit: Visit };

/** Is it the form of this visit, as it reads now? @throws Problem form.otherObject, form.outdated, form.textChanged */
export function requireEdition(form: Form, { edition: given, printedFor, rows, task, visit }: Filled): void {
  const { rank, key } = visit;
  if (printedFor !== undefined && printedFor.toUpperCase() !== key)
    throw new Problem('form.otherObject', { given: printedFor, rank });
  const filled = rows.flatMap(({ id, text }) => (text === undefined ? [] : [{ id, text: plain(text) }]));
  const now = formRows(form).map(({ id, text }) => ({ id, text: plain(text) }));
  const { edition } = form;
  if (given !== edition)
    throw new Problem('form.outdated', { given, edition, rank, task, changes: changesText(form, given, filled) });
  const { changed } = formChanges(filled, now);
  if (changed.length > 0)
    throw new Problem('form.textChanged', { n: changed.length, rows: listed(changed.map(rewritten)) });
}

function changesText(form: Form, given: string, filled: readonly FormRow[]): string {
  const versions = `填的是清单第 ${versionOf(given)} 版，现为第 ${versionOf(form.edition)} 版`;
  if (filled.length === 0) return versions;
  const now = formRows(form).map(({ id, text }) => ({ id, text: plain(text) }));
  const { added, gone, changed } = formChanges(filled, now);
  const part = (word: string, rows: readonly string[]) =>
    `${word} ${rows.length} 行${rows.length === 0 ? '' : `（${listed(rows)}）`}`;
  return [
    versions,
    part('新增', added.map(named)),
    part('取消', gone.map(named)),
    part('改动', changed.map(rewritten)),
  ].join('；');
}

function versionOf(edition: string): string {
  return /^(\d{1,6})-/.exec(edition)?.[1] ?? '—';
}

/** Every row answered once, and what is bad described. @throws Problem form.rowsTwice, form.rowsUnknown, form.unanswered, form.noteMissing */
export function requireAnswers(form: Form, rows: SubmitForm['rows']): FormAnswers {
  const taken = answersOf(form, rows);
  if (taken.ok) return taken.value;
  const { twice, unknown, unanswered, noteMissing } = taken.error;
  refuse('form.rowsTwice', twice);
  refuse('form.rowsUnknown', unknown);
  refuse('form.unanswered', unanswered.map(named));
  refuse('form.noteMissing', noteMissing.map(named));
  throw new Error('a form is refused for no reason');
}

function refuse(code: Problem['code'], rows: readonly string[]): void {
  if (rows.length > 0) throw new Problem(code, { n: rows.length, rows: listed(rows) });
}

function named({ id, text }: FormRow): string {
  return `${id} ${text}`;
}

function rewritten({ id, text, before }: FormRow & { readonly before: string }): string {
  return `${id} 表上“${before}”，现为“${text}”`;
}

function listed(rows: readonly string[]): string {
  return rows.slice(0, SHOWN).join('、') + (rows.length > SHOWN ? ` 等 ${rows.length} 行` : '');
}

/** As the reader of workbooks cleans a cell. */
function plain(text: string): string {
  return cleanText(text, 'text').text;
}
