import { assert } from '../basics/assert.ts';
import { canonicalBytes } from '../basics/canonical-json.ts';
import { err, ok, type Result } from '../basics/result.ts';
import { hashOf } from '../hash/hash.ts';
import { checkFreeze } from './freeze-checks.ts';
import type { FreezeFault, FreezeInput, StratumTerms } from './freeze-input.ts';
import { tableOf } from './leaf-table.ts';
import { deriveKeys, keyCommit, sealInspector, sealRecusal } from './leaves.ts';
import { leafTexts, leavesRoot, objectsRoot, type PublicLine, publicLine } from './lists.ts';
import { fingerprint, MAX_MANIFEST_BYTES, type Manifest, SPEC, type Stratum } from './manifest.ts';
import { manifestShape } from './manifest-shape.ts';
import { type FrozenRows, restoreRows } from './restore-rows.ts';
import { inspectorRowText, type ObjectRow, objectRowText, recusalRowText } from './rows.ts';
import { countExclusions, countStrata, fillTiers, NO_LINES, requiredBy, type StratumCount } from './strata.ts';
import { type FreezeWarning, freezeWarnings } from './warnings.ts';
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
  const made = makeManifest(input, rows, lines);
  if (!made.ok) return made;
  const manifest = made.value;
  const hash = fingerprint(manifest);
  const { objects, inspectors, recusals } = input;
  const warnings = freezeWarnings({ manifest, lines, objects, inspectors, recusals });
  return ok({ ...rows, lines, manifest, fingerprint: hash, words: fingerprintWords(hash), warnings });
}

/** Rows that passed every check, as text, and back with salts and leaves. */
function frozenRows({ profile, listKey, objects, inspectors, recusals }: FreezeInput): FrozenRows {
  const hash = hashOf(profile);
  const { staff } = deriveKeys(hash, listKey);
  const rows = restoreRows(hash, listKey, {
    objects: objects.map(objectRowText),
    inspectors: inspectors.map((row) => inspectorRowText(sealInspector(hash, staff, row))),
    recusals: recusals.map((row) => recusalRowText(sealRecusal(hash, staff, row))),
  });
  assert(rows.ok, 'checked rows are rows');
  return rows.value;
}

function makeManifest(
  input: FreezeInput,
  rows: FrozenRows,
  lines: readonly PublicLine[],
): Result<Manifest, FreezeFault> {
  const strata: Stratum[] = [];
  const counts = countStrata(tableOf(lines));
  for (const terms of input.strata) {
    const made = makeStratum(terms, counts, input.objects);
    if (!made.ok) return made;
    strata.push(made.value);
  }
  const { profile, listKey, objects, inspectors, recusals, ...terms } = input;
  const hash = hashOf(profile);
  const manifest: Manifest = {
    ...terms,
    spec: SPEC,
    profile,
    keyCommit: keyCommit(hash, listKey),
    strata,
    lists: {
      objects: { root: objectsRoot(hash, lines), size: objects.length },
      inspectors: { root: leavesRoot(hash, leafTexts(rows.inspectors)), size: inspectors.length },
      recusals: { root: leavesRoot(hash, leafTexts(rows.recusals)), size: recusals.length },
    },
  };
  const read = manifestShape(manifest, '');
  if (!read.ok) return err({ kind: 'terms', ...read.error });
  const bytes = canonicalBytes(manifest).length;
  return bytes > MAX_MANIFEST_BYTES ? err({ kind: 'tooLarge', bytes }) : ok(manifest);
}

function makeStratum(
  { shortfall, ...terms }: StratumTerms,
  counts: ReadonlyMap<string, StratumCount>,
  rows: readonly ObjectRow[],
): Result<Stratum, FreezeFault> {
  const { base, pools } = counts.get(terms.id) ?? NO_LINES;
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
    excluded: countExclusions(rows, terms.id),
    clause: terms.clause,
  });
}
