import { TextDecoder } from 'node:util';
import { dateOfDayNumber } from '@sunlot/core/basics/dates.ts';
import { type MergedCells, ReadError } from './table.ts';
import { attribute, createXmlScanner, type XmlHandler } from './xml-events.ts';
import { decode, macro, type Zip } from './zip-guard.ts';

export type SheetPart = { readonly name: string; readonly path: string; readonly hidden: boolean };

/** What the parts of a workbook say besides its cells. */
export type WorkbookParts = {
  readonly sheets: readonly SheetPart[];
  /** Serial dates count from 1904-01-01 (old Macintosh files). */
  readonly from1904: boolean;
  readonly sharedStrings: readonly string[];
  /** By cell style index: does its number format show a date? */
  readonly dateStyles: readonly boolean[];
};

/** Where the parts of a workbook lie. */
export type WorkbookPlaces = {
  readonly sheets: readonly SheetPart[];
  readonly from1904: boolean;
  readonly strings: string | undefined;
  readonly styles: string | undefined;
};

const IGNORE = () => {};

export async function readParts(zip: Zip): Promise<WorkbookParts> {
  const { sheets, from1904, strings, styles } = await findParts(zip);
  return {
    sheets,
    from1904,
    sharedStrings: strings === undefined ? [] : await readSharedStrings(zip, strings),
    dateStyles: styles === undefined ? [] : await readDateStyles(zip, styles),
  };
}

export async function findParts(zip: Zip): Promise<WorkbookPlaces> {
  const bookPath = await findWorkbook(zip);
  const folder = bookPath.slice(0, bookPath.lastIndexOf('/') + 1);
  const relations = await readRelations(zip, `${folder}_rels/${bookPath.slice(folder.length)}.rels`, folder);
  const present = (kind: string) => {
    const path = relations.byKind.get(kind);
    return path !== undefined && zip.entries.has(path) ? path : undefined;
  };
  const book = await readBook(zip, bookPath, relations.byId);
  return { ...book, strings: present('sharedStrings'), styles: present('styles') };
}

export type Relations = { readonly byId: ReadonlyMap<string, string>; readonly byKind: ReadonlyMap<string, string> };

async function findWorkbook(zip: Zip): Promise<string> {
  if (!zip.entries.has('[Content_Types].xml') || !zip.entries.has('_rels/.rels')) {
    throw new ReadError('notAWorkbook', '这个压缩文件不是 Excel 工作簿。请选择 .xlsx 或 .csv 文件。');
  }
  const types = await zip.text('[Content_Types].xml');
  if (/macroEnabled/i.test(types)) throw macro();
  const { byKind } = await readRelations(zip, '_rels/.rels', '');
  const path = byKind.get('officeDocument');
  if (path === undefined || !zip.entries.has(path) || !/spreadsheetml/.test(types)) {
    throw new ReadError(
      'notAWorkbook',
      '这个文件不是 Excel 工作簿（可能是 Word 或其他文档）。请选择 .xlsx 或 .csv 文件。',
    );
  }
  return path;
}

/** Targets by id and by the last word of the type; `folder` is where relative targets start. */
export async function readRelations(zip: Zip, path: string, folder: string): Promise<Relations> {
  const byId = new Map<string, string>();
  const byKind = new Map<string, string>();
  if (!zip.entries.has(path)) return { byId, byKind };
  await scanEntry(zip, path, {
    open: (name, attributes) => {
      if (name !== 'Relationship' || attribute(attributes, 'TargetMode') === 'External') return;
      const target = attribute(attributes, 'Target') ?? '';
      const full = target.startsWith('/') ? target.slice(1) : resolve(folder, target);
      byId.set(attribute(attributes, 'Id') ?? '', full);
      byKind.set((attribute(attributes, 'Type') ?? '').split('/').at(-1)!, full);
    },
    close: IGNORE,
    text: IGNORE,
  });
  return { byId, byKind };
}

function resolve(folder: string, target: string): string {
  const parts = folder.split('/').filter((part) => part !== '');
  for (const part of target.split('/')) {
    if (part === '..') parts.pop();
    else if (part !== '.' && part !== '') parts.push(part);
  }
  return parts.join('/');
}

