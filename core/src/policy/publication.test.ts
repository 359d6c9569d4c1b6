import { describe, expect, test } from 'vitest';
import { aVisit } from '../../test/facts-fixtures.ts';
import { loadHolidays, loadPack, withSwitches } from '../../test/pack-files.ts';
import type { Pack } from './pack.ts';
import { planReminder, planTimes, publicationFirst } from './plan-times.ts';
import { publicationDue, publicationState, reminderDays } from './publication.ts';
import { dueResult, resultCounts, resultsOf, secrecyFindings, unclockedResults } from './publication-record.ts';
import type { PublicationValue } from './rule-topics.ts';
import { workingDays } from './working-days.ts';

const pack = loadPack('jiangxian');
const calendar = workingDays([2024, 2025, 2026, 2027].map(loadHolidays));

function withPublication(value: PublicationValue): Pack {
  return { ...pack, rules: pack.rules.map((rule) => (rule.topic === 'publication' ? { ...rule, value } : rule)) };
}

describe('when a result is due', () => {
  test('with channel, rule and clause', () => {
    expect(publicationDue(pack, { resultDetermined: '2025-04-25' }, calendar)).toEqual({
      from: '2025-04-25',
      date: '2025-05-27',
      provisional: false,
      channel: '全省统一的“双随机、一公开”监管平台',
      rule: 'jiangxian/publication/all/all',
      clause: expect.objectContaining({ section: '四（七）' }),
    });
  });

  test('not before the clock has started', () => {
    expect(publicationDue(pack, { inspectionEnd: '2025-04-20' }, calendar)).toBeUndefined();
  });

  test('from another event, by the rule or by the switch', () => {
    const byRule = withPublication({ kind: 'workingDays', workingDays: 20, from: 'inspectionEnd', channel: '网' });
    const starts = { inspectionEnd: '2025-04-25', taskCompleted: '2025-04-26' };
    expect(publicationDue(byRule, starts, calendar)?.from).toBe('2025-04-25');
    const bySwitch = withSwitches(byRule, { 'publication.startsFrom': 'taskCompleted' });
    expect(publicationDue(bySwitch, starts, calendar)?.from).toBe('2025-04-26');
  });

  test('monthly: by the last day of the month, or of a later one', () => {
    const monthly = (offset: number) =>
      withSwitches(withPublication({ kind: 'monthly', channel: '网' }), { 'publication.monthly.offsetMonths': offset });
    const on = (under: Pack, day: string) => publicationDue(under, { resultDetermined: day }, calendar)?.date;
    expect(on(monthly(0), '2023-03-10')).toBe('2023-03-31');
    expect(on(monthly(1), '2023-03-10')).toBe('2023-04-30');
    expect(on(monthly(1), '2023-12-31')).toBe('2024-01-31');
    expect(on(monthly(1), '2024-01-31')).toBe('2024-02-29');
  });

  test('a deadline that reaches into 2027 is provisional', () => {
    expect(publicationDue(pack, { resultDetermined: '2026-12-20' }, calendar)?.provisional).toBe(true);
  });
});

describe('where a result stands', () => {
  const due = { date: '2025-05-27' };
  const at = (asOf: string, outcome: Parameters<typeof publicationState>[1] = {}) =>
    publicationState(due, outcome, { asOf, calendar });

  test('five working days left on 20 May', () => {
    expect(at('2025-05-20')).toEqual({ status: 'notDue', daysLeft: 5 });
    expect(at('2025-05-27')).toEqual({ status: 'notDue', daysLeft: 0 });
    expect(at('2025-05-28')).toEqual({ status: 'overdue', daysLeft: 0 });
  });

  test('published in time, late, or lawfully withheld', () => {
    expect(at('2025-06-30', { publishedOn: '2025-05-27' }).status).toBe('on_time');
    expect(at('2025-06-30', { publishedOn: '2025-05-28' }).status).toBe('overdue');
    expect(at('2025-06-30', { withheld: true }).status).toBe('withheld');
  });

  test('reminders 10, 5 and 1 working days before', () => {
    expect(reminderDays(due, calendar)).toEqual(['2025-05-13', '2025-05-20', '2025-05-26']);
  });
});

