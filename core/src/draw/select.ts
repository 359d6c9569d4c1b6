import { assert } from '../basics/assert.ts';
import { type HashState, hashOf, pad, stateAfter } from '../hash/hash.ts';
import { LANE_MESSAGES, type LaneMaker, type Lanes } from '../hash/lanes.ts';
import { IN, type LeafTable } from './leaf-table.ts';
import { LEAF_BYTES } from './line-bytes.ts';
import type { Manifest, TierPlan } from './manifest.ts';
import { stratumKey } from './seed.ts';

/**
 * The drawn rows of a list as columns. All tickets of a pool are computed, but only their first words are kept; the rows
 * whose ticket may be among the smallest are found by counting, and only these are sorted.
 */

/** Rows of a tier in the order of their tickets: the first `n` are drawn, the rest are 候补. Row and ticket i belong together. */
export type SelectedTier = {
  readonly tier: number;
  readonly n: number;
  /** Lines of the table. */
  readonly rows: Uint32Array;
  /** 32 bytes each. */
  readonly tickets: Uint8Array;
};

export type SelectInput = {
  readonly manifest: Manifest;
  readonly seed: Uint8Array;
  readonly table: LeafTable;
  readonly makeLanes: LaneMaker;
};

/** For each stratum of the manifest its tiers in order. */
export function selectRows({ manifest, seed, table, makeLanes }: SelectInput): readonly (readonly SelectedTier[])[] {
  const hash = hashOf(manifest.profile);
  const lots = lotHasher(makeLanes(hash), table);
  const pools = poolsOf(table);
  return manifest.strata.map(({ id, tiers, reserve }) => {
    let waiting = 0;
    return tiers.map((plan: TierPlan) => {
      const { tier, n } = plan;
      const pool = pools.get(id)?.get(tier) ?? new Uint32Array(0);
      const state = stateAfter(hash, stratumKey(hash, seed, { stratum: id, tier }));
      const selected = smallest(pool, Math.min(pool.length, n + reserve - waiting), (rows) => lots(state, rows));
      waiting += Math.max(0, selected.rows.length - n);
      return { tier, n: Math.min(n, selected.rows.length), ...selected };
    });
  });
}

/** Drawable rows by stratum and tier, each in the order of the table. */
function poolsOf(table: LeafTable): ReadonlyMap<string, ReadonlyMap<number, Uint32Array>> {
  const { size, strata, state } = table;
  const poolOf = poolNumbers(table);
  const sizes: number[] = [];
  for (let i = 0; i < size; i++) {
    if (state[i] !== IN) continue;
    const pool = poolOf.number(i);
    sizes[pool] = (sizes[pool] ?? 0) + 1;
  }
  const pools = sizes.map((count) => new Uint32Array(count));
  const filled = new Uint32Array(pools.length);
  for (let i = 0; i < size; i++) {
    if (state[i] !== IN) continue;
    const pool = poolOf.number(i);
    pools[pool]![filled[pool]!++] = i;
  }
  const found = new Map(strata.map((id) => [id, new Map<number, Uint32Array>()]));
  for (const [pool, { stratum, tier }] of poolOf.all().entries()) {
    found.get(strata[stratum]!)!.set(tier, pools[pool]!);
  }
  return found;
}

/** Tiers below this are looked up in an array, which is several times as fast as a map. */
const LOW_TIERS = 16;

/** Numbers pools 0, 1, … as their first rows are met. */
function poolNumbers({ strata, stratum, tier }: LeafTable) {
  const pools: { readonly stratum: number; readonly tier: number }[] = [];
  const low = new Int32Array(strata.length * LOW_TIERS).fill(-1);
  const high = new Map<number, number>();
  const create = (ofStratum: number, ofTier: number) => pools.push({ stratum: ofStratum, tier: ofTier }) - 1;
  const number = (row: number): number => {
    const [s, t] = [stratum[row]!, tier[row]!];
    if (t < LOW_TIERS) {
      const at = s * LOW_TIERS + t;
      if (low[at]! < 0) low[at] = create(s, t);
      return low[at]!;
    }
    const key = t * strata.length + s;
    const pool = high.get(key) ?? create(s, t);
    high.set(key, pool);
    return pool;
  };
  return { number, all: () => pools };
}

const BLOCK = 64;

/** Lots that were hashed together: the digest of lot m stands at 32·m of `digests`, it belongs to row `placeOf[m]`. */
type TakeLots = (placeOf: Uint32Array, count: number, digests: Uint8Array) => void;
/** Hashes every lot of the rows. */
type LotHasher = (state: HashState, rows: Uint32Array) => (take: TakeLots) => void;

function lotHasher(lanes: Lanes, { leaves, weight }: LeafTable): LotHasher {
  const { items, blocks, digests } = lanes;
  let padded = 0;
  const placeOf = new Uint32Array(LANE_MESSAGES);
  const words = new Int32Array(leaves.buffer, leaves.byteOffset, leaves.length / 4);
  const itemWords = new Int32Array(items.buffer, items.byteOffset, items.length / 4);
  return (state, rows) => (take) => {
    let waiting = 0;
    const flush = () => {
      lanes.place(waiting, { size: LEAF_BYTES, at: 1, stride: BLOCK });
      lanes.run(state, waiting);
      take(placeOf, waiting, digests);
      waiting = 0;
    };
    for (let place = 0; place < rows.length; place++) {
      const row = rows[place]!;
      for (let j = 0; j < weight[row]!; j++) {
        for (let k = 0; k < 8; k++) itemWords[8 * waiting + k] = words[8 * row + k]!;
        if (waiting === padded) padLot(lanes, padded++);
        blocks[waiting * BLOCK] = j;
        placeOf[waiting++] = place;
        if (waiting === LANE_MESSAGES) flush();
      }
    }
    if (waiting > 0) flush();
  };
}

