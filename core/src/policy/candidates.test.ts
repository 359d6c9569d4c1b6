import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { anObject, aVisit, keyObject } from '../../test/facts-fixtures.ts';
import { loadPack, withSwitches } from '../../test/pack-files.ts';
import type { CandidatesInput } from './candidate-list.ts';
import { candidates } from './candidates.ts';
import type { EventFact, ObjectFacts, VisitFact } from './facts.ts';
import type { Pack } from './pack.ts';
import { statusOn } from './past-facts.ts';

const pack = loadPack('jiangxian');
const DAY = '2026-11-20';
const id = (n: number) => `K-${String(n).padStart(3, '0')}`;
const keys = (n: number): ObjectFacts[] => Array.from({ length: n }, (_, i) => keyObject(id(i + 1)));
const visited = (objectId: string, date: string, more: Partial<VisitFact> = {}) => aVisit({ objectId, date, ...more });

function list(input: Partial<CandidatesInput> & { readonly under?: Pack }) {
  const { under = pack, ...rest } = input;
  return candidates(under, {
    class: 'key',
    level: 'county',
    period: '2026Q4',
    date: DAY,
    objects: keys(37),
    visits: [],
    ...rest,
  })!;
}

const rowOf = (found: ReturnType<typeof list>, objectId: string) =>
  found.rows.find((row) => row.objectId === objectId)!;

describe('the list of a class', () => {
  test('numbers, rule and clause', () => {
    expect(list({ period: '2026Q1', date: '2026-02-10' })).toMatchObject({
      base: 37,
      pool: 37,
      minimum: 10,
      required: 10,
      recommended: 10,
      n: 10,
      uncovered: 37,
      tiers: [{ tier: 0, pool: 37, n: 10 }],
      excluded: [],
      fullTake: false,
      rule: 'jiangxian/ratio/key/county',
      clause: { section: '四（五）2' },
      cycle: { from: '2026-01-01', to: '2026-12-31' },
    });
  });

  test('the last quarter finishes the coverage', () => {
    const found = list({ visits: [] });
    expect(found).toMatchObject({ minimum: 10, required: 37, n: 37, fullTake: true });
    const drawn = keys(20).map(({ id: objectId }) => visited(objectId, '2026-05-10'));
    expect(list({ visits: drawn })).toMatchObject({
      uncovered: 17,
      required: 17,
      tiers: [
        { tier: 0, pool: 17, n: 17 },
        { tier: 1, pool: 20, n: 0 },
      ],
    });
  });

  test('thirty of 37 drawn: seven from tier 0, three from tier 1', () => {
    const drawn = keys(30).map(({ id: objectId }) => visited(objectId, '2026-05-10', { state: 'drawn', results: [] }));
    expect(list({ visits: drawn }).tiers).toEqual([
      { tier: 0, pool: 7, n: 7 },
      { tier: 1, pool: 30, n: 3 },
    ]);
  });

  test('only who belongs to the class has a row', () => {
    const found = list({
      objects: [...keys(2), anObject({ id: 'G-001' }), anObject({ id: 'C-1', constructionProject: true })],
    });
    expect(found.rows.map(({ objectId }) => objectId)).toEqual(['K-001', 'K-002']);
  });

  test('a list frozen before its quarter holds the special objects of that quarter', () => {
    const events: EventFact[] = [{ kind: 'penalty', date: '2026-08-02' }];
    const found = list({ class: 'special', date: '2026-09-28', objects: [...keys(3), keyObject('S', { events })] });
    expect(found.rows.map(({ objectId }) => objectId)).toEqual(['S']);
    expect(found).toMatchObject({ base: 1, required: 1, fullTake: true });
  });

  test('no ratio, no list', () => {
    expect(
      candidates(pack, { class: 'outside', level: 'county', period: '2026Q4', date: DAY, objects: [], visits: [] }),
    ).toBe(undefined);
  });

  test('a class without members has an empty list, not a fault', () => {
    expect(list({ objects: [] })).toMatchObject({ base: 0, required: 0, n: 0, tiers: [], fullTake: false });
  });

  test('a full take is a full take also where less would do', () => {
    expect(list({ objects: keys(1) })).toMatchObject({ required: 1, fullTake: true });
  });
});

