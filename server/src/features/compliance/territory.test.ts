import type { ComplianceView } from '@sunlot/contract/compliance.ts';
import { utf8 } from '@sunlot/core/basics/bytes.ts';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { actorByLogin, consoleActor } from '../../accounts/actor.ts';
import { read, type UseCase, write } from '../../context.ts';
import { describeDatabases } from '../../db/test-database.ts';
import { inventedCode } from '../../examples/credit-codes.ts';
import { openTestOffice, type TestOffice } from '../../imports/test-office.ts';
import { addAgency } from '../agencies/add-agency.ts';
import { enterDraw } from '../draws/enter-draw.ts';
import { freezeDraw } from '../draws/freeze-draw.ts';
import { runDraw } from '../draws/run-draw.ts';
import { COUNTY, type County, DICE, openCounty } from '../draws/test-county.ts';
import { importObjects } from '../objects/import-objects.ts';
import { addUser } from '../users/add-user.ts';
import { importVisits } from '../visits/import-visits.ts';
import { judgeCompliance } from './judge-compliance.ts';

const [CITY, NORTH, SOUTH, STRANGER] = ['210800', '210881', '210882', '210700'] as const;

const csv = (header: string, rows: readonly string[]) => utf8([header, ...rows].join('\n'));
const objects = (region: string, numbers: readonly number[]) =>
  csv(
    '单位名称,统一社会信用代码,单位地址,法定代表人,所在区域,排污许可管理类别,重点排污单位,状态',
    numbers.map((n) => `假想重点${n}号,${inventedCode(n)},假想路${n}号,某某某,${region},重点管理,是,正常`),
  );
const visits = (date: string, numbers: readonly number[]) =>
  csv(
    '检查日期,统一社会信用代码,抽取方式,检查结果',
    numbers.map((n) => `${date},${inventedCode(n)},随机,未发现问题`),
  );
const upTo = (from: number, to: number) => Array.from({ length: to - from + 1 }, (_, i) => from + i);

