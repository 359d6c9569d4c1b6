import type { Vocabulary } from '@sunlot/contract/columns.ts';
import { objectVocabulary } from '@sunlot/contract/object-columns.ts';
import { strToU8, zipSync } from 'fflate';
import {
  type Note,
  noteSentence,
  ReadError,
  type ReadOptions,
  type ReadProblem,
  type Table,
  type TableRow,
} from './table.ts';
import { tableEvents } from './table-events.ts';

/**
 * Workbooks for tests and examples, written as raw OOXML the way Excel and WPS do it: no library of ours writes what ours reads.
 * A cell is a text (shared string), a number, or raw XML of its own (`{ xml }`, put inside `<c …>`).
 */
export type FixtureCell =
  | string
  | number
  | null
  | { readonly xml: string; readonly attributes?: string }
  | { readonly text: string; readonly style: number };

export type FixtureSheet = {
  readonly name: string;
  readonly rows: readonly (readonly FixtureCell[])[];
  /** `A1:C1` */
  readonly merges?: readonly string[];
  readonly hidden?: boolean;
  /** Put behind the rows, where conditional formats and validations stand. */
  readonly tail?: string;
  /** Put before the rows: column widths, panes. */
  readonly head?: string;
  readonly parts?: Readonly<Record<string, string>>;
};

/** A cell style: a number format by id or custom code, and what Excel's buttons set. */
export type FixtureStyle = {
  readonly format?: number | string;
  readonly bold?: boolean;
  readonly size?: number;
  readonly centred?: boolean;
  readonly wrapped?: boolean;
};

export type FixtureBook = {
  readonly sheets: readonly FixtureSheet[];
  readonly date1904?: boolean;
  /** Further cell styles behind style 0; a bare number or text is a format. */
  readonly styles?: readonly (number | string | FixtureStyle)[];
  readonly parts?: Readonly<Record<string, string | Uint8Array>>;
  readonly contentTypes?: string;
};

const HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n';
const MAIN = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main';
const REL = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';

export function makeXlsx(book: FixtureBook): Uint8Array {
  const strings: string[] = [];
  const parts: Record<string, string | Uint8Array> = {};
  for (const [i, sheet] of book.sheets.entries()) {
    parts[`xl/worksheets/sheet${i + 1}.xml`] = sheetXml(sheet, strings);
    Object.assign(parts, sheet.parts);
  }
  parts['xl/sharedStrings.xml'] = `${HEAD}<sst xmlns="${MAIN}" count="${strings.length}">${strings.join('')}</sst>`;
  parts['xl/styles.xml'] = stylesXml(
    (book.styles ?? []).map((style) => (typeof style === 'object' ? style : { format: style })),
  );
  parts['xl/workbook.xml'] = bookXml(book);
  parts['xl/_rels/workbook.xml.rels'] = bookRelations(book.sheets.length);
  parts['_rels/.rels'] =
    `${HEAD}<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="${REL}/officeDocument" Target="xl/workbook.xml"/></Relationships>`;
  parts['[Content_Types].xml'] = book.contentTypes ?? contentTypes(book.sheets.length);
  Object.assign(parts, book.parts);
  return zipParts(parts);
}

export function zipParts(parts: Readonly<Record<string, string | Uint8Array>>): Uint8Array {
  const files = Object.entries(parts).map(
    ([name, content]) => [name, typeof content === 'string' ? strToU8(content) : content] as const,
  );
  return zipSync(Object.fromEntries(files), { mtime: new Date('2000-01-01T00:00:00') });
}

function sheetXml({ rows, merges = [], head = '', tail = '' }: FixtureSheet, strings: string[]): string {
  const body = rows.map((cells, r) => {
    const inner = cells.map((cell, c) => (cell === null ? '' : cellXml(cell, `${letters(c)}${r + 1}`, strings)));
    return `<row r="${r + 1}" spans="1:${Math.max(1, cells.length)}">${inner.join('')}</row>`;
  });
  const merged =
    merges.length === 0
      ? ''
      : `<mergeCells count="${merges.length}">${merges.map((ref) => `<mergeCell ref="${ref}"/>`).join('')}</mergeCells>`;
  return `${HEAD}<worksheet xmlns="${MAIN}" xmlns:r="${REL}"><sheetViews><sheetView workbookViewId="0"/></sheetViews><sheetFormatPr defaultRowHeight="14"/>${head}<sheetData>${body.join('')}</sheetData>${merged}${tail}</worksheet>`;
}

function cellXml(cell: Exclude<FixtureCell, null>, reference: string, strings: string[]): string {
  if (typeof cell === 'object' && 'text' in cell) {
    return cellXml(cell.text, reference, strings).replace(' t="s"', ` s="${cell.style}" t="s"`);
  }
  if (typeof cell === 'object')
    return `<c r="${reference}"${cell.attributes ? ` ${cell.attributes}` : ''}>${cell.xml}</c>`;
  if (typeof cell === 'number') return `<c r="${reference}"><v>${cell}</v></c>`;
  strings.push(`<si><t xml:space="preserve">${escapeXml(cell)}</t></si>`);
  return `<c r="${reference}" t="s"><v>${strings.length - 1}</v></c>`;
}

