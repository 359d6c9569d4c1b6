import type { Column, Vocabulary } from '@sunlot/contract/columns.ts';
import { cleanText } from './clean-text.ts';
import type { CellValue, Layout, MergedCells, Note, NoteCode, RawRow, TableRow } from './table.ts';
import { dateOfSerial } from './workbook-parts.ts';

const FOOTER =
  /^(?:合计|总计|小计|填表人|填报人|填表单位|填报单位|制表|审核人|审核:|审核：|负责人签|填表日期|填报日期|备注[:：]|注[:：]|说明[:：])/;
const EXAMPLE = /^[（(【[]?(?:示例|例如|样例|例[:：])/;

type Place = { readonly index: number; readonly text: string; readonly column: Column | undefined };

export type AssemblerInput = {
  readonly layout: Layout;
  readonly vocabulary: Vocabulary;
  readonly merges: readonly MergedCells[];
  readonly from1904: boolean;
  readonly note: (note: Note) => void;
};

/**
 * Makes rows by column ids out of a sheet's raw rows, to be called row after row. Answers undefined for what is no row
 * of the list: anything up to the header, blank rows, an example, a row of column numbers, the footer.
 */
export function createRowAssembler(input: AssemblerInput): (raw: RawRow) => TableRow | undefined {
  const places = input.layout.headers.map(({ index, text, column }) => ({
    index,
    text,
    column: input.vocabulary.columns.find(({ id }) => id === column),
  }));
  const fillDown = createFillDown(input.merges, input.layout.headerRow);
  return (raw) => {
    const { values, filled } = fillDown(raw);
    if (raw.rowNumber <= input.layout.headerRow) return undefined;
    const present = places.filter(({ index }) => !isBlank(values[index]));
    if (present.length === 0) return undefined;
    const row = cellsOf(present, { values, rowNumber: raw.rowNumber }, input);
    const other = notARow(present, values, raw.rowNumber === input.layout.headerRow + 1);
    if (other) {
      input.note({ rowNumber: raw.rowNumber, header: '', ...other });
      return undefined;
    }
    for (const { index, text } of present) {
      if (filled.has(index)) row.notes.push({ rowNumber: raw.rowNumber, header: text, code: 'mergedCell' });
    }
    row.notes.forEach(input.note);
    return Object.keys(row.cells).length === 0 && Object.keys(row.remarks).length === 0 ? undefined : row;
  };
}

function isBlank(value: CellValue | undefined): boolean {
  return value === null || value === undefined || (typeof value === 'string' && value.trim() === '');
}

/** Gives every cell of a downward merge the value of its top left cell. */
function createFillDown(merges: readonly MergedCells[], headerRow: number) {
  const starts = new Map<number, MergedCells[]>();
  for (const merge of merges) {
    if (merge.toRow === merge.fromRow || merge.fromRow < headerRow) continue;
    starts.set(merge.fromRow, [...(starts.get(merge.fromRow) ?? []), merge]);
  }
  let open: { readonly merge: MergedCells; readonly value: CellValue }[] = [];
  return ({
    rowNumber,
    values,
  }: RawRow): { readonly values: readonly CellValue[]; readonly filled: ReadonlySet<number> } => {
    const row = rowNumber - 1;
    open = open.filter(({ merge }) => merge.toRow >= row);
    const out = open.length > 0 ? [...values] : values;
    const filled = new Set<number>();
    for (const { merge, value } of open) {
      if (!isBlank(out[merge.fromColumn]) || isBlank(value)) continue;
      (out as CellValue[])[merge.fromColumn] = value;
      filled.add(merge.fromColumn);
    }
    for (const merge of starts.get(row) ?? []) open.push({ merge, value: values[merge.fromColumn] ?? null });
    return { values: out, filled };
  };
}

/** Rows that are written like rows and are none. */
function notARow(
  present: readonly Place[],
  values: readonly CellValue[],
  isFirst: boolean,
): { readonly code: NoteCode; readonly detail?: string } | undefined {
  const first = values[present[0]!.index];
  const text = typeof first === 'string' ? first.replace(/\s/g, '') : '';
  if (present.length <= 4 && FOOTER.test(text)) return { code: 'footer', detail: text.slice(0, 20) };
  if (EXAMPLE.test(text)) return { code: 'example' };
  const numbers = present.map(({ index }) => String(values[index]).replace(/[（()）\s]/g, ''));
  const counting = numbers.every((number, i) => /^\d{1,3}$/.test(number) && Number(number) === Number(numbers[0]) + i);
  return isFirst && present.length >= 3 && counting ? { code: 'numbering' } : undefined;
}

type Cells = {
  cells: Record<string, string>;
  remarks: Record<string, string>;
  numeric: string[];
  notes: Note[];
  rowNumber: number;
};

function cellsOf(
  present: readonly Place[],
  raw: { readonly values: readonly CellValue[]; readonly rowNumber: number },
  { from1904 }: AssemblerInput,
): Cells {
  const row: Cells = { rowNumber: raw.rowNumber, cells: {}, remarks: {}, numeric: [], notes: [] };
  for (const { index, text: header, column } of present) {
    const value = raw.values[index]!;
    const note = (code: NoteCode, detail?: string) =>
      row.notes.push({ rowNumber: raw.rowNumber, header, code, ...(detail !== undefined && { detail }) });
    if (typeof value === 'object' && value && 'error' in value) note('formulaError', value.error);
    if (typeof value === 'number' && column) row.numeric.push(column.id);
    const cleaned = cleanText(plainText(value), column?.type ?? 'text');
    for (const code of cleaned.notes) note(code);
    const text = column?.type === 'date' ? serialToDate(cleaned.text, from1904, note) : cleaned.text;
    if (text === '') continue;
    if (column) row.cells[column.id] = text;
    else row.remarks[header in row.remarks ? `${header}#${index + 1}` : header] = text;
  }
  return row;
}

function serialToDate(text: string, from1904: boolean, note: (code: NoteCode, detail: string) => void): string {
  const date = /^\d{5}(?:\.\d+)?$/.test(text) ? dateOfSerial(Number(text), from1904) : undefined;
  if (date === undefined) return text;
  note('serialDate', `${text} → ${date}`);
  return date;
}

/** Whole numbers in full, never `9.1E+17`; fractions to the 15 digits a spreadsheet keeps. */
function plainText(value: CellValue): string {
  if (typeof value === 'string') return value;
  if (typeof value === 'number') {
    return Number.isInteger(value) ? BigInt(value).toString() : String(Number(value.toPrecision(15)));
  }
  if (typeof value === 'boolean') return value ? '是' : '否';
  return value !== null && 'date' in value ? value.date : '';
}
