import { utf8 } from '@sunlot/core/basics/bytes.ts';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { describeDatabases } from '../../db/test-database.ts';
import { inventedCode } from '../../examples/credit-codes.ts';
import { EAST, openTree, rule, type Tree } from '../agencies/test-tree.ts';
import { proposePlan } from '../plans/propose-plan.ts';
import { putInForce } from '../plans/test-plans.ts';
import { createTask } from '../tasks/create-task.ts';
import { importVisits } from '../visits/import-visits.ts';
import { rehearseDraw } from './rehearse-draw.ts';

const plan = { agency: EAST, year: 2026 };
const [UNSAID, WRITTEN] = [inventedCode(1), inventedCode(2)];
const PENALTY = [{ kind: 'penalty', date: '2025-11-10' }];

/**
 * A visit whose record names no class has that of its day for the draw too (decision 0035): two visits while 特殊 do not count to the cap of
 * a unit that is 一般 now, whether the penalty was entered before the visits or after them.
 */
describeDatabases('the class of a visit in the pool of a draw', (target) => {
  let tree: Tree;
  let task: string;
  const atCap = async () => {
    const { excluded } = await tree.looks('east-office', rehearseDraw, { task });
    return excluded.find(({ reason }) => reason === 'cap')?.count ?? 0;
  };
  const penalise = (key: string, events: object) =>
    tree.ask(`update inspection_object set facts = facts || '${JSON.stringify({ events })}'
      where agency = '${EAST}' and key = '${key}'`);
  beforeAll(async () => {
    tree = await openTree(target, (pack) => {
      pack.rules.push(rule('cap/all/all', { max: 2, per: 'object', exemptClasses: ['special'] }));
    });
    const objects = Array.from({ length: 12 }, (_, i) => ({ key: inventedCode(i + 1), class: 'general' as const }));
    await tree.furnish(EAST, objects, 8);
    await tree.publishItems(EAST);
    const rows = [
      `2026-01-12,${UNSAID},,随机,未发现问题`,
      `2026-02-12,${UNSAID},,随机,未发现问题`,
      `2026-01-13,${WRITTEN},一般排污单位,随机,未发现问题`,
      `2026-02-13,${WRITTEN},一般排污单位,随机,未发现问题`,
    ];
    const bytes = utf8(['检查日期,统一社会信用代码,对象类别,抽取方式,检查结果', ...rows].join('\n'));
    const { result } = await tree.does('east-office', importVisits, { agency: EAST, file: 'x.csv', bytes });
    expect(result).toMatchObject({ added: 4, rejected: 0 });
    await tree.does('east-office', proposePlan, plan);
    await putInForce(tree, plan);
    ({ task } = await tree.does('east-office', createTask, {
      ...{ agency: EAST, class: 'general', period: '2026Q4' },
    }));
  });
  afterAll(() => tree.close());

  test('is what was known when the record came in, while nothing else is known: both units are at the cap', async () => {
    expect(await atCap()).toBe(2);
  });

  test('is that of its day once the penalty of the quarter before is entered; a class that is written stays', async () => {
    await penalise(UNSAID, PENALTY);
    expect(await atCap()).toBe(1);
    await penalise(WRITTEN, PENALTY);
    expect(await atCap()).toBe(1);
    await penalise(UNSAID, []);
    expect(await atCap()).toBe(2);
  });
});
