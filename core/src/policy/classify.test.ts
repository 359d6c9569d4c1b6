import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { anObject, aVisit, keyObject } from '../../test/facts-fixtures.ts';
import { loadPack, withSwitches } from '../../test/pack-files.ts';
import { type ClassifyInput, classIntervals, classify, quarterlyClasses } from './classify.ts';
import type { EventFact, ObjectFacts } from './facts.ts';

const pack = loadPack('jiangxian');
const PENALTY: EventFact = { kind: 'penalty', date: '2025-02-20', document: '示环罚〔2025〕3号' };
const classOn = (date: string, object: ObjectFacts, visits: ClassifyInput['visits'] = []) =>
  classify(pack, { object, date, visits }).class;

/** Classes of another scheme in the same format: rows, overlay, last year's events. */
const rows = loadPack('jiangxian', (value) => {
  const clause = { section: '一', quote: '阳光管理' };
  (value as { classes: object[] }).classes.push(
    {
      id: 'A1',
      name: 'A1',
      standing: 'overlay',
      clause,
      conditions: [when('a1', 'object.permitCategory == "重点管理"')],
    },
    {
      id: 'B1',
      name: 'B1',
      standing: 'overlay',
      unless: ['A1', 'A2'],
      clause,
      conditions: [when('b1', 'object.permitCategory == "简化管理"')],
    },
    { id: 'A2', name: 'A2', standing: 'overlay', clause, conditions: [when('a2', '"A2" in object.tierRows')] },
    {
      id: 'listed',
      name: '挂牌',
      standing: 'overlay',
      clause,
      conditions: [{ ...when('listed.lastYear', 'event.kind == "listedSupervision"'), within: 'previousYear' }],
    },
    {
      id: 'criminal',
      name: '涉刑',
      standing: 'overlay',
      clause,
      conditions: [{ ...when('criminal.ever', 'event.kind == "crime"'), within: 'ever' }],
    },
  );
  function when(id: string, source: string) {
    return { id, fact: '条件', when: source, clause };
  }
});

describe('the five classes', () => {
  test('one profile each, as the golden profiles say', () => {
    expect(classOn('2025-05-14', anObject({ id: 'P2', permitCategory: '简化管理' }))).toBe('general');
    expect(classOn('2025-05-14', keyObject('P3', { keyListMember: [{ year: 2025, level: 'municipal' }] }))).toBe('key');
    expect(classOn('2025-05-14', anObject({ id: 'P4', seriousDishonesty: true }))).toBe('general');
    expect(classOn('2025-05-14', anObject({ id: 'P5', tailingsPond: true }))).toBe('general');
    expect(classOn('2025-05-14', anObject({ id: 'P6', constructionProject: true }))).toBe('construction');
  });

  test('key by the list of the year, not of another', () => {
    const object = keyObject('K', { keyListMember: [{ year: 2025 }] });
    expect(classOn('2025-12-31', object)).toBe('key');
    expect(classOn('2026-01-01', object)).toBe('general');
  });

  test('a reason names the condition, the fact, its day and document, and the clause', () => {
    const { class: cls, reasons } = classify(pack, {
      object: keyObject('K', { events: [PENALTY] }),
      date: '2025-04-01',
    });
    expect(cls).toBe('special');
    expect(reasons).toEqual([
      {
        condition: 'special.penalty',
        fact: '上一季度因环境违法问题受到行政处罚',
        date: '2025-02-20',
        document: '示环罚〔2025〕3号',
        clause: { section: '四（五）3', quote: '因环境违法问题收到行政处罚或被群众举报查实的' },
      },
    ]);
  });

  test('general says that nothing else holds', () => {
    expect(classify(pack, { object: anObject({ id: 'G' }), date: '2025-04-01' }).reasons).toMatchObject([
      { condition: 'otherwise', clause: { section: '四（三）' } },
    ]);
  });

  test('what lost by precedence is still shown, and only one class counts', () => {
    const found = classify(pack, { object: keyObject('K', { events: [PENALTY] }), date: '2025-04-01' });
    expect(found.matched.map(({ class: cls }) => cls)).toEqual(['key', 'special']);
    expect(found.memberOf).toEqual(['special']);
  });

  test('AMB-22: under shared bases a special object stays in the key base', () => {
    const under = withSwitches(pack, { 'class.exclusive': false });
    const found = classify(under, { object: keyObject('K', { events: [PENALTY] }), date: '2025-04-01' });
    expect(found.class).toBe('special');
    expect(found.memberOf).toEqual(['special', 'key']);
  });

  test('AMB-57: service agencies stay outside every ratio, or are general', () => {
    const object = anObject({ id: 'S', serviceAgency: true });
    expect(classOn('2025-04-01', object)).toBe('outside');
    const under = withSwitches(pack, { 'class.outside': false });
    expect(classify(under, { object, date: '2025-04-01' }).class).toBe('general');
  });
});

