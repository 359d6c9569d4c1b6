import type { Layout } from './table.ts';
import { cellPlace } from './workbook-parts.ts';
import { columnName } from './write-table.ts';
import { attribute } from './xml-events.ts';

/** What to say about one row: a message by bad column (from 0), and the reason for the last column. */
export type CellMark = { readonly cells: ReadonlyMap<number, string>; readonly reason: string };

export type Marking = {
  readonly layout: Layout;
  /** By row number, from 1. */
  readonly marks: ReadonlyMap<number, CellMark>;
  readonly strings: readonly string[];
  /** Red twin of a style; undefined where the workbook has no styles. */
  readonly redStyle: ((style: number) => number) | undefined;
  readonly title: string;
};

export type Comment = { readonly row: number; readonly column: number; readonly text: string };

type Cell = { readonly column: number; readonly xml: string };

/**
 * Marks a worksheet's XML by changing only the header row, the rows with errors and the column of reasons. Everything
 * else stays as it was, byte for byte.
 */
export function markSheet(
  xml: string,
  marking: Marking,
): { readonly xml: string; readonly comments: readonly Comment[] } {
  const prefix = /<((?:\w+:)?)worksheet\b/.exec(xml)?.[1] ?? '';
  const from = xml.search(new RegExp(`<${prefix}sheetData\\b`));
  const to = xml.search(new RegExp(`</${prefix}sheetData>`));
  const comments: Comment[] = [];
  const data = xml.slice(from, to);
  const { target, existed } = errorColumn(data, prefix, marking);
  let rowNumber = 0;
  const rows = data.replace(rowPattern(prefix), (whole, attributes: string, body: string | undefined) => {
    rowNumber = Number(attribute(attributes, 'r') ?? rowNumber + 1);
    const mark = marking.marks.get(rowNumber);
    const isHeader = rowNumber === marking.layout.headerRow;
    const hadReason = existed && rowNumber > marking.layout.headerRow;
    if (!mark && !isHeader && !hadReason) return whole;
    const cells = new Map(cellsOf(body ?? '', prefix).map((cell) => [cell.column, cell]));
    for (const [column, text] of mark?.cells ?? []) {
      comments.push({ row: rowNumber - 1, column, text });
      cells.set(column, { column, xml: redden(cells.get(column)?.xml, { prefix, column, rowNumber, marking }) });
    }
    const text = mark?.reason ?? (isHeader ? marking.title : undefined);
    if (text === undefined) cells.delete(target);
    else cells.set(target, { column: target, xml: textCell(prefix, `${columnName(target)}${rowNumber}`, text) });
    const ordered = [...cells.values()].sort((a, b) => a.column - b.column);
    return `<${prefix}row${withoutSpans(attributes)}>${ordered.map((cell) => cell.xml).join('')}</${prefix}row>`;
  });
  const head = widen(xml.slice(0, from), prefix, target).replace(new RegExp(`<${prefix}dimension\\b[^>]*/>`), '');
  return { xml: head + rows + xml.slice(to), comments };
}

/** Behind everything that stands in the rows we touch, unless an earlier return has the column already. */
function errorColumn(
  data: string,
  prefix: string,
  { layout, marks, strings, title }: Marking,
): { readonly target: number; readonly existed: boolean } {
  let last = layout.errorColumn - 1;
  let existing: number | undefined;
  let rowNumber = 0;
  for (const [, attributes, body] of data.matchAll(rowPattern(prefix))) {
    rowNumber = Number(attribute(attributes!, 'r') ?? rowNumber + 1);
    const isHeader = rowNumber === layout.headerRow;
    if (!isHeader && !marks.has(rowNumber)) continue;
    for (const { column, xml } of cellsOf(body ?? '', prefix)) {
      if (isHeader && cellText(xml, strings) === title) existing = column;
      if (/<(?:\w+:)?(?:v|is)\b/.test(xml)) last = Math.max(last, column);
    }
  }
  return { target: existing ?? last + 1, existed: existing !== undefined };
}

function cellText(xml: string, strings: readonly string[]): string {
  const value = /<(?:\w+:)?(?:v|t)\b[^>]*>([^<]*)</.exec(xml)?.[1] ?? '';
  return /\st="s"/.test(xml) ? (strings[Number(value)] ?? '').trim() : value.trim();
}

function rowPattern(prefix: string): RegExp {
  return new RegExp(`<${prefix}row\\b([^>]*?)(?:/>|>([\\s\\S]*?)</${prefix}row>)`, 'g');
}

function cellsOf(body: string, prefix: string): readonly Cell[] {
  const cells: Cell[] = [];
  for (const [xml, attributes] of body.matchAll(
    new RegExp(`<${prefix}c\\b([^>]*?)(?:/>|>[\\s\\S]*?</${prefix}c>)`, 'g'),
  )) {
    const column = cellPlace(attribute(attributes!, 'r') ?? '')?.column ?? (cells.at(-1)?.column ?? -1) + 1;
    cells.push({ column, xml });
  }
  return cells;
}

type Place = {
  readonly prefix: string;
  readonly column: number;
  readonly rowNumber: number;
  readonly marking: Marking;
};

/** A cell with a red style; a blank one is made. */
function redden(xml: string | undefined, { prefix, column, rowNumber, marking }: Place): string {
  const cell = xml ?? `<${prefix}c r="${columnName(column)}${rowNumber}"/>`;
  if (!marking.redStyle) return cell;
  const style = Number(/^<[^>]*\ss="(\d+)"/.exec(cell)?.[1] ?? 0);
  const bare = cell.replace(/^(<[^>]*?)\ss="\d+"/, '$1');
  return bare.replace(/^<((?:\w+:)?c)\b/, `<$1 s="${marking.redStyle(style)}"`);
}

function textCell(prefix: string, reference: string, text: string): string {
  return `<${prefix}c r="${reference}" t="inlineStr"><${prefix}is><${prefix}t xml:space="preserve">${escapeText(text)}</${prefix}t></${prefix}is></${prefix}c>`;
}

export function escapeText(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}

function withoutSpans(attributes: string): string {
  return attributes.replace(/\sspans="[^"]*"/, '').replace(/\s+$/, '');
}

/** Gives the column of reasons a width, unless a range of widths covers it already. */
function widen(head: string, prefix: string, column: number): string {
  const width = `<${prefix}col min="${column + 1}" max="${column + 1}" width="60" customWidth="1"/>`;
  const cols = new RegExp(`<${prefix}cols>([\\s\\S]*?)</${prefix}cols>`).exec(head);
  if (!cols) return `${head}<${prefix}cols>${width}</${prefix}cols>`;
  const covered = [...cols[1]!.matchAll(/\smax="(\d+)"/g)].some(([, max]) => Number(max) > column);
  return covered ? head : head.replace(cols[0], () => `<${prefix}cols>${cols[1]}${width}</${prefix}cols>`);
}
