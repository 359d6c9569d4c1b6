import type { Consult } from '@sunlot/contract/joint.ts';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { UseCase } from '../../context.ts';
import { describeDatabases } from '../../db/test-database.ts';
import { inTransaction, SYSTEM } from '../../db/transaction.ts';
import { requireConsulted } from '../../joint/joint-tasks.ts';
import { loadPack, readPackSource } from '../../packs/pack-files.ts';
import { freezeDraw } from '../draws/freeze-draw.ts';
import { COUNTY, type County, openCounty } from '../draws/test-county.ts';
import { addUser } from '../users/add-user.ts';
import { chooseJointItems, confirmConsultation, consultPartner } from './consult.ts';
import { importJointItems } from './import-joint-items.ts';
import { listPartnerTasks, showJointTask } from './joint-task.ts';
import { addPartner, listPartners } from './partners.ts';
import { proposeJointItems } from './propose-joint-items.ts';
import { publishJointItems, showJointItems } from './publish-joint-items.ts';

const HOUSING = '绛县城乡和住房建设管理局';
const WATER = '假想县水利局';
const HEADER = '序号,牵头部门,配合部门,检查事项,方式,要求,检查对象';
const publication = { agency: COUNTY, channel: '门户网站', url: 'https://example.gov.cn/joint' };

