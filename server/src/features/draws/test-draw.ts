import { enterDraw } from './enter-draw.ts';
import { freezeDraw } from './freeze-draw.ts';
import { runDraw } from './run-draw.ts';
import { type County, DICE } from './test-county.ts';

/** Freezes the list of a task and draws it by one throw of dice, entered by the office and its witness. Answers with the draw. */
export async function drawTask(
  { does }: Pick<County, 'does'>,
  task: string,
  [office, witness]: readonly [string, string] = ['zonghe', 'jijian'],
): Promise<string> {
  const { draw } = await does(office, freezeDraw, { task });
  for (const login of [office, witness]) await does(login, enterDraw, { draw, source: 'dice', value: DICE });
  await does(office, runDraw, { draw });
  return draw;
}
