import { err, ok, type Result } from '../basics/result.ts';
import type { Hash } from '../hash/hash.ts';
import { LANE_MESSAGES, type LaneMaker } from '../hash/lanes.ts';
import { emptyTable, type LeafTable, STATES } from './leaf-table.ts';
import { LEAF_BYTES, MAX_STRATA } from './line-bytes.ts';
import { tableRoot } from './list-writer.ts';
import type { Exclusion } from './manifest.ts';
import { MOST_CHARACTERS, rowLeafer, rowSalter } from './row-lanes.ts';
import { type ObjectRow, parseObjectRow, type RowFault } from './rows.ts';
import { orderOf } from './select.ts';
import { exclusionCounter } from './strata.ts';

/**
 * The object rows of a national list, frozen as columns: what `freeze` does with them for a county, without keeping an
 * object a row. `texts` are rows as {@link objectRowText} writes them, in any order.
 */
export type FreezeListInput = {
  readonly hash: Hash;
  readonly objectKey: Uint8Array;
  readonly texts: Iterable<string>;
  /** How many rows there are. */
  readonly size: number;
  readonly makeLanes: LaneMaker;
};

/** The public list, its root (hex), and for each line the row (counted from 0 as given) that is behind it. */
export type FrozenList = {
  readonly table: LeafTable;
  readonly root: string;
  readonly rowOf: Uint32Array;
  /** Rows that cannot be drawn, by state and reason. */
  readonly exclusionsOf: (stratum: string) => readonly Exclusion[];
};

/**
 * The row (counted from 0) that cannot be frozen: no row, a second one of its stratum and object, longer than 20,000
 * characters (`field` is `length`), or more or fewer rows than `size` (`size`).
 */
export type FreezeListFault = { readonly index: number } & (
  | ({ readonly kind: 'row' } & RowFault)
  | { readonly kind: 'duplicate' }
  | { readonly kind: 'size' }
);

export function freezeList(input: FreezeListInput): Result<FrozenList, FreezeListFault> {
  const { size } = input;
  const freezer = listFreezer({ ...input, most: size });
  let index = 0;
  for (const text of input.texts) {
    const read = parseObjectRow(text);
    if (!read.ok) return err({ kind: 'row', index, ...read.error });
    const fault = freezer.add(read.value, text);
    if (fault) return err(fault);
    index++;
  }
  return index < size ? err({ kind: 'size', index }) : freezer.end();
}

/** `most`: no more rows than this; columns are laid out for so many at once. */
export type ListFreezerInput = Omit<FreezeListInput, 'texts' | 'size'> & { readonly most: number };

/** The same row by row, for a caller that reads them from elsewhere. */
export type ListFreezer = {
  /** `text`: the row as {@link objectRowText} writes it, of a row that has passed its check. */
  readonly add: (row: ObjectRow, text: string) => FreezeListFault | undefined;
  readonly end: () => Result<FrozenList, FreezeListFault>;
};

export function listFreezer(input: ListFreezerInput): ListFreezer {
  const { hash, most, makeLanes } = input;
  const given = emptyTable(most);
  const strata = new Map<string, number>();
  const exclusions = exclusionCounter();
  const columns = { salts: new Uint8Array(most * LEAF_BYTES), leaves: given.leaves };
  const hashRows = rowHasher(input, columns);
  let index = 0;
  let waiting: Waiting[] = [];
  const flush = () => {
    hashRows(waiting, index - waiting.length);
    waiting = [];
  };
  return {
    add(row, text) {
      if (index === most) return { kind: 'size', index };
      if (text.length > MOST_CHARACTERS) return { kind: 'row', index, field: 'length', value: String(text.length) };
      const { stratum, tier, weight, state } = row;
      const place = strata.get(stratum) ?? strata.size;
      if (place === MAX_STRATA) return { kind: 'row', index, field: 'stratum', value: stratum };
      strata.set(stratum, place);
      given.stratum[index] = place;
      given.state[index] = STATES.indexOf(state);
      given.tier[index] = state === 'out' ? 0 : tier;
      given.weight[index] = state === 'out' ? 0 : weight;
      exclusions.add(row);
      waiting.push({ row, text });
      index++;
      if (waiting.length === LANE_MESSAGES) flush();
      return undefined;
    },
    end() {
      flush();
      const twice = firstRepeat(columns.salts.subarray(0, index * LEAF_BYTES));
      if (twice !== undefined) return err({ kind: 'duplicate', index: twice });
      // 128 MB of a nation, no longer needed while the columns stand twice.
      columns.salts = new Uint8Array(0);
      const rowOf = orderOf(given.leaves.subarray(0, index * LEAF_BYTES));
      const table = inOrder({ ...given, size: index, strata: [...strata.keys()] }, rowOf);
      return ok({ table, rowOf, root: tableRoot(hash, table, makeLanes), exclusionsOf: exclusions.of });
    },
  };
}

type Waiting = { readonly row: ObjectRow; readonly text: string };

/** Salts and leaves of up to {@link LANE_MESSAGES} rows from `first` on. */
function rowHasher(
  { hash, objectKey, makeLanes }: Pick<FreezeListInput, 'hash' | 'objectKey' | 'makeLanes'>,
  columns: { readonly salts: Uint8Array; readonly leaves: Uint8Array },
): (rows: readonly Waiting[], first: number) => void {
  const salt = rowSalter(hash, objectKey, makeLanes);
  const leaf = rowLeafer(hash, makeLanes);
  return (rows, first) => {
    const [from, to] = [first * LEAF_BYTES, (first + rows.length) * LEAF_BYTES];
    const salts = columns.salts.subarray(from, to);
    salt(
      rows.map(({ row }) => row),
      salts,
    );
    leaf(
      rows.map(({ text }) => text),
      salts,
      columns.leaves.subarray(from, to),
    );
  };
}

/**
 * The first row whose salt stands twice: the same stratum and object, because the salt is made of these and a key. Salts
 * are as good as random, so their first bits are places of an open table.
 */
function firstRepeat(salts: Uint8Array): number | undefined {
  const count = salts.length / LEAF_BYTES;
  const slots = new Int32Array(2 ** Math.ceil(Math.log2(2 * count + 2))).fill(-1);
  const words = new Int32Array(salts.buffer, 0, 8 * count);
  for (let row = 0; row < count; row++) {
    let slot = words[8 * row]! & (slots.length - 1);
    for (; slots[slot]! >= 0; slot = (slot + 1) & (slots.length - 1)) {
      if (isSame(words, 8 * row, 8 * slots[slot]!)) return row;
    }
    slots[slot] = row;
  }
  return undefined;
}

function isSame(words: Int32Array, a: number, b: number): boolean {
  for (let k = 0; k < 8; k++) if (words[a + k] !== words[b + k]) return false;
  return true;
}

function inOrder(given: LeafTable, order: Uint32Array): LeafTable {
  const table = { ...emptyTable(given.size), strata: given.strata };
  const from = new Int32Array(given.leaves.buffer);
  const to = new Int32Array(table.leaves.buffer);
  for (let i = 0; i < order.length; i++) {
    const row = order[i]!;
    for (let k = 0; k < 8; k++) to[8 * i + k] = from[8 * row + k]!;
    table.stratum[i] = given.stratum[row]!;
    table.tier[i] = given.tier[row]!;
    table.weight[i] = given.weight[row]!;
    table.state[i] = given.state[row]!;
  }
  return table;
}