function letters(column: number): string {
  return column < 26 ? String.fromCharCode(65 + column) : letters(Math.floor(column / 26) - 1) + letters(column % 26);
}

export function escapeXml(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');
}

function bookXml({ sheets, date1904 = false }: FixtureBook): string {
  const list = sheets.map(
    ({ name, hidden }, i) =>
      `<sheet name="${escapeXml(name)}" sheetId="${i + 1}"${hidden ? ' state="hidden"' : ''} r:id="rId${i + 1}"/>`,
  );
  return `${HEAD}<workbook xmlns="${MAIN}" xmlns:r="${REL}"><workbookPr${date1904 ? ' date1904="1"' : ''}/><sheets>${list.join('')}</sheets></workbook>`;
}

function bookRelations(sheets: number): string {
  const list = Array.from(
    { length: sheets },
    (_, i) => `<Relationship Id="rId${i + 1}" Type="${REL}/worksheet" Target="worksheets/sheet${i + 1}.xml"/>`,
  );
  return `${HEAD}<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">${list.join('')}<Relationship Id="rId${sheets + 1}" Type="${REL}/styles" Target="styles.xml"/><Relationship Id="rId${sheets + 2}" Type="${REL}/sharedStrings" Target="sharedStrings.xml"/></Relationships>`;
}

function stylesXml(styles: readonly FixtureStyle[]): string {
  const custom = styles.flatMap(({ format }, i) =>
    typeof format === 'string' ? [`<numFmt numFmtId="${164 + i}" formatCode="${escapeXml(format)}"/>`] : [],
  );
  const fonts = [{}, ...styles].map(
    ({ bold = false, size = 11 }: FixtureStyle) =>
      `<font>${bold ? '<b/>' : ''}<sz val="${size}"/><name val="宋体"/><charset val="134"/></font>`,
  );
  const xfs = styles.map((style, i) => {
    const id = typeof style.format === 'string' ? 164 + i : (style.format ?? 0);
    const alignment = `<alignment vertical="center"${style.centred ? ' horizontal="center"' : ''}${style.wrapped ? ' wrapText="1"' : ''}/>`;
    return `<xf numFmtId="${id}" fontId="${i + 1}" fillId="0" borderId="0" xfId="0" applyNumberFormat="1" applyFont="1" applyAlignment="1">${alignment}</xf>`;
  });
  return `${HEAD}<styleSheet xmlns="${MAIN}">${custom.length > 0 ? `<numFmts count="${custom.length}">${custom.join('')}</numFmts>` : ''}<fonts count="${fonts.length}">${fonts.join('')}</fonts><fills count="2"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill></fills><borders count="1"><border><left/><right/><top/><bottom/><diagonal/></border></borders><cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs><cellXfs count="${xfs.length + 1}"><xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0"/>${xfs.join('')}</cellXfs><cellStyles count="1"><cellStyle name="常规" xfId="0" builtinId="0"/></cellStyles></styleSheet>`;
}

export function contentTypes(sheets: number): string {
  const list = Array.from(
    { length: sheets },
    (_, i) =>
      `<Override PartName="/xl/worksheets/sheet${i + 1}.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"/>`,
  );
  return `${HEAD}<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Override PartName="/xl/workbook.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/>${list.join('')}<Override PartName="/xl/styles.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.styles+xml"/><Override PartName="/xl/sharedStrings.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sharedStrings+xml"/></Types>`;
}

/** A header and a good row of an object list. */
export const objectHeader = [
  '企业名称',
  '统一社会信用代码',
  '地址',
  '法人',
  '区县',
  '排污许可管理类别',
  '状态',
  '状态起始日期',
];
export const objectRow = [
  '示范县青禾水泥有限公司',
  '91999999MA0000001N',
  '示范县一号路1号',
  '王示范',
  '140826',
  '重点管理',
  '正常',
  null,
];

export function makeSheet(rows: FixtureSheet['rows'], more: Partial<FixtureSheet> = {}): Uint8Array {
  return makeXlsx({ sheets: [{ name: 'Sheet1', rows, ...more }] });
}

type Reading = ReadOptions & { readonly fileName?: string; readonly vocabulary?: Vocabulary };

/** Reads in this thread. Throws where the file is refused. */
export async function tableOf(bytes: Uint8Array, reading: Reading = {}): Promise<Table> {
  const { fileName = '名录.xlsx', vocabulary = objectVocabulary, ...options } = reading;
  const rows: TableRow[] = [];
  const notes: Note[] = [];
  let table: Table | undefined;
  for await (const event of tableEvents({ bytes, fileName, vocabulary, options })) {
    if (event.kind === 'layout') {
      table = { ...event.layout, rows, notes, notesLeftOff: 0 };
    } else {
      rows.push(...event.rows);
      notes.push(...event.notes);
    }
  }
  return table!;
}

/** Why a file is refused; undefined where it is read. */
export async function problemOf(bytes: Uint8Array, reading: Reading = {}): Promise<ReadProblem | undefined> {
  try {
    await tableOf(bytes, reading);
    return undefined;
  } catch (cause) {
    if (cause instanceof ReadError) return cause.problem;
    throw cause;
  }
}

export function notesOf(table: Table): readonly string[] {
  return table.notes.map(noteSentence);
}
