import { compareText } from '../basics/bytes.ts';
import { atLeast } from '../basics/ratios.ts';
import { IN, type LeafTable } from './leaf-table.ts';
import type { Exclusion, Rule, TierPlan } from './manifest.ts';
import type { ObjectRow } from './rows.ts';

/** What a stratum's lines say: the base of its ratio, the drawable rows of each tier (ascending), the rows left out. */
export type StratumCount = {
  readonly base: number;
  readonly pools: readonly { readonly tier: number; readonly pool: number }[];
  readonly excluded: { readonly base: number; readonly out: number };
};

/** The counts of every stratum that stands in the list, by id. */
export function countStrata(table: LeafTable): ReadonlyMap<string, StratumCount> {
  const { size, strata, stratum, tier, state } = table;
  const pools = strata.map(() => new Map<number, number>());
  const counts = strata.map(() => [0, 0, 0]);
  for (let i = 0; i < size; i++) {
    const place = stratum[i]!;
    counts[place]![state[i]!]!++;
    if (state[i] === IN) pools[place]!.set(tier[i]!, (pools[place]!.get(tier[i]!) ?? 0) + 1);
  }
  return new Map(
    strata.map((id, place) => {
      const [drawable, base, out] = counts[place] as [number, number, number];
      const tiers = [...pools[place]!].map(([tier, pool]) => ({ tier, pool })).sort((x, y) => x.tier - y.tier);
      return [id, { base: drawable + base, pools: tiers, excluded: { base, out } }];
    }),
  );
}

/** What a stratum says of which no line stands in the list. */
export const NO_LINES: StratumCount = { base: 0, pools: [], excluded: { base: 0, out: 0 } };

/** How many the rule asks for: ⌈p·base/q⌉ or its fixed count. */
export function requiredBy(rule: Rule, base: number): number {
  return rule.kind === 'ratio' ? atLeast(base, rule) : rule.count;
}

/** Spreads n over the tiers from the lowest: nobody is drawn again before everybody was drawn once. */
export function fillTiers(pools: StratumCount['pools'], n: number): readonly TierPlan[] {
  let left = n;
  return pools.map(({ tier, pool }) => {
    const taken = Math.min(pool, left);
    left -= taken;
    return { tier, pool, n: taken };
  });
}

/** Rows of a stratum that cannot be drawn, counted by state and reason. */
export function countExclusions(rows: readonly ObjectRow[], stratum: string): readonly Exclusion[] {
  const counter = exclusionCounter();
  for (const row of rows) if (row.stratum === stratum) counter.add(row);
  return counter.of(stratum);
}

/** The same row by row, for all strata at once. */
export function exclusionCounter(): {
  readonly add: (row: Pick<ObjectRow, 'stratum' | 'state' | 'reason'>) => void;
  readonly of: (stratum: string) => readonly Exclusion[];
} {
  const strata = new Map<string, Map<string, Exclusion>>();
  return {
    add({ stratum, state, reason }) {
      if (state === 'in') return;
      const counts = strata.get(stratum) ?? new Map<string, Exclusion>();
      const key = `${state} ${reason}`;
      strata.set(stratum, counts.set(key, { state, reason, count: (counts.get(key)?.count ?? 0) + 1 }));
    },
    of: (stratum) =>
      [...(strata.get(stratum) ?? [])].sort(([a], [b]) => compareText(a, b)).map(([, exclusion]) => exclusion),
  };
}
