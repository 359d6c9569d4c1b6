import type { Manifest } from '@sunlot/core/draw/manifest.ts';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { describeDatabases } from '../../db/test-database.ts';
import { inTransaction, SYSTEM } from '../../db/transaction.ts';
import { frozenLists } from '../../draws/frozen-lists.ts';
import { verifyEvidence } from '../../evidence/verify-evidence.ts';
import { inventedCode } from '../../examples/credit-codes.ts';
import { EAST, openTree, rule, type Tree } from '../agencies/test-tree.ts';
import { showReport } from '../compliance/show-report.ts';
import { exportDraw } from '../draws/export-draw.ts';
import { freezeDraw } from '../draws/freeze-draw.ts';
import { rehearseDraw } from '../draws/rehearse-draw.ts';
import { drawTask } from '../draws/test-draw.ts';
import { importJointDraw } from '../joint/import-joint-draw.ts';
import { addPlanEntry } from '../plans/add-plan-entry.ts';
import { adjustPlan } from '../plans/adjust-plan.ts';
import { approvePlan } from '../plans/approve-plan.ts';
import { editPlanEntry } from '../plans/edit-plan-entry.ts';
import { issuePlan } from '../plans/issue-plan.ts';
import { proposePlan } from '../plans/propose-plan.ts';
import { showPlan } from '../plans/show-plan.ts';
import { submitPlan } from '../plans/submit-plan.ts';
import { importVisits } from '../visits/import-visits.ts';
import { createTask } from './create-task.ts';
import { stateTask } from './state-task.ts';
import { withdrawTask } from './withdraw-task.ts';

const plan = { agency: EAST, year: 2026 };
/** 12 objects that handle heavy metals, 5 of them done in a daily draw of the year, and 8 others (golden Y-21). */
const SCOPE = 12;
const DONE = 5;
const FILTER = '重金属=是';
const campaign = { ...plan, kind: 'campaign', name: '涉重行业专项检查', period: '2026Q4' } as const;

