import { utf8 } from '@sunlot/core/basics/bytes.ts';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { actorByLogin, consoleActor } from './accounts/actor.ts';
import { read, rehearseWrite, type UseCase, write } from './context.ts';
import { describeDatabases } from './db/test-database.ts';
import { DEMO_AGENCY, demoInspectorsCsv, demoItemsCsv, demoObjectsCsv } from './demo/demo-workbooks.ts';
import { addAgency } from './features/agencies/add-agency.ts';
import { importInspectors } from './features/inspectors/import-inspectors.ts';
import { listInspectors } from './features/inspectors/list-inspectors.ts';
import { importItems } from './features/items/import-items.ts';
import { publishItems } from './features/items/publish-items.ts';
import { importObjects } from './features/objects/import-objects.ts';
import { listObjects } from './features/objects/list-objects.ts';
import { approvePlan } from './features/plans/approve-plan.ts';
import { editPlanEntry } from './features/plans/edit-plan-entry.ts';
import { issuePlan } from './features/plans/issue-plan.ts';
import { proposePlan } from './features/plans/propose-plan.ts';
import { publishPlan } from './features/plans/publish-plan.ts';
import { showPlan } from './features/plans/show-plan.ts';
import { submitPlan } from './features/plans/submit-plan.ts';
import { createTask } from './features/tasks/create-task.ts';
import { showTask } from './features/tasks/show-task.ts';
import { addUser } from './features/users/add-user.ts';
import { openTestOffice, type TestOffice } from './imports/test-office.ts';

const publication = { channel: '门户网站', url: 'https://example.gov.cn/x' };
const plan = { agency: DEMO_AGENCY, year: 2026 };
const key = { agency: DEMO_AGENCY, class: 'key', period: '2026Q4' };

