import { describe, expect, test } from 'vitest';
import { anObject, aVisit } from '../../test/facts-fixtures.ts';
import { loadHolidays, loadPack, packValue, withSwitches } from '../../test/pack-files.ts';
import { basesOn } from './bases.ts';
import { classIntervals, classify } from './classify.ts';
import { compliance } from './compliance.ts';
import { evaluateYear } from './evaluate.ts';
import type { Level, ObjectFacts } from './facts.ts';
import type { Pack } from './pack.ts';
import { adHocClasses, directedGround, directedGrounds } from './paperwork.ts';
import { parsePack } from './parse-pack.ts';
import { proposePlan } from './plan.ts';
import { workingDays } from './working-days.ts';

/** Objects on the rows of a table: several at once, and what the other readings of the table make of it. */

const yiliang = loadPack('yiliang');
const rowsOf = (object: Partial<ObjectFacts>, pack = yiliang, level?: Level) =>
  classify(pack, {
    object: anObject({ id: 'X', permitCategory: 'none', ...object }),
    date: '2022-05-14',
    ...(level && { level }),
  }).beside;

describe('an object on several rows', () => {
  const many: Partial<ObjectFacts> = {
    permitCategory: '重点管理',
    keyListMember: [{ year: 2022, level: 'municipal' }],
    tierRows: ['C4'],
  };

  test('counts on every one of them; a higher letter closes the rows that say so', () => {
    expect(rowsOf(many)).toEqual(['A1', 'B2']);
    expect(rowsOf({ permitCategory: '简化管理', tags: ['要求:部厅要求'] })).toEqual(['A2']);
    expect(rowsOf({ permitCategory: '登记管理', tags: ['要求:市政府要求'] })).toEqual(['B3']);
    expect(rowsOf({ permitCategory: '登记管理', nuclearUser: true })).toEqual(['C1', 'nuclear']);
    expect(rowsOf({ constructionProject: true })).toEqual([]);
  });

  test('or on the first, or on the one that asks for most', () => {
    const first = withSwitches(yiliang, { 'tier.multiMembership': 'letterPrecedence' });
    expect(rowsOf({ ...many, nuclearUser: true }, first)).toEqual(['A1', 'nuclear']);
    const strictest = withSwitches(yiliang, { 'tier.multiMembership': 'strictest' });
    // B2 is the county's stricter one; the city has A1 alone.
    expect(rowsOf({ ...many, nuclearUser: true }, strictest)).toEqual(['A1', 'B2', 'nuclear']);
    expect(rowsOf({ ...many, nuclearUser: true }, strictest, 'county')).toEqual(['B2', 'nuclear']);
    expect(rowsOf({ ...many, nuclearUser: true }, strictest, 'municipal')).toEqual(['A1', 'nuclear']);
    expect(rowsOf({ tags: ['要求:部厅要求', '要求:督察要求'] }, strictest)).toEqual(['A2']);
    expect(rowsOf({ tags: ['要求:督察要求', '要求:经常性问题'] }, strictest)).toEqual(['A3']);
  });

  test('a level compares the rows of its own column: what another one is asked for takes nothing from it', () => {
    // A4 is the city's alone, C3 the county's alone.
    const objects = [
      ...['a', 'b', 'c'].map((id) => anObject({ id, permitCategory: '重点管理', tags: ['要求:集中投诉'] })),
      ...['d', 'e'].map((id) => anObject({ id, permitCategory: '重点管理', tierRows: ['A4'] })),
      ...['f', 'g'].map((id) => anObject({ id, tierRows: ['A4'], tags: ['要求:集中投诉'] })),
      ...['h', 'i', 'j', 'k'].map((id) => anObject({ id, permitCategory: '重点管理' })),
    ];
    const bases = (reading: string, level: Level) => {
      const under = withSwitches(yiliang, { 'tier.multiMembership': reading });
      const found = basesOn(under, { objects, visits: [], date: '2022-05-14', level });
      return Object.fromEntries(
        found.flatMap(({ class: cls, base }) => (/^[ABC]\d$/.test(cls) && base > 0 ? [[cls, base]] : [])),
      );
    };
    expect(bases('everyRow', 'county')).toMatchObject({ A1: 9, C3: 5 });
    expect(bases('strictest', 'municipal')).toEqual({ A1: 7, A4: 4 });
    expect(bases('strictest', 'county')).toEqual({ A1: 6, C3: 5 });
    expect(bases('letterPrecedence', 'municipal')).toEqual({ A1: 9, A4: 2 });
    expect(bases('letterPrecedence', 'county')).toEqual({ A1: 9, C3: 2 });
  });

  test('the residual row, or only who is named on it', () => {
    expect(rowsOf({})).toEqual(['C4']);
    const named = withSwitches(yiliang, { 'tier.c4Residual': false });
    expect(rowsOf({}, named)).toEqual([]);
    expect(rowsOf({ tierRows: ['C4'] }, named)).toEqual(['C4']);
  });

  test('classes follow the rows, or conditions of their own', () => {
    const classOf = (object: Partial<ObjectFacts>, pack: Pack) =>
      classify(pack, { object: anObject({ id: 'X', ...object }), date: '2022-05-14' }).class;
    const byConditions = withSwitches(yiliang, { 'tier.classMap': 'conditions' });
    const complained = { tags: ['要求:集中投诉'] };
    expect([classOf(complained, yiliang), classOf(complained, byConditions)]).toEqual(['special', 'general']);
    const risky: Partial<ObjectFacts> = { environmentalRisk: '高' };
    expect([classOf(risky, yiliang), classOf(risky, byConditions)]).toEqual(['general', 'special']);
  });
});

