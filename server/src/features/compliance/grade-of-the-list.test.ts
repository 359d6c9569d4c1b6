import { utf8 } from '@sunlot/core/basics/bytes.ts';
import { standardReport } from '@sunlot/core/policy/standard-report.ts';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { describeDatabases } from '../../db/test-database.ts';
import { inventedCode } from '../../examples/credit-codes.ts';
import { EAST, openTree, rule, type Tree } from '../agencies/test-tree.ts';
import { drawTask } from '../draws/test-draw.ts';
import { proposePlan } from '../plans/propose-plan.ts';
import { putInForce } from '../plans/test-plans.ts';
import { createTask } from '../tasks/create-task.ts';
import { importVisits } from '../visits/import-visits.ts';
import { judgeCompliance, judgedYear } from './judge-compliance.ts';

const plan = { agency: EAST, year: 2026 };

/** Twenty key units, four of them with a grade when the list was frozen: what is entered of that day afterwards changes nothing (AMB-18). */
describeDatabases('what was drawn by credit grade', (target) => {
  let tree: Tree;
  let graded: number;
  beforeAll(async () => {
    tree = await openTree(target, (pack) => {
      pack.rules.push(rule('creditShare/all/all', { min: '80%' }));
      for (const one of pack.rules.filter(({ id }) => id === 'jiangxian/credit/all/all'))
        one.value = { ...one.value, stratify: true };
    });
    const objects = Array.from({ length: 20 }, (_, i) => ({ key: inventedCode(i + 1), class: 'key' as const }));
    await tree.furnish(EAST, objects, 10);
    const few = objects.slice(0, 4).map(({ key }) => key);
    await tree.ask(
      `update inspection_object set facts = facts || '{"creditRiskGrade":"A"}' where key in ('${few.join("','")}')`,
    );
    await tree.publishItems(EAST);
    await tree.does('east-office', proposePlan, plan);
    await putInForce(tree, plan);
    const { task } = await tree.does('east-office', createTask, { agency: EAST, class: 'key', period: '2026Q4' });
    const draw = await drawTask(tree, task, ['east-office', 'east-witness']);
    const drawn = await tree.ask<{ key: string }>(
      `select key from standing_object join inspection_object on id = object_id where draw_id = '${draw}'`,
    );
    graded = drawn.filter(({ key }) => few.includes(key)).length;
    const lines = drawn.map(({ key }) => `2026-11-20,${key},2026q4-key,随机,未发现问题`);
    await tree.does('east-office', importVisits, {
      ...{ agency: EAST, file: 'x.csv' },
      bytes: utf8(['检查日期,统一社会信用代码,任务编号,抽取方式,检查结果', ...lines].join('\n')),
    });
  });
  afterAll(() => tree.close());

  const counted = async () => {
    const { pack, input } = await tree.looks('east-office', judgedYear, { ...plan, only: undefined });
    const report = standardReport(pack, input);
    const { visits } = await tree.looks('east-office', judgeCompliance, plan);
    return [visits, report.figures.find(({ figure }) => figure === 'credit')?.value];
  };

  it('is what the list says, as it was frozen', async () => {
    const [visits, byGrade] = await counted();
    expect(visits).toBeGreaterThan(graded);
    expect(byGrade).toBe(graded);
  });

  it('also where the directory says of that day otherwise by now', async () => {
    for (const facts of [`facts || '{"creditRiskGrade":"B"}'`, `facts - 'creditRiskGrade'`]) {
      await tree.ask(`update inspection_object set facts = ${facts}`);
      expect((await counted())[1]).toBe(graded);
    }
  });

  it('control: of a list without its grades the directory tells', async () => {
    await tree.ask(`alter table draw disable trigger user`);
    await tree.ask(`update draw set sealed_grades = null, sealed_grade_counts = null`);
    expect((await counted())[1]).toBe(0);
  });
});
