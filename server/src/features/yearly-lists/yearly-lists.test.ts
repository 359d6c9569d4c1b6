import { afterAll, beforeAll, expect, it } from 'vitest';
import { describeDatabases } from '../../db/test-database.ts';
import { addAgency } from '../agencies/add-agency.ts';
import { openTree, type Tree } from '../agencies/test-tree.ts';
import { addUser } from '../users/add-user.ts';
import { approveYearlyLists, proposeYearlyLists, showYearlyLists } from './yearly-lists.ts';

const COUNTY = '210882';

describeDatabases('the special objects of a year', (target) => {
  let tree: Tree;
  beforeAll(async () => {
    tree = await openTree(target);
    for (const [code, pack] of [
      [COUNTY, 'yingkou'],
      ['411523', 'xinxian'],
    ] as const) {
      await tree.does('console', addAgency, { code, name: '假想县', level: 'county', pack });
      await tree.does('console', addUser, { login: `office-${code}`, agency: code, roles: ['generalOffice', 'head'] });
      await tree.does('console', addUser, { login: `head-${code}`, agency: code, roles: ['head'] });
    }
    await tree.furnish(
      COUNTY,
      ['A', 'B', 'C'].map((key) => ({ key, class: 'general' })),
    );
    await listed('A', '2024-06-10');
    await listed('B', '2025-06-10');
  });
  afterAll(() => tree.close());

  const listed = (key: string, date: string) =>
    tree.ask(
      `update inspection_object set facts = facts ||
         '{"events": [{"kind": "listedSupervision", "level": "municipal", "date": "${date}", "document": "示例督5号"}]}'
       where agency = '${COUNTY}' and key = '${key}'`,
    );
  const propose = (year: number, login = `office-${COUNTY}`) =>
    tree.does(login, proposeYearlyLists, { agency: COUNTY, year });
  const approve = (year: number, login = `head-${COUNTY}`) =>
    tree.does(login, approveYearlyLists, { agency: COUNTY, year });

  it('are not proposed before the year, by who may not, or where no class depends on the year before', async () => {
    await expect(propose(2027)).rejects.toMatchObject({ code: 'yearlyList.early' });
    await expect(propose(2026, `head-${COUNTY}`)).rejects.toMatchObject({ code: 'request.notPermitted' });
    const other = { agency: '411523', year: 2026 };
    await expect(tree.does('office-411523', proposeYearlyLists, other)).rejects.toMatchObject({
      code: 'yearlyList.none',
    });
    await expect(approve(2026)).rejects.toMatchObject({ code: 'yearlyList.notProposed' });
  });

  it('enter and leave by last year’s facts, each with day and document', async () => {
    const { items } = await propose(2026);
    expect(items).toMatchObject([{ class: 'special', version: 1, state: 'proposed', proposedBy: `office-${COUNTY}` }]);
    expect(items[0]!.entries.map(({ key, change }) => [key, change])).toEqual([
      ['A', 'leaves'],
      ['B', 'enters'],
    ]);
    expect(items[0]!.entries[1]!.reasons).toMatchObject([{ date: '2025-06-10', document: '示例督5号' }]);
  });

  it('are approved by somebody else, and only as the directory has them now', async () => {
    await expect(approve(2026, `office-${COUNTY}`)).rejects.toMatchObject({ code: 'override.ownProposal' });
    await listed('C', '2025-09-01');
    await expect(approve(2026)).rejects.toMatchObject({ code: 'yearlyList.stale' });
    await propose(2026);
    expect((await approve(2026)).items).toMatchObject([{ version: 2, state: 'approved' }]);
    await expect(propose(2026)).rejects.toMatchObject({ code: 'yearlyList.approved' });
    await expect(approve(2026)).rejects.toMatchObject({ code: 'yearlyList.approved' });
    const shown = await tree.looks(`head-${COUNTY}`, showYearlyLists, { agency: COUNTY, year: 2026 });
    expect(shown.items[0]!.entries.map(({ change }) => change)).toEqual(['leaves', 'enters', 'enters']);
    await expect(tree.ask('delete from yearly_list')).rejects.toThrow(/append-only/);
    expect(
      await tree.ask(`select object_key, after from class_change where cause = 'yearlyList' order by object_key`),
    ).toEqual([
      { object_key: 'A', after: 'general' },
      { object_key: 'B', after: 'special' },
      { object_key: 'C', after: 'special' },
    ]);
  });
});
