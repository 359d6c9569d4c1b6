import { utf8 } from '@sunlot/core/basics/bytes.ts';
import { inventedCode } from '../../examples/credit-codes.ts';

/** Directories and years of visits as workbooks of an office, made from the counts of worked cases of any scheme. */

type Cells = Readonly<Record<string, string>>;

/** Objects of one class: their codes, and the cells that make them members. */
export type Group = { readonly codes: readonly string[]; readonly cells: Cells };

let nextCode = 5_000;

/** So many objects, each with a code that no other test object has. */
export function group(n: number, cells: Cells): Group {
  return { codes: Array.from({ length: n }, () => inventedCode(nextCode++)), cells };
}

export function objectsFile(groups: readonly Group[], region: string): Uint8Array {
  const rows = groups.flatMap(({ codes, cells }) =>
    codes.map((code, i) => ({
      单位名称: `假想企业${code.slice(8)}第${i + 1}号`,
      统一社会信用代码: code,
      单位地址: `假想路${i + 1}号`,
      法定代表人: '某某某',
      所在区域: region,
      排污许可管理类别: '未纳入',
      状态: '正常',
      ...cells,
    })),
  );
  return fileOf(rows);
}

/** One visit: day and object, and what else its row says. A result determined, published and concluded within days. */
export function visit(date: string, code: string, cells: Cells = {}): Cells {
  const soon = (days: number) => new Date(Date.parse(date) + days * 86_400_000).toISOString().slice(0, 10);
  return {
    检查日期: date,
    统一社会信用代码: code,
    抽取方式: '随机',
    检查结果: '未发现问题',
    结果认定日期: soon(1),
    公示日期: soon(3),
    任务完成日期: soon(1),
    ...cells,
  };
}

/** The first day of the visits of a period: `Q1` … `Q4`, `H1`, `H2`, or the whole year. */
const MONTHS: Readonly<Record<number, readonly number[]>> = { 4: [2, 5, 8, 11], 2: [2, 8], 1: [3] };

/**
 * The visits of a class, period after period, each going on in the list of objects where the one before stopped and
 * beginning again at its end. `startDay` keeps classes apart that share objects.
 */
export function rounds(
  { codes }: Group,
  {
    year,
    counts,
    cells = {},
    startDay = 1,
  }: {
    readonly year: number;
    readonly counts: number | readonly number[];
    readonly cells?: Cells;
    readonly startDay?: number;
  },
): readonly Cells[] {
  const perPeriod = typeof counts === 'number' ? [counts] : counts;
  let next = 0;
  return perPeriod.flatMap((n, period) =>
    Array.from({ length: n }, () => {
      const month = String(MONTHS[perPeriod.length]![period]!).padStart(2, '0');
      const day = String(startDay + (next % 20)).padStart(2, '0');
      return visit(`${year}-${month}-${day}`, codes[next++ % codes.length]!, cells);
    }),
  );
}

export function fileOf(rows: readonly Cells[]): Uint8Array {
  const headers = [...new Set(rows.flatMap((row) => Object.keys(row)))];
  return utf8(
    [headers, ...rows.map((row) => headers.map((header) => row[header] ?? ''))]
      .map((cells) => cells.join(','))
      .join('\n'),
  );
}
