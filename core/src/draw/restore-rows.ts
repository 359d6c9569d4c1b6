import { hex } from '../basics/bytes.ts';
import { err, ok, type Result } from '../basics/result.ts';
import { deriveKeys, inspectorSalt, objectSalt, recusalSalt, rowLeaf } from './leaves.ts';
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
export function restoreRows(listKey: Uint8Array, texts: RowTexts): Result<FrozenRows, RowFault> {
  const keys = deriveKeys(listKey);
  const objects = leavesOf(texts.objects, parseObjectRow, (row) => objectSalt(keys.object, row));
  if (!objects.ok) return objects;
  const inspectors = leavesOf(texts.inspectors, parseInspectorRow, (row) => inspectorSalt(keys.staff, row.id));
  if (!inspectors.ok) return inspectors;
  const recusals = leavesOf(texts.recusals, parseRecusalRow, (row) => recusalSalt(keys.staff, row));
  if (!recusals.ok) return recusals;
  return ok({ objects: objects.value, inspectors: inspectors.value, recusals: recusals.value });
}

function leavesOf<T>(
  texts: readonly string[],
  parse: (text: string) => Result<T, RowFault>,
  saltOf: (row: T) => Uint8Array,
): Result<readonly Leaf<T>[], RowFault> {
  const leaves: Leaf<T>[] = [];
  for (const text of texts) {
    const read = parse(text);
    if (!read.ok) return err(read.error);
    const salt = saltOf(read.value);
    leaves.push({ row: read.value, text, salt, leaf: hex(rowLeaf(salt, text)) });
  }
  return ok(leaves.sort((a, b) => (a.leaf < b.leaf ? -1 : 1)));
}
