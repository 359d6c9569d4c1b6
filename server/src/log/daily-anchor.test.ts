import { expect, test } from 'vitest';
import { consoleActor } from '../accounts/actor.ts';
import { steppedClock } from '../clock.ts';
import { read } from '../context.ts';
import { describeDatabases } from '../db/test-database.ts';
import { openTestOffice } from '../imports/test-office.ts';
import { keepUp, type Upkeep } from '../upkeep.ts';
import { anchorIfDue, dailyAnchor } from './daily-anchor.ts';
import { tailLog, verifyLogs } from './read-log.ts';

const DAY = 86_400_000;

describeDatabases('the daily anchor', (target) => {
  test('comes once a day, and only where something was written since', async () => {
    const office = await openTestOffice(target);
    const clock = steppedClock('2026-11-20T09:00:00+08:00');
    const deps = { ...office.deps, clock };
    try {
      expect(await anchorIfDue(deps)).toBe(true);
      expect(await anchorIfDue(deps)).toBe(false);
      clock.move(DAY);
      await rounded(keepUp([dailyAnchor(deps)], () => {}));
      const entries = await read(deps, consoleActor(), (ctx) => tailLog(ctx, { tree: 'public', lines: 10 }));
      expect(entries.map(({ type }) => type)).toEqual(['audit-root']);
      expect(await read(deps, consoleActor(), (ctx) => verifyLogs(ctx, { outside: undefined }))).toMatchObject({
        ok: true,
        anchors: 1,
        checkpoints: 2,
      });
    } finally {
      await office.close();
    }
  });

  test('a failure is reported and ends nothing', async () => {
    const office = await openTestOffice(target);
    await office.close();
    const seen: unknown[] = [];
    await rounded(keepUp([dailyAnchor(office.deps)], (failure) => seen.push(failure)));
    expect(seen).toEqual([{ job: 'daily anchor', what: '日志的每日锚定', error: expect.any(Error) }]);
  });
});

/** Lets the first round end, and no other begin. */
async function rounded({ ended, stop }: Upkeep): Promise<void> {
  await ended();
  await stop();
}
