import { describe, expect, test } from 'vitest';
import { be32, hex, utf8 } from '../../src/basics/bytes.ts';
import type { Manifest } from '../../src/draw/manifest.ts';
import { drawWinners } from '../../src/draw/winners.ts';
import { sha256 } from '../../src/hash/sha256.ts';
import { frozenCounty } from '../session.ts';

/**
 * Fairness of the draw over a million seeds. Drawing n of N without replacement the counts are negatively correlated: the usual
 * sum of squares over its expectation, times (N−1)/(N−n) for candidates, is chi-square with N−1 degrees of freedom.
 * For pairs the statistic is compared with its own mean and spread over batches of the same draws. Limits: a fair draw fails one time in a million.
 */
const DRAWS = 1_000_000;
const SIZES = [
  { id: 'key', pool: 12, n: 3 },
  { id: 'general', pool: 20, n: 2 },
] as const;

const lines = SIZES.flatMap(({ id, pool }) =>
  Array.from({ length: pool }, (_, i) => ({
    ...{ stratum: id, tier: 0, weight: 1, state: 'in' as const },
    leaf: hex(sha256(utf8(`${id} ${i}`))),
  })),
).sort((a, b) => (a.leaf < b.leaf ? -1 : 1));
const placeOf = new Map(
  SIZES.flatMap(({ id }) => lines.filter(({ stratum }) => stratum === id).map(({ leaf }, i) => [leaf, i])),
);
const manifest: Manifest = {
  ...frozenCounty().manifest,
  strata: SIZES.map(({ id, pool, n }) => ({
    ...{ id, base: pool, rule: { kind: 'count', count: n, clause: '试验' }, required: n, n },
    ...{ tiers: [{ tier: 0, pool, n }], reserve: 0, excluded: [], clause: '试验' },
  })),
};

/** How often each candidate, and each pair, was drawn. `bend` may change what was drawn: a planted fault. */
function drawn(times: number, bend: (winners: number[], round: number) => number[] = (winners) => winners) {
  const counts = SIZES.map(({ pool }) => ({ one: Array<number>(pool).fill(0), two: new Map<number, number>(), pool }));
  const cross = Array<number>(SIZES[0].pool * SIZES[1].pool).fill(0);
  for (let round = 0; round < times; round++) {
    const strata = drawWinners({ manifest, seed: sha256(be32(round)), lines });
    const firsts: number[] = [];
    for (const [s, { tiers }] of strata.entries()) {
      const winners = bend(
        tiers[0]!.winners.map(({ leaf }) => placeOf.get(leaf)!),
        round,
      );
      firsts.push(winners[0]!);
      for (const a of winners) {
        counts[s]!.one[a]!++;
        for (const b of winners) if (a < b) counts[s]!.two.set(a * 100 + b, (counts[s]!.two.get(a * 100 + b) ?? 0) + 1);
      }
    }
    cross[firsts[0]! * SIZES[1].pool + firsts[1]!]!++;
  }
  return { counts, cross };
}

const chi = (seen: readonly number[], expected: number) =>
  seen.reduce((sum, n) => sum + (n - expected) ** 2 / expected, 0);

/** About the 1 − 10⁻⁶ quantile of chi-square (Wilson and Hilferty 1931). */
const limit = (freedom: number) => freedom * (1 - 2 / (9 * freedom) + 4.75 * Math.sqrt(2 / (9 * freedom))) ** 3;

function statistics({ counts, cross }: ReturnType<typeof drawn>, times: number) {
  return {
    candidates: counts.map(({ one, pool }, s) => {
      const { n } = SIZES[s]!;
      return { value: (chi(one, (times * n) / pool) * (pool - 1)) / (pool - n), limit: limit(pool - 1) };
    }),
    pairs: counts.map(({ two, pool }, s) => {
      const { n } = SIZES[s]!;
      const all = (pool * (pool - 1)) / 2;
      const seen = [...two.values(), ...Array<number>(all - two.size).fill(0)];
      return { value: chi(seen, (times * n * (n - 1)) / 2 / all), limit: limit(all - 1) * 1.1 };
    }),
    strata: { value: chi(cross, times / cross.length), limit: limit(cross.length - 1) },
  };
}

describe('a million draws', () => {
  const fair = statistics(drawn(DRAWS), DRAWS);

  test('every candidate is drawn as often as every other, in each stratum', () => {
    for (const { value, limit: most } of fair.candidates) expect(value).toBeLessThan(most);
  });

  test('so is every pair', () => {
    for (const { value, limit: most } of fair.pairs) expect(value).toBeLessThan(most);
  });

  test('what one stratum draws says nothing of what another does', () => {
    expect(fair.strata.value).toBeLessThan(fair.strata.limit);
  });

  test('control: a candidate who gets in once more in a hundred draws is found', () => {
    const bent = statistics(
      drawn(DRAWS, (winners, round) =>
        round % 100 === 0 && !winners.includes(0) ? [0, ...winners.slice(1)] : winners,
      ),
      DRAWS,
    );
    for (const { value, limit: most } of bent.candidates) expect(value).toBeGreaterThan(most);
  });

  test('control: two who come together once more in fifty draws are found by the pairs', () => {
    const bent = statistics(
      drawn(DRAWS, (winners, round) =>
        round % 50 === 0 && winners.includes(0) && !winners.includes(1)
          ? [0, 1, ...winners.filter((w) => w !== 0).slice(1)]
          : winners,
      ),
      DRAWS,
    );
    expect(bent.pairs[0]!.value).toBeGreaterThan(bent.pairs[0]!.limit);
  });
});
