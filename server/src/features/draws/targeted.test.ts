import type { Manifest } from '@sunlot/core/draw/manifest.ts';
import { sql } from 'kysely';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { TaskScope } from '../../db/task-scope.ts';
import { describeDatabases } from '../../db/test-database.ts';
import { inTransaction, SYSTEM } from '../../db/transaction.ts';
import { enterDraw } from './enter-draw.ts';
import { freezeDraw } from './freeze-draw.ts';
import { runDraw } from './run-draw.ts';
import { type County, DICE, openCounty } from './test-county.ts';

const SCOPE: TaskScope = {
  filter: '重金属=是',
  terms: [{ field: 'heavyMetals', values: ['是'] }],
  specialties: ['水'],
  reason: '涉重行业集中治理',
};

describeDatabases('a targeted draw', (target) => {
  let county: County;
  let draw: string;
  const ask = <T>(text: string) =>
    inTransaction(county.deps.database.db, SYSTEM, async (tx) => (await sql.raw<T>(text).execute(tx)).rows);
  beforeAll(async () => {
    county = await openCounty(target);
    const task = await county.addTask('2026Q4', 10);
    await ask(`update inspection_object set facts = facts || '{"heavyMetals": true}'
      where id in (select 'obj_' || i from generate_series(0, 11) i)`);
    await ask(`update inspector set facts = facts || '{"specialties": ["水"]}'
      where id in (select 'ins_' || i from generate_series(0, 9) i)`);
    await ask(`update task set scope = '${JSON.stringify(SCOPE)}' where id = '${task}'`);
    draw = (await county.does('zonghe', freezeDraw, { task })).draw;
  });
  afterAll(() => county.close());

  it('says in its manifest at what it is aimed and why, and keeps the base of the class', async () => {
    const [row] = await ask<{ manifest: string; warnings: string[] }>(
      `select manifest, warnings from draw where id = '${draw}'`,
    );
    const [stratum] = (JSON.parse(row!.manifest) as Manifest).strata;
    expect(stratum).toMatchObject({
      base: 37,
      required: 10,
      n: 10,
      excluded: [{ state: 'base', reason: 'outside-filter', count: 25 }],
    });
    expect(stratum!.clause).toMatch(/；定向抽查：重金属=是；检查人员专长 水（理由：涉重行业集中治理）$/);
    expect(row!.warnings.join()).toContain('定向抽查：重金属=是');
  });

  it('draws only who is inside, and sends only who has the specialty', async () => {
    const dice = { draw, source: 'dice', value: DICE } as const;
    await county.does('zonghe', enterDraw, dice);
    await county.does('jijian', enterDraw, dice);
    await county.does('zonghe', runDraw, { draw });
    const objects = await ask<{ object_id: string }>(`select object_id from drawn_object where draw_id = '${draw}'`);
    const numberOf = (id: string) => Number(id.split('_')[1]);
    expect(objects.map(({ object_id }) => numberOf(object_id)).filter((i) => i < 12)).toHaveLength(10);
    expect(objects).toHaveLength(10);
    const seats = await ask<{ inspector_id: string }>(`select inspector_id from drawn_seat where draw_id = '${draw}'`);
    expect(seats).toHaveLength(20);
    expect(seats.every(({ inspector_id }) => numberOf(inspector_id) < 10)).toBe(true);
  });

  it('says in words why nobody can be drawn where everybody is outside', async () => {
    const task = await county.addTask('2026Q3', 10);
    await ask(`update inspection_object set facts = facts - 'heavyMetals'`);
    await ask(`update task set scope = '${JSON.stringify(SCOPE)}' where id = '${task}'`);
    await expect(county.does('zonghe', freezeDraw, { task })).rejects.toMatchObject({
      code: 'draw.poolEmpty',
      message: expect.stringMatching(/不可抽：不在定向范围内 37 家。.*确实没有可抽的，撤回任务/),
    });
  });
});
