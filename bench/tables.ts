import type { Row } from './row.ts';

const HEADERS = ['work', 'size', 'ms', 'reference', 'reference ms', 'ratio', 'per tenfold', 'goal', 'also'] as const;
type Header = (typeof HEADERS)[number];
const NUMBERS: readonly Header[] = ['size', 'ms', 'reference ms', 'ratio', 'per tenfold'];

/** Aligned for a terminal. */
export function textTable(rows: readonly Row[]): string {
  const { headers, lines } = cellsOf(rows);
  const widths = headers.map((header, i) => Math.max(header.length, ...lines.map((line) => line[i]!.length)));
  const aligned = (line: readonly string[]) =>
    line
      .map((cell, i) => (NUMBERS.includes(headers[i]!) ? cell.padStart(widths[i]!) : cell.padEnd(widths[i]!)))
      .join('  ')
      .trimEnd();
  return [aligned(headers), aligned(widths.map((width) => '-'.repeat(width))), ...lines.map(aligned)].join('\n');
}

export function markdownTable(rows: readonly Row[]): string {
  const { headers, lines } = cellsOf(rows);
  const rule = headers.map((header) => (NUMBERS.includes(header) ? '---:' : '---'));
  return [headers, rule, ...lines].map((line) => `| ${line.join(' | ')} |`).join('\n');
}

/** Columns in which no row says anything are left out. */
function cellsOf(rows: readonly Row[]): {
  readonly headers: readonly Header[];
  readonly lines: readonly (readonly string[])[];
} {
  const filled = rows.map((row) => fieldsOf(row, rows));
  const headers = HEADERS.filter((header) => filled.some((fields) => fields[header] !== ''));
  return { headers, lines: filled.map((fields) => headers.map((header) => fields[header] || '–')) };
}

function fieldsOf(row: Row, rows: readonly Row[]): Readonly<Record<Header, string>> {
  const { work, size, ms, reference = '', referenceMs, goal = '', note = '' } = row;
  const slope = slopeOf(row, rows);
  return {
    work,
    size: size.toLocaleString('en-US'),
    ms: figure(ms),
    reference,
    'reference ms': referenceMs === undefined ? '' : figure(referenceMs),
    ratio: referenceMs === undefined ? '' : figure(ms / referenceMs),
    'per tenfold': slope === undefined ? '' : `×${figure(slope)}`,
    goal,
    also: note,
  };
}

/** By how much ten times the size multiplied the time since a row of at most a tenth of it: 10 is linear. */
function slopeOf(row: Row, rows: readonly Row[]): number | undefined {
  const smaller = rows
    .filter(({ work, reference, size }) => work === row.work && reference === row.reference && size * 10 <= row.size)
    .sort((a, b) => b.size - a.size)[0];
  return smaller && (row.ms / smaller.ms) ** (1 / Math.log10(row.size / smaller.size));
}

/** Three significant digits, none of them before the point lost. */
function figure(value: number): string {
  if (value >= 100) return Math.round(value).toLocaleString('en-US');
  return value >= 10 ? value.toFixed(1) : value >= 1 ? value.toFixed(2) : value.toPrecision(2);
}
