import { assert } from '../basics/assert.ts';
import { compareText } from '../basics/bytes.ts';
import { err, ok, type Result } from '../basics/result.ts';
import { EMPTY_FIELD, isCode, isInspectorId, isName, isObjectId } from './alphabet.ts';

/**
 * The three kinds of rows that a freeze fixes: UTF-8, fields separated by TAB, an empty field is `-`,
 * tags inside a field are sorted by bytes and separated by one space. Nothing here is public before it is opened.
 */

/** `in` may be drawn; `base` cannot be drawn but counts in the base of the ratio; `out` does neither. */
export type ObjectState = 'in' | 'base' | 'out';

/**
 * One inspection object in one stratum; excluded ones have rows too.
 * `tier`: drawn ranks of this id in the cycle so far. `weight`: 1…255 lots. `reason`: '' for `in`, else a code.
 * `needs`: tags that a seat asked for by the object must have (specialty, territory), sorted, the same in all strata.
 */
export type ObjectRow = {
  readonly stratum: string;
  readonly id: string;
  readonly name: string;
  readonly tier: number;
  readonly weight: number;
  readonly state: ObjectState;
  readonly reason: string;
  readonly needs: readonly string[];
};

/** `borrow`: may be called in when the agency's own people do not suffice; `out`: not available, with a reason. */
export type InspectorState = 'in' | 'borrow' | 'out';

/** `load`: logged seats of this year. `cap`: most seats in this session. `reason` (sealed, see leaves): '' unless `out`. */
export type InspectorRow = {
  readonly id: string;
  readonly name: string;
  readonly tags: readonly string[];
  readonly load: number;
  readonly cap: number;
  readonly state: InspectorState;
  readonly reason: string;
};

/** The inspector stays away from the object. `reason` is a code (sealed, see leaves). */
export type RecusalRow = { readonly objectId: string; readonly inspectorId: string; readonly reason: string };

/** The first field that is not of its alphabet, by name; `fields` where the number of fields is wrong. */
export type RowFault = { readonly field: string; readonly value: string };

export const MAX_TIER = 999_999;
export const MAX_WEIGHT = 255;
const MAX_SEATS = 999_999;

const OBJECT_STATES: readonly string[] = ['in', 'base', 'out'];
const INSPECTOR_STATES: readonly string[] = ['in', 'borrow', 'out'];
const COUNT = /^(?:0|[1-9]\d{0,5})$/;

export function checkObjectRow(row: ObjectRow): RowFault | undefined {
  return firstFault([
    ['stratum', row.stratum, isCode(row.stratum)],
    ['id', row.id, isObjectId(row.id)],
    ['name', row.name, isName(row.name)],
    ['tier', String(row.tier), isCount(row.tier, 0, MAX_TIER)],
    ['weight', String(row.weight), isCount(row.weight, 1, MAX_WEIGHT)],
    ['state', row.state, OBJECT_STATES.includes(row.state)],
    ['reason', row.reason, row.state === 'in' ? row.reason === '' : isCode(row.reason)],
    ['needs', row.needs.join(' '), areTags(row.needs)],
  ]);
}

export function checkInspectorRow(row: InspectorRow): RowFault | undefined {
  return firstFault([
    ['id', row.id, isInspectorId(row.id)],
    ['name', row.name, isName(row.name)],
    ['tags', row.tags.join(' '), areTags(row.tags)],
    ['load', String(row.load), isCount(row.load, 0, MAX_SEATS)],
    ['cap', String(row.cap), isCount(row.cap, 0, MAX_SEATS)],
    ['state', row.state, INSPECTOR_STATES.includes(row.state)],
    ['reason', row.reason, row.state === 'out' ? isCode(row.reason) : row.reason === ''],
  ]);
}

export function checkRecusalRow(row: RecusalRow): RowFault | undefined {
  return firstFault([
    ['objectId', row.objectId, isObjectId(row.objectId)],
    ['inspectorId', row.inspectorId, isInspectorId(row.inspectorId)],
    ['reason', row.reason, isCode(row.reason)],
  ]);
}

