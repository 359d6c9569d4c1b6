import { fromHex, fromUtf8, hex } from '../basics/bytes.ts';
import type { Result } from '../basics/result.ts';
import type { Hash } from '../hash/hash.ts';
import { LANE_MESSAGES, type LaneMaker } from '../hash/lanes.ts';
import { LEAF_BYTES, LF, leafAt, TAB } from './line-bytes.ts';
import { rowLeafer } from './row-lanes.ts';
import { type ObjectRow, parseObjectRow, type RowFault } from './rows.ts';

/**
 * The file of opened object rows, gone through once and a few thousand rows at a time: of a nation it has 600 MB, more than a
 * string of JavaScript may be long.
 */

/** Some rows of the file. Salts and leaves stand 32 bytes apart and are valid until the next batch; `first` counts the rows before. */
export type OpenedBatch = {
  readonly first: number;
  readonly rows: readonly Result<ObjectRow, RowFault>[];
  /** Places of the texts in the file. */
  readonly starts: readonly number[];
  readonly salts: Uint8Array;
  readonly leaves: Uint8Array;
};

type Scan = { readonly hash: Hash; readonly makeLanes: LaneMaker };

/** Shows all rows, batch by batch; the answer is the first line (from 1) of another form, which ends it. */
export function scanOpened(
  file: Uint8Array,
  { hash, makeLanes }: Scan,
  visit: (batch: OpenedBatch) => void,
): number | undefined {
  const size = linesIn(file);
  if (file.length > 0 && file.at(-1) !== LF) return size + 1;
  const leaf = rowLeafer(hash, makeLanes);
  const salts = new Uint8Array(LANE_MESSAGES * LEAF_BYTES);
  const leaves = new Uint8Array(LANE_MESSAGES * LEAF_BYTES);
  let at = 0;
  for (let first = 0; first < size; first += LANE_MESSAGES) {
    const texts: string[] = [];
    const starts: number[] = [];
    for (const end = Math.min(first + LANE_MESSAGES, size); first + texts.length < end; ) {
      const text = leafAt(file, at, { leaves: salts, to: texts.length * LEAF_BYTES }) && textAt(file, at + SALT_DIGITS);
      if (text === false || text === undefined) return first + texts.length + 1;
      starts.push(at + SALT_DIGITS + 1);
      texts.push(text);
      at = file.indexOf(LF, at) + 1;
    }
    leaf(texts, salts, leaves);
    visit({ first, rows: texts.map(parseObjectRow), starts, salts, leaves });
  }
  return undefined;
}

const SALT_DIGITS = 2 * LEAF_BYTES;
/** No line separator of any kind. */
const TEXT = /^.+$/u;

export function linesIn(file: Uint8Array): number {
  let size = 0;
  for (let at = file.indexOf(LF); at >= 0; at = file.indexOf(LF, at + 1)) size++;
  return size;
}

/** The text between a TAB and the end of its line. */
function textAt(file: Uint8Array, at: number): string | undefined {
  if (file[at] !== TAB) return undefined;
  const text = fromUtf8(file.subarray(at + 1, file.indexOf(LF, at)));
  return text !== undefined && TEXT.test(text) ? text : undefined;
}

/** Rows behind some leaves, collected on the way. */
export type WantedRows = {
  readonly take: (batch: OpenedBatch) => void;
  /** Leaves (hex) that came by. */
  readonly seen: ReadonlySet<string>;
  /** Their rows by leaf, where the text is one. */
  readonly rows: ReadonlyMap<string, ObjectRow>;
};

/** `wanted`: leaves in hex. */
export function wantedRows(wanted: ReadonlySet<string>): WantedRows {
  // Four million leaves as texts would be the most of the work: only those that begin like a wanted one become texts.
  const beginnings = new Set([...wanted].map((leaf) => beginningOf(fromHex(leaf.slice(0, 8))!, 0)));
  const seen = new Set<string>();
  const rows = new Map<string, ObjectRow>();
  return {
    ...{ seen, rows },
    take({ rows: read, leaves }) {
      for (const [i, row] of read.entries()) {
        const at = i * LEAF_BYTES;
        if (!beginnings.has(beginningOf(leaves, at))) continue;
        const leaf = hex(leaves.subarray(at, at + LEAF_BYTES));
        if (!wanted.has(leaf)) continue;
        seen.add(leaf);
        if (row.ok) rows.set(leaf, row.value);
      }
    },
  };
}

function beginningOf(bytes: Uint8Array, at: number): number {
  return (bytes[at]! << 24) | (bytes[at + 1]! << 16) | (bytes[at + 2]! << 8) | bytes[at + 3]!;
}
