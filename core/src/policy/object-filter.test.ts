import { describe, expect, test } from 'vitest';
import { anObject, aVisit, keyObject } from '../../test/facts-fixtures.ts';
import { loadPack } from '../../test/pack-files.ts';
import { byObject } from './bases.ts';
import { candidateJudge, candidates, judgedAll } from './candidates.ts';
import type { ObjectFacts } from './facts.ts';
import { type FilterTerm, filterTexts, matchesFilter } from './object-filter.ts';
import { theRule } from './pack.ts';

const term = (field: string, ...values: readonly string[]): FilterTerm => ({ field, values });
const matches = (object: Partial<ObjectFacts>, ...terms: readonly FilterTerm[]) =>
  matchesFilter(anObject({ id: 'X', ...object }), terms, '2026-11-20');

describe('an object is inside a filter', () => {
  test('with every term, by any value of a term', () => {
    const plant = { industry: '化工', emergencyPerformanceGrade: 'C' };
    expect(matches(plant, term('industry', '化工'), term('emergencyPerformanceGrade', 'C'))).toBe(true);
    expect(matches(plant, term('industry', '化工'), term('emergencyPerformanceGrade', 'A', 'C'))).toBe(true);
    expect(matches(plant, term('industry', '化工'), term('emergencyPerformanceGrade', 'A'))).toBe(false);
    expect(matches(plant)).toBe(true);
  });

  test('by lists, by yes and no, by codes of divisions and trades', () => {
    expect(matches({ pollutantTypes: ['水', '气'] }, term('pollutantTypes', '气'))).toBe(true);
    expect(matches({ heavyMetals: true }, term('heavyMetals', '是'))).toBe(true);
    expect(matches({}, term('heavyMetals', '是'))).toBe(false);
    expect(matches({ heavyMetals: false }, term('heavyMetals', '否'))).toBe(true);
    expect(matches({ region: '140826' }, term('region', '1408'))).toBe(true);
    expect(matches({ region: '140826' }, term('region', '1409'))).toBe(false);
    expect(matches({ industry: 'C2614' }, term('industry', 'C26'))).toBe(true);
    expect(matches({ industry: '化工原料' }, term('industry', '化工'))).toBe(false);
    expect(matches({ permitNumber: '9114' }, term('permitNumber', '91'))).toBe(false);
  });

  test('by the row that held on the day, as the draw grades it and writes its name', () => {
    const facts = anObject({ id: 'X', name: '旧名', industry: '水泥', creditRiskGrade: 'A', keyListMember: [{}] });
    const object = anObject({
      ...{ id: 'X', name: '新名', industry: '化工', creditRiskGrade: 'D', keyListMember: [{}] },
      earlier: [{ until: '2026-12-01', stated: true, facts }],
    });
    const inside = (on: string) =>
      ['化工', '水泥'].map((trade) => matchesFilter(object, [term('industry', trade)], on));
    expect([inside('2026-11-20'), inside('2026-12-01')]).toEqual([
      [false, true],
      [true, false],
    ]);
    const rows = (date: string) =>
      candidates(loadPack('jiangxian'), {
        ...({ class: 'key', level: 'county', period: '2026Q4', objects: [object], visits: [] } as const),
        date,
      })!.rows.map(({ name, grade }) => [name, grade]);
    expect([rows('2026-11-20'), rows('2026-12-01')]).toEqual([[['旧名', 'A']], [['新名', 'D']]]);
  });

  test('and says by which values a field would find it', () => {
    const plant = anObject({ id: 'X', industry: '化工', pollutantTypes: ['水', '气'] });
    expect(filterTexts(plant, { field: 'industry' }, '2026-11-20')).toEqual(['化工']);
    expect(filterTexts(plant, { field: 'pollutantTypes' }, '2026-11-20')).toEqual(['水', '气']);
  });

  test('by its tags, as a whole, by their value, or by a dimension', () => {
    const tagged = { tags: ['涉重', '要求:督察要求'] };
    for (const found of [term('tags', '涉重'), term('tags', '督察要求'), term('tag:要求', '督察要求')]) {
      expect(matches(tagged, found)).toBe(true);
    }
    expect(matches(tagged, term('tag:要求', '涉重'))).toBe(false);
    expect(matches({}, term('tags', '涉重'))).toBe(false);
  });
});