describe('the plan', () => {
  test('not made and not issued', () => {
    expect(planTimes(pack, { year: 2026 }, calendar)).toEqual({
      planDue: '2026-03-31',
      remindFrom: '2026-03-01',
      provisional: false,
      findings: [],
    });
  });

  test('still missing on a day after its date', () => {
    const codes = (asOf: string, issuedOn?: string) =>
      planTimes(pack, { year: 2026, asOf, ...(issuedOn ? { issuedOn, madeOn: issuedOn } : {}) }, calendar).findings.map(
        ({ code, rule }) => `${code} ${rule}`,
      );
    expect(codes('2026-03-31')).toEqual([]);
    expect(codes('2026-04-01')).toEqual(['PLAN_LATE jiangxian/planDue/all/all']);
    expect(codes('2026-11-20', '2026-03-30')).toEqual(['PLAN_PUBLICATION_OVERDUE jiangxian/planPublication/all/all']);
  });

  test('done late is told with the day it was due, the day it was done, and how late that is', () => {
    const timing = { year: 2026, madeOn: '2026-04-02', issuedOn: '2026-04-03', publishedOn: '2026-05-09' };
    expect(planTimes(pack, timing, calendar).findings).toMatchObject([
      { code: 'PLAN_LATE', due: '2026-03-31', doneOn: '2026-04-02', lateBy: { days: 2, unit: 'day' } },
      { code: 'PLAN_PUBLICATION_OVERDUE', doneOn: '2026-05-09', lateBy: { unit: 'workingDay' } },
    ]);
    const [missing] = planTimes(pack, { year: 2026, asOf: '2026-04-01' }, calendar).findings;
    expect(missing).toMatchObject({ due: '2026-03-31', lateBy: { days: 1, unit: 'day' } });
    expect(missing).not.toHaveProperty('doneOn');
  });

  test('a day that the scheme does not name only reminds, unless the agency holds itself to it', () => {
    const yingkou = loadPack('yingkou');
    const times = (reading: string) =>
      planTimes(withSwitches(yingkou, { 'plan.due': reading }), { year: 2026, madeOn: '2026-05-08' }, calendar);
    const severities = (reading: string) => times(reading).findings.map(({ code, severity }) => `${code} ${severity}`);
    expect(planTimes(yingkou, { year: 2026, madeOn: '2026-05-08' }, calendar)).toEqual(times('none'));
    expect(times('none')).toMatchObject({ planDue: '2026-03-31', remindFrom: '2026-03-31', findings: [] });
    expect([severities('byRule'), severities('enforce')]).toEqual([['PLAN_LATE info'], ['PLAN_LATE error']]);
  });

  test('is a to-do from 1 March until it is made, and late after 31 March (R-095)', () => {
    const said = (today: string, madeOn?: string) =>
      planReminder(pack, { year: 2026, ...(madeOn !== undefined && { madeOn }) }, today);
    expect(said('2026-02-28')).toMatchObject({ from: '2026-03-01', due: '2026-03-31', state: 'later', binding: true });
    expect(['2026-03-01', '2026-03-31', '2026-04-01'].map((day) => said(day)!.state)).toEqual(['toDo', 'toDo', 'late']);
    expect(said('2026-03-15')!.clause.section).toBe('四（一）');
    expect(said('2026-03-15', '2026-03-10')).toBeUndefined();
  });

  test('is only reminded of where the scheme names no day, unless the agency holds itself to one (AMB-45)', () => {
    const yingkou = loadPack('yingkou');
    const binding = (reading: string) =>
      planReminder(withSwitches(yingkou, { 'plan.due': reading }), { year: 2026 }, '2026-04-01')!.binding;
    expect(planReminder(yingkou, { year: 2026 }, '2026-03-31')).toMatchObject({ state: 'toDo', binding: false });
    expect(['none', 'byRule', 'enforce'].map(binding)).toEqual([false, false, true]);
    const silent = { ...pack, rules: pack.rules.filter(({ topic }) => topic !== 'planDue') };
    expect(planReminder(silent, { year: 2026 }, '2026-04-01')).toBeUndefined();
  });

  test('is published before its first task: a warning, and after the day of a strict scheme a refusal', () => {
    const first = (name: string, today: string) =>
      publicationFirst(loadPack(name), { year: 2025, issuedOn: '2025-03-28', today }, calendar);
    expect(first('jiangxian', '2025-04-27')).toMatchObject({ due: '2025-04-27', refuses: false });
    expect(first('jiangxian', '2025-04-28')).toMatchObject({ refuses: true, clause: { section: '四（一）' } });
    expect(first('yingkou', '2025-12-01')).toMatchObject({ due: '2025-04-27', refuses: false });
    expect(first('yiliang', '2025-12-01')).toEqual({ refuses: false });
  });

  test('a pack without dates names none and finds nothing', () => {
    const silent = {
      ...pack,
      rules: pack.rules.filter(({ topic }) => topic !== 'planDue' && topic !== 'planPublication'),
    };
    expect(
      planTimes(silent, { year: 2026, madeOn: '2026-12-01', issuedOn: '2026-12-01', asOf: '2027-06-01' }, calendar),
    ).toEqual({
      provisional: false,
      findings: [],
    });
  });

  test('an issue late in 2026 makes the publication day provisional', () => {
    expect(planTimes(pack, { year: 2026, issuedOn: '2026-12-20' }, calendar).provisional).toBe(true);
  });
});

