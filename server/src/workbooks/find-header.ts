import { columnFinder, ERROR_COLUMN, headerKey, type Vocabulary } from '@sunlot/contract/columns.ts';
import { cleanText } from './clean-text.ts';
import type { CellValue, Layout, MergedCells, RawRow } from './table.ts';

/** Titles and notes may stand above a header; deeper than this nothing is looked for. */
export const HEADER_WITHIN_ROWS = 30;
const MAX_HEADER_DEPTH = 3;
const FEWEST_COLUMNS = 3;

export type FoundHeader = { readonly layout: Layout; readonly matched: number };

/**
 * Finds the header among a sheet's first rows by the names in it: the rows (one, or up to three with merged cells
 * above each other) that name the most columns. Undefined where fewer than three columns (or as many as the vocabulary says)
 * or none of the telling ones are named.
 */
export function findHeader(
  sheet: { readonly name: string; readonly rows: readonly RawRow[]; readonly merges: readonly MergedCells[] },
  vocabulary: Vocabulary,
): FoundHeader | undefined {
  const find = columnFinder(vocabulary.columns);
  let best: FoundHeader | undefined;
  for (let first = 0; first < sheet.rows.length; first++) {
    for (let depth = 1; depth <= MAX_HEADER_DEPTH && first + depth <= sheet.rows.length; depth++) {
      const rows = sheet.rows.slice(first, first + depth);
      const place = { sheet: sheet.name, headerRow: rows.at(-1)!.rowNumber };
      const found = matchHeader(place, headerTexts(rows, sheet.merges), { ...vocabulary, find });
      if (found && (!best || found.matched > best.matched)) best = found;
    }
  }
  return best;
}

/** The text of each header cell: the lowest row that has one; cells merged sideways lend theirs to the whole width. */
function headerTexts(rows: readonly RawRow[], merges: readonly MergedCells[]): readonly string[] {
  const texts: string[] = [];
  for (const { rowNumber, values } of rows) {
    const row = rowNumber - 1;
    const spread = values.map(headerText);
    for (const merge of merges) {
      if (merge.fromRow !== row) continue;
      for (let c = merge.fromColumn + 1; c <= Math.min(merge.toColumn, 511); c++)
        spread[c] = spread[merge.fromColumn] ?? '';
    }
    for (let c = 0; c < spread.length; c++) {
      if ((spread[c] ?? '') !== '') texts[c] = spread[c]!;
    }
  }
  return Array.from(texts, (text) => text ?? '');
}

function headerText(value: CellValue): string {
  return typeof value === 'string' ? cleanText(value, 'text').text.replace(/\s+/g, '') : '';
}

function matchHeader(
  place: { readonly sheet: string; readonly headerRow: number },
  texts: readonly string[],
  { find, telling, fewest = FEWEST_COLUMNS }: Vocabulary & { readonly find: ReturnType<typeof columnFinder> },
): FoundHeader | undefined {
  const taken = new Set<string>();
  const headers: { index: number; text: string; column?: string }[] = [];
  const unknownHeaders: string[] = [];
  const repeatedHeaders: string[] = [];
  let errorColumn = texts.length;
  for (const [index, text] of texts.entries()) {
    if (text === '') continue;
    if (headerKey(text) === headerKey(ERROR_COLUMN)) {
      errorColumn = index;
      continue;
    }
    const column = find(text)?.id;
    if (column !== undefined && !taken.has(column)) {
      taken.add(column);
      headers.push({ index, text, column });
      continue;
    }
    headers.push({ index, text });
    (column === undefined ? unknownHeaders : repeatedHeaders).push(text);
  }
  if (taken.size < fewest || !telling.some((id) => taken.has(id))) return undefined;
  return { layout: { ...place, headers, errorColumn, unknownHeaders, repeatedHeaders }, matched: taken.size };
}
