import { assert } from '../basics/assert.ts';
import { canonicalBytes } from '../basics/canonical-json.ts';
import { err, ok, type Result } from '../basics/result.ts';
import { hashOf } from '../hash/hash.ts';
import { checkFreeze } from './freeze-checks.ts';
import type { FreezeFault, FreezeInput, StratumTerms } from './freeze-input.ts';
import type { FrozenList } from './freeze-list.ts';
import { tableOf } from './leaf-table.ts';
import { deriveKeys, keyCommit, sealInspector, sealRecusal } from './leaves.ts';
import { leafTexts, leavesRoot, objectsRoot, type PublicLine, publicLine } from './lists.ts';
import { type Exclusion, fingerprint, MAX_MANIFEST_BYTES, type Manifest, SPEC, type Stratum } from './manifest.ts';
import { manifestShape } from './manifest-shape.ts';
import { type FrozenRows, saltRows } from './restore-rows.ts';
import { inspectorRowText, objectRowText, recusalRowText } from './rows.ts';
import { countExclusions, countStrata, fillTiers, NO_LINES, requiredBy, type StratumCount } from './strata.ts';
import { type DrawableObjects, drawableCounter, type FreezeWarning, freezeWarnings } from './warnings.ts';
import { fingerprintWords } from './words.ts';

/** Everything a freeze makes. `manifest`, `lines` and the leaves are public; rows and salts are not. */
export type Frozen = FrozenRows & {
  readonly manifest: Manifest;
  readonly fingerprint: Uint8Array;
  /** The fingerprint as 12 汉字. */
  readonly words: string;
  /** In the order of the public list: `lines[i]` is what the public sees of `objects[i]`. */
  readonly lines: readonly PublicLine[];
  readonly warnings: readonly FreezeWarning[];
};

/** Rows, terms and the session's secret → leaves, lists, manifest, fingerprint. The order of the rows does not matter. */
export function freeze(input: FreezeInput): Result<Frozen, FreezeFault> {
  assert(input.listKey.length === 32, 'a list key of 32 bytes');
  const fault = checkFreeze(input);
  if (fault) return err(fault);
  const rows = frozenRows(input);
  const lines = rows.objects.map(({ row, leaf }) => publicLine(row, leaf));
  const { objects, ...terms } = input;
  const list = {
    table: tableOf(lines),
    root: objectsRoot(hashOf(input.profile), lines),
    exclusionsOf: (stratum: string) => countExclusions(objects, stratum),
  };
  const drawable = drawableCounter(new Set(input.recusals.map(({ objectId }) => objectId)));
  for (const row of new Map(objects.filter(({ state }) => state === 'in').map((each) => [each.id, each])).values())
    drawable.add(row);
  const made = concludeFreeze(terms, { list, people: rows, drawable: drawable.all() });
  return made.ok ? ok({ ...rows, lines, ...made.value }) : made;
}

/** Rows that passed every check, as text, and back with salts and leaves. */
function frozenRows({ profile, listKey, objects, inspectors, recusals }: FreezeInput): FrozenRows {
  const hash = hashOf(profile);
  const { staff } = deriveKeys(hash, listKey);
  return saltRows(hash, listKey, {
    objects: written(objects, objectRowText),
    inspectors: written(
      inspectors.map((row) => sealInspector(hash, staff, row)),
      inspectorRowText,
    ),
    recusals: written(
      recusals.map((row) => sealRecusal(hash, staff, row)),
      recusalRowText,
    ),
  });
}

function* written<T>(rows: readonly T[], textOf: (row: T) => string): Generator<{ row: T; text: string }> {
  for (const row of rows) yield { row, text: textOf(row) };
}

/** A freeze whose objects come row by row: everything else of it. */
export type FreezeTerms = Omit<FreezeInput, 'objects'>;

/** What a freeze of any size says at once: manifest, fingerprint and warnings. */
export type Concluded = Pick<Frozen, 'manifest' | 'fingerprint' | 'words' | 'warnings'>;

type Listed = {
  readonly list: Pick<FrozenList, 'table' | 'root' | 'exclusionsOf'>;
  readonly people: Pick<FrozenRows, 'inspectors' | 'recusals'>;
  readonly drawable: DrawableObjects;
};

/** Leaves of people and recusals that passed every check. */
export function frozenPeople(terms: FreezeTerms): Listed['people'] {
  const { inspectors, recusals } = frozenRows({ ...terms, objects: [] });
  return { inspectors, recusals };
}

/** Manifest, fingerprint and warnings of terms that passed every check, over lists that are frozen. */
export function concludeFreeze(terms: FreezeTerms, { list, people, drawable }: Listed): Result<Concluded, FreezeFault> {
  const made = makeManifest(terms, list, people);
  if (!made.ok) return made;
  const manifest = made.value;
  const hash = fingerprint(manifest);
  const { inspectors, recusals } = terms;
  const warnings = freezeWarnings({ manifest, table: list.table, drawable, inspectors, recusals });
  return ok({ manifest, fingerprint: hash, words: fingerprintWords(hash), warnings });
}

function makeManifest(
  { profile, listKey, inspectors, recusals, ...terms }: FreezeTerms,
  list: Listed['list'],
  people: Listed['people'],
): Result<Manifest, FreezeFault> {
  const strata: Stratum[] = [];
  const counts = countStrata(list.table);
  for (const stratum of terms.strata) {
    const made = makeStratum(stratum, counts.get(stratum.id) ?? NO_LINES, list.exclusionsOf(stratum.id));
    if (!made.ok) return made;
    strata.push(made.value);
  }
  const hash = hashOf(profile);
  const manifest: Manifest = {
    ...terms,
    spec: SPEC,
    profile,
    keyCommit: keyCommit(hash, listKey),
    strata,
    lists: {
      objects: { root: list.root, size: list.table.size },
      inspectors: { root: leavesRoot(hash, leafTexts(people.inspectors)), size: inspectors.length },
      recusals: { root: leavesRoot(hash, leafTexts(people.recusals)), size: recusals.length },
    },
  };
  const read = manifestShape(manifest, '');
  if (!read.ok) return err({ kind: 'terms', ...read.error });
  const bytes = canonicalBytes(manifest).length;
  return bytes > MAX_MANIFEST_BYTES ? err({ kind: 'tooLarge', bytes }) : ok(manifest);
}

function makeStratum(
  { shortfall, ...terms }: StratumTerms,
  { base, pools }: StratumCount,
  excluded: readonly Exclusion[],
): Result<Stratum, FreezeFault> {
  const required = requiredBy(terms.rule, base);
  const pool = pools.reduce((sum, tier) => sum + tier.pool, 0);
  const wanted = terms.n ?? required;
  const n = shortfall ? Math.min(wanted, pool) : wanted;
  if (n > pool || (n < required && !shortfall)) return err({ kind: 'tooFew', stratum: terms.id, required, n, pool });
  return ok({
    id: terms.id,
    base,
    rule: terms.rule,
    required,
    n,
    ...(shortfall && n < required ? { shortfall } : {}),
    tiers: fillTiers(pools, n),
    reserve: Math.min(terms.reserve, pool - n),
    excluded,
    clause: terms.clause,
  });
}
