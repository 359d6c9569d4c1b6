import { hex, utf8 } from '@sunlot/core/basics/bytes.ts';
import { canonicalBytes } from '@sunlot/core/basics/canonical-json.ts';
import { checkpointBody, parseVerifierKey, signedCheckpoint } from '@sunlot/core/draw/checkpoint.ts';
import { append, EMPTY_RANGE, rangeRoot } from '@sunlot/core/hash/compact-range.ts';
import { leafHash } from '@sunlot/core/hash/merkle.ts';
import { Kysely, PostgresDialect, sql, type Transaction } from 'kysely';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { consoleActor } from '../accounts/actor.ts';
import { write } from '../context.ts';
import type { Schema } from '../db/schema.ts';
import { describeDatabases } from '../db/test-database.ts';
import { typeParsers } from '../db/type-parsers.ts';
import { type County, openCounty } from '../features/draws/test-county.ts';
import { anchorAudit } from './anchor.ts';
import { appendEntry, type Tree, treeSize } from './append.ts';
import { makeCheckpoint, readNote, verifierKeyText } from './checkpoint.ts';
import { type LogVerdict, verifyLog } from './verify-log.ts';

/**
 * What somebody can do who owns the database and the log's key: every kind a hundred times, each in a place of its own,
 * with a checkpoint that lay elsewhere. All of it in one database, taken back to a savepoint after each look.
 */
const INSTANCES = 100;
const WRITES = 8;
/** A clumsy attack is looked at without a checkpoint so often; a careful one every time. */
const ALONE_EVERY = 10;

type Tx = Transaction<Schema>;
type Past = Readonly<Record<Tree, number>>;
type Checkpoint = { readonly size: number; readonly note: string };
/** Numbers 0…n−1, the same in every run. */
type Choose = (n: number) => number;

function chooser(seed: number): Choose {
  let state = seed;
  return (n) => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return Math.floor((state / 2 ** 32) * n);
  };
}

