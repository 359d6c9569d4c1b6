import { afterAll, beforeAll, expect, it } from 'vitest';
import { describeDatabases } from '../../db/test-database.ts';
import { inventedCode } from '../../examples/credit-codes.ts';
import { CITY, EAST, openTree, type Tree } from '../agencies/test-tree.ts';
import { approvePlan } from '../plans/approve-plan.ts';
import { issuePlan } from '../plans/issue-plan.ts';
import { proposePlan } from '../plans/propose-plan.ts';
import { submitPlan } from '../plans/submit-plan.ts';
import { createTask } from '../tasks/create-task.ts';
import { importVisits } from '../visits/import-visits.ts';
import { chooseJointItems, confirmConsultation, consultPartner } from './consult.ts';
import { importJointDraw } from './import-joint-draw.ts';
import { importJointItems } from './import-joint-items.ts';
import { addPartner } from './partners.ts';
import { publishJointItems } from './publish-joint-items.ts';

const HOUSING = '东区住房和城乡建设局';
const plan = { agency: EAST, year: 2026 };
const HEADER = '序号,牵头部门,配合部门,检查事项,方式,要求,检查对象';

/** with other departments. The city is the superior of both counties, and an office of the same authority. */
describeDatabases('an agency of the own tree', (target) => {
  let tree: Tree;
  let task: string;
  let code: string;
  const office = <I, O>(useCase: Parameters<typeof tree.does<I, O>>[1], input: I) =>
    tree.does('east-office', useCase, input);
  const items = (...lines: readonly string[]) => {
    const bytes = new TextEncoder().encode([HEADER, ...lines].join('\n'));
    return office(importJointItems, { agency: EAST, file: '联合.csv', bytes });
  };
  const publishes = () =>
    tree.does('east-head', publishJointItems, { agency: EAST, channel: '门户网站', url: 'https://example.gov.cn/j' });
  const visited = (people: string, { number = '', kind = '' } = {}) => {
    const header = '检查日期,统一社会信用代码,任务编号,任务类型,配合部门人员,检查结果';
    const line = `2026-11-18,${inventedCode(1)},${number},${kind},${people},未发现问题`;
    const bytes = new TextEncoder().encode(`${header}\n${line}`);
    return office(importVisits, { agency: EAST, file: 'x.csv', bytes });
  };
  const facts = async () => {
    const [row] = await tree.ask<{ facts: { taskType: string; partners?: string[] } }>('select facts from visit');
    return [row?.facts.taskType, row?.facts.partners];
  };
  beforeAll(async () => {
    tree = await openTree(target);
    const objects = Array.from({ length: 4 }, (_, i) => ({ key: inventedCode(i + 1), class: 'key' as const }));
    await tree.furnish(EAST, objects, 10);
    await tree.publishItems(EAST);
    await office(proposePlan, plan);
    await office(submitPlan, plan);
    await tree.does('east-head', approvePlan, plan);
    await tree.does('east-head', issuePlan, plan);
    const wanted = { agency: EAST, entry: '2026q4.key', kind: 'interdepartmental' as const };
    ({ task, code } = await office(createTask, wanted));
  });
  afterAll(() => tree.close());

  it('is no partner department, above, beside, or under another of its names; another bureau is one', async () => {
    for (const [name, agency] of [
      ['示范市局', '示范市局'],
      ['示范市生态环境局', '示范市局'],
      ['西县分局', '西县分局'],
      ['示范市生态环境局西县分局', '西县分局'],
    ])
      await expect(office(addPartner, { agency: EAST, name: name! })).rejects.toMatchObject({
        code: 'joint.partnerInTree',
        details: { name, agency },
        message: expect.stringMatching(/两级生态环境部门一起检查是内部联合.*--kind internalJoint/),
      });
    await expect(office(addPartner, { agency: EAST, name: '示范市局东区分局' })).rejects.toMatchObject({
      code: 'joint.partnerIsSelf',
    });
    await expect(tree.does('city-office', addPartner, { agency: CITY, name: '东区分局' })).rejects.toMatchObject({
      code: 'joint.partnerInTree',
    });
    for (const name of [HOUSING, '示范市自然资源局西县分局'])
      expect(await office(addPartner, { agency: EAST, name })).toMatchObject({ name });
  });

  it('makes no joint item alone; beside another department it is the own side', async () => {
    const { result, rejected } = await items(
      '1,东区分局,示范市局,联合抽查,现场,各派一人,企业',
      `2,东区分局,${HOUSING}、示范市局,联合抽查,现场,各派一人,企业`,
      `3,示范市局,${HOUSING},联合抽查,现场,各派一人,企业`,
    );
    expect(result).toMatchObject({ added: 2, rejected: 1 });
    expect(rejected[0]?.findings).toMatchObject([
      { column: 'partnerDepartments', code: 'badChoice', message: expect.stringContaining('是内部联合') },
    ]);
    await publishes();
    for (const serial of ['2', '3']) {
      const { partners } = await office(chooseJointItems, { task, items: [serial] });
      expect(partners.map(({ partner }) => partner)).toEqual([HOUSING]);
    }
  });

  it('is not chosen, consulted or confirmed where list or choice have it from before', async () => {
    const agreed = { matters: '排水', mode: '现场', demands: '各派一人', date: '2026-11-20' };
    await tree.ask('alter table joint_task disable trigger user');
    await tree.ask('alter table joint_item disable trigger user');
    await tree.ask(`insert into partner_department (id, agency, name, added_by, added_at)
      select 'ptn_city', agency, '示范市局', added_by, added_at from partner_department where name = '${HOUSING}'`);
    await tree.ask(`update joint_task set partners = partners || '{ptn_city}'`);
    await tree.ask(`update joint_item set partner_departments = '{示范市局}' where serial = '3'`);
    const inTree = { code: 'joint.partnerInTree', details: { name: '示范市局' } };
    await expect(office(consultPartner, { task, partner: '示范市局', ...agreed })).rejects.toMatchObject(inTree);
    await expect(office(confirmConsultation, { task, partner: '示范市局', document: '市函1号' })).rejects.toMatchObject(
      inTree,
    );
    await expect(office(chooseJointItems, { task, items: ['3'] })).rejects.toMatchObject({
      code: 'joint.itemWithoutOthers',
      details: { item: expect.stringMatching(/^3 /), departments: '示范市局、示范市局' },
    });
    // Control: the other department is agreed with.
    await office(consultPartner, { task, partner: HOUSING, ...agreed });
    await office(chooseJointItems, { task, items: ['2'] });
    await office(consultPartner, { task, partner: HOUSING, ...agreed });
    expect(await office(confirmConsultation, { task, partner: HOUSING, document: '建函1号' })).toMatchObject({
      partners: [{ partner: HOUSING, confirmedOn: '2026-11-20' }],
    });
  });

  it('leads no draw that is taken over', async () => {
    const content = Buffer.from(`序号,信用代码,企业名称\n1,${inventedCode(1)},甲`).toString('base64');
    const result = { task, date: '2026-11-18', document: '抽取结果1号', file: 'r.csv', content };
    await expect(office(importJointDraw, { ...result, lead: '示范市局' })).rejects.toMatchObject({
      code: 'elsewhere.leadInTree',
      message: expect.stringContaining(`sunlot draw freeze ${code}`),
    });
    expect(await office(importJointDraw, { ...result, lead: HOUSING })).toMatchObject({ lead: HOUSING, objects: 1 });
  });

  it('had people there: refused with a task of this platform, and taken for internally joint without one', async () => {
    const refused = await visited('示范市局：市某', { number: code });
    expect(refused.rejected[0]?.findings).toMatchObject([
      { column: 'partnerPeople', code: 'badChoice', message: expect.stringContaining('请删去') },
    ]);
    const told = ({ warnings }: typeof refused) =>
      warnings.flatMap(({ findings }) =>
        findings.flatMap((one) => (one.column === 'partnerPeople' ? one.message : [])),
      );
    expect(told(await visited('示范市生态环境局：市某', { kind: '部门联合' }))).toEqual([
      expect.stringContaining('这一行按“内部联合”登记，不算部门联合'),
    ]);
    expect(await facts()).toEqual(['internalJoint', undefined]);
    // Controls: with another department along it is joint, and a daily visit stays one.
    const both = `示范市局：市某；${HOUSING}：住某`;
    expect(told(await visited(both, { kind: '部门联合' }))).toEqual([expect.stringContaining('不算联合部门')]);
    expect(await facts()).toEqual(['interdepartmentalJoint', [HOUSING]]);
    expect(told(await visited('示范市局：市某'))).toEqual([expect.stringContaining('不算联合部门')]);
    expect(await facts()).toEqual(['daily', undefined]);
  });
});
