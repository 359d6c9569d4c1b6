import { execFileSync } from 'node:child_process';
import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { consoleActor } from '@sunlot/server/accounts/actor.ts';
import { type Deps, write } from '@sunlot/server/context.ts';
import { inventedCode } from '@sunlot/server/examples/credit-codes.ts';
import { exampleObjects } from '@sunlot/server/examples/jiangxian-objects.ts';
import { addAgency } from '@sunlot/server/features/agencies/add-agency.ts';
import { importObjects } from '@sunlot/server/features/objects/import-objects.ts';
import { writeCsv, writeTable } from '@sunlot/server/workbooks/write-table.ts';
import type { Options, Row } from './row.ts';
import { asSuperuser, withInstallation } from './scratch-database.ts';

const AGENCY = '140826';
const HEADERS = [
  '企业名称',
  '统一社会信用代码',
  '详细地址',
  '法定代表人',
  '所在区域',
  '行业类别',
  '污染类型',
  '排污许可管理类别',
  '重点排污单位',
  '信用风险分类',
  '危险废物',
  '行政处罚',
  '状态',
  '状态起始日期',
];

type Work = { readonly size: number; readonly format: 'xlsx' | 'csv'; readonly goal?: string };

const WORKS: readonly Work[] = [
  { size: 1_000, format: 'xlsx' },
  { size: 10_000, format: 'xlsx' },
  { size: 100_000, format: 'xlsx', goal: '≤ 20 s, ≤ 400 MB, no block > 100 ms' },
];
const LARGE: readonly Work[] = [{ size: 1_000_000, format: 'csv', goal: '≤ 90 s' }];

/** Import of an object list, read, judged and stored, against a bare COPY of the rows that came of it. */
export async function benchImport({ large }: Pick<Options, 'large'>): Promise<readonly Row[]> {
  const rows: Row[] = [];
  for (const work of large ? [...WORKS, ...LARGE] : WORKS) rows.push(await measure(work));
  return rows;
}

function measure({ size, format, goal }: Work): Promise<Row> {
  return withInstallation(async (deps, folder) => {
    await write(deps, consoleActor(), (ctx) =>
      addAgency(ctx, {
        code: AGENCY,
        name: '绛县分局',
        level: 'county' as const,
        pack: 'jiangxian',
      }),
    );
    const bytes = fileOf({ size, format }, join(folder, `objects.${format}`));
    const { ms, note } = await timed(deps, bytes, `objects.${format}`);
    const referenceMs = await bareCopy(folder);
    const work = `import objects from .${format}, judged and stored`;
    return {
      work,
      size,
      ms,
      reference: 'bare COPY of the same rows',
      referenceMs,
      note,
      ...(goal !== undefined && { goal }),
    };
  });
}

/** Made in a process of its own: what making it takes is not the import's. */
function fileOf({ size, format }: Work, file: string): Uint8Array {
  execFileSync(process.execPath, [import.meta.filename, String(size), format, file], { stdio: 'ignore' });
  return new Uint8Array(readFileSync(file));
}

async function makeFile({ size, format }: Work): Promise<Uint8Array> {
  const models = exampleObjects().filter(({ project, joint }) => project === '' && joint === '');
  const rows = Array.from({ length: size }, (_, i) => {
    const model = models[i % models.length]!;
    const { person, industry, pollutants, permit, keyList, credit, waste, penalty, status, since } = model;
    const place = [`${model.name}${i}`, inventedCode(i + 1), `${model.address}-${i}`, person, AGENCY];
    return [...place, industry, pollutants, permit, keyList, credit, waste, penalty, status, since];
  });
  if (format === 'csv') return writeCsv([HEADERS, ...rows]);
  return writeTable({ sheet: '名录', columns: HEADERS.map((header) => ({ header })), rows });
}

/** Memory: the process at its highest, and what it had before. */
async function timed(
  deps: Deps,
  bytes: Uint8Array,
  file: string,
): Promise<{ readonly ms: number; readonly note: string }> {
  const before = process.memoryUsage().rss;
  let highest = before;
  const sampling = setInterval(() => {
    highest = Math.max(highest, process.memoryUsage().rss);
  }, 20);
  const delay = monitorEventLoopDelay({ resolution: 5 });
  delay.enable();
  const start = performance.now();
  try {
    const { result } = await write(deps, consoleActor(), (ctx) => importObjects(ctx, { agency: AGENCY, file, bytes }));
    const ms = performance.now() - start;
    delay.disable();
    if (result.rejected > 0 || result.added !== result.read)
      throw new Error(`not all rows were added: ${JSON.stringify(result)}`);
    const megabytes = (count: number) => Math.round(count / 1e6);
    return {
      ms,
      note: `${megabytes(highest)} MB at most, ${megabytes(before)} MB before, longest block ${Math.round(delay.max / 1e6)} ms`,
    };
  } finally {
    clearInterval(sampling);
  }
}

function bareCopy(folder: string): Promise<number> {
  const file = join(tmpdir(), `sunlot-bench-copy-${process.pid}`);
  return asSuperuser(folder, async (query) => {
    try {
      await query(`copy inspection_object to '${file}'`);
      await query('create table bare (like inspection_object including all)');
      const start = performance.now();
      await query(`copy bare from '${file}'`);
      return performance.now() - start;
    } finally {
      rmSync(file, { force: true });
    }
  });
}

if (process.argv[1] === import.meta.filename) {
  const [size, format, file] = process.argv.slice(2);
  writeFileSync(file!, await makeFile({ size: Number(size), format: format === 'csv' ? 'csv' : 'xlsx' }));
}