describe('AMB-26: the joint object', () => {
  const joint = anObject({ id: 'J', jointObject: true });

  test('alone it is the class', () => {
    expect(classify(pack, { object: joint, date: '2025-04-01' })).toMatchObject({
      class: 'jointObject',
      beside: ['jointObject'],
      memberOf: ['jointObject'],
    });
  });

  test('a key discharger keeps its class, with the flag beside it', () => {
    expect(classify(pack, { object: { ...joint, keyListMember: [{}] }, date: '2025-04-01' })).toMatchObject({
      class: 'key',
      beside: ['jointObject'],
      memberOf: ['key', 'jointObject'],
    });
  });

  test('without the flag reading the list decides', () => {
    const under = withSwitches(pack, { 'class.jointFlag': false });
    expect(classify(under, { object: { ...joint, keyListMember: [{}] }, date: '2025-04-01' })).toMatchObject({
      class: 'jointObject',
      beside: [],
      memberOf: ['jointObject'],
    });
  });
});

describe('special from quarter to quarter', () => {
  const object = keyObject('K', { events: [PENALTY] });

  test('enters the quarter after, leaves after it', () => {
    expect(['2025-03-31', '2025-04-01', '2025-06-30', '2025-07-01'].map((day) => classOn(day, object))).toEqual([
      'key',
      'special',
      'special',
      'key',
    ]);
  });

  test('over the turn of a year', () => {
    const late = anObject({ id: 'G', events: [{ ...PENALTY, date: '2025-11-05' }] });
    expect(classOn('2025-12-31', late)).toBe('general');
    expect(classOn('2026-03-31', late)).toBe('special');
    expect(classOn('2026-04-01', late)).toBe('general');
  });

  test.each([
    ['listedSupervision', 'national', 'special'],
    ['listedSupervision', 'provincial', 'special'],
    ['listedSupervision', 'municipal', 'key'],
    ['listedSupervision', undefined, 'key'],
    ['excessNotice', 'provincial', 'special'],
    ['excessNotice', 'county', 'key'],
    ['penalty', 'county', 'special'],
    ['verifiedComplaint', undefined, 'special'],
    ['unverifiedComplaint', undefined, 'key'],
    ['crime', undefined, 'key'],
  ] as const)('%s at level %s → %s', (kind, level, expected) => {
    const event: EventFact = { kind, date: '2025-02-20', ...(level ? { level } : {}) };
    expect(classOn('2025-05-14', keyObject('K', { events: [event] }))).toBe(expected);
  });

  test('AMB-21: by the day of the act where the pack says so', () => {
    const acted = keyObject('K', { events: [{ ...PENALTY, actDate: '2024-12-30' }] });
    const under = withSwitches(pack, { 'special.triggerDate': 'act' });
    expect(classify(under, { object: acted, date: '2025-02-01' }).class).toBe('special');
    expect(classify(under, { object: acted, date: '2025-05-01' }).class).toBe('key');
    expect(classify(under, { object, date: '2025-05-01' }).class).toBe('special');
    expect(classOn('2025-02-01', acted)).toBe('key');
  });

  test('a violation found in the special quarter keeps it for another', () => {
    const found = aVisit({ objectId: 'K', date: '2025-05-20', results: ['发现问题已责令整改'] });
    expect(classOn('2025-08-01', object, [found])).toBe('special');
    expect(classOn('2025-11-01', object, [found])).toBe('key');
    expect(classify(pack, { object, date: '2025-08-01', visits: [found] }).reasons).toMatchObject([
      { condition: 'special.stays', date: '2025-05-20' },
    ]);
    expect(classOn('2025-08-01', object, [{ ...found, state: 'drawn' }])).toBe('key');
    expect(classOn('2025-08-01', object, [{ ...found, results: ['未发现问题'] }])).toBe('key');
  });

  test('a violation found while it was not special makes nothing special', () => {
    const found = aVisit({ objectId: 'K', date: '2025-02-20', results: ['发现问题已责令整改'] });
    expect(classOn('2025-05-01', keyObject('K'), [found])).toBe('key');
    expect(classOn('2025-08-01', keyObject('K', { events: [{ ...PENALTY, kind: 'crime' }] }), [found])).toBe('key');
  });

  test('AMB-20: leaves without an inspection, and that is shown; or waits for one', () => {
    const clean = aVisit({ objectId: 'K', date: '2025-05-20' });
    expect(classify(pack, { object, date: '2025-08-01' })).toMatchObject({ class: 'key', exitedUninspected: true });
    expect(classify(pack, { object, date: '2025-08-01', visits: [clean] }).exitedUninspected).toBe(false);
    expect(classify(pack, { object, date: '2025-05-01' }).exitedUninspected).toBe(false);

    const under = withSwitches(pack, { 'special.exitRequiresInspection': true });
    expect(classify(under, { object, date: '2025-08-01' })).toMatchObject({
      class: 'special',
      reasons: [{ condition: 'special.uninspected' }],
    });
    expect(classify(under, { object, date: '2026-02-01' }).class).toBe('special');
    expect(classify(under, { object, date: '2025-08-01', visits: [clean] }).class).toBe('key');
  });
});

