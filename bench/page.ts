import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const PAGE = join(import.meta.dirname, '../docs/benchmarks.md');
const FIGURES = /(<!-- figures -->\n)[\s\S]*(<!-- end of figures -->)/;

/** Puts new figures between the two marks of docs/benchmarks.md. */
export function writeFigures(markdown: string): void {
  const page = readFileSync(PAGE, 'utf8');
  if (!FIGURES.test(page)) throw new Error('docs/benchmarks.md has lost the marks around its figures');
  writeFileSync(
    PAGE,
    page.replace(FIGURES, (_, begin: string, end: string) => `${begin}\n${markdown}\n${end}`),
  );
}
