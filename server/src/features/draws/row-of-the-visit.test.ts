import { utf8 } from '@sunlot/core/basics/bytes.ts';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { describeDatabases } from '../../db/test-database.ts';
import { inventedCode } from '../../examples/credit-codes.ts';
import { EAST, openTree, rule, type Tree } from '../agencies/test-tree.ts';
import { judgeCompliance } from '../compliance/judge-compliance.ts';
import { importObjects } from '../objects/import-objects.ts';
import { proposePlan } from '../plans/propose-plan.ts';
import { putInForce } from '../plans/test-plans.ts';
import { createTask } from '../tasks/create-task.ts';
import { importVisits } from '../visits/import-visits.ts';
import { rehearseDraw } from './rehearse-draw.ts';

const plan = { agency: EAST, year: 2026 };
const [LATER, BEFORE, NEVER] = [inventedCode(1), inventedCode(2), inventedCode(3)];
const clause = { section: '一', quote: '假想方案' };

/** A flag that stands beside the class of a unit, and of which everybody is inspected in the year. It is the 20th of November. */
describeDatabases('a visit to a unit that has another row since', (target) => {
  let tree: Tree;
  const takes = async (rows: readonly string[]) => {
    const bytes = utf8(
      [
        '单位名称,统一社会信用代码,单位地址,法定代表人,所在区域,排污许可管理类别,状态,核技术利用,变更生效日期',
        ...rows,
      ].join('\n'),
    );
    const { result } = await tree.does('east-office', importObjects, { agency: EAST, file: 'x.csv', bytes });
    expect(result).toMatchObject({ rejected: 0 });
  };
  beforeAll(async () => {
    tree = await openTree(target, (pack) => {
      const edited = pack as typeof pack & { classes: object[]; levels: { id: string; classes: string[] }[] };
      const conditions = [{ id: 'flag.unit', fact: '核技术利用单位', when: 'object.nuclearUser', clause }];
      edited.classes.push({ id: 'flag', name: '核技术利用单位', standing: 'overlay', clause, conditions });
      for (const level of edited.levels) if (level.id === 'county') level.classes.push('flag');
      pack.rules.push(rule('ratio/flag/county', { every: 'year', min: '100%' }));
    });
    await takes([
      `假想甲厂,${LATER},假想路1号,某某某,${EAST},登记管理,正常,否,`,
      `假想乙厂,${BEFORE},假想路1号,某某某,${EAST},登记管理,正常,是,`,
      `假想丙厂,${NEVER},假想路1号,某某某,${EAST},登记管理,正常,是,`,
    ]);
    await tree.furnish(EAST, [], 8);
    await tree.publishItems(EAST);
    const rows = [LATER, BEFORE].map((key) => `2026-10-12,${key},一般排污单位,随机,未发现问题`);
    const visits = utf8(['检查日期,统一社会信用代码,对象类别,抽取方式,检查结果', ...rows].join('\n'));
    await tree.does('east-office', importVisits, { agency: EAST, file: 'v.csv', bytes: visits });
    await takes([
      `假想甲厂,${LATER},假想路1号,某某某,${EAST},登记管理,正常,是,2026-11-01`,
      `假想乙厂,${BEFORE},假想路1号,某某某,${EAST},简化管理,正常,是,2026-11-01`,
    ]);
    await tree.does('east-office', proposePlan, plan);
    await putInForce(tree, plan);
  });
  afterAll(() => tree.close());

  test('serves what the unit was on that day, in the list of a draw as in the verdict', async () => {
    const { task } = await tree.does('east-office', createTask, { agency: EAST, class: 'flag', period: '2026' });
    const { excluded, strata } = await tree.looks('east-office', rehearseDraw, { task });
    const { tables } = await tree.looks('east-office', judgeCompliance, { agency: EAST, year: 2026 });
    const { required, actual } = tables.find(({ topic, class: cls }) => topic === 'ratio' && cls === 'flag')!;
    expect([required, actual]).toEqual([3, 1]);
    expect([strata[0]!.base, strata[0]!.pool, strata[0]!.n]).toEqual([3, 2, 2]);
    expect(excluded).toMatchObject([{ reason: 'already-drawn', count: 1 }]);
  });
});
