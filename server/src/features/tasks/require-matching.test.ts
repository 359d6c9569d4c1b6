import type { KyselyPlugin } from 'kysely';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { actorByLogin } from '../../accounts/actor.ts';
import { rehearseWrite } from '../../context.ts';
import { describeDatabases } from '../../db/test-database.ts';
import { inventedCode } from '../../examples/credit-codes.ts';
import { EAST, openTree, rule, type Tree } from '../agencies/test-tree.ts';
import { proposePlan } from '../plans/propose-plan.ts';
import { putInForce } from '../plans/test-plans.ts';
import { createTask } from './create-task.ts';

const plan = { agency: EAST, year: 2026 };
const key = { agency: EAST, class: 'key', period: '2026Q4', reason: '集中治理' };

describeDatabases('a slip in what a draw is narrowed to', (target) => {
  let tree: Tree;
  const creates = (more: object) => tree.does('east-office', createTask, { ...key, ...more } as never);
  const facts = (table: 'inspection_object' | 'inspector', id: string, more: object) =>
    tree.ask(`update ${table} set facts = facts || '${JSON.stringify(more)}' where id = '${id}'`);
  beforeAll(async () => {
    tree = await openTree(target, (pack) => {
      pack.rules.push(rule('experts/all/all', { kinds: ['专家'], by: ['区域', '擅长行业'] }, 'info'));
    });
    const objects = Array.from({ length: 8 }, (_, i) => ({ key: inventedCode(i + 1), class: 'key' as const }));
    await tree.furnish(EAST, [...objects, { key: inventedCode(9), class: 'general' as const }], 6);
    for (const { key: code } of objects)
      await facts('inspection_object', `obj_${EAST}_${code}`, { industry: '水泥制造', pollutantTypes: ['气'] });
    await facts('inspection_object', `obj_${EAST}_${inventedCode(1)}`, { industry: '造纸', pollutantTypes: ['水'] });
    // Another class has the trade: it does not help this one.
    await facts('inspection_object', `obj_${EAST}_${inventedCode(9)}`, { industry: '纺织' });
    const [first, second] = await tree.ask<{ id: string }>(
      `select id from inspector where agency = '${EAST}' order by id`,
    );
    await facts('inspector', first!.id, { specialties: ['大气', '水'] });
    await facts('inspector', second!.id, { staffKind: 'expert', specialties: ['医药'], region: '140800' });
    await tree.publishItems(EAST);
    await tree.does('east-office', proposePlan, plan);
    await putInForce(tree, plan);
  });
  afterAll(() => tree.close());

  test.each([
    [{ filter: '行业类型=水泥制照' }, 'task.filterEmpty', '行业类型现有：水泥制造、造纸。'],
    [{ filter: '行业类型=纺织' }, 'task.filterEmpty', '范围内没有一家'],
    [{ filter: '行业类型=水泥制造；污染类型=水' }, 'task.filterEmpty', '合在一起没有'],
    [{ specialties: ['水', '大七'] }, 'task.specialtyUnknown', '没有人有专长“大七”，没有改动。现有：大气、水。'],
    // What an expert knows is no specialty of those who inspect.
    [{ specialties: ['医药'] }, 'task.specialtyUnknown', '没有人有专长“医药”'],
    [{ support: [{ kind: 'expert', industry: '医要' }] }, 'task.supporterUnknown', '专家的擅长行业：医药。'],
    [
      { support: [{ kind: 'expert', industry: '医药', region: '140801' }] },
      'task.supporterUnknown',
      '擅长医药的专家的区域：140800。',
    ],
    // One of several values is nobody's in the whole directory: the others do not hide it.
    [{ filter: '行业类型=水泥制造、造质' }, 'task.filterValueUnknown', '“行业类型”没有“造质”，现有：造纸、'],
    [{ filter: '行业类型=水泥制照、造纸' }, 'task.filterValueUnknown', '“行业类型”没有“水泥制照”，现有：水泥制造、'],
    [{ filter: '行业类型=水泥制造、' }, 'task.filterUnreadable', '应写成 名称=值'],
  ])('is refused before the task stands, with what there is: %j', async (asked, code, text) => {
    await expect(creates(asked)).rejects.toMatchObject({ code, message: expect.stringContaining(text) });
    expect(await tree.ask('select from task')).toEqual([]);
  });

  test('a value that is known and that nobody of the class has today is taken, and pointed out', async () => {
    // 纺织 is another class's trade, 土 a word of the closed list.
    const rehearses = async (filter: string) => {
      const office = await actorByLogin(tree.deps.database.db, 'east-office', 'console');
      const view = await rehearseWrite(tree.deps, office, (ctx) => createTask(ctx, { ...key, filter } as never));
      return (view.warnings ?? []).filter((text) => text.includes('今天没有'));
    };
    expect(await rehearses('行业类型=水泥制造、纺织；污染类型=气,土')).toEqual([
      '“行业类型”为“纺织”的，重点排污单位里今天没有：名录里有了以后才会抽到。',
      '“污染类型”为“土”的，重点排污单位里今天没有：名录里有了以后才会抽到。',
    ]);
    expect(await rehearses('行业类型=水泥制造、造纸')).toEqual([]);
    // Of one division nobody has a unit; a code that is none of a division here is a slip.
    const [division] = await tree.ask<{ code: string }>(
      `select code from agency where code <> '${EAST}' order by code limit 1`,
    );
    expect(await rehearses(`所在区域=${EAST}、${division!.code}`)).toHaveLength(1);
    await expect(rehearses(`所在区域=${EAST}、999998`)).rejects.toMatchObject({ code: 'task.filterValueUnknown' });
  });

  test('the directory is read once, whatever is asked of it', async () => {
    const office = await actorByLogin(tree.deps.database.db, 'east-office', 'console');
    let reads = 0;
    const counting: KyselyPlugin = {
      transformQuery: ({ node }) => {
        if (
          node.kind === 'RawNode' &&
          node.sqlFragments.join('').includes('select agency, facts from inspection_object')
        )
          reads += 1;
        return node;
      },
      transformResult: async ({ result }) => result,
    };
    const view = await rehearseWrite(tree.deps, office, (ctx) =>
      createTask({ ...ctx, tx: ctx.tx.withPlugin(counting) }, { ...key, filter: '行业类型=水泥制造' } as never),
    );
    expect([view.targeted?.filter, reads]).toEqual(['行业类型=水泥制造', 1]);
  });

  test('and what somebody has is taken, also of a person who is away today', async () => {
    await tree.ask(`insert into inspector_absence (id, agency, certificate_no, from_day, called_off, sealed_reason, recorded_by, recorded_at)
      select 'abs_1', agency, certificate_no, '2026-11-01', false, '\\x00', 'console', now() from inspector
      where facts -> 'specialties' ? '大气'`);
    const support = [{ kind: 'expert', industry: '医药', region: '140800' }];
    const made = await creates({ filter: '行业类型=水泥制造', specialties: ['大气'], support });
    expect(made).toMatchObject({ targeted: { filter: '行业类型=水泥制造', specialties: ['大气'] }, support });
  });
});
