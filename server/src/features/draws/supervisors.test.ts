import type { Manifest } from '@sunlot/core/draw/manifest.ts';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { parse, stringify } from 'yaml';
import { describeDatabases } from '../../db/test-database.ts';
import { inTransaction, SYSTEM } from '../../db/transaction.ts';
import { verifyEvidence } from '../../evidence/verify-evidence.ts';
import type { PackSource } from '../../packs/pack-files.ts';
import { beginWithPack, shippedPack, storePackVersion } from '../../packs/pack-store.ts';
import { bindAccount } from '../availability/bind-account.ts';
import { dispatchTask } from '../dispatch/dispatch-task.ts';
import { showDispatch } from '../dispatch/show-dispatch.ts';
import { listInspectors } from '../inspectors/list-inspectors.ts';
import { addUser } from '../users/add-user.ts';
import { enterDraw } from './enter-draw.ts';
import { exportDraw } from './export-draw.ts';
import { freezeDraw } from './freeze-draw.ts';
import { revealDraw } from './reveal-draw.ts';
import { runDraw } from './run-draw.ts';
import { namedDraw } from './show-draw.ts';
import { COUNTY, type County, DICE, openCounty } from './test-county.ts';

/** The next version of the county's scheme, which takes in daily supervisors as 宜良 and 新县 do. */
function schemeWithSupervisors(): PackSource {
  const { name, text } = shippedPack('jiangxian');
  const tree = parse(text) as {
    version: number;
    effectiveFrom: string;
    rules: { id: string; value: object }[];
  };
  tree.rules.find(({ id }) => id === 'jiangxian/admission/all/all')!.value = {
    staffKinds: ['enforcement', 'dailySupervision'],
  };
  return { name, text: stringify({ ...tree, version: tree.version + 1, effectiveFrom: '2026-06-01' }) };
}

