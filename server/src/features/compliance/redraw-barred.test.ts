import { utf8 } from '@sunlot/core/basics/bytes.ts';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { actorByLogin, consoleActor } from '../../accounts/actor.ts';
import { read, type UseCase, write } from '../../context.ts';
import { describeDatabases } from '../../db/test-database.ts';
import { inventedCode } from '../../examples/credit-codes.ts';
import { openTestOffice, type TestOffice } from '../../imports/test-office.ts';
import { addAgency } from '../agencies/add-agency.ts';
import { importObjects } from '../objects/import-objects.ts';
import { addUser } from '../users/add-user.ts';
import { importVisits } from '../visits/import-visits.ts';
import { judgeCompliance } from './judge-compliance.ts';

const [CITY, COUNTY] = ['210800', '210881'] as const;
const numbers = Array.from({ length: 9 }, (_, i) => i + 1);

/** 营口: nobody is inspected more than twice in a year (三（二）); the city draws 1% of its key units again after the counties. */
describeDatabases('a city whose counties were twice at every key unit', (target) => {
  let office: TestOffice;
  const as = async (login: string) =>
    login === 'console' ? consoleActor() : actorByLogin(office.deps.database.db, login, 'console');
  const does = async <I, O>(login: string, useCase: UseCase<I, O>, input: I) =>
    write(office.deps, await as(login), (ctx) => useCase(ctx, input));
  const csv = (header: string, rows: readonly string[]) => ({
    file: 'x.csv',
    bytes: utf8([header, ...rows].join('\n')),
  });
  const visits = (days: readonly string[], of: readonly number[]) =>
    csv(
      '检查日期,统一社会信用代码,抽取方式,抽查事项,检查结果',
      days.flatMap((day) => of.map((n) => `${day},${inventedCode(n)},随机,污染防治设施运行情况,未发现问题`)),
    );
  const judged = async () => {
    const { findings } = await read(office.deps, await as('shidui'), (ctx) =>
      judgeCompliance(ctx, { agency: CITY, year: 2025 }),
    );
    return findings
      .filter(({ rule }) => rule.endsWith('/key/municipal'))
      .map(({ rule, code, severity, required, actual }) => [rule.split('/')[1], code, severity, required, actual]);
  };

  beforeAll(async () => {
    office = await openTestOffice(target);
    const pack = 'yingkou';
    await does('console', addAgency, { code: CITY, name: '示范市生态环境局', pack, level: 'municipal' });
    await does('console', addAgency, { code: COUNTY, name: '北示范分局', pack, level: 'county', parent: CITY });
    await does('console', addUser, { login: 'shidui', agency: CITY, roles: ['municipalTeam'] });
    await does('console', addUser, { login: 'bei', agency: COUNTY, roles: ['enforcementBrigade'] });
    const objects = csv(
      '单位名称,统一社会信用代码,单位地址,法定代表人,所在区域,排污许可管理类别,重点排污单位,状态',
      numbers.map((n) => `假想重点${n}号,${inventedCode(n)},假想路${n}号,某某某,${COUNTY},重点管理,是,正常`),
    );
    await does('bei', importObjects, { agency: COUNTY, ...objects });
    await does('bei', importVisits, { agency: COUNTY, ...visits(['2025-02-10', '2025-05-12'], numbers.slice(1)) });
    await does('bei', importVisits, { agency: COUNTY, ...visits(['2025-02-10'], numbers.slice(0, 1)) });
  });
  afterAll(() => office.close());

  test('owes the one whom the county had visited once', async () => {
    expect(await judged()).toEqual([
      ['ratio', 'UNDER_RATIO', 'error', 1, 0],
      ['redraw', 'UNDER_REDRAW', 'warning', 1, 0],
    ]);
  });

  test('is justified once all are at the cap: in its number and in what it draws again (C0-11)', async () => {
    await does('bei', importVisits, { agency: COUNTY, ...visits(['2025-05-12'], numbers.slice(0, 1)) });
    expect(await judged()).toEqual([
      ['ratio', 'POOL_EXHAUSTED', 'justified', 1, 0],
      ['redraw', 'POOL_EXHAUSTED', 'justified', 1, 0],
    ]);
  });
});
