import { fromHex, hex } from '@sunlot/core/basics/bytes.ts';
import { leafHash, merkleRoot, verifyConsistency, verifyInclusion } from '@sunlot/core/hash/merkle.ts';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { consoleActor } from '../accounts/actor.ts';
import { type Context, read, write } from '../context.ts';
import { describeDatabases } from '../db/test-database.ts';
import { openTestOffice, type TestOffice } from '../imports/test-office.ts';
import type { Actor } from '../rights.ts';
import { anchorAudit } from './anchor.ts';
import { appendEntry, treeRoot } from './append.ts';
import { makeCheckpoint } from './checkpoint.ts';
import { consistencyPath, inclusionPath } from './proofs.ts';
import { tailLog, verifyLogs } from './read-log.ts';
import { signCheckpoint } from './sign-checkpoint.ts';

const AGENCY = '140826';

/** Writes so many entries, anchors the audit tree and signs both trees. */
async function grow(ctx: Context, { entries }: { readonly entries: number }): Promise<string> {
  for (let i = 0; i < entries; i++) {
    const entry = { type: 'disclosure', what: 'test', i, at: ctx.at };
    await appendEntry(ctx.tx, { tree: 'public', type: 'disclosure', agency: AGENCY, subject: 'x', at: ctx.at, entry });
  }
  await ctx.audit({ action: 'test.grow', after: { entries } });
  await anchorAudit(ctx);
  await makeCheckpoint(ctx.tx, { keys: ctx.keys, tree: 'audit', at: ctx.at });
  return (await makeCheckpoint(ctx.tx, { keys: ctx.keys, tree: 'public', at: ctx.at })).note;
}

