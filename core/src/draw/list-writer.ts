import { hex } from '../basics/bytes.ts';
import type { Hash } from '../hash/hash.ts';
import { type LaneMaker, messageQueue } from '../hash/lanes.ts';
import { treeBuilder } from '../hash/tree-builder.ts';
import { type LeafTable, STATES } from './leaf-table.ts';
import { LEAF_BYTES, LF, TAB, writeLeaf, writeNumber } from './line-bytes.ts';

/** The bytes of a public list from its columns. */

const LINE_BYTES = 146;
const CHUNK_BYTES = 1 << 20;

/** The list's file in pieces of about 1 MB; a piece is valid until the next is asked for. */
export function* publicListChunks(table: LeafTable): Generator<Uint8Array> {
  const write = lineWriter(table);
  const chunk = new Uint8Array(CHUNK_BYTES);
  let at = 0;
  for (let i = 0; i < table.size; i++) {
    if (at + LINE_BYTES > chunk.length) {
      yield chunk.subarray(0, at);
      at = 0;
    }
    at = write(i, chunk, at);
    chunk[at++] = LF;
  }
  yield chunk.subarray(0, at);
}

/** RFC 6962 root over the lines without LF, hex. */
export function tableRoot(hash: Hash, table: LeafTable, makeLanes: LaneMaker): string {
  const write = lineWriter(table);
  const tree = treeBuilder(hash, makeLanes);
  const lanes = makeLanes(hash);
  const from = { state: hash.compression.initial, before: 0 };
  const queue = messageQueue(lanes, from, (count) => tree.push(lanes.digests, count));
  for (let i = 0; i < table.size; i++) {
    const at = queue.room(LINE_BYTES);
    lanes.blocks[at] = 0;
    queue.add(write(i, lanes.blocks, at + 1) - at);
  }
  queue.flush();
  return hex(tree.root());
}

/** Writes line i without LF at a place and answers with the place after it. */
function lineWriter(table: LeafTable): (i: number, out: Uint8Array, at: number) => number {
  const { leaves, stratum, tier, weight, state } = table;
  const names = table.strata.map((name) => asciiOf(`${name}\t`));
  return (i, out, at) => {
    let to = put(names[stratum[i]!]!, out, at);
    const place = state[i]!;
    if (place === OUT) to = put(EMPTY, out, to);
    else {
      to = writeNumber(out, to, tier[i]!);
      out[to++] = TAB;
      to = writeNumber(out, to, weight[i]!);
      out[to++] = TAB;
    }
    to = put(STATE_BYTES[place]!, out, to);
    return writeLeaf(out, to, { leaves, from: i * LEAF_BYTES });
  };
}

const OUT = STATES.indexOf('out');
const EMPTY = asciiOf('-\t-\t');
const STATE_BYTES = STATES.map((state) => asciiOf(`${state}\t`));

function asciiOf(text: string): Uint8Array {
  return Uint8Array.from(text, (character) => character.charCodeAt(0));
}

function put(bytes: Uint8Array, out: Uint8Array, at: number): number {
  for (let k = 0; k < bytes.length; k++) out[at + k] = bytes[k]!;
  return at + bytes.length;
}
