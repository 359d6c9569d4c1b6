import { creditCheckDigit } from '@sunlot/contract/identifiers.ts';
import { utf8 } from '@sunlot/core/basics/bytes.ts';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { describeDatabases, type TestTarget } from '../../db/test-database.ts';
import { inTransaction, SYSTEM } from '../../db/transaction.ts';
import { judgeCompliance } from '../compliance/judge-compliance.ts';
import { enterDraw } from '../draws/enter-draw.ts';
import { freezeDraw } from '../draws/freeze-draw.ts';
import { rehearseDraw } from '../draws/rehearse-draw.ts';
import { runDraw } from '../draws/run-draw.ts';
import { COUNTY, DICE, openCounty } from '../draws/test-county.ts';
import { chooseJointItems } from '../joint/consult.ts';
import { importJointDraw } from '../joint/import-joint-draw.ts';
import { addPartner } from '../joint/partners.ts';
import { proposeJointItems } from '../joint/propose-joint-items.ts';
import { publishJointItems } from '../joint/publish-joint-items.ts';
import { showPlan } from '../plans/show-plan.ts';
import { importVisits } from '../visits/import-visits.ts';
import { createTask } from './create-task.ts';

const PERIOD = '2026Q3';

/** A county of 37 key units in August, of which a lead department has drawn some for the quarter. */
async function openDrawn(target: TestTarget, drawn: number) {
  const county = await openCounty(target, { at: '2026-08-20T01:00:00Z' });
  const task = await county.addTask(PERIOD, drawn);
  const ask = county.deps.database.ownerQuery;
  await ask(`update plan_entry set clause = '{"section": "四", "quote": "假想"}'`);
  await ask(`update task set kind = 'interdepartmental'`);
  await ask(`update inspection_object set added_at = '2026-01-05T01:00:00Z', updated_at = '2026-01-05T01:00:00Z'`);
  await inTransaction(county.deps.database.db, SYSTEM, (tx) =>
    tx
      .insertInto('inspection_item')
      .values({
        ...{ list_id: 'lst', serial: '1', position: 0, category: '日常', name: '污染防治设施', object_kind: ['企业'] },
        ...{ grade: 'key', methods: ['现场检查'], authority: '生态环境部门', content: '现场', remarks: '{}' },
        legal_basis: ['《环境保护法》'],
      })
      .execute(),
  );
  await county.does('zonghe', proposeJointItems, { agency: COUNTY });
  const publication = { agency: COUNTY, channel: '门户网站', url: 'https://example.gov.cn/joint' };
  await county.does('lingdao', publishJointItems, publication);
  await county.does('zonghe', addPartner, { agency: COUNTY, name: '绛县城乡和住房建设管理局' });
  await county.does('zonghe', chooseJointItems, { task, items: ['1'] });
  const rows = await ask<{ key: string; name: string }>(
    `select key, name from inspection_object where permit_category = '重点管理' order by length(id), id`,
  );
  const lines = rows.slice(0, drawn).map(({ key, name }, i) => `${i + 1},${key},${name}`);
  await county.does('zonghe', importJointDraw, {
    ...{ task, lead: '示范县市场监督管理局', date: '2026-08-18', document: '抽取结果', file: '抽取结果.csv' },
    content: Buffer.from(['序号,信用代码,企业名称', ...lines].join('\n')).toString('base64'),
  });
  const keys = rows.map(({ key }) => key);
  return {
    county,
    keys,
    /** Key units that are entered today. */
    async come(n: number) {
      for (let i = 0; i < n; i++) {
        const first17 = `91${COUNTY}MA${String(500 + i).padStart(7, '0')}`;
        const key = first17 + creditCheckDigit(first17);
        await ask(`insert into inspection_object select (jsonb_populate_record(one, jsonb_build_object(
            'id', 'obj_new_${i}', 'key', '${key}', 'name', '示范县新增第${i}企业', 'row_hash', '\\x${String(i).padStart(64, 'f')}',
            'added_at', now_at, 'updated_at', now_at,
            'facts', one.facts || jsonb_build_object('id', '${key}', 'creditCode', '${key}', 'name', '示范县新增第${i}企业')))).*
          from inspection_object as one, (values ('${county.deps.clock.instant()}')) as at(now_at) where id = 'obj_0'`);
      }
    },
    stops: (of: readonly string[]) =>
      ask(`update inspection_object set status = 'suspended', status_since = '2026-08-10',
        facts = facts || '{"status": "suspended", "statusSince": "2026-08-10"}'
        where key in (${of.map((key) => `'${key}'`).join(',')})`),
    visited: (of: readonly string[], code = '2026q3-key') =>
      county.does('zonghe', importVisits, {
        ...{ agency: COUNTY, file: 'x.csv' },
        bytes: utf8(
          [
            '检查日期,统一社会信用代码,任务编号,抽取方式,检查结果,配合部门人员',
            ...of.map((key) => `2026-08-20,${key},${code},随机,未发现问题,绛县城乡和住房建设管理局：示例人员甲`),
          ].join('\n'),
        ),
      }),
    creates: () => county.does('zonghe', createTask, { agency: COUNTY, class: 'key', period: PERIOD }),
    rehearses: (id: string) => county.looks('zonghe', rehearseDraw, { task: id }),
    async draws(id: string) {
      const { draw } = await county.does('zonghe', freezeDraw, { task: id });
      for (const login of ['zonghe', 'jijian'])
        await county.does(login, enterDraw, { draw, source: 'dice', value: DICE });
      await county.does('zonghe', runDraw, { draw });
      const drawnRows = await ask<{ key: string }>(`select key from drawn_object join inspection_object as object
        on object.id = object_id where draw_id = '${draw}'`);
      return drawnRows.map(({ key }) => key);
    },
    async lacks() {
      const { catchUp = [] } = await county.looks('zonghe', showPlan, { agency: COUNTY, year: 2026 });
      return catchUp.filter(({ entry }) => entry === `${PERIOD}.key`).map(({ base, required }) => [base, required]);
    },
    async verdict() {
      const { tables } = await county.looks('zonghe', judgeCompliance, { agency: COUNTY, year: 2026, quarter: 'Q3' });
      const { base, required, actual } = tables.find((one) => one.class === 'key' && one.topic === 'ratio')!;
      return [base, required, actual];
    },
  };
}

