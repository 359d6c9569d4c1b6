import { readFileSync } from 'node:fs';
import { utf8 } from '@sunlot/core/basics/bytes.ts';
import { inventedCode } from '../../examples/credit-codes.ts';

/** A year of a county as its own workbooks, made from the counts of a worked case: directory, visits, what is expected. */

type Counts = Readonly<Record<string, number | readonly number[]>>;

export type GoldenYear = {
  readonly year: number;
  readonly directory: Readonly<Record<string, number>>;
  readonly input: Counts;
  readonly expected: {
    readonly verdict: string;
    readonly visits?: number;
    readonly findings: readonly Readonly<Record<string, unknown>>[];
  };
};

const CASES = new URL('../../../../core/test/golden/cases.json', import.meta.url);

/** A case of the published collection, as it stands there. */
export function goldenYear(id: string): GoldenYear {
  const { cases } = JSON.parse(readFileSync(CASES, 'utf8')) as { cases: readonly { readonly id: string }[] };
  const found = cases.find((one) => one.id === id) as (GoldenYear & { period: { year: number } }) | undefined;
  if (!found) throw new Error(`there is no case ${id}`);
  return { ...found, year: found.period.year };
}

const CLASSES = ['key', 'general', 'special', 'construction', 'jointObject'] as const;
type Cls = (typeof CLASSES)[number];

/** The first objects of a class have the first codes: 1000 apart, so that no two classes share one. */
function codeOf(cls: Cls, i: number): string {
  const owner = inventedCode(CLASSES.indexOf(cls) * 1000 + i + 1);
  return cls === 'construction' ? `${owner}/XM-${i + 1}` : owner;
}

const csv = (rows: readonly (readonly string[])[]) => utf8(rows.map((cells) => cells.join(',')).join('\n'));

/** The directory: special objects were penalised in each quarter before. */
export function objectsCsv({ year, directory }: GoldenYear, region: string): Uint8Array {
  const header = [
    ...['单位名称', '统一社会信用代码', '单位地址', '法定代表人', '所在区域', '排污许可管理类别', '状态'],
    ...['重点排污单位', '建设项目', '项目编号', '联合抽查对象', '行政处罚'],
  ];
  const days = [`${year - 1}-11-05`, `${year}-02-05`, `${year}-05-05`, `${year}-08-05`];
  const rows = CLASSES.flatMap((cls) =>
    Array.from({ length: directory[cls]! }, (_, i) => [
      `假想${cls}第${i + 1}号`,
      codeOf(cls, i).slice(0, 18),
      `假想路${i + 1}号`,
      '某某某',
      region,
      cls === 'key' ? '重点管理' : '登记管理',
      '正常',
      cls === 'key' ? `${year}市级` : '否',
      cls === 'construction' ? '是' : '否',
      cls === 'construction' ? `XM-${i + 1}` : '',
      cls === 'jointObject' ? '是' : '否',
      cls === 'special' ? days.map((day) => `${day}|县级|文号`).join('；') : '',
    ]),
  );
  return csv([header, ...rows]);
}

/** The visits of the year, each quarter going on where the one before stopped. */
export function visitsCsv({ year, directory, input }: GoldenYear): Uint8Array {
  const header = ['检查日期', '统一社会信用代码', '抽取方式', '任务类型', '检查结果', '结果认定日期', '公示日期'];
  const rows: string[][] = [];
  for (const cls of CLASSES) {
    const given = input[cls]!;
    const perQuarter = typeof given === 'number' ? [given] : given;
    let next = 0;
    for (const [quarter, n] of perQuarter.entries()) {
      const month = String(quarter * 3 + 2).padStart(2, '0');
      for (let i = 0; i < n; i++, next++) {
        const code = codeOf(cls, next % directory[cls]!);
        const kind = cls === 'jointObject' ? '部门联合' : '日常';
        rows.push([
          `${year}-${month}-10`,
          code,
          '随机',
          kind,
          '未发现问题',
          `${year}-${month}-12`,
          `${year}-${month}-20`,
        ]);
      }
    }
  }
  return csv([header, ...rows]);
}
