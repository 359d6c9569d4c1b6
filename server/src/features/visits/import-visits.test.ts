import { visitVocabulary } from '@sunlot/contract/visit-columns.ts';
import { utf8 } from '@sunlot/core/basics/bytes.ts';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { actorByLogin, consoleActor } from '../../accounts/actor.ts';
import { read, rehearseWrite, type UseCase, write } from '../../context.ts';
import { describeDatabases } from '../../db/test-database.ts';
import type { ImportInput } from '../../imports/run-import.ts';
import { openTestOffice, type TestOffice } from '../../imports/test-office.ts';
import { objectHeader, objectRow, tableOf } from '../../workbooks/workbook-fixture.ts';
import { addAgency } from '../agencies/add-agency.ts';
import { importObjects } from '../objects/import-objects.ts';
import { addUser } from '../users/add-user.ts';
import { importVisits } from './import-visits.ts';
import { listVisits } from './list-visits.ts';

const [PLANT, FACTORY, FOREIGN] = ['91999999MA0000001N', '91999999MA0000002R', '91999999MA0000003W'] as const;
const [CITY, COUNTY, SISTER, STRANGER] = ['140800', '140827', '140828', '150101'] as const;

type Cells = readonly (string | null)[];
const csv = (...rows: readonly Cells[]) => utf8(rows.map((row) => row.map((cell) => cell ?? '').join(',')).join('\n'));
const objects = (region: string, ...codes: readonly string[]) =>
  csv(
    [...objectHeader, '重点排污单位'],
    ...codes.map((code, i) => [`假想厂${i}`, code, ...objectRow.slice(2, 4), region, ...objectRow.slice(5), '是']),
  );

const HEADER = [
  ...['检查日期', '统一社会信用代码', '对象类别', '抽取方式', '任务编号', '检查层级', '检查机关', '检查结果'],
  ...['偏离理由', '批准人', '联系电话'],
];
type Row = {
  date: string;
  code: string;
  class?: string;
  task?: string;
  level?: string;
  authority?: string;
  result?: string;
};
const visit = ({
  date,
  code,
  class: cls = '重点排污单位',
  task,
  level,
  authority,
  result = '未发现问题',
}: Row): Cells => [...[date, code, cls, '随机', task ?? '', level ?? '', authority ?? '', result]];
const visits = (...rows: readonly Row[]) => csv(HEADER, ...rows.map(visit));

