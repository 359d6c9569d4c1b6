import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { actorByLogin, consoleActor } from '../../accounts/actor.ts';
import { read, type UseCase, write } from '../../context.ts';
import { describeDatabases } from '../../db/test-database.ts';
import { openTestOffice, type TestOffice } from '../../imports/test-office.ts';
import type { Actor } from '../../rights.ts';
import { importInspectors } from '../inspectors/import-inspectors.ts';
import { listInspectors } from '../inspectors/list-inspectors.ts';
import { importObjects } from '../objects/import-objects.ts';
import { addUser } from '../users/add-user.ts';
import { bindAccount, unbindAccount } from './bind-account.ts';
import { listAbsences, listRecusals } from './list-availability.ts';
import { endAbsence, recordAbsence } from './record-absence.ts';
import { recuseInspector } from './recuse-inspector.ts';
import { withdrawRecusal } from './withdraw-recusal.ts';

const PLANT = '91999999MA0000001N';
const OBJECTS = `单位名称,统一社会信用代码,单位地址,法定代表人,所在区域,排污许可管理类别,状态
假想化工有限公司,${PLANT},示范路1号,示例法人,140826,重点管理,正常`;
const PEOPLE = `姓名,单位,执法证号,执法证有效期至,身份证号,业务专长,可任组长
张示范,一中队,SF001,2028-06-30,,水,是
李示范,一中队,SF002,2028-06-30,,气,否`;

