import { afterAll, beforeAll, expect, it } from 'vitest';
import type { Context } from '../../context.ts';
import { describeDatabases } from '../../db/test-database.ts';
import { drawInputs } from '../draws/draw-inputs.ts';
import { ownTask } from '../draws/own-draw.ts';
import { COUNTY, type County, openCounty } from '../draws/test-county.ts';
import { endAbsence, recordAbsence } from './record-absence.ts';
import { recuseInspector } from './recuse-inspector.ts';

describeDatabases('the frozen list', (target) => {
  let county: County;
  let task: string;
  beforeAll(async () => {
    county = await openCounty(target);
    task = await county.addTask('2026Q4', 10);
  });
  afterAll(() => county.close());

  const inputs = () =>
    county.does(
      'zonghe',
      async (ctx: Context, id: string) => {
        await ctx.audit({ action: 'test' });
        const listKey = new Uint8Array(32);
        return (await drawInputs(ctx, await ownTask(ctx, id, 'draw.freeze'), { listKey })).terms;
      },
      task,
    );
  const stateOf = async (certificate: string) => {
    const row = (await inputs()).inspectors.find(({ id }) => id === certificate)!;
    return `${row.state} ${row.reason}`.trim();
  };

  it('has who is away on its day as out, and only them', async () => {
    expect(await stateOf('DEMO-5')).toBe('in');
    const { id } = await county.does('zonghe', recordAbsence, {
      ...{ agency: COUNTY, certificate: 'DEMO-5', from: '2026-11-20', to: '2026-11-20', reason: '休假' },
    });
    expect(await stateOf('DEMO-5')).toBe('out off-duty');
    expect(await stateOf('DEMO-6')).toBe('in');
    await county.does('zonghe', endAbsence, { agency: COUNTY, absence: id });
    expect(await stateOf('DEMO-5')).toBe('in');
  });

  it('has a declared interest as a recusal', async () => {
    expect((await inputs()).recusals).toEqual([]);
    const [{ key: object }] = (await county.deps.database.ownerQuery(
      `select key from inspection_object where id = 'obj_0'`,
    )) as [{ key: string }];
    await county.does('zonghe', recuseInspector, { agency: COUNTY, certificate: 'DEMO-5', object, reason: '持有股份' });
    expect((await inputs()).recusals).toEqual([{ objectId: object, inspectorId: 'DEMO-5', reason: 'declared' }]);
  });
});