/** `stratum⇥id⇥name⇥tier⇥weight⇥state⇥reason⇥needs`. Throws on a row that {@link checkObjectRow} refuses. */
export function objectRowText(row: ObjectRow): string {
  demand(checkObjectRow(row));
  const { stratum, id, name, tier, weight, state, reason, needs } = row;
  return joined([stratum, id, name, String(tier), String(weight), state, reason, needs.join(' ')]);
}

/** `id⇥name⇥tags⇥load⇥cap⇥state⇥reason`. Throws on a row that {@link checkInspectorRow} refuses. */
export function inspectorRowText(row: InspectorRow): string {
  demand(checkInspectorRow(row));
  return joined([row.id, row.name, row.tags.join(' '), String(row.load), String(row.cap), row.state, row.reason]);
}

/** `objectId⇥inspectorId⇥reason`. Throws on a row that {@link checkRecusalRow} refuses. */
export function recusalRowText(row: RecusalRow): string {
  demand(checkRecusalRow(row));
  return joined([row.objectId, row.inspectorId, row.reason]);
}

export function parseObjectRow(text: string): Result<ObjectRow, RowFault> {
  const fields = text.split('\t');
  if (fields.length !== 8) return err({ field: 'fields', value: String(fields.length) });
  const [stratum, id, name, tier, weight, state, reason, needs] = fields.map(unescaped) as Eight;
  const row: ObjectRow = {
    ...{ stratum, id, name, reason, needs: tagsOf(needs) },
    ...{ tier: countOf(tier), weight: countOf(weight), state: state as ObjectState },
  };
  return checked(row, checkObjectRow(row));
}

export function parseInspectorRow(text: string): Result<InspectorRow, RowFault> {
  const fields = text.split('\t');
  if (fields.length !== 7) return err({ field: 'fields', value: String(fields.length) });
  const [id, name, tags, load, cap, state, reason] = fields.map(unescaped) as Seven;
  const row: InspectorRow = {
    ...{ id, name, reason, tags: tagsOf(tags) },
    ...{ load: countOf(load), cap: countOf(cap), state: state as InspectorState },
  };
  return checked(row, checkInspectorRow(row));
}

export function parseRecusalRow(text: string): Result<RecusalRow, RowFault> {
  const fields = text.split('\t');
  if (fields.length !== 3) return err({ field: 'fields', value: String(fields.length) });
  const [objectId, inspectorId, reason] = fields.map(unescaped) as Three;
  const row: RecusalRow = { objectId, inspectorId, reason };
  return checked(row, checkRecusalRow(row));
}

/** Are these sorted by bytes, different from each other, and all codes? */
export function areTags(tags: readonly string[]): boolean {
  return tags.every((tag, i) => isCode(tag) && (i === 0 || compareText(tags[i - 1]!, tag) < 0));
}

type Three = [string, string, string];
type Seven = [string, string, string, string, string, string, string];
type Eight = [...Seven, string];

function checked<T>(row: T, fault: RowFault | undefined): Result<T, RowFault> {
  return fault === undefined ? ok(row) : err(fault);
}

function firstFault(fields: readonly (readonly [string, string, boolean])[]): RowFault | undefined {
  const fault = fields.find(([, , isRight]) => !isRight);
  return fault && { field: fault[0], value: fault[1] };
}

function demand(fault: RowFault | undefined): void {
  assert(fault === undefined, `row field ${fault?.field}: ${fault?.value}`);
}

function joined(fields: readonly string[]): string {
  return fields.map((field) => (field === '' ? EMPTY_FIELD : field)).join('\t');
}

/** A field `-` is the empty one; a field of no characters is none at all and never passes an alphabet. */
function unescaped(field: string): string {
  return field === EMPTY_FIELD ? '' : field === '' ? EMPTY_FIELD : field;
}

function tagsOf(field: string): readonly string[] {
  return field === '' ? [] : field.split(' ');
}

/** The number, or NaN (which no range holds) for a text with leading zeros, signs or other characters. */
function countOf(field: string): number {
  return COUNT.test(field) ? Number(field) : Number.NaN;
}

function isCount(n: number, min: number, max: number): boolean {
  return Number.isInteger(n) && n >= min && n <= max;
}