describeDatabases('who may not go, and who is away', (target) => {
  let office: TestOffice;
  let self: Actor;
  beforeAll(async () => {
    office = await openTestOffice(target);
    for (const [useCase, text] of [
      [importObjects, OBJECTS],
      [importInspectors, PEOPLE],
    ] as const) {
      const bytes = new TextEncoder().encode(text);
      await does(office.worker, useCase, { agency: office.agency, file: '表.csv', bytes });
    }
    await does(consoleActor(), addUser, { login: 'zhang', agency: office.agency, roles: ['inspector'] });
    self = await actorByLogin(office.deps.database.db, 'zhang', 'console');
  });
  afterAll(() => office.close());

  const does = <I, O>(actor: Actor, useCase: UseCase<I, O>, input: I) =>
    write(office.deps, actor, (ctx) => useCase(ctx, input));
  const looks = <I, O>(actor: Actor, useCase: UseCase<I, O>, input: I) =>
    read(office.deps, actor, (ctx) => useCase(ctx, input));
  const interest = (certificate: string, more: object = {}) => ({
    ...{ agency: office.agency, certificate, object: PLANT, reason: '近亲属任职' },
    ...more,
  });

  describe('a recusal', () => {
    const onRecord = async () =>
      (await looks(office.head, listRecusals, { agency: office.agency, limit: 50 })).items.map(
        ({ certificate, declaredBy }) => `${certificate} ${declaredBy}`,
      );

    it('is declared by a person of one’s own only', async () => {
      await expect(does(self, recuseInspector, interest('SF001'))).rejects.toMatchObject({ code: 'recusal.notSelf' });
      const bound = { agency: office.agency, certificate: 'SF001', login: 'zhang' };
      expect(await does(office.worker, bindAccount, bound)).toMatchObject({ name: '张示范' });
      await expect(does(self, recuseInspector, interest('SF002'))).rejects.toMatchObject({ code: 'recusal.notSelf' });
      expect(await does(self, recuseInspector, interest('SF001'))).toMatchObject({
        name: '张示范',
        objectName: '假想化工有限公司',
        declaredBy: 'zhang',
      });
      expect(await onRecord()).toEqual(['SF001 zhang']);
    });

    it('is recorded by the office for anybody, once', async () => {
      await does(office.worker, recuseInspector, interest('SF002'));
      await expect(does(office.worker, recuseInspector, interest('SF002'))).rejects.toMatchObject({
        code: 'recusal.exists',
      });
      expect(await onRecord()).toEqual(['SF001 zhang', 'SF002 zonghe']);
      const one = await looks(office.head, listRecusals, { agency: office.agency, limit: 1 });
      expect([one.items.length, one.next === undefined]).toEqual([1, false]);
    });

    it('names somebody and something that are in the directories', async () => {
      const wrong = (more: object) => does(office.worker, recuseInspector, interest('SF001', more));
      await expect(wrong({ certificate: 'SF009' })).rejects.toMatchObject({ code: 'inspector.unknown' });
      await expect(wrong({ object: 'nobody' })).rejects.toMatchObject({ code: 'object.unknown' });
    });

    it('keeps its reason encrypted, and shows it to who answers for the people', async () => {
      const rows = await office.ask<{ reason: string | null; sealed_reason: Uint8Array }>('select * from recusal');
      expect(rows.map(({ reason }) => reason)).toEqual([null, null]);
      expect(rows.some(({ sealed_reason }) => Buffer.from(sealed_reason).includes('近亲属'))).toBe(false);
      const { items } = await looks(office.head, listRecusals, { agency: office.agency, limit: 50 });
      expect(items.map(({ reason }) => reason)).toEqual(['近亲属任职', '近亲属任职']);
      const asSelf = looks(self, listRecusals, { agency: office.agency, limit: 50 });
      await expect(asSelf).rejects.toMatchObject({ code: 'request.notPermitted' });
    });

    it('is taken back by a leader only; both stay in the audit log', async () => {
      const back = interest('SF002', { reason: '亲属已离职' });
      await expect(does(office.worker, withdrawRecusal, back)).rejects.toMatchObject({ code: 'request.notPermitted' });
      await does(office.head, withdrawRecusal, back);
      expect(await onRecord()).toEqual(['SF001 zhang']);
      await expect(does(office.head, withdrawRecusal, back)).rejects.toMatchObject({ code: 'recusal.unknown' });
      const entries = await office.ask<{ type: string }>(
        `select type from log_entry where tree = 'audit' and subject = 'SF002/${PLANT}' order by index`,
      );
      expect(entries.map(({ type }) => type)).toEqual(['recusal.declare', 'recusal.withdraw']);
    });
  });

  it('an account is one person’s, until it is unbound', async () => {
    const bind = (certificate: string, login: string) =>
      does(office.worker, bindAccount, { agency: office.agency, certificate, login });
    await expect(bind('SF002', 'zhang')).rejects.toMatchObject({ code: 'inspector.accountTaken' });
    await expect(bind('SF001', 'zonghe')).rejects.toMatchObject({ code: 'inspector.accountTaken' });
    await expect(bind('SF002', 'nobody')).rejects.toMatchObject({ code: 'request.notFound' });
    const free = { agency: office.agency, certificate: 'SF001' };
    expect(await does(office.worker, unbindAccount, free)).toMatchObject({ login: 'zhang' });
    await expect(does(office.worker, unbindAccount, free)).rejects.toMatchObject({ code: 'request.notFound' });
    expect(await bind('SF002', 'zhang')).toMatchObject({ name: '李示范' });
  });

  describe('an absence', () => {
    const away = (from: string, to?: string) =>
      does(office.worker, recordAbsence, {
        ...{ agency: office.agency, certificate: 'SF001', from, reason: '病假' },
        ...(to && { to }),
      });
    const out = async () => {
      const { items } = await looks(office.worker, listInspectors, { agency: office.agency, limit: 50 });
      return items.find(({ certificateNo }) => certificateNo === 'SF001')?.out;
    };

    it('takes a person out of the pool on its days, and not on others', async () => {
      await away('2026-11-21', '2026-11-30');
      expect(await out()).toBeUndefined();
      await away('2026-11-18', '2026-11-20');
      expect(await out()).toBe('不在岗');
    });

    it('never overlaps another one', async () => {
      await expect(away('2026-11-30', '2026-12-02')).rejects.toMatchObject({ code: 'absence.overlaps' });
      await expect(away('2026-11-01')).rejects.toMatchObject({ code: 'absence.overlaps' });
      expect(await away('2026-12-01')).toMatchObject({ from: '2026-12-01' });
      await expect(away('2027-12-01')).rejects.toMatchObject({ code: 'absence.overlaps' });
    });

    it('ends early, or is called off', async () => {
      const { items } = await looks(office.head, listAbsences, { agency: office.agency, limit: 50 });
      expect(items.map(({ from }) => from)).toEqual(['2026-11-18', '2026-11-21', '2026-12-01']);
      const end = (to?: string) =>
        does(office.worker, endAbsence, { agency: office.agency, absence: items[0]!.id, ...(to && { to }) });
      await expect(end('2026-11-17')).rejects.toMatchObject({ code: 'request.invalid' });
      expect(await end('2026-11-19')).toMatchObject({ to: '2026-11-19', calledOff: false });
      expect(await out()).toBeUndefined();
      expect(await end('2026-11-20')).toMatchObject({ to: '2026-11-20' });
      expect(await out()).toBe('不在岗');
      expect(await end()).toMatchObject({ calledOff: true });
      expect(await out()).toBeUndefined();
      await expect(end()).rejects.toMatchObject({ code: 'absence.unknown' });
    });

    it('keeps its reason encrypted, and from who need not know', async () => {
      const rows = await office.ask<{ sealed_reason: Uint8Array }>('select sealed_reason from inspector_absence');
      expect(rows.map(({ sealed_reason }) => Buffer.from(sealed_reason).includes('病假'))).toEqual([
        false,
        false,
        false,
      ]);
      await expect(looks(self, listAbsences, { agency: office.agency, limit: 5 })).rejects.toMatchObject({
        code: 'request.notPermitted',
      });
    });
  });
});