async function readBook(
  zip: Zip,
  path: string,
  targets: ReadonlyMap<string, string>,
): Promise<{ readonly sheets: readonly SheetPart[]; readonly from1904: boolean }> {
  const sheets: SheetPart[] = [];
  let from1904 = false;
  await scanEntry(zip, path, {
    open: (name, attributes) => {
      if (name === 'workbookPr') from1904 = /^(?:1|true)$/.test(attribute(attributes, 'date1904') ?? '');
      if (name !== 'sheet') return;
      const id = /\s\w+:id\s*=\s*["']([^"']*)/.exec(attributes)?.[1] ?? '';
      const target = targets.get(id);
      if (target === undefined || !zip.entries.has(target)) return;
      const hidden = (attribute(attributes, 'state') ?? 'visible') !== 'visible';
      sheets.push({ name: attribute(attributes, 'name') ?? '', path: target, hidden });
    },
    close: IGNORE,
    text: IGNORE,
  });
  return { sheets, from1904 };
}

/** Rich text is joined, phonetic guides (`rPh`) are left out, `_x000D_` escapes are resolved. */
export async function readSharedStrings(zip: Zip, path: string): Promise<readonly string[]> {
  const strings: string[] = [];
  let current = '';
  let inText = false;
  let phonetic = false;
  await scanEntry(zip, path, {
    open: (name) => {
      if (name === 'si') current = '';
      else if (name === 'rPh') phonetic = true;
      else if (name === 't') inText = !phonetic;
    },
    close: (name) => {
      if (name === 'si') strings.push(decodeEscapes(current));
      else if (name === 'rPh') phonetic = false;
      else if (name === 't') inText = false;
    },
    text: (text) => {
      if (inText) current += text;
    },
  });
  return strings;
}

/** Characters that XML 1.0 cannot hold are written `_x000D_` (ECMA-376 part 1, 22.9.2.19). */
export function decodeEscapes(text: string): string {
  if (!text.includes('_x')) return text;
  return text.replace(/_x([0-9A-Fa-f]{4})_/g, (_, code: string) => String.fromCharCode(Number.parseInt(code, 16)));
}

/** Built-in formats 14–22 and 45–47 are dates everywhere, 27–36 and 50–58 in East Asian locales (ECMA-376 18.8.30). */
function isBuiltInDate(id: number): boolean {
  return (id >= 14 && id <= 22) || (id >= 27 && id <= 36) || (id >= 45 && id <= 47) || (id >= 50 && id <= 58);
}

function isDateFormat(code: string): boolean {
  const bare = code.replace(/"[^"]*"|\\.|\[[^\]]*\]|[*_]./g, '');
  return /[ymdhs]/i.test(bare.replace(/general/gi, ''));
}

async function readDateStyles(zip: Zip, path: string): Promise<readonly boolean[]> {
  const custom = new Map<number, string>();
  const styles: boolean[] = [];
  let inCellStyles = false;
  await scanEntry(zip, path, {
    open: (name, attributes) => {
      if (name === 'cellXfs') inCellStyles = true;
      if (name === 'numFmt')
        custom.set(Number(attribute(attributes, 'numFmtId')), attribute(attributes, 'formatCode') ?? '');
      if (name !== 'xf' || !inCellStyles) return;
      const id = Number(attribute(attributes, 'numFmtId') ?? 0);
      const code = custom.get(id);
      styles.push(code === undefined ? isBuiltInDate(id) : isDateFormat(code));
    },
    close: (name) => {
      if (name === 'cellXfs') inCellStyles = false;
    },
    text: IGNORE,
  });
  return styles;
}

/** The merged ranges of a sheet. They stand behind its rows, so this is a pass of its own that reads no cells. */
export async function readMerges(zip: Zip, path: string): Promise<readonly MergedCells[]> {
  const merges: MergedCells[] = [];
  await scanEntry(zip, path, {
    open: (name, attributes) => {
      if (name !== 'mergeCell') return;
      const [from, to] = (attribute(attributes, 'ref') ?? '').split(':').map(cellPlace);
      if (from && to) merges.push({ fromRow: from.row, toRow: to.row, fromColumn: from.column, toColumn: to.column });
    },
    close: IGNORE,
    text: IGNORE,
  });
  return merges;
}

/** `B12` → row 11, column 1; undefined for anything else. */
export function cellPlace(reference: string): { readonly row: number; readonly column: number } | undefined {
  let column = 0;
  let at = 0;
  for (; at < reference.length; at++) {
    const letter = reference.charCodeAt(at) - 64;
    if (letter < 1 || letter > 26) break;
    column = column * 26 + letter;
  }
  const row = Number(reference.slice(at));
  return column >= 1 && Number.isInteger(row) && row >= 1 ? { row: row - 1, column: column - 1 } : undefined;
}

/** The date of an Excel serial number; undefined outside 1950…2100, where it is a number and no date. */
export function dateOfSerial(serial: number, from1904: boolean): string | undefined {
  const day = Math.floor(serial) - 25569 + (from1904 ? 1462 : 0);
  return day >= -7305 && day <= 47846 ? dateOfDayNumber(day) : undefined;
}

async function scanEntry(zip: Zip, path: string, handler: XmlHandler): Promise<void> {
  const scanner = createXmlScanner(handler);
  const decoder = new TextDecoder('utf-8', { fatal: true });
  for await (const piece of zip.pieces(path)) scanner.write(decode(decoder, piece, true));
  scanner.write(decode(decoder, new Uint8Array(), false));
  scanner.end();
}
