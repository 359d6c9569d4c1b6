import { utf8 } from '@sunlot/core/basics/bytes.ts';
import { matchesFilter } from '@sunlot/core/policy/object-filter.ts';
import { findRule } from '@sunlot/core/policy/pack.ts';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { actorByLogin, consoleActor } from '../accounts/actor.ts';
import { type Context, read, write } from '../context.ts';
import { describeDatabases } from '../db/test-database.ts';
import { addAgency } from '../features/agencies/add-agency.ts';
import { importObjects } from '../features/objects/import-objects.ts';
import { addUser } from '../features/users/add-user.ts';
import { openTestOffice, type TestOffice } from '../imports/test-office.ts';
import { packInForce } from '../packs/pack-store.ts';
import { objectsOf } from '../visits/directory.ts';
import { readFilter } from './read-filter.ts';

const CODES = ['91999999MA0000001N', '91999999MA0000002R'] as const;
const AGENCIES = { yingkou: '999101', xiongan: '999102', jiangxian: '999103', yiliang: '999104', xinxian: '999105' };
type PackName = keyof typeof AGENCIES;

/** Of every dimension that a scheme lists: what the one unit's cell holds, and what the filter asks for. */
const CELLS: Readonly<Record<string, readonly [cell: string, value?: string]>> = {
  行业类型: ['化工'],
  行业产业类型: ['化工'],
  行业: ['化工'],
  监管类型: ['废水重点监管'],
  监控类型: ['自动监控'],
  污染类型: ['气；水', '水'],
  排放污染物类型: ['大气', '气'],
  危险废物管理: ['产生'],
  重污染天气绩效分级: ['C'],
  排污许可管理类别: ['简化管理'],
  监督执法正面清单: ['2026-01-01~2026-12-31', '是'],
  生态环境监督执法正面清单: ['2026-01-01~长期', '是'],
  环境信用评价结果: ['良好'],
  生态环境信用评价: ['良好'],
  市场监管领域信用风险分类: ['B'],
  信用风险等级: ['B级', 'B'],
  项目建设情况: ['已投产', '投产'],
  生产规模: ['小型'],
  生产周期特点: ['夏季'],
  排污单位信用记录: ['2026-01-05|失信通知1号', '有'],
  排污单位违法记录: ['2026-03-02|某环罚〔2026〕3号', '某环罚〔2026〕3号'],
  信访举报情况: ['2026-05-06', '是'],
  级别: ['市级'],
};

describeDatabases('a filter of a draw', (target) => {
  let office: TestOffice;
  beforeAll(async () => {
    office = await openTestOffice(target);
    for (const [pack, code] of Object.entries(AGENCIES)) {
      await write(office.deps, consoleActor(), (ctx) =>
        addAgency(ctx, { code, name: `假想${code.slice(-1)}县分局`, level: 'county' as const, pack }),
      );
      await write(office.deps, consoleActor(), (ctx) =>
        addUser(ctx, { login: pack, agency: code, roles: ['generalOffice'] }),
      );
    }
  });
  afterAll(() => office.close());

  const as = (pack: PackName) => actorByLogin(office.deps.database.db, pack, 'console');
  async function directory(pack: PackName, cells: Readonly<Record<string, string>>): Promise<void> {
    const fixed = { 单位地址: '示范路', 法定代表人: '某某', 状态: '正常' };
    const rows = CODES.map((统一社会信用代码, i) => ({
      ...{ 单位名称: `假想企业${i}`, 统一社会信用代码, ...fixed },
      ...Object.fromEntries(Object.entries(cells).map(([name, cell]) => [name, i === 0 ? cell : ''])),
    }));
    const lines = [Object.keys(rows[0]!), ...rows.map((row) => Object.values(row))].map((line) => line.join(','));
    const input = { agency: AGENCIES[pack], file: '名录.csv', bytes: utf8(lines.join('\n')) };
    const outcome = await write(office.deps, await as(pack), (ctx) => importObjects(ctx, input));
    expect(outcome.rejected).toEqual([]);
    expect(outcome.unknownHeaders).toEqual([]);
  }
  const asks = async <Out>(pack: PackName, ask: (ctx: Context) => Promise<Out>) =>
    read(office.deps, await as(pack), ask);
  const termsOf = (ctx: Context, pack: PackName, text: string) =>
    packInForce(ctx, { agency: AGENCIES[pack], on: ctx.today }).then((inForce) =>
      readFilter(ctx, { agency: AGENCIES[pack], pack: inForce, text }),
    );
  const found = (pack: PackName, text: string) =>
    asks(pack, async (ctx) => {
      const { terms } = await termsOf(ctx, pack, text);
      const objects = await objectsOf(ctx, { agency: { code: AGENCIES[pack] } as never, codes: [AGENCIES[pack]] });
      return objects.filter(({ facts }) => matchesFilter(facts, terms, ctx.today)).map(({ facts }) => facts.id);
    });

  for (const pack of Object.keys(AGENCIES) as PackName[]) {
    it(`finds a unit by every dimension that ${pack} lists, as its directory has the column`, async () => {
      const dimensions = await asks(pack, async (ctx) => {
        const inForce = await packInForce(ctx, { agency: AGENCIES[pack], on: ctx.today });
        return findRule(inForce, 'tags')?.value.objects ?? [];
      });
      const typed = dimensions.filter((name) => name !== '分布区域' && name !== '区域');
      await directory(pack, Object.fromEntries(typed.map((name) => [name, CELLS[name]![0]])));
      for (const name of typed) {
        const [cell, value = cell] = CELLS[name]!;
        expect([name, await found(pack, `${name}=${value}`)]).toEqual([name, [CODES[0]]]);
      }
      for (const name of dimensions.filter((one) => !typed.includes(one))) {
        expect(await found(pack, `${name}=${AGENCIES[pack]}`)).toHaveLength(2);
        expect(await found(pack, `${name}=假想${AGENCIES[pack].slice(-1)}县`)).toHaveLength(2);
        expect(await found(pack, `${name}=140826`)).toHaveLength(0);
        await expect(found(pack, `${name}=无此县`)).rejects.toMatchObject({
          code: 'task.filterUnreadable',
          message: expect.stringContaining('没有“无此县”这个区域'),
        });
      }
    });
  }

  it('by a tag of the dimension too, and by a dimension that only the directory has', async () => {
    await directory('jiangxian', { 标识: '行业类型:造纸；园区:东区' });
    expect(await found('jiangxian', '行业=造纸；园区=东区')).toEqual([CODES[0]]);
    expect(await found('jiangxian', '标识=东区')).toEqual([CODES[0]]);
  });

  it('with a name that there is not is refused with what there is, and so is a list without yes or no', async () => {
    await directory('jiangxian', { 标识: '园区:东区' });
    const refused = await found('jiangxian', '园区编号=东区').catch((problem: unknown) => problem);
    expect(refused).toMatchObject({ code: 'task.filterUnreadable' });
    expect((refused as Error).message).toMatch(/没有“园区编号”这一项.*行业类型.*正面清单.*园区/);
    // A dimension of another scheme, and a tag of another county, are not here.
    await expect(found('jiangxian', '级别=市级')).rejects.toMatchObject({ code: 'task.filterUnreadable' });
    await expect(found('xinxian', '园区=东区')).rejects.toMatchObject({ code: 'task.filterUnreadable' });
    await expect(found('yingkou', '监督执法正面清单=2026')).rejects.toMatchObject({
      message: expect.stringContaining('应为 是 或 否'),
    });
  });
});
