import { utf8 } from '@sunlot/core/basics/bytes.ts';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { UseCase } from '../../context.ts';
import { describeDatabases } from '../../db/test-database.ts';
import { judgeCompliance } from '../compliance/judge-compliance.ts';
import { dispatchTask } from '../dispatch/dispatch-task.ts';
import { showDispatch } from '../dispatch/show-dispatch.ts';
import { enterDraw } from '../draws/enter-draw.ts';
import { freezeDraw } from '../draws/freeze-draw.ts';
import { runDraw } from '../draws/run-draw.ts';
import { COUNTY, type County, DICE, openCounty } from '../draws/test-county.ts';
import { approvePlan } from '../plans/approve-plan.ts';
import { issuePlan } from '../plans/issue-plan.ts';
import { proposePlan } from '../plans/propose-plan.ts';
import { submitPlan } from '../plans/submit-plan.ts';
import { createTask } from '../tasks/create-task.ts';
import { importVisits } from '../visits/import-visits.ts';
import { chooseJointItems, confirmConsultation, consultPartner } from './consult.ts';
import { importJointItems } from './import-joint-items.ts';
import { showJointTask } from './joint-task.ts';
import { addPartner } from './partners.ts';
import { publishJointItems } from './publish-joint-items.ts';

const HOUSING = '绛县城乡和住房建设管理局';
const WATER = '假想县水利局';
const plan = { agency: COUNTY, year: 2026 };

