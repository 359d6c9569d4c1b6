import { IN_CHINESE } from '@sunlot/contract/chinese-faults.ts';
import { answerChoices, formVocabulary } from '@sunlot/contract/form-columns.ts';
import type { VisitFormView } from '@sunlot/contract/items.ts';
import { FilledForm, type FormLeftOut } from '@sunlot/contract/visit-forms.ts';
import { type FormAnswers, ROW_ANSWERS, type RowAnswer } from '@sunlot/core/policy/visit-form.ts';
import { Problem } from '../problem.ts';
import { readTable } from './read-table.ts';
import { readChoice } from './read-values.ts';
import { createRowReader, type RowReader } from './row-reader.ts';
import type { TableRow } from './table.ts';
import { writeCsv, writeTable } from './write-table.ts';

/** A form with some hundred rows is far below it. */
const MOST_BYTES = 5_000_000;
const SHOWN = 10;
const WIDTHS: Readonly<Record<string, number>> = { row: 8, title: 28, text: 60, answer: 12, note: 40, object: 26 };

type Printed = Pick<VisitFormView, 'object' | 'edition' | 'blocks'> & { readonly leftOut?: FormLeftOut | undefined };

/** The form as a file to fill in, `.xlsx` or `.csv` by its name; with answers, as it was filled in. @throws Problem request.invalid */
export function formFile(
  { object, edition, blocks, leftOut = [] }: Printed,
  file: string,
  answers: FormAnswers = {},
): Uint8Array | Promise<Uint8Array> {
  const rows = blocks.flatMap(({ serial = '', title, rows: lines }) =>
    lines.map(({ id, text }) => {
      const { answer, note = '' } = answers[id] ?? {};
      const word = answer === undefined ? '' : answerChoices[answer][0];
      return [id, `${serial} ${title}`.trim(), text, word, note, object.key, edition];
    }),
  );
  // Below the rows, in the first column alone: read back they are no rows.
  const below = leftOut.map(({ item, name, reason }) => [`本次不检查 ${item} ${name}：${reason}`]);
  const columns = formVocabulary.columns.map(({ id, header }) => ({
    header,
    width: WIDTHS[id] ?? 20,
    ...(id === 'answer' && { values: ROW_ANSWERS.map((answer) => answerChoices[answer][0]) }),
  }));
  if (/\.csv$/i.test(file)) return writeCsv([columns.map(({ header }) => header), ...rows, ...below]);
  if (/\.xlsx$/i.test(file)) return writeTable({ sheet: '现场检查表', columns, rows: [...rows, ...below] });
  throw new Problem('request.invalid', { what: `检查表写成 .xlsx 或 .csv 文件，不能写成 ${file}` });
}

/** A filled-in form from a workbook, a text file, or JSON as the HTTP route takes it. @throws Problem import.unreadable */
export async function readFormFile(bytes: Uint8Array, file: string): Promise<FilledForm> {
  if (bytes.length > MOST_BYTES) throw unreadable(file, '文件超过 5 MB，不是一张检查表。请确认选对了文件。');
  if (/\.json$/i.test(file)) return readJson(bytes, file);
  const table = await readTable(bytes, file, { vocabulary: formVocabulary });
  if (!table.ok) throw unreadable(file, table.error.message);
  const readers = table.value.rows.filter(isFormRow).map((row) => createRowReader(row, formVocabulary));
  const rows = readers.map(filledRow);
  const faults = readers.flatMap(({ row, errors }) =>
    errors.map(({ column, message }) => `第 ${row.rowNumber} 行 ${headerOf(column)}：${message}`),
  );
  if (faults.length > 0) {
    const more = faults.length > SHOWN ? `等 ${faults.length} 处` : '';
    throw unreadable(file, faults.slice(0, SHOWN).join('') + more);
  }
  const edition = theOne(readers, 'edition');
  const printedFor = theOne(readers, 'object');
  if (edition === undefined) throw unreadable(file, '没有表号。请重新取表（--out）填写，并保留表号一列。');
  return fits(file, { edition, rows, ...(printedFor !== undefined && { printedFor }) });
}

/** A line for signatures below the table has words in one column and is none of its rows. */
function isFormRow({ cells: { row: _, ...others } }: TableRow): boolean {
  return Object.keys(others).length > 0;
}

function filledRow(reader: RowReader): object {
  const said = {
    id: reader.required('row') ?? '',
    answer: readChoice(reader, 'answer') as RowAnswer | undefined,
    note: reader.text('note'),
    text: reader.text('text'),
  };
  return Object.fromEntries(Object.entries(said).filter(([, value]) => value !== undefined));
}

/** What all rows of a column say, where they say anything. */
function theOne(readers: readonly RowReader[], id: 'edition' | 'object'): string | undefined {
  const values = [...new Set(readers.flatMap(({ row }) => row.cells[id] ?? []))];
  if (values.length > 1)
    throw new Problem('form.severalEditions', { n: values.length, column: headerOf(id), values: values.join('、') });
  return values[0];
}

function headerOf(id: string): string {
  return formVocabulary.columns.find((column) => column.id === id)!.header;
}

function readJson(bytes: Uint8Array, file: string): FilledForm {
  let value: unknown;
  try {
    value = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes));
  } catch {
    throw unreadable(file, '不是 UTF-8 的 JSON。');
  }
  return fits(file, value);
}

function fits(file: string, value: unknown): FilledForm {
  const parsed = FilledForm.safeParse(value, IN_CHINESE);
  if (parsed.success) return parsed.data;
  const issue = parsed.error.issues[0]!;
  throw unreadable(file, `${issue.path.join('.')}：${issue.message}`);
}

function unreadable(file: string, why: string): Problem {
  return new Problem('import.unreadable', { file, why });
}
