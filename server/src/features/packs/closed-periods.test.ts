import { expect, test } from 'vitest';
import { CONSOLE_USER } from '../../accounts/actor.ts';
import { describeDatabases } from '../../db/test-database.ts';
import { readPackSource } from '../../packs/pack-files.ts';
import { shippedVersion } from '../../packs/test-versions.ts';
import { freezeDraw } from '../draws/freeze-draw.ts';
import { COUNTY as DRAWING, openCounty } from '../draws/test-county.ts';
import { adoptPack } from './adopt-pack.ts';
import { switchPack } from './switch-pack.ts';

const shipped = readPackSource('jiangxian')!.text;
const NEXT = shippedVersion('jiangxian') + 1;
const version = (number: number, from: string) =>
  shipped.replace(/^version: \d+$/m, `version: ${number}`).replace(/effectiveFrom: \S+/, `effectiveFrom: ${from}`);

describeDatabases('a frozen list', (target) => {
  test('keeps its period under the version it was made by; the next one may follow a new version', async () => {
    const county = await openCounty(target);
    const adopt = (number: number, from: string) =>
      county.does(CONSOLE_USER, adoptPack, {
        ...{ agency: DRAWING, file: 'mine.yaml', text: version(number, from), why: '方案修订', approver: 'lingdao' },
      });
    expect(await adopt(NEXT, '2026-10-01')).toMatchObject({ version: NEXT });
    const draw = await county.does('zonghe', freezeDraw, { task: await county.addTask('2026Q4', 10) });
    await expect(adopt(NEXT + 1, '2026-10-01')).rejects.toMatchObject({
      code: 'pack.listFrozen',
      details: { period: '2026年第四季度', draw: draw.draw, next: '2027-01-01' },
    });
    expect(await adopt(NEXT + 1, '2027-01-01')).toMatchObject({ version: NEXT + 1 });
    await county.close();
  });

  test('of a whole year keeps its first day: the refusal says the next quarter that is free, and that is taken', async () => {
    const county = await openCounty(target, { at: '2026-01-05T01:00:00Z' });
    const freeze = async (period: string, n = 10) =>
      county.does('zonghe', freezeDraw, { task: await county.addTask(period, n) });
    const turn = (from: string) =>
      county.does(CONSOLE_USER, switchPack, {
        ...{ agency: DRAWING, key: 'draw.perPeriod', value: 'atLeastOnce', from, why: '会议', approver: 'lingdao' },
      });
    const refusal = (next: string) => ({
      code: 'pack.listFrozen',
      details: { next },
      message: expect.stringContaining(`--from ${next}`),
    });
    // A year's list is one of construction projects.
    const projects = county.deps.database.ownerQuery;
    await projects(`update inspection_object set facts = facts || '{"constructionProject": true}' where id = 'obj_40'`);
    const year = await county.addTask('2026', 1);
    await projects(`update plan_entry set class = 'construction' where id = 'ent_2026'`);
    await projects(`update task set class = 'construction', code = '2026-construction' where id = '${year}'`);
    await county.does('zonghe', freezeDraw, { task: year });
    await expect(turn('2026-01-01')).rejects.toMatchObject(refusal('2026-04-01'));
    await freeze('2026Q1');
    await expect(turn('2026-01-01')).rejects.toMatchObject(refusal('2026-04-01'));
    await expect(turn('2025-10-01')).rejects.toMatchObject({
      code: 'pack.periodEnded',
      details: { next: '2026-04-01' },
    });
    await freeze('2026Q2');
    await expect(turn('2026-04-01')).rejects.toMatchObject(refusal('2026-07-01'));
    expect(await turn('2026-07-01')).toMatchObject({ effectiveFrom: '2026-07-01' });
    await county.close();
  });
});