describeDatabases('compliance of a city', (target) => {
  let office: TestOffice;
  const as = async (login: string) =>
    login === 'console' ? consoleActor() : actorByLogin(office.deps.database.db, login, 'console');
  const does = async <I, O>(login: string, useCase: UseCase<I, O>, input: I) =>
    write(office.deps, await as(login), (ctx) => useCase(ctx, input));
  const judged = async (login: string, agency: string): Promise<ComplianceView> =>
    read(office.deps, await as(login), (ctx) => judgeCompliance(ctx, { agency, year: 2025 }));
  const codes = ({ findings }: ComplianceView) => findings.map(({ code }) => code);

  beforeAll(async () => {
    office = await openTestOffice(target);
    const place = (code: string, name: string) => ({
      ...{ code, name, pack: 'yingkou', level: code.endsWith('00') ? ('municipal' as const) : ('county' as const) },
      ...(code === NORTH || code === SOUTH ? { parent: CITY } : {}),
    });
    await does('console', addAgency, place(CITY, '示范市生态环境局'));
    await does('console', addAgency, place(NORTH, '北示范分局'));
    await does('console', addAgency, place(SOUTH, '南示范分局'));
    await does('console', addAgency, place(STRANGER, '外地市生态环境局'));
    const person = (login: string, agency: string, role: string) =>
      does('console', addUser, { login, agency, roles: [role] });
    await person('shidui', CITY, 'municipalTeam');
    await person('shiju', CITY, 'upperBureauManager');
    await person('bei', NORTH, 'enforcementBrigade');
    await person('nan', SOUTH, 'enforcementBrigade');
    await person('waidi', STRANGER, 'upperBureauManager');
    const file = 'x.csv';
    await does('bei', importObjects, { agency: NORTH, file, bytes: objects(NORTH, upTo(1, 200)) });
    // Number 200 stands in both directories: it moved, and is one object.
    await does('nan', importObjects, { agency: SOUTH, file, bytes: objects(SOUTH, upTo(200, 370)) });
    await does('bei', importVisits, { agency: NORTH, file, bytes: visits('2025-03-03', upTo(1, 3)) });
    await does('shidui', importVisits, { agency: CITY, file, bytes: visits('2025-09-09', upTo(1, 7)) });
  });
  afterAll(() => office.close());

  it('counts the objects of its counties, each once, and its own visits to them', async () => {
    const view = await judged('shiju', CITY);
    const key = view.tables.find(({ topic, class: cls }) => topic === 'ratio' && cls === 'key');
    expect(key).toMatchObject({ base: 370, required: 8, actual: 7, shortBy: 1, state: 'short' });
    const redraw = view.tables.find(({ topic }) => topic === 'redraw');
    expect(redraw).toMatchObject({ required: 4, actual: 3 });
    expect(codes(view)).toEqual(expect.arrayContaining(['UNDER_RATIO', 'UNDER_REDRAW']));
    await does('shidui', importVisits, { agency: CITY, file: 'x.csv', bytes: visits('2025-09-10', [200]) });
    expect(codes(await judged('shiju', CITY))).not.toContain('UNDER_RATIO');
  });

  it('does not count the city’s visits for a county, nor the county’s for the city', async () => {
    const north = await judged('bei', NORTH);
    const first = north.tables.find(({ class: cls, period }) => cls === 'key' && period === '2025Q1');
    expect(first).toMatchObject({ base: 200, actual: 3 });
    const third = north.tables.find(({ class: cls, period }) => cls === 'key' && period === '2025Q3');
    expect(third).toMatchObject({ actual: 0 });
  });

  it('counts no visit to the objects of one county for another one, nor twice', async () => {
    const second = async (login: string, agency: string) =>
      (await judged(login, agency)).tables.find(({ class: cls, period }) => cls === 'key' && period === '2025Q2');
    const rows = upTo(11, 14).map((n) => `2025-05-12,${inventedCode(n)},${SOUTH},随机,未发现问题`);
    const bytes = csv('检查日期,统一社会信用代码,检查机关,抽取方式,检查结果', rows);
    const { result } = await does('bei', importVisits, { agency: NORTH, file: 'x.csv', bytes });
    expect(result).toMatchObject({ added: 4 });
    expect([await second('bei', NORTH), await second('nan', SOUTH)]).toMatchObject([{ actual: 0 }, { actual: 0 }]);
    await does('bei', importVisits, { agency: NORTH, file: 'x.csv', bytes: visits('2025-05-13', upTo(11, 14)) });
    expect([await second('bei', NORTH), await second('nan', SOUTH)]).toMatchObject([{ actual: 4 }, { actual: 0 }]);
  });

  it('is asked by who stands above, by nobody beside or elsewhere', async () => {
    expect((await judged('shiju', SOUTH)).agency).toBe(SOUTH);
    for (const [login, agency] of [
      ['bei', SOUTH],
      ['bei', CITY],
      ['waidi', CITY],
      ['waidi', NORTH],
    ] as const) {
      await expect(judged(login, agency)).rejects.toMatchObject({ code: 'request.notFound' });
    }
  });

  it('takes an approved reason for a principle, and for nothing else; a directed visit counts for nothing', async () => {
    const ground = `检查日期,统一社会信用代码,抽取方式,针对性依据,文书编号,检查结果`;
    const directed = csv(ground, [`2025-09-10,${inventedCode(200)},针对性,投诉举报,举报〔2025〕1号,未发现问题`]);
    await does('shidui', importVisits, { agency: CITY, file: 'x.csv', bytes: directed });
    const severities = async () => {
      const { findings } = await judged('shiju', CITY);
      const of = (code: string) => findings.find((one) => one.code === code)?.severity;
      return [of('UNDER_RATIO'), of('UNDER_REDRAW')];
    };
    expect(await severities()).toEqual(['error', 'warning']);
    const people = await office.ask<{ id: string }>(
      `select id from app_user where login in ('shidui', 'shiju') order by login`,
    );
    for (const rule of ['yingkou/ratio/key/municipal', 'yingkou/redraw/key/municipal']) {
      await office.deps.database.ownerQuery(
        `insert into rule_justification (id, agency, rule, period, reason, proposed_by, approved_by, at)
         values ($1, $2, $3, '2025', '示例理由', $4, $5, now())`,
        [`jst_${rule}`, CITY, rule, people[0]!.id, people[1]!.id],
      );
    }
    expect(await severities()).toEqual(['justified', 'warning']);
  });

  it('finds at fault who went beyond the cap, and tells the other who it was', async () => {
    const header = '检查日期,统一社会信用代码,抽取方式,抽查事项,检查结果';
    const went = (login: 'bei' | 'shidui', days: readonly string[], n: number) =>
      does(login, importVisits, {
        ...{ agency: login === 'bei' ? NORTH : CITY, file: 'x.csv' },
        bytes: csv(
          header,
          days.map((day) => `${day},${inventedCode(n)},随机,1,未发现问题`),
        ),
      });
    const [byCity, byCounty] = [101, 102];
    await went('bei', ['2025-10-10', '2025-10-20'], byCity);
    await went('shidui', ['2025-11-10'], byCity);
    await went('shidui', ['2025-10-10'], byCounty);
    await went('bei', ['2025-10-20', '2025-11-10'], byCounty);
    const over = async (login: string, agency: string) =>
      (await judged(login, agency)).findings
        .filter(({ code }) => code === 'OVER_CAP')
        .map(({ object, severity, by }) => [object, severity, by]);
    const [cityKey, countyKey] = [inventedCode(byCity), inventedCode(byCounty)];
    expect(await over('shiju', CITY)).toEqual(
      [
        [cityKey, 'error', undefined],
        [countyKey, 'info', ['北示范分局']],
      ].sort(),
    );
    expect(await over('bei', NORTH)).toEqual(
      [
        [cityKey, 'info', ['示范市生态环境局']],
        [countyKey, 'error', undefined],
      ].sort(),
    );
  });
});

