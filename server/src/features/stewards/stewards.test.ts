import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { describeDatabases } from '../../db/test-database.ts';
import { COUNTY, type County, openCounty } from '../draws/test-county.ts';
import { importInspectors } from '../inspectors/import-inspectors.ts';
import { listInspectors } from '../inspectors/list-inspectors.ts';
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

    it('in the directory of inspectors: fields that the scheme requires, the sealed number by whether it is there', async () => {
      const csv = [
        '姓名,所属部门,执法证号,执法证有效期至,身份证号,业务专长,业务类别,专业类别,部门岗位,职务岗位',
        '张示范,示范县分局,DEMO-1,2029-12-31,11010519491231002X,水,大气,环境工程,执法一线,中队长',
        '李示范,示范县分局,DEMO-2,2029-12-31,,水,,环境工程,执法一线,科员',
      ].join('\n');
      const bytes = new TextEncoder().encode(csv);
      const imported = await county.does('zonghe', importInspectors, { agency: COUNTY, file: '人员.csv', bytes });
      expect(imported).toMatchObject({ result: { updated: 2, rejected: 0 }, unknownHeaders: [], repeatedHeaders: [] });
      const { defects } = (await shown())['inspectors']!;
      expect(defects.find(({ key }) => key === 'DEMO-1')).toBeUndefined();
      expect(defects.find(({ key }) => key === 'DEMO-2')).toMatchObject({ lacks: ['身份证号', '业务类别'] });
      const { items } = await county.looks('jijian', listInspectors, { agency: COUNTY, limit: 50 });
      expect(items.find(({ certificateNo }) => certificateNo === 'DEMO-1')).toMatchObject({
        ...{ specialties: ['水'], businessCategory: ['大气'], professionCategory: ['环境工程'] },
        ...{ post: '执法一线', position: '中队长', lacks: [] },
      });
      expect(items.find(({ certificateNo }) => certificateNo === 'DEMO-2')!.lacks).toEqual(['身份证号', '业务类别']);
      expect(JSON.stringify(items)).not.toContain('110105');
    });
  });
});
