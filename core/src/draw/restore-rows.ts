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
  const keys = deriveKeys(hash, listKey);
  const objects = leavesOf(hash, texts.objects, {
    parse: parseObjectRow,
    saltOf: objectSalter(hash, keys.object),
  });
  if (!objects.ok) return objects;
  const inspectors = leavesOf(hash, texts.inspectors, {
    parse: parseInspectorRow,
    saltOf: (row) => inspectorSalt(hash, keys.staff, row.id),
  });
  if (!inspectors.ok) return inspectors;
  const recusals = leavesOf(hash, texts.recusals, {
    parse: parseRecusalRow,
    saltOf: (row) => recusalSalt(hash, keys.staff, row),
  });
  if (!recusals.ok) return recusals;
  return ok({ objects: objects.value, inspectors: inspectors.value, recusals: recusals.value });
}

type Kind<T> = {
  readonly parse: (text: string) => Result<T, RowFault>;
  readonly saltOf: (row: T) => Uint8Array;
};

function leavesOf<T>(
  hash: Hash,
  texts: readonly string[],
  { parse, saltOf }: Kind<T>,
): Result<readonly Leaf<T>[], RowFault> {
  const leaves: Leaf<T>[] = [];
  for (const text of texts) {
    const read = parse(text);
    if (!read.ok) return err(read.error);
    const salt = saltOf(read.value);
    leaves.push({ row: read.value, text, salt, leaf: hex(rowLeaf(hash, salt, text)) });
  }
  return ok(leaves.sort((a, b) => (a.leaf < b.leaf ? -1 : 1)));
}
