import type { TestTarget } from '../../db/test-database.ts';
import { enterDraw } from '../draws/enter-draw.ts';
import { freezeDraw } from '../draws/freeze-draw.ts';
import { runDraw } from '../draws/run-draw.ts';
import { type County, DICE, openCounty } from '../draws/test-county.ts';

export const TASK = 'tsk_2026Q4';

/** A county whose task has drawn ten objects and sent nobody out yet, with the number of the draw. */
export async function openDrawnTask(target: TestTarget): Promise<{ readonly county: County; readonly draw: string }> {
  const county = await openCounty(target);
  await county.addTask('2026Q4', 10);
  const { draw } = await county.does('zonghe', freezeDraw, { task: TASK });
  for (const login of ['zonghe', 'jijian']) await county.does(login, enterDraw, { draw, source: 'dice', value: DICE });
  await county.does('zonghe', runDraw, { draw });
  return { county, draw };
}
