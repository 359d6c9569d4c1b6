import type { Pack, Strictness } from '../../src/policy/pack.ts';

/**
 * The table of a scheme, row by row, and where the pack keeps each: no sentence of a scheme gets lost. A row whose parts
 * bind differently (25 % must, coverage 原则上) has one entry for each strictness.
 */
export interface SchemeRow {
  readonly pack: string;
  /** What the row speaks of. */
  readonly row: string;
  /** Of the rules named; `—` where the row is kept by classes, levels and ambiguities, which have none. */
  readonly strictness: Strictness | '—';
  /** Rule ids, `class:…`, `level:…`, `AMB-…`. */
  readonly refs: readonly string[];
}

/** What is missing in a pack: refs it does not have, rules of another strictness, entries that name nothing. */
export function missingIn(pack: Pack, rows: readonly SchemeRow[]): readonly string[] {
  return rows.flatMap(({ pack: owner, row, strictness, refs }) => [
    ...(owner === pack.id ? [] : [`${row}: pack ${owner}`]),
    ...(refs.length === 0 ? [`${row}: nothing`] : []),
    ...refs.filter((ref) => !isKept(pack, ref, strictness)).map((ref) => `${row}: ${ref} ${strictness}`),
  ]);
}

function isKept(pack: Pack, ref: string, strictness: SchemeRow['strictness']): boolean {
  const [kind, id] = ref.split(':');
  if (kind === 'class') return pack.classes.some((cls) => cls.id === id);
  if (kind === 'level') return pack.levels.some((level) => level.id === id);
  if (ref.startsWith('AMB-')) return pack.ambiguities.some((ambiguity) => ambiguity.id === ref);
  return pack.rules.some((rule) => rule.id === ref && rule.strictness === strictness);
}

/** Rows of the table that the entries speak of, each once. */
export function rowNames(rows: readonly SchemeRow[]): readonly string[] {
  return [...new Set(rows.map(({ row }) => row))];
}

/** Entries of one pack, written short: row, strictness, refs; `topic/class/level` stands for the rule of the pack. */
export function rowsOf(
  pack: string,
  entries: readonly (readonly [string, SchemeRow['strictness'], ...string[]])[],
): readonly SchemeRow[] {
  return entries.map(([row, strictness, ...refs]) => ({
    pack,
    row,
    strictness,
    refs: refs.map((ref) => (ref.includes('/') ? `${pack}/${ref}` : ref)),
  }));
}
