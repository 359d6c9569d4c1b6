import { strFromU8, unzipSync } from 'fflate';
import { expect, it } from 'vitest';
import { createObjectJudge } from './judge-objects.ts';
import { objectHeader, objectRow, tableOf } from './workbook-fixture.ts';
import { columnName, withoutFormula, writeCsv, writeTable } from './write-table.ts';

const dangerous = ['=1+1', '+cmd', '-2', '@SUM(A1)', ' =1', '＝1', '\t=1', '\u00a0=1'];
const table = (name: string) => ({
  sheet: '名录',
  columns: objectHeader.map((header) => ({ header })),
  rows: [[name, ...objectRow.slice(1).map((cell) => cell ?? '')]],
});

it('every cell of an export is text, codes and names that look like formulas too', async () => {
  const bytes = await writeTable(table('=cmd|calc'));
  const xml = strFromU8(unzipSync(bytes)['xl/worksheets/sheet1.xml']!);
  expect(xml).not.toContain('<f>');
  expect(xml.match(/<c r="[A-Z]+2"[^>]*t="s"/g)).toHaveLength(8);
  expect(strFromU8(unzipSync(bytes)['xl/styles.xml']!)).toContain('formatCode="@"');
});

it('is read back as what was written, and is the same bytes every time', async () => {
  const bytes = await writeTable(table('=甲厂'));
  expect(await writeTable(table('=甲厂'))).toEqual(bytes);
  const { rows, notes } = await tableOf(bytes);
  expect(notes).toEqual([]);
  const judged = createObjectJudge({ territory: '140826', regions: new Map() })(rows[0]!);
  expect(judged.ok && judged.value.facts).toMatchObject({ name: '=甲厂', creditCode: objectRow[1] });
});

it('a template has its instructions in front, a frozen header and lists to choose from', async () => {
  const bytes = await writeTable({
    sheet: '名录',
    columns: [{ header: '状态', values: ['正常', '停产'] }],
    rows: [],
    instructions: ['逐行填写'],
  });
  const parts = unzipSync(bytes);
  expect(strFromU8(parts['xl/workbook.xml']!)).toMatch(/填写说明[\s\S]*名录/);
  const xml = strFromU8(parts['xl/worksheets/sheet2.xml']!);
  expect(xml).toContain('state="frozen"');
  expect(xml).toContain('"正常,停产"');
});

it('in a text file, what a spreadsheet would compute is led by a quote, and comes back without it', async () => {
  for (const text of dangerous) expect(withoutFormula(text)).toBe(`'${text}`);
  for (const text of ['甲厂', '2026-11-20', 'A=1']) expect(withoutFormula(text)).toBe(text);
  const bytes = writeCsv([objectHeader, ['=甲厂，"南"', ...objectRow.slice(1).map((cell) => cell ?? '')]]);
  expect([...bytes.subarray(0, 3)]).toEqual([0xef, 0xbb, 0xbf]);
  expect((await tableOf(bytes)).rows[0]!.cells.name).toBe('=甲厂，"南"');
});

it('columns are named as spreadsheets name them', () => {
  expect([0, 25, 26, 701, 702].map(columnName)).toEqual(['A', 'Z', 'AA', 'ZZ', 'AAA']);
});
