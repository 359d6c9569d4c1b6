import { IdentityReason } from '@sunlot/contract/directories.ts';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { read, write } from '../../context.ts';
import { describeDatabases } from '../../db/test-database.ts';
import { openTestOffice, type TestOffice } from '../../imports/test-office.ts';
import type { Actor } from '../../rights.ts';
import { importInspectors } from './import-inspectors.ts';
import { listInspectors } from './list-inspectors.ts';
import { revealIdentity } from './reveal-identity.ts';

const CODE = '91999999MA0000001N';
const HEADER = '姓名,单位,执法证号,执法证有效期至,身份证号,手机,业务专长,可任组长,回避对象,回避原因';
const ZHANG = `张示范,一中队,SF001,2028-06-30,11010519491231002X,13800000001,水；气,是,${CODE},近亲属任职`;
const LI = '李示范,一中队,SF002,2026-01-31,,,水,否,,';

describeDatabases('importing inspectors', (target) => {
  let office: TestOffice;
  beforeAll(async () => {
    office = await openTestOffice(target);
  });
  afterAll(() => office.close());

  const importing = (...lines: readonly string[]) =>
    write(office.deps, office.worker, (ctx) =>
      importInspectors(ctx, {
        agency: office.agency,
        file: '人员.csv',
        bytes: new TextEncoder().encode([HEADER, ...lines].join('\n')),
      }),
    );

  it('is refused to who may not', async () => {
    const input = { agency: office.agency, file: 'a.csv', bytes: new Uint8Array([1]) };
    await expect(write(office.deps, office.witness, (ctx) => importInspectors(ctx, input))).rejects.toMatchObject({
      code: 'request.notPermitted',
    });
  });

  it('keeps identity numbers and telephones sealed, recusals in their own table', async () => {
    const { result, warnings } = await importing(ZHANG, LI, '王示范,一中队,,,,,,,,');
    expect(result).toMatchObject({ read: 3, added: 2, updated: 0, same: 0, rejected: 1 });
    expect(warnings.find(({ rowNumber }) => rowNumber === 3)?.findings).toMatchObject([
      { code: 'expired' },
      { column: 'idNumber', code: 'incomplete' },
      { column: 'businessCategory', code: 'incomplete' },
    ]);
    const [zhang] = await office.ask<{ id: string; facts: object; sealed_personal: Uint8Array }>(
      `select id, facts, sealed_personal from inspector where certificate_no = 'SF001'`,
    );
    expect(JSON.stringify(zhang!.facts)).not.toMatch(/11010519491231002X|13800000001|recusals/);
    const opened = office.deps.keys.open(zhang!.sealed_personal, `inspector/${zhang!.id}`);
    expect(JSON.parse(Buffer.from(opened).toString())).toEqual({
      idNumber: '11010519491231002X',
      phone: '13800000001',
    });
    expect(await office.ask('select certificate_no, object_key, reason from recusal')).toEqual([
      { certificate_no: 'SF001', object_key: CODE, reason: null },
    ]);
  });

  it('shows an identity number for a stated reason only, to few, and leaves a row without it', async () => {
    const look = { agency: office.agency, certificate: 'SF001', reason: '核对举报' };
    const seen = (actor: Actor, more: object = {}) =>
      read(office.deps, actor, (ctx) => revealIdentity(ctx, { ...look, ...more }));
    await expect(seen(office.worker)).rejects.toMatchObject({ code: 'request.notPermitted' });
    await expect(seen(office.witness, { certificate: 'SF009' })).rejects.toMatchObject({ code: 'inspector.unknown' });
    const looks = `select subject from log_entry where tree = 'audit' and type = 'inspectors.reveal'`;
    expect(await office.ask(looks)).toEqual([]);
    expect(await seen(office.witness)).toMatchObject({ idNumber: '11010519491231002X', phone: '13800000001' });
    expect(await office.ask(looks)).toEqual([{ subject: 'SF001' }]);
    expect(IdentityReason.safeParse({ reason: ' ' }).success).toBe(false);
  });

  it('of the same rows again changes nothing, sealed values included', async () => {
    const before = await office.ask('select * from inspector order by certificate_no');
    expect((await importing(ZHANG, LI)).result).toMatchObject({ added: 0, updated: 0, same: 2 });
    expect(await office.ask('select * from inspector order by certificate_no')).toEqual(before);
  });

  it('sees a changed telephone, and never takes a recusal away', async () => {
    const changed = ZHANG.replace('13800000001', '13800000002').replace(`${CODE},近亲属任职`, ',');
    expect((await importing(changed)).result).toMatchObject({ updated: 1 });
    expect(await office.ask('select object_key from recusal')).toEqual([{ object_key: CODE }]);
  });

  it('lists auxiliaries with kind and mandate, and what is still missing', async () => {
    const header = '姓名,工作单位,证号,人员类别,辅助人员类型,擅长行业,区域,委托期限,委托文件';
    const lines = [
      '周示范,示范检测公司,FZ-1,辅助,检测机构,水,140826,2026-01-01~2026-12-31,示环委〔2026〕1号',
      '吴示范,示范研究所,FZ-2,辅助,,水,140826,2026-01-01~2026-12-31,',
    ];
    const { result } = await write(office.deps, office.worker, (ctx) =>
      importInspectors(ctx, {
        agency: office.agency,
        file: '辅助.csv',
        bytes: new TextEncoder().encode([header, ...lines].join('\n')),
      }),
    );
    expect(result).toMatchObject({ added: 2, rejected: 0 });
    const { items } = await read(office.deps, office.worker, (ctx) =>
      listInspectors(ctx, { agency: office.agency, limit: 50 }),
    );
    const listed = (number: string) => items.find(({ certificateNo }) => certificateNo === number)!;
    expect(listed('FZ-1')).toMatchObject({
      supporterKind: '监测（检测）机构',
      mandate: { document: '示环委〔2026〕1号', from: '2026-01-01', to: '2026-12-31' },
      lacks: [],
    });
    expect(listed('FZ-2')).toMatchObject({ mandate: { from: '2026-01-01' }, lacks: ['类型', '委托（授权）文件'] });
    expect(listed('SF001')).not.toHaveProperty('mandate');
  });
});
