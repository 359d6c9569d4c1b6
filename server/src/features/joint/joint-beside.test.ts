import { utf8 } from '@sunlot/core/basics/bytes.ts';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { actorByLogin } from '../../accounts/actor.ts';
import { rehearseWrite, type UseCase } from '../../context.ts';
import { describeDatabases } from '../../db/test-database.ts';
import { judgeCompliance } from '../compliance/judge-compliance.ts';
import { dispatchTask } from '../dispatch/dispatch-task.ts';
import { showDispatch } from '../dispatch/show-dispatch.ts';
import { enterDraw } from '../draws/enter-draw.ts';
import { freezeDraw } from '../draws/freeze-draw.ts';
import { runDraw } from '../draws/run-draw.ts';
import { COUNTY, type County, DICE, openCounty } from '../draws/test-county.ts';
import { importVisits } from '../visits/import-visits.ts';
import { chooseJointItems, consultPartner } from './consult.ts';
import { importJointItems } from './import-joint-items.ts';
import { addPartner } from './partners.ts';
import { publishJointItems } from './publish-joint-items.ts';

const HOUSING = '绛县城乡和住房建设管理局';
const KEY_TASK = 'tsk_2026Q4';
const JOINT_TASK = 'tsk_joint';

/** R-069, AMB-26: a sewage centre that is a key discharger too, and was drawn as one before its joint inspection. */
describeDatabases('a joint object that was drawn for its other class', (target) => {
  let county: County;
  let centre: string;
  let rank: number;
  const own = <Row extends Record<string, unknown>>(text: string) => county.deps.database.ownerQuery<Row>(text);
  const office = <I, O>(useCase: UseCase<I, O>, input: I) => county.does('zonghe', useCase, input);
  const freezing = async () => {
    const officer = await actorByLogin(county.deps.database.db, 'zonghe', 'console');
    return rehearseWrite(county.deps, officer, (ctx) => freezeDraw(ctx, { task: JOINT_TASK }));
  };
  const visited = async (kind: string, people: string) => {
    const header = '检查日期,统一社会信用代码,任务编号,任务类型,配合部门人员,抽取方式,检查结果';
    const bytes = utf8(`${header}\n2026-11-20,${centre},2026q4-key,${kind},${people},随机,未发现问题`);
    const { result, rejected } = await office(importVisits, { agency: COUNTY, file: 'v.csv', bytes });
    return { ...result, codes: rejected.flatMap(({ findings }) => findings.map(({ code }) => code)) };
  };
  const done = async () => {
    const { tables } = await county.looks('zonghe', judgeCompliance, { agency: COUNTY, year: 2026 });
    return tables.find(({ class: cls, topic }) => cls === 'jointObject' && topic === 'ratio')?.actual;
  };

  beforeAll(async () => {
    county = await openCounty(target, { keyObjects: 10 });
    await own(`update inspection_object set facts = facts || '{"jointObject": true}' where id = 'obj_4'`);
    [{ key: centre }] = (await own(`select key from inspection_object where id = 'obj_4'`)) as [{ key: string }];
    await county.addTask('2026Q4', 10);
    await own(`insert into plan_entry
      select (jsonb_populate_record(e, '{"id": "ent_joint", "entry": "2026.jointobject", "position": 1, "class": "jointObject",
        "period": "2026", "base": 1, "required": 1, "recommended": 1, "n": 1}')).* from plan_entry e`);
    await own(`insert into task
      select (jsonb_populate_record(t, '{"id": "${JOINT_TASK}", "code": "2026-jointobject", "plan_entry_id": "ent_joint",
        "class": "jointObject", "period": "2026", "kind": "interdepartmental", "n": 1}')).* from task t`);
    const { draw } = await office(freezeDraw, { task: KEY_TASK });
    for (const login of ['zonghe', 'jijian'])
      await county.does(login, enterDraw, { draw, source: 'dice', value: DICE });
    await office(runDraw, { draw });
    const header = '序号,牵头部门,配合部门,检查事项,方式,要求,检查对象';
    const bytes = utf8(`${header}\n1,示范县分局,${HOUSING},联合抽查,,,生活污水处理中心`);
    await office(importJointItems, { agency: COUNTY, file: '联合.csv', bytes });
    const url = 'https://example.gov.cn/joint';
    await county.does('lingdao', publishJointItems, { agency: COUNTY, channel: '门户网站', url });
    await office(addPartner, { agency: COUNTY, name: HOUSING });
    await office(chooseJointItems, { task: JOINT_TASK, items: ['1'] });
    const agreed = { matters: '设施运行', mode: '现场检查', demands: '各派一人', date: '2026-11-20' };
    await office(consultPartner, { task: JOINT_TASK, partner: HOUSING, ...agreed });
  });
  afterAll(() => county.close());

  it('is pointed out before anybody is sent, with the department that makes the one visit count for both', async () => {
    const { visits } = await county.looks('lingdao', showDispatch, { task: KEY_TASK });
    expect(visits).toHaveLength(10);
    const told = visits.filter(({ alsoWith }) => alsoWith);
    expect(told).toMatchObject([
      { object: { key: centre }, alsoWith: [{ class: 'jointObject', name: '联合抽查对象', departments: [HOUSING] }] },
    ]);
    rank = told[0]!.rank;
    const { alsoWith } = await office(dispatchTask, { task: KEY_TASK });
    expect(alsoWith).toMatchObject([{ rank, departments: [HOUSING], clause: { section: '四（五）5' } }]);
    expect(JSON.stringify(alsoWith)).not.toContain(centre);
  });

  it('can be frozen for its joint inspection while it waits for that visit, and after it was visited alone', async () => {
    expect(await freezing()).toMatchObject({ draw: expect.stringMatching(/^drw_/) });
    expect(await visited('日常', '')).toMatchObject({ added: 1 });
    expect(await done()).toBe(0);
    expect(await freezing()).toMatchObject({ draw: expect.stringMatching(/^drw_/) });
  });

  it('is not inspected jointly because a row of the daily task says so: that row comes back', async () => {
    for (const kind of ['部门联合', '内部联合'])
      expect(await visited(kind, `${HOUSING}：住某`)).toMatchObject({ added: 0, updated: 0, codes: ['otherKind'] });
    expect(await done()).toBe(0);
  });

  it('is not drawn a second time once the department was there', async () => {
    expect(await visited('', `${HOUSING}：住某`)).toMatchObject({ updated: 1, codes: [] });
    expect(await done()).toBe(1);
    await expect(freezing()).rejects.toMatchObject({ code: 'draw.poolEmpty' });
  });
});