describe('state', () => {
  test('suspended, closed, deregistered and moved are out, with the reason', () => {
    const states = ['suspended', 'closed', 'deregistered', 'moved'] as const;
    const objects = [...keys(37), ...states.map((status) => keyObject(status, { status }))];
    const found = list({ objects });
    expect(found.base).toBe(37);
    for (const status of states) expect(rowOf(found, status)).toMatchObject({ state: 'out', reason: status });
    expect(found.excluded).toEqual(
      ['closed', 'deregistered', 'moved', 'suspended'].map((reason) => ({ state: 'out', reason, count: 1 })),
    );
  });

  test('a status begins on its day', () => {
    const object = keyObject('X', { status: 'closed', statusSince: '2026-11-21' });
    expect(statusOn(object, '2026-11-20')).toBe('active');
    expect(statusOn(object, '2026-11-21')).toBe('closed');
    expect(rowOf(list({ objects: [object] }), 'X').state).toBe('in');
    expect(rowOf(list({ objects: [object], date: '2026-11-21' }), 'X').state).toBe('out');
  });

  test('suspended objects count in the base where the pack reads it so', () => {
    const under = withSwitches(pack, { 'calc.suspendedInDenominator': true });
    const objects = [...keys(37), keyObject('A', { status: 'suspended' }), keyObject('B', { status: 'closed' })];
    const found = list({ under, objects });
    expect(found.base).toBe(38);
    expect(rowOf(found, 'A')).toMatchObject({ state: 'base', reason: 'suspended' });
    expect(rowOf(found, 'B').state).toBe('out');
  });

  test('a row without an id cannot be drawn but lowers no minimum', () => {
    const found = list({ objects: [...keys(36), keyObject('')] });
    expect(found.base).toBe(37);
    expect(found.pool).toBe(36);
    expect(found.excluded).toEqual([{ state: 'base', reason: 'incomplete', count: 1 }]);
  });

  test('every reason is a code of the draw protocol', () => {
    const found = list({
      objects: [keyObject(''), keyObject('A', { status: 'moved' }), ...keys(4)],
      visits: [
        visited('K-001', '2026-11-02'),
        visited('K-002', '2026-02-02', { level: 'municipal' }),
        visited('K-003', '2026-02-02', { recognised: true }),
        visited('K-004', '2026-02-02'),
        visited('K-004', '2026-05-02'),
      ],
    });
    const reasons = found.rows.map(({ reason }) => reason);
    expect(reasons).toEqual(['incomplete', 'moved', 'already-drawn', 'upper-level-clean', 'recognised', 'cap']);
    for (const reason of reasons) expect(reason).toMatch(/^[a-z0-9][a-z0-9:._-]{0,63}$/);
  });
});

describe('clean at a higher level', () => {
  const clean = keys(5).map(({ id: objectId }) => visited(objectId, '2026-03-05', { level: 'municipal' }));

  test('out of the pool, in the base, covered; the clause is named', () => {
    const found = list({ visits: clean, period: '2026Q1', date: '2026-03-20' });
    expect(found).toMatchObject({ base: 37, pool: 32, required: 10, uncovered: 32 });
    expect(rowOf(found, 'K-001')).toMatchObject({
      state: 'base',
      reason: 'upper-level-clean',
      covered: true,
      source: { rule: 'jiangxian/exemption/all/all' },
    });
  });

  test('an agency may decide not to use it', () => {
    expect(list({ visits: clean, exempt: false }).pool).toBe(37);
  });

  test('outside the base where the pack reads it so', () => {
    const under = withSwitches(pack, { 'calc.exemptedInDenominator': false });
    const found = list({ under, visits: clean, period: '2026Q1', date: '2026-03-20' });
    expect(found).toMatchObject({ base: 32, required: 8 });
    expect(rowOf(found, 'K-001').state).toBe('out');
  });

  test('not covered where the pack reads it so', () => {
    const under = withSwitches(pack, { 'calc.exemptedCountsAsCovered': false });
    expect(list({ under, visits: clean, period: '2026Q1', date: '2026-03-20' }).uncovered).toBe(37);
  });

  test.each([
    ['with a problem', { results: ['发现问题已责令整改'] }],
    ['without a result yet', { results: [] }],
    ['not concluded', { state: 'drawn' }],
    ['directed, not random', { selection: 'directed' }],
    ['of last year', { date: '2025-12-30' }],
    ['of the same level', { level: 'county' }],
    ['with a wording the pack does not know', { results: ['一切正常'] }],
  ] as const)('%s it exempts nobody', (_, more) => {
    expect(
      list({ visits: [visited('K-001', '2026-03-05', { level: 'municipal', ...more })], objects: keys(3) }).pool,
    ).toBe(3);
  });

  test('per item, only where every item of the task was clean', () => {
    const under = { ...pack, rules: pack.rules.map(perItem) };
    const visits = [visited('K-001', '2026-03-05', { level: 'municipal', items: ['1', '2'] })];
    const pool = (items: readonly string[]) => list({ under, objects: keys(2), visits, items }).pool;
    expect(pool(['1', '2'])).toBe(1);
    expect(pool(['1', '3'])).toBe(2);
  });
});

