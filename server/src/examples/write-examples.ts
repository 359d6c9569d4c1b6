import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import iconv from 'iconv-lite';
import { type FixtureCell, makeXlsx } from '../workbooks/workbook-fixture.ts';
import { inspectorsBook } from './inspectors-workbook.ts';
import { itemsBook } from './items-workbook.ts';
import { objectRows, objectsBook } from './objects-workbook.ts';

/** Where the examples lie in the repository. */
export const EXAMPLES = join(import.meta.dirname, '../../../examples/jiangxian');

/** The example files of the county, by name; the same bytes every time. */
export function exampleFiles(): Readonly<Record<string, Uint8Array>> {
  return {
    'objects.xlsx': makeXlsx(objectsBook()),
    'inspectors.xlsx': makeXlsx(inspectorsBook()),
    'items.xlsx': makeXlsx(itemsBook()),
    'objects.csv': iconv.encode(objectRows(true).map(csvLine).join(''), 'gb18030'),
  };
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

/** Writes the examples: `node server/src/examples/write-examples.ts`. */
function writeExamples(): void {
  mkdirSync(EXAMPLES, { recursive: true });
  for (const [name, bytes] of Object.entries(exampleFiles())) writeFileSync(join(EXAMPLES, name), bytes);
}

if (process.argv[1] === import.meta.filename) writeExamples();
