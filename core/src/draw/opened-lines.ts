import { writeUtf8 } from '../basics/bytes.ts';
import { ok, type Result } from '../basics/result.ts';
import type { Hash } from '../hash/hash.ts';
import { LANE_MESSAGES, type LaneMaker } from '../hash/lanes.ts';
import { LEAF_BYTES, LF, TAB, writeLeaf } from './line-bytes.ts';
import { rowLeafer, rowSalter } from './row-lanes.ts';
import { type ObjectRow, parseObjectRow, type RowFault } from './rows.ts';

/** The file of opened rows a piece at a time: what `openedObjects` makes of a whole list at once. */

/** Most rows of a piece. */
export const OPENED_TOGETHER = LANE_MESSAGES;

/** `bytes`: lines `salt⇥row`. `leaves`: of all rows of the piece, 32 bytes each, those that stay closed too. */
export type OpenedPiece = { readonly bytes: Uint8Array; readonly leaves: Uint8Array };

/** Takes up to {@link OPENED_TOGETHER} row texts in the order of the list; `isClosed` says by their place which of them are withheld. */
export type LineOpener = (texts: readonly string[], isClosed: (i: number) => boolean) => Result<OpenedPiece, RowFault>;

export function lineOpener(
  hash: Hash,
  { objectKey, makeLanes }: { readonly objectKey: Uint8Array; readonly makeLanes: LaneMaker },
): LineOpener {
  const salt = rowSalter(hash, objectKey, makeLanes);
  const leaf = rowLeafer(hash, makeLanes);
  return (texts, isClosed) => {
    const rows: ObjectRow[] = [];
    for (const text of texts) {
      const read = parseObjectRow(text);
      if (!read.ok) return read;
      rows.push(read.value);
    }
    const salts = new Uint8Array(texts.length * LEAF_BYTES);
    const leaves = new Uint8Array(texts.length * LEAF_BYTES);
    salt(rows, salts);
    leaf(texts, salts, leaves);
    const opened = texts.flatMap((text, i) => (isClosed(i) ? [] : [{ text, from: i * LEAF_BYTES }]));
    return ok({ bytes: linesFrom(opened, salts), leaves });
  };
}

type OpenedText = { readonly text: string; readonly from: number };

function linesFrom(opened: readonly OpenedText[], salts: Uint8Array): Uint8Array {
  const out = new Uint8Array(opened.reduce((sum, { text }) => sum + 2 * LEAF_BYTES + 2 + 3 * text.length, 0));
  let at = 0;
  for (const { text, from } of opened) {
    at = writeLeaf(out, at, { leaves: salts, from });
    out[at++] = TAB;
    at = writeUtf8(text, out, at);
    out[at++] = LF;
  }
  return out.subarray(0, at);
}