describeDatabases('a log in the hands of its owner', (target) => {
  let county: County;
  let pool: pg.Pool;
  let db: Kysely<Schema>;
  /** Signed checkpoints of the public tree as they were given away, and the sizes of both trees after each write. */
  const given: Checkpoint[] = [];
  const pasts: Past[] = [];
  beforeAll(async () => {
    county = await openCounty(target);
    for (let n = 0; n < WRITES; n++) await write(county.deps, consoleActor(), (ctx) => grow(ctx, n));
    pool = new pg.Pool({ connectionString: county.url, max: 1, types: typeParsers });
    db = new Kysely<Schema>({ dialect: new PostgresDialect({ pool }) });
  });
  afterAll(async () => {
    await db.destroy();
    await county.close();
  });

  async function grow(ctx: Parameters<Parameters<typeof write>[2]>[0], n: number): Promise<void> {
    for (let i = 0; i < 3; i++) await appendEntry(ctx.tx, newEntry(ctx.at, `${n}/${i}`));
    for (let i = 0; i < 2; i++) await ctx.audit({ action: 'test.grow', after: { n, i } });
    await anchorAudit(ctx);
    const { note } = await makeCheckpoint(ctx.tx, { keys: ctx.keys, tree: 'public', at: ctx.at });
    const past = { public: await treeSize(ctx.tx, 'public'), audit: await treeSize(ctx.tx, 'audit') };
    given.push({ size: past.public, note });
    pasts.push(past);
  }

  /** Does it, and says up to which size of the public tree nothing was touched. */
  type Attack = (tx: Tx, choose: Choose) => Promise<{ readonly untouched: number }>;

  /** Every instance of an attack, looked at with an outside checkpoint that covers it, and without any. */
  async function looks(seed: number, act: Attack, aloneEvery: number) {
    const outside: LogVerdict[] = [];
    const alone: LogVerdict[] = [];
    await db.transaction().execute(async (tx) => {
      // The superuser's way past every trigger and foreign key.
      await sql`set local session_replication_role = replica`.execute(tx);
      const choose = chooser(seed);
      for (let instance = 0; instance < INSTANCES; instance++) {
        await sql`savepoint before`.execute(tx);
        const { untouched } = await act(tx, choose);
        const covering = given.filter(({ size }) => size > untouched);
        const kept = readOwn(covering[choose(covering.length)]!.note);
        outside.push(await verifyLog(tx, { publicKey, outside: kept }));
        if (instance % aloneEvery === 0) alone.push(await verifyLog(tx, { publicKey }));
        await sql`rollback to savepoint before`.execute(tx);
      }
      expect(await verifyLog(tx, { publicKey, outside: readOwn(given.at(-1)!.note) })).toMatchObject({ ok: true });
    });
    expect(outside).toHaveLength(INSTANCES);
    return { outside, alone };
  }

  let publicKey: Uint8Array;
  beforeAll(() => {
    publicKey = county.deps.keys.logPublicKey;
  });
  function readOwn(note: string) {
    const read = readNote(note, publicKey);
    if (!read.ok) throw new Error(read.error);
    return read.value;
  }

  const last = () => pasts.at(-1)!;
  const anyTree = (choose: Choose): Tree => (choose(2) === 0 ? 'public' : 'audit');
  /** Nothing of the public tree below an attack on the audit tree is touched, yet every checkpoint must tell. */
  const below = (tree: Tree, index: number) => ({ untouched: tree === 'public' ? index : 0 });

  describe('clumsy: the entries are touched, and nothing else', () => {
    const shift = (tx: Tx, { tree, from, by }: { tree: Tree; from: number; by: number }) =>
      // Through the negative numbers, for a row's index is unique at every moment; the check is the owner's to drop.
      sql`alter table log_entry drop constraint if exists log_index`.execute(tx).then(async () => {
        await sql`update log_entry set index = -1 - index where tree = ${tree} and index >= ${from}`.execute(tx);
        await sql`update log_entry set index = -1 - index + ${by} where tree = ${tree} and index < 0`.execute(tx);
      });

    const attacks: readonly (readonly [string, Attack])[] = [
      [
        'an entry edited in one byte',
        async (tx, choose) => {
          const tree = anyTree(choose);
          const index = choose(last()[tree]);
          const edited = Uint8Array.from((await entriesOf(tx, tree))[index]!.entry);
          const at = choose(edited.length);
          edited[at] = edited[at]! ^ (1 + choose(255));
          await tx
            .updateTable('log_entry')
            .set({ entry: edited })
            .where('tree', '=', tree)
            .where('index', '=', index)
            .execute();
          return below(tree, index);
        },
      ],
      [
        'an entry deleted, the gap left or closed',
        async (tx, choose) => {
          const tree = anyTree(choose);
          const index = choose(last()[tree]);
          await tx.deleteFrom('log_entry').where('tree', '=', tree).where('index', '=', index).execute();
          if (choose(2) === 0) await shift(tx, { tree, from: index + 1, by: -1 });
          return below(tree, index);
        },
      ],
      [
        'an entry inserted',
        async (tx, choose) => {
          const tree = anyTree(choose);
          const index = choose(last()[tree]);
          await shift(tx, { tree, from: index, by: 1 });
          await tx
            .insertInto('log_entry')
            .values({ ...row(newEntry('2026-11-20T01:00:00Z', `forged ${choose(1e6)}`)), tree, index })
            .execute();
          return below(tree, index);
        },
      ],
      [
        'two entries exchanged',
        async (tx, choose) => {
          const tree = anyTree(choose);
          const first = choose(last()[tree] - 1);
          const second = first + 1 + choose(last()[tree] - first - 1);
          await sql`update log_entry a
            set type = b.type, agency = b.agency, subject = b.subject, entry = b.entry, at = b.at from log_entry b
            where a.tree = ${tree} and b.tree = ${tree} and a.index in (${first}, ${second})
              and b.index = ${first + second} - a.index`.execute(tx);
          return below(tree, first);
        },
      ],
      [
        'the type or the time beside an entry',
        async (tx, choose) => {
          const tree = anyTree(choose);
          const index = choose(last()[tree]);
          const change = choose(2) === 0 ? { type: 'void' } : { at: `2026-10-${10 + choose(20)}T00:00:00Z` };
          await tx.updateTable('log_entry').set(change).where('tree', '=', tree).where('index', '=', index).execute();
          return below(tree, index);
        },
      ],
      [
        'the tail of the entries cut off, their hashes left',
        async (tx, choose) => {
          const tree = anyTree(choose);
          const size = choose(last()[tree]);
          await tx.deleteFrom('log_entry').where('tree', '=', tree).where('index', '>=', size).execute();
          await tx.deleteFrom('log_checkpoint').execute();
          return below(tree, size);
        },
      ],
    ];

    test.each(attacks)('%s: found in every place, also without a checkpoint from outside', async (_, act) => {
      const { outside, alone } = await looks(1, act, ALONE_EVERY);
      for (const verdict of [...outside, ...alone]) {
        expect(verdict.ok).toBe(false);
        expect(verdict.faults.length).toBeGreaterThan(0);
      }
    });
  });

  describe('careful: everything on this machine agrees afterwards', () => {
    const attacks: readonly (readonly [string, Attack])[] = [
      [
        'the tail cut off',
        async (tx, choose) => {
          const size = choose(last().public);
          await cut(tx, 'public', size);
          return { untouched: size };
        },
      ],
      [
        'the chain recomputed from a changed entry on, all checkpoints signed anew',
        async (tx, choose) => {
          const entries = await entriesOf(tx, 'public');
          const plain = entries.flatMap(({ type }, at) => (type === 'audit-root' ? [] : [at]));
          const index = plain[choose(plain.length)]!;
          const changed = { ...entries[index]!, ...row(newEntry('2026-11-20T01:00:00Z', `forged ${choose(1e6)}`)) };
          await rebuild(tx, entries.with(index, { ...changed, tree: 'public', index }));
          return { untouched: index };
        },
      ],
      [
        'an older backup put back, whole',
        async (tx, choose) => {
          const past = pasts[choose(pasts.length - 1)]!;
          await cut(tx, 'public', past.public);
          await cut(tx, 'audit', past.audit);
          return { untouched: past.public };
        },
      ],
      [
        'another log for other eyes: a common past, then other entries, longer than the first',
        async (tx, choose) => {
          const entries = await entriesOf(tx, 'public');
          const size = choose(last().public);
          const more = last().public - size + choose(10);
          const other = Array.from({ length: more }, (__, i) => ({
            ...row(newEntry('2026-11-20T01:00:00Z', `other ${i} ${choose(1e6)}`)),
            ...{ tree: 'public', index: size + i },
          }));
          await rebuild(tx, [...entries.slice(0, size), ...other]);
          return { untouched: size };
        },
      ],
    ];

    test.each(attacks)('%s: found by a checkpoint from outside alone, and the limits say so', async (_, act) => {
      const { outside, alone } = await looks(2, act, 1);
      for (const { ok, faults } of outside) {
        expect(ok).toBe(false);
        expect(faults).toEqual([
          expect.objectContaining({ tree: 'public', what: expect.stringContaining('外部检查点') }),
        ]);
      }
      for (const verdict of alone) {
        expect(verdict).toMatchObject({ ok: true, faults: [] });
        for (const words of ['末尾被截断', '整条日志被重算', '恢复成旧备份', '给不同的人看不同的日志'])
          expect(verdict.limits.join()).toContain(words);
      }
      expect(alone).toHaveLength(INSTANCES);
    });
  });

  test('what came after the checkpoint from outside is not covered by it, and the limits say so', async () => {
    await db.transaction().execute(async (tx) => {
      await sql`set local session_replication_role = replica`.execute(tx);
      await sql`savepoint before`.execute(tx);
      const early = given[0]!;
      await cut(tx, 'public', early.size + 1);
      const verdict = await verifyLog(tx, { publicKey, outside: readOwn(early.note) });
      expect(verdict).toMatchObject({
        ok: true,
        limits: [`外部检查点管住公开日志的前 ${early.size} 条；其后 1 条若被截断或重算，本机检查看不出来。`],
      });
      await sql`rollback to savepoint before`.execute(tx);
    });
  });

  /** Takes away all but the first entries of a tree, and what would show that there were more. */
  async function cut(tx: Tx, tree: Tree, size: number): Promise<void> {
    await tx.deleteFrom('log_entry').where('tree', '=', tree).where('index', '>=', size).execute();
    await sql`delete from log_node where tree = ${tree} and (index + 1) * (1 << level) > ${size}`.execute(tx);
    await tx.deleteFrom('log_checkpoint').where('tree', '=', tree).where('size', '>', size).execute();
  }

  /** Writes another public tree, with its hashes, and signs it wherever a checkpoint was given away, and at its end. */
  async function rebuild(tx: Tx, entries: readonly Schema['log_entry'][]): Promise<void> {
    for (const table of ['log_entry', 'log_node', 'log_checkpoint'] as const)
      await tx.deleteFrom(table).where('tree', '=', 'public').execute();
    await tx
      .insertInto('log_entry')
      .values([...entries])
      .execute();
    const key = parseVerifierKey(verifierKeyText(publicKey, 'public'))!;
    const signedAt = new Set([...given.map(({ size }) => size), entries.length]);
    let range = EMPTY_RANGE;
    for (const { entry } of entries) {
      const step = append(range, leafHash(entry));
      range = step.range;
      await tx
        .insertInto('log_node')
        .values(step.created.map((node) => ({ tree: 'public', ...node })))
        .execute();
      if (!signedAt.has(range.size)) continue;
      const at = '2026-11-20T01:00:00Z';
      const root = rangeRoot(range);
      const body = checkpointBody({ origin: key.name, size: range.size, root: hex(root), time: at });
      const note = signedCheckpoint(body, key, county.deps.keys.signLog(utf8(body)));
      await tx.insertInto('log_checkpoint').values({ tree: 'public', size: range.size, root, note, at }).execute();
    }
  }
});

function newEntry(at: string, text: string) {
  const about = { tree: 'public', type: 'disclosure', agency: undefined, subject: undefined, at } as const;
  return { ...about, entry: { type: 'disclosure', at, text } };
}

function row({ tree, type, at, entry }: ReturnType<typeof newEntry>) {
  return { tree, type, agency: null, subject: null, at, entry: canonicalBytes(entry) };
}

function entriesOf(tx: Tx, tree: Tree): Promise<Schema['log_entry'][]> {
  return tx.selectFrom('log_entry').selectAll().where('tree', '=', tree).orderBy('index').execute();
}