describe('two rounds a year', () => {
  const plan = (switches: Record<string, string>) =>
    proposePlan(withSwitches(yiliang, switches), {
      agency: { code: '999999', name: '示范县', level: 'county' },
      year: 2022,
      bases: { B2: 7 },
    }).entries.map(({ id, n }) => [id, n]);

  test('one in each half; both at any time; or one coverage together', () => {
    expect(plan({})).toEqual([
      ['2022h1.b2', 7],
      ['2022h2.b2', 7],
    ]);
    expect(plan({ 'tier.halfYears': 'anyTime' })).toEqual([
      ['2022.b2.1', 7],
      ['2022.b2.2', 7],
    ]);
    expect(plan({ 'tier.ratioScope': 'perYear' })).toEqual([['2022.b2', 7]]);
  });

  test('at any time is judged by two days of every object', () => {
    const objects = ['a', 'b'].map((id) => anObject({ id, permitCategory: 'none', tags: ['要求:市政府要求'] }));
    const on = (objectId: string, date: string) =>
      aVisit({ objectId, class: 'B3', date, resultDeterminedOn: date, publishedOn: date, taskType: 'internalJoint' });
    const judge = (visits: ReturnType<typeof on>[]) => {
      const { tables, findings } = compliance(withSwitches(yiliang, { 'tier.halfYears': 'anyTime' }), {
        agency: '999999',
        level: 'county',
        year: 2022,
        objects,
        visits,
        asOf: '2023-01-01',
        calendar: workingDays([loadHolidays(2022)]),
      });
      return { ...tables.find(({ class: cls }) => cls === 'B3'), findings };
    };
    const twice = [on('a', '2022-02-10'), on('a', '2022-02-11'), on('b', '2022-10-10'), on('b', '2022-11-10')];
    expect(judge(twice)).toMatchObject({ required: 4, actual: 4, state: 'met' });
    // A base of two, each wanted twice: the four are visits, no objects.
    const short = { base: 2, times: 2, required: 4, actual: 3, state: 'short' };
    expect(judge(twice.slice(0, 3))).toMatchObject(short);
    expect(judge(twice.slice(0, 3)).findings).toContainEqual(
      expect.objectContaining({ code: 'UNDER_RATIO', times: 2, required: 4, shortBy: 1 }),
    );
  });
});