describeDatabases('daily supervisors without a certificate', (target) => {
  let county: County;
  let task: string;
  let draw: string;
  const ask = <Row extends Record<string, unknown>>(text: string) => county.deps.database.ownerQuery<Row>(text);
  const wish = (support: string) => ask(`update task set support = ${support} where id = '${task}'`);
  const listed = async () => {
    const { items } = await county.looks('zonghe', listInspectors, { agency: COUNTY, limit: 50 });
    return Object.fromEntries(items.map(({ certificateNo, out }) => [certificateNo, out ?? 'in']));
  };

  beforeAll(async () => {
    county = await openCounty(target);
    task = await county.addTask('2026Q4', 10);
    for (const n of [1, 2]) {
      const facts = {
        ...{ id: `JG-${n}`, name: `示例监管员${n}`, department: '示范县环境管理股', staffKind: 'dailySupervision' },
        // A row that says more than such a person may: the draw must not believe it.
        ...{ mayLead: true, onStaff: true },
      };
      await ask(`insert into inspector (id, agency, certificate_no, name, name_pinyin, name_initials, department, facts,
          row_hash, added_at, updated_at)
        values ('jg_${n}', '${COUNTY}', 'JG-${n}', '${facts.name}', 'x', 'x', '${facts.department}',
          '${JSON.stringify(facts)}', '\\x${String(n).repeat(64)}', now(), now())`);
    }
  });
  afterAll(() => county.close());

  it('are out under a scheme that does not name them, and may inspect under one that does', async () => {
    expect(await listed()).toMatchObject({ 'JG-1': '没有执法证有效期', 'DEMO-0': 'in' });
    await wish(`'[{"kind":"supervision"}]'`);
    await expect(county.does('zonghe', freezeDraw, { task })).rejects.toMatchObject({
      code: 'draw.noSupporter',
      message: expect.stringContaining('日常监管人员 1 名'),
    });
    await inTransaction(county.deps.database.db, SYSTEM, async (tx) => {
      const at = '2026-11-20T01:00:00Z';
      const pack = await storePackVersion({ tx, at }, schemeWithSupervisors());
      await beginWithPack({ tx, at }, { agency: COUNTY, pack, by: 'usr_lingdao' });
    });
    expect(await listed()).toMatchObject({ 'JG-1': 'in', 'JG-2': 'in', 'DEMO-0': 'in' });
  });

  it('are drawn into a seat of their own, beside two with a certificate', async () => {
    draw = (await county.does('zonghe', freezeDraw, { task })).draw;
    await county.does('zonghe', enterDraw, { draw, source: 'dice', value: DICE });
    await county.does('jijian', enterDraw, { draw, source: 'dice', value: DICE });
    await county.does('zonghe', runDraw, { draw });
    const { names } = await county.does('zonghe', namedDraw, { draw });
    expect(names).toHaveLength(10);
    for (const { team } of names) {
      expect(team.map(({ seat }) => seat)).toEqual(['leader', 'member', 'supervision']);
      expect(team.map(({ certificateNo }) => certificateNo.slice(0, 2))).toEqual(['DE', 'DE', 'JG']);
    }
    expect(new Set(names.map(({ team }) => team[2]!.certificateNo)).size).toBe(2);
    const [row] = await ask<{ manifest: string }>(`select manifest from draw where id = '${draw}'`);
    const { seats, strata } = JSON.parse(row!.manifest) as Manifest;
    expect(seats.map(({ needs }) => needs)).toEqual([['certified', 'leader'], ['certified'], ['supervision']]);
    expect(strata[0]!.clause).toMatch(/；每组另随机抽取日常监管人员 1 名$/);
  });

  it('read their own visits once these are sent, and nobody else’s', async () => {
    await county.does('console', addUser, { login: 'jianguan', agency: COUNTY, roles: ['supervisoryStaff'] });
    await county.does('console', addUser, { login: 'shuju', agency: COUNTY, roles: ['dataSteward'] });
    await expect(county.looks('shuju', showDispatch, { task })).rejects.toMatchObject({
      code: 'request.notPermitted',
    });
    await expect(county.looks('jianguan', showDispatch, { task })).rejects.toMatchObject({ code: 'draw.namesClosed' });
    await county.does('zonghe', bindAccount, { agency: COUNTY, certificate: 'JG-1', login: 'jianguan' });
    await expect(county.looks('jianguan', showDispatch, { task })).rejects.toMatchObject({ code: 'draw.namesClosed' });
    await county.does('zonghe', dispatchTask, { task });
    const all = (await county.looks('zonghe', showDispatch, { task })).visits;
    const own = all.filter(({ team }) => team.some(({ certificateNo }) => certificateNo === 'JG-1'));
    const told = (await county.looks('jianguan', showDispatch, { task })).visits;
    expect(told.map(({ rank }) => rank)).toEqual(own.map(({ rank }) => rank));
    expect([told.length, all.length]).toEqual([5, 10]);
    await expect(county.does('jianguan', namedDraw, { draw })).rejects.toMatchObject({ code: 'draw.namesClosed' });
  });

  it('leave a draw that anybody verifies', async () => {
    await county.does('jijian', revealDraw, { draw, early: '演示', approver: 'lingdao' });
    const verified = verifyEvidence((await county.looks('zonghe', exportDraw, { draw })).bytes);
    expect(verified).toMatchObject({ ok: true, complete: true });
    expect(verified.checks.find(({ id }) => id === 'V12')!.state).toBe('pass');
  });

  it('change no seat of a draw that does not ask for them', async () => {
    await county.addTask('2026Q3', 3);
    const { draw: plain } = await county.does('zonghe', freezeDraw, { task: 'tsk_2026Q3' });
    const [row] = await ask<{ manifest: string }>(`select manifest from draw where id = '${plain}'`);
    expect((JSON.parse(row!.manifest) as Manifest).seats.map(({ needs }) => needs)).toEqual([['leader'], []]);
  });
});