describe('the list of what has to be published', () => {
  const visit = aVisit({ objectId: 'K-001', date: '2025-04-24', resultDeterminedOn: '2025-04-25' });
  const at = (asOf: string, more: object = {}) => dueResult(pack, { ...visit, ...more }, { asOf, calendar });

  test('five working days left on 20 May (J-14a), with the reminder that has come', () => {
    expect(at('2025-05-20')).toMatchObject({ due: { date: '2025-05-27' }, daysLeft: 5, overdueBy: 0, reminder: 5 });
    expect(at('2025-05-12')).not.toHaveProperty('reminder');
    expect(at('2025-05-13')).toMatchObject({ daysLeft: 10, reminder: 10 });
    expect(at('2025-05-26')).toMatchObject({ daysLeft: 1, reminder: 1 });
    expect(at('2025-05-27')).toMatchObject({ daysLeft: 0, overdueBy: 0, reminder: 1 });
    expect(at('2025-05-29')).toMatchObject({ daysLeft: 0, overdueBy: 2, reminder: 1 });
  });

  test('not what is published or withheld, counts for nothing here, or has no result yet', () => {
    for (const more of [
      { publishedOn: '2025-05-01' },
      { withheldGround: '商业秘密' },
      { selection: 'directed' },
      { outside: true },
      { recognised: true },
      { state: 'drawn' },
      { resultDeterminedOn: undefined },
    ]) {
      expect(at('2025-05-20', more)).toBeUndefined();
    }
    expect(at('2025-05-20')).toBeDefined();
  });

  test('what is withheld in part only: the rest has its last day, until it is public', () => {
    const part = { withheldGround: '商业秘密', withheldPart: true };
    expect(at('2025-05-20', part)).toMatchObject({ due: { date: '2025-05-27' }, daysLeft: 5 });
    expect(at('2025-05-20', { ...part, publishedOn: '2025-05-01' })).toBeUndefined();
  });
});

describe('a result on a ground on which nothing is published (R-159)', () => {
  const secret = aVisit({
    objectId: 'K-001',
    date: '2025-04-24',
    publishedOn: '2025-05-06',
    withheldGround: '商业秘密',
  });
  const { publishedOn: _, ...closed } = secret;

  test('is a breach once it is public as it was, where the scheme forbids that', () => {
    expect(secrecyFindings(pack, [secret])).toEqual([
      {
        ...{ code: 'SECRET_PUBLISHED', rule: 'jiangxian/secrecy/all/all', class: 'all', level: 'all' },
        ...{ object: 'K-001', date: '2025-04-24', doneOn: '2025-05-06', ground: '商业秘密', period: '2025-04' },
        ...{ severity: 'error', clause: expect.objectContaining({ section: '四（七）' }) },
      },
    ]);
  });

  test('is none while it is not public, where the part concerned was left out, or nothing was to be withheld', () => {
    const approved = { withheldApproved: true } as const;
    expect(
      secrecyFindings(pack, [
        { ...closed, ...approved },
        { ...secret, ...approved, withheldPart: true },
      ]),
    ).toEqual([]);
    expect(
      secrecyFindings(pack, [aVisit({ objectId: 'K-002', date: '2025-04-24', publishedOn: '2025-05-06' })]),
    ).toEqual([]);
  });

  test('is pointed out under every scheme where it, or a part of it, is left out and nobody approved that', () => {
    expect(secrecyFindings(pack, [closed])).toEqual([
      {
        ...{ code: 'WITHHELD_UNAPPROVED', rule: 'jiangxian/secrecy/all/all', class: 'all', level: 'all' },
        ...{ object: 'K-001', date: '2025-04-24', ground: '商业秘密', period: '2025-04' },
        ...{ severity: 'warning', clause: expect.objectContaining({ section: '四（七）' }) },
      },
    ]);
    const part = { ...secret, withheldPart: true } as const;
    expect(secrecyFindings(pack, [part]).map(({ code, ground }) => [code, ground])).toEqual([
      ['WITHHELD_UNAPPROVED', '商业秘密（部分）'],
    ]);
    expect(secrecyFindings(loadPack('xinxian'), [{ ...closed, withheldGround: '国家安全' }])).toMatchObject([
      { code: 'WITHHELD_UNAPPROVED', rule: 'xinxian/secrecy/all/all', severity: 'warning' },
    ]);
    // Published as it was, nothing is left out; what was recognised is withheld by whoever made that visit.
    expect(secrecyFindings(pack, [secret]).map(({ code }) => code)).toEqual(['SECRET_PUBLISHED']);
    expect(secrecyFindings(pack, [{ ...closed, recognised: true }])).toEqual([]);
  });

  test('is the choice of the office where the scheme only allows to withhold it, as a switch may say too', () => {
    expect(secrecyFindings(loadPack('xinxian'), [{ ...secret, withheldGround: '国家安全' }])).toEqual([]);
    const optional = { mode: 'optional', grounds: ['商业秘密'] } as const;
    const switched = pack.rules.map((rule) => (rule.topic === 'secrecy' ? { ...rule, value: optional } : rule));
    expect(secrecyFindings({ ...pack, rules: switched }, [secret])).toEqual([]);
    expect(secrecyFindings(pack, [{ ...secret, withheldGround: '公共安全' }])).toEqual([]);
    expect(secrecyFindings(pack, [{ ...secret, withheldGround: '公共安全；个人隐私' }])).toHaveLength(1);
  });
});

