import { parseNote } from '@sunlot/core/draw/signed-note.ts';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { actorByLogin, consoleActor } from '../../accounts/actor.ts';
import { type Deps, read, type UseCase, write } from '../../context.ts';
import { describeDatabases } from '../../db/test-database.ts';
import { verifyEvidence } from '../../evidence/verify-evidence.ts';
import { createGmKey, readKeys } from '../../keys.ts';
import { allowGmKey } from '../../log/allow-gm-key.ts';
import { verifyLogs } from '../../log/read-log.ts';
import { signCheckpoint } from '../../log/sign-checkpoint.ts';
import { exportDraw } from './export-draw.ts';
import { freezeDraw } from './freeze-draw.ts';
import { type County, openCounty } from './test-county.ts';

describeDatabases('a log that signs with SM2 too', (target) => {
  let county: County;
  let deps: Deps;
  beforeAll(async () => {
    county = await openCounty(target);
  });
  afterAll(() => county.close());
  const does = async <I, O>(login: string, useCase: UseCase<I, O>, input: I) =>
    write(deps, await actorByLogin(county.deps.database.db, login, 'console'), (ctx) => useCase(ctx, input));

  test('gets its key from the owner of the folder, once', async () => {
    await expect(county.does('zonghe', allowGmKey, undefined)).rejects.toMatchObject({ code: 'request.notPermitted' });
    const { folder } = await county.does('console', allowGmKey, undefined);
    const key = createGmKey(folder);
    expect(createGmKey(folder).publicKey).toEqual(key.publicKey);
    deps = { ...county.deps, keys: readKeys(folder) };
    await expect(write(deps, consoleActor(), (ctx) => allowGmKey(ctx))).rejects.toMatchObject({
      code: 'log.gmKeyThere',
    });
  });

  test('a list frozen before carries the one line it had; one frozen since carries both, and both verify', async () => {
    const before = await county.does('zonghe', freezeDraw, { task: await county.addTask('2026Q3', 10) });
    const since = await does('zonghe', freezeDraw, { task: await county.addTask('2026Q4', 10) });
    const v2 = async (draw: string) => {
      const { bytes } = await read(deps, consoleActor(), (ctx) => exportDraw(ctx, { draw }));
      const view = verifyEvidence(bytes);
      expect(view.ok).toBe(true);
      return view.checks.find(({ id }) => id === 'V2')!.actual;
    };
    expect(await v2(before.draw)).not.toContain('国密');
    expect(await v2(since.draw)).toContain('另有国密签名（SM2）');
  });

  test('a checkpoint with both lines, kept outside, is read like any other', async () => {
    const { note } = await does('jijian', signCheckpoint, { tree: 'public' });
    expect(parseNote(note)!.lines).toHaveLength(2);
    const verdict = await read(deps, consoleActor(), (ctx) => verifyLogs(ctx, { outside: note }));
    expect(verdict).toMatchObject({ ok: true, faults: [] });
  });
});