describe('an object is inside a filter by what it is on the day and what is on record about it', () => {
  test('the 正面清单 from its first day to its last', () => {
    const listed = term('positiveList', '是');
    expect(matches({ positiveList: { from: '2026-01-01', to: '2026-11-20' } }, listed)).toBe(true);
    expect(matches({ positiveList: { from: '2026-11-21' } }, listed)).toBe(false);
    expect(matches({ positiveList: { from: '2026-01-01', to: '2026-11-19' } }, term('positiveList', '否'))).toBe(true);
    expect(matches({}, listed)).toBe(false);
  });

  test('records by whether there are any, and by their words', () => {
    const bad = { violationRecords: [{ date: '2026-03-02', text: '某环罚〔2026〕3号' }, {}] };
    expect(matches(bad, term('violationRecords', '是'))).toBe(true);
    expect(matches(bad, term('violationRecords', '某环罚〔2026〕3号'))).toBe(true);
    expect(matches(bad, term('violationRecords', '否'))).toBe(false);
    expect(matches({}, term('violationRecords', '否'))).toBe(true);
  });

  test('a tag of the dimension stands in for a blank column, and for a blank column only', () => {
    const chemistry = { ...term('industry', '化工'), dimensions: ['行业', '行业类型'] };
    expect(matches({ tags: ['行业类型:化工'] }, chemistry)).toBe(true);
    expect(matches({ tags: ['规模:化工', '行业'] }, chemistry)).toBe(false);
    expect(matches({ industry: '造纸', tags: ['行业类型:化工'] }, chemistry)).toBe(false);
  });
});

describe('a candidate list inside a filter', () => {
  const pack = loadPack('jiangxian');
  const objects = Array.from({ length: 40 }, (_, i) =>
    keyObject(`K-${String(i).padStart(2, '0')}`, {
      creditRiskGrade: i % 2 === 0 ? 'A' : 'B',
      ...(i < 12 && { heavyMetals: true }),
      ...(i === 0 && { status: 'closed' as const }),
    }),
  );
  const visits = [aVisit({ objectId: 'K-01', date: '2025-04-10' })];
  const asked = { class: 'key', level: 'county', period: '2025Q2', date: '2025-04-20' } as const;
  const found = candidates(pack, { ...asked, objects, visits })!;
  const inside = (within: readonly FilterTerm[]) =>
    judgedAll(candidateJudge(pack, { ...asked, within })!, byObject(visits, objects));

  test('has only those inside in its pool, and all the others still in its base', () => {
    const narrowed = inside([term('heavyMetals', '是')]);
    expect(narrowed).toMatchObject({ base: found.base, required: found.required, minimum: 10, pool: 10, n: 9 });
    const pool = narrowed.rows.filter(({ state }) => state === 'in');
    expect(pool.every(({ objectId }) => objectId < 'K-12')).toBe(true);
    expect(narrowed.excluded).toEqual([
      { state: 'base', reason: 'already-drawn', count: 1 },
      { state: 'base', reason: 'outside-filter', count: 28 },
      { state: 'out', reason: 'closed', count: 1 },
    ]);
    expect(narrowed.rows.find(({ objectId }) => objectId === 'K-01')?.reason).toBe('already-drawn');
    expect(narrowed.grades.map(({ pool: open }) => open).reduce((a, b) => a + b)).toBe(10);
    expect(narrowed.fullTake).toBe(false);
    expect(narrowed).not.toHaveProperty('shortfall');
  });

  test('says so where fewer are inside than the law asks for', () => {
    const narrowed = inside([term('heavyMetals', '是'), term('creditRiskGrade', 'A')]);
    expect(narrowed).toMatchObject({
      pool: 5,
      n: 5,
      fullTake: true,
      shortfall: { reason: 'pool-exhausted', text: '应抽 9 家，定向范围内可抽 5 家，全部抽取。' },
    });
    expect(inside([term('industry', '没有')])).toMatchObject({ pool: 0, n: 0, fullTake: false, tiers: [] });
  });

  test('is the same list where everybody is inside', () => {
    expect(inside([])).toEqual(found);
  });
});

test('the schemes list their dimensions of 标识, each with its clause', () => {
  const dimensions = (id: string) => theRule(loadPack(id), 'tags');
  expect(dimensions('yingkou').value.objects).toHaveLength(9);
  expect(dimensions('yiliang').value.objects).toHaveLength(14);
  for (const id of ['yingkou', 'yiliang']) {
    const { value, clause } = dimensions(id);
    // The last of them ends the list in the sentence of the scheme.
    expect(clause.quote).toContain(`${value.objects.at(-1)}等要素`);
  }
});