describeDatabases('a supplement of a draw that a lead department held', (target) => {
  let of: Awaited<ReturnType<typeof openDrawn>>;
  beforeAll(async () => {
    of = await openDrawn(target, 10);
  });
  afterAll(() => of.county.close());

  it('goes by the directory of the first day, as the verdict does: who came since asks for nobody', async () => {
    await of.come(8);
    expect(await of.verdict()).toEqual([37, 10, 0]);
    await expect(of.creates()).rejects.toMatchObject({
      code: 'task.noSupplement',
      message: expect.stringContaining('应抽 10 家，已抽 10 家，缺 0 家'),
    });
    expect(await of.lacks()).toEqual([]);
    await of.visited(of.keys.slice(0, 10));
    expect(await of.verdict()).toEqual([37, 10, 10]);
  });
});

describeDatabases('a supplement where whom a lead department drew has stopped', (target) => {
  it('asks for what the verdict lacks, by that same list', async () => {
    const of = await openDrawn(target, 9);
    await of.stops([...of.keys.slice(0, 1), ...of.keys.slice(20, 25)]);
    await of.visited(of.keys.slice(1, 9));
    expect(await of.verdict()).toEqual([37, 10, 8]);
    const { task, n, supplement } = await of.creates();
    expect([n, supplement?.why]).toEqual([
      2,
      '名单 37 家（其中 6 家已退出），应抽 10 家，已抽 9 家（其中 1 家已不能检查），缺 2 家',
    ]);
    expect((await of.rehearses(task)).strata).toMatchObject([{ base: 31, n: 2 }]);
    const drawn = await of.draws(task);
    // What a supplement froze is no list of its own: the verdict stays by the directory.
    expect(await of.verdict()).toEqual([37, 10, 8]);
    await of.visited(drawn, '2026q3-key-supplement-1');
    expect(await of.verdict()).toEqual([37, 10, 10]);
    await of.county.close();
  });
});