describe('figures of the office outside', () => {
  const objects = [anObject({ id: 'a' }), anObject({ id: 'b' })];
  const visits = ['a', 'b'].map((objectId) =>
    aVisit({ objectId, class: 'C1', date: '2022-03-10', taskId: 't', taskType: 'interdepartmentalJoint' }),
  );
  const judge = (more: object) =>
    compliance(yiliang, {
      agency: '999999',
      level: 'county',
      year: 2022,
      objects,
      visits,
      asOf: '2023-01-01',
      calendar: workingDays([loadHolidays(2022)]),
      ...more,
    }).findings.filter(({ code }) => code === 'UNDER_JOINT_EXTERNAL');

  test('not entered: a warning that they are missing', () => {
    expect(judge({})).toMatchObject([{ severity: 'warning', actual: 1 }]);
  });

  test('entered: tasks and objects are judged, each on its own', () => {
    expect(judge({ figures: { tasks: 1, objects: 2 } })).toEqual([]);
    expect(judge({ figures: { tasks: 2, objects: 5 } })).toMatchObject([
      { unit: 'task', required: 2, actual: 1, shortBy: 1, severity: 'error' },
      { unit: 'object', required: 5, actual: 2, shortBy: 3, severity: 'error' },
    ]);
  });

  test('the plan’s own dates where they are given', () => {
    const jiangxian = loadPack('jiangxian');
    const { findings } = compliance(jiangxian, {
      agency: '999999',
      level: 'county',
      year: 2025,
      objects: [],
      visits: [],
      plan: { madeOn: '2025-04-01', issuedOn: '2025-04-01', publishedOn: '2025-04-02' },
      asOf: '2026-01-01',
      calendar: workingDays([loadHolidays(2025)]),
    });
    expect(findings.map(({ code }) => code)).toEqual(['PLAN_LATE']);
  });

  test('a last day worded 原则上 is excused by an approved reason; one that is not stays', () => {
    const late = (strictness: string) => {
      const jiangxian = loadPack('jiangxian');
      const rules = jiangxian.rules.map((rule) => (rule.topic === 'planDue' ? { ...rule, strictness } : rule));
      const pack = { ...jiangxian, rules } as typeof jiangxian;
      return compliance(pack, {
        ...{ agency: '999999', level: 'county', year: 2025, objects: [], visits: [], asOf: '2026-01-01' },
        plan: { madeOn: '2025-04-01', issuedOn: '2025-04-01', publishedOn: '2025-04-02' },
        calendar: workingDays([loadHolidays(2025)]),
        justifications: [
          { rule: 'jiangxian/planDue/all/all', reason: '机构改革', approvedBy: 'usr_1', period: '2025' },
        ],
      }).findings.map(({ code, severity }) => `${code} ${severity}`);
    };
    expect([late('principle'), late('hard')]).toEqual([['PLAN_LATE justified'], ['PLAN_LATE error']]);
  });
});

describe('readings that must hold together', () => {
  const faults = (onlyIf: unknown) => {
    const value = packValue('yiliang');
    const rules = value['rules'] as Record<string, unknown>[];
    rules.find(({ id }) => id === 'yiliang/ratio/C4/county')!['onlyIf'] = onlyIf;
    const parsed = parsePack(value);
    return parsed.ok ? [] : parsed.error.map(({ message }) => message);
  };

  test('one, a list, an empty list, an option that does not exist', () => {
    expect(faults({ switch: 'tier.c4Residual', is: true })).toEqual([]);
    expect(
      faults([
        { switch: 'tier.c4Residual', is: true },
        { switch: 'tier.halfYears', is: 'anyTime' },
      ]),
    ).toEqual([]);
    expect(faults([])).toHaveLength(1);
    expect(faults([{ switch: 'tier.halfYears', is: 'never' }]).join()).toContain('onePerHalf');
    expect(faults('tier.halfYears').length).toBeGreaterThan(0);
  });
});

