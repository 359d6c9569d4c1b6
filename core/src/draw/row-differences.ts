import { compareText } from '../basics/bytes.ts';
import type { ObjectRow } from './rows.ts';

/**
 * What differs between the frozen lists of a session and of its successor. A draw that is repeated with a list of which a row was
 * quietly changed would be a draw that somebody steers, so every difference is told once the names are open.
 */

/** The fields of a row that may differ; `stratum` and `id` say which row it is. */
export type RowField = Exclude<keyof ObjectRow, 'stratum' | 'id'>;

export type FieldDifference = { readonly field: RowField; readonly before: string; readonly after: string };

/** `name` is the later one where both lists have the row. `fields` in the order of the row; empty unless `changed`. */
export type RowDifference = {
  readonly kind: 'added' | 'removed' | 'changed';
  readonly stratum: string;
  readonly id: string;
  readonly name: string;
  readonly fields: readonly FieldDifference[];
};

const FIELDS: readonly RowField[] = ['name', 'tier', 'weight', 'state', 'reason', 'needs'];

/** Sorted by stratum and id, by bytes; a row is the same row where both are equal. No order of the lists is asked for. */
export function rowDifferences(before: readonly ObjectRow[], after: readonly ObjectRow[]): readonly RowDifference[] {
  const earlier = new Map(before.map((row) => [keyOf(row), row]));
  const later = new Map(after.map((row) => [keyOf(row), row]));
  const keys = [...new Set([...earlier.keys(), ...later.keys()])].sort(compareText);
  return keys.flatMap((key) => difference(earlier.get(key), later.get(key)));
}

function difference(before: ObjectRow | undefined, after: ObjectRow | undefined): readonly RowDifference[] {
  if (!before) return [whole('added', after!)];
  if (!after) return [whole('removed', before)];
  const fields = FIELDS.filter((field) => textOf(before, field) !== textOf(after, field)).map((field) => ({
    ...{ field, before: textOf(before, field), after: textOf(after, field) },
  }));
  return fields.length === 0 ? [] : [{ ...whole('changed', after), fields }];
}

function whole(kind: RowDifference['kind'], { stratum, id, name }: ObjectRow): RowDifference {
  return { kind, stratum, id, name, fields: [] };
}

function textOf(row: ObjectRow, field: RowField): string {
  return field === 'needs' ? row.needs.join(' ') : String(row[field]);
}

/** Neither a stratum nor an id can hold a TAB. */
function keyOf({ stratum, id }: ObjectRow): string {
  return `${stratum}\t${id}`;
}
