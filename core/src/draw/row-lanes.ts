import { be32, utf8, writeUtf8 } from '../basics/bytes.ts';
import type { Hash } from '../hash/hash.ts';
import { hmacKey } from '../hash/hmac.ts';
import { type LaneMaker, messageQueue, padAll } from '../hash/lanes.ts';
import { rowLeaf } from './leaves.ts';
import { LEAF_BYTES } from './line-bytes.ts';
import type { ObjectRow } from './rows.ts';

/** Salts and leaves of many object rows at once: what `leaves.ts` makes one by one. Both take up to `LANE_MESSAGES` rows a call. */

type RowKey = Pick<ObjectRow, 'stratum' | 'id'>;

const BLOCK = 64;

/** A row of more characters is hashed by itself: in UTF-8 it may not fit into a lane. */
export const MOST_CHARACTERS = 20_000;

/** Writes HMAC(objectKey, LP(stratum)‖LP(id)) of each row, 32 bytes apart. */
export type RowSalter = (rows: readonly RowKey[], out: Uint8Array) => void;

export function rowSalter(hash: Hash, objectKey: Uint8Array, makeLanes: LaneMaker): RowSalter {
  const key = hmacKey(hash, objectKey);
  const [inner, outer] = [makeLanes(hash), makeLanes(hash)];
  const prefixes = new Map<string, Uint8Array>();
  const prefixOf = (stratum: string): Uint8Array => {
    const known = prefixes.get(stratum) ?? prefixed(stratum);
    prefixes.set(stratum, known);
    return known;
  };
  return (rows, out) => {
    padAll(outer, rows.length, { length: LEAF_BYTES, before: BLOCK });
    const ids = messageQueue(inner, { state: key.inner, before: BLOCK }, (count, from) => {
      outer.items.set(inner.digests.subarray(0, count * LEAF_BYTES), from * LEAF_BYTES);
    });
    for (const { stratum, id } of rows) {
      const prefix = prefixOf(stratum);
      const at = ids.room(prefix.length + 4 + id.length);
      inner.blocks.set(prefix, at);
      inner.blocks.set(be32(id.length), at + prefix.length);
      ids.add(writeUtf8(id, inner.blocks, at + prefix.length + 4) - at);
    }
    ids.flush();
    outer.place(rows.length, { size: LEAF_BYTES, at: 0, stride: BLOCK });
    outer.run(key.outer, rows.length);
    out.set(outer.digests.subarray(0, rows.length * LEAF_BYTES));
  };
}

/** Writes the leaf H(00‖salt‖row) of each text, 32 bytes apart like the salts. */
export type RowLeafer = (texts: readonly string[], salts: Uint8Array, out: Uint8Array) => void;

export function rowLeafer(hash: Hash, makeLanes: LaneMaker): RowLeafer {
  const lanes = makeLanes(hash);
  const start = { state: hash.compression.initial, before: 0 };
  return (texts, salts, out) => {
    const queue = messageQueue(lanes, start, (count, from) => {
      out.set(lanes.digests.subarray(0, count * LEAF_BYTES), from * LEAF_BYTES);
    });
    const long: number[] = [];
    for (const [i, text] of texts.entries()) {
      const isLong = text.length > MOST_CHARACTERS;
      if (isLong) long.push(i);
      const at = queue.room(1 + LEAF_BYTES + (isLong ? 0 : 3 * text.length));
      lanes.blocks[at] = 0;
      for (let k = 0; k < LEAF_BYTES; k++) lanes.blocks[at + 1 + k] = salts[i * LEAF_BYTES + k]!;
      // A long one keeps its place in the run and is written over afterwards.
      queue.add(writeUtf8(isLong ? '' : text, lanes.blocks, at + 1 + LEAF_BYTES) - at);
    }
    queue.flush();
    for (const i of long) {
      const salt = salts.subarray(i * LEAF_BYTES, (i + 1) * LEAF_BYTES);
      out.set(rowLeaf(hash, salt, texts[i]!), i * LEAF_BYTES);
    }
  };
}

/** BE32(length) ‖ text. */
function prefixed(text: string): Uint8Array {
  const bytes = utf8(text);
  return Uint8Array.of(...be32(bytes.length), ...bytes);
}
