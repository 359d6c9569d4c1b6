import { assert } from '../basics/assert.ts';
import { fromUtf8 } from '../basics/bytes.ts';
import { findContradiction } from './freeze-checks.ts';
import { LF, TAB } from './line-bytes.ts';
import { type ObjectRow, parseObjectRow } from './rows.ts';

/** What the rows of a file say of the same object: 16 bytes a row, where a map of four million ids would take gigabytes. */
export type ObjectsById = {
  /** The next row, and where its text begins in the file. */
  readonly add: (row: ObjectRow, start: number) => void;
  /** Rows whose stratum and object stood in the file already. */
  readonly repeats: () => number;
  /** The first row that says something else of its object than the object's first row. */
  readonly contradiction: () => { readonly id: string; readonly field: string } | undefined;
};

const NOBODY = -1;

/** `size`: no more rows than this. `seed`: any number; who writes a file cannot know which ids will share a place. */
export function objectsById(
  file: Uint8Array,
  { size, seed }: { readonly size: number; readonly seed: number },
): ObjectsById {
  const slots = new Int32Array(2 ** Math.ceil(Math.log2(2 * size + 2))).fill(NOBODY);
  const starts = new Uint32Array(size);
  /** The row of the same object before each row. */
  const before = new Int32Array(size);
  let count = 0;
  let repeats = 0;
  let contradiction: { readonly id: string; readonly field: string } | undefined;

  /** The slot of the id: that of its last row, or a free one. */
  const slotOf = (id: string): number => {
    let slot = placeOf(id, seed) & (slots.length - 1);
    while (slots[slot] !== NOBODY && !hasId(file, starts[slots[slot]!]!, id)) slot = (slot + 1) & (slots.length - 1);
    return slot;
  };
  /** Its rows so far, the last first. */
  const rowsFrom = (last: number): readonly ObjectRow[] => {
    const rows: ObjectRow[] = [];
    for (let each = last; each !== NOBODY; each = before[each]!) rows.push(rowAt(file, starts[each]!));
    return rows;
  };
  return {
    add(row, start) {
      const slot = slotOf(row.id);
      const last = slots[slot]!;
      const earlier = rowsFrom(last);
      const first = earlier.at(-1);
      const found = first && findContradiction([first, row]);
      if (found) contradiction ??= { id: found.id, field: found.field };
      // One that stands twice is not kept: an object has no more rows here than there are strata.
      if (earlier.some(({ stratum }) => stratum === row.stratum)) {
        repeats++;
        return;
      }
      starts[count] = start;
      before[count] = last;
      slots[slot] = count++;
    },
    repeats: () => repeats,
    contradiction: () => contradiction,
  };
}

function placeOf(id: string, seed: number): number {
  let place = seed;
  for (let i = 0; i < id.length; i++) place = Math.imul(place ^ id.charCodeAt(i), 0x01000193);
  return place ^ (place >>> 15);
}

/** Does the row at a place have this id (ASCII)? It stands between the first two TABs. */
function hasId(file: Uint8Array, start: number, id: string): boolean {
  const at = file.indexOf(TAB, start) + 1;
  for (let i = 0; i < id.length; i++) if (file[at + i] !== id.charCodeAt(i)) return false;
  return file[at + id.length] === TAB;
}

function rowAt(file: Uint8Array, start: number): ObjectRow {
  const row = parseObjectRow(fromUtf8(file.subarray(start, file.indexOf(LF, start)))!);
  assert(row.ok, 'the row was read before');
  return row.value;
}
