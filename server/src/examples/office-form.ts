import { dayNumber } from '@sunlot/core/basics/dates.ts';
import iconv from 'iconv-lite';
import { type FixtureBook, type FixtureCell, type FixtureSheet, makeXlsx } from '../workbooks/workbook-fixture.ts';

/** Lists in the form of one office: its own headers in its own order, a title, who filled it in, a footer. */

/** A row by the ids of the columns. What the office has no header for stays out. */
export type Row = Readonly<Record<string, FixtureCell>>;

/** The header as the office writes it, and the column it stands for; `#` numbers the rows. */
export type Header = readonly [text: string, column: string];

export type OfficeForm = {
  readonly sheet: string;
  readonly title?: string;
  readonly filledIn?: string;
  readonly headers: readonly Header[];
  readonly footer?: readonly (readonly FixtureCell[])[];
};

const TITLE = 1;
const HEADER = 2;
const DATE = 3;

/** Cell styles that the forms use; `TITLE`, `HEADER` and `DATE` count from one. */
const STYLES: NonNullable<FixtureBook['styles']> = [
  { bold: true, size: 16, centred: true },
  { bold: true, centred: true, wrapped: true },
  { format: 14 },
  { wrapped: true },
];

/** A day as Excel keeps it: a number with a date format. */
export function excelDate(date: string): FixtureCell {
  return { attributes: `s="${DATE}"`, xml: `<v>${dayNumber(date) - dayNumber('1899-12-30')}</v>` };
}

/** A day as different people write it, in turn. */
export function handwritten(date: string, turn: number): string {
  const [year, month, day] = date.split('-');
  const forms = [date, `${year}年${Number(month)}月${Number(day)}日`, `${year}/${Number(month)}/${Number(day)}`];
  return forms[turn % forms.length]!;
}

export function gridOf(form: OfficeForm, rows: readonly (Row | undefined)[]): readonly (readonly FixtureCell[])[] {
  const { title, filledIn, headers, footer = [] } = form;
  let number = 0;
  return [
    ...(title === undefined ? [] : [[{ text: title, style: TITLE }]]),
    ...(filledIn === undefined ? [] : [[filledIn]]),
    headers.map(([text]) => ({ text, style: HEADER })),
    ...rows.map((row) => {
      if (row === undefined) return [];
      number += 1;
      return headers.map(([, column]) => (column === '#' ? number : (row[column] ?? null)));
    }),
    ...footer,
  ];
}

function sheetOf(form: OfficeForm, rows: readonly (Row | undefined)[]): FixtureSheet {
  const { headers, title, sheet } = form;
  const widths = headers.map(([, column], i) => {
    const width = WIDTHS[column] ?? 14;
    return `<col min="${i + 1}" max="${i + 1}" width="${width}" customWidth="1"/>`;
  });
  return {
    name: sheet,
    head: `<cols>${widths.join('')}</cols>`,
    rows: gridOf(form, rows),
    ...(title === undefined ? {} : { merges: [`A1:${lettersOf(headers.length - 1)}1`] }),
  };
}

const WIDTHS: Readonly<Record<string, number>> = {
  '#': 6,
  name: 34,
  address: 34,
  creditCode: 22,
  legalBasis: 40,
  inspectors: 26,
};

function lettersOf(column: number): string {
  return column < 26
    ? String.fromCharCode(65 + column)
    : lettersOf(Math.floor(column / 26) - 1) + lettersOf(column % 26);
}

/** A workbook of one list, with other sheets before it where an office keeps some. */
export function bookOf(
  form: OfficeForm,
  rows: readonly (Row | undefined)[],
  before: readonly FixtureSheet[] = [],
): Uint8Array {
  return makeXlsx({ styles: STYLES, sheets: [...before, sheetOf(form, rows)] });
}

/** The same as text in GB18030, as old programs export it. */
export function csvBytes(grid: readonly (readonly FixtureCell[])[]): Uint8Array {
  return iconv.encode(grid.map(csvLine).join(''), 'gb18030');
}

function csvLine(cells: readonly FixtureCell[]): string {
  return `${cells.map((cell) => quote(textOf(cell))).join(',')}\r\n`;
}

function textOf(cell: FixtureCell): string {
  if (cell === null) return '';
  if (typeof cell === 'object') return 'text' in cell ? cell.text : '';
  return String(cell);
}

function quote(text: string): string {
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
