import type { SubmitForm, TaskFormView } from '@sunlot/contract/visit-forms.ts';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { describeDatabases } from '../../db/test-database.ts';
import { bindAccount } from '../availability/bind-account.ts';
import { COUNTY, type County } from '../draws/test-county.ts';
import { listHandOvers } from '../hand-overs/list-hand-overs.ts';
import { recordHandOver } from '../hand-overs/record-hand-over.ts';
import { addUser } from '../users/add-user.ts';
import { listForms } from './list-forms.ts';
import { submitForm } from './submit-form.ts';
import { blankForm, filled, openSent, setScheme, TASK } from './test-visits.ts';

const FOUND = { '1.2': { answer: 'fail', note: '在线设备停运' } } as const;

describeDatabases('what daily supervision finds at a visit', (target) => {
  let county: County;
  let supervisor: string;
  /** Visits of the supervisor, each with an officer beside. */
  let visits: readonly TaskFormView[];
  const ask = <Row extends Record<string, unknown>>(text: string) => county.deps.database.ownerQuery<Row>(text);
  const submit = (input: SubmitForm, login = 'zonghe') => county.does(login, submitForm, input);
  const owed = async () =>
    (await county.looks('zonghe', listForms, { task: TASK })).visits.flatMap(({ rank, handOverDue }) =>
      handOverDue ? [rank] : [],
    );
  const handOvers = async () => (await county.looks('zonghe', listHandOvers, { agency: COUNTY, limit: 50 })).items;
  const forms = async () => (await ask<{ n: number }>('select count(*)::int as n from visit_form'))[0]!.n;
  const officer = ({ team }: TaskFormView) => team.find(({ certificateNo }) => certificateNo !== supervisor)!;
  const bySupervisor = (view: TaskFormView): SubmitForm => ({ ...filled(view, FOUND), by: supervisor });

  beforeAll(async () => {
    county = await openSent(target);
    await setScheme(county, 'xinxian');
    const all = await Promise.all(Array.from({ length: 10 }, (_, i) => blankForm(county, String(i + 1))));
    const seats = all.flatMap(({ team }) => team.map(({ certificateNo }) => certificateNo));
    const visitsBy = (one: string) => seats.filter((certificate) => certificate === one).length;
    supervisor = [...new Set(seats)].sort((a, b) => visitsBy(b) - visitsBy(a))[0]!;
    visits = all.filter(({ team }) => team.some(({ certificateNo }) => certificateNo === supervisor));
    await ask(`update inspector set facts = facts - 'certificateValidTo' || '{"staffKind":"dailySupervision"}'
      where certificate_no = '${supervisor}'`);
    await county.does('console', addUser, { login: 'jianguan', agency: COUNTY, roles: ['supervisoryStaff'] });
    await county.does('zonghe', bindAccount, { agency: COUNTY, certificate: supervisor, login: 'jianguan' });
  });
  afterAll(() => county.close());

  it('is owed to enforcement the same day, with the clause; an officer owes nothing', async () => {
    expect(visits.length).toBeGreaterThan(1);
    const [first] = visits;
    const dealt = await submit({ ...filled(first!, FOUND), by: officer(first!).certificateNo });
    expect([dealt.submission.counts.fail, dealt.handOverDue, dealt.handOver]).toEqual([1, undefined, undefined]);
    const { by: _, ...own } = bySupervisor(first!);
    const made = await submit({ ...own, reason: '检查人写错' }, 'jianguan');
    expect(made.handOverDue).toMatchObject({
      from: { certificateNo: supervisor },
      by: '2026-11-20',
      clause: { section: '三（六）', quote: expect.stringContaining('及时移交移送执法部门') },
    });
    expect([await owed(), await handOvers()]).toEqual([[first!.rank], []]);
  });

  it('is settled by a hand-over, and owed again when a correction finds more', async () => {
    const [first] = visits;
    const days = { foundOn: '2026-11-20', handedOn: '2026-11-20' };
    const given = { agency: COUNTY, object: first!.object.key, from: supervisor, ...days, matter: '在线设备停运' };
    await county.does('zonghe', recordHandOver, { ...given, to: officer(first!).certificateNo });
    expect(await owed()).toEqual([]);
    const more = { ...FOUND, '1.1': { answer: 'fail', note: '治理设施未运行' } } as const;
    county.wait(60);
    const corrected = { ...filled(first!, more), by: supervisor, reason: '漏记一项' };
    expect((await submit(corrected)).handOverDue).toMatchObject({ by: '2026-11-20' });
    expect(await owed()).toEqual([first!.rank]);
    county.wait(60);
    await county.does('zonghe', recordHandOver, { ...given, to: officer(first!).certificateNo });
    expect(await owed()).toEqual([]);
  });

  it('goes over together with the form where the receiver is named, with day, receiver and what was found', async () => {
    const second = visits[1]!;
    const before = (await handOvers()).length;
    const made = await submit({ ...bySupervisor(second), to: officer(second).certificateNo });
    expect(made.handOverDue).toBeUndefined();
    expect(made.handOver).toMatchObject({
      object: { key: second.object.key },
      from: { certificateNo: supervisor },
      to: { certificateNo: officer(second).certificateNo },
      ...{ foundOn: '2026-11-20', handedOn: '2026-11-20', matter: '1.2 自行监测：在线设备停运' },
    });
    const after = await handOvers();
    expect(after).toHaveLength(before + 1);
    expect(after).toContainEqual(made.handOver);
    expect(await owed()).toEqual([]);
  });

  it('is not taken in at all where it cannot go to whom is named', async () => {
    const third = (await Promise.all(Array.from({ length: 10 }, (_, i) => blankForm(county, String(i + 1))))).find(
      ({ submission }) => !submission,
    )!;
    const state = async () => [await forms(), (await handOvers()).length];
    const before = await state();
    const [one] = third.team.filter(({ certificateNo }) => certificateNo !== supervisor);
    const input = { ...filled(third, FOUND), by: one!.certificateNo };
    // Who found it is no supervisor.
    await expect(submit({ ...input, to: officer(visits[0]!).certificateNo })).rejects.toMatchObject({
      code: 'handOver.refused',
    });
    await expect(submit({ ...input, to: 'P9' })).rejects.toMatchObject({ code: 'inspector.unknown' });
    await expect(submit({ ...filled(third), by: one!.certificateNo, to: supervisor })).rejects.toMatchObject({
      code: 'form.nothingToHandOver',
    });
    // Who receives it may not handle a case.
    await ask(`update inspector set facts = facts || '{"staffKind":"dailySupervision"}'
      where certificate_no = '${one!.certificateNo}'`);
    await expect(submit({ ...input, to: supervisor })).rejects.toMatchObject({
      code: 'handOver.refused',
      message: expect.stringContaining('不能接收'),
    });
    expect(await state()).toEqual(before);
    expect((await submit(input)).handOverDue).toMatchObject({ from: { certificateNo: one!.certificateNo } });
  });
});