/** Up to so many rows are sorted without being counted first. */
const SMALL_POOL = 4_096;

/** The padding of message `m`, which stays: a ticket's second block is byte(j) ‖ leaf, one block in all. */
function padLot({ blocks, counts }: Lanes, m: number): void {
  pad(blocks, BLOCK * m, { length: 1 + LEAF_BYTES, before: BLOCK });
  counts[m] = 1;
}

/** The `count` rows with the smallest (ticket, leaf), in that order. The rows come ascending by leaf. */
function smallest(
  pool: Uint32Array,
  count: number,
  lotsOf: (rows: Uint32Array) => ReturnType<LotHasher>,
): Pick<SelectedTier, 'rows' | 'tickets'> {
  if (count <= 0) return { rows: new Uint32Array(0), tickets: new Uint8Array(0) };
  const rows = pool.length > SMALL_POOL && count < pool.length ? candidates(pool, count, lotsOf) : pool;
  const tickets = new Uint8Array(rows.length * LEAF_BYTES).fill(255);
  lotsOf(rows)((placeOf, lots, digests) => {
    for (let m = 0; m < lots; m++) keepSmaller(tickets, placeOf[m]! * LEAF_BYTES, { digests, at: m * LEAF_BYTES });
  });
  const order = orderOf(tickets).subarray(0, count);
  const sorted = new Uint8Array(count * LEAF_BYTES);
  order.forEach((place, i) => {
    sorted.set(tickets.subarray(place * LEAF_BYTES, (place + 1) * LEAF_BYTES), i * LEAF_BYTES);
  });
  return { rows: order.map((place) => rows[place]!), tickets: sorted };
}

/** Rows that may be among the `count` with the smallest tickets: all whose first 16 bits are no larger than theirs. */
function candidates(
  pool: Uint32Array,
  count: number,
  lotsOf: (rows: Uint32Array) => ReturnType<LotHasher>,
): Uint32Array {
  const leads = new Uint16Array(pool.length).fill(0xffff);
  lotsOf(pool)((placeOf, lots, digests) => {
    for (let m = 0; m < lots; m++) {
      const lead = (digests[m * LEAF_BYTES]! << 8) | digests[m * LEAF_BYTES + 1]!;
      const place = placeOf[m]!;
      if (lead < leads[place]!) leads[place] = lead;
    }
  });
  const histogram = new Uint32Array(65_536);
  for (let i = 0; i < leads.length; i++) histogram[leads[i]!]!++;
  let bound = 0;
  for (let found = histogram[0]!; found < count; found += histogram[bound]!) bound++;
  const found = new Uint32Array(histogram.subarray(0, bound + 1).reduce((sum, rows) => sum + rows, 0));
  for (let i = 0, at = 0; i < leads.length; i++) if (leads[i]! <= bound) found[at++] = pool[i]!;
  return found;
}

/** Places in the order of their tickets, which come in the order of their leaves: sorted by 32 bits, then by all of them. */
export function orderOf(tickets: Uint8Array): Uint32Array {
  const count = tickets.length / LEAF_BYTES;
  assert(count < 2 ** 23, `${count} rows to sort`);
  // A float holds 53 bits exactly: 30 of the ticket, 23 of the place.
  const keys = new Float64Array(count);
  for (let i = 0; i < count; i++) {
    const at = i * LEAF_BYTES;
    const lead =
      ((tickets[at]! << 22) | (tickets[at + 1]! << 14) | (tickets[at + 2]! << 6) | (tickets[at + 3]! >> 2)) >>> 0;
    keys[i] = lead * 2 ** 23 + i;
  }
  keys.sort();
  const order = Uint32Array.from(keys, (key) => key % 2 ** 23);
  const leadOf = (i: number) => Math.floor(keys[i]! / 2 ** 23);
  for (let from = 0; from < count; ) {
    let to = from + 1;
    while (to < count && leadOf(to) === leadOf(from)) to++;
    if (to - from > 1) order.subarray(from, to).sort((a, b) => compareAt(tickets, a, b) || a - b);
    from = to;
  }
  return order;
}

function compareAt(tickets: Uint8Array, a: number, b: number): number {
  for (let k = 0; k < LEAF_BYTES; k++) {
    const difference = tickets[a * LEAF_BYTES + k]! - tickets[b * LEAF_BYTES + k]!;
    if (difference !== 0) return difference;
  }
  return 0;
}

/** Puts the digest over the ticket at `to` where it is smaller. */
function keepSmaller(
  tickets: Uint8Array,
  to: number,
  { digests, at }: { readonly digests: Uint8Array; readonly at: number },
): void {
  let k = 0;
  while (k < LEAF_BYTES - 1 && digests[at + k] === tickets[to + k]) k++;
  if (digests[at + k]! >= tickets[to + k]!) return;
  for (; k < LEAF_BYTES; k++) tickets[to + k] = digests[at + k]!;
}
