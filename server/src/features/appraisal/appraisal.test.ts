import { utf8 } from '@sunlot/core/basics/bytes.ts';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { actorByLogin, consoleActor } from '../../accounts/actor.ts';
import { read, type UseCase, write } from '../../context.ts';
import { describeDatabases } from '../../db/test-database.ts';
import type { ImportInput, ImportOutcome } from '../../imports/run-import.ts';
import { openTestOffice, type TestOffice } from '../../imports/test-office.ts';
import { objectHeader, objectRow } from '../../workbooks/workbook-fixture.ts';
import { addAgency } from '../agencies/add-agency.ts';
import { judgeCompliance } from '../compliance/judge-compliance.ts';
import { importInspectors } from '../inspectors/import-inspectors.ts';
import { listInspectors } from '../inspectors/list-inspectors.ts';
import { importObjects } from '../objects/import-objects.ts';
import { addUser } from '../users/add-user.ts';
import { importVisits } from '../visits/import-visits.ts';
import { listParticipation } from './list-participation.ts';
import { recordEntry, takeBackEntry } from './record-entry.ts';
import { sheetFile } from './sheet-table.ts';
import { showYearSheet } from './year-sheet.ts';

const [CITY, EAST, WEST] = ['210800', '210811', '210882'] as const;
const PLANT = '91999999MA0000001N';

/** 甲示范 for P1 … 壬示范 for W2. */
const nameOf = (no: string) => `${'甲乙丙丁辛壬'[['P1', 'P2', 'P3', 'P4', 'W1', 'W2'].indexOf(no)]}示范`;
const people = (...numbers: readonly string[]) =>
  ['姓名,所属部门,执法证号,执法证有效期至', ...numbers.map((no) => `${nameOf(no)},一中队,${no},2029-12-31`)].join('\n');
const visits = (...rows: readonly string[]) =>
  ['检查日期,统一社会信用代码,对象类别,抽取方式,检查人员,检查结果,结果认定日期,公示日期', ...rows].join('\n');

