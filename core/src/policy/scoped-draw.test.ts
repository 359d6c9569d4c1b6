import { describe, expect, test } from 'vitest';
import { anObject, aVisit, keyObject } from '../../test/facts-fixtures.ts';
import { goldenCase } from '../../test/golden/golden-case.ts';
import { loadPack } from '../../test/pack-files.ts';
import { candidates } from './candidates.ts';
import type { ObjectFacts, VisitFact } from './facts.ts';
import { isOfLevel, kindRule, type ScopedInput, scopedCandidates } from './scoped-draw.ts';

const pack = loadPack('yingkou');
const id = (i: number) => `K-${String(i).padStart(2, '0')}`;
const scope = (n: number): ObjectFacts[] => Array.from({ length: n }, (_, i) => anObject({ id: id(i) }));
const daily = (i: number, more: Partial<VisitFact> = {}) =>
  aVisit({ objectId: id(i), date: '2022-03-10', items: ['9'], ...more });

const asked: ScopedInput = {
  class: 'campaign',
  taskType: 'campaign',
  level: 'county',
  period: '2022Q4',
  date: '2022-11-20',
  objects: scope(12),
  visits: [],
  items: ['1'],
  number: { kind: 'ratio', min: { p: 50, q: 100 } },
  skip: false,
};
const list = (more: Partial<ScopedInput> = {}) => scopedCandidates(pack, { ...asked, ...more });

test('a unit that comes on a day to come is neither in the scope nor in the pool before it', () => {
  const objects = [...scope(4), anObject({ id: 'late', listedFrom: '2022-12-01' })];
  const sizes = (date: string) => {
    const { base, pool, minimum } = list({ objects, date });
    return [base, pool, minimum];
  };
  expect([sizes('2022-11-20'), sizes('2022-12-01')]).toEqual([
    [4, 4, 2],
    [5, 5, 3],
  ]);
});

describe('a campaign', () => {
  test('Y-21: who was in a finished daily draw is left out where the task says so; the number does not shrink', () => {
    const { input, expected } = goldenCase<
      { scope: number; ratioPercent: number; dailyDoneInYear: number },
      { required: number; pool: number; skippable: number }
    >('Y-21');
    const given = {
      objects: scope(input.scope),
      visits: scope(input.dailyDoneInYear).map((_, i) => daily(i)),
      number: { kind: 'ratio', min: { p: input.ratioPercent, q: 100 } },
      skip: true,
    } as const;
    expect(list(given)).toMatchObject({
      base: input.scope,
      minimum: expected.required,
      n: expected.required,
      pool: expected.pool,
      excluded: [{ state: 'base', reason: 'replaced', count: expected.skippable }],
      rule: 'yingkou/planKinds/all/all',
    });
    expect(list({ ...given, skip: false })).toMatchObject({ pool: input.scope, excluded: [] });
  });

  test('never takes more than may be drawn, and says when that is all of them', () => {
    const visits = Array.from({ length: 8 }, (_, i) => daily(i));
    expect(list({ visits, skip: true })).toMatchObject({
      minimum: 6,
      n: 4,
      fullTake: true,
      shortfall: { reason: 'pool-exhausted' },
    });
    expect(list({ number: { kind: 'count', n: 3 } })).toMatchObject({ minimum: 3, n: 3, fullTake: false });
    expect(list({ number: { kind: 'count', n: 99 } })).toMatchObject({ minimum: 12, n: 12, fullTake: true });
    expect(list({ objects: [] })).toMatchObject({ base: 0, n: 0, fullTake: false, rows: [] });
  });

  test('asks caps and exemptions of the class that each object has', () => {
    const above = aVisit({ objectId: id(0), date: '2022-05-01', level: 'municipal', items: ['1'] });
    const twice = [daily(1, { items: ['1'] }), daily(1, { items: ['1'], date: '2022-05-10' })];
    const closed = { ...scope(3)[2]!, status: 'closed' as const };
    const nameless = anObject({ id: '', creditRiskGrade: 'A' });
    const found = list({ objects: [...scope(2), closed, nameless], visits: [above, ...twice] });
    expect(found.rows.map(({ objectId, state, reason, class: cls }) => [objectId, state, reason, cls])).toEqual([
      ['', 'base', 'incomplete', 'general'],
      [id(0), 'base', 'upper-level-clean', 'general'],
      [id(1), 'base', 'cap', 'general'],
      [id(2), 'out', 'closed', 'general'],
    ]);
    expect(found).toMatchObject({ base: 3, pool: 0, n: 0 });
  });

  test('holds no object of a class that another level draws (R-004, R-105): neither pool nor base', () => {
    const key = keyObject('K-99');
    const of = (level: 'municipal' | 'county', under = pack) => {
      const objects = [...scope(2), key];
      const found = scopedCandidates(under, {
        ...asked,
        level,
        objects,
        number: { kind: 'ratio', min: { p: 1, q: 1 } },
      });
      return [found.base, found.pool, found.excluded];
    };
    const left = [{ state: 'out', reason: 'class-not-in-scope', count: 2 }];
    expect(of('municipal')).toEqual([1, 1, left]);
    // Controls: the county draws every class; a list of the city's that has general objects; nobody's class, and a level without a list.
    expect(of('county')).toEqual([3, 3, []]);
    const withClasses = (of: (classes: readonly string[]) => readonly string[]) =>
      loadPack('yingkou', (value) => {
        for (const one of value.levels as { classes: readonly string[] }[]) one.classes = of(one.classes);
      });
    expect(
      of(
        'municipal',
        withClasses((classes) => [...new Set([...classes, 'general'])]),
      ),
    ).toEqual([3, 3, []]);
    expect(of('municipal', { ...pack, levels: pack.levels.map((one) => ({ ...one, classes: ['key'] })) })).toEqual([
      3,
      3,
      [],
    ]);
    expect(of('municipal', { ...pack, levels: pack.levels.filter(({ id: one }) => one === 'county') })).toEqual([
      3,
      3,
      [],
    ]);
  });

  test('of the rows of a table goes by the rows: what the law gives the city is not the county’s (宜良 表一)', () => {
    const yiliang = loadPack('yiliang');
    const of = (level: 'municipal' | 'county', rows: readonly string[]) =>
      isOfLevel(yiliang, level, { memberOf: ['special', ...rows] });
    expect([of('municipal', ['A4']), of('county', ['A4'])]).toEqual([true, false]);
    expect([of('municipal', ['B1']), of('county', ['B1'])]).toEqual([false, true]);
    expect([of('municipal', ['A1']), of('county', ['A1'])]).toEqual([true, true]);
    expect([of('municipal', []), of('county', [])]).toEqual([true, true]);
  });

  test('stands in the plan by the rule that says so, else by the nearest one', () => {
    const rules = ['yingkou', 'yiliang', 'xinxian', 'jiangxian'].map((name) => kindRule(loadPack(name), 'campaign').id);
    expect(rules).toEqual([
      'yingkou/planKinds/all/all',
      'yiliang/targeting/all/all',
      'xinxian/scope/all/all',
      'jiangxian/planFields/all/all',
    ]);
    // 三（二）3「将部门联合检查纳入年度执法随机抽查计划」 speaks of them, 三（二）2 of campaigns.
    const joint = ['yingkou', 'yiliang'].map((name) => kindRule(loadPack(name), 'interdepartmentalJoint').id);
    expect(joint).toEqual(['yingkou/partners/all/all', 'yiliang/planKinds/all/all']);
  });
});

