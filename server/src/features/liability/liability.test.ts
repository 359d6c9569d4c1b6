import { sql } from 'kysely';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { describeDatabases } from '../../db/test-database.ts';
import { inTransaction, SYSTEM } from '../../db/transaction.ts';
import { beginWithPack, shippedPack, storePackVersion } from '../../packs/pack-store.ts';
import { freezeDraw } from '../draws/freeze-draw.ts';
import { namedDraw } from '../draws/show-draw.ts';
import { COUNTY, type County, openCounty } from '../draws/test-county.ts';
import { drawTask } from '../draws/test-draw.ts';
import { showLiability } from './show-liability.ts';

describeDatabases('the due-diligence extract', (target) => {
  let county: County;
  const run = async (period: string, n: number) => {
    const task = await county.addTask(period, n);
    const draw = await drawTask(county, task);
    return draw;
  };
  const draws: string[] = [];
  let first: Awaited<ReturnType<typeof names>>;
  const names = async (draw: string) => (await county.does('zonghe', namedDraw, { draw })).names;
  const ask = (object: string, more: { readonly year?: number; readonly certificate?: string } = {}) =>
    county.looks('zonghe', showLiability, { agency: COUNTY, object, year: 2026, ...more });
  const everybody = () =>
    inTransaction(county.deps.database.db, SYSTEM, (tx) =>
      tx.selectFrom('inspection_object').select(['key', 'permit_category']).orderBy('id').execute(),
    );

  beforeAll(async () => {
    county = await openCounty(target);
    for (const period of ['2026Q2', '2026Q3']) draws.push(await run(period, 10));
    // A list that is frozen only has not passed anybody over.
    const task = await county.addTask('2026Q4', 10);
    await county.does('zonghe', freezeDraw, { task });
    first = await names(draws[0]!);
  });
  afterAll(() => county.close());

  it('is for those who may know who was drawn, of a unit of the directory; every look is on record', async () => {
    const asked = { agency: COUNTY, object: first[0]!.object.key, year: 2026 };
    await expect(county.looks('jiancha', showLiability, asked)).rejects.toMatchObject({ code: 'request.notPermitted' });
    await expect(ask('nobody')).rejects.toMatchObject({ code: 'object.unknown' });
    await expect(ask(asked.object, { certificate: 'NOBODY' })).rejects.toMatchObject({ code: 'inspector.unknown' });
    await ask(asked.object);
    const { rows } = await inTransaction(county.deps.database.db, SYSTEM, (tx) =>
      sql`select subject from log_entry where tree = 'audit' and type = 'liability.read'`.execute(tx),
    );
    expect(rows).toEqual([{ subject: asked.object }]);
  });

  it('of a unit that was never drawn lists every draw of the year whose pool held it, with the entries of the log', async () => {
    const drawn = new Set((await Promise.all(draws.map(names))).flat().map(({ object }) => object.key));
    const key = (await everybody()).find((one) => one.permit_category === '重点管理' && !drawn.has(one.key))!.key;
    const view = await ask(key);
    expect(view.draws.map(({ draw, place, drawn: was }) => [draw, place, was])).toEqual(
      draws.map((draw) => [draw, 'pool', false]),
    );
    for (const one of view.draws) {
      expect(one.resultIndex).toBeGreaterThan(one.manifestIndex);
      expect(one.itemList).toMatchObject({ version: 1 });
    }
    expect((await ask(key, { year: 2025 })).draws).toEqual([]);
    // Not of the class: on no list of these draws.
    const other = (await everybody()).find((one) => one.permit_category !== '重点管理')!.key;
    expect((await ask(other)).draws.map(({ place }) => place)).toEqual(['absent', 'absent']);
  });

  it('of a person says in which team of the unit they sat', async () => {
    const { object, team } = first[0]!;
    const seatIn = async (certificate: string) =>
      (await ask(object.key, { certificate })).draws.find(({ draw }) => draw === draws[0])!;
    const went = team[1]!;
    expect(await seatIn(went.certificateNo)).toMatchObject({ drawn: true, seat: went.seat });
    const stayed = ['DEMO-5', 'DEMO-6', 'DEMO-7'].find(
      (no) => !team.some(({ certificateNo }) => certificateNo === no),
    )!;
    expect(await seatIn(stayed)).not.toHaveProperty('seat');
    const { person } = await ask(object.key, { certificate: stayed });
    expect(person).toMatchObject({ certificateNo: stayed, disciplineEntries: 0 });
  });

  it('carries the note of the scheme where it has one, and none elsewhere', async () => {
    const drawn = new Set((await Promise.all(draws.map(names))).flat().map(({ object }) => object.key));
    const key = (await everybody()).find((one) => one.permit_category === '重点管理' && !drawn.has(one.key))!.key;
    expect(await ask(key)).not.toHaveProperty('note');
    await inTransaction(county.deps.database.db, SYSTEM, async (tx) => {
      const at = county.deps.clock.instant();
      const pack = await storePackVersion({ tx, at }, shippedPack('yiliang'));
      await beginWithPack({ tx, at }, { agency: COUNTY, pack, by: 'usr_zonghe' });
      await sql`update agency set pack = 'yiliang' where code = ${COUNTY}`.execute(tx);
    });
    expect((await ask(key)).note).toMatchObject({ notSelectedIn: draws, carried: true, foundOn: [] });
  });
});
