import type { HandedDownEntry } from '@sunlot/contract/handed-down.ts';
import { handedDownVocabulary } from '@sunlot/contract/handed-down-columns.ts';
import { isProjectKey } from '@sunlot/contract/identifiers.ts';
import { readCreditCode } from './read-identifiers.ts';
import { readDate } from './read-values.ts';
import { createRowReader, type Judged, type RowReader } from './row-reader.ts';
import type { TableRow } from './table.ts';

/** Judges the rows of a list handed down. A row without a code is known by its name. */
export function judgeHandedDown(rows: readonly TableRow[]): readonly Judged<HandedDownEntry>[] {
  return rows.map((row) => {
    const reader = createRowReader(row, handedDownVocabulary);
    const name = reader.required('name');
    const key = readKey(reader);
    const due = readDate(reader, 'due');
    const { errors, warnings } = reader;
    const { rowNumber } = row;
    if (name === undefined || errors.length > 0) return { ok: false, rowNumber, errors, warnings };
    const value = { name, ...(key !== undefined && { key }), ...(due !== undefined && { due }) };
    return { ok: true, rowNumber, value, warnings };
  });
}

/** As in the directory: a project is `<owner's code>/<project number>`. */
function readKey(reader: RowReader): string | undefined {
  const creditCode = readCreditCode(reader, 'creditCode');
  const number = reader.text('projectNumber');
  if (number === undefined) return creditCode;
  const key = number.includes('/') || creditCode === undefined ? number : `${creditCode}/${number}`;
  if (isProjectKey(key)) return key;
  reader.error('projectNumber', 'badCode', `“${key}”应写成“建设单位信用代码/项目编号”。`);
  return undefined;
}
