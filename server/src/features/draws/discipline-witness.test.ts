import { afterAll, beforeAll, expect, test } from 'vitest';
import { describeDatabases } from '../../db/test-database.ts';
import { inventedCode } from '../../examples/credit-codes.ts';
import { CITY, EAST, openTree, rule, type Tree } from '../agencies/test-tree.ts';
import { approvePlan } from '../plans/approve-plan.ts';
import { issuePlan } from '../plans/issue-plan.ts';
import { proposePlan } from '../plans/propose-plan.ts';
import { submitPlan } from '../plans/submit-plan.ts';
import { putInForce } from '../plans/test-plans.ts';
import { createTask } from '../tasks/create-task.ts';
import { addUser } from '../users/add-user.ts';
import { enterDraw } from './enter-draw.ts';
import { freezeDraw } from './freeze-draw.ts';
import { revealDraw } from './reveal-draw.ts';
import { runDraw } from './run-draw.ts';
import { showDraw } from './show-draw.ts';

const VALUE = '35162406251340952716';

/** 抽取…过程需在市生态环境局纪检人员的监督指导下完成 */
describeDatabases('where the scheme asks for a discipline officer of the bureau above', (target) => {
  let tree: Tree;
  let draw: string;
  beforeAll(async () => {
    tree = await openTree(target, (pack) => {
      pack.rules = pack.rules.filter(({ id }) => id !== 'jiangxian/witness/all/all');
      pack.rules.push(rule('witness/all/all', { required: true, role: 'disciplineOfficer', from: 'above' }));
    });
    const keys = Array.from({ length: 4 }, (_, i) => ({ key: inventedCode(i), class: 'key' as const }));
    await tree.furnish(EAST, keys, 8);
    await tree.furnish(CITY, [], 0);
    await tree.publishItems(EAST);
    await tree.does('console', addUser, { login: 'east-brigade', agency: EAST, roles: ['enforcementBrigade'] });
    await tree.does('east-office', proposePlan, { agency: EAST, year: 2026 });
    await putInForce(tree, { agency: EAST, year: 2026 });
    await tree.does('east-office', createTask, { agency: EAST, class: 'key', period: '2026Q4' });
  });
  afterAll(() => tree.close());
  const freeze = (sources?: Parameters<typeof freezeDraw>[1]['sources']) =>
    tree.does('east-office', freezeDraw, { task: '2026q4-key', ...(sources && { sources }) });
  const enter = (login: string) => tree.does(login, enterDraw, { draw, source: 'dice', value: VALUE });

  test('no list is frozen whose numbers nobody has to look at', async () => {
    const beacon = [{ k: 'drand' as const, from: '2026-11-20T03:00:00Z' }];
    await expect(freeze(beacon)).rejects.toMatchObject({ code: 'draw.sourcesInvalid' });
    expect(await tree.ask('select from draw')).toEqual([]);
    ({ draw } = await freeze());
  });

  test('neither a second person of the office nor the officer of the agency itself is the witness', async () => {
    await expect(enter('east-head')).rejects.toMatchObject({ code: 'request.notPermitted' });
    await enter('east-office');
    await expect(enter('east-brigade')).rejects.toMatchObject({
      code: 'draw.disciplineWitness',
      message: expect.stringContaining('DISCIPLINE_WITNESS_REQUIRED'),
    });
    await expect(enter('east-witness')).rejects.toMatchObject({ code: 'draw.witnessFrom' });
    await expect(enter('west-witness')).rejects.toMatchObject({ code: 'draw.unknown' });
    await expect(tree.does('east-office', runDraw, { draw })).rejects.toMatchObject({ code: 'draw.entryMissing' });
  });

  test('the officer of the bureau above enters, stands in the record, and can do nothing else there', async () => {
    await expect(enter('city-office')).rejects.toMatchObject({ code: 'request.notPermitted' });
    expect(await enter('city-witness')).toMatchObject({ part: 'witness', match: 'same' });
    for (const attempt of [
      () => tree.does('city-witness', runDraw, { draw }),
      () => tree.does('city-witness', revealDraw, { draw }),
    ])
      await expect(attempt()).rejects.toMatchObject({ code: 'request.notPermitted' });
    await tree.does('east-office', runDraw, { draw });
    expect(await tree.looks('east-office', showDraw, { draw })).toMatchObject({ state: 'drawn' });
    const entries = await tree.ask<{ part: string; login: string }>(
      'select e.part, u.login from draw_entry e join app_user u on u.id = e.user_id order by e.part',
    );
    expect(entries).toEqual([
      { part: 'operator', login: 'east-office' },
      { part: 'witness', login: 'city-witness' },
    ]);
  });
});

describeDatabases('where the scheme leaves the witness open', (target) => {
  test('control: a second person of the office may be it', async () => {
    const tree = await openTree(target);
    try {
      const keys = Array.from({ length: 4 }, (_, i) => ({ key: inventedCode(i), class: 'key' as const }));
      await tree.furnish(EAST, keys, 8);
      await tree.publishItems(EAST);
      await tree.does('console', addUser, { login: 'east-brigade', agency: EAST, roles: ['enforcementBrigade'] });
      for (const [login, step] of [
        ['east-office', proposePlan],
        ['east-office', submitPlan],
        ['east-head', approvePlan],
        ['east-head', issuePlan],
      ] as const)
        await tree.does(login, step, { agency: EAST, year: 2026 });
      await tree.does('east-office', createTask, { agency: EAST, class: 'key', period: '2026Q4' });
      const { draw } = await tree.does('east-office', freezeDraw, { task: '2026q4-key' });
      await tree.does('east-office', enterDraw, { draw, source: 'dice', value: VALUE });
      expect(await tree.does('east-brigade', enterDraw, { draw, source: 'dice', value: VALUE })).toMatchObject({
        part: 'witness',
        match: 'same',
      });
    } finally {
      await tree.close();
    }
  });
});