describeDatabases('importing visits', (target) => {
  let office: TestOffice;
  const as = async (login: string) =>
    login === 'console' ? consoleActor() : actorByLogin(office.deps.database.db, login, 'console');
  const does = async <I, O>(login: string, useCase: UseCase<I, O>, input: I) =>
    write(office.deps, await as(login), (ctx) => useCase(ctx, input));
  const looks = async <I, O>(login: string, useCase: UseCase<I, O>, input: I) =>
    read(office.deps, await as(login), (ctx) => useCase(ctx, input));
  const importing = (login: string, bytes: Uint8Array, more: Partial<ImportInput> = {}) =>
    does(login, importVisits, { agency: COUNTY, file: '检查.csv', bytes, ...more });
  const list = (login: string, agency: string) => looks(login, listVisits, { agency, limit: 50 });
  const count = async (what: string) =>
    Number((await office.ask<{ n: unknown }>(`select count(*) as n from ${what}`))[0]!.n);
  const audits = () => count(`log_entry where tree = 'audit' and type = 'visits.import'`);

  beforeAll(async () => {
    office = await openTestOffice(target);
    const place = (code: string, name: string, parent?: string) =>
      does('console', addAgency, {
        ...{ code, name, level: code === CITY ? ('municipal' as const) : ('county' as const) },
        ...{ pack: 'jiangxian', ...(parent && { parent }) },
      });
    await place(CITY, '示范市生态环境局');
    await place(COUNTY, '示范县分局', CITY);
    await place(SISTER, '姊妹县分局', CITY);
    await place(STRANGER, '外地分局');
    const person = (login: string, agency: string, role: string) =>
      does('console', addUser, { login, agency, roles: [role] });
    await person('xian', COUNTY, 'dataSteward');
    await person('shi', CITY, 'upperBureauManager');
    await person('shidui', CITY, 'municipalTeam');
    await person('jiemei', SISTER, 'enforcementBrigade');
    await person('waidi', STRANGER, 'generalOffice');
    await person('jijian2', COUNTY, 'disciplineOfficer');
    await person('bangong', COUNTY, 'generalOffice');
    await does('xian', importObjects, { agency: COUNTY, file: 'o.csv', bytes: objects(COUNTY, PLANT, FACTORY) });
    await does('waidi', importObjects, { agency: STRANGER, file: 'o.csv', bytes: objects(STRANGER, PLANT) });
  });
  afterAll(() => office.close());

  it('is refused to who may not, and for an agency that is not there', async () => {
    const good = visits({ date: '2026-03-02', code: PLANT });
    await expect(importing('jijian2', good)).rejects.toMatchObject({ code: 'request.notPermitted' });
    await expect(importing('bangong', good)).rejects.toMatchObject({
      code: 'request.notPermitted',
      message: expect.stringContaining('综合行政执法队'),
    });
    await expect(importing('waidi', good)).rejects.toMatchObject({ code: 'request.notFound' });
    await expect(importing('shidui', good)).rejects.toMatchObject({ code: 'request.notPermitted' });
    await expect(importing('xian', good, { agency: '999999' })).rejects.toMatchObject({ code: 'agency.unknown' });
    expect([await count('visit'), await audits()]).toEqual([0, 0]);
  });

  it('stores good rows, gives the bad ones back in the same workbook, and leaves one audit entry', async () => {
    const bytes = csv(
      HEADER,
      [...visit({ date: '2026-03-02', code: PLANT, task: '2026-一季度' }), '群众反映集中', '示例负责人', '13800001234'],
      visit({ date: '2026-03-03', code: FACTORY, class: '' }),
      visit({ date: '2026-03-03', code: FOREIGN }),
      visit({ date: '2027-01-01', code: FACTORY }),
    );
    const { result, rejected, errorsWorkbook, unknownHeaders } = await importing('xian', bytes);
    expect(result).toEqual({
      file: '检查.csv',
      sheet: '检查.csv',
      read: 4,
      added: 2,
      updated: 0,
      same: 0,
      rejected: 2,
      suspect: 0,
      errorsFile: null,
    });
    expect(rejected).toMatchObject([
      { rowNumber: 4, findings: [{ code: 'unknownObject' }] },
      { rowNumber: 5, findings: [{ code: 'badDate' }] },
    ]);
    expect((await tableOf(errorsWorkbook!, { vocabulary: visitVocabulary })).rows).toHaveLength(4);
    expect(unknownHeaders).toEqual(['联系电话']);
    expect([await count('visit'), await audits(), await count(`import_run where kind = 'visits'`)]).toEqual([2, 1, 1]);
    expect(await count(`directory_version where kind = 'visits'`)).toBe(0);
  });

  it('keeps reasons, approvers and an office’s own columns encrypted', async () => {
    const [kept] = await office.ask<{ id: string; sealed_deviation: Uint8Array; all: string }>(
      `select id, sealed_deviation, v::text as all from visit v where object_key = '${PLANT}'`,
    );
    for (const secret of ['群众反映集中', '示例负责人', '13800001234']) expect(kept!.all).not.toContain(secret);
    const opened = office.deps.keys.open(kept!.sealed_deviation, `visit/${kept!.id}/deviation`);
    expect(JSON.parse(Buffer.from(opened).toString('utf8'))).toEqual({
      reason: '群众反映集中',
      approvedBy: '示例负责人',
    });
  });

  const again = () =>
    csv(
      HEADER,
      [...visit({ date: '2026-03-02', code: PLANT, task: '2026-一季度' }), '群众反映集中', '示例负责人', '13800001234'],
      visit({ date: '2026-03-03', code: FACTORY, class: '' }),
    );

  it('of the same file again changes nothing', async () => {
    const before = await office.ask('select * from visit order by id');
    const { result, warnings } = await importing('xian', again());
    expect(result).toMatchObject({ read: 2, added: 0, updated: 0, same: 2, rejected: 0, suspect: 0 });
    expect(warnings).toEqual([]);
    expect(await office.ask('select * from visit order by id')).toEqual(before);
  });

  it('as a trial counts and writes nothing', async () => {
    const bytes = visits({ date: '2026-05-05', code: PLANT });
    const actor = await as('xian');
    const input = { agency: COUNTY, file: 'v.csv', bytes };
    expect(
      (await read(office.deps, actor, (ctx) => importVisits(ctx, { ...input, dryRun: true }))).result,
    ).toMatchObject({ added: 1 });
    expect((await rehearseWrite(office.deps, actor, (ctx) => importVisits(ctx, input))).result.added).toBe(1);
    expect(await count('visit')).toBe(2);
  });

  it('changes a visit under its id, and points out one that looks like it', async () => {
    const [before] = await office.ask(`select id, added_at from visit where object_key = '${FACTORY}'`);
    const { result, warnings } = await importing(
      'xian',
      visits(
        { date: '2026-03-03', code: FACTORY, class: '', result: '不配合检查情节严重' },
        { date: '2026-03-09', code: PLANT, task: '2026-一季度' },
      ),
    );
    expect(result).toMatchObject({ added: 1, updated: 1, same: 0, suspect: 1 });
    expect(warnings).toMatchObject([{ rowNumber: 3, findings: [{ code: 'suspectDuplicate' }] }]);
    const [after] = await office.ask(
      `select id, added_at, facts -> 'results' ->> 0 as result from visit where object_key = '${FACTORY}'`,
    );
    expect(after).toEqual({ ...before, result: '不配合检查情节严重' });
  });

  it('takes what another level did; what that level recorded itself stays as it has it', async () => {
    const municipal = { date: '2026-06-01', code: PLANT, level: '市级' } as const;
    expect((await importing('shidui', visits(municipal), { agency: CITY })).result.added).toBe(1);
    const { result, warnings } = await importing('xian', visits({ ...municipal, result: '不配合检查情节严重' }));
    expect(result).toMatchObject({ added: 0, updated: 0, same: 1 });
    expect(warnings).toMatchObject([{ findings: [{ message: expect.stringContaining(`已由 ${CITY} 登记`) }] }]);
    expect((await importing('xian', visits({ ...municipal, date: '2026-06-20' }))).result.added).toBe(1);
    expect(
      (await importing('shidui', visits({ ...municipal, date: '2026-06-20', result: '' }), { agency: CITY })).result,
    ).toMatchObject({ updated: 1 });
    expect(
      await office.ask(`select agency, recorded_by, level from visit where date >= '2026-06-01' order by date`),
    ).toEqual([
      { agency: CITY, recorded_by: CITY, level: 'municipal' },
      { agency: CITY, recorded_by: CITY, level: 'municipal' },
    ]);
  });

  it('is seen by the office whose object it is and by those above; a sister sees nothing, nor does a stranger with the same object', async () => {
    const seen = async (login: string, agency: string) =>
      (await list(login, agency)).items.map(({ date, agency: by, objectName }) => [date, by, objectName]);
    const all = [
      ['2026-06-20', CITY, '假想厂0'],
      ['2026-06-01', CITY, '假想厂0'],
      ['2026-03-09', COUNTY, '假想厂0'],
      ['2026-03-03', COUNTY, '假想厂1'],
      ['2026-03-02', COUNTY, '假想厂0'],
    ];
    expect(await seen('xian', COUNTY)).toEqual(all);
    expect(await seen('shi', CITY)).toEqual(all);
    expect(await seen('jiemei', SISTER)).toEqual([]);
    expect(await seen('waidi', STRANGER)).toEqual([]);
    await expect(list('waidi', COUNTY)).rejects.toMatchObject({ code: 'request.notFound' });
    expect(await count(`inspection_object where agency = '${STRANGER}' and key = '${PLANT}'`)).toBe(1);
  });

  it('lies under row-level security itself', async () => {
    const raw = async (login: string) =>
      read(
        office.deps,
        await as(login),
        async ({ tx }) => (await tx.selectFrom('visit').select('id').execute()).length,
      );
    expect([await raw('xian'), await raw('shi'), await raw('jiemei'), await raw('waidi')]).toEqual([5, 5, 0, 0]);
    const [theirs] = await office.ask<{ id: string }>(`select id from visit where recorded_by = '${CITY}' limit 1`);
    const changed = await read(office.deps, await as('xian'), async ({ tx }) =>
      tx.updateTable('visit').set({ class: 'general' }).where('id', '=', theirs!.id).executeTakeFirst(),
    );
    expect(Number(changed.numUpdatedRows)).toBe(0);
    const forged = write(office.deps, await as('xian'), async (ctx) => {
      const row = await ctx.tx.selectFrom('visit').selectAll().executeTakeFirstOrThrow();
      const values = { ...row, facts: JSON.stringify(row.facts), id: 'vis_x', date: '2026-01-01', recorded_by: CITY };
      await ctx.tx.insertInto('visit').values(values).execute();
    });
    await expect(forged).rejects.toThrow(/row-level security/);
  });

  it('comes page by page', async () => {
    const dates: string[] = [];
    let cursor: string | undefined;
    do {
      const page = await looks('xian', listVisits, { agency: COUNTY, limit: 2, cursor });
      dates.push(...page.items.map(({ date }) => date));
      cursor = page.next;
    } while (cursor);
    expect(dates).toEqual(['2026-06-20', '2026-06-01', '2026-03-09', '2026-03-03', '2026-03-02']);
    expect((await looks('xian', listVisits, { agency: COUNTY, limit: 50, year: 2025 })).items).toEqual([]);
    const odd = Buffer.from('x\ny').toString('base64url');
    await expect(looks('xian', listVisits, { agency: COUNTY, limit: 2, cursor: odd })).rejects.toMatchObject({
      code: 'request.invalid',
    });
  });
});
