import { MIN_BITS, orderFault, sourceBits } from './entropy.ts';
import type { FreezeFault, FreezeInput } from './freeze-input.ts';
import type { Weight } from './manifest.ts';
import { checkInspectorRow, checkObjectRow, checkRecusalRow, type ObjectRow } from './rows.ts';

/** Reasons of `out` that are facts about the object itself, so they hold in every stratum it stands in. */
const STATES_OF_THE_OBJECT: readonly string[] = ['closed', 'suspended'];

/** The first thing wrong with the rows and terms of a freeze, apart from the form of the manifest and its pools. */
export function checkFreeze(input: FreezeInput): FreezeFault | undefined {
  return checkRows(input) ?? checkDuplicates(input) ?? checkStrata(input) ?? checkTags(input) ?? checkTerms(input);
}

function checkRows({ objects, inspectors, recusals }: FreezeInput): FreezeFault | undefined {
  for (const [index, row] of objects.entries()) {
    const fault = checkObjectRow(row);
    if (fault) return { kind: 'row', list: 'objects', index, ...fault };
  }
  for (const [index, row] of inspectors.entries()) {
    const fault = checkInspectorRow(row);
    if (fault) return { kind: 'row', list: 'inspectors', index, ...fault };
  }
  for (const [index, row] of recusals.entries()) {
    const fault = checkRecusalRow(row);
    if (fault) return { kind: 'row', list: 'recusals', index, ...fault };
  }
  return undefined;
}

function checkDuplicates({ objects, inspectors, recusals }: FreezeInput): FreezeFault | undefined {
  const lists = {
    objects: objects.map((row) => `${row.stratum} ${row.id}`),
    inspectors: inspectors.map((row) => row.id),
    recusals: recusals.map((row) => `${row.objectId} ${row.inspectorId}`),
  };
  for (const list of ['objects', 'inspectors', 'recusals'] as const) {
    const seen = new Set<string>();
    for (const [index, key] of lists[list].entries()) {
      if (seen.has(key)) return { kind: 'duplicate', list, index, key };
      seen.add(key);
    }
  }
  return undefined;
}

function checkStrata({ objects, strata, weights }: FreezeInput): FreezeFault | undefined {
  const known = new Set(strata.map((stratum) => stratum.id));
  for (const [index, row] of objects.entries()) {
    if (!known.has(row.stratum)) return { kind: 'unknownStratum', index, stratum: row.stratum };
    if (!isWeightOf(weights.table, row.weight)) return { kind: 'unknownWeight', index, weight: row.weight };
  }
  const found = findContradiction(objects);
  return found && { kind: 'contradiction', ...found };
}

/** Is the weight one of the table, or 1 where there is no table? */
export function isWeightOf(table: readonly Weight[], weight: number): boolean {
  return table.length === 0 ? weight === 1 : table.some((entry) => entry.weight === weight);
}

/** The first row that says something else of the same object than an earlier row of another stratum. */
export function findContradiction(
  rows: readonly ObjectRow[],
): { readonly index: number; readonly id: string; readonly field: 'name' | 'needs' | 'state' } | undefined {
  const first = new Map<string, ObjectRow>();
  for (const [index, row] of rows.entries()) {
    const { id } = row;
    const earlier = first.get(id) ?? row;
    first.set(id, earlier);
    if (earlier.name !== row.name) return { index, id, field: 'name' };
    if (earlier.needs.join(' ') !== row.needs.join(' ')) return { index, id, field: 'needs' };
    if (stateOfObject(earlier) !== stateOfObject(row)) return { index, id, field: 'state' };
  }
  return undefined;
}

function stateOfObject({ reason }: ObjectRow): string {
  return STATES_OF_THE_OBJECT.includes(reason) ? reason : '';
}

function checkTags({ objects, inspectors, seats, tags }: FreezeInput): FreezeFault | undefined {
  const known = new Set(tags);
  const lists = [
    ['objects', objects.map((row) => row.needs)],
    ['inspectors', inspectors.map((row) => row.tags)],
    ['seats', seats.map((seat) => seat.needs)],
  ] as const;
  for (const [list, rows] of lists) {
    for (const [index, used] of rows.entries()) {
      const tag = used.find((each) => !known.has(each));
      if (tag !== undefined) return { kind: 'unknownTag', list, index, tag };
    }
  }
  return undefined;
}

function checkTerms({ entropy, replacement, seq, supersedes, strata, seats }: FreezeInput): FreezeFault | undefined {
  const bits = entropy.reduce((sum, source) => sum + sourceBits(source), 0);
  if (bits < MIN_BITS) return { kind: 'bits', bits };
  if (orderFault(entropy))
    return { kind: 'terms', path: 'entropy', expected: 'outsiders, then the room, then public values, each once' };
  if (entropy.some(({ k }) => k === 'drand') && replacement.mode !== 'fresh')
    return { kind: 'terms', path: 'replacement.mode', expected: 'fresh, where the draw has a beacon' };
  if (seq > 1 && supersedes === undefined) return { kind: 'unnamedPredecessor', seq };
  if (!areDistinct(strata)) return { kind: 'terms', path: 'strata', expected: 'each stratum once' };
  return areDistinct(seats) ? undefined : { kind: 'terms', path: 'seats', expected: 'each seat once' };
}

function areDistinct(items: readonly { readonly id: string }[]): boolean {
  return new Set(items.map(({ id }) => id)).size === items.length;
}