/** R-069: 生活污水处理中心 is inspected with the housing department, from the freeze of its list to the verdict on the year. */
describeDatabases('the joint object', (target) => {
  let county: County;
  let key: string;
  let task: string;
  let code: string;
  const own = <Row extends Record<string, unknown>>(text: string) => county.deps.database.ownerQuery<Row>(text);
  const office = <I, O>(useCase: UseCase<I, O>, input: I) => county.does('zonghe', useCase, input);
  const consult = (partner: string) =>
    office(consultPartner, {
      ...{ task, partner, matters: '设施运行', mode: '现场检查', demands: '各派一人', date: '2026-11-20' },
    });
  const verdict = async () => {
    const { tables, findings } = await county.looks('zonghe', judgeCompliance, plan);
    return {
      done: tables.find(({ class: cls, topic }) => cls === 'jointObject' && topic === 'ratio')?.actual,
      absent: findings.find(({ code: found }) => found === 'JOINT_PARTNER_ABSENT'),
    };
  };
  const visited = (people: string) => {
    const header = '检查日期,统一社会信用代码,任务编号,配合部门人员,检查结果';
    const bytes = utf8(`${header}\n2026-11-20,${key},${code},${people},未发现问题`);
    return office(importVisits, { agency: COUNTY, file: 'x.csv', bytes });
  };

  beforeAll(async () => {
    county = await openCounty(target);
    await own(`update inspection_object set facts = facts || '{"jointObject": true}' where id = 'obj_40'`);
    [{ key }] = (await own<{ key: string }>(`select key from inspection_object where id = 'obj_40'`)) as [
      { key: string },
    ];
    await own(`insert into item_list (id, agency, version, state, source_hash, created_by, created_at, published_by, published_at, channel, url)
      values ('lst', '${COUNTY}', 1, 'published', '', 'usr_zonghe', now(), 'usr_lingdao', now(), '门户网站', 'https://example.gov.cn')`);
    await own(`insert into inspection_item
      (list_id, position, serial, category, name, object_kind, grade, methods, authority, legal_basis, content, remarks)
      values ('lst', 0, '1', '监督检查', '落实情况', '{重点排污单位,非重点排污单位,生活污水处理中心}', 'key', '{现场检查}', '分局', '{《环境保护法》}', '', '{}')`);
    await office(proposePlan, plan);
    await office(submitPlan, plan);
    await county.does('lingdao', approvePlan, plan);
    await county.does('lingdao', issuePlan, plan);
    ({ task, code } = await office(createTask, { agency: COUNTY, class: 'jointObject', period: '2026' }));
    const header = '序号,牵头部门,配合部门,检查事项,方式,要求,检查对象';
    const bytes = utf8(
      [
        header,
        `1,示范县分局,${HOUSING},生活污水处理中心联合抽查,,,生活污水处理中心`,
        `2,示范县分局,${WATER},入河排污口,,,沿河企业`,
      ].join('\n'),
    );
    await office(importJointItems, { agency: COUNTY, file: '联合.csv', bytes });
    const url = 'https://example.gov.cn/joint';
    await county.does('lingdao', publishJointItems, { agency: COUNTY, channel: '门户网站', url });
    for (const name of [HOUSING, WATER]) await office(addPartner, { agency: COUNTY, name });
  });
  afterAll(() => county.close());

  describe('is not frozen', () => {
    it('before its items are chosen, nor with items that leave the department of the scheme out', async () => {
      await expect(office(freezeDraw, { task })).rejects.toMatchObject({ code: 'joint.notChosen' });
      await expect(office(chooseJointItems, { task, items: ['2'] })).rejects.toMatchObject({
        code: 'joint.partnerLeftOut',
        details: { departments: HOUSING, section: '四（五）5' },
      });
      // Nor where such a choice stands from before.
      await office(chooseJointItems, { task, items: ['1', '2'] });
      await own('alter table joint_task disable trigger user');
      const partners = (name: string) => `array(select id from partner_department where name in (${name}))`;
      await own(`update joint_task set partners = ${partners(`'${WATER}'`)}`);
      await expect(office(freezeDraw, { task })).rejects.toMatchObject({ code: 'joint.partnerLeftOut' });
      await own(`update joint_task set partners = ${partners(`'${HOUSING}', '${WATER}'`)}`);
      await own('alter table joint_task enable trigger user');
    });

    it('before it was consulted about with that department: the refusal names clause and command', async () => {
      const refused = {
        code: 'joint.notAgreed',
        details: { partners: HOUSING, section: '四（五）5', first: expect.stringMatching(/^ptn_/) },
        message: expect.stringContaining(`sunlot joint consult ${code} --partner ptn_`),
      };
      await expect(office(freezeDraw, { task })).rejects.toMatchObject(refused);
      await consult(WATER);
      await expect(office(freezeDraw, { task })).rejects.toMatchObject(refused);
      expect(await own('select 1 from draw')).toEqual([]);
    });

    it('while another class of the same plan is, without anybody from outside', async () => {
      const other = await office(createTask, { agency: COUNTY, class: 'key', period: '2026Q4' });
      await expect(office(chooseJointItems, { task: other.task, items: ['1'] })).rejects.toMatchObject({
        code: 'joint.notInterdepartmental',
      });
      expect(await office(freezeDraw, { task: other.task })).toMatchObject({ draw: expect.stringMatching(/^drw_/) });
    });
  });

  it('is drawn and visited once that is agreed; a new choice asks again before anybody is sent', async () => {
    expect(await consult(HOUSING)).toMatchObject({ next: 'freeze' });
    const { draw } = await office(freezeDraw, { task });
    const next = async () => (await county.looks('zonghe', showJointTask, { task })).next;
    expect(await next()).toBe('dispatch');
    const chosen = async () =>
      (await county.looks('zonghe', showJointTask, { task })).partners.map(({ partner }) => partner).sort();
    const both = await chosen();
    await expect(office(chooseJointItems, { task, items: ['1'], reason: '水利退出' })).rejects.toMatchObject({
      code: 'joint.listFrozen',
      message: expect.stringContaining(`sunlot draw void ${draw}`),
    });
    for (const login of ['zonghe', 'jijian'])
      await county.does(login, enterDraw, { draw, source: 'dice', value: DICE });
    await office(runDraw, { draw });
    await expect(office(chooseJointItems, { task, items: ['1'] })).rejects.toMatchObject({
      code: 'joint.drawnAlready',
    });
    expect(await chosen()).toEqual(both);
    const changed = { task, items: ['1'], reason: '水利部门本季度另有安排' };
    expect(await office(chooseJointItems, changed)).toMatchObject({ partners: [{ partner: HOUSING }] });
    await expect(office(dispatchTask, { task })).rejects.toMatchObject({ code: 'joint.notAgreed' });
    expect(await consult(HOUSING)).toMatchObject({ next: 'dispatch' });
    const waiting = await county.looks('lingdao', showDispatch, { task });
    expect(waiting).toMatchObject({ partnerSeats: [HOUSING], visits: [{ object: { key } }] });
    expect(await office(dispatchTask, { task })).toMatchObject({ visits: 1 });
    await expect(office(chooseJointItems, changed)).rejects.toMatchObject({ code: 'joint.sentAlready' });
    expect(await chosen()).toEqual([HOUSING]);
    const stands = async () => (await county.looks('zonghe', showJointTask, { task })).partners;
    const before = await stands();
    await expect(consult(HOUSING)).rejects.toMatchObject({
      code: 'joint.consultSent',
      message: expect.stringMatching(/配合部门人员.*task cancel.*task create.*joint confirm/),
    });
    expect(await stands()).toEqual(before);
    expect(await next()).toBeUndefined();
    // Control: what was agreed before may still be confirmed.
    const confirmed = await office(confirmConsultation, { task, partner: HOUSING, document: '函〔2026〕1号' });
    expect(confirmed).toMatchObject({ partners: [{ confirmedOn: '2026-11-20' }] });
  });

  it('does not count without a person of the department, which is named', async () => {
    await visited('');
    expect(await verdict()).toMatchObject({ done: 0, absent: { object: key, lacks: [HOUSING], severity: 'warning' } });
  });

  it('counts once its people are filled in; their names are stored encrypted', async () => {
    const { rejected } = await visited('假想县农业局：农某');
    expect(rejected[0]?.findings.map(({ code: found }) => found)).toEqual(['unknownDepartment']);
    const told = ({ warnings }: Awaited<ReturnType<typeof visited>>) =>
      warnings.flatMap(({ findings }) =>
        findings.flatMap((one) => (one.column === 'partnerPeople' ? one.message : [])),
      );
    expect(told(await visited(`${HOUSING}：住某；${WATER}：水某`))).toEqual([
      expect.stringContaining(`“${WATER}”不是任务“${code}”的配合部门（选定的：${HOUSING}）`),
    ]);
    const alone = await visited(`${HOUSING}：住某`);
    expect([alone.result.updated, told(alone)]).toEqual([1, []]);
    expect(await verdict()).toEqual({ done: 1, absent: undefined });
    const [row] = await own<{ facts: object; sealed_remarks: Uint8Array }>('select facts, sealed_remarks from visit');
    expect(JSON.stringify(row!.facts)).not.toContain('住某');
    expect(Buffer.from(row!.sealed_remarks).includes('住某')).toBe(false);
  });
});
