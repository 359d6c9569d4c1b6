import { afterAll, beforeAll, expect, it } from 'vitest';
import { actorByLogin } from '../../accounts/actor.ts';
import { rehearseWrite } from '../../context.ts';
import { describeDatabases } from '../../db/test-database.ts';
import { endDraw } from '../draws/end-draw.ts';
import { showDraw } from '../draws/show-draw.ts';
import type { County } from '../draws/test-county.ts';
import { dispatchTask } from './dispatch-task.ts';
import { openDrawnTask, TASK } from './test-drawn.ts';

describeDatabases('ending a draw', (target) => {
  let county: County;
  let draw: string;
  const end = () => ({ draw, reason: '名单有误', approver: 'lingdao' });

  beforeAll(async () => {
    ({ county, draw } = await openDrawnTask(target));
  });
  afterAll(() => county.close());

  it('is possible while the visits of its task are not sent out', async () => {
    const officer = await actorByLogin(county.deps.database.db, 'zonghe', 'console');
    const ended = await rehearseWrite(county.deps, officer, (ctx) => endDraw(ctx, end()));
    expect(ended).toMatchObject({ state: 'abandoned' });
  });

  it('is refused once they are', async () => {
    await county.does('zonghe', dispatchTask, { task: TASK });
    await expect(county.does('zonghe', endDraw, end())).rejects.toMatchObject({
      code: 'draw.endNotAllowed',
      message: expect.stringContaining('任务已经派发'),
    });
    expect(await county.looks('zonghe', showDraw, { draw })).toMatchObject({ state: 'drawn' });
  });
});
