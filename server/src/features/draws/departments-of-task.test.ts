import { utf8 } from '@sunlot/core/basics/bytes.ts';
import { expect, it } from 'vitest';
import { describeDatabases, type TestTarget } from '../../db/test-database.ts';
import { inTransaction, SYSTEM } from '../../db/transaction.ts';
import { chooseJointItems } from '../joint/consult.ts';
import { addPartner } from '../joint/partners.ts';
import { proposeJointItems } from '../joint/propose-joint-items.ts';
import { publishJointItems } from '../joint/publish-joint-items.ts';
import { showPlan } from '../plans/show-plan.ts';
import { importVisits } from '../visits/import-visits.ts';
import { rehearseDraw } from './rehearse-draw.ts';
import { COUNTY, openCounty } from './test-county.ts';

const SHARE = `  - id: jiangxian/internalJointShare/all/all
    value: { min: 30% }
    strictness: hard
    clause: { section: 四, quote: 假想 }
`;

/** Six key units, each of which may be inspected twice in the year; two of them were once. With whom the task goes, the partner chosen for it says. */
async function openJoint(target: TestTarget, reading: 'visit' | 'department') {
  const county = await openCounty(target, {
    keyObjects: 6,
    edit: (text) =>
      text
        .replace('key: calc.visitUnit,', `key: calc.visitUnit, value: ${reading},`)
        .replace('  - id: jiangxian/planDue/all/all', `${SHARE}$&`),
  });
  const task = await county.addTask('2026Q4', 2);
  const ask = county.deps.database.ownerQuery;
  await ask(`update plan_entry set clause = '{"section": "四", "quote": "假想"}'`);
  await ask(`update task set kind = 'interdepartmental'`);
  const item = { serial: '1', category: '日常', name: '污染防治设施', grade: 'key', methods: ['现场检查'] };
  await inTransaction(county.deps.database.db, SYSTEM, (tx) =>
    tx
      .insertInto('inspection_item')
      .values({
        ...{ list_id: 'lst', position: 0, object_kind: ['企业'], authority: '生态环境部门', content: '现场' },
        ...{ ...item, legal_basis: ['《环境保护法》'], remarks: '{}' },
      })
      .execute(),
  );
  await county.does('zonghe', proposeJointItems, { agency: COUNTY });
  const publication = { agency: COUNTY, channel: '门户网站', url: 'https://example.gov.cn/joint' };
  await county.does('lingdao', publishJointItems, publication);
  await county.does('zonghe', addPartner, { agency: COUNTY, name: '绛县城乡和住房建设管理局' });
  await county.does('zonghe', chooseJointItems, { task, items: ['1'] });
  const keys = await ask<{ key: string }>(
    `select key from inspection_object where permit_category = '重点管理' order by length(id), id limit 2`,
  );
  const lines = keys.map(({ key }) => `2026-03-10,${key},随机,未发现问题`);
  const bytes = utf8(['检查日期,统一社会信用代码,抽取方式,检查结果', ...lines].join('\n'));
  await county.does('zonghe', importVisits, { agency: COUNTY, file: 'x.csv', bytes });
  const { strata, excluded } = await county.looks('zonghe', rehearseDraw, { task });
  const { quotas } = await county.looks('lingdao', showPlan, { agency: COUNTY, year: 2026 });
  await county.close();
  return {
    list: strata.map(({ base, pool }) => [base, pool]),
    excluded: excluded.map(({ reason, count }) => [reason, count]),
    joint: quotas.filter(({ topic }) => topic === 'internalJointShare').map(({ base }) => base),
  };
}

describeDatabases('a task to which another department comes along (AMB-50)', (target) => {
  it('weighs as many inspections as there are departments: on the cap of its list, and in what the plan asks for', async () => {
    expect(await openJoint(target, 'department')).toEqual({ list: [[6, 4]], excluded: [['cap', 2]], joint: [4] });
  });

  it('control: where one visit is one, it weighs one', async () => {
    expect(await openJoint(target, 'visit')).toEqual({ list: [[6, 6]], excluded: [], joint: [2] });
  });
});
