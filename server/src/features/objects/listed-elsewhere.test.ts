import { utf8 } from '@sunlot/core/basics/bytes.ts';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { describeDatabases } from '../../db/test-database.ts';
import { inventedCode } from '../../examples/credit-codes.ts';
import { addAgency } from '../agencies/add-agency.ts';
import { CITY, EAST, openTree, type Tree, WEST } from '../agencies/test-tree.ts';
import { judgeCompliance } from '../compliance/judge-compliance.ts';
import { importObjects } from './import-objects.ts';
import { selectListedElsewhere } from './sql.ts';

const [TWICE, ONCE, ABROAD, ABOVE] = [1, 2, 3, 4].map(inventedCode) as [string, string, string, string];

describeDatabases('a unit in the directories of two counties', (target) => {
  let tree: Tree;
  const imports = async (keys: readonly string[], { status = '正常', since = '', dryRun = false } = {}) => {
    const rows = keys.map((key) => `假想${key}厂,${key},假想路1号,某某某,${WEST},重点管理,${status},${since}`);
    const header = '单位名称,统一社会信用代码,单位地址,法定代表人,所在区域,排污许可管理类别,状态,状态起始日期';
    const input = { agency: WEST, file: 'x.csv', bytes: utf8([header, ...rows].join('\n')), dryRun };
    const { result, warnings } = await tree[dryRun ? 'looks' : 'does']('west-office', importObjects, input);
    const told = warnings.flatMap(({ rowNumber, findings }) =>
      findings.flatMap(({ code, message }) => (code === 'listedElsewhere' ? [`${rowNumber} ${message}`] : [])),
    );
    return { result, told };
  };
  const ofCity = async () => (await tree.looks('city-head', judgeCompliance, { agency: CITY, year: 2026 })).listedTwice;

  beforeAll(async () => {
    tree = await openTree(target);
    await tree.furnish(EAST, [{ key: TWICE, class: 'key', name: '东区的叫法' }]);
    await tree.furnish(CITY, [{ key: ABOVE, class: 'key' }]);
    await tree.does('console', addAgency, { code: '210881', name: '外地分局', level: 'county', pack: 'yingkou' });
    await tree.furnish('210881', [{ key: ABROAD, class: 'key' }]);
  });
  afterAll(() => tree.close());

  test('is told to nobody but the county itself: another one that asks in its name learns nothing', async () => {
    const asks = (agency: string) =>
      tree.looks('west-office', (ctx, keys: readonly string[]) => selectListedElsewhere(ctx.tx, { agency, keys }), [
        TWICE,
        ABROAD,
      ]);
    expect(await asks(WEST)).toEqual([{ key: TWICE, agency: EAST }]);
    expect(await asks(CITY)).toEqual([]);
    expect(await asks('210881')).toEqual([]);
  });

  test('is taken, and told with whose directory it is and nothing else of it', async () => {
    expect(await ofCity()).toBeUndefined();
    const first = await imports([ONCE, TWICE, ABROAD, ABOVE]);
    expect(first.result).toMatchObject({ added: 4, rejected: 0, suspect: 0 });
    expect(first.told).toEqual([expect.stringMatching(/^3 “东区分局”的名录里也有这个对象，状态同为正常，两边都保留/)]);
    expect(first.told.join('')).not.toContain('东区的叫法');
    // As long as it is so, and before anything is stored too.
    expect((await imports([TWICE])).told).toHaveLength(1);
    expect((await imports([TWICE], { dryRun: true })).told).toHaveLength(1);
    expect((await imports([ONCE])).told).toEqual([]);
  });

  test('is told to the city with both directories, and not to a county', async () => {
    expect(await ofCity()).toEqual([
      { object: TWICE, objectName: expect.any(String), agencies: ['西县分局', '东区分局'] },
    ]);
    const county = await tree.looks('west-head', judgeCompliance, { agency: WEST, year: 2026 });
    expect(county).not.toHaveProperty('listedTwice');
  });

  test('is told as long as it is so today: not of who is to come, and of who is to leave until that day', async () => {
    const [COMING] = [inventedCode(5)];
    await tree.furnish(EAST, [{ key: COMING, class: 'key' }]);
    await imports([COMING], { since: '2026-12-10' });
    const objects = async () => (await ofCity())?.map(({ object }) => object);
    expect(await objects()).toEqual([TWICE]);
    await imports([TWICE], { status: '停产', since: '2026-12-10' });
    expect(await objects()).toEqual([TWICE]);
    await imports([COMING], { since: '2026-11-10' });
    expect(await objects()).toEqual([TWICE, COMING].sort());
    await imports([COMING], { status: '停产', since: '2026-11-15' });
  });

  test('is no matter once either of them says that it is not active any more', async () => {
    expect((await imports([TWICE], { status: '停产', since: '2026-11-15' })).told).toEqual([]);
    expect(await ofCity()).toBeUndefined();
    await tree.ask(
      `update inspection_object set status = 'moved', facts = facts || '{"status": "moved"}' where agency = '${EAST}'`,
    );
    expect((await imports([TWICE])).told).toEqual([]);
    expect(await ofCity()).toBeUndefined();
  });
});
