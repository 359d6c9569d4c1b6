import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { closeSync, openSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import type { FrozenList } from '@sunlot/core/draw/freeze-list.ts';
import type { LeafTable } from '@sunlot/core/draw/leaf-table.ts';
import type { Manifest } from '@sunlot/core/draw/manifest.ts';
import { type SelectedTier, selectRows } from '@sunlot/core/draw/select.ts';
import { plainLanes } from '@sunlot/core/hash/lanes.ts';
import { ticketPrefix } from './draw-references.ts';
import { compare } from './measure.ts';
import { pieces, writeList } from './national-file.ts';
import { FAST, frozenList, manifestOf, rowTexts, SEED } from './national-list.ts';
import { loadedCheck } from './national-verify.ts';
import type { Options, Row } from './row.ts';
import { asSuperuser, inScratchFolder, type Query, withInstallation } from './scratch-database.ts';

const SIZES = [1_000, 10_000, 100_000];
const LARGE = [1_000_000, 4_000_000];
const LEAF = 32;

/** The list of a nation, by size: freeze, selection, selection from the file, verification. */
export function benchNational(options: Options): Promise<readonly Row[]> {
  const sizes = options.large ? [...SIZES, ...LARGE] : SIZES;
  return withInstallation((_, folder) =>
    asSuperuser(folder, (query) =>
      inScratchFolder(async (scratch) => {
        const rows: Row[] = [];
        for (const size of sizes) rows.push(...(await rowsOf(size, { query, options, scratch })));
        return rows.sort((a, b) => order(a, rows) - order(b, rows) || a.size - b.size);
      }),
    ),
  );
}

/** Rows of one work together, works as they first came. */
function order({ work, reference }: Row, rows: readonly Row[]): number {
  return rows.findIndex((row) => row.work === work && row.reference === reference);
}

type Setting = { readonly query: Query; readonly options: Options; readonly scratch: string };
type National = { readonly list: FrozenList; readonly manifest: Manifest; readonly file: string };

async function rowsOf(size: number, { query, options, scratch }: Setting): Promise<readonly Row[]> {
  const file = join(scratch, 'objects.txt');
  const { row, list } = await freezeRow(size, file, options);
  const national = { list, manifest: manifestOf(list), file };
  const selecting = await selectionRows(national, { query, options });
  return [row, ...selecting, streamRow(size, file, options), await verifyRow(national, options)];
}

/** Rows to salts, leaves, order, root and file, against writing and reading the same rows and lines. */
async function freezeRow(
  size: number,
  file: string,
  options: Options,
): Promise<{ readonly row: Row; readonly list: FrozenList }> {
  const bare = `${file}.bare`;
  let list: FrozenList | undefined;
  const frozen = () => {
    list = frozenList(size);
    writeList(list.table, file);
  };
  const { note } = processorTime(frozen);
  const copied = () => {
    const opened = openSync(bare, 'w');
    for (const row of rowTexts(size)) writeSync(opened, `${row}\n`);
    for (const piece of pieces(file)) writeSync(opened, piece);
    closeSync(opened);
  };
  const times = await compare(frozen, copied, options);
  const reference = 'same rows and lines written alone';
  const row = { work: 'freeze: salts, leaves, root, file', size, ...times, reference, note, ...goal(size, '≤ 15 s') };
  return { row, list: list! };
}

/** What a busy machine does not change much: the processor time of one run. */
function processorTime(work: () => unknown): { readonly note: string } {
  const begin = process.cpuUsage();
  work();
  const { user, system } = process.cpuUsage(begin);
  return { note: `${((user + system) / 1_000_000).toPrecision(2)} s of processor` };
}

async function selectionRows(
  { list, manifest }: National,
  { query, options }: Pick<Setting, 'query' | 'options'>,
): Promise<readonly Row[]> {
  const { table } = list;
  const own = () => selectRows({ manifest, seed: SEED, table, makeLanes: FAST });
  const plain = () => selectRows({ manifest, seed: SEED, table, makeLanes: plainLanes });
  const byLoop = () => manifest.strata.map((stratum) => hashLoop(table, stratum.id, stratum.n));
  const bySql = async () => {
    const found: string[] = [];
    for (const stratum of manifest.strata) {
      for (const leaf of await selectByHash(query, table, stratum)) found.push(leaf);
    }
    return found;
  };
  await loadLeaves(query, table);
  // Only equal answers are compared.
  const right = own().flatMap((tiers) => tiers.flatMap((tier) => leavesOf(table, tier)));
  const loop = byLoop().flatMap((rows) => rows.map((row) => leafOf(table, row)));
  const others = [loop, await bySql(), plain().flatMap((tiers) => tiers.flatMap((tier) => leavesOf(table, tier)))];
  for (const other of others) if (other.join() !== right.join()) throw new Error('a reference drew other rows');
  const row = { work: 'tickets and winners of 3 strata', size: table.size };
  return [
    {
      ...{ ...row, ...(await compare(own, byLoop, options)), reference: 'createHash loop and sort of objects' },
      ...processorTime(own),
      ...goal(table.size, '≤ 1.0 s'),
    },
    { ...row, ...(await compare(own, bySql, options)), reference: 'PostgreSQL order by sha256() limit' },
    {
      ...{ ...row, work: 'the same in plain JavaScript', ...(await compare(plain, own, options)) },
      reference: 'on WebAssembly',
    },
  ];
}

/** What `national-stream.ts` prints. */
type Streamed = {
  readonly ms: number;
  readonly referenceMs: number;
  readonly cpuMs: number;
  readonly megabytes: number;
  readonly drawn: number;
};

function streamRow(size: number, file: string, { runs }: Options): Row {
  const taken = Array.from({ length: Math.min(runs, 3) }, () => {
    const words = [join(import.meta.dirname, 'national-stream.ts'), file, String(size)];
    const { status, stdout } = spawnSync(process.execPath, words, {
      stdio: ['ignore', 'pipe', 'inherit'],
      encoding: 'utf8',
    });
    if (status !== 0) throw new Error('the list was not read');
    return JSON.parse(stdout) as Streamed;
  }).sort((a, b) => a.ms - b.ms);
  const { ms, referenceMs, cpuMs, megabytes, drawn } = taken[taken.length >> 1]!;
  return {
    ...{ work: 'the same from the public list file, its root included', size, ms, referenceMs },
    ...{
      reference: 'same bytes read alone',
      note: `${drawn.toLocaleString('en-US')} drawn, ${(cpuMs / 1000).toPrecision(2)} s of processor, ${megabytes} MB at most`,
    },
    ...goal(size, '≤ 4 s, ≤ 400 MB'),
  };
}

/** What is left once the list is loaded with its root: the numbers of the manifest, tickets, order, cut-offs. */
async function verifyRow({ list, manifest }: National, options: Options): Promise<Row> {
  const { table } = list;
  const draw = () => selectRows({ manifest, seed: SEED, table, makeLanes: FAST });
  const verified = loadedCheck({ table, manifest });
  const times = await compare(verified, draw, options);
  const row = { work: 'verification of that draw after loading', size: table.size, ...times };
  return { ...row, reference: 'the draw itself', ...goal(table.size, '≤ 2 s'), ...processorTime(verified) };
}

/** Goals are for the largest list. */
function goal(size: number, text: string): { readonly goal?: string } {
  return size === LARGE[LARGE.length - 1] ? { goal: text } : {};
}

function leafOf({ leaves }: LeafTable, row: number): string {
  return Buffer.from(leaves.buffer, row * LEAF, LEAF).toString('hex');
}

function leavesOf(table: LeafTable, { rows, n }: SelectedTier): readonly string[] {
  return Array.from(rows.subarray(0, n), (row) => leafOf(table, row));
}

/** One `createHash` a row, all sorted as objects, the first n taken. */
function hashLoop({ size, leaves, stratum, strata }: LeafTable, id: string, n: number): readonly number[] {
  const prefix = ticketPrefix(SEED, id);
  const place = strata.indexOf(id);
  const tickets: { readonly row: number; readonly t: string }[] = [];
  for (let row = 0; row < size; row++) {
    if (stratum[row] !== place) continue;
    const t = createHash('sha256')
      .update(prefix)
      .update(leaves.subarray(row * LEAF, (row + 1) * LEAF))
      .digest('hex');
    tickets.push({ row, t });
  }
  tickets.sort((a, b) => (a.t < b.t ? -1 : 1));
  return tickets.slice(0, n).map(({ row }) => row);
}

const ROWS_AT_A_TIME = 50_000;

async function loadLeaves(query: Query, table: LeafTable): Promise<void> {
  await query('drop table if exists bench_national');
  await query('create temporary table bench_national (stratum smallint not null, leaf bytea not null)');
  for (let at = 0; at < table.size; at += ROWS_AT_A_TIME) {
    const end = Math.min(at + ROWS_AT_A_TIME, table.size);
    const bytes = Buffer.from(table.leaves.buffer, at * LEAF, (end - at) * LEAF);
    await query(
      `insert into bench_national
       select (($2::int[])[n + 1])::smallint, substr($1::bytea, n * 32 + 1, 32) from generate_series(0, $3 - 1) as n`,
      [bytes, [...table.stratum.subarray(at, end)], end - at],
    );
  }
  await query('analyze bench_national');
}

async function selectByHash(
  query: Query,
  { strata }: LeafTable,
  { id, n }: Manifest['strata'][number],
): Promise<readonly string[]> {
  const text = `select encode(leaf, 'hex') as leaf from bench_national where stratum = $3
                order by sha256($1::bytea || leaf) limit $2`;
  return (await query(text, [ticketPrefix(SEED, id), n, strata.indexOf(id)])).map(({ leaf }) => String(leaf));
}
