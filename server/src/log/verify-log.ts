import { compareBytes, fromUtf8, hex } from '@sunlot/core/basics/bytes.ts';
import { parseCanonical } from '@sunlot/core/basics/canonical-json.ts';
import {
  append,
  type CompactRange,
  EMPTY_RANGE,
  peakIds,
  rangeRoot,
  type StoredNode,
} from '@sunlot/core/hash/compact-range.ts';
import { leafHash } from '@sunlot/core/hash/merkle.ts';
import type { Transaction } from 'kysely';
import { wholeSeconds } from '../clock.ts';
import type { Schema } from '../db/schema.ts';
import type { Tree } from './append.ts';
import { type Checkpoint, readNote } from './checkpoint.ts';

const PAGE = 1000;

/** One thing that is wrong, with the place: which tree, which entry. */
export type LogFault = { readonly tree: Tree; readonly index: number | undefined; readonly what: string };

export type LogVerdict = {
  readonly ok: boolean;
  readonly trees: readonly { readonly tree: Tree; readonly size: number; readonly root: string }[];
  readonly checkpoints: number;
  readonly anchors: number;
  readonly faults: readonly LogFault[];
  /** What this check cannot see without a checkpoint kept elsewhere. */
  readonly limits: readonly string[];
};

export type LogVerification = {
  readonly publicKey: Uint8Array;
  /** A checkpoint kept outside (paper, USB, another office), signed by this log. */
  readonly outside?: Checkpoint | undefined;
};

/**
 * Recomputes both trees from their entries and compares them with the stored subtrees, with every signed checkpoint,
 * with the audit roots that the public tree anchors, and with a checkpoint from outside where one is given.
 */
export async function verifyLog(tx: Transaction<Schema>, { publicKey, outside }: LogVerification): Promise<LogVerdict> {
  const check: Check = { tx, faults: [], wanted: [] };
  check.wanted.push(...(await wantedRoots(check, { publicKey, outside })));
  const anchors: Wanted[] = [];
  const publicTree = await walk(check, 'public', (index, entry) => {
    const anchor = parseAnchor(entry);
    if (anchor) anchors.push({ tree: 'audit', ...anchor, what: `公开日志第 ${index} 条记下的审计日志` });
  });
  const checkpoints = check.wanted.length;
  check.wanted.push(...anchors);
  const auditTree = await walk(check, 'audit', () => {});
  return {
    ok: check.faults.length === 0,
    trees: [publicTree, auditTree],
    checkpoints,
    anchors: anchors.length,
    faults: check.faults,
    limits: outside === undefined ? [WITHOUT_OUTSIDE] : limitsOf(outside, publicTree.size, auditTree.size),
  };
}

const WITHOUT_OUTSIDE =
  '没有提供外部检查点：末尾被截断、整条日志被重算、恢复成旧备份、给不同的人看不同的日志，只要前后自洽，本机检查都看不出来。';

/** An outside checkpoint holds its tree up to its size; the public log holds the audit log by the anchors in it. */
function limitsOf({ tree, size }: Checkpoint, publicSize: number, auditSize: number): readonly string[] {
  const later = (tree === 'public' ? publicSize : auditSize) - size;
  const name = tree === 'public' ? '公开日志' : '审计日志';
  return [
    ...(later > 0 ? [`外部检查点管住${name}的前 ${size} 条；其后 ${later} 条若被截断或重算，本机检查看不出来。`] : []),
    ...(tree === 'audit' ? ['公开日志没有外部检查点：它若被截断、重算或恢复成旧备份，本机检查看不出来。'] : []),
  ];
}

/** A verification at work: what must be met at which size, and what was found wrong. */
type Check = { readonly tx: Transaction<Schema>; readonly faults: LogFault[]; readonly wanted: Wanted[] };

type Wanted = { readonly tree: Tree; readonly size: number; readonly root: string; readonly what: string };

async function wantedRoots({ tx, faults }: Check, { publicKey, outside }: LogVerification): Promise<Wanted[]> {
  const rows = await tx.selectFrom('log_checkpoint').select(['tree', 'size', 'note']).orderBy('size').execute();
  const wanted: Wanted[] = [];
  for (const { tree, size, note } of rows) {
    const read = readNote(note, publicKey);
    if (read.ok && read.value.tree === tree && read.value.size === size)
      wanted.push(named(read.value, `大小为 ${size} 的检查点`));
    else faults.push({ tree: tree as Tree, index: undefined, what: `大小为 ${size} 的检查点签名不对` });
  }
  if (outside) wanted.push(named(outside, `外部检查点（大小 ${outside.size}）`));
  return wanted;
}

function named({ tree, size, root }: Checkpoint, what: string): Wanted {
  return { tree, size, root: hex(root), what };
}

/** Size and root of the audit tree, where the entry is an anchor of it. */
function parseAnchor(value: unknown): { readonly size: number; readonly root: string } | undefined {
  if (typeof value !== 'object' || value === null || !('size' in value) || !('root' in value)) return undefined;
  return 'type' in value && value.type === 'audit-root'
    ? { size: Number(value.size), root: String(value.root) }
    : undefined;
}

