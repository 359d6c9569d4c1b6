import { err, ok, type Result } from '../basics/result.ts';
import { findRule, type Pack, theRule } from './pack.ts';
import type { PlanColumn } from './rule-topics.ts';

/**
 * The printed table of a plan (抽查计划表), in the columns and the order of the scheme. One plan may hold several tasks:
 * its name and number stand in its first row, and a blank name repeats the row above.
 */

/** Cells of one row, by the field of their column. Days read `2021-01-31`, months `2021-01`. */
export type PlanTableRow = Readonly<Record<string, string>>;

export interface PlanTable {
  readonly plans: number;
  readonly tasks: number;
  readonly rows: readonly PlanTableRow[];
}

/** A column that numbers the rows. */
export const SERIAL = 'serial';
const PLAN_NAME = 'planName';
const TASK_NAME = 'taskName';

/** Columns of the table; a scheme without one prints a number and every field of its plan. */
export function planColumns(pack: Pack): readonly PlanColumn[] {
  const table = findRule(pack, 'planTable');
  if (table) return table.value.columns;
  const { fields } = theRule(pack, 'planFields').value;
  return [{ label: '序号', field: SERIAL }, ...fields.map(({ id, label }) => ({ label, field: id }))];
}

/** Rows of cells under {@link planColumns}, one for every entry of a plan. */
export function planTableRows(
  pack: Pack,
  entries: readonly { readonly fields: PlanTableRow }[],
): readonly (readonly string[])[] {
  const columns = planColumns(pack);
  const grouped = [PLAN_NAME, TASK_NAME].every((field) => columns.some((column) => column.field === field));
  let serial = 0;
  return entries.map(({ fields }, i) => {
    const continues = grouped && i > 0 && fields[PLAN_NAME] === entries[i - 1]!.fields[PLAN_NAME];
    if (!continues) serial++;
    return columns.map(({ field }) => {
      if (continues && (field === SERIAL || field === PLAN_NAME)) return '';
      return field === SERIAL ? String(serial) : dayInWords(fields[field] ?? '');
    });
  });
}

/** Reads a table with its heading; lines above the heading, empty rows and the notes below say nothing. */
export function readPlanTable(
  pack: Pack,
  rows: readonly (readonly string[])[],
): Result<PlanTable, { readonly row?: number; readonly message: string }> {
  const columns = planColumns(pack);
  const heading = rows.findIndex((cells) => columns.every(({ label }) => placeOf(cells, label) >= 0));
  if (heading < 0) return err({ message: withoutHeading(columns, rows) });
  const places = columns
    .filter(({ field }) => field !== SERIAL)
    .map(({ label, field }) => [field, placeOf(rows[heading]!, label)] as const);
  const out: PlanTableRow[] = [];
  for (const [index, cells] of rows.entries()) {
    if (index <= heading) continue;
    if (isNote(cells)) break;
    const row = Object.fromEntries(places.map(([field, place]) => [field, dayInDigits((cells[place] ?? '').trim())]));
    if (Object.values(row).every((text) => text === '')) continue;
    if (row[PLAN_NAME] === '') {
      const above = out.at(-1)?.[PLAN_NAME];
      if (above === undefined) return err({ row: index + 1, message: withoutName(index + 1) });
      row[PLAN_NAME] = above;
    }
    out.push(row);
  }
  return ok({ plans: new Set(out.map((row) => row[PLAN_NAME])).size, tasks: out.length, rows: out });
}

function placeOf(cells: readonly string[], label: string): number {
  return cells.findIndex((cell) => squeezed(cell) === squeezed(label));
}

function squeezed(text: string): string {
  return text.replace(/\s/gu, '');
}

function isNote(cells: readonly string[]): boolean {
  return /^(?:备注|注)[:：]/u.test(squeezed(cells.find((cell) => cell.trim() !== '') ?? ''));
}

/** Which headings the row that comes nearest lacks. */
function withoutHeading(columns: readonly PlanColumn[], rows: readonly (readonly string[])[]): string {
  const lacking = rows
    .map((cells) => columns.filter(({ label }) => placeOf(cells, label) < 0))
    .reduce((a, b) => (b.length < a.length ? b : a), columns);
  const labels = lacking.map(({ label }) => `“${label}”`).join('、');
  return `没有找到计划表的表头：缺少${labels}。请补上这些列，列名照此书写，先后不限。`;
}

function withoutName(row: number): string {
  return `第 ${row} 行没有抽查计划名称，上面也没有可以沿用的名称。请填写计划名称。`;
}

/** `2021 年 1 月` → `2021-01`, `2021年1月5日` → `2021-01-05`; any other text as it is. */
function dayInDigits(text: string): string {
  const [, year, month, day] = /^(\d{4})年(\d{1,2})月(?:(\d{1,2})日)?$/u.exec(squeezed(text)) ?? [];
  if (year === undefined || month === undefined) return text;
  return [year, month, day].flatMap((part) => (part === undefined ? [] : [part.padStart(2, '0')])).join('-');
}

/** The way back: `2021-01` → `2021年1月`. */
function dayInWords(text: string): string {
  const [, year, month, day] = /^(\d{4})-(\d{2})(?:-(\d{2}))?$/u.exec(text) ?? [];
  if (year === undefined) return text;
  return `${year}年${Number(month)}月${day === undefined ? '' : `${Number(day)}日`}`;
}
