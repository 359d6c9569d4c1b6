import { drawResultVocabulary } from '@sunlot/contract/drawn-elsewhere.ts';
import { err, ok, type Result } from '@sunlot/core/basics/result.ts';
import { readTable } from './read-table.ts';
import { createRowReader } from './row-reader.ts';

/** One drawn object: its key in the directory, and name and team in the words of the file. */
export type ResultRow = {
  readonly rowNumber: number;
  readonly key: string;
  readonly name?: string;
  readonly team?: string;
};

/** Reads the result of a draw from the workbook of the department that held it. The error is a Chinese sentence. */
export async function readDrawResult(bytes: Uint8Array, file: string): Promise<Result<readonly ResultRow[], string>> {
  const table = await readTable(bytes, file, { vocabulary: drawResultVocabulary });
  if (!table.ok) return err(table.error.message);
  const rows: ResultRow[] = [];
  for (const row of table.value.rows) {
    const reader = createRowReader(row, drawResultVocabulary);
    const code = reader.required('creditCode');
    if (code === undefined) return err(`第 ${row.rowNumber} 行没有统一社会信用代码`);
    const project = reader.text('projectNumber');
    const name = reader.text('name');
    const team = reader.text('team');
    const key = code.toUpperCase() + (project === undefined ? '' : `/${project}`);
    const told = { ...(name !== undefined && { name }), ...(team !== undefined && { team }) };
    rows.push({ rowNumber: row.rowNumber, key, ...told });
  }
  return ok(rows);
}
