import { utf8 } from '@sunlot/core/basics/bytes.ts';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { actorByLogin, consoleActor } from '../../accounts/actor.ts';
import { read, type UseCase, write } from '../../context.ts';
import { describeDatabases } from '../../db/test-database.ts';
import { openTestOffice, type TestOffice } from '../../imports/test-office.ts';
import { objectHeader, objectRow } from '../../workbooks/workbook-fixture.ts';
import { addAgency } from '../agencies/add-agency.ts';
import { openFigure } from '../compliance/open-figure.ts';
import { showReport } from '../compliance/show-report.ts';
import { importInspectors } from '../inspectors/import-inspectors.ts';
import { importObjects } from '../objects/import-objects.ts';
import { addUser } from '../users/add-user.ts';
import { importVisits } from '../visits/import-visits.ts';
import { listHandOvers } from './list-hand-overs.ts';
import { recordHandOver } from './record-hand-over.ts';

const AGENCY = '411523';
const PLANT = '91999999MA0000001N';
const PEOPLE = [
  '姓名,所属部门,执法证号,执法证有效期至,人员类别',
  '甲示范,一中队,P1,2029-12-31,执法',
  '乙示范,一中队,P2,2026-11-01,执法',
  '丙示范,监管股,S1,,日常监管',
].join('\n');

describeDatabases('what daily supervision hands to enforcement', (target) => {
  let office: TestOffice;
  const as = (login: string) =>
    login === 'console' ? consoleActor() : actorByLogin(office.deps.database.db, login, 'console');
  const does = async <I, O>(login: string, useCase: UseCase<I, O>, input: I) =>
    write(office.deps, await as(login), (ctx) => useCase(ctx, input));
  const list = async (login: string) =>
    read(office.deps, await as(login), (ctx) => listHandOvers(ctx, { agency: AGENCY, limit: 50 }));
  beforeAll(async () => {
    office = await openTestOffice(target);
    await does('console', addAgency, { code: AGENCY, name: '假想分局', level: 'county', pack: 'xinxian' });
    await does('console', addUser, { login: 'ban', agency: AGENCY, roles: ['generalOffice', 'dataSteward'] });
    await does('console', addUser, { login: 'jianguan', agency: AGENCY, roles: ['supervisoryStaff'] });
    await does('console', addUser, { login: 'fabu', agency: AGENCY, roles: ['publisher'] });
    const plant = ['假想厂', PLANT, ...objectRow.slice(2, 4), AGENCY, ...objectRow.slice(5)].join();
    const file = { agency: AGENCY, file: '表.csv' };
    await does('ban', importObjects, { ...file, bytes: utf8(`${objectHeader.join()}\n${plant}`) });
    const { rejected } = await does('ban', importInspectors, { ...file, bytes: utf8(PEOPLE) });
    expect(rejected).toEqual([]);
  });
  afterAll(() => office.close());

  const finding = {
    agency: AGENCY,
    object: PLANT,
    from: 'S1',
    to: 'P1',
    foundOn: '2026-11-19',
    handedOn: '2026-11-20',
  };
  const record = (login: string, more: Partial<typeof finding> = {}) =>
    does(login, recordHandOver, { ...finding, matter: '雨水口废水直排', ...more });

  it('is recorded by those who inspect, from a supervisor to an officer who may handle the case', async () => {
    await expect(record('fabu')).rejects.toMatchObject({ code: 'request.notPermitted' });
    await expect(record('zonghe')).rejects.toMatchObject({ code: 'request.notFound' });
    await expect(record('jianguan', { from: 'P1', to: 'P2' })).rejects.toMatchObject({
      code: 'handOver.refused',
      message: expect.stringContaining('甲示范 不是日常监管人员'),
    });
    for (const to of ['P2', 'S1'])
      await expect(record('jianguan', { to })).rejects.toMatchObject({
        code: 'handOver.refused',
        message: expect.stringContaining('不能接收'),
      });
    await expect(record('jianguan', { to: 'P9' })).rejects.toMatchObject({ code: 'inspector.unknown' });
    await expect(record('jianguan', { object: 'nobody' })).rejects.toMatchObject({ code: 'object.unknown' });
    await expect(record('jianguan', { handedOn: '2026-11-21' })).rejects.toMatchObject({ code: 'request.invalid' });
  });

  it('stands in the list with day and receiver; what was found is encrypted, and not for everybody', async () => {
    const made = await record('jianguan');
    expect((await list('ban')).items).toEqual([made]);
    expect(made).toMatchObject({ to: { certificateNo: 'P1', name: '甲示范' }, handedOn: '2026-11-20' });
    await expect(list('fabu')).rejects.toMatchObject({ code: 'request.notPermitted' });
    const [row] = await office.ask<{ sealed_matter: Uint8Array }>('select sealed_matter from hand_over');
    expect(Buffer.from(row!.sealed_matter).includes('废水')).toBe(false);
  });

  it('is counted in the figures of its year, with the visit for a row to those who may know of it', async () => {
    const header = '检查日期,统一社会信用代码,抽取方式,检查结果,整改期限,整改完成日期';
    const rows = [`2026-11-19,${PLANT},随机,发现问题已责令整改,2026-11-20,`, `2026-11-18,${PLANT},随机,未发现问题,,`];
    const bytes = utf8([header, ...rows].join('\n'));
    expect(await does('ban', importVisits, { agency: AGENCY, file: 'v.csv', bytes })).toMatchObject({ rejected: [] });
    const looks = async <I, O>(login: string, useCase: UseCase<I, O>, input: I) =>
      read(office.deps, await as(login), (ctx) => useCase(ctx, input));
    const { totals, unequal } = await looks('fabu', showReport, { agency: AGENCY, year: 2026 });
    const names = ['handedOver', 'toRectify', 'rectified', 'rectifyOverdue'] as const;
    expect(names.map((name) => totals.find(({ figure }) => figure === name)!.value)).toEqual([1, 1, 0, 0]);
    expect(unequal).toEqual([]);
    const open = (login: string, figure: 'handedOver' | 'toRectify') =>
      looks(login, openFigure, { agency: AGENCY, year: 2026, figure, limit: 50 });
    await expect(open('fabu', 'handedOver')).rejects.toMatchObject({ code: 'request.notPermitted' });
    const due = { object: PLANT, date: '2026-11-19', rectifyBy: '2026-11-20' };
    expect((await open('ban', 'handedOver')).items).toEqual([
      expect.objectContaining({ ...due, handedOverOn: '2026-11-20' }),
    ]);
    const [row] = (await open('fabu', 'toRectify')).items;
    expect([row, row?.handedOverOn]).toEqual([expect.objectContaining(due), undefined]);
  });

  it('is unknown to a scheme without such a clause', async () => {
    await office.ask(`update agency set pack = 'jiangxian' where code = '${AGENCY}'`);
    await office.ask(`insert into agency_pack (agency, pack, version, effective_from, adopted_by, adopted_at)
      select '${AGENCY}', pack, version, effective_from, 'console', now() from pack_version where pack = 'jiangxian'`);
    await expect(record('jianguan')).rejects.toMatchObject({
      code: 'handOver.refused',
      message: expect.stringContaining('没有监管移送执法的规定'),
    });
  });
});
