import { createHash } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { UseCase } from '../../context.ts';
import { describeDatabases } from '../../db/test-database.ts';
import { inTransaction, SYSTEM } from '../../db/transaction.ts';
import { visitLedger } from '../../visits/ledger.ts';
import { drawnSince } from '../../visits/origins.ts';
import { openFigure } from '../compliance/open-figure.ts';
import { showReport } from '../compliance/show-report.ts';
import { dispatchTask } from '../dispatch/dispatch-task.ts';
import { showDispatch } from '../dispatch/show-dispatch.ts';
import { freezeDraw } from '../draws/freeze-draw.ts';
import { COUNTY, type County, openCounty } from '../draws/test-county.ts';
import { cancelVisit } from '../task-ends/cancel-visit.ts';
import { closeTask } from '../task-ends/close-task.ts';
import { listTasks } from '../tasks/list-tasks.ts';
import { showTask } from '../tasks/show-task.ts';
import { listForms } from '../visit-forms/list-forms.ts';
import { importVisits } from '../visits/import-visits.ts';
import { listVisits } from '../visits/list-visits.ts';
import { chooseJointItems } from './consult.ts';
import { importJointDraw, namedJointDraw, showJointDraw } from './import-joint-draw.ts';
import { showJointTask } from './joint-task.ts';
import { addPartner } from './partners.ts';
import { proposeJointItems } from './propose-joint-items.ts';
import { publishJointItems } from './publish-joint-items.ts';

const HOUSING = '绛县城乡和住房建设管理局';
const LEAD = '示范县市场监督管理局';
const TEAM = '示例检查员甲、示例检查员乙';
const encode = (...lines: readonly string[]) => Buffer.from(lines.join('\n')).toString('base64');