describeDatabases('from the lists to a task', (target) => {
  let office: TestOffice;
  const as = async (login: string) =>
    login === 'console' ? consoleActor() : actorByLogin(office.deps.database.db, login, 'console');
  const does = async <I, O>(login: string, useCase: UseCase<I, O>, input: I) =>
    write(office.deps, await as(login), (ctx) => useCase(ctx, input));
  const csv = (file: string, text: string) => ({ agency: DEMO_AGENCY, file, bytes: utf8(text) });

  beforeAll(async () => {
    office = await openTestOffice(target);
    await does('console', addAgency, { code: DEMO_AGENCY, name: '示范县分局', level: 'county', pack: 'jiangxian' });
    for (const [login, roles] of [
      ['jingban', ['generalOffice', 'enforcementBrigade']],
      ['juzhang', ['head']],
      ['duoren', ['enforcementBrigade', 'deputyInCharge']],
      ['fenguan', ['deputyInCharge']],
    ] as const) {
      await does('console', addUser, { login, agency: DEMO_AGENCY, roles: [...roles] });
    }
    await does('jingban', importObjects, csv('objects.csv', demoObjectsCsv()));
    await does('jingban', importInspectors, csv('inspectors.csv', demoInspectorsCsv()));
    await does('jingban', importItems, csv('items.csv', demoItemsCsv()));
  });
  afterAll(() => office.close());

  test('people of another county see nothing, and are not told that it is there', async () => {
    await expect(does('zonghe', proposePlan, plan)).rejects.toMatchObject({ code: 'request.notFound' });
    expect(await office.ask(`select count(*)::int as n from annual_plan`)).toEqual([{ n: 0 }]);
  });

  test('the directories are read page by page, found by initials, and say why an object has its class', async () => {
    const looks = async <I, O>(login: string, useCase: UseCase<I, O>, input: I) =>
      read(office.deps, await as(login), (ctx) => useCase(ctx, input));
    const keys: string[] = [];
    let cursor: string | undefined;
    do {
      const page = await looks('jingban', listObjects, { agency: DEMO_AGENCY, limit: 100, cursor });
      keys.push(...page.items.map(({ key }) => key));
      cursor = page.next;
    } while (cursor);
    expect(keys).toHaveLength(240);
    expect(new Set(keys).size).toBe(240);
    const found = await looks('jingban', listObjects, { agency: DEMO_AGENCY, limit: 50, q: 'zzyx' });
    expect(
      found.items.map(({ name, class: cls, reasons }) => [/铸造|造纸/.exec(name)?.[0], cls, reasons[0]?.fact]),
    ).toEqual([
      ['铸造', 'key', '列入重点排污单位名录'],
      ['造纸', 'key', '列入重点排污单位名录'],
    ]);
    const people = await looks('jingban', listInspectors, { agency: DEMO_AGENCY, limit: 50, q: 'DEMO-010' });
    expect(people.items).toMatchObject([{ name: '癸示范', mayLead: false, seatsThisYear: 0 }]);
    expect((await looks('jingban', listObjects, { agency: DEMO_AGENCY, limit: 50, q: '100%' })).items).toEqual([]);
    await expect(looks('zonghe', listObjects, { agency: DEMO_AGENCY, limit: 50 })).rejects.toMatchObject({
      code: 'request.notFound',
    });
  });

  test('the plan has the numbers the law asks for, each with its clause', async () => {
    const view = await does('jingban', proposePlan, plan);
    const of = (cls: string) => view.entries.filter((entry) => entry.class === cls).map(({ base, n }) => [base, n]);
    expect(of('key')).toEqual([
      [9, 3],
      [9, 3],
      [9, 3],
      [9, 3],
    ]);
    expect(of('general').map(([, n]) => n)).toEqual([12, 12, 12, 12]);
    expect(of('special')).toEqual([
      [4, 2],
      [4, 2],
      [4, 2],
      [4, 2],
    ]);
    expect(view.entries.find(({ id }) => id === '2026q4.key')).toMatchObject({
      clause: { section: '四（五）2' },
      rule: 'jiangxian/ratio/key/county',
    });
    expect(view.totalVisits).toBe(view.entries.reduce((sum, { n }) => sum + n, 0));
    expect(Object.keys(view.entries[0]!.fields)).toHaveLength(9);
    expect(view.findings).toMatchObject([{ code: 'PLAN_LATE' }]);
  });

  test('a dry run shows the plan and leaves nothing', async () => {
    const shown = await rehearseWrite(office.deps, await as('jingban'), (ctx) =>
      proposePlan(ctx, { ...plan, year: 2027 }),
    );
    expect(shown.year).toBe(2027);
    await expect(
      read(office.deps, await as('jingban'), (ctx) => showPlan(ctx, { ...plan, year: 2027 })),
    ).rejects.toMatchObject({
      code: 'plan.unknown',
    });
  });

  test('a draft changes upward freely, below the minimum never', async () => {
    await expect(does('jingban', editPlanEntry, { ...plan, entry: '2026q4.key', n: 2 })).rejects.toMatchObject({
      code: 'plan.belowMinimum',
    });
    await expect(does('jingban', editPlanEntry, { ...plan, entry: '2026q4.key', n: 10 })).rejects.toMatchObject({
      code: 'request.invalid',
    });
    const view = await does('jingban', editPlanEntry, {
      ...plan,
      entry: '2026q4.key',
      n: 4,
      fields: { guidingUnit: '示范市生态环境局' },
    });
    expect(view.entries.find(({ id }) => id === '2026q4.key')).toMatchObject({
      n: 4,
      fields: { guidingUnit: '示范市生态环境局' },
    });
  });

  test('no published item list: neither a plan nor a task leaves the office', async () => {
    await expect(does('jingban', submitPlan, plan)).rejects.toMatchObject({ code: 'items.notPublished' });
    await expect(does('jingban', createTask, key)).rejects.toMatchObject({ code: 'items.notPublished' });
    await expect(does('jingban', publishItems, { agency: DEMO_AGENCY, ...publication })).rejects.toMatchObject({
      code: 'request.notPermitted',
    });
    await does('juzhang', publishItems, { agency: DEMO_AGENCY, ...publication });
    await expect(does('juzhang', publishItems, { agency: DEMO_AGENCY, ...publication })).rejects.toMatchObject({
      code: 'items.noDraft',
    });
  });

  test('an entry with an empty field is not submitted, and the refusal names it', async () => {
    await does('jingban', editPlanEntry, { ...plan, entry: '2026q1.key', fields: { legalBasis: ' ' } });
    await expect(does('jingban', submitPlan, plan)).rejects.toMatchObject({
      code: 'plan.fieldsMissing',
      message: expect.stringContaining('2026q1.key 缺“检查依据”'),
    });
    await does('jingban', editPlanEntry, {
      ...plan,
      entry: '2026q1.key',
      fields: { legalBasis: '《环境保护法》第二十四条' },
    });
  });

  test('steps are taken in order, and who drafted a plan does not approve it', async () => {
    await expect(does('juzhang', issuePlan, plan)).rejects.toMatchObject({
      code: 'plan.wrongState',
      message: expect.stringContaining('送审'),
    });
    await expect(does('jingban', createTask, key)).rejects.toMatchObject({ code: 'plan.notIssued' });
    await does('duoren', proposePlan, plan);
    await does('duoren', submitPlan, plan);
    await expect(does('duoren', approvePlan, plan)).rejects.toMatchObject({ code: 'plan.sameDrafter' });
    await expect(does('jingban', approvePlan, plan)).rejects.toMatchObject({ code: 'request.notPermitted' });
    // The scheme names the head; the right of a deputy is not enough.
    await expect(does('fenguan', approvePlan, plan)).rejects.toMatchObject({
      message: expect.stringContaining('单位主要负责人（按本地方案）'),
    });
    await does('juzhang', approvePlan, plan);
    await expect(does('jingban', createTask, key)).rejects.toMatchObject({
      code: 'plan.notIssued',
      message: expect.stringContaining('已批准'),
    });
    expect(await does('juzhang', issuePlan, plan)).toMatchObject({
      state: 'issued',
      issuedOn: '2026-11-20',
      publicationDue: '2026-12-18',
    });
    await expect(does('jingban', proposePlan, plan)).rejects.toMatchObject({ code: 'plan.exists' });
    expect(await does('juzhang', publishPlan, { ...plan, ...publication })).toMatchObject({ state: 'published' });
  });

  test('a task comes from an entry of the issued plan, once, and only of a class of the pack', async () => {
    await expect(does('jingban', createTask, { ...key, class: 'nuclear' })).rejects.toMatchObject({
      code: 'task.classOutsidePack',
    });
    await expect(does('jingban', createTask, { ...key, period: '2026-10' })).rejects.toMatchObject({
      code: 'task.noEntry',
      message: expect.stringContaining('没有重点排污单位2026年10月的抽查任务'),
    });
    const task = await does('jingban', createTask, { agency: DEMO_AGENCY, entry: '2026q4.key' });
    expect(task).toMatchObject({
      code: '2026q4-key',
      n: 3,
      items: ['1', '4'],
      window: { from: '2026-11-20', to: '2026-12-31' },
    });
    await expect(does('jingban', createTask, key)).rejects.toMatchObject({ code: 'task.exists' });
  });

  test('a task uses items of the published list: all that concern the class, or some with a reason', async () => {
    const q3 = { ...key, period: '2026Q3' };
    for (const [choice, code] of [
      [{ items: ['1', '99'], leaveOutReason: '本季只查这些' }, 'items.outsideList'],
      [{ items: ['2'], leaveOutReason: '本季只查这些' }, 'items.outsideList'],
      [{ category: '没有这一类' }, 'task.categoryUnknown'],
      [{ items: ['1'] }, 'task.leftOutNeedsReason'],
    ] as const) {
      const refused = does('jingban', createTask, { ...q3, ...choice, items: choice.items && [...choice.items] });
      await expect(refused, JSON.stringify(choice)).rejects.toMatchObject({ code });
    }
    const task = await does('jingban', createTask, { ...q3, items: ['1'], leaveOutReason: '本辖区无污水处理厂' });
    expect(task).toMatchObject({ items: ['1'], leftOut: { items: ['4'], reason: '本辖区无污水处理厂' } });
    const shown = await read(office.deps, await as('jingban'), (ctx) => showTask(ctx, { task: task.task }));
    const { steps, ...same } = shown;
    const { warnings, ...made } = task;
    expect(same).toEqual(made);
    expect(warnings).toEqual([expect.stringMatching(/^2026Q3 已于 2026-09-30 结束：现在抽取属于补抽/)]);
    expect(steps!.map(({ isDone }) => isDone)).toEqual([true, false, false, false, false]);
  });

  test('a filter needs a reason and is read before anything is stored', async () => {
    const general = { agency: DEMO_AGENCY, class: 'general', period: '2026Q4', filter: '行业类型=化工；重金属=是' };
    await expect(does('jingban', createTask, general)).rejects.toMatchObject({ code: 'task.filterNeedsReason' });
    for (const [filter, why] of [
      ['行业类型', '应写成 名称=值'],
      ['单位名称=示例', '不能按“单位名称”限定范围'],
      ['重金属=有', '应为 是 或 否'],
      ['污染类型=光', '可用：水、气、土、固废、噪声、辐射'],
      ['=化工', '应写成 名称=值'],
    ] as const) {
      const refused = does('jingban', createTask, { ...general, filter, reason: '专项治理' });
      await expect(refused, filter).rejects.toMatchObject({
        code: 'task.filterUnreadable',
        message: expect.stringContaining(why),
      });
    }
    const joint = { agency: DEMO_AGENCY, class: 'special', period: '2026Q4', kind: 'internalJoint' } as const;
    const wishes = [{ kind: 'auxiliary', industry: '医药', region: '999999' }] as const;
    const asked = (support: readonly { kind: 'expert' | 'auxiliary'; industry: string }[]) =>
      does('jingban', createTask, { ...joint, support: [...support] });
    await expect(asked([{ kind: 'expert', industry: '医药' }])).rejects.toMatchObject({
      code: 'task.supportOutsidePack',
      message: expect.stringContaining('没有专家的名录'),
    });
    await expect(asked([...wishes])).rejects.toMatchObject({ code: 'task.supporterUnknown' });
    await office.ask(`insert into inspector (id, agency, certificate_no, name, name_pinyin, name_initials, department, facts, row_hash, added_at, updated_at)
      select 'ins_aux', agency, 'FZ-1', '示例辅助', 'x', 'x', department,
        facts || '{"id": "FZ-1", "staffKind": "auxiliary", "specialties": ["医药"], "region": "999999"}', row_hash, added_at, updated_at
      from inspector where agency = '${DEMO_AGENCY}' limit 1`);
    expect(await asked(wishes)).toMatchObject({ kind: 'internalJoint', support: wishes });
    const narrowed = { ...general, specialties: ['水'], reason: '涉重行业集中治理' };
    await expect(does('jingban', createTask, narrowed)).rejects.toMatchObject({ code: 'task.filterEmpty' });
    await office.ask(`update inspection_object set facts = facts || '{"industry": "化工", "heavyMetals": true}'
      where agency = '${DEMO_AGENCY}' and facts ->> 'industry' = '纺织业'`);
    const made = await does('jingban', createTask, narrowed);
    expect(made.targeted).toEqual({
      filter: '行业类型=化工；重金属=是',
      specialties: ['水'],
      reason: '涉重行业集中治理',
    });
  });

  test('every one of these acts left its audit row, the refused ones none', async () => {
    const rows = await office.ask<{ type: string }>(
      `select type from log_entry where tree = 'audit' and agency = '${DEMO_AGENCY}' order by index`,
    );
    expect(rows.map(({ type }) => type)).toEqual([
      'agency.add',
      'user.add',
      'user.add',
      'user.add',
      'user.add',
      'objects.import',
      'inspectors.import',
      'items.import',
      'plan.draft',
      'plan.edit',
      'items.publish',
      'plan.edit',
      'plan.edit',
      'plan.draft',
      'plan.submit',
      'plan.approve',
      'plan.issue',
      'plan.publish',
      'task.create',
      'task.create',
      'task.create',
      'task.create',
    ]);
  });
});
