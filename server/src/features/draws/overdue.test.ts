import { afterAll, beforeAll, expect, test } from 'vitest';
import { describeDatabases } from '../../db/test-database.ts';
import { enterDraw } from './enter-draw.ts';
import { freezeDraw } from './freeze-draw.ts';
import { revealDraw } from './reveal-draw.ts';
import { runDraw } from './run-draw.ts';
import { type County, DICE, openCounty } from './test-county.ts';

describeDatabases('a list that is never opened', (target) => {
  let county: County;
  let draw: string;
  beforeAll(async () => {
    county = await openCounty(target);
    await county.addTask('2026Q4', 10);
    await county.addTask('2026Q3', 10);
    ({ draw } = await county.does('zonghe', freezeDraw, { task: '2026q4-key' }));
    for (const login of ['zonghe', 'jijian'])
      await county.does(login, enterDraw, { draw, source: 'dice', value: DICE });
    await county.does('zonghe', runDraw, { draw });
  });
  afterAll(() => county.close());

  test('stops the next one once its day has passed; the key holder and a leader can open it', async () => {
    county.wait(120 * 86_400);
    await expect(county.does('zonghe', freezeDraw, { task: '2026q3-key' })).rejects.toMatchObject({
      code: 'draw.revealOverdue',
      message: expect.stringContaining(draw),
    });
    await county.does('jijian', revealDraw, { draw, early: '逾期', approver: 'lingdao' });
    expect(await county.does('zonghe', freezeDraw, { task: '2026q3-key' })).toMatchObject({ strata: [{ n: 10 }] });
  });
});
