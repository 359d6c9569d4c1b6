import type { Hash } from '../hash/hash.ts';
import { type LaneMaker, type Lanes, plainLanes } from '../hash/lanes.ts';
import { hexLeaves, type LeafTable, tableOf } from './leaf-table.ts';
import type { PublicLine } from './lists.ts';
import type { Manifest } from './manifest.ts';
import { type SelectedTier, selectRows } from './select.ts';

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

/** `makeLanes`: a faster way to hash than plain JavaScript, where the platform has one; the answer is the same. */
type DrawInput = {
  readonly manifest: Manifest;
  readonly seed: Uint8Array;
  readonly lines: readonly PublicLine[];
  readonly makeLanes?: LaneMaker | undefined;
};

/**
 * Order of a stratum: tier ascending, then (ticket, leaf) as bytes. Its first n are drawn, the next `reserve` wait.
 * Only leaves, tiers and weights count, never the order or content of rows.
 */
export function drawWinners({ lines, ...drawn }: DrawInput): readonly DrawnStratum[] {
  return drawTable({ ...drawn, table: tableOf(lines) }).strata;
}

/** The same of a list as columns, with the lines of the list where the winners and 候补 stand. */
export function drawTable({ table, makeLanes = sharedLanes, ...drawn }: Omit<DrawInput, 'lines'> & TableOf): {
  readonly strata: readonly DrawnStratum[];
  readonly lines: readonly number[];
} {
  const selected = selectRows({ ...drawn, table, makeLanes });
  return {
    strata: drawnStrata(drawn.manifest, table, selected),
    lines: selected.flatMap((tiers) => tiers.flatMap(({ rows }) => [...rows])),
  };
}

type TableOf = { readonly table: LeafTable };

/** Plain lanes shared by all small draws: making their areas anew takes longer than the draw of a county. */
const shared = new Map<Hash, Lanes>();

function sharedLanes(hash: Hash): Lanes {
  const lanes = shared.get(hash) ?? plainLanes(hash);
  shared.set(hash, lanes);
  return lanes;
}

/** Selected rows as they stand in a certificate. */
export function drawnStrata(
  manifest: Manifest,
  table: LeafTable,
  selected: readonly (readonly SelectedTier[])[],
): readonly DrawnStratum[] {
  let rank = 0;
  return manifest.strata.map(({ id }, i) => {
    const tiers: DrawnTier[] = [];
    const reserve: ReserveLeaf[] = [];
    for (const { tier, n, rows, tickets } of selected[i]!) {
      const leaves = hexLeaves(table.leaves, rows);
      const texts = hexLeaves(
        tickets,
        rows.map((_, k) => k),
      );
      const ordered = leaves.map((leaf, k) => ({ leaf, t: texts[k]! }));
      const winners = ordered.slice(0, n).map(({ leaf, t }) => ({ rank: ++rank, leaf, t }));
      const last = winners[winners.length - 1];
      tiers.push({ tier, ...(last ? { cutoff: last.t } : {}), winners });
      for (const { leaf, t } of ordered.slice(n)) reserve.push({ tier, leaf, t });
    }
    return { id, tiers, reserve };
  });
}

/** All winners in the order of their ranks. */
export function winnersOf(strata: readonly DrawnStratum[]): readonly Winner[] {
  return strata.flatMap(({ tiers }) => tiers.flatMap(({ winners }) => winners));
}
