import { hex } from '../basics/bytes.ts';
import { err, ok, type Result } from '../basics/result.ts';
import type { Hash } from '../hash/hash.ts';
import { deriveKeys, inspectorSalt, objectSalter, recusalSalt, rowLeaf } from './leaves.ts';
import {
  type InspectorRow,
  type ObjectRow,
  parseInspectorRow,
  parseObjectRow,
  parseRecusalRow,
  type RecusalRow,
  type RowFault,
} from './rows.ts';

/** A row with its leaf (hex) and salt. `text` is the row as hashed; `row` the same parsed (reasons of people sealed). */
export type Leaf<T> = { readonly row: T; readonly text: string; readonly salt: Uint8Array; readonly leaf: string };

/** The secret side of a frozen list, each kind in the order of its leaves. */
export type FrozenRows = {
  readonly objects: readonly Leaf<ObjectRow>[];
  readonly inspectors: readonly Leaf<InspectorRow>[];
  readonly recusals: readonly Leaf<RecusalRow>[];
};

/** The row texts alone: what a store has to keep, encrypted, beside the list key. */
export type RowTexts = {
  readonly objects: readonly string[];
  readonly inspectors: readonly string[];
  readonly recusals: readonly string[];
};

export function rowTexts(rows: FrozenRows): RowTexts {
  const texts = (leaves: readonly { readonly text: string }[]) => leaves.map(({ text }) => text);
  return { objects: texts(rows.objects), inspectors: texts(rows.inspectors), recusals: texts(rows.recusals) };
}

/** Row texts in any order and the list key → the rows with salts and leaves again. Fails on a text that is no row. */
export function restoreRows(hash: Hash, listKey: Uint8Array, texts: RowTexts): Result<FrozenRows, RowFault> {
  const objects = rowsOf(texts.objects, parseObjectRow);
  if (!objects.ok) return objects;
  const inspectors = rowsOf(texts.inspectors, parseInspectorRow);
  if (!inspectors.ok) return inspectors;
  const recusals = rowsOf(texts.recusals, parseRecusalRow);
  if (!recusals.ok) return recusals;
  return ok(
    saltRows(hash, listKey, { objects: objects.value, inspectors: inspectors.value, recusals: recusals.value }),
  );
}

/** A row, and itself as text: `text` is what the row's own function writes (`objectRowText` and its like). */
type Written<T> = { readonly row: T; readonly text: string };

/** Rows of which each stands for its text, in any order → the same with salts and leaves. */
export function saltRows(
  hash: Hash,
  listKey: Uint8Array,
  rows: {
    readonly objects: Iterable<Written<ObjectRow>>;
    readonly inspectors: Iterable<Written<InspectorRow>>;
    readonly recusals: Iterable<Written<RecusalRow>>;
  },
): FrozenRows {
  const keys = deriveKeys(hash, listKey);
  return {
    objects: leavesOf(hash, rows.objects, objectSalter(hash, keys.object)),
    inspectors: leavesOf(hash, rows.inspectors, ({ id }) => inspectorSalt(hash, keys.staff, id)),
    recusals: leavesOf(hash, rows.recusals, (row) => recusalSalt(hash, keys.staff, row)),
  };
}

function rowsOf<T>(
  texts: readonly string[],
  parse: (text: string) => Result<T, RowFault>,
): Result<readonly Written<T>[], RowFault> {
  const rows: Written<T>[] = [];
  for (const text of texts) {
    const read = parse(text);
    if (!read.ok) return err(read.error);
    rows.push({ row: read.value, text });
  }
  return ok(rows);
}

function leavesOf<T>(hash: Hash, rows: Iterable<Written<T>>, saltOf: (row: T) => Uint8Array): readonly Leaf<T>[] {
  const leaves: Leaf<T>[] = [];
  for (const { row, text } of rows) {
    const salt = saltOf(row);
    leaves.push({ row, text, salt, leaf: hex(rowLeaf(hash, salt, text)) });
  }
  return leaves.sort((a, b) => (a.leaf < b.leaf ? -1 : 1));
}