/** What an entry says, parsed; undefined where it is not canonical JSON. */
type Visit = (index: number, entry: unknown) => void;
type TreeState = LogVerdict['trees'][number];

/** Rebuilds a tree from its entries, comparing on the way. Stops at a missing entry: nothing after it can be placed. */
async function walk(check: Check, tree: Tree, visit: Visit): Promise<TreeState> {
  const roots = Map.groupBy(
    check.wanted.filter((want) => want.tree === tree),
    ({ size }) => size,
  );
  let range: CompactRange = EMPTY_RANGE;
  compareRoots(check, tree, { range, roots });
  for (;;) {
    const rows = await page(check.tx, tree, range.size);
    const created: StoredNode[] = [];
    for (const row of rows) {
      if (row.index !== range.size) {
        check.faults.push({ tree, index: range.size, what: `第 ${range.size} 条缺失（下一条是 ${row.index}）` });
        return { tree, size: range.size, root: hex(rangeRoot(range)) };
      }
      const step = append(range, leafHash(row.entry));
      created.push(...step.created);
      range = step.range;
      const entry = parseCanonical(fromUtf8(row.entry) ?? '');
      compareColumns(check, tree, { row, entry });
      visit(row.index, entry);
      compareRoots(check, tree, { range, roots });
    }
    await compareNodes(check, tree, created);
    if (rows.length < PAGE) break;
  }
  reportCut(check, tree, { range, roots });
  await compareCount(check, tree, range.size);
  return { tree, size: range.size, root: hex(rangeRoot(range)) };
}

type Met = { readonly range: CompactRange; readonly roots: ReadonlyMap<number, readonly Wanted[]> };

function compareRoots({ faults }: Check, tree: Tree, { range, roots }: Met): void {
  for (const want of roots.get(range.size) ?? []) {
    if (want.root === hex(rangeRoot(range))) continue;
    const what = `${want.what}与现有的前 ${range.size} 条不符：有记录被改动、插入或删除`;
    faults.push({ tree, index: range.size - 1, what });
  }
}

function reportCut({ faults }: Check, tree: Tree, { range, roots }: Met): void {
  for (const [size, wants] of roots) {
    if (size <= range.size) continue;
    const what = `${wants[0]!.what}说有 ${size} 条，现在只有 ${range.size} 条：末尾被截断`;
    faults.push({ tree, index: range.size, what });
  }
}

type Read = { readonly row: Awaited<ReturnType<typeof page>>[number]; readonly entry: unknown };

/** Kind and time stand beside an entry for searching; they are those inside it, which the tree covers. */
function compareColumns({ faults }: Check, tree: Tree, { row, entry }: Read): void {
  const said = typeof entry === 'object' && entry !== null ? entry : {};
  const kind = 'type' in said ? said.type : 'action' in said ? said.action : undefined;
  const isSame = kind === row.type && 'at' in said && said.at === wholeSeconds(row.at);
  if (!isSame) faults.push({ tree, index: row.index, what: `第 ${row.index} 条的类型或时间与条目内容不符` });
}

/** A tree of n leaves has 2n − (ones of n in binary) complete subtrees; more are left of entries that were taken away. */
async function compareCount({ tx, faults }: Check, tree: Tree, size: number): Promise<void> {
  const { n } = await tx
    .selectFrom('log_node')
    .select((eb) => eb.fn.countAll<number>().as('n'))
    .where('tree', '=', tree)
    .executeTakeFirstOrThrow();
  const right = 2 * size - peakIds(size).length;
  if (n === right) return;
  faults.push({ tree, index: undefined, what: `存储的校验值有 ${n} 个，${size} 条记录应有 ${right} 个` });
}

function page(tx: Transaction<Schema>, tree: Tree, from: number) {
  return tx
    .selectFrom('log_entry')
    .select(['index', 'type', 'at', 'entry'])
    .where('tree', '=', tree)
    .where('index', '>=', from)
    .orderBy('index')
    .limit(PAGE)
    .execute();
}

/** The stored subtree hashes must be those that the entries give. */
async function compareNodes({ tx, faults }: Check, tree: Tree, created: readonly StoredNode[]): Promise<void> {
  const leaves = created.filter(({ level }) => level === 0);
  const [first, last] = [leaves[0], leaves.at(-1)];
  if (!first || !last) return;
  const rows = await tx
    .selectFrom('log_node')
    .select(['level', 'index', 'hash'])
    .where('tree', '=', tree)
    .where((eb) =>
      eb.or([
        eb.and([eb('level', '=', 0), eb('index', '>=', first.index), eb('index', '<=', last.index)]),
        ...created.filter(({ level }) => level > 0).map(({ level, index }) => eb.and({ level, index })),
      ]),
    )
    .execute();
  const stored = new Map(rows.map((row) => [`${row.level}/${row.index}`, row.hash]));
  const wrong = created.find((node) => {
    const hash = stored.get(`${node.level}/${node.index}`);
    return !hash || compareBytes(hash, node.hash) !== 0;
  });
  if (!wrong) return;
  const at = wrong.index * 2 ** wrong.level;
  faults.push({ tree, index: at, what: `第 ${at} 条起 ${2 ** wrong.level} 条的存储校验值不符` });
}