describeDatabases('compliance of a year with draws', (target) => {
  let county: County;
  beforeAll(async () => {
    county = await openCounty(target);
    await county.addTask('2026Q4', 10);
  });
  afterAll(() => county.close());

  it('measures by the list that was frozen, and says nothing of who was drawn', async () => {
    const { draw } = await county.does('zonghe', freezeDraw, { task: 'tsk_2026Q4' });
    await county.does('zonghe', enterDraw, { draw, source: 'dice', value: DICE });
    await county.does('jijian', enterDraw, { draw, source: 'dice', value: DICE });
    await county.does('zonghe', runDraw, { draw });
    // The directory shrinks afterwards; what was frozen stays the base.
    await county.deps.database.ownerQuery(
      `update inspection_object set facts = facts || '{"status":"closed","statusSince":"2026-01-01"}' where id = 'obj_1'`,
    );
    const view = await county.looks('zonghe', judgeCompliance, { agency: COUNTY, year: 2026 });
    const of = (period: string) => view.tables.find(({ class: cls, period: p }) => cls === 'key' && p === period);
    expect(of('2026Q4')).toMatchObject({ base: 37, baseFrom: 'freeze', actual: 0, state: 'open' });
    expect(of('2026Q3')).toMatchObject({ base: 36, baseFrom: 'directory', state: 'short' });
    const names = await county.deps.database.ownerQuery<{ name: string; key: string }>(
      'select o.name, o.key from drawn_object d join inspection_object o on o.id = d.object_id',
    );
    expect(names.length).toBeGreaterThan(0);
    const text = JSON.stringify(view);
    for (const { name, key } of names) {
      expect(text).not.toContain(name);
      expect(text).not.toContain(key);
    }
  });
});