describeDatabases('joint inspections', (target) => {
  let county: County;
  let task: string;
  let daily: string;
  beforeAll(async () => {
    county = await openCounty(target);
    task = await county.addTask('2026Q4', 10);
    daily = await county.addTask('2026Q3', 10);
    await inTransaction(county.deps.database.db, SYSTEM, (tx) =>
      tx.updateTable('task').set({ kind: 'interdepartmental' }).where('id', '=', task).execute(),
    );
    for (const login of ['zhujian', 'shuili']) {
      await county.does('console', addUser, { login, agency: COUNTY, roles: ['partnerDepartment'] });
    }
  });
  afterAll(() => county.close());

  const office = <I, O>(useCase: UseCase<I, O>, input: I) => county.does('zonghe', useCase, input);
  const importing = (...lines: readonly string[]) =>
    office(importJointItems, {
      agency: COUNTY,
      file: '联合.csv',
      bytes: new TextEncoder().encode([HEADER, ...lines].join('\n')),
    });
  const consult = (more: Partial<Consult> = {}) =>
    office(consultPartner, {
      ...{ task, partner: HOUSING, matters: '设施运行', mode: '现场检查', demands: '各派两人', date: '2026-11-20' },
      ...more,
    });

  describe('the list', () => {
    it('begins with what the scheme names', async () => {
      const draft = await office(proposeJointItems, { agency: COUNTY });
      expect(draft).toMatchObject({
        version: 1,
        state: 'draft',
        source: 'pack',
        items: [{ serial: '1', partnerDepartments: [HOUSING], objectKind: '生活污水处理中心' }],
      });
      await expect(office(proposeJointItems, { agency: COUNTY })).rejects.toMatchObject({ code: 'joint.listExists' });
    });

    it('is used by nobody before it is published, by a leader', async () => {
      await expect(office(chooseJointItems, { task, items: ['1'] })).rejects.toMatchObject({
        code: 'joint.notPublished',
      });
      await expect(office(publishJointItems, publication)).rejects.toMatchObject({ code: 'request.notPermitted' });
      expect(await county.does('lingdao', publishJointItems, publication)).toMatchObject({ state: 'published' });
      await expect(county.does('lingdao', publishJointItems, publication)).rejects.toMatchObject({
        code: 'joint.noDraft',
      });
    });

    it('is changed by a workbook, version by version', async () => {
      const scheme = `1,运城市生态环境局绛县分局,${HOUSING},生活污水处理中心联合抽查,,,生活污水处理中心`;
      const rivers = `2,示范县分局,${HOUSING}、${WATER},入河排污口；取水口,现场检查,各派两人,沿河企业`;
      expect((await importing(scheme)).result).toMatchObject({ same: 1, added: 0 });
      const { result, warnings } = await importing(scheme, rivers);
      expect(result).toMatchObject({ read: 2, added: 1, same: 1, rejected: 0 });
      expect(warnings.map(({ rowNumber, findings }) => [rowNumber, findings.length])).toEqual([[2, 2]]);
      expect(await county.looks('lingdao', showJointItems, { agency: COUNTY, state: 'draft' })).toMatchObject({
        version: 2,
        source: 'file',
        items: [{ serial: '1' }, { serial: '2', name: '入河排污口', partnerDepartments: [HOUSING, WATER] }],
      });
      await county.does('lingdao', publishJointItems, publication);
      expect(await county.looks('lingdao', showJointItems, { agency: COUNTY, state: 'published' })).toMatchObject({
        version: 2,
      });
    });

    it('gives rows back that lack a department, name one twice, or repeat a number', async () => {
      const { rejected } = await importing(
        `1,示范县分局,,排污口,现场,无,沿河企业`,
        `2,示范县分局,示范县分局,排污口,现场,无,沿河企业`,
        `3,示范县分局,${WATER},排污口,现场,无,沿河企业`,
        `3,示范县分局,${WATER},取水口,现场,无,沿河企业`,
      );
      expect(rejected.map(({ rowNumber, findings }) => `${rowNumber} ${findings[0]!.code}`)).toEqual([
        '2 missing',
        '3 badChoice',
        '5 duplicate',
      ]);
    });
  });

  describe('partners', () => {
    it('are recorded once, with an account of their own where they have one', async () => {
      const asked = { agency: COUNTY, name: HOUSING, contact: '假想联系人 13800000001', login: 'zhujian' };
      await expect(office(addPartner, { ...asked, login: 'zonghe' })).rejects.toMatchObject({
        code: 'joint.partnerAccountUnfit',
      });
      await office(addPartner, asked);
      await expect(office(addPartner, asked)).rejects.toMatchObject({ code: 'joint.partnerExists' });
      const { items } = await county.looks('lingdao', listPartners, { agency: COUNTY });
      expect(items).toMatchObject([{ name: HOUSING, contact: asked.contact, login: 'zhujian' }]);
      const rows = await inTransaction(county.deps.database.db, SYSTEM, (tx) =>
        tx.selectFrom('partner_department').select('sealed_contact').execute(),
      );
      expect(Buffer.from(rows[0]!.sealed_contact!).includes('13800000001')).toBe(false);
    });

    it('must be those of the chosen items, and on record', async () => {
      await expect(office(chooseJointItems, { task, items: ['2'] })).rejects.toMatchObject({
        code: 'joint.partnersMissing',
        details: { departments: WATER },
      });
      await office(addPartner, { agency: COUNTY, name: WATER, login: 'shuili' });
      await expect(office(chooseJointItems, { task, items: ['1', '7'] })).rejects.toMatchObject({
        code: 'joint.itemUnknown',
        details: { items: '7' },
      });
      await expect(office(chooseJointItems, { task: daily, items: ['1'] })).rejects.toMatchObject({
        code: 'joint.notInterdepartmental',
      });
    });
  });

  describe('a task', () => {
    const loaded = loadPack(readPackSource('yingkou')!);
    if (!('pack' in loaded)) throw new Error('the pack does not load');
    const yingkou = loaded.pack;
    const row = () => ({ id: task, code: 'x', class: 'key', kind: 'interdepartmental' });
    const required = (kind = 'interdepartmental') =>
      county.looks('zonghe', (ctx) => requireConsulted(ctx, { ...row(), kind }, yingkou), undefined);

    it('without joint items is not frozen', async () => {
      await expect(office(freezeDraw, { task })).rejects.toMatchObject({ code: 'joint.notChosen' });
      await expect(consult()).rejects.toMatchObject({ code: 'joint.notChosen' });
      await expect(required()).rejects.toMatchObject({ code: 'joint.notChosen' });
      await expect(required('daily')).resolves.toBeUndefined();
    });

    it('waits for each partner where the scheme says so', async () => {
      const chosen = await office(chooseJointItems, { task, items: ['2'] });
      expect(chosen.partners.map(({ partner }) => partner).sort()).toEqual([WATER, HOUSING].sort());
      await expect(required()).rejects.toMatchObject({
        code: 'joint.unconfirmed',
        details: { partners: expect.stringContaining(HOUSING), section: '三（四）' },
      });
      const confirm = { task, partner: HOUSING, document: '建函〔2026〕5号' };
      await expect(office(confirmConsultation, confirm)).rejects.toMatchObject({ code: 'joint.notConsulted' });
      await expect(consult({ date: '2026-11-21' })).rejects.toMatchObject({ code: 'request.invalid' });
      await expect(consult({ partner: '假想县公安局' })).rejects.toMatchObject({ code: 'joint.partnerUnknown' });
      await consult();
      await expect(office(confirmConsultation, { task, partner: HOUSING })).rejects.toMatchObject({
        code: 'request.invalid',
      });
      await office(confirmConsultation, confirm);
      await expect(office(confirmConsultation, confirm)).rejects.toMatchObject({ code: 'joint.alreadyConfirmed' });
      await expect(required()).rejects.toMatchObject({ details: { partners: WATER } });
    });

    it('is seen and confirmed by the partner’s own account, each its own part', async () => {
      await consult({ partner: WATER, matters: '取水口' });
      const seen = await county.looks('shuili', listPartnerTasks, { agency: COUNTY });
      expect(seen.items).toMatchObject([
        { task, confirmed: false, partners: [{ partner: WATER, consultation: { matters: '取水口' } }] },
      ]);
      expect(JSON.stringify(seen)).not.toMatch(/企业有限公司/);
      await expect(county.does('shuili', confirmConsultation, { task, partner: HOUSING })).rejects.toMatchObject({
        code: 'task.unknown',
      });
      await expect(county.looks('shuili', showJointTask, { task })).rejects.toMatchObject({
        code: 'request.notPermitted',
      });
      const answer = await county.does('shuili', confirmConsultation, { task, partner: WATER });
      expect(answer.partners).toMatchObject([{ partner: WATER, confirmedOn: '2026-11-20' }]);
      await expect(required()).resolves.toBeUndefined();
      expect(await county.looks('zonghe', showJointTask, { task })).toMatchObject({ confirmed: true });
    });

    it('waits again when what was agreed changes, or the choice does', async () => {
      await consult({ partner: WATER, matters: '取水口和排污口' });
      await expect(required()).rejects.toMatchObject({ details: { partners: WATER } });
      const again = await office(chooseJointItems, { task, items: ['1'] });
      expect(again).toMatchObject({ items: [{ serial: '1' }], partners: [{ partner: HOUSING }], confirmed: false });
      expect((await county.looks('shuili', listPartnerTasks, { agency: COUNTY })).items).toEqual([]);
    });

    it('led by another department asks that one, and never the own agency', async () => {
      const MARKET = '假想县市场监督管理局';
      const { result } = await importing(
        `1,运城市生态环境局绛县分局,${HOUSING},生活污水处理中心联合抽查,,,生活污水处理中心`,
        `3,${MARKET},假想市生态环境局示范县分局,计量器具,现场检查,各派两人,沿河企业`,
      );
      expect(result).toMatchObject({ rejected: 0 });
      await county.does('lingdao', publishJointItems, publication);
      await expect(office(chooseJointItems, { task, items: ['3'] })).rejects.toMatchObject({
        code: 'joint.partnersMissing',
        details: { departments: MARKET },
      });
      for (const name of ['示范县分局', '假想市生态环境局示范县分局'])
        await expect(office(addPartner, { agency: COUNTY, name })).rejects.toMatchObject({
          code: 'joint.partnerIsSelf',
        });
      await office(addPartner, { agency: COUNTY, name: MARKET });
      const led = await office(chooseJointItems, { task, items: ['3'] });
      expect(led.partners.map(({ partner }) => partner)).toEqual([MARKET]);
      await consult({ partner: MARKET, matters: '计量器具' });
      await expect(required()).rejects.toMatchObject({ code: 'joint.unconfirmed', details: { partners: MARKET } });
      // The control: an item of the scheme is led by its own bureau, which is asked for nothing.
      const own = await office(chooseJointItems, { task, items: ['1'] });
      expect(own.partners.map(({ partner }) => partner)).toEqual([HOUSING]);
    });

    it('goes on where the scheme asks for no confirmation', async () => {
      expect(await county.looks('zonghe', showJointTask, { task })).toMatchObject({
        confirmed: false,
        confirmationNeeded: false,
      });
      expect(await office(freezeDraw, { task })).toMatchObject({ draw: expect.stringMatching(/^drw_/) });
    });
  });
});