describe('overrides', () => {
  const override = { class: 'key', from: '2025-05-10', to: '2025-05-20', reason: '名录更正', approvedBy: '负责人' };

  test('hold between their days, with reason and approver', () => {
    const object = anObject({ id: 'G', overrides: [override] });
    expect(classOn('2025-05-09', object)).toBe('general');
    expect(classOn('2025-05-10', object)).toBe('key');
    expect(classOn('2025-05-20', object)).toBe('key');
    expect(classOn('2025-05-21', object)).toBe('general');
    expect(classify(pack, { object, date: '2025-05-15' }).reasons).toMatchObject([
      { condition: 'override', fact: '人工调整：名录更正（批准：负责人）', date: '2025-05-10' },
    ]);
  });

  test('to a class the pack does not have change nothing', () => {
    expect(classOn('2025-05-15', anObject({ id: 'G', overrides: [{ ...override, class: 'B1' }] }))).toBe('general');
  });

  test('split the intervals of a quarter', () => {
    const object = anObject({ id: 'G', overrides: [override], events: [PENALTY] });
    const spans = classIntervals([pack], { object }, { from: '2025Q1', to: '2025Q3' });
    expect(spans.map(({ class: cls, from, to }) => [cls, from, to])).toEqual([
      ['general', '2025-01-01', '2025-03-31'],
      ['special', '2025-04-01', '2025-05-09'],
      ['key', '2025-05-10', '2025-05-20'],
      ['special', '2025-05-21', '2025-06-30'],
      ['general', '2025-07-01', '2025-09-30'],
    ]);
  });

  test('outside the span do not split it', () => {
    const object = anObject({ id: 'G', overrides: [{ ...override, from: '2024-01-01', to: '2024-12-31' }] });
    expect(classIntervals([pack], { object }, { from: '2025Q1', to: '2025Q4' })).toHaveLength(1);
    expect(classIntervals([pack], { object: anObject({ id: 'G' }) }, { from: '2025Q1', to: '2025Q4' })).toMatchObject([
      { class: 'general', from: '2025-01-01', to: '2025-12-31' },
    ]);
  });
});

describe('other schemes in the same format', () => {
  test('rows exclude higher rows and stand beside the class', () => {
    const simplified = anObject({ id: 'R', permitCategory: '简化管理' });
    expect(classify(rows, { object: simplified, date: '2025-05-01' })).toMatchObject({
      class: 'general',
      beside: ['B1'],
      memberOf: ['general', 'B1'],
    });
    const higher = classify(rows, { object: { ...simplified, tierRows: ['A2'] }, date: '2025-05-01' });
    expect(higher.beside).toEqual(['A2']);
  });

  test('events of the calendar year before, and events at any time before', () => {
    const event = (kind: EventFact['kind'], date: string): EventFact => ({ kind, date });
    const on = (date: string, given: EventFact) =>
      classify(rows, { object: anObject({ id: 'R', events: [given] }), date }).beside;
    expect(on('2026-01-01', event('listedSupervision', '2025-06-01'))).toEqual(['listed']);
    expect(on('2025-12-31', event('listedSupervision', '2025-06-01'))).toEqual([]);
    expect(on('2027-01-01', event('listedSupervision', '2025-06-01'))).toEqual([]);
    expect(on('2030-01-01', event('crime', '2025-06-01'))).toEqual(['criminal']);
    expect(on('2025-05-31', event('crime', '2025-06-01'))).toEqual([]);
  });
});