describeDatabases('a campaign and what else has a scope of its own', (target) => {
  let tree: Tree;
  beforeAll(async () => {
    tree = await openTree(target, (pack) => {
      pack.rules.push(
        rule('replaceable/all/all', { either: ['daily', 'campaign'] }, 'soft'),
        rule('scope/all/all', { taskTypes: ['daily', 'campaign', 'interdepartmentalJoint'] }, 'info'),
        rule('interdepartmental/all/county', { every: 'quarter', min: 1 }),
        rule('headcount/general/county', { objectsPerOfficer: 1 }),
      );
      pack.rules = pack.rules.filter(({ id }) => !/(ratio\/general\/county|jointDraw\/all\/all)$/.test(id));
      pack.rules.push(rule('jointDraw/all/all', { drawnBy: ['own'], by: '本方案' }, 'info'));
    });
    await tree.furnish(
      EAST,
      Array.from({ length: SCOPE + 8 }, (_, i) => ({ key: inventedCode(i + 1), class: 'general' as const })),
      10,
    );
    await tree.publishItems(EAST);
    for (let i = 0; i < SCOPE; i++) {
      await tree.ask(`update inspection_object set facts = facts || '{"heavyMetals": true}'
        where key = '${inventedCode(i + 1)}'`);
    }
    for (const i of [SCOPE + 7, SCOPE + 8]) {
      await tree.ask(`update inspection_object set facts = facts || '{"constructionProject": true}'
        where key = '${inventedCode(i)}'`);
    }
    await dailyVisits(DONE);
    await tree.does('east-office', proposePlan, plan);
  });
  afterAll(() => tree.close());

  async function dailyVisits(n: number): Promise<void> {
    const facts = { class: 'general', level: 'county', agency: EAST, taskType: 'daily', selection: 'random' };
    const rest = { state: 'completed', items: ['9'], method: 'onSite', results: ['未发现问题'], date: '2026-02-10' };
    await inTransaction(tree.deps.database.db, SYSTEM, (tx) =>
      tx
        .insertInto('visit')
        .values(
          Array.from({ length: n }, (_, i) => ({
            ...{ id: `vst_${i}`, agency: EAST, recorded_by: EAST, object_key: inventedCode(i + 1), date: '2026-02-10' },
            ...{ task_code: `x-${i}`, level: 'county', class: 'general', row_hash: Buffer.alloc(32) },
            ...{ facts: JSON.stringify({ ...facts, ...rest, objectId: inventedCode(i + 1) }) },
            ...{ added_at: '2026-02-11T01:00:00Z', updated_at: '2026-02-11T01:00:00Z' },
          })),
        )
        .execute(),
    );
  }

  const adds = (more: object = {}) => tree.does('east-office', addPlanEntry, { ...campaign, ...more });
  const creates = (more: object) => tree.does('east-office', createTask, { agency: EAST, ...more } as never);
  const manifestOf = async (draw: string) => {
    const [row] = await tree.ask<{ manifest: string }>(`select manifest from draw where id = '${draw}'`);
    return JSON.parse(row!.manifest) as Manifest;
  };
  async function draws(task: string): Promise<string> {
    const draw = await drawTask(tree, task, ['east-office', 'east-witness']);
    return draw;
  }

  describe('in the plan', () => {
    test('is put there by those who draft it, within the scheme, the directory and the list of items', async () => {
      await expect(tree.does('east-head', addPlanEntry, campaign)).rejects.toMatchObject({
        code: 'request.notPermitted',
      });
      await expect(adds({ kind: 'internalJoint' })).rejects.toMatchObject({ code: 'kind.notInScheme' });
      await expect(adds({ period: '2027Q1' })).rejects.toMatchObject({ code: 'request.invalid' });
      await expect(adds({ filter: '重金属=也许' })).rejects.toMatchObject({ code: 'task.filterUnreadable' });
      await expect(adds({ filter: '行业类型=无此行业', n: 1 })).rejects.toMatchObject({ code: 'task.filterEmpty' });
      await expect(adds({ filter: FILTER, n: 13 })).rejects.toMatchObject({ code: 'request.invalid' });
      await expect(adds({ filter: FILTER, n: 3, ratio: '50%' })).rejects.toMatchObject({ code: 'request.invalid' });
      for (const ratio of ['0%', '3/2', '1/0'])
        await expect(adds({ ratio })).rejects.toMatchObject({ code: 'request.invalid' });
      await expect(adds({ items: ['7'] })).rejects.toMatchObject({ code: 'items.outsideList' });
    });

    test('states objects and ratio, or leaves them open; a draft made anew keeps it', async () => {
      const view = await adds({ filter: FILTER, ratio: '50%', items: ['1'] });
      expect(view.entries.at(-1)).toMatchObject({
        ...{ id: '2026q4.campaign-1', class: 'campaign', kind: 'campaign', base: SCOPE, required: 6, n: 6 },
        stated: { name: campaign.name, filter: FILTER, ratio: '50%', items: ['1'] },
        fields: expect.objectContaining({ taskName: campaign.name, objectScope: `${FILTER}（${SCOPE} 家）` }),
      });
      const open = await adds({ name: '夏季专项检查' });
      const again = await tree.does('east-office', proposePlan, plan);
      expect(again.entries.slice(-2)).toMatchObject([{ id: '2026q4.campaign-1' }, { id: '2026q4.campaign-2', n: 0 }]);
      const counted = await adds({ name: '只定家数', n: 2 });
      expect(counted.entries.at(-1)).toMatchObject({ base: 0, required: 0, n: 2, stated: { n: 2 } });
      expect(counted.totalVisits - open.totalVisits).toBe(2);
      expect(again.entries.map(({ kind }) => kind)).toEqual(expect.arrayContaining(['daily', 'interdepartmental']));
    });

    test('has entries of a class that several sections do together, where the scheme draws those', async () => {
      const edits = (kind: 'daily' | 'internalJoint', entry = '2026.general') =>
        tree.does('east-office', editPlanEntry, { ...plan, entry, kind });
      await expect(edits('internalJoint')).rejects.toMatchObject({ code: 'kind.notInScheme' });
      await expect(edits('daily', '2026q4.campaign-1')).rejects.toMatchObject({ code: 'request.invalid' });
      expect((await edits('daily')).entries.find(({ id }) => id === '2026.general')).toMatchObject({ kind: 'daily' });
    });

    test('once issued takes another one by adjustment, with its reason', async () => {
      await tree.does('east-office', submitPlan, plan);
      await expect(adds({ name: '再一次' })).rejects.toMatchObject({ code: 'plan.notInForce' });
      await tree.does('east-head', approvePlan, plan);
      await tree.does('east-head', issuePlan, plan);
      const [logged] = await tree.ask<{ entry: string }>(
        `select convert_from(entry, 'UTF8') as entry from log_entry where tree = 'public' and type = 'plan'`,
      );
      expect(JSON.parse(logged!.entry).tasks).toContainEqual(
        expect.objectContaining({ code: '2026q4-campaign-3', n: 2 }),
      );
      await expect(adds({ name: '再一次' })).rejects.toMatchObject({
        code: 'plan.adjustmentReason',
        message: '2026 年计划已经印发，增加任务是计划调整，没有保存。请用 --reason 写明理由。',
      });
      expect((await tree.looks('east-office', showPlan, plan)).version).toBe(1);
      const view = await adds({ name: '再一次', reason: '上级部署' });
      expect(view).toMatchObject({ version: 2, state: 'draft', reason: '上级部署' });
      expect(view.entries.at(-1)).toMatchObject({ id: '2026q4.campaign-4' });
      const other = { ...plan, entry: '2026q4.campaign-5', reason: '核减' };
      await adds({ name: '按家数', filter: FILTER, n: 5, reason: '上级部署' });
      const less = await tree.does('east-office', adjustPlan, { ...other, n: 3 });
      expect(less.entries.at(-1)).toMatchObject({ id: other.entry, n: 3, stated: { n: 3 } });
      const inForce = await tree.looks('east-office', showPlan, { ...plan, version: 1 });
      expect(inForce.entries.map(({ id }) => id)).not.toContain('2026q4.campaign-4');
    });
  });

  describe('as a task', () => {
    test('comes from its own entry, and keeps to what the plan states', async () => {
      await expect(creates({ class: 'general', period: '2026', kind: 'campaign' })).rejects.toMatchObject({
        code: 'kind.needsEntry',
      });
      const own = { entry: '2026q4.campaign-1' };
      await expect(creates({ ...own, kind: 'daily' })).rejects.toMatchObject({ code: 'request.invalid' });
      await expect(creates({ ...own, filter: '重金属=否' })).rejects.toMatchObject({ code: 'task.statedInPlan' });
      await expect(creates({ ...own, n: 2 })).rejects.toMatchObject({ code: 'task.statedInPlan' });
      await expect(creates({ entry: '2026q4.interdepartmental', skip: true })).rejects.toMatchObject({
        code: 'task.notReplaceable',
      });
      const serial = (now: string) =>
        tree.ask(`update inspection_item set serial = '${now}' where list_id = 'lst_${EAST}'`);
      await serial('8');
      await expect(creates(own)).rejects.toMatchObject({ code: 'task.itemsGone', details: { items: '1' } });
      await serial('1');
    });

    test('R-086: leaves out who was in a daily draw, and draws six of the seven that are left', async () => {
      const task = await creates({ entry: '2026q4.campaign-1' });
      expect(task).toMatchObject({ kind: 'campaign', className: campaign.name, n: 6, skipDone: true, items: ['1'] });
      const draw = await draws(task.task);
      const [stratum] = (await manifestOf(draw)).strata;
      expect(stratum).toMatchObject({
        id: 'campaign-1',
        rule: { kind: 'ratio', p: 50, q: 100 },
        base: SCOPE,
        required: 6,
        n: 6,
        excluded: [{ state: 'base', reason: 'replaced', count: DONE }],
      });
      expect(stratum!.clause).toMatch(/；涉重行业专项检查：重金属=是；抽查比例 50%$/);
      const drawn = await tree.ask<{ key: string }>(`select o.key from drawn_object d
        join inspection_object o on o.id = d.object_id where d.draw_id = '${draw}'`);
      const inside = Array.from({ length: SCOPE - DONE }, (_, i) => inventedCode(DONE + i + 1));
      expect(drawn).toHaveLength(6);
      for (const { key } of drawn) expect(inside).toContain(key);
      const [entry] = await tree.ask<{ after: number }>(`select count(*)::int as after from log_entry
        where tree = 'audit' and subject = '${task.task}'`);
      expect(entry!.after).toBeGreaterThan(0);
      const pack = await tree.looks('east-office', exportDraw, { draw });
      expect(verifyEvidence(pack.bytes)).toMatchObject({ ok: true });
    });

    test('its visit counts for the class that the object has, on the day it was made', async () => {
      const [drawn] = await tree.ask<{ key: string }>(`select o.key from drawn_object d
        join inspection_object o on o.id = d.object_id join draw on draw.id = d.draw_id
        where draw.stratum = 'campaign-1' order by d.rank limit 1`);
      const lines = [
        '检查日期,统一社会信用代码,任务编号,检查结果',
        `2026-11-20,${drawn!.key},2026q4-campaign-1,未发现问题`,
      ];
      const bytes = new TextEncoder().encode(lines.join('\n'));
      const { result } = await tree.does('east-office', importVisits, { agency: EAST, file: '专项.csv', bytes });
      expect(result).toMatchObject({ added: 1 });
      const [visit] = await tree.ask<{ facts: object }>(
        `select facts from visit where task_code = '2026q4-campaign-1'`,
      );
      expect(visit!.facts).toMatchObject({ class: 'general', taskType: 'campaign', taskId: '2026q4-campaign-1' });
      expect(visit!.facts).not.toHaveProperty('period');
      // What waits of it stands in the same class: six of the campaign and those of the daily draw.
      const { lines: told, unequal } = await tree.looks('east-office', showReport, plan);
      const general = told.find(({ class: cls, period }) => cls === 'general' && period === '2026');
      expect([general?.drawn, general?.visits, unequal]).toEqual([DONE + 6, DONE + 1, []]);
    });

    test('R-086: where leaving them out leaves fewer than the number asked for, that is said with the reason', async () => {
      const { task } = await creates({ entry: '2026q4.campaign-2', skip: true });
      const warned = async (ratio: string) => {
        await tree.does('east-office', stateTask, { task, filter: FILTER, ratio });
        return (await tree.looks('east-office', rehearseDraw, { task })).warnings.join('\n');
      };
      expect(await warned('75%')).toContain(
        `应抽 9 家，可抽 7 家，全部抽取（基数 ${SCOPE} 家；不可抽：本年度已由另一类检查抽查 ${DONE} 家）`,
      );
      expect(await warned('50%')).not.toContain('应抽');
      await tree.does('east-office', withdrawTask, { task, reason: '另行安排' });
    });

    test('R-098: without scope and ratio its list is not frozen, and may be stated until it is', async () => {
      const { task } = await creates({ entry: '2026q4.campaign-2', skip: false });
      const refused = { code: 'task.notStated', message: expect.stringContaining('抽查对象范围和抽查比例或家数') };
      await expect(tree.does('east-office', freezeDraw, { task })).rejects.toMatchObject(refused);
      await expect(tree.looks('east-office', rehearseDraw, { task })).rejects.toMatchObject(refused);
      await expect(tree.does('east-head', stateTask, { task, ratio: '25%' })).rejects.toMatchObject({
        code: 'request.notPermitted',
      });
      await tree.does('east-office', stateTask, { task, ratio: '25%' });
      await expect(tree.does('east-office', freezeDraw, { task })).rejects.toMatchObject({
        message: expect.stringContaining('还没有写明抽查对象范围，'),
      });
      const view = await tree.does('east-office', stateTask, { task, filter: FILTER });
      expect(view.stated).toEqual({ name: '夏季专项检查', filter: FILTER, ratio: '25%' });
      expect(view).not.toHaveProperty('targeted');
      const [stratum] = (await manifestOf(await draws(task))).strata;
      expect(stratum).toMatchObject({ id: 'campaign-2', base: SCOPE, required: 3, n: 3 });
      expect(stratum!.excluded).toEqual([]);
      await expect(tree.does('east-office', stateTask, { task, n: 9 })).rejects.toMatchObject({
        code: 'task.listFrozen',
      });
    });

    test('an interdepartmental entry is settled with the task, too', async () => {
      const task = await creates({ entry: '2026q4.interdepartmental', filter: FILTER, n: 2 });
      expect(task).toMatchObject({ kind: 'interdepartmental', n: 2, stated: { filter: FILTER, n: 2 } });
      await expect(tree.does('east-office', freezeDraw, { task: task.task })).rejects.toMatchObject({
        code: 'joint.notChosen',
      });
      const elsewhere = {
        task: task.task,
        lead: '市场监管局',
        date: '2026-11-18',
        document: '抽取结果',
        file: 'x.csv',
      };
      await expect(tree.does('east-office', importJointDraw, { ...elsewhere, content: 'eA==' })).rejects.toMatchObject({
        code: 'elsewhere.notAllowed',
      });
    });
  });

  describe('a number of the whole year is drawn in rounds', () => {
    const yearList = async () => {
      const lists = await inTransaction(tree.deps.database.db, SYSTEM, (tx) =>
        frozenLists({ tx, keys: tree.deps.keys }, { agency: EAST, year: 2026 }),
      );
      return lists.find(({ class: cls, period }) => cls === 'general' && period === '2026');
    };

    test('one after the other, never more than the plan has', async () => {
      await expect(creates({ class: 'general', period: '2026', n: 11 })).rejects.toMatchObject({
        code: 'task.roundTooLarge',
      });
      await expect(creates({ class: 'construction', period: '2026', n: 1 })).rejects.toMatchObject({
        code: 'task.noRounds',
        message: expect.stringContaining('一次抽定'),
      });
      await expect(creates({ class: 'special', period: '2026Q4', n: 1 })).rejects.toMatchObject({
        code: 'task.noRounds',
      });
      const first = await creates({ class: 'general', period: '2026', n: 4 });
      expect(first).toMatchObject({ n: 4, round: 1, code: '2026-general-part-1' });
      // whom a campaign of the same period drew or visited stays, unless the task says otherwise.
      const { excluded } = await tree.looks('east-office', rehearseDraw, { task: first.task });
      expect(excluded).toMatchObject([{ state: 'base', reason: 'already-drawn', count: DONE }]);
      await expect(creates({ class: 'general', period: '2026', n: 1 })).rejects.toMatchObject({
        code: 'task.roundOpen',
      });
      await expect(tree.does('east-office', stateTask, { task: first.task, n: 9 })).rejects.toMatchObject({
        code: 'task.nothingToState',
      });
      const one = await draws(first.task);
      expect((await manifestOf(one)).strata[0]).toMatchObject({
        n: 4,
        clause: expect.stringContaining('分批抽取，第 1 批'),
      });
      const pack = await tree.looks('east-office', exportDraw, { draw: one });
      expect(verifyEvidence(pack.bytes)).toMatchObject({ ok: true });
    });

    test('and nobody is drawn twice', async () => {
      const rest = await creates({ class: 'general', period: '2026' });
      expect(rest).toMatchObject({ n: 6, round: 2 });
      await draws(rest.task);
      const [both] = await tree.ask<{ n: number }>(`select count(distinct object_id)::int as n from drawn_object
        join draw on draw.id = draw_id join task on task.id = task_id where task.code like '2026-general-part-%'`);
      expect(both!.n).toBe(10);
      // The list of the last part counts whom the first one took as available: they excuse nobody for drawing fewer.
      const list = await yearList();
      expect([list!.base, list!.available]).toEqual([list!.members.length, list!.members.length]);
      await expect(creates({ class: 'general', period: '2026' })).rejects.toMatchObject({ code: 'task.noSupplement' });
      await expect(
        tree.does('east-office', adjustPlan, { ...plan, entry: '2026.general', n: 9, reason: '核减' }),
      ).rejects.toMatchObject({ code: 'plan.belowMinimum' });
      const more = { ...plan, entry: '2026.general', n: 12, reason: '新增企业' };
      const adjusted = await tree.does('east-office', adjustPlan, more);
      expect(adjusted.entries.find(({ id }) => id === '2026.general')).toMatchObject({ n: 12 });
    });
  });
});