test('a topic that does not exist is no silence', () => {
  const value = packValue('xinxian');
  const rules = value['rules'] as { id: string; value: { list: { topic: unknown }[] } }[];
  rules.find(({ id }) => id === 'xinxian/silence/all/all')!.value.list[0]!.topic = 'weather';
  const parsed = parsePack(value);
  expect(parsed.ok ? '' : parsed.error[0]?.message).toContain('没有这个主题');
});

describe('classes over time', () => {
  const xiongan = loadPack('xiongan');
  const intervals = (object: Partial<ObjectFacts>, pack = xiongan) =>
    classIntervals(
      [pack],
      { object: anObject({ id: 'X', permitCategory: '重点管理', ...object }) },
      { from: '2023Q1', to: '2024Q4' },
    ).map(({ class: cls, from, to }) => [cls, from, to]);

  test('the positive list changes the class on the day it begins and the day after it ends', () => {
    expect(intervals({ positiveList: { from: '2023-02-10', to: '2023-05-09' } })).toEqual([
      ['key', '2023-01-01', '2023-02-09'],
      ['general', '2023-02-10', '2023-05-09'],
      ['key', '2023-05-10', '2024-12-31'],
    ]);
    expect(intervals({ positiveList: { from: '2023-11-10' } })).toEqual([
      ['key', '2023-01-01', '2023-11-09'],
      ['general', '2023-11-10', '2024-12-31'],
    ]);
  });

  test('last year’s event from New Year’s Day to New Year’s Eve; one that lasts from its own day', () => {
    const listed = { kind: 'listedSupervision', level: 'municipal', date: '2022-06-10' } as const;
    expect(intervals({ events: [listed] })).toEqual([
      ['special', '2023-01-01', '2023-12-31'],
      ['key', '2024-01-01', '2024-12-31'],
    ]);
    const crime = { kind: 'crime', date: '2023-06-10' } as const;
    expect(intervals({ events: [crime] })).toEqual([
      ['key', '2023-01-01', '2023-06-09'],
      ['special', '2023-06-10', '2024-12-31'],
    ]);
    const byAct = withSwitches(xiongan, { 'special.triggerDate': 'act' });
    expect(intervals({ events: [{ ...crime, actDate: '2023-03-01' }] }, byAct)[0]).toEqual([
      'key',
      '2023-01-01',
      '2023-02-28',
    ]);
  });

  test('a directory of objects that all look different is classed like any other', () => {
    const pack = loadPack('xinxian');
    const objects = Array.from({ length: 20_001 }, (_, i) => anObject({ id: `O-${i}`, tags: [`号:${i}`] }));
    const classes = objects.map((object) => classify(pack, { object, date: '2021-05-14' }).class);
    expect(new Set(classes)).toEqual(new Set(['general']));
    expect(classify(pack, { object: objects.at(-1)!, date: '2021-05-14' }).class).toBe('general');
  });
});

test('a re-draw is judged as its rule says where the pack reads it so; a quarter without any joint task is short', () => {
  const yingkou = withSwitches(loadPack('yingkou'), { 'redraw.strictness': 'byRule' });
  const tallies = [
    { class: 'key', level: 'municipal' as const, periods: [{ period: '2022', base: 370, completed: 8 }], redraws: 3 },
  ];
  expect(evaluateYear(yingkou, { year: 2022, tallies }).findings).toMatchObject([
    { code: 'UNDER_REDRAW', severity: 'warning' },
  ]);
  const totals = { level: 'county' as const, interdepartmental: { byPeriod: {}, objects: 0 } };
  const { findings } = evaluateYear(loadPack('xiongan'), { year: 2023, tallies: [], totals });
  expect(findings.map(({ period, required, actual }) => [period, required, actual])).toEqual(
    ['2023Q1', '2023Q2', '2023Q3', '2023Q4'].map((period) => [period, 1, 0]),
  );
});

