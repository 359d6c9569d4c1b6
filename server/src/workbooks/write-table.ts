import { writeXlsx } from 'hucre/xlsx';
import type { RowError } from './error-workbook.ts';

/** A column of an export or a template. `values` become a drop-down list. */
export type WriteColumn = { readonly header: string; readonly width?: number; readonly values?: readonly string[] };

export type WriteTable = {
  readonly sheet: string;
  readonly columns: readonly WriteColumn[];
  readonly rows: readonly (readonly string[])[];
  /** Texts of a sheet 填写说明 in front, one paragraph each. */
  readonly instructions?: readonly string[];
};

/** Part of the file: nothing in it depends on when it was written. */
const NO_TIME = new Date('2000-01-01T00:00:00Z');
const TEXT = { numFmt: '@' };
const BAD = { numFmt: '@', fill: { type: 'pattern', pattern: 'solid', fgColor: { rgb: 'FFC7CE' } } } as const;

/**
 * An .xlsx whose every cell is text (`@`): codes keep their digits, and a name that begins with `=` stays a name.
 * The header is frozen. Deterministic.
 */
export function writeTable({ sheet, columns, rows, instructions }: WriteTable): Promise<Uint8Array> {
  const lists = columns.flatMap(({ values }, i) =>
    values && values.join(',').length <= 250
      ? [
          {
            type: 'list' as const,
            values: [...values],
            allowBlank: true,
            showErrorMessage: false,
            range: columnRange(i),
          },
        ]
      : [],
  );
  const table = {
    name: sheet,
    columns: columns.map(({ width = 16 }) => ({ width, style: TEXT })),
    rows: [columns.map(({ header }) => header), ...rows.map((row) => [...row])],
    freezePane: { rows: 1 },
    dataValidations: lists,
  };
  const guide = { name: '填写说明', columns: [{ width: 100 }], rows: (instructions ?? []).map((line) => [line]) };
  return writeXlsx({
    sheets: instructions ? [guide, table] : [table],
    properties: { created: NO_TIME, modified: NO_TIME },
  });
}

/** A text file given back as a workbook: every cell text, bad cells coloured, with their reasons as comments. */
export function writeMarkedTable(rows: readonly (readonly string[])[], marks: readonly Mark[]): Promise<Uint8Array> {
  const cells = new Map(
    marks.map(({ row, column, reason }) => [
      `${row},${column}`,
      { value: rows[row]?.[column] ?? '', style: BAD, comment: { author: '导入检查', text: reason } },
    ]),
  );
  const width = Math.max(1, ...rows.map((row) => row.length));
  const columns = Array.from({ length: width }, () => ({ width: 16, style: TEXT }));
  const sheet = { name: '名录', columns, rows: rows.map((row) => [...row]), cells };
  return writeXlsx({ sheets: [sheet], properties: { created: NO_TIME, modified: NO_TIME } });
}

/** A cell to colour; row and column from 0. */
export type Mark = {
  readonly row: number;
  readonly column: number;
  readonly reason: RowError['findings'][number]['message'];
};

/** CSV in UTF-8 with a mark, which Excel and WPS open rightly; what looks like a formula is led by a quote. */
export function writeCsv(rows: readonly (readonly string[])[]): Uint8Array {
  const lines = rows.map((row) => row.map((cell) => quote(withoutFormula(cell))).join(','));
  return new TextEncoder().encode(`\ufeff${lines.join('\r\n')}\r\n`);
}

/** A text that a spreadsheet would compute (`=`, `+`, `-`, `@`, also full-width or behind spaces) gets a quote in front. */
export function withoutFormula(text: string): string {
  return /^[\s\p{Zs}]*[=+\-@＝＋－＠]/u.test(text) || /^[\t\r]/.test(text) ? `'${text}` : text;
}

function quote(cell: string): string {
  return /[",\r\n;\t]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell;
}

function columnRange(index: number): string {
  const name = columnName(index);
  return `${name}2:${name}20000`;
}

/** 0 → `A`, 26 → `AA`. */
export function columnName(index: number): string {
  return index < 26 ? String.fromCharCode(65 + index) : columnName(Math.floor(index / 26) - 1) + columnName(index % 26);
}
