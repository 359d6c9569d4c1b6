import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { describeDatabases } from '../../db/test-database.ts';
import { inTransaction, type Tx } from '../../db/transaction.ts';
import { listObjects } from '../objects/list-objects.ts';
import { proposePlan } from '../plans/propose-plan.ts';
import { showPlan } from '../plans/show-plan.ts';
import { addAgency } from './add-agency.ts';
import { listAgencies } from './list-agencies.ts';
import { CITY, EAST, openTree, type Tree, WEST } from './test-tree.ts';

describeDatabases('agency trees', (target) => {
  let tree: Tree;
  beforeAll(async () => {
    tree = await openTree(target);
    await tree.furnish(EAST, [{ key: 'E-1', class: 'key' }]);
    await tree.furnish(WEST, [{ key: 'W-1', class: 'key' }]);
    await tree.furnish(CITY, [{ key: 'C-1', class: 'key' }]);
  });
  afterAll(() => tree.close());

  describe('an agency is added', () => {
    const below = { code: '130629', name: '南县分局', level: 'county' as const, parent: CITY };

    test('below another one it follows its pack, whatever the digits of the codes say', async () => {
      const views = await tree.looks('console', listAgencies, undefined);
      expect(views.map(({ code, level, parent, pack, draws }) => [code, level, parent, pack, draws.length])).toEqual([
        [WEST, 'county', CITY, 'twolevels', 5],
        [CITY, 'municipal', undefined, 'twolevels', 2],
        [EAST, 'county', CITY, 'twolevels', 5],
      ]);
    });

    test('never below nothing, below an equal, under another pack, or twice', async () => {
      const add = (more: object) => tree.does('console', addAgency, { ...below, ...more });
      await expect(add({ parent: '990000' })).rejects.toMatchObject({ code: 'agency.unknown' });
      await expect(add({ parent: below.code })).rejects.toMatchObject({ code: 'agency.unknown' });
      await expect(add({ parent: EAST })).rejects.toMatchObject({
        code: 'agency.levelNotBelow',
        message: expect.stringContaining('县级单位不能放在它下面'),
      });
      await expect(add({ level: 'newArea' })).rejects.toMatchObject({ code: 'agency.levelNotBelow' });
      await expect(add({ pack: 'jiangxian' })).rejects.toMatchObject({ code: 'agency.packDiffers' });
      await expect(add({ code: EAST })).rejects.toMatchObject({ code: 'agency.exists' });
      const alone = { code: below.code, name: below.name, level: below.level };
      await expect(tree.does('console', addAgency, alone)).rejects.toMatchObject({ code: 'agency.packNeeded' });
      expect(await tree.ask('select count(*)::int as n from agency')).toEqual([{ n: 3 }]);
    });

    test('and the database refuses a tree that goes upward', async () => {
      const crooked = (parent: string) => `update agency set parent = '${parent}' where code = '${CITY}'`;
      await expect(tree.ask(crooked(EAST))).rejects.toMatchObject({ code: '23514' });
      await expect(tree.ask(crooked(CITY))).rejects.toMatchObject({ code: '23514' });
      const lowered = `update agency set level = 'county' where code = '${CITY}'`;
      await expect(tree.ask(lowered)).rejects.toMatchObject({ code: '23514' });
    });
  });

  describe('rows', () => {
    const keysSeenBy = (agencies: readonly string[]) =>
      inTransaction(tree.deps.database.db, { actor: 'x', agencies }, async (tx) =>
        (await tx.selectFrom('inspection_object').select('key').orderBy('key').execute()).map(({ key }) => key),
      );
    const as = <T>(agencies: readonly string[], work: (tx: Tx) => Promise<T>) =>
      inTransaction(tree.deps.database.db, { actor: 'x', agencies }, work);

    test('are seen from above, not from below or beside', async () => {
      expect(await keysSeenBy([CITY, EAST, WEST])).toEqual(['C-1', 'E-1', 'W-1']);
      expect(await keysSeenBy([EAST])).toEqual(['E-1']);
      expect(await keysSeenBy([])).toEqual([]);
    });

    test('are changed at home only', async () => {
      const rename = (agency: string) => (tx: Tx) =>
        tx.updateTable('inspection_object').set({ region: 'x' }).where('agency', '=', agency).executeTakeFirst();
      expect((await as([CITY, EAST, WEST], rename(EAST))).numUpdatedRows).toBe(0n);
      expect((await as([EAST], rename(EAST))).numUpdatedRows).toBe(1n);
      const declare = (agency: string) => (tx: Tx) =>
        tx
          .insertInto('recusal')
          .values({
            agency,
            certificate_no: 'A',
            object_key: 'B',
            sealed_reason: Buffer.of(1),
            declared_at: '2026-11-20T01:00:00Z',
          })
          .execute();
      await expect(as([CITY, EAST, WEST], declare(EAST))).rejects.toMatchObject({ code: '42501' });
      await as([CITY, EAST, WEST], declare(CITY));
      const forget = (tx: Tx) => sql`delete from recusal where agency = ${CITY}`.execute(tx);
      expect((await as([WEST], forget)).numAffectedRows).toBe(0n);
      expect((await as([CITY, EAST, WEST], forget)).numAffectedRows).toBe(1n);
    });
  });

  describe('people', () => {
    const of = (agency: string) => ({ agency, year: 2026 });

    test('of the city read the lists and plans of a county, and change nothing there', async () => {
      await tree.does('east-office', proposePlan, of(EAST));
      expect(await tree.looks('city-office', showPlan, of(EAST))).toMatchObject({ agency: EAST, state: 'draft' });
      const page = await tree.looks('city-office', listObjects, { agency: EAST, limit: 50 });
      expect(page.items).toMatchObject([{ key: 'E-1', class: 'key' }]);
      await expect(tree.does('city-office', proposePlan, of(EAST))).rejects.toMatchObject({
        code: 'request.notPermitted',
      });
    });

    test('of a county see neither their city nor their sister', async () => {
      await tree.does('city-office', proposePlan, of(CITY));
      for (const other of [CITY, WEST]) {
        await expect(tree.looks('east-office', showPlan, of(other))).rejects.toMatchObject({
          code: 'request.notFound',
        });
        await expect(tree.looks('east-office', listObjects, { agency: other, limit: 50 })).rejects.toMatchObject({
          code: 'request.notFound',
        });
      }
      expect((await tree.looks('east-head', listAgencies, undefined)).map(({ code }) => code)).toEqual([EAST]);
    });
  });
});
