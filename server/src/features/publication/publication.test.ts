import { utf8 } from '@sunlot/core/basics/bytes.ts';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { describeDatabases } from '../../db/test-database.ts';
import type { ImportOutcome } from '../../imports/run-import.ts';
import { judgeCompliance } from '../compliance/judge-compliance.ts';
import { COUNTY, type County, openCounty } from '../draws/test-county.ts';
import { addUser } from '../users/add-user.ts';
import { importVisits } from '../visits/import-visits.ts';
import { approveWithholding } from './approve-withholding.ts';
import { listDue } from './list-due.ts';

const HEADER = '检查日期,统一社会信用代码,抽取方式,针对性依据,检查结果,结果认定日期,公示日期,不予公开依据,批准人';

describeDatabases('results that are due for publication', (target) => {
  let county: County;
  let keys: readonly string[];
  beforeAll(async () => {
    county = await openCounty(target);
    const rows = await county.deps.database.ownerQuery<{ key: string }>(
      'select key from inspection_object order by key',
    );
    keys = rows.map(({ key }) => key);
    const line = (i: number, [day, determined, more = ',,']: readonly string[]) =>
      `${day},${keys[i]},随机,,未发现问题,${determined},${more}`;
    const { result } = await county.does('zonghe', importVisits, {
      agency: COUNTY,
      file: 'v.csv',
      bytes: utf8(
        [
          HEADER,
          line(0, ['2026-11-16', '2026-11-18']),
          line(1, ['2026-10-09', '2026-10-12']),
          line(2, ['2026-11-02', '2026-11-03', '2026-11-05,,']),
          line(3, ['2026-11-02', '2026-11-03', ',涉及商业秘密,']),
          line(6, ['2026-11-03', '2026-11-04', ',涉及商业秘密,负责人甲']),
          line(7, ['2026-11-03', '2026-11-05', ',商业秘密（部分）,负责人甲']),
          line(8, ['2026-11-03', '2026-11-05', '2026-11-06,商业秘密（部分）,']),
          line(4, ['2026-11-02', '']),
          line(5, ['2026-10-22', '2026-10-26']),
        ].join('\n'),
      ),
    });
    expect(result).toMatchObject({ added: 9, rejected: 0 });
  });
  afterAll(() => county.close());

  it('are told to who may read, and to nobody else', async () => {
    await county.does('console', addUser, { login: 'xitong', agency: undefined, roles: ['systemAdmin'] });
    await expect(county.looks('xitong', listDue, { agency: COUNTY })).rejects.toMatchObject({
      code: 'request.notPermitted',
    });
    await expect(county.looks('zonghe', listDue, { agency: '888888' })).rejects.toMatchObject({
      code: 'request.notFound',
    });
  });

  it('come with the most urgent first, with days left or overdue and the clause', async () => {
    const { items, overdue, asOf } = await county.looks('lingdao', listDue, { agency: COUNTY });
    expect([asOf, overdue]).toEqual(['2026-11-20', 1]);
    expect(
      items.map(({ object, due, daysLeft, overdueBy, reminder }) => [object, due, daysLeft, overdueBy, reminder]),
    ).toEqual([
      [keys[1], '2026-11-09', 0, 9, 1],
      [keys[5], '2026-11-23', 1, 0, 1],
      [keys[7], '2026-12-03', 9, 0, 10],
      [keys[0], '2026-12-16', 18, 0, undefined],
    ]);
    expect(items[0]).toMatchObject({
      objectName: expect.stringContaining('企业有限公司'),
      results: ['未发现问题'],
      from: '2026-10-12',
      provisional: true,
      clause: { section: '四（七）' },
    });
  });

  it('name what is withheld and was approved by nobody (R-159)', async () => {
    const { unapproved } = await county.looks('lingdao', listDue, { agency: COUNTY });
    expect(unapproved).toMatchObject([
      { object: keys[8], date: '2026-11-03', ground: '商业秘密（部分）' },
      { object: keys[3], date: '2026-11-02', ground: '商业秘密' },
    ]);
    expect(unapproved[0]!.objectName).toContain('企业有限公司');
  });

  it('and say so when they come in: that a file was only tried, or was taken in', async () => {
    const bytes = utf8(`${HEADER}\n2026-11-09,${keys[9]},随机,,未发现问题,2026-11-09,,商业秘密,`);
    const input = { agency: COUNTY, file: 'v.csv', bytes };
    const said = (outcome: ImportOutcome) =>
      outcome.warnings.flatMap(({ findings }) =>
        findings.filter(({ column }) => column === 'approvedBy').map(({ message }) => message),
      );
    const tried = await county.looks('zonghe', importVisits, { ...input, dryRun: true });
    expect(said(tried)).toEqual([expect.stringContaining('还没有导入，请补上批准人后再导入')]);
    expect(said(await county.does('zonghe', importVisits, input))).toEqual([
      expect.stringContaining('已导入，请补上批准人后再导入'),
    ]);
    await county.deps.database.ownerQuery(`delete from visit where date = '2026-11-09'`);
  });

  it('and take who approved it afterwards: the row is then as if it had been imported with the name', async () => {
    const unapproved = async () => (await county.looks('lingdao', listDue, { agency: COUNTY })).unapproved;
    const approve = (visit: string, login = 'zonghe') =>
      county.does(login, approveWithholding, { visit, approvedBy: '负责人乙' });
    const [part, whole] = (await unapproved()).map(({ visit }) => visit) as [string, string];
    const rows = await county.deps.database.ownerQuery<{ id: string; facts: object }>('select id, facts from visit');
    const idOf = (i: number) =>
      rows.find(({ facts }) => (facts as { objectId: string }).objectId === keys[i] && 'results' in facts)!.id;
    await expect(approve(whole, 'lingdao')).rejects.toMatchObject({ code: 'request.notPermitted' });
    await expect(approve('vis_of_nobody')).rejects.toMatchObject({ code: 'request.notFound' });
    await expect(approve(idOf(0))).rejects.toMatchObject({ code: 'withholding.none' });
    await expect(approve(idOf(6))).rejects.toMatchObject({ code: 'withholding.approved' });
    expect((await unapproved()).map(({ visit }) => visit)).toEqual([part, whole]);
    expect(await warned()).toEqual([`${keys[8]}：商业秘密（部分）`, `${keys[3]}：商业秘密`].sort());

    expect(await approve(whole)).toMatchObject({ visit: whole, object: keys[3], ground: '商业秘密' });
    expect((await unapproved()).map(({ visit }) => visit)).toEqual([part]);
    expect(await warned()).toEqual([`${keys[8]}：商业秘密（部分）`]);
    await expect(approve(whole)).rejects.toMatchObject({ code: 'withholding.approved' });
    const [kept] = await county.deps.database.ownerQuery<{ text: string; sealed_remarks: Uint8Array }>(
      `select v::text as text, sealed_remarks from visit v where id = '${whole}'`,
    );
    expect(kept!.text).not.toContain('负责人乙');
    const opened = Buffer.from(county.deps.keys.open(kept!.sealed_remarks, `visit/${whole}/remarks`)).toString();
    expect(opened).toContain('负责人乙');
    const row = `2026-11-02,${keys[3]},随机,,未发现问题,2026-11-03,,涉及商业秘密,负责人乙`;
    const again = { agency: COUNTY, file: 'v.csv', bytes: utf8(`${HEADER}\n${row}`) };
    expect((await county.does('zonghe', importVisits, again)).result).toMatchObject({ same: 1, updated: 0 });
  });

  /** What the verdict says of results withheld without an approver. */
  async function warned(): Promise<readonly string[]> {
    const { findings } = await county.looks('zonghe', judgeCompliance, { agency: COUNTY, year: 2026 });
    const found = findings.filter(({ code }) => code === 'WITHHELD_UNAPPROVED');
    expect(new Set(found.map(({ severity }) => severity))).toEqual(new Set(['warning']));
    return found.map(({ object, ground }) => `${object}：${ground}`).sort();
  }
});
