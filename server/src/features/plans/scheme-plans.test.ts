import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { describeDatabases } from '../../db/test-database.ts';
import { publicPlan } from '../../public/catalogue.ts';
import { addAgency } from '../agencies/add-agency.ts';
import { type Furnished, openTree, type Tree } from '../agencies/test-tree.ts';
import { setRatio } from '../own-numbers/set-ratio.ts';
import { addUser } from '../users/add-user.ts';
import { approvePlan } from './approve-plan.ts';
import { issuePlan } from './issue-plan.ts';
import { proposePlan } from './propose-plan.ts';
import { publishPlan } from './publish-plan.ts';
import { submitPlan } from './submit-plan.ts';

const objects = (cls: 'key' | 'general', n: number, from = 0): Furnished[] =>
  Array.from({ length: n }, (_, i) => ({ key: `${cls}-${String(from + i).padStart(4, '0')}`, class: cls }));

describeDatabases('the plan of each scheme', (target) => {
  let tree: Tree;
  beforeAll(async () => {
    tree = await openTree(target);
  });
  afterAll(() => tree.close());

  /** An upper agency and one county under a scheme that ships, each with an office worker. */
  async function settle(pack: string, upper: 'municipal' | 'newArea', [above, below]: readonly [string, string]) {
    await tree.does('console', addAgency, { code: above, name: '假想上级', level: upper, pack });
    await tree.does('console', addAgency, { code: below, name: '假想县', level: 'county', parent: above });
    for (const agency of [above, below])
      await tree.does('console', addUser, {
        login: `office-${agency}`,
        agency,
        roles: ['generalOffice', 'municipalTeam'],
      });
  }

  async function planOf(agency: string, year = 2026) {
    const view = await tree.does(`office-${agency}`, proposePlan, { agency, year });
    const of = (cls: string) =>
      view.entries.filter((entry) => entry.class === cls).map(({ period, base, required }) => [period, base, required]);
    return { view, of };
  }

  describe('of Yingkou', () => {
    const [CITY, COUNTY] = ['210800', '210882'] as const;
    beforeAll(async () => {
      await settle('yingkou', 'municipal', [CITY, COUNTY]);
      await tree.furnish(COUNTY, [...objects('key', 51), ...objects('general', 113)]);
    });

    test('asks 2 % of the city’s key objects, part of it again after the counties', async () => {
      const { view, of } = await planOf(CITY);
      expect(of('key')).toEqual([['2026', 51, 2]]);
      expect(of('general')).toEqual([]);
      expect(view.quotas).toMatchObject([{ topic: 'redraw', class: 'key', required: 1 }]);
    });

    test('asks a quarter of the county in every quarter, and its general objects by the window or its own ratio', async () => {
      const { of } = await planOf(COUNTY);
      expect(of('key').map(([, , required]) => required)).toEqual([13, 13, 13, 13]);
      // 2026 is the last year of the window, and nobody was inspected before.
      expect(of('general')).toEqual([['2026', 113, 113]]);
      const grounds = { 区域生态环境质量: '达标', 污染源数量: '113', 检查人员数量: '14', 行政区面积: '1000' };
      const own = { agency: COUNTY, class: 'general', every: 'quarter', ratio: '5%', grounds } as const;
      // The first quarters of 2026 are over: the ratio is of the year that comes. Its key list is not made: all 164 are general.
      await tree.does(`office-${COUNTY}`, setRatio, { ...own, from: '2027-01-01' });
      expect((await planOf(COUNTY, 2027)).of('general').map(([period, base]) => [period, base])).toEqual([
        ['2027Q1', 164],
        ['2027Q2', 164],
        ['2027Q3', 164],
        ['2027Q4', 164],
      ]);
      expect((await planOf(COUNTY)).of('general')).toEqual([['2026', 113, 113]]);
    });
  });

  describe('of Xiong’an', () => {
    const [AREA, COUNTY] = ['133100', '130629'] as const;
    beforeAll(async () => {
      await settle('xiongan', 'newArea', [AREA, COUNTY]);
      await tree.furnish(COUNTY, [...objects('key', 37), ...objects('general', 73 + 5)]);
      await tree.ask(`update inspection_object set facts = facts || '{"positiveList": {"from": "2026-01-01"}}'
        where agency = '${COUNTY}' and key between 'general-0073' and 'general-0077'`);
    });

    test('asks each level for its share in every quarter, and one interdepartmental task', async () => {
      const area = await planOf(AREA);
      expect(area.of('key').map(([, base, required]) => [base, required])).toEqual(Array(4).fill([37, 4]));
      const county = await planOf(COUNTY);
      expect(county.of('key').map(([, base, required]) => [base, required])).toEqual(Array(4).fill([37, 10]));
      expect(county.of('generalNonPositive').map(([, base, required]) => [base, required])).toEqual(
        Array(4).fill([73, 3]),
      );
      for (const { view } of [area, county]) {
        expect(view.entries.filter(({ class: cls }) => cls === 'interdepartmental')).toHaveLength(4);
        expect(view.quotas.map(({ topic }) => topic)).toEqual(
          expect.arrayContaining(['internalJointShare', 'creditShare', 'interdepartmental']),
        );
      }
    });

    test('counts its rounds off site beside what is drawn, for the public too', async () => {
      const { view } = await planOf(COUNTY);
      const [away, drawn] = [true, false].map((is) => view.entries.filter(({ offSite }) => (offSite ?? false) === is));
      const visits = (entries: typeof view.entries = []) => entries.reduce((sum, { n }) => sum + n, 0);
      expect([away!.length, visits(away)]).toEqual([4, 20]);
      const counted = { totalDraws: drawn!.length, totalVisits: visits(drawn), offSiteChecks: 20 };
      expect(view).toMatchObject(counted);
      const office = { agency: COUNTY, year: 2026 };
      await tree.does('console', addUser, { login: 'xian-head', agency: COUNTY, roles: ['head'] });
      await tree.publishItems(COUNTY);
      await tree.does(`office-${COUNTY}`, submitPlan, office);
      await tree.does('xian-head', approvePlan, office);
      await tree.does('xian-head', issuePlan, office);
      const published = { ...office, channel: '门户网站', url: 'https://example.gov.cn/plan' };
      await tree.does('xian-head', publishPlan, published);
      expect(await tree.looks('console', publicPlan, office)).toMatchObject(counted);
    });
  });

  describe('of Yiliang', () => {
    const [CITY, COUNTY] = ['530100', '530125'] as const;
    beforeAll(async () => {
      await settle('yiliang', 'municipal', [CITY, COUNTY]);
      await tree.furnish(COUNTY, objects('general', 58));
    });

    test('asks by the rows of its table, each in its own rounds', async () => {
      const { view, of } = await planOf(COUNTY);
      expect(view.quotas).toMatchObject([{ topic: 'internalJointShare', base: 24, required: 1 }]);
      expect(of('C1').map(([, base, required]) => [base, required])).toEqual(Array(4).fill([58, 6]));
    });
  });

  describe('of Xinxian', () => {
    const COUNTY = '411523';
    beforeAll(async () => {
      await tree.does('console', addAgency, { code: COUNTY, name: '假想县', level: 'county', pack: 'xinxian' });
      await tree.does('console', addUser, { login: `office-${COUNTY}`, agency: COUNTY, roles: ['generalOffice'] });
      await tree.furnish(COUNTY, [...objects('key', 37), ...objects('general', 113)], 9);
    });

    test('asks ten objects a year for each officer on staff, paced by quarters, and 30 % of the key ones', async () => {
      const { view, of } = await planOf(COUNTY);
      expect(of('key').map(([, , required]) => required)).toEqual([12, 12, 12, 12]);
      expect(of('general')).toEqual([['2026', 113, 90]]);
      expect(view.entries.find(({ id }) => id === '2026.general')?.pace).toEqual([23, 23, 22, 22]);
      expect(view.table?.columns).toContain('抽查任务名称');
      expect(view.table?.rows).toHaveLength(view.entries.length);
    });
  });
});
