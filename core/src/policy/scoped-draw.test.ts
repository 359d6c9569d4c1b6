import { describe, expect, test } from 'vitest';
import { anObject, aVisit } from '../../test/facts-fixtures.ts';
import { goldenCase } from '../../test/golden/golden-case.ts';
import { loadPack } from '../../test/pack-files.ts';
import { candidates } from './candidates.ts';
import type { ObjectFacts, VisitFact } from './facts.ts';
import { kindRule, type ScopedInput, scopedCandidates } from './scoped-draw.ts';

const pack = loadPack('yingkou');
const id = (i: number) => `K-${String(i).padStart(2, '0')}`;
const scope = (n: number): ObjectFacts[] => Array.from({ length: n }, (_, i) => anObject({ id: id(i) }));
const daily = (i: number, more: Partial<VisitFact> = {}) =>
  aVisit({ objectId: id(i), date: '2022-03-10', items: ['9'], ...more });

const list = (more: Partial<ScopedInput> = {}) =>
  scopedCandidates(pack, {
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
    ...more,
  });

describe('a campaign', () => {
  test('Y-21: who was in a finished daily draw is left out where the task says so; the number does not shrink', () => {
    const { input, expected } = goldenCase<
      { scope: number; ratioPercent: number; dailyDoneInYear: number },
      { required: number; pool: number; skippable: number }
    >('Y-21');
    const asked = {
      objects: scope(input.scope),
      visits: scope(input.dailyDoneInYear).map((_, i) => daily(i)),
      number: { kind: 'ratio', min: { p: input.ratioPercent, q: 100 } },
      skip: true,
    } as const;
    expect(list(asked)).toMatchObject({
      base: input.scope,
      minimum: expected.required,
      n: expected.required,
      pool: expected.pool,
      excluded: [{ state: 'base', reason: 'replaced', count: expected.skippable }],
      rule: 'yingkou/planKinds/all/all',
    });
    expect(list({ ...asked, skip: false })).toMatchObject({ pool: input.scope, excluded: [] });
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

  test('of a kind that nothing replaces leaves nobody out', () => {
    expect(found({ replacing: 'internalJoint' }).pool).toBe(4);
  });
});
