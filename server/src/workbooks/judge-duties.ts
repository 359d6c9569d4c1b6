import { dutyVocabulary } from '@sunlot/contract/duty-columns.ts';
import { readChoice, readYesNo } from './read-values.ts';
import { createRowReader, type Judged } from './row-reader.ts';
import type { TableRow } from './table.ts';

/** A duty as a row states it. */
export type DutyRow = {
  readonly source: string;
  readonly dutyNo: string;
  readonly name: string;
  readonly suitable: boolean;
  /** 序号 or name of the item for it; empty = the item of the same name. */
  readonly item: string;
  readonly remarks: Readonly<Record<string, string>>;
};

/** No duty comes twice in one source. */
export function judgeDuties(rows: readonly TableRow[]): readonly Judged<DutyRow>[] {
  const rowOf = new Map<string, number>();
  return rows.map((row) => {
    const reader = createRowReader(row, dutyVocabulary);
    const source = readChoice(reader, 'source');
    const name = reader.required('dutyName');
    if (reader.lacks('suitable')) reader.required('suitable');
    const suitable = readYesNo(reader, 'suitable');
    const key = `${source}\n${name}`;
    const earlier = rowOf.get(key);
    if (earlier !== undefined)
      reader.error('dutyName', 'duplicate', `与第 ${earlier} 行重复，同一来源的职责只写一行，请删去一行。`);
    rowOf.set(key, row.rowNumber);
    const { errors, warnings } = reader;
    const { rowNumber, remarks } = row;
    if (!source || !name || suitable === undefined || errors.length > 0)
      return { ok: false, rowNumber, errors, warnings };
    const value = { source, name, suitable, remarks };
    const dutyNo = reader.text('dutyNo') ?? '';
    return { ok: true, rowNumber, value: { ...value, dutyNo, item: reader.text('item') ?? '' }, warnings };
  });
}