describe('a daily draw', () => {
  const objects = scope(4).map((one) => ({ ...one, permitCategory: '重点管理' as const }));
  const found = (more: object) =>
    candidates(pack, {
      class: 'key',
      level: 'county',
      period: '2022Q4',
      date: '2022-11-20',
      objects,
      visits: [daily(0, { taskType: 'campaign' }), daily(1)],
      ...more,
    })!;

  test('leaves out who was in a finished campaign where the task says so', () => {
    expect(found({}).pool).toBe(4);
    const left = found({ replacing: 'daily' });
    expect(left.excluded).toEqual([{ state: 'base', reason: 'replaced', count: 1 }]);
    expect(left.minimum).toBe(found({}).minimum);
    expect(left.rows[0]).toMatchObject({ objectId: id(0), source: { rule: 'yingkou/replaceable/all/all' } });
  });

  describe('of the same quarter', () => {
    const now = { date: '2022-10-10' };
    const campaign = { ...now, taskType: 'campaign' } as const;
    const waits = { ...campaign, state: 'drawn', period: '2022Q4', classOfDay: true, results: [] } as const;
    const reasons = (visits: readonly VisitFact[], more: object = {}) => {
      const { rows, alreadyDrawn } = found({ visits, ...more });
      return [rows.map(({ state, reason }) => reason ?? state).join(' '), alreadyDrawn];
    };

    test('leaves out whom a campaign inspected where the task says so, and only then; to the number of the quarter each counts', () => {
      const visits = [daily(0, campaign), daily(1, waits)];
      expect(reasons(visits)).toEqual(['in in in in', 2]);
      expect(reasons(visits, { replacing: 'daily' })).toEqual(['replaced in in in', 2]);
    });

    test('leaves out who was in another draw of it: nobody is drawn twice', () => {
      expect(reasons([daily(0, now), daily(1, { ...now, taskType: 'internalJoint' })])).toEqual([
        'already-drawn already-drawn in in',
        2,
      ]);
      // A scheme by which no kind stands in for another leaves no choice.
      const others = { ...pack, rules: pack.rules.filter(({ id: rule }) => !rule.includes('/replaceable/')) };
      const ask = { class: 'key', level: 'county', period: '2022Q4', date: '2022-11-20', objects } as const;
      const left = candidates(others, { ...ask, visits: [daily(0, campaign), daily(1, waits)] })!;
      expect(left.excluded).toEqual([{ state: 'base', reason: 'already-drawn', count: 2 }]);
    });

    test('may take whose campaign was cancelled: its visit never counts for the class; not whose own visit was', () => {
      const cancelled = { ...now, state: 'cancelled', period: '2022Q4', results: [] } as const;
      expect(reasons([daily(0, { ...cancelled, classOfDay: true, taskType: 'campaign' })])).toEqual(['in in in in', 0]);
      expect(reasons([daily(0, cancelled)])[0]).toBe('already-drawn in in in');
    });
  });

  test('of a kind that nothing replaces leaves nobody out', () => {
    expect(found({ replacing: 'internalJoint' }).pool).toBe(4);
  });
});