test('the order of events, visits and conditions changes nothing', () => {
  const kinds = ['penalty', 'verifiedComplaint', 'listedSupervision', 'crime'] as const;
  const day = fc.integer({ min: 0, max: 27 }).map((n) => `2025-0${1 + (n % 9)}-1${n % 10}`);
  fc.assert(
    fc.property(
      fc.array(fc.record({ kind: fc.constantFrom(...kinds), date: day, level: fc.constant('provincial' as const) })),
      fc.array(fc.tuple(day, fc.boolean()), { maxLength: 5 }),
      fc.constantFrom('2025-03-01', '2025-05-01', '2025-09-30', '2025-12-31'),
      (events, days, date) => {
        const visits = days.map(([at, bad]) =>
          aVisit({ objectId: 'K', date: at, results: [bad ? '发现问题已立案调查' : '未发现问题'] }),
        );
        const forward = classify(pack, { object: keyObject('K', { events }), date, visits });
        const backward = classify(pack, {
          object: keyObject('K', { events: events.toReversed() }),
          date,
          visits: visits.toReversed(),
        });
        expect(backward.class).toBe(forward.class);
        expect(backward.exitedUninspected).toBe(forward.exitedUninspected);
      },
    ),
  );
});

describe('what stands behind a flag', () => {
  const yingkou = loadPack('yingkou');
  const reasonsOf = (given: Partial<ObjectFacts>) =>
    classify(yingkou, { object: anObject({ id: 'E', ...given }), date: '2026-05-01' }).reasons.map(
      ({ condition: _, clause: __, ...said }) => said,
    );

  test('is the day and document of the reason, of a flag that holds and of no other', () => {
    const behind = { date: '2026-03-02', document: '某环〔2026〕3号' };
    expect(
      reasonsOf({ tailingsPond: true, evidence: { tailingsPond: behind, landfill: { date: '2020-01-01' } } }),
    ).toEqual([{ fact: expect.stringContaining('尾矿库'), ...behind }]);
    expect(reasonsOf({ tailingsPond: true })).toEqual([{ fact: expect.stringContaining('尾矿库') }]);
    expect(reasonsOf({ landfill: false, evidence: { landfill: behind } })).toMatchObject([
      { fact: '不符合其他类别的条件' },
    ]);
    expect(reasonsOf({ environmentalRisk: '高', evidence: { environmentalRisk: { document: '评估1号' } } })).toEqual([
      { fact: expect.any(String), document: '评估1号' },
    ]);
  });

  test('is that of each field where a condition reads several', () => {
    const dishonest = { seriousDishonesty: true, environmentalCreditGrade: '严重失信' };
    const evidence = { seriousDishonesty: { date: '2026-01-05' }, environmentalCreditGrade: { document: '评价2号' } };
    expect(reasonsOf({ ...dishonest, evidence })).toMatchObject([{ date: '2026-01-05' }, { document: '评价2号' }]);
    const waste = { hazardousWasteRole: ['产生' as const], evidence: { hazardousWasteRole: { date: '2026-01-06' } } };
    expect(reasonsOf(waste)).toMatchObject([{ date: '2026-01-06' }]);
    expect(reasonsOf({ ...waste, hazardousWasteRole: [] })).toMatchObject([{ fact: '不符合其他类别的条件' }]);
  });

  test('is that of the list of its year where the object stands on lists', () => {
    const keyListMember = [
      { year: 2025, document: '旧名录' },
      { year: 2026, date: '2026-03-31', document: '名录〔2026〕1号' },
      { document: '长期名录' },
      {},
    ];
    expect(reasonsOf({ keyListMember })).toMatchObject([
      { date: '2026-03-31', document: '名录〔2026〕1号' },
      { document: '长期名录' },
    ]);
    expect(reasonsOf({ keyListMember: [{ year: 2026, date: '2026-03-31' }] })).toMatchObject([{ date: '2026-03-31' }]);
  });
});

test('the classes whose members change with the quarter, and not those by last year’s events or by a reading not taken', () => {
  expect(quarterlyClasses(pack)).toEqual(['special']);
  expect(quarterlyClasses(loadPack('yiliang'))).toEqual([]);
  const at = (snapshot: string) => quarterlyClasses(withSwitches(pack, { 'calc.denominatorSnapshot': snapshot }));
  expect([at('periodStart'), at('yearStart')]).toEqual([['special'], []]);
  const only = loadPack('jiangxian', (value) => {
    const { classes } = value as { classes: { conditions?: { within?: string; onlyIf?: object[] }[] }[] };
    for (const one of classes.flatMap(({ conditions = [] }) => conditions))
      if (one.within) one.onlyIf = [{ switch: 'class.rules', is: 'byOffice' }];
  });
  expect(quarterlyClasses(only)).toEqual([]);
});
