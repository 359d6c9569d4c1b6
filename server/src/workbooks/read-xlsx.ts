import { TextDecoder } from 'node:util';
import type { CellValue, RawRow } from './table.ts';
import { cellPlace, dateOfSerial, decodeEscapes, type WorkbookParts } from './workbook-parts.ts';
import { attribute, createXmlScanner, type XmlHandler } from './xml-events.ts';
import { decode, type Zip } from './zip-guard.ts';

/** More columns than any office's list; cells beyond are not read. */
const MAX_COLUMNS = 512;

/** The rows of one sheet in order, in batches as they are unpacked. Only what is stored is read: no formula runs. */
export async function* xlsxRows(zip: Zip, path: string, parts: WorkbookParts): AsyncGenerator<readonly RawRow[]> {
  let ready: RawRow[] = [];
  const scanner = createXmlScanner(rowHandler(parts, (row) => ready.push(row)));
  const decoder = new TextDecoder('utf-8', { fatal: true });
  for await (const piece of zip.pieces(path)) {
    scanner.write(decode(decoder, piece, true));
    if (ready.length === 0) continue;
    yield ready;
    ready = [];
  }
  scanner.write(decode(decoder, new Uint8Array(), false));
  scanner.end();
  if (ready.length > 0) yield ready;
}

type OpenCell = { type: string; style: number; value: string; inline: string; hasFormula: boolean };

function rowHandler(parts: WorkbookParts, emit: (row: RawRow) => void): XmlHandler {
  let rowIndex = -1;
  let column = -1;
  let values: CellValue[] = [];
  let cell: OpenCell | undefined;
  let inValue = false;
  let inInline = false;
  let phonetic = false;
  return {
    open: (name, attributes) => {
      if (name === 'c') {
        column = cellPlace(attribute(attributes, 'r') ?? '')?.column ?? column + 1;
        cell = {
          type: attribute(attributes, 't') ?? 'n',
          style: Number(attribute(attributes, 's') ?? -1),
          value: '',
          inline: '',
          hasFormula: false,
        };
      } else if (name === 'v') inValue = cell !== undefined;
      else if (name === 't') inInline = cell !== undefined && !phonetic;
      else if (name === 'rPh') phonetic = true;
      else if (name === 'f' && cell) cell.hasFormula = true;
      else if (name === 'row') {
        rowIndex = Number(attribute(attributes, 'r') ?? rowIndex + 2) - 1;
        column = -1;
        values = [];
      }
    },
    close: (name) => {
      if (name === 'c' && cell) {
        if (column < MAX_COLUMNS) setCell(values, column, cellValue(cell, parts));
        cell = undefined;
      } else if (name === 'v') inValue = false;
      else if (name === 't') inInline = false;
      else if (name === 'rPh') phonetic = false;
      else if (name === 'row') emit({ rowNumber: rowIndex + 1, values });
    },
    text: (text) => {
      if (inValue && cell) cell.value += text;
      else if (inInline && cell) cell.inline += text;
    },
  };
}

function setCell(values: CellValue[], column: number, value: CellValue): void {
  if (value === null) return;
  while (values.length < column) values.push(null);
  values[column] = value;
}

function cellValue(cell: OpenCell, parts: WorkbookParts): CellValue {
  switch (cell.type) {
    case 's':
      return parts.sharedStrings[Number(cell.value)] || null;
    case 'inlineStr':
      return decodeEscapes(cell.inline) || null;
    case 'str':
      return decodeEscapes(cell.value) || null;
    case 'b':
      return cell.value === '' ? null : cell.value === '1' || cell.value === 'true';
    case 'e':
      return { error: cell.value };
    case 'd':
      return /^\d{4}-\d{2}-\d{2}/.test(cell.value) ? { date: cell.value.slice(0, 10) } : cell.value || null;
    default:
      return numberValue(cell, parts);
  }
}

function numberValue({ value, style, hasFormula }: OpenCell, parts: WorkbookParts): CellValue {
  if (value === '') return hasFormula ? { error: '公式没有结果' } : null;
  const number = Number(value);
  if (Number.isNaN(number)) return value;
  const date = parts.dateStyles[style] ? dateOfSerial(number, parts.from1904) : undefined;
  return date === undefined ? number : { date };
}
