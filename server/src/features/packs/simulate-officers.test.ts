import { utf8 } from '@sunlot/core/basics/bytes.ts';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { consoleActor } from '../../accounts/actor.ts';
import { read, type UseCase, write } from '../../context.ts';
import { describeDatabases } from '../../db/test-database.ts';
import { openTestApp, type TestApp } from '../../http/test-app.ts';
import { loadPack, readPackSource } from '../../packs/pack-files.ts';
import type { SimulatedYear } from '../../packs/simulate-year.ts';
import { addAgency } from '../agencies/add-agency.ts';
import { judgeCompliance } from '../compliance/judge-compliance.ts';
import { group, objectsFile } from '../compliance/test-schemes.ts';
import { importInspectors } from '../inspectors/import-inspectors.ts';
import { importObjects } from '../objects/import-objects.ts';
import { proposePlan } from '../plans/propose-plan.ts';
import { simulatePack } from './simulate-pack.ts';

const XINXIAN = '411523';
const loaded = loadPack(readPackSource('xinxian')!);

/** 新县 asks for ten general units an officer of 1 January: three were there, and three more come in May while one leaves. */
describeDatabases('a simulated year whose number goes by the officers', (target) => {
  let site: TestApp;
  beforeAll(async () => {
    site = await openTestApp(target);
    goTo('2025-12-01');
    await write(site.deps, consoleActor(), (ctx) =>
      addAgency(ctx, { code: XINXIAN, name: '假想县', level: 'county', pack: 'xinxian' }),
    );
    await site.addPerson('xinxian', ['generalOffice', 'enforcementBrigade'], XINXIAN);
    await does(importObjects, { ...file, bytes: objectsFile([group(75, { 排污许可管理类别: '登记管理' })], XINXIAN) });
    await takes(...['1', '2', '3'].map((id) => person(id, '是')));
  });
  afterAll(() => site.close());

  const file = { agency: XINXIAN, file: 'x.csv' };
  const goTo = (day: string) => site.moveClock(Date.parse(`${day}T01:00:00Z`) - site.deps.clock.now());
  const does = async <I, O>(useCase: UseCase<I, O>, input: I) =>
    write(site.deps, await site.actor('xinxian'), (ctx) => useCase(ctx, input));
  const looks = async <I, O>(useCase: UseCase<I, O>, input: I) =>
    read(site.deps, await site.actor('xinxian'), (ctx) => useCase(ctx, input));
  const person = (id: string, onStaff: string) => `某${id},大队,XX-${id},2029-12-31,${onStaff}`;
  const takes = (...rows: readonly string[]) =>
    does(importInspectors, {
      ...file,
      bytes: utf8(['姓名,单位,执法证号,执法证有效期至,在编在岗', ...rows].join('\n')),
    });
  const simulated = async (edit = (text: string) => text) => {
    if ('faults' in loaded) throw new Error('xinxian is not a pack');
    const changed = loadPack({ name: 'mine.yaml', text: edit(readPackSource('xinxian')!.text) });
    if ('faults' in changed) throw new Error(changed.faults[0]!.message);
    return looks(simulatePack, { agency: XINXIAN, year: 2026, pack: changed.pack });
  };
  const asked = ({ classes, officers, officersOn }: SimulatedYear) => [
    classes.find((one) => one.class === 'general')!.periods.map(({ required }) => required),
    officers,
    officersOn,
  ];
  const judged = async () => {
    const { tables } = await looks(judgeCompliance, { agency: XINXIAN, year: 2026 });
    return tables.filter(({ topic }) => topic === 'headcount').map(({ required }) => required);
  };
  const planned = async () => {
    const { entries } = await does(proposePlan, { agency: XINXIAN, year: 2026 });
    return entries.filter((one) => one.class === 'general').map(({ required }) => required);
  };

  it('counts who was there on 1 January, as plan and verdict do, whoever left or came in May', async () => {
    goTo('2026-05-17');
    const before = await simulated();
    expect([asked(before.inForce), asked(before.simulated)]).toEqual(Array(2).fill([[30], 3, '2026-01-01']));
    await takes(person('1', '否'), ...['4', '5', '6'].map((id) => person(id, '是')));
    const { inForce, simulated: other } = await simulated();
    expect(asked(inForce)).toEqual([[30], 3, '2026-01-01']);
    expect(asked(other)).toEqual(asked(inForce));
    expect([await judged(), await planned()]).toEqual([[30], [30]]);
  });

  it('control: by another day of the rule the officers of today count, and the day is told', async () => {
    const today = await simulated((text) => text.replace('default: yearStart', 'default: asOf'));
    expect(asked(today.simulated)).toEqual([[50], 5, '2026-05-17']);
    expect(asked(today.inForce)).toEqual([[30], 3, '2026-01-01']);
  });
});