describeDatabases('the year of inspectors', (target) => {
  let office: TestOffice;
  const as = (login: string) =>
    login === 'console' ? consoleActor() : actorByLogin(office.deps.database.db, login, 'console');
  const does = async <I, O>(login: string, useCase: UseCase<I, O>, input: I) =>
    write(office.deps, await as(login), (ctx) => useCase(ctx, input));
  const looks = async <I, O>(login: string, useCase: UseCase<I, O>, input: I) =>
    read(office.deps, await as(login), (ctx) => useCase(ctx, input));
  beforeAll(async () => {
    office = await openTestOffice(target);
    for (const [code, name, parent] of [
      [CITY, '假想市局', undefined],
      [EAST, '假想东分局', CITY],
      [WEST, '假想西分局', CITY],
    ] as const) {
      const level = code === CITY ? ('municipal' as const) : ('county' as const);
      await does('console', addAgency, { code, name, level, pack: 'yingkou', ...(parent && { parent }) });
      const login = { [CITY]: 'city', [EAST]: 'east', [WEST]: 'west' }[code]!;
      await does('console', addUser, { login, agency: code, roles: ['generalOffice', 'dataSteward'] });
    }
    await does('console', addUser, { login: 'easthead', agency: EAST, roles: ['head'] });
    await does('console', addUser, { login: 'goer', agency: EAST, roles: ['inspector'] });
    const load = async (login: string, useCase: UseCase<ImportInput, ImportOutcome>, text: string) => {
      const agency = { city: CITY, east: EAST, west: WEST }[login]!;
      const { rejected } = await does(login, useCase, { agency, file: '表.csv', bytes: utf8(text) });
      expect(rejected).toEqual([]);
    };
    const plant = (region: string) =>
      `${objectHeader.join()}\n${['假想厂', PLANT, ...objectRow.slice(2, 4), region, ...objectRow.slice(5)].join()}`;
    await load('east', importObjects, plant(EAST));
    await load('west', importObjects, plant(WEST));
    await load('east', importInspectors, people('P1', 'P2', 'P3', 'P4'));
    await load('west', importInspectors, people('W1', 'W2'));
    const clean = '未发现问题';
    await load(
      'east',
      importVisits,
      visits(
        `2026-05-11,${PLANT},重点监管对象,随机,P1；P2,${clean},2026-05-11,2026-05-20`,
        `2026-06-11,${PLANT},重点监管对象,随机,P1；P4,${clean},2026-06-11,2026-09-20`,
        `2025-05-11,${PLANT},重点监管对象,随机,P3；P1,${clean},2025-05-11,2025-05-20`,
      ),
    );
    await load('west', importVisits, visits(`2026-05-11,${PLANT},重点监管对象,随机,W1,${clean},2026-05-11,2026-05-20`));
  });
  afterAll(() => office.close());

  const sheet = (login = 'east', year = 2026) => looks(login, showYearSheet, { agency: EAST, year });

  it('is for who answers for the people, and only once it has begun; every look is on record', async () => {
    await expect(sheet('goer')).rejects.toMatchObject({ code: 'request.notPermitted' });
    await expect(sheet('west')).rejects.toMatchObject({ code: 'request.notFound' });
    await expect(sheet('east', 2027)).rejects.toMatchObject({ code: 'request.invalid' });
    await sheet();
    const looked = await office.ask(`select from log_entry where tree = 'audit' and type = 'appraisal.read'`);
    expect(looked).toHaveLength(1);
  });

  it('counts who went and what was public in time, from nothing on 1 January, and keeps the years before', async () => {
    const counts = async (year: number) =>
      (await sheet('east', year)).people.map(({ certificateNo, inspections }) => `${certificateNo} ${inspections}`);
    expect(await counts(2026)).toEqual(['P1 2', 'P2 1', 'P3 0', 'P4 1']);
    expect(await counts(2025)).toEqual(['P1 1', 'P2 0', 'P3 1', 'P4 0']);
    const [p1, , p3] = (await sheet()).people;
    expect(p1).toMatchObject({ random: 2, publications: { due: 2, inTime: 1, rate: '50.0%' } });
    expect(p3!.publications.rate).toBe('-');
    const { items } = await looks('east', listInspectors, { agency: EAST, limit: 50 });
    expect(Object.fromEntries(items.map((one) => [one.certificateNo, one.inspectionsThisYear]))).toEqual({
      ...{ P1: 2, P2: 1, P3: 0, P4: 1 },
    });
  });

  describe('an entry', () => {
    const late = {
      agency: EAST,
      certificate: 'P1',
      kind: 'lateUpload',
      day: '2026-06-12',
      reason: '次日才上报',
    } as const;

    it('names somebody and a day that has come, and is made by the office', async () => {
      await expect(does('goer', recordEntry, late)).rejects.toMatchObject({ code: 'request.notPermitted' });
      await expect(does('city', recordEntry, late)).rejects.toMatchObject({ code: 'request.notPermitted' });
      await expect(does('east', recordEntry, { ...late, certificate: 'W1' })).rejects.toMatchObject({
        code: 'inspector.unknown',
      });
      await expect(does('east', recordEntry, { ...late, day: '2026-11-21' })).rejects.toMatchObject({
        code: 'request.invalid',
      });
    });

    it('counts until a leader takes it back, and stays on record; its reason is encrypted', async () => {
      const { id } = await does('east', recordEntry, late);
      expect((await sheet()).people[0]).toMatchObject({ inspections: 2, uploadedInTime: 1 });
      const [row] = await office.ask<{ sealed_reason: Uint8Array }>('select sealed_reason from appraisal_entry');
      expect(Buffer.from(row!.sealed_reason).includes('次日')).toBe(false);
      const back = { agency: EAST, entry: id, reason: '系统故障' };
      await expect(does('east', takeBackEntry, back)).rejects.toMatchObject({ code: 'request.notPermitted' });
      await does('easthead', takeBackEntry, back);
      expect((await sheet()).people[0]).toMatchObject({
        uploadedInTime: 2,
        entries: [{ id, reason: '次日才上报', takenBack: true }],
      });
      await expect(does('easthead', takeBackEntry, back)).rejects.toMatchObject({ code: 'request.notFound' });
    });
  });

  it('is written as a workbook and as text', async () => {
    const view = await sheet();
    const text = new TextDecoder().decode(await sheetFile(view, '履职.csv'));
    expect(text.split('\r\n')[1]).toBe('P1,甲示范,一中队,2,2,2,2,1,50.0%,0,0');
    expect(
      Buffer.from(await sheetFile(view, '履职.xlsx'))
        .subarray(0, 2)
        .toString(),
    ).toBe('PK');
  });

  it('says of a territory and each authority how many took part, and who did not', async () => {
    const view = await looks('city', listParticipation, { agency: CITY, year: 2026 });
    expect(view.rule).toMatchObject({ id: 'yingkou/participation/all/all', min: '90%' });
    expect(view.whole).toMatchObject({ holders: 6, participated: 4, min: 6, rate: '66.7%' });
    expect(view.authorities.map(({ agency, participated, missing }) => [agency, participated, missing])).toEqual([
      [CITY, 0, []],
      [EAST, 3, [{ certificateNo: 'P3', name: '丙示范' }]],
      [WEST, 1, [{ certificateNo: 'W2', name: '壬示范' }]],
    ]);
    // On 20 November three quarters are over: 4 × 4 ÷ 3 is 5 of 6, 3 × 4 ÷ 3 all 4 of the east, 1 × 4 ÷ 3 one of two in the west.
    expect([view.whole, ...view.authorities].map((one) => one?.slow)).toEqual([
      { quarters: 3, projected: 5 },
      undefined,
      undefined,
      { quarters: 3, projected: 1 },
    ]);
    // The verdict on the city goes by the same people; that on a county shows its own and judges none.
    const judged = async (login: string, agency: string) =>
      (await looks(login, judgeCompliance, { agency, year: 2026 })).tables.filter(
        ({ rule }) => rule === 'yingkou/participation/all/all',
      );
    expect(await judged('city', CITY)).toMatchObject([{ required: 6, actual: 4 }]);
    const [east, ...others] = await judged('east', EAST);
    expect([east, others]).toMatchObject([{ base: 4, actual: 3, state: 'shown' }, []]);
    expect(east).not.toHaveProperty('required');
    expect(await judged('west', WEST)).toMatchObject([{ base: 2, actual: 1, state: 'shown' }]);
    const warned = async (login: string, agency: string) =>
      (await looks(login, judgeCompliance, { agency, year: 2026 })).findings.filter(
        ({ code }) => code === 'UNDER_PARTICIPATION',
      );
    expect(await warned('city', CITY)).toMatchObject([{ severity: 'warning', required: 6, actual: 4, projected: 5 }]);
    expect(await warned('east', EAST)).toEqual([]);
    expect(await warned('west', WEST)).toEqual([]);
    await expect(looks('goer', listParticipation, { agency: EAST, year: 2026 })).rejects.toMatchObject({
      code: 'request.notPermitted',
    });
    const other = await looks('zonghe', listParticipation, { agency: office.agency, year: 2026 });
    expect(other).toMatchObject({ authorities: [] });
    expect(other).not.toHaveProperty('rule');
  });
});