test('bases that move from quarter to quarter keep the top of a range', () => {
  const { entries } = proposePlan(yiliang, {
    agency: { code: '999999', name: '示范县', level: 'county' },
    year: 2022,
    bases: { A1: [20, 40, 20, 20], C4: [20, 30] },
  });
  expect(entries.map(({ n, max }) => [n, max])).toEqual([
    [1, undefined],
    [2, undefined],
    [1, undefined],
    [1, undefined],
    [2, 6],
  ]);
});

test('results of several months, and a stranger’s visit among re-draws', () => {
  const xiongan = loadPack('xiongan');
  const visits = ['2023-05-10', '2023-03-10', '2023-04-10'].map((date) =>
    aVisit({ objectId: 'gone', class: 'key', date, resultDeterminedOn: date }),
  );
  const ask = {
    agency: '999999',
    year: 2023,
    objects: [],
    asOf: '2024-01-01',
    calendar: workingDays([loadHolidays(2023)]),
  };
  const late = compliance(xiongan, { ...ask, level: 'county', visits }).findings.filter(
    ({ code }) => code === 'PUBLICATION_OVERDUE',
  );
  expect(late.map(({ period, count }) => [period, count])).toEqual([
    ['2023-03', 1],
    ['2023-04', 1],
    ['2023-05', 1],
  ]);
  // A month is done once the last of its results is public.
  const month = (publishedOn: readonly (string | undefined)[]) =>
    compliance(xiongan, {
      ...ask,
      level: 'county',
      visits: publishedOn.map((on, i) => ({
        ...aVisit({ objectId: `m${i}`, class: 'key', date: '2023-03-10', resultDeterminedOn: '2023-03-10' }),
        ...(on && { publishedOn: on }),
      })),
    }).findings.filter(({ code }) => code === 'PUBLICATION_OVERDUE');
  const days = (count: number) => ({ days: count, unit: 'day' });
  expect(month(['2023-05-04', '2023-05-02', '2023-03-20'])).toMatchObject([
    { count: 2, due: '2023-03-31', doneOn: '2023-05-04', lateBy: days(34) },
  ]);
  const [open] = month(['2023-05-04', undefined]);
  expect(open).toMatchObject({ count: 2, undone: 1, due: '2023-03-31', lateBy: days(276) });
  expect(open).not.toHaveProperty('doneOn');
  const two = ['b', 'a'].map((objectId) =>
    aVisit({ objectId, class: 'key', date: '2023-05-10', resultDeterminedOn: '2023-05-10' }),
  );
  const strangers = compliance(loadPack('jiangxian'), {
    ...ask,
    level: 'county',
    visits: [...two, ...visits],
  }).findings;
  expect(strangers.filter(({ code }) => code === 'PUBLICATION_OVERDUE').map(({ object }) => object)).toEqual([
    'a',
    'b',
    ...Array(3).fill('gone'),
  ]);
  const city = visits.map((visit) => ({ ...visit, level: 'municipal' as const }));
  const { tables } = compliance(loadPack('yingkou'), { ...ask, level: 'municipal', visits: city });
  expect(tables.find(({ topic }) => topic === 'redraw')).toMatchObject({ actual: 0 });
});

test('a special action is a ground of its own, or a campaign that is drawn', () => {
  expect(directedGround(yiliang, 'campaignAction')?.text).toBe('专项行动');
  const drawn = withSwitches(yiliang, { 'scope.campaignAction': 'campaign' });
  expect(directedGround(drawn, 'campaignAction')).toBeUndefined();
  expect(directedGrounds(yiliang)).toHaveLength(directedGrounds(drawn).length + 1);
});

test('special objects may be drawn outside the plan where the scheme says so', () => {
  const yingkou = loadPack('yingkou');
  expect(adHocClasses(yingkou)).toEqual(['special']);
  expect(adHocClasses(withSwitches(yingkou, { 'special.adHocDraw': false }))).toEqual([]);
  expect(adHocClasses(yiliang)).toEqual([]);
});