function perItem(rule: Pack['rules'][number]): Pack['rules'][number] {
  if (rule.topic === 'exemption') return { ...rule, value: { ...rule.value, per: 'item' } };
  return rule.topic === 'cap' ? { ...rule, value: { ...rule.value, per: 'item' } } : rule;
}

describe('recognised results of others', () => {
  test('stand for a visit; without the rule they do not', () => {
    const visits = [visited('K-001', '2026-04-01', { recognised: true, agency: '水务局' })];
    const found = list({ visits });
    expect(rowOf(found, 'K-001')).toMatchObject({ state: 'base', reason: 'recognised', covered: true, tier: 0 });
    const under = { ...pack, rules: pack.rules.filter(({ topic }) => topic !== 'recognition') };
    expect(rowOf(list({ under, visits }), 'K-001').state).toBe('in');
  });

  test('on some items of a visit spare nobody: it takes place for the others (R-084)', () => {
    const visits = [visited('K-001', '2026-04-01', { recognised: true, recognisedInPart: true })];
    expect(rowOf(list({ visits }), 'K-001').state).toBe('in');
  });
});

describe('the cap', () => {
  const twice = [visited('K-001', '2026-02-01'), visited('K-001', '2026-05-01')];

  test('two visits this year: in the base, not in the pool', () => {
    const found = list({ visits: twice });
    expect(rowOf(found, 'K-001')).toMatchObject({
      state: 'base',
      reason: 'cap',
      tier: 2,
      source: { rule: 'jiangxian/cap/all/all' },
    });
    expect(found).toMatchObject({ base: 37, pool: 36 });
  });

  test('directed, cancelled and last year’s visits do not count', () => {
    const others = [
      visited('K-001', '2026-06-01', { selection: 'directed' }),
      visited('K-001', '2026-07-01', { state: 'cancelled' }),
      visited('K-001', '2025-12-31'),
    ];
    expect(rowOf(list({ visits: [twice[0]!, ...others] }), 'K-001')).toMatchObject({ state: 'in', tier: 1 });
  });

  test('a special object is never at the cap', () => {
    const special = keyObject('K-001', { events: [{ kind: 'penalty', date: '2026-08-02' }] });
    expect(list({ class: 'special', objects: [special], visits: twice }).rows[0]).toMatchObject({
      state: 'in',
      tier: 2,
    });
  });

  test('per item, only where every item of the task is at it', () => {
    const under = { ...pack, rules: pack.rules.map(perItem) };
    const state = (items: readonly string[]) => rowOf(list({ under, visits: twice, items }), 'K-001').state;
    expect(state(['1'])).toBe('base');
    expect(state(['1', '2'])).toBe('in');
  });

  test('higher levels count unless the pack counts only its own', () => {
    const visits = [twice[0]!, visited('K-001', '2026-05-01', { level: 'municipal', results: ['发现问题已责令整改'] })];
    expect(rowOf(list({ visits }), 'K-001').reason).toBe('cap');
    expect(rowOf(list({ visits, under: withSwitches(pack, { 'cap.levels': 'own' }) }), 'K-001').state).toBe('in');
  });

  test('thirty exempt and seven twice drawn: the pool is empty, and that is said', () => {
    const clean = keys(30).map(({ id: objectId }) => visited(objectId, '2026-01-05', { level: 'municipal' }));
    const capped = keys(37)
      .slice(30)
      .flatMap(({ id: objectId }) => [visited(objectId, '2026-02-01'), visited(objectId, '2026-05-01')]);
    expect(list({ visits: [...clean, ...capped], period: '2026Q3', date: '2026-08-01' })).toMatchObject({
      base: 37,
      pool: 0,
      required: 10,
      n: 0,
      shortfall: { reason: 'pool-exhausted', text: '应抽 10 家，可抽 0 家：其余按规定剔除或已达次数上限，全部抽取。' },
    });
  });

  test('a pack without a cap has nobody at it', () => {
    const under = { ...pack, rules: pack.rules.filter(({ topic }) => topic !== 'cap') };
    expect(rowOf(list({ under, visits: twice }), 'K-001').state).toBe('in');
  });
});

