import { utf8 } from '@sunlot/core/basics/bytes.ts';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { describeDatabases, type TestTarget } from '../../db/test-database.ts';
import { inTransaction, SYSTEM } from '../../db/transaction.ts';
import { COUNTY, openCounty } from '../draws/test-county.ts';
import { drawTask } from '../draws/test-draw.ts';
import { chooseJointItems } from '../joint/consult.ts';
import { importJointDraw } from '../joint/import-joint-draw.ts';
import { addPartner } from '../joint/partners.ts';
import { proposeJointItems } from '../joint/propose-joint-items.ts';
import { publishJointItems } from '../joint/publish-joint-items.ts';
import { createTask } from '../tasks/create-task.ts';
import { importVisits } from '../visits/import-visits.ts';
import { judgeCompliance } from './judge-compliance.ts';

const PERIOD = '2026Q3';
const TO_OCTOBER = 53 * 86_400;

/** On 20 August: twelve key units, of which three are due in the quarter, and a task with other departments for it. */
async function openJoint(target: TestTarget) {
  const county = await openCounty(target, { at: '2026-08-20T01:00:00Z', keyObjects: 12 });
  const task = await county.addTask(PERIOD, 3);
  const ask = county.deps.database.ownerQuery;
  await ask(`update plan_entry set clause = '{"section": "四", "quote": "假想"}'`);
  await ask(`update task set kind = 'interdepartmental'`);
  await ask(`update inspection_object set added_at = '2026-01-05T01:00:00Z', updated_at = '2026-01-05T01:00:00Z'`);
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
  const drawn = (
    await ask<{ key: string; name: string }>(
      `select key, name from inspection_object where permit_category = '重点管理' order by length(id), id limit 3`,
    )
  ).map((row, i) => ({ ...row, line: `${i + 1},${row.key},${row.name}` }));
  return {
    county,
    keys: drawn.map(({ key }) => key),
    takesOver: (date: string) =>
      county.does('zonghe', importJointDraw, {
        ...{ task, lead: '示范县市场监督管理局', date, document: '抽取结果', file: '抽取结果.csv' },
        content: Buffer.from(['序号,信用代码,企业名称', ...drawn.map(({ line }) => line)].join('\n')).toString(
          'base64',
        ),
      }),
    visits: async (day: string, keys: readonly string[], code = '2026q3-key') => {
      const lines = keys.map((key) => `${day},${key},${code},随机,未发现问题,绛县城乡和住房建设管理局：示例人员甲`);
      const bytes = utf8(['检查日期,统一社会信用代码,任务编号,抽取方式,检查结果,配合部门人员', ...lines].join('\n'));
      await county.does('zonghe', importVisits, { agency: COUNTY, file: 'x.csv', bytes });
    },
    /** What the verdict on the quarter and the one on the year say of late draws, and the numbers of the quarter. */
    async told() {
      const asked = { agency: COUNTY, year: 2026 } as const;
      const quarter = await county.looks('lingdao', judgeCompliance, { ...asked, quarter: 'Q3' });
      const year = await county.looks('lingdao', judgeCompliance, asked);
      const late = ({ findings }: Pick<typeof year, 'findings'>) =>
        findings
          .filter(({ code, period }) => code === 'DRAWN_LATE' && period === PERIOD)
          .map(({ severity, doneOn }) => [severity, doneOn]);
      const { base, required, actual, baseFrom } = quarter.tables.find(
        (one) => one.class === 'key' && one.topic === 'ratio',
      )!;
      return {
        late: { quarter: late(quarter), year: late(year) },
        numbers: [base, required, actual, baseFrom],
      };
    },
  };
}

const everywhere = (...late: readonly (readonly string[])[]) => ({ quarter: late, year: late });

describeDatabases('a draw of a lead department for a quarter that is over', (target) => {
  it('is late as one held here is: a violation where nothing was drawn in time, although the number is met', async () => {
    const of = await openJoint(target);
    of.county.wait(TO_OCTOBER);
    const { warnings } = await of.takesOver('2026-10-12');
    expect(warnings[0]).toBe(
      '“示范县市场监督管理局”在 2026Q3 结束（2026-09-30）以后的 2026-10-12 才抽取：检查计入 2026Q3，判定里认定为逾期抽取。',
    );
    of.county.wait(86_400);
    await of.visits('2026-10-13', of.keys);
    expect(await of.told()).toEqual({
      late: everywhere(['error', '2026-10-12']),
      numbers: [12, 3, 3, 'directory'],
    });
    await of.county.close();
  });

  it('control: it counts by the day on which it was held, not by that on which it was taken over', async () => {
    const of = await openJoint(target);
    of.county.wait(TO_OCTOBER);
    const { warnings } = await of.takesOver('2026-08-18');
    expect(warnings.filter((text) => text.includes('逾期抽取'))).toEqual([]);
    of.county.wait(86_400);
    await of.visits('2026-10-13', of.keys);
    expect(await of.told()).toEqual({ late: everywhere(), numbers: [12, 3, 3, 'directory'] });
    await of.county.close();
  });
});

describeDatabases('a supplement drawn here, late, of what a lead department drew in time', (target) => {
  let of: Awaited<ReturnType<typeof openJoint>>;
  beforeAll(async () => {
    of = await openJoint(target);
    await of.takesOver('2026-08-18');
    await of.visits('2026-08-20', of.keys.slice(0, 2));
    await of.county.deps.database.ownerQuery(`update inspection_object set status = 'closed', status_since = '2026-08-19',
      facts = facts || '{"status": "closed", "statusSince": "2026-08-19"}' where key = '${of.keys[2]}'`);
    of.county.wait(TO_OCTOBER);
  });
  afterAll(() => of.county.close());

  it('control: nothing is told before it is held', async () => {
    expect(await of.told()).toEqual({ late: everywhere(), numbers: [12, 3, 2, 'directory'] });
  });

  it('is to be explained, although it froze no list of its own', async () => {
    const { task } = await of.county.does('zonghe', createTask, { agency: COUNTY, class: 'key', period: PERIOD });
    await drawTask(of.county, task);
    expect(await of.told()).toEqual({
      late: everywhere(['warning', '2026-10-12']),
      numbers: [12, 3, 2, 'directory'],
    });
  });
});
