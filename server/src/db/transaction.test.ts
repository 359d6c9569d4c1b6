import { sql } from 'kysely';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { describeDatabases, type TestDatabase } from './test-database.ts';
import { inTransaction, NOBODY, SYSTEM } from './transaction.ts';

describeDatabases('transactions', (target) => {
  let database: TestDatabase;
  beforeAll(async () => {
    database = await target.open();
    await database.ownerQuery('create table counter (id text primary key, value integer not null)');
    await database.ownerQuery('grant select, insert, update on counter to sunlot_app');
    await database.ownerQuery(`insert into counter values ('a', 0), ('b', 0)`);
  });
  afterAll(() => database.close());

  it('works as the application role, which can neither bypass row-level security nor own a table', async () => {
    const { rows } = await database.pool.query(
      `select current_user::text as me, rolsuper or rolbypassrls as mighty,
              (select count(*) from pg_class where pg_get_userbyid(relowner) = current_user) as owned
         from pg_roles where rolname = current_user`,
    );
    expect(rows).toEqual([{ me: 'sunlot_app', mighty: false, owned: 0 }]);
    await expect(database.pool.query('create table mine ()')).rejects.toMatchObject({ code: '42501' });
  });

  it('holds its context for one transaction only', async () => {
    const settings = sql<{ actor: string; agencies: string; system: string }>`
      select current_setting('sunlot.actor', true) as actor, current_setting('sunlot.agencies', true) as agencies,
             current_setting('sunlot.system', true) as system`;
    const context = { actor: 'u-1', agencies: ['140826', '140800'] };
    const inside = await inTransaction(database.db, context, (tx) => settings.execute(tx));
    expect(inside.rows).toEqual([{ actor: 'u-1', agencies: '140826,140800', system: '' }]);
    const asSystem = await inTransaction(database.db, SYSTEM, (tx) => settings.execute(tx));
    expect(asSystem.rows).toEqual([{ actor: '', agencies: '', system: 'on' }]);
    const outside = await settings.execute(database.db);
    expect(Object.values(outside.rows[0]!).every((value) => !value)).toBe(true);
  });

  it('refuses an agency code that could smuggle in a second one', async () => {
    const context = { actor: 'u-1', agencies: ['140826,140800'] };
    await expect(inTransaction(database.db, context, async () => 'done')).rejects.toThrow('not an agency code');
  });

  it('commits what returns and rolls back what throws', async () => {
    const set = (value: number) => sql`update counter set value = ${value} where id = 'a'`;
    await inTransaction(database.db, NOBODY, (tx) => set(1).execute(tx));
    const failing = inTransaction(database.db, NOBODY, async (tx) => {
      await set(2).execute(tx);
      throw new Error('changed my mind');
    });
    await expect(failing).rejects.toThrow('changed my mind');
    expect(await counterValue('a')).toBe(1);
  });

  it('runs again what a deadlock or a serialization failure threw back', async () => {
    await database.ownerQuery('update counter set value = 0');
    const waiting: (() => void)[] = [];
    let runs = 0;
    let met = false;
    const meet = () =>
      new Promise<void>((resolve) => {
        waiting.push(resolve);
        met ||= waiting.length === 2;
        if (met) for (const go of waiting) go();
      });
    const move = (first: string, second: string) =>
      inTransaction(database.db, NOBODY, async (tx) => {
        runs += 1;
        await sql`update counter set value = value + 1 where id = ${first}`.execute(tx);
        await meet();
        await sql`update counter set value = value + 1 where id = ${second}`.execute(tx);
      });
    await Promise.all([move('a', 'b'), move('b', 'a')]);
    expect(runs).toBeGreaterThan(2);
    expect([await counterValue('a'), await counterValue('b')]).toEqual([2, 2]);

    const increment = () =>
      inTransaction(database.db, { ...NOBODY, isolation: 'serializable', attempts: 50 }, async (tx) => {
        const { rows } = await sql<{ value: number }>`select value from counter where id = 'a'`.execute(tx);
        await sql`update counter set value = ${rows[0]!.value + 1} where id = 'a'`.execute(tx);
      });
    await Promise.all(Array.from({ length: 8 }, increment));
    expect(await counterValue('a')).toBe(10);
  });

  it('runs again what met a row that somebody else wrote at the same moment', async () => {
    await database.ownerQuery('create table version (no integer primary key, run integer not null)');
    await database.ownerQuery('grant select, insert on version to sunlot_app');
    let runs = 0;
    const next = () =>
      inTransaction(database.db, NOBODY, async (tx) => {
        runs += 1;
        const { rows } = await sql<{ no: number }>`select coalesce(max(no), 0) + 1 as no from version`.execute(tx);
        await sql`select pg_sleep(0.05)`.execute(tx);
        await sql`insert into version values (${rows[0]!.no}, ${runs})`.execute(tx);
        return rows[0]!.no;
      });
    expect((await Promise.all([next(), next(), next()])).sort()).toEqual([1, 2, 3]);
    expect(runs).toBeGreaterThan(3);
  });

  it('gives up soon where the row is there for good', async () => {
    let runs = 0;
    const failing = inTransaction(database.db, NOBODY, async (tx) => {
      runs += 1;
      await sql`insert into counter values ('a', 0)`.execute(tx);
    });
    await expect(failing).rejects.toMatchObject({ code: '23505' });
    expect(runs).toBe(3);
  });

  it('gives up after the attempts it was allowed', async () => {
    let runs = 0;
    const failing = inTransaction(database.db, { ...NOBODY, attempts: 3 }, async (tx) => {
      runs += 1;
      await sql`do $$ begin raise exception 'again' using errcode = '40001'; end $$`.execute(tx);
    });
    await expect(failing).rejects.toMatchObject({ code: '40001' });
    expect(runs).toBe(3);
  });

  async function counterValue(id: string): Promise<number> {
    const { rows } = await database.pool.query<{ value: number }>('select value from counter where id = $1', [id]);
    return rows[0]!.value;
  }
});
