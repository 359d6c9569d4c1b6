import { fromHex } from '../basics/bytes.ts';
import type { PublicLine } from './lists.ts';
import type { ObjectState } from './rows.ts';

/**
 * A public list as columns: 40 bytes a line instead of an object, so that four million lines fit into 160 MB. Line i has
 * its leaf at 32·i; `stratum[i]` is a place in `strata`; tier and weight of an `out` line are 0.
 */
export type LeafTable = {
  readonly size: number;
  readonly strata: readonly string[];
  readonly leaves: Uint8Array;
  readonly stratum: Uint16Array;
  readonly tier: Uint32Array;
  readonly weight: Uint8Array;
  /** Place in {@link STATES}. */
  readonly state: Uint8Array;
};

export const STATES: readonly ObjectState[] = ['in', 'base', 'out'];
export const IN = 0;
export const LEAF_BYTES = 32;

/** Most different strata of a list. */
export const MAX_STRATA = 65_535;

/** Columns for `size` lines, to be filled. */
export function emptyTable(size: number): Omit<LeafTable, 'strata'> {
  return {
    size,
    leaves: new Uint8Array(size * LEAF_BYTES),
    stratum: new Uint16Array(size),
    tier: new Uint32Array(size),
    weight: new Uint8Array(size),
    state: new Uint8Array(size),
  };
}

export function tableOf(lines: readonly PublicLine[]): LeafTable {
  const table = emptyTable(lines.length);
  const places = new Map<string, number>();
  for (const [i, line] of lines.entries()) {
    const place = places.get(line.stratum) ?? places.size;
    places.set(line.stratum, place);
    table.leaves.set(fromHex(line.leaf)!, i * LEAF_BYTES);
    table.stratum[i] = place;
    table.state[i] = STATES.indexOf(line.state);
    if (line.state === 'out') continue;
    table.tier[i] = line.tier;
    table.weight[i] = line.weight;
  }
  return { ...table, strata: [...places.keys()] };
}
