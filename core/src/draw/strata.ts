import { compareText } from '../basics/bytes.ts';
import { atLeast } from '../basics/ratios.ts';
import type { PublicLine } from './lists.ts';
import type { Exclusion, Rule, TierPlan } from './manifest.ts';
import type { ObjectRow } from './rows.ts';

/** What a stratum's lines say: the base of its ratio, the drawable rows of each tier (ascending), the rows left out. */
export type StratumCount = {
  readonly base: number;
  readonly pools: readonly { readonly tier: number; readonly pool: number }[];
  readonly excluded: { readonly base: number; readonly out: number };
};

export function countStratum(lines: readonly PublicLine[], stratum: string): StratumCount {
  const pools = new Map<number, number>();
  const counts = { in: 0, base: 0, out: 0 };
  for (const line of lines) {
    if (line.stratum !== stratum) continue;
    counts[line.state]++;
    if (line.state === 'in') pools.set(line.tier, (pools.get(line.tier) ?? 0) + 1);
  }
  return {
    base: counts.in + counts.base,
    pools: [...pools].map(([tier, pool]) => ({ tier, pool })).sort((a, b) => a.tier - b.tier),
    excluded: { base: counts.base, out: counts.out },
  };
}

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
  const counts = new Map<string, Exclusion>();
  for (const { state, reason, ...row } of rows) {
    if (row.stratum !== stratum || state === 'in') continue;
    const key = `${state} ${reason}`;
    counts.set(key, { state, reason, count: (counts.get(key)?.count ?? 0) + 1 });
  }
  return [...counts].sort(([a], [b]) => compareText(a, b)).map(([, exclusion]) => exclusion);
}
