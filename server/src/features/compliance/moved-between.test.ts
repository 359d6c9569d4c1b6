import { utf8 } from '@sunlot/core/basics/bytes.ts';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { actorByLogin, consoleActor } from '../../accounts/actor.ts';
import { read, type UseCase, write } from '../../context.ts';
import { describeDatabases } from '../../db/test-database.ts';
import { inventedCode } from '../../examples/credit-codes.ts';
import { openTestOffice, type TestOffice } from '../../imports/test-office.ts';
import { addAgency } from '../agencies/add-agency.ts';
import { importObjects } from '../objects/import-objects.ts';
import { addUser } from '../users/add-user.ts';
import { judgeCompliance } from './judge-compliance.ts';

const [AREA, NORTH, SOUTH] = ['133100', '130638', '130629'] as const;

type Row = { readonly n: number; readonly status?: string; readonly since?: string; readonly changed?: string };
const directory = (region: string, rows: readonly Row[]) =>
  utf8(
    [
      '单位名称,统一社会信用代码,单位地址,法定代表人,所在区域,排污许可管理类别,重点排污单位,状态,状态起始日期,变更生效日期',
      ...rows.map(
        ({ n, status = '正常', since = '', changed = '' }) =>
          `假想${n}号,${inventedCode(n)},假想路${n}号,某某某,${region},重点管理,是,${status},${since},${changed}`,
      ),
    ].join('\n'),
  );

describeDatabases('an object that moves from one county to another', (target) => {
  let office: TestOffice;
  const does = async <I, O>(login: string, useCase: UseCase<I, O>, input: I) => {
    const actor = login === 'console' ? consoleActor() : await actorByLogin(office.deps.database.db, login, 'console');
    return write(office.deps, actor, (ctx) => useCase(ctx, input));
  };
  const takes = async (login: string, agency: string, rows: readonly Row[]) => {
    const { result } = await does(login, importObjects, { agency, file: 'x.csv', bytes: directory(agency, rows) });
    expect(result).toMatchObject({ rejected: 0 });
  };
  /** Bases of key objects, quarter by quarter. */
  const bases = async (agency: string) => {
    const actor = await actorByLogin(office.deps.database.db, 'zhong', 'console');
    const { tables } = await read(office.deps, actor, (ctx) => judgeCompliance(ctx, { agency, year: 2026 }));
    return tables.flatMap((one) => (one.topic === 'ratio' && one.class === 'key' ? [one.base] : []));
  };

  beforeAll(async () => {
    office = await openTestOffice(target);
    const place = (code: string, level: 'newArea' | 'county') => ({
      ...{ code, name: `示范${code}局`, pack: 'xiongan', level },
      ...(level === 'county' ? { parent: AREA } : {}),
    });
    await does('console', addAgency, place(AREA, 'newArea'));
    for (const code of [NORTH, SOUTH]) await does('console', addAgency, place(code, 'county'));
    await does('console', addUser, { login: 'zhong', agency: AREA, roles: ['upperBureauManager'] });
    await does('console', addUser, { login: 'bei', agency: NORTH, roles: ['enforcementBrigade'] });
    await does('console', addUser, { login: 'nan', agency: SOUTH, roles: ['enforcementBrigade'] });
    await takes(
      'bei',
      NORTH,
      [1, 2, 3, 4, 5].map((n) => ({ n })),
    );
    await takes('nan', SOUTH, [{ n: 20 }]);
    // Both directories have stood for long.
    await office.deps.database.ownerQuery(`update inspection_object set added_at = '2025-11-03T01:00:00Z'`);
    expect(await bases(AREA)).toEqual([6, 6, 6, 6]);
  });
  afterAll(() => office.close());

  it('stays in the territory above them, in quarters that are over too, and changes sides below', async () => {
    await takes('bei', NORTH, [{ n: 1, status: '迁出', since: '2026-04-10' }]);
    await takes('nan', SOUTH, [{ n: 1, changed: '2026-04-10' }]);
    expect(await bases(AREA)).toEqual([6, 6, 6, 6]);
    expect([await bases(NORTH), await bases(SOUTH)]).toEqual([
      [5, 5, 4, 4],
      [1, 1, 2, 2],
    ]);
  });

  it('is nowhere between the day it left and the day it came', async () => {
    await takes('bei', NORTH, [{ n: 2, status: '迁出', since: '2026-03-20' }]);
    await takes('nan', SOUTH, [{ n: 2, changed: '2026-04-20' }]);
    expect(await bases(AREA)).toEqual([6, 5, 6, 6]);
  });

  it('control: one that comes from outside was not there before', async () => {
    await takes('nan', SOUTH, [{ n: 30, changed: '2026-04-10' }]);
    expect(await bases(AREA)).toEqual([6, 5, 7, 7]);
  });
});