describeDatabases('a joint draw that was held elsewhere', (target) => {
  let county: County;
  let task: string;
  let daily: string;
  let scoped: string;
  let keys: readonly string[];
  let names: readonly string[];
  /** Of another class than the task. */
  let general: { readonly key: string; readonly name: string };
  beforeAll(async () => {
    county = await openCounty(target);
    task = await county.addTask('2026Q4', 10);
    daily = await county.addTask('2026Q3', 10);
    scoped = await county.addTask('2026Q2', 10);
    await inTransaction(county.deps.database.db, SYSTEM, async (tx) => {
      await tx.updateTable('task').set({ kind: 'interdepartmental' }).where('id', 'in', [task, scoped]).execute();
      const scope = {
        filter: '行业类型=化工',
        terms: [{ field: 'industry', values: ['26'] }],
        specialties: [],
        reason: '',
      };
      await tx
        .updateTable('task')
        .set({ class: 'interdepartmental', scope: JSON.stringify({ ...scope, stated: { name: '化工联合检查' } }) })
        .where('id', '=', scoped)
        .execute();
      const rows = await tx.selectFrom('inspection_object').select(['key', 'name']).orderBy('id').execute();
      keys = rows.slice(0, 3).map(({ key }) => key);
      names = rows.map(({ name }) => name);
      general = rows.find(({ name }) => name === '示范县第100企业有限公司')!;
    });
    await county.does('zonghe', proposeJointItems, { agency: COUNTY });
    const publication = { agency: COUNTY, channel: '门户网站', url: 'https://example.gov.cn/joint' };
    await county.does('lingdao', publishJointItems, publication);
    await county.does('zonghe', addPartner, { agency: COUNTY, name: HOUSING });
  });
  afterAll(() => county.close());

  const report = (quarter: string) => county.looks('zonghe', showReport, { agency: COUNTY, year: 2026, quarter });
  const concluded = async () =>
    (await report('Q4')).totals.find(({ figure }) => figure === 'interdepartmentalTasks')?.value;
  const office = <I, O>(useCase: UseCase<I, O>, input: I) => county.does('zonghe', useCase, input);
  const file = () => encode('信用代码,企业名称,检查人员', `${keys[0]},甲,${TEAM}`, `${keys[1]},乙,`);
  const imports = (more: object = {}) =>
    office(importJointDraw, {
      ...{ task, lead: LEAD, date: '2026-11-18', document: '示范市监〔2026〕31号抽取结果', file: '抽取结果.csv' },
      content: file(),
      ...more,
    });

  describe('is taken over', () => {
    it('by those who answer for the draw, for a joint task with its items', async () => {
      await expect(county.does('jiancha', importJointDraw, { task } as never)).rejects.toMatchObject({
        code: 'request.notPermitted',
      });
      await expect(imports({ task: daily })).rejects.toMatchObject({ code: 'joint.notInterdepartmental' });
      await expect(imports()).rejects.toMatchObject({ code: 'joint.notChosen' });
      await expect(county.looks('zonghe', showJointDraw, { task })).rejects.toMatchObject({ code: 'elsewhere.none' });
      await office(chooseJointItems, { task, items: ['1'] });
    });

    it('whole or not at all: each object of the directory once, on a day that was', async () => {
      const faults: readonly (readonly [object, string])[] = [
        [{ date: '2026-11-21' }, '晚于今天'],
        [
          { content: encode('序号,信用代码,企业名称', '1,91999901MA0000999X,甲') },
          '第 2 行 91999901MA0000999X 不在检查对象名录库里',
        ],
        [{ content: encode('序号,信用代码,企业名称', `1,${keys[0]},甲`, `2,${keys[0]},甲`) }, '第 3 行'],
        [{ content: encode('序号,信用代码,企业名称', '1,,甲') }, '没有统一社会信用代码'],
        [{ content: encode('序号,信用代码,企业名称') }, '抽取结果没有导入'],
        [{ content: encode('别的,表') }, '抽取结果没有导入'],
      ];
      for (const [more, message] of faults) {
        await expect(imports(more)).rejects.toMatchObject({
          code: 'elsewhere.rows',
          message: expect.stringContaining(message),
        });
      }
      const tasks = await county.looks('zonghe', listTasks, { agency: COUNTY });
      expect(tasks.map(({ state }) => state)).toEqual(['initiated', 'initiated', 'initiated']);
    });

    it('never from the agency itself, under none of its names: what it leads is drawn here', async () => {
      for (const lead of ['示范县分局', '运城市生态环境局示范县分局', '运城市生态环境局绛县分局'])
        await expect(imports({ lead })).rejects.toMatchObject({
          code: 'elsewhere.ownLead',
          message: expect.stringContaining('sunlot draw freeze 2026q4-key'),
        });
    });

    it('refused with its rows where the task does not draw from their class, or where code and name are of two units', async () => {
      const rows = (key: string, name: string) => ({
        content: encode('序号,信用代码,企业名称', `1,${keys[0]},${names[0]}`, `2,${key},${name}`),
      });
      await expect(imports(rows(general.key, general.name))).rejects.toMatchObject({
        code: 'elsewhere.notOfClass',
        details: { class: '重点排污单位', lead: LEAD },
        message: expect.stringContaining(`第 3 行 ${general.key}“${general.name}”在名录里是一般排污单位`),
      });
      await expect(imports(rows(keys[1]!, names[2]!))).rejects.toMatchObject({
        code: 'elsewhere.rows',
        message: expect.stringContaining(`在名录里是“${names[1]}”，所写的“${names[2]}”是另一家（${keys[2]}）`),
      });
      await expect(county.looks('zonghe', showJointDraw, { task })).rejects.toMatchObject({ code: 'elsewhere.none' });
    });

    it('flagged as drawn elsewhere, once: a task that is neither drawn nor sent out here, and says how it goes on', async () => {
      const since = () => inTransaction(county.deps.database.db, SYSTEM, (tx) => drawnSince({ tx }, COUNTY));
      expect(await since()).toBeUndefined();
      expect(await imports()).toMatchObject({ lead: LEAD, drawnOn: '2026-11-18', objects: 2, agency: COUNTY });
      expect(await since()).toBe('2026-11-18');
      const refused = {
        code: 'elsewhere.already',
        details: { lead: LEAD, on: '2026-11-18', n: 2 },
        message: expect.stringMatching(/按任务编号 2026q4-key 导入检查记录（sunlot import visits）/),
      };
      await expect(imports()).rejects.toMatchObject(refused);
      await expect(office(freezeDraw, { task })).rejects.toMatchObject(refused);
      await expect(office(dispatchTask, { task })).rejects.toMatchObject(refused);
      await expect(office(showDispatch, { task })).rejects.toMatchObject(refused);
      await expect(office(listForms, { task })).rejects.toMatchObject(refused);
      // The control: a task that waits for its own draw.
      await expect(office(dispatchTask, { task: daily })).rejects.toMatchObject({ code: 'dispatch.notDrawn' });
      await expect(office(listForms, { task: daily })).rejects.toMatchObject({ code: 'form.notDispatched' });
      const { steps } = await county.looks('zonghe', showTask, { task });
      expect(steps!.map(({ step, isDone, lacks }) => [step, isDone, lacks.map(({ what }) => what)])).toMatchObject([
        ['initiate', true, []],
        ['allocate', true, []],
        ['summarise', false, ['visits']],
        ['count', false, ['visits']],
        ['report', false, ['closing']],
      ]);
      const tasks = await county.looks('zonghe', listTasks, { agency: COUNTY });
      expect(tasks.find((one) => one.task === task)).toMatchObject({
        ...{ state: 'drawn', n: 2, draws: [] },
        drawnElsewhere: { lead: LEAD, document: '示范市监〔2026〕31号抽取结果', file: '抽取结果.csv', objects: 2 },
      });
      // Neither a freeze nor a dispatch waits for the partners.
      expect(await county.looks('zonghe', showJointTask, { task })).not.toHaveProperty('next');
    });
  });

  describe('keeps its names closed', () => {
    it('in the answers, in the public log, in the database', async () => {
      const view = await county.looks('lingdao', showJointDraw, { task });
      const stored = await inTransaction(county.deps.database.db, SYSTEM, async (tx) => ({
        file: await tx.selectFrom('drawn_elsewhere').selectAll().executeTakeFirstOrThrow(),
        entries: await tx.selectFrom('log_entry').selectAll().where('type', '=', 'joint-draw').execute(),
      }));
      expect(stored.entries).toHaveLength(1);
      const entry = Buffer.from(stored.entries[0]!.entry).toString('utf8');
      expect(JSON.parse(entry)).toMatchObject({ type: 'joint-draw', commitment: view.commitment });
      for (const text of [JSON.stringify(view), entry, Buffer.from(stored.file.sealed_file).toString('latin1')]) {
        for (const secret of [...keys, '示例检查员']) expect(text).not.toContain(secret);
      }
    });

    it('to all but those who may know them, whose look is logged; the file proves the hash', async () => {
      await expect(county.looks('jiancha', namedJointDraw, { task })).rejects.toMatchObject({
        code: 'draw.namesClosed',
      });
      const named = await county.does('jijian', namedJointDraw, { task });
      expect(named.names).toMatchObject([{ rank: 1, object: { key: keys[0] }, team: TEAM }, { rank: 2 }]);
      expect(named.names[1]).not.toHaveProperty('team');
      expect(named.content).toBe(file());
      const hash = createHash('sha256').update(Buffer.from(named.nonce, 'hex'));
      expect(hash.update(Buffer.from(named.content, 'base64')).digest('hex')).toBe(named.commitment);
    });
  });

  it('makes the joint inspections: they wait in the ledger, and their visits stay flagged', async () => {
    const ledger = () =>
      inTransaction(county.deps.database.db, SYSTEM, (tx) =>
        visitLedger({ tx, keys: county.deps.keys }, { codes: [COUNTY] }, { to: '2026-12-31' }),
      );
    const waiting = { state: 'drawn', taskType: 'interdepartmentalJoint', selection: 'random', drawnElsewhere: true };
    expect(await ledger()).toMatchObject([
      { ...waiting, objectId: keys[0] },
      { ...waiting, objectId: keys[1] },
    ]);
    const visit = ['检查日期,统一社会信用代码,任务编号,检查结果', `2026-11-19,${keys[0]},2026q4-key,未发现问题`];
    const bytes = new TextEncoder().encode(visit.join('\n'));
    expect((await office(importVisits, { agency: COUNTY, file: '检查.csv', bytes })).result).toMatchObject({
      added: 1,
    });
    expect(await ledger()).toMatchObject([
      { objectId: keys[0], state: 'completed', taskType: 'interdepartmentalJoint', drawnElsewhere: true },
      { objectId: keys[1], state: 'drawn' },
    ]);
    const { items } = await county.looks('zonghe', listVisits, { agency: COUNTY, limit: 10 });
    expect(items).toMatchObject([{ object: keys[0], drawnElsewhere: true }]);
    // Its second object waits: the task is not concluded. What another number has is history, and counts.
    expect(await concluded()).toBe(0);
    const other = `检查日期,统一社会信用代码,任务编号,任务类型,检查结果\n2026-11-02,${general.key},旧-1,部门联合,未发现问题`;
    const history = new TextEncoder().encode(other);
    await office(importVisits, { agency: COUNTY, file: '旧.csv', bytes: history });
    expect(await concluded()).toBe(1);
  });

  it('has the end of every task: a visit that cannot take place is cancelled, and once closed it takes no more', async () => {
    const rows = (...lines: readonly string[]) => {
      const text = ['检查日期,统一社会信用代码,抽取方式,任务编号,检查结果,公示日期', ...lines].join('\n');
      return office(importVisits, { agency: COUNTY, file: '检查.csv', bytes: new TextEncoder().encode(text) });
    };
    const cancel = { task, object: '2', reason: '停产', approver: 'lingdao' };
    expect(await office(cancelVisit, cancel)).toMatchObject({ rank: 2, object: { key: keys[1] } });
    expect(await concluded()).toBe(2);
    await rows(`2026-11-19,${keys[0]},随机,2026q4-key,未发现问题,2026-11-20`);
    const shown = await county.looks('zonghe', showTask, { task });
    expect(shown).toMatchObject({ state: 'published', work: { drawn: 2, done: 1, cancelled: 1 } });
    // Nobody is dispatched here: the result of the lead department stands for it.
    expect(shown.steps![1]).toMatchObject({ step: 'allocate', isDone: true, by: 'zonghe' });
    expect(await office(closeTask, { task })).toMatchObject({ figures: { drawn: 2, done: 1, cancelled: 1 } });
    await expect(office(chooseJointItems, { task, items: ['1'] })).rejects.toMatchObject({ code: 'task.closed' });
    // Also without the number of the task it is a visit of the same draw.
    const late = await rows(`2026-11-20,${keys[1]},随机,,未发现问题,2026-11-20`);
    expect(late.result).toMatchObject({ added: 0, rejected: 1 });
    expect(late.rejected.flatMap(({ findings }) => findings.map(({ code }) => code))).toContain('taskClosed');
    // The control: another object that the draw does not have.
    expect((await rows(`2026-11-20,${keys[2]},随机,,未发现问题,2026-11-20`)).result).toMatchObject({ added: 1 });
  });

  it('is taken over with what deserves a second look, where the lead department may be right all the same', async () => {
    await office(chooseJointItems, { task: scoped, items: ['1'] });
    const content = encode(
      '序号,信用代码,企业名称',
      `1,${keys[0]},${names[0]}`,
      `2,${general.key},示范县第 100 企业（有限公司）`,
      `3,${keys[1]},旧名`,
    );
    const { warnings } = await imports({ task: scoped, lead: HOUSING, content });
    expect(warnings[0]).toContain(`由本单位（运城市生态环境局绛县分局）牵头，抽取的却是“${HOUSING}”`);
    expect(warnings.slice(1).map((text) => text.replace(/，已按.*/, ''))).toEqual([
      `第 2 行 ${keys[0]}“${names[0]}”不在任务范围“行业类型=化工”以内`,
      `第 2 行 ${keys[0]}“${names[0]}”不是所选联合事项的检查对象（生活污水处理中心）`,
      `第 3 行 ${general.key}“${general.name}”不在任务范围“行业类型=化工”以内`,
      `第 3 行 ${general.key}“${general.name}”不是所选联合事项的检查对象（生活污水处理中心）`,
      `第 4 行 ${keys[1]} 写的是“旧名”，名录里是“${names[1]}”`,
      `第 4 行 ${keys[1]}“${names[1]}”不在任务范围“行业类型=化工”以内`,
      `第 4 行 ${keys[1]}“${names[1]}”不是所选联合事项的检查对象（生活污水处理中心）`,
    ]);
    // A scope across classes has none of its own: each object waits in the class that it had on the day of the draw.
    const { lines, unequal } = await report('Q2');
    expect(unequal).toEqual([]);
    expect(lines.filter(({ drawn }) => drawn > 0).map(({ class: cls, drawn }) => [cls, drawn])).toEqual([
      ['general', 1],
      ['key', 2],
    ]);
    const of = { agency: COUNTY, year: 2026, figure: 'drawn', class: 'general', limit: 9 } as const;
    const rows = await county.looks('zonghe', openFigure, { ...of, quarter: 'Q2', period: '2026Q2' });
    expect(rows.items).toMatchObject([{ object: general.key, waiting: true, task: '2026q2-key' }]);
    // The audit log keeps how much was pointed out, and no unit.
    const [value] = await county.deps.database.ownerQuery<{ sealed: Uint8Array; index: number }>(
      `select sealed, audit_value.index from audit_value join log_entry on tree = 'audit' and log_entry.index = audit_value.index
        where subject = $1 and convert_from(entry, 'UTF8') like '%joint.importDraw%'`,
      [scoped],
    );
    const kept = Buffer.from(county.deps.keys.open(value!.sealed, `audit/${value!.index}`)).toString('utf8');
    expect(JSON.parse(kept)).toMatchObject({ after: { objects: 3, warnings: 8 } });
    for (const secret of [...keys, general.key, '旧名']) expect(kept).not.toContain(secret);
  });
});
