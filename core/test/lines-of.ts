import { hexLeaves, type LeafTable, STATES } from '../src/draw/leaf-table.ts';
import type { PublicLine } from '../src/draw/lists.ts';

/** The lines as objects. */
export function linesOf({ size, strata, ...columns }: LeafTable): readonly PublicLine[] {
  const leaves = hexLeaves(
    columns.leaves,
    Uint32Array.from({ length: size }, (_, i) => i),
  );
  return leaves.map((leaf, i): PublicLine => {
    const stratum = strata[columns.stratum[i]!]!;
    const state = STATES[columns.state[i]!]!;
    return state === 'out'
      ? { stratum, state, leaf }
      : { stratum, state, tier: columns.tier[i]!, weight: columns.weight[i]!, leaf };
  });
}