describe('results without the day their clock runs from', () => {
  const result = aVisit({ objectId: 'A', date: '2025-05-13', period: '2025Q2', results: ['未发现问题'] });
  const lacking = (under: Pack, visit: typeof result, asOf = '2025-05-20') => {
    const to = visit.period === undefined ? visit.date : '2025-06-30';
    const done = [{ visit, from: visit.date, to, serves: [visit.class] }];
    return unclockedResults(under, { done }, { period: '2025', asOf })?.results;
  };
  const { period: _, ...undated } = result;

  test('are counted, with the clause of the clock and the day that is lacking', () => {
    const done = [{ visit: result, from: '2025-04-01', to: '2025-06-30', serves: [] }];
    expect(unclockedResults(pack, { done }, { period: '2025', asOf: '2025-05-20' })).toEqual({
      results: 1,
      start: 'resultDetermined',
      rule: 'jiangxian/publication/all/all',
      clause: expect.objectContaining({ section: '四（七）' }),
    });
    expect(lacking(pack, { ...result, publishedOn: '2026-01-10' })).toBe(1);
  });

  test('are none with that day, where no result was recorded, where it is lawfully withheld, or in another year', () => {
    expect(lacking(pack, { ...result, resultDeterminedOn: '2025-05-14' })).toBeUndefined();
    expect(lacking(pack, { ...result, results: [] })).toBeUndefined();
    expect(lacking(pack, { ...result, withheldGround: '国家秘密' })).toBeUndefined();
    expect(lacking(pack, { ...undated, date: '2024-05-13' })).toBeUndefined();
  });

  test('of a task that must be completed first are counted once its time is over', () => {
    const xinxian = loadPack('xinxian');
    expect(lacking(xinxian, result, '2025-06-30')).toBeUndefined();
    expect(lacking(xinxian, result, '2025-07-01')).toBe(1);
    expect(lacking(xinxian, undated, '2025-06-30')).toBeUndefined();
    expect(lacking(xinxian, undated, '2025-07-01')).toBe(1);
    expect(lacking(xinxian, { ...undated, taskCompletedOn: '2025-06-30' }, '2025-07-01')).toBeUndefined();
  });

  test('are none that became public while their task is open here: the clock has not begun', () => {
    const xinxian = loadPack('xinxian');
    const open = { ...result, taskEnds: 'open' } as const;
    const isPublic = { publishedOn: '2025-05-20' };
    expect(lacking(xinxian, { ...open, ...isPublic }, '2025-07-01')).toBeUndefined();
    // Controls: not public; nobody knows its task here; the clock runs from a day of its own.
    expect(lacking(xinxian, open, '2025-07-01')).toBe(1);
    expect(lacking(xinxian, { ...result, ...isPublic }, '2025-07-01')).toBe(1);
    expect(lacking(pack, { ...open, ...isPublic }, '2025-07-01')).toBe(1);
  });
});

test('a result that is public, or withheld, is one also where the day its clock runs from is not on record', () => {
  const visits = [
    aVisit({ objectId: 'A', date: '2025-02-20', results: ['未发现问题'], publishedOn: '2025-02-27' }),
    aVisit({ objectId: 'B', date: '2025-02-20', results: ['未发现问题'], withheldGround: '商业秘密' }),
    aVisit({ objectId: 'C', date: '2025-02-20', results: ['未发现问题'] }),
    aVisit({ objectId: 'D', date: '2025-02-20', results: [], publishedOn: '2025-02-27' }),
  ];
  const ledger = { done: visits.map((visit) => ({ visit, from: visit.date, to: visit.date, serves: ['key'] })) };
  const ask = { asOf: '2025-05-20', calendar };
  const states = resultsOf(pack, ledger, { ...ask, period: '2025Q1' }).map(({ visit, status }) => [
    visit.objectId,
    status,
  ]);
  expect(states).toEqual([
    ['A', 'unclocked'],
    ['B', 'withheld'],
  ]);
  expect(resultCounts(pack, ledger, { ...ask, year: 2025 })).toEqual({ concluded: 2, withheld: 1, published: 1 });
  // Whether in time is still what nobody can say.
  expect(unclockedResults(pack, ledger, { ...ask, period: '2025' })?.results).toBe(2);
});
