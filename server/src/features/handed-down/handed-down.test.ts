import { utf8 } from '@sunlot/core/basics/bytes.ts';
import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { describeDatabases } from '../../db/test-database.ts';
import { classRecords } from '../../objects/class-record.ts';
import { objectsOf } from '../../visits/directory.ts';
import { territoryOf } from '../../visits/territory.ts';
import { addAgency } from '../agencies/add-agency.ts';
import { type Furnished, openTree, type Tree } from '../agencies/test-tree.ts';
import { judgeCompliance } from '../compliance/judge-compliance.ts';
import { proposePlan } from '../plans/propose-plan.ts';
import { addUser } from '../users/add-user.ts';
import { importVisits } from '../visits/import-visits.ts';
import { importHandedDown, importHandedDownFile } from './import-handed-down.ts';
import { listHandedDown } from './list-handed-down.ts';

const COUNTY = '411523';
const DOCUMENT = '示例环〔2026〕3号';

const named = (cls: 'key' | 'general', n: number, from = 0): Furnished[] =>
  Array.from({ length: n }, (_, i) => ({ key: `${cls}-${String(from + i).padStart(3, '0')}`, class: cls }));
const entry = ({ key }: Furnished) => ({ name: `示例企业${key}`, key });

describeDatabases('lists handed down', (target) => {
  let tree: Tree;
  beforeAll(async () => {
    tree = await openTree(target);
    await settle('xinxian', 'county', [COUNTY]);
    await tree.furnish(COUNTY, [...named('key', 30), ...named('general', 30)], 5);
  });
  afterAll(() => tree.close());

  async function settle(pack: string, level: 'county' | 'municipal', [above, below]: readonly [string, string?]) {
    await tree.does('console', addAgency, { code: above, name: '假想上级', level, pack });
    if (below) await tree.does('console', addAgency, { code: below, name: '假想县', level: 'county', parent: above });
    for (const agency of [above, ...(below ? [below] : [])])
      await tree.does('console', addUser, { login: `office-${agency}`, agency, roles: ['generalOffice'] });
  }

  const about = {
    agency: COUNTY as string,
    class: '重点监管对象',
    year: 2026,
    level: 'municipal' as const,
    document: DOCUMENT,
  };
  const hand = (
    entries: readonly { name: string; key?: string; due?: string }[],
    more: Partial<typeof about> & object = {},
  ) => tree.does(`office-${more.agency ?? COUNTY}`, importHandedDown, { ...about, entries: [...entries], ...more });
  const baseOf = async (agency: string, cls: string) =>
    (await tree.does(`office-${agency}`, proposePlan, { agency, year: 2026 })).entries.find((one) => one.class === cls)
      ?.base;

  describe('are refused', () => {
    it('to who may not import, and for a class that no list fixes', async () => {
      await tree.does('console', addUser, { login: 'reader', agency: COUNTY, roles: ['inspector'] });
      const asked = { ...about, entries: [entry(named('key', 1)[0]!)] };
      await expect(tree.does('reader', importHandedDown, asked)).rejects.toMatchObject({
        code: 'request.notPermitted',
      });
      await expect(hand([{ name: '甲' }], { class: 'special' })).rejects.toMatchObject({
        code: 'handedDown.noList',
        details: { classes: 'key 重点监管对象；construction 建设项目' },
      });
      await expect(hand([{ name: '甲' }], { class: '丁类' })).rejects.toMatchObject({ code: 'class.unknown' });
    });

    it('as a whole where one row does not fit: nobody loses a class because of a slip', async () => {
      const text = '单位名称,统一社会信用代码\n甲示例厂,91999999MA0000001N\n乙示例厂,91999999MA0000001X';
      const file = { ...about, file: '名单.csv', bytes: utf8(text) };
      const refused = await tree
        .does(`office-${COUNTY}`, importHandedDownFile, file)
        .catch((problem: unknown) => problem);
      expect(refused).toMatchObject({ code: 'handedDown.rowsUnfit', details: { count: 1 } });
      expect((refused as Error).message).toContain('第 3 行');
      const [one] = named('key', 1);
      await expect(hand([entry(one!), entry(one!)])).rejects.toMatchObject({ code: 'handedDown.rowsUnfit' });
      await tree.furnish(COUNTY, [
        { key: 'twin-1', class: 'general', name: '同名示例厂' },
        { key: 'twin-2', class: 'general', name: '同名示例厂' },
      ]);
      await expect(hand([{ name: '同名示例厂' }])).rejects.toMatchObject({ code: 'handedDown.rowsUnfit' });
      expect((await tree.looks(`office-${COUNTY}`, listHandedDown, { agency: COUNTY })).items).toEqual([]);
      expect(await baseOf(COUNTY, 'key')).toBe(30);
    });
  });

  it('make exactly those on them key; who is missing is named, and each change leaves an audit row', async () => {
    const listed = [...named('key', 25), ...named('general', 12)];
    const view = await hand([
      ...listed.map(entry),
      { name: '未入库示例厂', key: '91999999MA0000001N' },
      { name: '无代码示例厂' },
    ]);
    expect(view).toMatchObject({ class: 'key', version: 1, listed: 39, others: [] });
    expect(view.entered.map(({ key }) => key).sort()).toEqual(named('general', 12).map(({ key }) => key));
    expect(view.left.map(({ key }) => key).sort()).toEqual(named('key', 5, 25).map(({ key }) => key));
    expect(view.missing).toEqual([{ name: '未入库示例厂', key: '91999999MA0000001N' }, { name: '无代码示例厂' }]);
    expect(await baseOf(COUNTY, 'key')).toBe(37);
    const rows = await tree.ask<{ type: string; n: number }>(
      `select type, count(*)::int as n from log_entry where tree = 'audit' and type like 'handedDown.%' group by type order by type`,
    );
    expect(rows.map(({ type, n }) => [type, n])).toEqual([
      ['handedDown.enter', 12],
      ['handedDown.import', 1],
      ['handedDown.leave', 5],
    ]);
  });

  it('have versions: the same list again is refused, a new one takes the place of the old', async () => {
    const listed = [...named('key', 25), ...named('general', 12)].map(entry);
    const same = [...listed, { name: '未入库示例厂', key: '91999999MA0000001N' }, { name: '无代码示例厂' }].reverse();
    await expect(hand(same)).rejects.toMatchObject({ code: 'handedDown.same', details: { version: 1 } });
    const view = await hand(listed.slice(0, 36), { document: '示例环〔2026〕9号' });
    expect(view).toMatchObject({ version: 2, entered: [], missing: [], left: [{ name: '示例企业general-011' }] });
    expect(await baseOf(COUNTY, 'key')).toBe(36);
    const { items } = await tree.looks(`office-${COUNTY}`, listHandedDown, { agency: COUNTY });
    expect(items.map(({ version, superseded, document }) => [version, superseded, document])).toEqual([
      [2, false, '示例环〔2026〕9号'],
      [1, true, DOCUMENT],
    ]);
    await expect(tree.ask('delete from handed_down_entry')).rejects.toThrow(/append-only/);
  });

  it('of construction projects bring their time limits', async () => {
    const [project] = named('general', 1, 20);
    await hand([{ ...entry(project!), due: '2026-12-20' }], { class: 'construction' });
    const facts = await tree.looks(
      `office-${COUNTY}`,
      async (ctx) => objectsOf(ctx, (await territoryOf(ctx, COUNTY))!),
      undefined,
    );
    const projects = facts.filter((one) => one.facts.constructionProject);
    expect(projects.map((one) => [one.facts.id, one.facts.inspectionDue])).toEqual([[project!.key, '2026-12-20']]);
  });

  it('hold for their own year: a visit and a verdict of the year before go by the list of that year', async () => {
    const [before, now] = [1, 2].map((n): Furnished => ({ key: `PROJECT-${n}`, class: 'general' })) as [
      Furnished,
      Furnished,
    ];
    const PLACE = '140826';
    await settle('jiangxian', 'county', [PLACE]);
    await tree.furnish(PLACE, [before, now]);
    const list = (one: Furnished, year: number) =>
      hand([entry(one)], { agency: PLACE, class: 'construction', year, document: `示例〔${year}〕8号` });
    await list(before, 2025);
    await list(now, 2026);
    const projects = async (year?: number) => {
      const facts = await tree.looks(
        `office-${PLACE}`,
        async (ctx) => objectsOf(ctx, (await territoryOf(ctx, PLACE))!, { ...(year !== undefined && { year }) }),
        undefined,
      );
      return facts.filter((one) => one.facts.constructionProject).map((one) => one.facts.id);
    };
    expect([await projects(2025), await projects(2026), await projects()]).toEqual([
      [before.key],
      [now.key],
      [now.key],
    ]);
    const rows = [before, now].map(({ key }) => `2025-06-10,${key},construction,随机,未发现问题`);
    const bytes = utf8(['检查日期,统一社会信用代码,对象类别,抽取方式,检查结果', ...rows].join('\n'));
    const { warnings } = await tree.does('console', importVisits, { agency: PLACE, file: '检查记录.csv', bytes });
    const ofClass = warnings.filter(({ findings }) => findings.some(({ column }) => column === 'class'));
    expect(ofClass.map(({ rowNumber }) => rowNumber)).toEqual([3]);
    const base = async (year: number) =>
      (await tree.looks(`office-${PLACE}`, judgeCompliance, { agency: PLACE, year })).tables.find(
        ({ class: cls, topic }) => cls === 'construction' && topic !== 'floor',
      );
    expect([await base(2025), await base(2026)]).toMatchObject([
      { base: 1, actual: 1 },
      { base: 1, actual: 0 },
    ]);
  });

  it('of a city hold in the counties below it, who see them and cannot change them', async () => {
    const [CITY, BELOW] = ['210800', '210882'] as const;
    await settle('yingkou', 'municipal', [CITY, BELOW]);
    await tree.furnish(BELOW, [...named('key', 4, 500), ...named('general', 4, 500)]);
    expect(await baseOf(BELOW, 'key')).toBe(4);
    const given = { ...about, agency: CITY, class: 'key', entries: named('general', 3, 500).map(entry) };
    await expect(tree.does(`office-${BELOW}`, importHandedDown, given)).rejects.toMatchObject({
      code: 'request.notFound',
    });
    await tree.does(`office-${CITY}`, importHandedDown, given);
    await tree.ask(`delete from plan_entry`);
    await tree.ask(`delete from annual_plan where agency = '${BELOW}'`);
    expect(await baseOf(BELOW, 'key')).toBe(3);
    const { items } = await tree.looks(`office-${BELOW}`, listHandedDown, { agency: BELOW });
    expect(items).toMatchObject([{ agency: CITY, listed: 3, missing: [] }]);
    await tree.does('console', addUser, { login: 'shiju', agency: CITY, roles: ['upperBureauManager'] });
    const fewer = { ...given, entries: given.entries.slice(0, 2) };
    const shiju = (agency: string) => tree.does('shiju', importHandedDown, { ...fewer, agency });
    await expect(shiju(BELOW)).rejects.toMatchObject({ code: 'request.notPermitted' });
    expect(await shiju(CITY)).toMatchObject({ version: 2, listed: 2 });
    const elsewhere = await tree.looks(`office-${COUNTY}`, listHandedDown, { agency: COUNTY });
    expect(elsewhere.items.every(({ agency }) => agency === COUNTY)).toBe(true);
    const left = named('key', 1, 503)[0]!.key;
    expect(
      await tree.ask(
        `select recorded_by, before, after, cause, source is not null as named from class_change
         where agency = '${BELOW}' and object_key = '${left}' order by position`,
      ),
    ).toEqual([
      { recorded_by: CITY, before: null, after: 'key', cause: 'time', named: false },
      { recorded_by: CITY, before: 'key', after: 'general', cause: 'handedDown', named: true },
    ]);
    const recordOf = (login: string) =>
      tree.looks(login, async (ctx) => classRecords(ctx, { agency: BELOW, object: left }), undefined);
    expect(await recordOf(`office-${BELOW}`)).toHaveLength(2);
    expect(await recordOf(`office-${COUNTY}`)).toEqual([]);
    const forge = (recordedBy: string) =>
      tree.does(
        `office-${BELOW}`,
        (ctx) =>
          sql`
            insert into class_change
              (agency, recorded_by, object_key, from_day, after, reasons, exited_uninspected, cause, pack, pack_version, at)
            values (${BELOW}, ${recordedBy}, ${left}, '2026-01-01', 'key', '[]', false, 'import', 'x', 1, now())`.execute(
            ctx.tx,
          ),
        undefined,
      );
    await expect(forge(CITY)).rejects.toThrow(/row-level security/);
    // Its own entry would pass, but for the audit row that every write has to leave.
    await expect(forge(BELOW)).rejects.toThrow(/without an audit entry/);
  });
});
