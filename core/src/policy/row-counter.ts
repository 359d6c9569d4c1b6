import type { CandidateRow, Candidates, TierPlan } from './candidate-list.ts';
import { fillTiers } from './requirements.ts';

/** What rows of a candidate list come to, row by row. */
export interface RowCounter {
  readonly add: (row: CandidateRow) => void;
  readonly sizes: () => { readonly base: number; readonly pool: number };
  /** How many of `n` are drawn from each tier, from the lowest up. `n` is never more than the pool. */
  readonly tiers: (n: number) => readonly TierPlan[];
  readonly excluded: () => Candidates['excluded'];
  readonly grades: () => Candidates['grades'];
}

export function rowCounter(): RowCounter {
  const pools = new Map<number, number>();
  const excluded = new Map<string, Candidates['excluded'][number]>();
  const grades = new Map<string, Candidates['grades'][number]>();
  const sizes = { base: 0, pool: 0 };
  return {
    add({ state, reason, tier, grade }) {
      if (reason !== undefined) {
        const key = `${state}/${reason}`;
        excluded.set(key, { state, reason, count: (excluded.get(key)?.count ?? 0) + 1 });
      }
      if (state === 'out') return;
      const drawable = state === 'in' ? 1 : 0;
      const known = grades.get(grade) ?? { grade, base: 0, pool: 0 };
      grades.set(grade, { grade, base: known.base + 1, pool: known.pool + drawable });
      sizes.base++;
      sizes.pool += drawable;
      if (drawable === 1) pools.set(tier, (pools.get(tier) ?? 0) + 1);
    },
    sizes: () => ({ ...sizes }),
    tiers(n) {
      const ordered = [...pools].sort(([a], [b]) => a - b);
      const taken = fillTiers(
        ordered.map(([, pool]) => pool),
        n,
      );
      return ordered.map(([tier, pool], i) => ({ tier, pool, n: taken[i]! }));
    },
    excluded: () => [...excluded].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, one]) => one),
    grades: () => [...grades].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, one]) => one),
  };
}
