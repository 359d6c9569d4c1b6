import { utf8 } from '@sunlot/core/basics/bytes.ts';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { describeDatabases } from '../../db/test-database.ts';
import { COUNTY, type County, openCounty } from '../draws/test-county.ts';
import { chooseJointItems } from '../joint/consult.ts';
import { addPartner } from '../joint/partners.ts';
import { proposeJointItems } from '../joint/propose-joint-items.ts';
import { publishJointItems } from '../joint/publish-joint-items.ts';
import { importVisits } from '../visits/import-visits.ts';
import { judgeCompliance } from './judge-compliance.ts';

const HOUSING = '绛县城乡和住房建设管理局';

describeDatabases('the visit of a joint object', (target) => {
  let county: County;
  let key: string;
  const own = <Row extends Record<string, unknown>>(text: string) => county.deps.database.ownerQuery<Row>(text);
  const verdict = async () => {
    const { tables, findings } = await county.looks('zonghe', judgeCompliance, { agency: COUNTY, year: 2026 });
    return {
      done: tables.find(({ class: cls, topic }) => cls === 'jointObject' && topic === 'ratio')?.actual,
      absent: findings.find(({ code }) => code === 'JOINT_PARTNER_ABSENT'),
    };
  };
  const visited = async (people: string) => {
    const header = '检查日期,统一社会信用代码,对象类别,任务类型,抽取方式,配合部门人员,检查结果';
    const bytes = utf8(`${header}\n2026-11-18,${key},联合抽查对象,部门联合,随机,${people},未发现问题`);
    return county.does('zonghe', importVisits, { agency: COUNTY, file: 'x.csv', bytes });
  };
  /** As if the row had named the task: what it drew is not what this is about. */
  const underTask = (task: string) =>
    own(`update visit set facts = facts || jsonb_build_object('taskId', (select code from task where id = '${task}'))`);

  beforeAll(async () => {
    county = await openCounty(target);
    const task = await county.addTask('2026Q4', 10);
    await own(`update task set kind = 'interdepartmental' where id = '${task}'`);
    await own(`update inspection_object set facts = facts || '{"jointObject": true}' where id = 'obj_0'`);
    [{ key }] = (await own<{ key: string }>(`select key from inspection_object where id = 'obj_0'`)) as [
      { key: string },
    ];
    await county.does('zonghe', proposeJointItems, { agency: COUNTY });
    const url = 'https://example.gov.cn/joint';
    await county.does('lingdao', publishJointItems, { agency: COUNTY, channel: '门户网站', url });
    await county.does('zonghe', addPartner, { agency: COUNTY, name: HOUSING });
    await county.does('zonghe', chooseJointItems, { task, items: ['1'] });
    await visited('');
    await underTask(task);
  });
  afterAll(() => county.close());

  it('does not count without a person of the partner department, which is named', async () => {
    expect(await verdict()).toMatchObject({ done: 0, absent: { object: key, lacks: [HOUSING], severity: 'warning' } });
  });

  it('counts once its people are filled in; their names are stored encrypted', async () => {
    const { rejected } = await visited('假想县农业局：农某');
    expect(rejected[0]?.findings.map(({ code }) => code)).toEqual(['unknownDepartment']);
    await visited(`${HOUSING}：住某`);
    await underTask('tsk_2026Q4');
    expect(await verdict()).toEqual({ done: 1, absent: undefined });
    const [row] = await own<{ facts: object; sealed_remarks: Uint8Array }>('select facts, sealed_remarks from visit');
    expect(JSON.stringify(row!.facts)).not.toContain('住某');
    expect(Buffer.from(row!.sealed_remarks).includes('住某')).toBe(false);
  });
});
