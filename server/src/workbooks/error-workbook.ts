import { once } from 'node:events';
import { Worker } from 'node:worker_threads';
import { ERROR_COLUMN } from '@sunlot/contract/columns.ts';
import { err, ok, type Result } from '@sunlot/core/basics/result.ts';
import { strToU8, zipSync } from 'fflate';
import { addComments } from './mark-comments.ts';
import { type CellMark, markSheet } from './mark-sheet.ts';
import { addRedStyles } from './mark-styles.ts';
import type { MarkMessage } from './mark-worker.ts';
import { csvRows } from './read-csv.ts';
import type { Finding } from './row-reader.ts';
import { type Layout, ReadError, type ReadProblem, readLimits } from './table.ts';
import { findParts, readSharedStrings } from './workbook-parts.ts';
import { type Mark, writeMarkedTable } from './write-table.ts';
import { openZip, type Zip } from './zip-guard.ts';

/** What was wrong with a row of the file. */
export type RowError = { readonly rowNumber: number; readonly findings: readonly Finding[] };

/** More comments than this make spreadsheets slow; further bad cells are only coloured. */
const MOST_COMMENTS = 2000;

/**
 * Gives an office its own workbook back: the same sheets, cells and looks, bad cells red and with a comment, and a last
 * column 错误原因 (one from an earlier return is written anew). It can be corrected and imported again as it is.
 * A text file comes back as .xlsx. Works in a thread of its own.
 */
export async function errorWorkbook(
  bytes: Uint8Array,
  layout: Layout,
  errors: readonly RowError[],
): Promise<Result<Uint8Array, ReadProblem>> {
  const worker = new Worker(new URL('./mark-worker.ts', import.meta.url), { workerData: { bytes, layout, errors } });
  try {
    const [message]: MarkMessage[] = await once(worker, 'message');
    return message!.kind === 'marked' ? ok(message!.bytes) : err(message!.problem);
  } finally {
    await worker.terminate();
  }
}

/** The same, in this thread. Throws `ReadError` where the file cannot be read. */
export function markWorkbook(bytes: Uint8Array, layout: Layout, errors: readonly RowError[]): Promise<Uint8Array> {
  return bytes[0] === 0x50 && bytes[1] === 0x4b ? markXlsx(bytes, layout, errors) : markText(bytes, layout, errors);
}

/** Bad cells by row, columns from 0. A finding of a column that the file lacks marks the reason alone. */
function marksOf(layout: Layout, errors: readonly RowError[]): ReadonlyMap<number, CellMark> {
  const indexOf = new Map(layout.headers.map(({ column, index }) => [column, index]));
  return new Map(
    errors.map(({ rowNumber, findings }) => {
      const cells = new Map<number, string>();
      for (const { column, message } of findings) {
        const index = indexOf.get(column);
        if (index !== undefined) cells.set(index, cells.has(index) ? `${cells.get(index)}\n${message}` : message);
      }
      return [rowNumber, { cells, reason: findings.map(({ message }) => message).join(' ') }];
    }),
  );
}

async function markXlsx(bytes: Uint8Array, layout: Layout, errors: readonly RowError[]): Promise<Uint8Array> {
  const zip = openZip(bytes, readLimits);
  const places = await findParts(zip);
  const sheet = places.sheets.find(({ name }) => name === layout.sheet);
  if (!sheet) throw new ReadError('noSuchSheet', `没有名为“${layout.sheet}”的工作表。`);
  const marks = marksOf(layout, errors);
  const strings = places.strings === undefined ? [] : await readSharedStrings(zip, places.strings);
  const styles = places.styles === undefined ? undefined : addRedStyles(await zip.text(places.styles));
  const marked = markSheet(await zip.text(sheet.path), {
    layout,
    marks,
    strings,
    redStyle: styles?.red,
    title: ERROR_COLUMN,
  });
  const changed = new Map<string, string>();
  const comments = marked.comments.slice(0, MOST_COMMENTS);
  changed.set(sheet.path, await addComments({ zip, sheetPath: sheet.path, sheet: marked.xml, comments, changed }));
  if (places.styles !== undefined && styles) changed.set(places.styles, styles.xml());
  return rezip(zip, changed);
}

async function rezip(zip: Zip, changed: ReadonlyMap<string, string>): Promise<Uint8Array> {
  const files: Record<string, Uint8Array> = {};
  for (const name of zip.entries.keys()) {
    if (!name.endsWith('/') && !changed.has(name)) files[name] = await bytesOf(zip, name);
  }
  for (const [name, text] of changed) files[name] = strToU8(text);
  return zipSync(files, { level: 6, mtime: new Date('2000-01-01T00:00:00') });
}

async function bytesOf(zip: Zip, name: string): Promise<Uint8Array> {
  const pieces: Uint8Array[] = [];
  for await (const piece of zip.pieces(name)) pieces.push(piece);
  return new Uint8Array(Buffer.concat(pieces));
}

async function markText(bytes: Uint8Array, layout: Layout, errors: readonly RowError[]): Promise<Uint8Array> {
  const rows: string[][] = [];
  for await (const batch of csvRows(bytes)) {
    for (const { values } of batch) rows.push(values.map(String));
  }
  const put = (row: number, text: string) => {
    const cells = rows[row];
    if (!cells) return;
    while (cells.length < layout.errorColumn) cells.push('');
    cells[layout.errorColumn] = text;
  };
  const marks: Mark[] = [];
  for (let row = layout.headerRow; row < rows.length; row++) {
    if (rows[row]!.length > layout.errorColumn) put(row, '');
  }
  put(layout.headerRow - 1, ERROR_COLUMN);
  for (const [rowNumber, { cells, reason }] of marksOf(layout, errors)) {
    put(rowNumber - 1, reason);
    for (const [column, message] of cells) marks.push({ row: rowNumber - 1, column, reason: message });
  }
  return writeMarkedTable(rows, marks);
}
