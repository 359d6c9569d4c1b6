import { hex } from '../basics/bytes.ts';
import { err, ok, type Result } from '../basics/result.ts';
import type { Hash } from '../hash/hash.ts';
import { type LaneMaker, messageQueue } from '../hash/lanes.ts';
import { treeBuilder } from '../hash/tree-builder.ts';
import { emptyTable, type LeafTable, STATES } from './leaf-table.ts';
import { digitsOf, LEAF_BYTES, LF, leafAt, NONE, numberAt, stratumNames, TAB } from './line-bytes.ts';
import type { ListFault } from './lists.ts';
import { MAX_WEIGHT } from './rows.ts';

/** A public list that was read: its lines as columns, and the RFC 6962 root over the lines without LF, hex. */
export type ReadList = { readonly table: LeafTable; readonly root: string };

/** `size`: the list has fewer or more lines than it should. */
export type ReadFault = ListFault | { readonly line: number; readonly problem: 'size' };

/** Takes the bytes of a list in pieces of any length; the first fault ends it. */
export type ListReader = {
  readonly write: (chunk: Uint8Array) => ReadFault | undefined;
  readonly end: () => Result<ReadList, ReadFault>;
};

/** Longest line with its LF: stratum 64, tier 6, weight 3, state 4, leaf 64, four TAB. */
const LINE_BYTES = 146;

/** `size`: how many lines there must be. `hash`: of the manifest. */
export function listReader(
  hash: Hash,
  { size, makeLanes }: { readonly size: number; readonly makeLanes: LaneMaker },
): ListReader {
  const lanes = makeLanes(hash);
  const tree = treeBuilder(hash, makeLanes);
  const from = { state: hash.compression.initial, before: 0 };
  const queue = messageQueue(lanes, from, (count) => tree.push(lanes.digests, count));
  const line = lineReader(size);
  const rest = new Uint8Array(LINE_BYTES);
  let held = 0;
  let fault: ReadFault | undefined;

  const take = (bytes: Uint8Array, start: number, end: number): ReadFault | undefined => {
    const problem = line.read(bytes, start, end);
    if (problem !== undefined) return { line: line.count() + 1, problem };
    const at = queue.room(1 + end - start);
    lanes.blocks[at] = 0;
    // A view for each line would be four million short-lived objects.
    for (let k = start; k < end; k++) lanes.blocks[at + 1 + k - start] = bytes[k]!;
    queue.add(1 + end - start);
    return undefined;
  };
  /** Keeps what may be the beginning of a line. */
  const hold = (bytes: Uint8Array): ReadFault | undefined => {
    if (held + bytes.length > LINE_BYTES) return { line: line.count() + 1, problem: 'form' };
    rest.set(bytes, held);
    held += bytes.length;
    return undefined;
  };
  const scan = (chunk: Uint8Array): ReadFault | undefined => {
    let start = 0;
    if (held > 0) {
      const end = chunk.indexOf(LF) + 1;
      const wrong = hold(end > 0 ? chunk.subarray(0, end) : chunk);
      if (wrong || end === 0) return wrong;
      const length = held - 1;
      held = 0;
      const bad = take(rest, 0, length);
      if (bad) return bad;
      start = end;
    }
    for (let end = chunk.indexOf(LF, start); end >= 0; end = chunk.indexOf(LF, start)) {
      const bad = take(chunk, start, end);
      if (bad) return bad;
      start = end + 1;
    }
    return hold(chunk.subarray(start));
  };
  return {
    write(chunk) {
      fault ??= scan(chunk);
      return fault;
    },
    end() {
      if (fault) return err(fault);
      if (held > 0) return err({ line: line.count() + 1, problem: 'form' });
      if (line.count() < size) return err({ line: line.count() + 1, problem: 'size' });
      queue.flush();
      return ok({ table: line.table(), root: hex(tree.root()) });
    },
  };
}

/** The whole of a list, however many lines it has. */
export function readList(hash: Hash, bytes: Uint8Array, makeLanes: LaneMaker): Result<ReadList, ReadFault> {
  let size = 0;
  for (let at = bytes.indexOf(LF); at >= 0; at = bytes.indexOf(LF, at + 1)) size++;
  const reader = listReader(hash, { size, makeLanes });
  reader.write(bytes);
  return reader.end();
}

type LineReader = {
  readonly read: (bytes: Uint8Array, start: number, end: number) => ReadFault['problem'] | undefined;
  readonly count: () => number;
  readonly table: () => LeafTable;
};

/** Reads `stratum⇥tier⇥weight⇥state⇥leaf` into the columns of a table, checking form and order. */
function lineReader(size: number): LineReader {
  const table = emptyTable(size);
  const { leaves, stratum, tier, weight, state } = table;
  const names = stratumNames();
  let count = 0;

  const readLine = (bytes: Uint8Array, start: number, end: number): ReadFault['problem'] | undefined => {
    if (count === size) return 'size';
    const afterName = bytes.indexOf(TAB, start);
    if (afterName < 0 || afterName > end - LEAF_BYTES * 2 - 8) return 'form';
    const place = names.placeOf(bytes, start, afterName);
    const ofTier = numberAt(bytes, afterName + 1, 6);
    const atWeight = afterName + 2 + digitsOf(ofTier);
    const ofWeight = numberAt(bytes, atWeight, 3);
    const atState = atWeight + 1 + digitsOf(ofWeight);
    const ofState = stateAt(bytes, atState, end);
    const isOut = ofState === OUT;
    const fits = isOut
      ? ofTier === NONE && ofWeight === NONE
      : ofState >= 0 && ofTier >= 0 && ofWeight >= 1 && ofWeight <= MAX_WEIGHT;
    const to = count * LEAF_BYTES;
    if (place < 0 || !fits || !leafAt(bytes, end - 2 * LEAF_BYTES, { leaves, to })) return 'form';
    stratum[count] = place;
    tier[count] = isOut ? 0 : ofTier;
    weight[count] = isOut ? 0 : ofWeight;
    state[count] = ofState;
    return count === 0 || isAfter(leaves, count) ? undefined : 'order';
  };
  return {
    count: () => count,
    table: () => ({ ...table, strata: names.all() }),
    read(bytes, start, end) {
      const problem = readLine(bytes, start, end);
      if (problem === undefined) count++;
      return problem;
    },
  };
}

const OUT = STATES.indexOf('out');
const STATE_BYTES = STATES.map((state) => [...state, '\t'].map((character) => character.charCodeAt(0)));

/** Place in {@link STATES} of the state that stands between `at` and the leaf that ends the line; −1 where none does. */
function stateAt(bytes: Uint8Array, at: number, end: number): number {
  return STATE_BYTES.findIndex(
    (state) => at + state.length + 2 * LEAF_BYTES === end && state.every((byte, k) => byte === bytes[at + k]),
  );
}

/** Is the leaf of a line larger than that of the line before? */
function isAfter(leaves: Uint8Array, line: number): boolean {
  const at = line * LEAF_BYTES;
  let k = 0;
  while (k < LEAF_BYTES - 1 && leaves[at + k] === leaves[at - LEAF_BYTES + k]) k++;
  return leaves[at + k]! > leaves[at - LEAF_BYTES + k]!;
}
