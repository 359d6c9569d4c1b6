import type { OverrideView } from '@sunlot/contract/class-overrides.ts';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { describeDatabases } from '../../db/test-database.ts';
import { judgeCompliance } from '../compliance/judge-compliance.ts';
import { freezeDraw } from '../draws/freeze-draw.ts';
import { rehearseDraw } from '../draws/rehearse-draw.ts';
import { COUNTY, type County, openCounty } from '../draws/test-county.ts';
import { proposePlan } from '../plans/propose-plan.ts';
import { approveOverride, endOverride, refuseOverride } from './decide-override.ts';
import { listOverrides, showClass } from './list-overrides.ts';
import { proposeOverride } from './propose-override.ts';

const REASON = '环境风险高，专题会议纪要〔2026〕12号';

describeDatabases('classes set by hand', (target) => {
  let county: County;
  let keys: readonly string[];
  beforeAll(async () => {
    county = await openCounty(target);
    keys = (
      await county.deps.database.ownerQuery<{ key: string }>('select key from inspection_object order by key')
    ).map(({ key }) => key);
  });
  afterAll(() => county.close());

  const propose = (object: string, more: object = {}, login = 'zonghe') =>
    county.does(login, proposeOverride, {
      ...{ agency: COUNTY, object, class: 'special', reason: REASON, to: '2026-12-31' },
      ...more,
    });
  const approve = (override: string, login = 'lingdao') =>
    county.does(login, approveOverride, { agency: COUNTY, override });
  const end = (override: string, login = 'lingdao') =>
    county.does(login, endOverride, { agency: COUNTY, override, reason: '风险已消除' });
  const classOf = async (object: string, on?: string) => {
    const shown = await county.looks('jijian', showClass, { agency: COUNTY, object, ...(on && { on }) });
    return shown.class;
  };
  const listed = async (object: string): Promise<OverrideView> => {
    const page = await county.looks('jijian', listOverrides, { agency: COUNTY, object, limit: 50 });
    return page.items.at(-1)!;
  };

  describe('are refused', () => {
    it('to who may not propose or approve them, and to the proposer', async () => {
      const key = keys[40]!;
      await expect(propose(key, {}, 'jiancha')).rejects.toMatchObject({ code: 'request.notPermitted' });
      const { id } = await propose(key);
      await expect(approve(id, 'zonghe')).rejects.toMatchObject({ code: 'request.notPermitted' });
      await county.deps.database.ownerQuery(
        `insert into user_role (user_id, role, granted_at) values ('usr_zonghe', 'head', now())`,
      );
      await expect(approve(id, 'zonghe')).rejects.toMatchObject({ code: 'override.ownProposal' });
      expect(await classOf(key)).toBe('general');
      await county.deps.database.ownerQuery(`delete from user_role where user_id = 'usr_zonghe' and role = 'head'`);
    });

    it('for days gone by, an unknown class or object, the class it has anyway, and twice at a time', async () => {
      const key = keys[41]!;
      await expect(propose(key, { from: '2026-11-19' })).rejects.toMatchObject({ code: 'override.backdated' });
      await expect(propose(key, { to: '2026-11-19' })).rejects.toMatchObject({ code: 'override.backdated' });
      const refused = await propose(key, { class: '甲类' }).catch((problem: unknown) => problem);
      expect(refused).toMatchObject({ code: 'class.unknown' });
      expect((refused as Error).message).toContain('special 特殊监管对象');
      await expect(propose('91999999MA000000XX')).rejects.toMatchObject({ code: 'object.unknown' });
      await expect(propose(key, { class: 'general' })).rejects.toMatchObject({ code: 'override.sameClass' });
      const first = await propose(key, { from: '2026-12-01' });
      await expect(propose(key)).rejects.toMatchObject({
        code: 'override.overlaps',
        details: { override: first.id, from: '2026-12-01', to: '2026-12-31' },
      });
      expect(await propose(key, { to: '2026-11-30' })).toMatchObject({ state: 'proposed' });
    });

    it('when they are settled already, or nobody knows them', async () => {
      const { id } = await propose(keys[42]!);
      const refusal = { agency: COUNTY, override: id, note: '依据不足' };
      expect(await county.does('lingdao', refuseOverride, refusal)).toMatchObject({
        state: 'refused',
        note: '依据不足',
        decidedBy: 'lingdao',
      });
      await expect(approve(id)).rejects.toMatchObject({ code: 'override.decided' });
      await expect(end(id)).rejects.toMatchObject({ code: 'override.decided' });
      await expect(approve('ovr_none')).rejects.toMatchObject({ code: 'override.unknown' });
      expect(await classOf(keys[42]!)).toBe('general');
    });
  });

  it('hold from the approval to their last day, and say why; then the conditions of the scheme decide again', async () => {
    const key = keys[43]!;
    const { id } = await propose(key, { class: '特殊监管对象', from: '2026-11-20' });
    expect(await classOf(key)).toBe('general');
    expect(await approve(id)).toMatchObject({
      state: 'inForce',
      className: '特殊监管对象',
      withoutName: '一般排污单位',
    });
    const shown = await county.looks('jijian', showClass, { agency: COUNTY, object: key });
    expect(shown.reasons).toMatchObject([{ fact: `人工调整：${REASON}（批准：lingdao）`, date: '2026-11-20' }]);
    expect(shown.intervals.map(({ class: cls, from, to }) => [cls, from, to])).toEqual([
      ['general', '2026-01-01', '2026-11-19'],
      ['special', '2026-11-20', '2026-12-31'],
    ]);
    expect(await classOf(key, '2027-01-01')).toBe('general');
  });

  it('end early by who may approve; proposals are withdrawn by the office as well', async () => {
    const key = keys[44]!;
    const { id } = await propose(key);
    await approve(id);
    await expect(end(id, 'zonghe')).rejects.toMatchObject({ code: 'request.notPermitted' });
    expect(await end(id)).toMatchObject({ state: 'ended', endedOn: '2026-11-20', endReason: '风险已消除' });
    expect(await classOf(key)).toBe('general');
    await expect(end(id)).rejects.toMatchObject({ code: 'override.decided' });
    const again = await propose(key);
    expect(await end(again.id, 'banshi')).toMatchObject({ state: 'withdrawn', note: '风险已消除' });
  });

  it('are to be looked at again where the facts changed since', async () => {
    const key = keys[45]!;
    const { id } = await propose(key, { to: '2027-06-30' });
    await approve(id);
    expect(await listed(key)).toMatchObject({ state: 'inForce', review: [] });
    await county.deps.database.ownerQuery(
      `update inspection_object set facts = facts || '{"keyListMember": [{}]}' where key = '${key}'`,
    );
    expect(await listed(key)).toMatchObject({ without: 'key', review: ['factsChanged'] });
  });

  it('count in draws as soon as they are approved, and in the verdict on what was frozen then', async () => {
    const task = await county.addTask('2026Q4', 12);
    const base = async () => (await county.looks('zonghe', rehearseDraw, { task })).strata[0]!.base;
    const before = await base();
    const { id } = await propose(keys[0]!, { class: 'general' });
    expect(await base()).toBe(before);
    await approve(id);
    expect(await base()).toBe(before - 1);
    await county.does('zonghe', freezeDraw, { task });
    await end(id);
    const { tables } = await county.looks('lingdao', judgeCompliance, { agency: COUNTY, year: 2026, quarter: 'Q4' });
    expect(tables.find((one) => one.class === 'key' && one.topic === 'ratio')).toMatchObject({
      base: before - 1,
      baseFrom: 'freeze',
    });
  });

  it('count in the plan of a year that they reach into', async () => {
    const keyBases = async () => {
      const { entries } = await county.does('zonghe', proposePlan, { agency: COUNTY, year: 2027 });
      return entries.filter((one) => one.class === 'key').map(({ base }) => base);
    };
    // The list of 2026 says nothing of 2027: nobody is a key discharger then but who was set by hand.
    const { id } = await propose(keys[50]!, { class: 'key', to: '2027-12-31' });
    await approve(id);
    expect(await keyBases()).toEqual([1, 1, 1, 1]);
  });

  it('never change once they are recorded, and leave a row in the audit log each', async () => {
    for (const table of ['class_override', 'class_override_decision', 'class_override_end']) {
      await expect(county.deps.database.ownerQuery(`delete from ${table}`)).rejects.toThrow(/append-only/);
    }
    const acts = await county.deps.database.ownerQuery<{ type: string }>(
      `select distinct type from log_entry where tree = 'audit' and type like 'class.%' order by type`,
    );
    expect(acts.map(({ type }) => type)).toEqual([
      'class.approve',
      'class.end',
      'class.propose',
      'class.refuse',
      'class.withdraw',
    ]);
  });
});
