import { creditCheckDigit } from '@sunlot/contract/identifiers.ts';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { read, write } from '../../context.ts';
import { describeDatabases } from '../../db/test-database.ts';
import type { ImportInput } from '../../imports/run-import.ts';
import { openTestOffice, type TestOffice } from '../../imports/test-office.ts';
import { objectHeader, objectRow, tableOf } from '../../workbooks/workbook-fixture.ts';
import { importObjects } from './import-objects.ts';

const CODES = ['91999999MA0000001N', '91999999MA0000002R', '91999999MA0000003W'] as const;

type Cells = readonly (string | null)[];
const row = (name: string, code: string, ...more: Cells) => [name, code, ...more, ...objectRow.slice(2 + more.length)];
const file = (...rows: readonly Cells[]) =>
  new TextEncoder().encode(
    [objectHeader, ...rows].map((cells) => cells.map((cell) => cell ?? '').join(',')).join('\n'),
  );

describeDatabases('importing objects', (target) => {
  let office: TestOffice;
  beforeAll(async () => {
    office = await openTestOffice(target);
  });
  afterAll(() => office.close());

  const importing = (bytes: Uint8Array, more: Partial<ImportInput> = {}) =>
    write(office.deps, office.worker, (ctx) =>
      importObjects(ctx, { agency: office.agency, file: '/家/名录.csv', bytes, ...more }),
    );
  const count = async (what: string) =>
    Number((await office.ask<{ n: unknown }>(`select count(*) as n from ${what}`))[0]!.n);
  const audits = () => count(`log_entry where tree = 'audit' and type = 'objects.import'`);

  it('is refused to who may not, and for an agency that is not there', async () => {
    const input = { agency: office.agency, file: 'a.csv', bytes: file(row('甲厂', CODES[0])) };
    await expect(write(office.deps, office.witness, (ctx) => importObjects(ctx, input))).rejects.toMatchObject({
      code: 'request.notPermitted',
    });
    await expect(importing(input.bytes, { agency: '140827' })).rejects.toMatchObject({ code: 'agency.unknown' });
    expect(await count('inspection_object')).toBe(0);
  });

  it('of a file that cannot be read stores nothing and says why', async () => {
    await expect(importing(new TextEncoder().encode('甲,乙\n1,2\n'))).rejects.toMatchObject({
      code: 'import.unreadable',
      message: expect.stringContaining('名录.csv'),
    });
    expect(await audits()).toBe(0);
  });

  it('as a trial counts and writes nothing', async () => {
    const input = { agency: office.agency, file: 'a.csv', bytes: file(row('甲厂', CODES[0])), dryRun: true };
    const { result } = await read(office.deps, office.worker, (ctx) => importObjects(ctx, input));
    expect(result).toMatchObject({ read: 1, added: 1 });
    expect(await count('inspection_object')).toBe(0);
  });

  it('takes in a list of 163 permits as 163 objects, each code once, whatever rows it gives back beside them', async () => {
    const permits = Array.from({ length: 163 }, (_, i) => {
      const first = `91999999MB${String(i).padStart(7, '0')}`;
      return row(`示范第${i + 1}厂`, first + creditCheckDigit(first));
    });
    const input = {
      agency: office.agency,
      file: '许可.csv',
      bytes: file(...permits, permits[0]!, row('无证厂', '')),
      dryRun: true,
    };
    const { result, rejected } = await read(office.deps, office.worker, (ctx) => importObjects(ctx, input));
    expect(result).toMatchObject({ read: 165, added: 163, rejected: 2 });
    expect(rejected.map(({ rowNumber, findings }) => [rowNumber, findings[0]!.code])).toEqual([
      [165, 'duplicate'],
      [166, 'noKey'],
    ]);
    expect(await count('inspection_object')).toBe(0);
  });

  it('stores good rows, gives the bad ones back in the same workbook, and leaves one audit entry', async () => {
    const bytes = file(
      row('示范县青禾水泥厂', CODES[0]),
      row('乙厂', CODES[1], '二号路'),
      row('丙厂', '91999999MA0000003X'),
    );
    const { result, rejected, errorsWorkbook } = await importing(bytes);
    expect(result).toEqual({
      file: '名录.csv',
      sheet: '名录.csv',
      read: 3,
      added: 2,
      updated: 0,
      same: 0,
      rejected: 1,
      suspect: 0,
      errorsFile: null,
    });
    expect(rejected).toMatchObject([{ rowNumber: 4, findings: [{ column: 'creditCode', code: 'badCheckDigit' }] }]);
    expect((await tableOf(errorsWorkbook!)).rows).toHaveLength(3);
    expect(await audits()).toBe(1);
    const stored = await office.ask(
      `select key, name_pinyin, name_initials, region, status, facts ->> 'id' as id from inspection_object order by key`,
    );
    expect(stored[0]).toEqual({
      key: CODES[0],
      name_pinyin: 'shi fan xian qing he shui ni chang',
      name_initials: 'sfxqhsnc',
      region: '140826',
      status: 'active',
      id: CODES[0],
    });
    expect(await office.ask('select kind, version, size from directory_version')).toEqual([
      { kind: 'objects', version: 1, size: 2 },
    ]);
  });

  it('of the same file again changes nothing', async () => {
    const before = await office.ask('select * from inspection_object order by key');
    const { result } = await importing(file(row('示范县青禾水泥厂', CODES[0]), row('乙厂', CODES[1], '二号路')));
    expect(result).toMatchObject({ read: 2, added: 0, updated: 0, same: 2, rejected: 0 });
    expect(await office.ask('select * from inspection_object order by key')).toEqual(before);
    expect(await count('directory_version')).toBe(1);
    expect([await audits(), await count('import_run')]).toEqual([2, 2]);
  });

  it('changes an object under its id, and points out a new one that looks like it', async () => {
    const [before] = await office.ask(`select id, added_at from inspection_object where key = '${CODES[1]}'`);
    const { result, warnings } = await importing(
      file(row('乙厂', CODES[1], '三号路'), row('示范县 青禾水泥厂', CODES[2])),
    );
    expect(result).toMatchObject({ read: 2, added: 1, updated: 1, same: 0, suspect: 1 });
    expect(warnings).toMatchObject([{ rowNumber: 3, findings: [{ code: 'suspectDuplicate' }] }]);
    const [after] = await office.ask(
      `select id, added_at, facts ->> 'address' as address from inspection_object where key = '${CODES[1]}'`,
    );
    expect(after).toEqual({ ...before, address: '三号路' });
    expect(await office.ask('select version, size from directory_version order by version')).toEqual([
      { version: 1, size: 2 },
      { version: 2, size: 3 },
    ]);
  });

  it('keeps the office’s own columns encrypted: no telephone lies open in the database', async () => {
    const own = new TextEncoder().encode(
      [
        [...objectHeader, '联系电话'],
        [...row('丙厂', CODES[2]), '13800001234'],
      ]
        .map((cells) => cells.map((cell) => cell ?? '').join(','))
        .join('\n'),
    );
    await importing(own);
    const [kept] = await office.ask<{ key: string; sealed_remarks: Uint8Array; all: string }>(
      `select key, sealed_remarks, o::text as all from inspection_object o where key = '${CODES[2]}'`,
    );
    expect(kept!.all).not.toContain('13800001234');
    const opened = office.deps.keys.open(kept!.sealed_remarks, `object/${office.agency}/${kept!.key}/remarks`);
    expect(JSON.parse(Buffer.from(opened).toString('utf8'))).toMatchObject({ 联系电话: '13800001234' });
  });
});

describe('the control', () => {
  it('the codes of these tests are true ones', async () => {
    const { isCreditCode } = await import('@sunlot/contract/identifiers.ts');
    expect(CODES.every(isCreditCode)).toBe(true);
  });
});
