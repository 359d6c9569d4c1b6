import { hashOf } from '../hash/hash.ts';
import type { PublicLine } from './lists.ts';
import type { Manifest, Stratum, TierPlan } from './manifest.ts';
import { stratumKey } from './seed.ts';
import { type TicketOf, ticketsOf } from './tickets.ts';

/** The outcome of a stratum. Leaves and tickets are hex; ranks count through the strata in the manifest's order. */
export type DrawnStratum = {
  readonly id: string;
  readonly tiers: readonly DrawnTier[];
  /** The 候补 in order; they may reach into the next tier. */
  readonly reserve: readonly ReserveLeaf[];
};
/** `cutoff`: ticket of the last leaf drawn; absent where none was. */
export type DrawnTier = { readonly tier: number; readonly cutoff?: string; readonly winners: readonly Winner[] };
export type Winner = { readonly rank: number; readonly leaf: string; readonly t: string };
export type ReserveLeaf = { readonly tier: number; readonly leaf: string; readonly t: string };

type DrawInput = { readonly manifest: Manifest; readonly seed: Uint8Array; readonly lines: readonly PublicLine[] };

/**
 * Order of a stratum: tier ascending, then (ticket, leaf) as bytes. Its first n are drawn, the next `reserve` wait.
 * Only leaves, tiers and weights count, never the order or content of rows.
 */
export function drawWinners({ manifest, seed, lines }: DrawInput): readonly DrawnStratum[] {
  const hash = hashOf(manifest.profile);
  let rank = 0;
  return manifest.strata.map((stratum) => {
    const tiers: DrawnTier[] = [];
    const waiting: ReserveLeaf[] = [];
    for (const tier of stratum.tiers) {
      const ordered = orderTier(lines, {
        stratum,
        tier,
        ticketOf: ticketsOf(hash, stratumKey(hash, seed, { stratum: stratum.id, tier: tier.tier })),
      });
      const winners = ordered.slice(0, tier.n).map(({ leaf, t }) => ({ rank: ++rank, leaf, t }));
      const last = winners[winners.length - 1];
      tiers.push({ tier: tier.tier, ...(last ? { cutoff: last.t } : {}), winners });
      waiting.push(...ordered.slice(tier.n, tier.n + stratum.reserve - waiting.length));
    }
    return { id: stratum.id, tiers, reserve: waiting };
  });
}

/** All winners in the order of their ranks. */
export function winnersOf(strata: readonly DrawnStratum[]): readonly Winner[] {
  return strata.flatMap(({ tiers }) => tiers.flatMap(({ winners }) => winners));
}

type TierInput = { readonly stratum: Stratum; readonly tier: TierPlan; readonly ticketOf: TicketOf };

function orderTier(lines: readonly PublicLine[], { stratum, tier, ticketOf }: TierInput): ReserveLeaf[] {
  const ordered: ReserveLeaf[] = [];
  for (const line of lines) {
    if (line.stratum !== stratum.id || line.state !== 'in' || line.tier !== tier.tier) continue;
    ordered.push({ tier: line.tier, leaf: line.leaf, t: ticketOf(line.leaf, line.weight) });
  }
  return ordered.sort(byTicket);
}

/** Order of (ticket, leaf) as bytes: both are hex of one length, whose text sorts as its bytes do. */
export function byTicket(a: Pick<ReserveLeaf, 't' | 'leaf'>, b: Pick<ReserveLeaf, 't' | 'leaf'>): number {
  if (a.t !== b.t) return a.t < b.t ? -1 : 1;
  return a.leaf < b.leaf ? -1 : 1;
}
