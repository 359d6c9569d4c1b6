import { describe, expect, test } from 'vitest';
import { anObject, aVisit } from '../../test/facts-fixtures.ts';
import { loadPack, withSwitches } from '../../test/pack-files.ts';
import type { CandidatesInput } from './candidate-list.ts';
import { candidates } from './candidates.ts';
import type { VisitFact } from './facts.ts';
import type { Pack } from './pack.ts';

const id = (n: number) => `K-${String(n).padStart(3, '0')}`;

function list({ under, ...input }: Omit<CandidatesInput, 'level'> & { readonly under: Pack }) {
  return candidates(under, { level: 'county', ...input })!;
}

describe('objects that are each wanted twice in a year, at any time (AMB-58)', () => {
  const anyTime = withSwitches(loadPack('yiliang'), { 'tier.halfYears': 'anyTime' });
  const objects = Array.from({ length: 6 }, (_, i) =>
    anObject({ id: id(i + 1), permitCategory: 'none', tags: ['要求:市政府要求'] }),
  );
  const drawn = (numbers: readonly number[], taskId: string, more: Partial<VisitFact> = {}) =>
    numbers.map((n) => aVisit({ objectId: id(n), date: '2022-03-01', class: 'B3', taskId, state: 'drawn', ...more }));
  const ask = (visits: readonly VisitFact[], under = anyTime) =>
    list({ under, objects, visits, class: 'B3', period: '2022', date: '2022-06-01' });
  const all = [1, 2, 3, 4, 5, 6];

  test('are drawn in two rounds of the same objects, and then no more', () => {
    expect(ask([])).toMatchObject({ minimum: 6, required: 6, pool: 6, n: 6, alreadyDrawn: 0 });
    const first = drawn(all, '2022-b3');
    expect(ask(first)).toMatchObject({ minimum: 6, required: 6, pool: 6, n: 6, alreadyDrawn: 6 });
    const both = [...first, ...drawn(all, '2022-b3-round-2')];
    expect(ask(both)).toMatchObject({ required: 0, recommended: 0, pool: 0, n: 0, alreadyDrawn: 12 });
    expect(ask(both).excluded).toEqual([{ state: 'base', reason: 'already-drawn', count: 6 }]);
  });

  test('a round that is drawn in parts is finished before the next one begins, whatever the order of the pool', () => {
    const part = drawn([1, 2, 3, 4], '2022-b3');
    for (const under of [anyTime, withSwitches(anyTime, { 'calc.poolOrder': 'uniform' })]) {
      const found = ask(part, under);
      expect(found).toMatchObject({ required: 2, n: 2, alreadyDrawn: 4 });
      expect(found.tiers).toMatchObject([
        { tier: 0, pool: 2, n: 2 },
        { tier: 1, pool: 4, n: 0 },
      ]);
    }
  });

  test('one visit is one time, under how many numbers it may be recorded; a cancelled one is not drawn anew', () => {
    const made = { state: 'completed', date: '2022-03-08', results: ['未发现问题'] } as const;
    const once = [...drawn([1], '2022-b3', made), ...drawn([1], '2022-b2', made)];
    expect(ask(once)).toMatchObject({ pool: 6, alreadyDrawn: 1 });
    const twice = [...once, ...drawn([1], '2022-b3-round-2', { ...made, date: '2022-05-08' })];
    expect(ask(twice)).toMatchObject({ pool: 5, alreadyDrawn: 2 });
    const cancelled = [...once, ...drawn([1], '2022-b3-round-2', { state: 'cancelled' })];
    expect(ask(cancelled)).toMatchObject({ pool: 5, alreadyDrawn: 1 });
  });

  test('of rows that want an object once in each half everything stays as it was', () => {
    const perHalf = loadPack('yiliang');
    const found = list({
      under: perHalf,
      objects,
      visits: drawn(all, '2022h1-b3', { period: '2022H1' }),
      class: 'B3',
      period: '2022H1',
      date: '2022-06-01',
    });
    expect(found).toMatchObject({ required: 0, pool: 0, alreadyDrawn: 6 });
  });
});