describe('a second draw', () => {
  test('in the same quarter needs only what is lacking', () => {
    const drawn = keys(6).map(({ id: objectId }) => visited(objectId, '2026-02-10', { state: 'drawn', results: [] }));
    const found = list({ visits: drawn, period: '2026Q1', date: '2026-03-10' });
    expect(found).toMatchObject({ alreadyDrawn: 6, minimum: 10, required: 4, recommended: 4, pool: 31, uncovered: 31 });
    expect(rowOf(found, 'K-001')).toMatchObject({ state: 'base', reason: 'already-drawn' });
  });

  test('of the year’s projects takes only those added to the list', () => {
    const objects = ['C-1', 'C-2', 'C-3'].map((name) => anObject({ id: name, constructionProject: true }));
    const visits = ['C-1', 'C-2'].map((name) => visited(name, '2026-03-01', { class: 'construction', period: '2026' }));
    expect(list({ class: 'construction', period: '2026', objects, visits })).toMatchObject({
      base: 3,
      alreadyDrawn: 2,
      required: 1,
      n: 1,
    });
  });

  test('one visit serves the class and the flag beside it', () => {
    const joint = keyObject('J', { jointObject: true });
    const together = { taskType: 'interdepartmentalJoint' } as const;
    const visit = visited('J', '2026-10-20', { ...together, class: 'jointObject', alsoClasses: ['key'] });
    expect(list({ objects: [joint], visits: [visit] }).alreadyDrawn).toBe(1);
    expect(list({ objects: [joint], visits: [{ ...visit, alsoClasses: [] }] }).alreadyDrawn).toBe(0);
    expect(list({ class: 'jointObject', period: '2026', objects: [joint], visits: [visit] })).toMatchObject({
      alreadyDrawn: 1,
      required: 0,
    });
  });
});

describe('tiers and weights', () => {
  test('draws of every class count in the cycle, other levels do not', () => {
    const visits = [
      visited('K-001', '2026-02-01', { class: 'special' }),
      visited('K-002', '2026-02-01', { level: 'municipal', results: ['发现问题已责令整改'] }),
      visited('K-003', '2025-12-31'),
    ];
    const found = list({ visits });
    expect(['K-001', 'K-002', 'K-003'].map((name) => rowOf(found, name).tier)).toEqual([1, 0, 0]);
  });

  test('under a uniform order everybody is in one tier; coverage is still known', () => {
    const under = withSwitches(pack, { 'calc.poolOrder': 'uniform' });
    const found = list({ under, visits: keys(10).map(({ id: objectId }) => visited(objectId, '2026-02-01')) });
    expect(found.tiers).toEqual([{ tier: 0, pool: 37, n: 27 }]);
    expect(found.uncovered).toBe(27);
  });

  test('weights and the mix of grades are those of the pack', () => {
    const under = {
      ...pack,
      rules: pack.rules.map((rule) =>
        rule.topic === 'credit' ? { ...rule, value: { ...rule.value, weights: { A: 1, D: 3 } } } : rule,
      ),
    };
    const found = list({
      under,
      objects: [
        keyObject('K-1', { creditRiskGrade: 'D' }),
        keyObject('K-2', { creditRiskGrade: 'A' }),
        keyObject('K-3'),
        keyObject('K-4', { creditRiskGrade: 'D', status: 'closed' }),
      ],
      visits: [visited('K-1', '2026-10-05')],
    });
    expect(found.rows.map(({ weight }) => weight)).toEqual([3, 1, 1, 3]);
    expect(found.grades).toEqual([
      { grade: '-', base: 1, pool: 1 },
      { grade: 'A', base: 1, pool: 1 },
      { grade: 'D', base: 1, pool: 0 },
    ]);
  });
});

test('the order of objects and visits changes nothing', () => {
  const entry = fc.record({
    object: fc.integer({ min: 1, max: 8 }),
    month: fc.integer({ min: 1, max: 9 }),
    level: fc.constantFrom('county' as const, 'municipal' as const),
  });
  fc.assert(
    fc.property(fc.array(entry, { maxLength: 20 }), (entries) => {
      const visits = entries.map(({ object, month, level }) => visited(id(object), `2026-0${month}-10`, { level }));
      const objects = keys(8);
      const forward = list({ objects, visits });
      expect(list({ objects: objects.toReversed(), visits: visits.toReversed() })).toEqual(forward);
      expect(forward.n).toBe(Math.min(forward.required, forward.pool));
      expect(forward.tiers.reduce((sum, { n }) => sum + n, 0)).toBe(forward.n);
    }),
  );
});
