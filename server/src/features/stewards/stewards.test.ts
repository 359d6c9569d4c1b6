import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { describeDatabases } from '../../db/test-database.ts';
import { COUNTY, type County, openCounty } from '../draws/test-county.ts';
import { setSteward } from './set-steward.ts';
import { showStewards } from './show-stewards.ts';

describeDatabases('who keeps the lists', (target) => {
  let county: County;
  beforeAll(async () => {
    county = await openCounty(target);
  });
  afterAll(() => county.close());

  const name = (list: 'objects' | 'items', login: string, by = 'lingdao') =>
    county.does(by, setSteward, { agency: COUNTY, list, login });
  const shown = async () => {
    const { items } = await county.looks('jijian', showStewards, { agency: COUNTY });
    return Object.fromEntries(items.map((one) => [one.list, one]));
  };

  it('is said by the office or a leader, of an account of the agency; until then nobody is shown', async () => {
    await expect(name('objects', 'zonghe', 'jiancha')).rejects.toMatchObject({ code: 'request.notPermitted' });
    await expect(name('objects', 'nobody')).rejects.toMatchObject({ code: 'request.notFound' });
    const lists = await shown();
    expect(Object.keys(lists)).toEqual(['items', 'objects', 'inspectors']);
    expect(Object.values(lists).map(({ steward }) => steward)).toEqual([undefined, undefined, undefined]);
  });

  it('is the person named last, while the account is there', async () => {
    await name('objects', 'banshi');
    await name('objects', 'zonghe');
    expect((await shown())['objects']!.steward).toMatchObject({ login: 'zonghe' });
    await county.deps.database.ownerQuery(`update app_user set disabled_at = now() where login = 'zonghe'`);
    expect((await shown())['objects']!.steward).toMatchObject({ login: 'banshi' });
    await county.deps.database.ownerQuery(`update app_user set disabled_at = null where login = 'zonghe'`);
  });

  describe('with what is still wrong', () => {
    it('in the directory of objects: rows without a required field, and the figure to a hundredth', async () => {
      const filled = `'{"address": "示范路1号", "legalRepresentative": "示例法人", "industry": "化工"}'::jsonb`;
      await county.deps.database.ownerQuery(`update inspection_object set facts = facts || ${filled}`);
      expect((await shown())['objects']).toMatchObject({
        complete: 150,
        total: 150,
        completeness: 10_000,
        defects: [],
      });
      await county.deps.database.ownerQuery(
        `update inspection_object set facts = facts - 'legalRepresentative' where id in ('obj_0', 'obj_1', 'obj_2')`,
      );
      const { complete, completeness, defects } = (await shown())['objects']!;
      expect([complete, completeness]).toEqual([147, 9800]);
      expect(defects.map(({ lacks }) => lacks)).toEqual([['法定代表人'], ['法定代表人'], ['法定代表人']]);
    });

    it('in the directory of inspectors: certificates that ran out', async () => {
      await county.deps.database.ownerQuery(
        `update inspector set facts = facts || '{"certificateValidTo": "2026-11-19"}' where id = 'ins_0'`,
      );
      expect((await shown())['inspectors']).toMatchObject({
        complete: 13,
        total: 14,
        completeness: 9286,
        defects: [{ key: 'DEMO-0', lacks: ['有效的执法证（已过期）'] }],
      });
    });
  });
});
