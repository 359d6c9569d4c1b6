import type { Column } from '@sunlot/contract/columns.ts';
import type { CalendarDate } from '@sunlot/core/basics/dates.ts';
import type { DateSpan, Evidence, KeyListEntry, RecordFact } from '@sunlot/core/policy/facts.ts';
import { privateUse, rareCharacters, splitSeveral, standardCharacter } from './clean-text.ts';
import {
  type DatedEvent,
  type Parsed,
  parseDate,
  parseEvents,
  parseKeyList,
  parseRecords,
  parseSpan,
  parseYesNo,
  splitEvidence,
} from './parse-values.ts';
import type { RowReader } from './row-reader.ts';
import type { TableRow } from './table.ts';

/** Values of a row's cells by their column's type. A blank cell gives undefined; a bad one an error in the reader. */

const LONGEST_NAME = 200;

/** A name as draws and notices print it: rare characters are pointed out, not refused. */
export function readName(reader: RowReader, id: string): string | undefined {
  const value = reader.column(id).required ? reader.required(id) : reader.text(id);
  if (value === undefined) return undefined;
  if (value.length > LONGEST_NAME) reader.error(id, 'tooLong', `超过 ${LONGEST_NAME} 个字，请核对。`);
  for (const char of privateUse(value)) {
    const standard = standardCharacter(char);
    const advice = standard ? `多半是“${standard}”，请改用标准字` : '请换成标准字或注明读音';
    reader.warn(id, 'privateUse', `含有造字（U+${codeOf(char)}），别的电脑上显示不出来。${advice}。`);
  }
  for (const char of rareCharacters(value)) {
    reader.warn(id, 'rareCharacter', `含有生僻字“${char}”（U+${codeOf(char)}），打印和大屏前请核对显示。`);
  }
  return value;
}

export function readChoice(reader: RowReader, id: string): string | undefined {
  if (reader.column(id).required && reader.lacks(id)) reader.required(id);
  return reader.parsed(id, 'badChoice', (text) => pick(reader.column(id), text));
}

export function readChoices(reader: RowReader, id: string): readonly string[] | undefined {
  const text = reader.text(id);
  if (text === undefined) return undefined;
  const found = new Set<string>();
  for (const word of text.split(/[；;、，,/\s]+/).filter((part) => part !== '')) {
    const one = pick(reader.column(id), word);
    if (one.ok) found.add(one.value);
    else reader.error(id, 'badChoice', one.error);
  }
  return [...found];
}

export function readList(reader: RowReader, id: string): readonly string[] | undefined {
  const values = splitSeveral(reader.text(id) ?? '');
  return values.length === 0 ? undefined : values;
}

export function readDate(reader: RowReader, id: string): CalendarDate | undefined {
  return reader.parsed(id, 'badDate', parseDate);
}

export function readSpan(reader: RowReader, id: string): DateSpan | undefined {
  return reader.parsed(id, 'badSpan', parseSpan);
}

export function readEvents(reader: RowReader, id: string): readonly DatedEvent[] {
  return reader.parsed(id, 'badEvent', parseEvents) ?? [];
}

/** Undefined where there are none. */
export function readRecords(reader: RowReader, id: string): readonly RecordFact[] | undefined {
  const records = reader.parsed(id, 'badDate', parseRecords) ?? [];
  return records.length > 0 ? records : undefined;
}

/** A row whose flags are without what stands behind them, what that is, and the cells in which it cannot be read. */
export type Evidenced = {
  readonly row: TableRow;
  readonly evidence: Readonly<Record<string, Evidence>>;
  readonly faults: readonly { readonly id: string; readonly message: string }[];
};

/** Takes day and document off the cells of the given columns. */
export function takeEvidence(row: TableRow, ids: readonly string[]): Evidenced {
  const bearing = ids.filter((id) => /[|｜（(]/.test(row.cells[id] ?? ''));
  if (bearing.length === 0) return { row, evidence: {}, faults: [] };
  const cells: Record<string, string> = { ...row.cells };
  const evidence: Record<string, Evidence> = {};
  const faults: { id: string; message: string }[] = [];
  for (const id of bearing) {
    const stated = splitEvidence(cells[id]!);
    if (!stated.ok) {
      faults.push({ id, message: stated.error });
      delete cells[id];
      continue;
    }
    const { value, ...found } = stated.value;
    cells[id] = value;
    if (Object.keys(found).length > 0) evidence[id] = found;
  }
  return { row: { ...row, cells }, evidence, faults };
}

export function readKeyList(reader: RowReader, id: string): readonly KeyListEntry[] {
  return reader.parsed(id, 'badChoice', parseKeyList) ?? [];
}

export function readYesNo(reader: RowReader, id: string): boolean | undefined {
  return reader.parsed(id, 'badChoice', parseYesNo);
}

export function readInteger(reader: RowReader, id: string): number | undefined {
  return reader.parsed(id, 'badNumber', (text): Parsed<number> => {
    const digits = /^(\d{1,3})年?$/.exec(text)?.[1];
    return digits === undefined ? refuse(`“${text}”不是整数，请改正。`) : { ok: true, value: Number(digits) };
  });
}

/** Decimal degrees, kept as text: they are never computed with as binary fractions. */
export function readDegrees(reader: RowReader, id: string, [from, to]: readonly [number, number]): string | undefined {
  return reader.parsed(id, 'badNumber', (text): Parsed<string> => {
    const fits = /^\d{1,3}(?:\.\d{1,10})?$/.test(text) && Number(text) >= from && Number(text) <= to;
    return fits ? { ok: true, value: text } : refuse(`“${text}”不在 ${from}–${to} 度之间，请用十进制度数填写。`);
  });
}

const IDS_BY_WORD = new WeakMap<Column, ReadonlyMap<string, string>>();

/** Every word of a column's choices, in capitals, with the identifier it stands for. */
function idsByWord(column: Column): ReadonlyMap<string, string> {
  let ids = IDS_BY_WORD.get(column);
  if (!ids) {
    const entries = Object.entries(column.choices ?? {});
    ids = new Map(entries.flatMap(([id, words]) => words.map((word) => [word.toUpperCase(), id] as const)));
    IDS_BY_WORD.set(column, ids);
  }
  return ids;
}

function pick(column: Column, text: string): Parsed<string> {
  const ids = idsByWord(column);
  const id = ids.get(text) ?? ids.get(text.normalize('NFKC').toUpperCase());
  if (id !== undefined) return { ok: true, value: id };
  const wanted = Object.values(column.choices ?? {}).map((words) => words[0]);
  return refuse(`“${text}”不是${column.header}的可选值，请改为：${wanted.join('、')}。`);
}

/** A record without the fields that are undefined. */
export function known<T extends object>(record: T): Partial<T> {
  const fields: Partial<T> = {};
  for (const key in record) {
    if (record[key] !== undefined) fields[key] = record[key];
  }
  return fields;
}

function refuse(error: string): { readonly ok: false; readonly error: string } {
  return { ok: false, error };
}

function codeOf(char: string): string {
  return char.codePointAt(0)!.toString(16).toUpperCase();
}
