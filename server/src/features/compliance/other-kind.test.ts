import { utf8 } from '@sunlot/core/basics/bytes.ts';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { describeDatabases } from '../../db/test-database.ts';
import { COUNTY, type County, openCounty } from '../draws/test-county.ts';
import { drawTask } from '../draws/test-draw.ts';
import { importVisits } from '../visits/import-visits.ts';
import { judgeCompliance } from './judge-compliance.ts';

/** quotas of joint inspections go by the kind of the task; rows of earlier versions may say another one. */
describeDatabases('visits stored with another kind than their task', (target) => {
  let county: County;
  let keys: readonly string[];
  beforeAll(async () => {
    county = await openCounty(target);
    const task = await county.addTask('2026Q4', 2);
    await drawTask(county, task);
    const rows = await county.deps.database.ownerQuery<{ key: string }>(
      `select o.key from drawn_object d join inspection_object o on o.id = d.object_id order by d.rank`,
    );
    keys = rows.map(({ key }) => key);
    await importing();
  });
  afterAll(() => county.close());

  const importing = () => {
    const rows = keys.map((key) => `2026-11-20,${key},随机,2026q4-key,未发现问题`);
    const bytes = utf8(['检查日期,统一社会信用代码,抽取方式,任务编号,检查结果', ...rows].join('\n'));
    return county.does('zonghe', importVisits, { agency: COUNTY, file: 'v.csv', bytes });
  };
  const told = async (quarter?: string) =>
    (await county.looks('lingdao', judgeCompliance, { agency: COUNTY, year: 2026, ...(quarter && { quarter }) }))
      .otherKind;

  it('are none where every row has the kind of its task', async () => {
    expect(await told()).toBeUndefined();
  });

  it('are named by the verdict, until the row is imported anew', async () => {
    await county.deps.database.ownerQuery(
      `update visit set facts = facts || '{"taskType": "interdepartmentalJoint"}', row_hash = '' where object_key = '${keys[0]}'`,
    );
    const one = { task: '2026q4-key', object: keys[0], date: '2026-11-20', kind: 'daily', stated: 'interdepartmental' };
    expect(await told()).toMatchObject([one]);
    expect(await told('Q4')).toHaveLength(1);
    expect(await told('Q3')).toBeUndefined();
    await importing();
    expect(await told()).toBeUndefined();
  });
});
