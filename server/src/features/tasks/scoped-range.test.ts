import { afterAll, beforeAll, expect, test } from 'vitest';
import { describeDatabases } from '../../db/test-database.ts';
import { inventedCode } from '../../examples/credit-codes.ts';
import { addAgency } from '../agencies/add-agency.ts';
import { openTree, type Tree } from '../agencies/test-tree.ts';
import { enterDraw } from '../draws/enter-draw.ts';
import { freezeDraw } from '../draws/freeze-draw.ts';
import { rehearseDraw } from '../draws/rehearse-draw.ts';
import { runDraw } from '../draws/run-draw.ts';
import { switchPack } from '../packs/switch-pack.ts';
import { addPlanEntry } from '../plans/add-plan-entry.ts';
import { editPlanEntry } from '../plans/edit-plan-entry.ts';
import { proposePlan } from '../plans/propose-plan.ts';
import { publishPlan } from '../plans/publish-plan.ts';
import { putInForce } from '../plans/test-plans.ts';
import { addUser } from '../users/add-user.ts';
import { createTask } from './create-task.ts';
import { stateTask } from './state-task.ts';

const COUNTY = '530125';
const plan = { agency: COUNTY, year: 2026 };
const DICE = '35162406251340952716';
const joint = { ...plan, kind: 'internalJoint', period: '2026Q4' } as const;
const END = '；超过的查后不能撤回，判定不合规';
const text = (n: number, { drawn, fresh, end = END }: { drawn: number; fresh: number; end?: string }) =>
  `本次抽查 ${n} 家，可能超过方案规定的上限：C类（其它）2026年最多抽查 6 家（表一），已抽 ${drawn} 家，还可抽 ${6 - drawn} 家，范围内还没有抽到的有 ${fresh} 家${end}`;

/** 宜良 C4: 10 % to 30 % a year, of twenty units six at the most; all of them handle heavy metals. */
describeDatabases('a draw across classes beside the upper bound of one of them (AMB-32)', (target) => {
  let tree: Tree;
  beforeAll(async () => {
    tree = await openTree(target);
    await tree.does('console', addAgency, { code: COUNTY, name: '假想县', level: 'county', pack: 'yiliang' });
    for (const [login, roles] of [
      ['office', ['generalOffice', 'enforcementBrigade']],
      ['head', ['head', 'deputyInCharge']],
      ['witness', ['disciplineOfficer']],
    ] as const)
      await tree.does('console', addUser, { login: `yl-${login}`, agency: COUNTY, roles: [...roles] });
    const objects = Array.from({ length: 20 }, (_, i) => ({ key: inventedCode(i + 1), class: 'general' as const }));
    await tree.furnish(COUNTY, objects, 8);
    await tree.ask(`update inspection_object
      set facts = facts || '{"permitCategory": "", "tierRows": ["C4"], "heavyMetals": true}' where agency = '${COUNTY}'`);
    await tree.publishItems(COUNTY);
    await tree.does('yl-office', proposePlan, plan);
    await tree.does('yl-office', editPlanEntry, { ...plan, entry: '2026.c4', n: 5 });
  });
  afterAll(() => tree.close());

  const adds = (name: string, more: object) =>
    tree.does('yl-office', addPlanEntry, { ...joint, name, reason: '上级部署', ...more });
  const creates = (entry: string, more: object = {}) =>
    tree.does('yl-office', createTask, { agency: COUNTY, entry, ...more } as never);
  const bounds = ({ warnings = [] }: { readonly warnings?: readonly string[] | undefined }) =>
    warnings.filter((one) => one.includes('上限'));
  async function takeOn(): Promise<void> {
    await putInForce(tree, plan, 'yl');
    await tree.does('yl-head', publishPlan, { ...plan, channel: '门户网站', url: 'https://example.gov.cn/p' });
  }

  test('is told of it where the plan takes it, and not where the bound has room for all it takes', async () => {
    expect(bounds(await adds('小联合', { filter: '重金属=是', n: 6 }))).toEqual([]);
    expect(bounds(await adds('大联合', { filter: '重金属=是', n: 7 }))).toEqual([text(7, { drawn: 0, fresh: 20 })]);
    expect(bounds(await adds('待定', { filter: '重金属=是' }))).toEqual([
      `可能超过方案规定的上限：C类（其它）2026年最多抽查 6 家（表一），已抽 0 家，还可抽 6 家，范围内还没有抽到的有 20 家${END}`,
    ]);
    expect(bounds(await adds('范围待定', { ratio: '40%' }))).toEqual([]);
    await takeOn();
  });

  test('is told again where its task is created, rehearsed and frozen, by what the class has drawn since', async () => {
    const { task: own } = await creates('2026.c4');
    const { draw } = await tree.does('yl-office', freezeDraw, { task: own });
    const entry = { draw, source: 'dice', value: DICE } as const;
    await tree.does('yl-office', enterDraw, entry);
    await tree.does('yl-witness', enterDraw, entry);
    await tree.does('yl-office', runDraw, { draw });
    const said = [text(6, { drawn: 5, fresh: 15 })];
    const made = await creates('2026q4.internaljoint-1');
    expect(bounds(made)).toEqual(said);
    expect(bounds(await tree.looks('yl-office', rehearseDraw, { task: made.task }))).toEqual(said);
    expect(bounds(await tree.does('yl-office', freezeDraw, { task: made.task }))).toEqual(said);
  });

  test('is told where the task states the number or the scope that the plan left open', async () => {
    expect(bounds(await creates('2026q4.internaljoint-3', { n: 1 }))).toEqual([]);
    const { task } = await creates('2026q4.internaljoint-4');
    expect(bounds(await tree.does('yl-office', stateTask, { task, filter: '重金属=是' }))).toEqual([
      text(8, { drawn: 5, fresh: 15 }),
    ]);
  });

  test('is told without the verdict where the bound is read as advice', async () => {
    const why = { why: '局务会', approver: 'yl-head' };
    const advice = { agency: COUNTY, key: 'tier.rangeUpperBound', value: 'advisory', from: '2027-01-01' };
    await tree.does('console', switchPack, { ...advice, ...why });
    const next = { agency: COUNTY, year: 2027 };
    await tree.does('yl-office', proposePlan, next);
    const told = bounds(await adds('明年', { ...next, period: '2027Q1', filter: '重金属=是', n: 7 }));
    expect(told).toEqual([text(7, { drawn: 0, fresh: 20, end: '' }).replace('2026年', '2027年')]);
  });
});