describeDatabases('the log', (target) => {
  let office: TestOffice;
  beforeAll(async () => {
    office = await openTestOffice(target);
  });
  afterAll(() => office.close());
  const verify = (outside?: string) => read(office.deps, consoleActor(), (ctx) => verifyLogs(ctx, { outside }));

  test('roots and paths from stored nodes are those of the entries, at every size', async () => {
    await write(office.deps, consoleActor(), (ctx) => grow(ctx, { entries: 13 }));
    const rows = await office.ask<{ entry: Uint8Array }>(
      `select entry from log_entry where tree = 'public' order by index`,
    );
    const data = rows.map(({ entry }) => entry);
    await read(office.deps, consoleActor(), async ({ tx }: Context) => {
      for (let size = 1; size <= data.length; size++) {
        const root = await treeRoot(tx, 'public', size);
        expect(hex(root)).toBe(hex(merkleRoot(data.slice(0, size))));
        for (let index = 0; index < size; index++) {
          const path = (await inclusionPath(tx, 'public', { index, size })).map((node) => fromHex(node)!);
          expect(verifyInclusion({ leaf: leafHash(data[index]!), index, size, path, root })).toBe(true);
        }
        const path = (await consistencyPath(tx, 'public', { first: size, second: data.length })).map(
          (node) => fromHex(node)!,
        );
        const second = { size: data.length, root: merkleRoot(data) };
        expect(verifyConsistency({ first: { size, root }, second, path })).toBe(true);
      }
    });
  });

  test('an untouched log verifies, and says what it cannot see without a checkpoint from outside', async () => {
    const note = await write(office.deps, consoleActor(), (ctx) => grow(ctx, { entries: 5 }));
    expect(await verify()).toMatchObject({ ok: true, faults: [], limits: [expect.stringContaining('外部检查点')] });
    expect(await verify(note)).toMatchObject({ ok: true, faults: [], limits: [] });
    expect(await read(office.deps, consoleActor(), (ctx) => tailLog(ctx, { tree: 'public', lines: 2 }))).toHaveLength(
      2,
    );
  });

  test.each([
    ['with the line ends of Windows', (note: string) => note.replaceAll('\n', '\r\n')],
    ['without its last line end', (note: string) => note.trimEnd()],
    ['with empty lines around it and a byte-order mark', (note: string) => `\uFEFF\n${note}\n\r\n`],
  ])('a checkpoint that came back %s is the same checkpoint', async (_, edited) => {
    const note = await write(office.deps, consoleActor(), (ctx) => grow(ctx, { entries: 1 }));
    expect(await verify(edited(note))).toMatchObject({ ok: true, faults: [], limits: [] });
  });

  test('what is no checkpoint, or another log’s, convicts nobody', async () => {
    const note = await write(office.deps, consoleActor(), (ctx) => grow(ctx, { entries: 1 }));
    for (const text of ['', 'no checkpoint', JSON.stringify({ note })]) {
      await expect(verify(text)).rejects.toMatchObject({ code: 'log.checkpointUnreadable', exit: 2 });
    }
    const elsewhere = note.replaceAll(/sunlot-log\/\w{8}/g, 'sunlot-log/00000000');
    const touched = note.replace(/^(\S+\n)\d+/, '$17');
    for (const text of [elsewhere, touched]) {
      await expect(verify(text)).rejects.toMatchObject({ code: 'log.checkpointForeign', exit: 2 });
    }
  });

  test.each(['public', 'audit'] as const)(
    'a signed checkpoint of the %s tree, kept outside, fits later',
    async (tree) => {
      const signed = await write(office.deps, office.witness, (ctx) => signCheckpoint(ctx, { tree }));
      await write(office.deps, consoleActor(), (ctx) => grow(ctx, { entries: 2 }));
      const held = { public: /^外部检查点管住公开日志的前 \d+ 条/, audit: /^外部检查点管住审计日志的前 \d+ 条/ }[tree];
      const { ok, limits } = await verify(signed.note);
      expect([ok, limits[0]]).toEqual([true, expect.stringMatching(held)]);
      expect(limits.slice(1)).toEqual(tree === 'audit' ? [expect.stringContaining('公开日志没有外部检查点')] : []);
      const audited = await office.ask(
        `select from log_entry where type = 'log.checkpoint' and subject = '${tree}' and agency = '140826'`,
      );
      expect(audited).toHaveLength(1);
      await expect(write(office.deps, office.worker, (ctx) => signCheckpoint(ctx, { tree }))).rejects.toMatchObject({
        code: 'request.notPermitted',
      });
    },
  );

  describe('read by people', () => {
    const tail = (actor: Actor, tree: 'public' | 'audit') =>
      read(office.deps, actor, (ctx) => tailLog(ctx, { tree, lines: 1000 }));
    const auditAdmin: Actor = { ...consoleActor(), id: 'shenji', login: 'shenji', roles: ['auditAdmin'], via: 'http' };

    test('the office may not, nor the discipline officer the audit log', async () => {
      const looks = (ctx: Context) => verifyLogs(ctx, { outside: undefined });
      await expect(tail(office.worker, 'public')).rejects.toMatchObject({ code: 'request.notPermitted' });
      await expect(read(office.deps, office.worker, looks)).rejects.toMatchObject({ code: 'request.notPermitted' });
      await expect(tail(office.witness, 'audit')).rejects.toMatchObject({ code: 'request.notPermitted' });
    });

    test('the discipline officer verifies both trees whole, and sees the entries of the territory', async () => {
      await write(office.deps, consoleActor(), (ctx) => grow(ctx, { entries: 2 }));
      const verdict = await read(office.deps, office.witness, (ctx) => verifyLogs(ctx, { outside: undefined }));
      expect(verdict).toEqual(await verify());
      expect(verdict.ok).toBe(true);
      expect(new Set((await tail(office.witness, 'public')).map(({ agency }) => agency))).toEqual(new Set([AGENCY]));
      const elsewhere: Actor = { ...office.witness, agency: '140800', sees: ['140800'] };
      expect(await tail(elsewhere, 'public')).toEqual([]);
    });

    test('having verified the logs, the discipline officer still sees nothing of the audit log', async () => {
      const rows = await read(office.deps, office.witness, async (ctx) => {
        await verifyLogs(ctx, { outside: undefined });
        return ctx.tx.selectFrom('log_entry').select('index').where('tree', '=', 'audit').execute();
      });
      expect(rows).toEqual([]);
    });

    test('the audit administrator verifies, and reads both trees', async () => {
      const verdict = await read(office.deps, auditAdmin, (ctx) => verifyLogs(ctx, { outside: undefined }));
      expect(verdict.ok).toBe(true);
      expect((await tail(auditAdmin, 'audit')).map(({ type }) => type)).toContain('test.grow');
      expect((await tail(auditAdmin, 'public')).map(({ type }) => type)).toContain('audit-root');
    });
  });

  test('a write that leaves no audit row does not commit', async () => {
    const silent = async (ctx: Context) => {
      await ctx.tx.insertInto('setting').values({ key: 'silent', value: 'x' }).execute();
    };
    await expect(write(office.deps, consoleActor(), silent)).rejects.toThrow(/without an audit entry/);
    expect(await office.ask(`select from setting where key = 'silent'`)).toEqual([]);
  });

  describe('touched by somebody who owns the database', () => {
    let outside = '';
    beforeEach(async () => {
      outside = await write(office.deps, consoleActor(), (ctx) => grow(ctx, { entries: 3 }));
    });
    /** Does what the owner of the tables can do, looks, and puts everything back. */
    async function tampered(text: string, note?: string) {
      await office.ask('create table kept_entry as table log_entry');
      await office.ask('create table kept_node as table log_node');
      await office.ask('create table kept_checkpoint as table log_checkpoint');
      for (const table of ['log_entry', 'log_node', 'log_checkpoint'])
        await office.ask(`alter table ${table} disable trigger user`);
      for (const statement of text.split(';')) await office.ask(statement);
      const verdict = await verify(note);
      for (const table of ['entry', 'node', 'checkpoint']) {
        await office.ask(`delete from log_${table}`);
        await office.ask(`insert into log_${table} select * from kept_${table}`);
        await office.ask(`alter table log_${table} enable trigger user`);
        await office.ask(`drop table kept_${table}`);
      }
      return verdict;
    }

    test.each([
      ['an edited entry', `update log_entry set entry = entry || 'x'::bytea where tree = 'public' and index = 4`, '4'],
      ['a deleted entry', `delete from log_entry where tree = 'public' and index = 4`, '缺失'],
      [
        'two entries exchanged',
        `update log_entry a set entry = b.entry from log_entry b
         where a.tree = 'public' and b.tree = 'public' and a.index in (4, 5) and b.index = 9 - a.index`,
        '不符',
      ],
      [
        'an edited audit entry',
        `update log_entry set entry = entry || 'x'::bytea where tree = 'audit' and index = 1`,
        '审计日志',
      ],
      [
        'a stored node',
        `update log_node set hash = decode(repeat('00', 32), 'hex') where tree = 'public' and level = 1 and index = 0`,
        '校验值',
      ],
      [
        'a checkpoint by another key',
        `update log_checkpoint set note = replace(note, E'\\n\\n', E'\\n\\n ') where tree = 'public'`,
        '签名不对',
      ],
      [
        'a tail cut off',
        `delete from log_entry where tree = 'public' and index >= 4; delete from log_node where tree = 'public'`,
        '截断',
      ],
    ])('%s is found, with its place', async (_, text, words) => {
      const verdict = await tampered(text);
      expect(verdict.ok).toBe(false);
      expect(verdict.faults.map(({ index, what }) => `${index} ${what}`).join()).toContain(words);
      expect(await verify()).toMatchObject({ ok: true });
    });

    test('a log put back to an older state is whole in itself; a checkpoint from outside shows it', async () => {
      const restore = `delete from log_entry where tree = 'public'; delete from log_node where tree = 'public'; delete from log_checkpoint`;
      expect(await tampered(restore)).toMatchObject({ ok: true });
      const verdict = await tampered(restore, outside);
      expect(verdict.faults.map(({ what }) => what).join()).toContain('外部检查点');
      expect(verdict.ok).toBe(false);
    });
  });
});
