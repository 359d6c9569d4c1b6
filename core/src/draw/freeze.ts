import { assert } from '../basics/assert.ts';
import { hex } from '../basics/bytes.ts';
import { canonicalBytes } from '../basics/canonical-json.ts';
import { err, ok, type Result } from '../basics/result.ts';
import { checkFreeze } from './freeze-checks.ts';
import type { FreezeFault, FreezeInput, StratumTerms } from './freeze-input.ts';
import {
  deriveKeys,
  inspectorSalt,
  keyCommit,
  objectSalt,
  recusalSalt,
  rowLeaf,
  sealInspector,
  sealRecusal,
} from './leaves.ts';
import { leavesRoot, objectsRoot, type PublicLine, publicLine } from './lists.ts';
import { fingerprint, MAX_MANIFEST_BYTES, type Manifest, SPEC, type Stratum } from './manifest.ts';
import { manifestShape } from './manifest-shape.ts';
import {
  type InspectorRow,
  inspectorRowText,
  type ObjectRow,
  objectRowText,
  type RecusalRow,
  recusalRowText,
} from './rows.ts';
import { countExclusions, countStratum, fillTiers, requiredBy } from './strata.ts';
import { type FreezeWarning, freezeWarnings } from './warnings.ts';
import { fingerprintWords } from './words.ts';

/** A row with its leaf (hex) and salt. `text` is the row as hashed; `row` the same parsed (reasons of people sealed). */
export type Leaf<T> = { readonly row: T; readonly text: string; readonly salt: Uint8Array; readonly leaf: string };

/** Everything a freeze makes. `manifest`, `lines`, `inspectorLeaves`, `recusalLeaves` are public; the rows are not. */
export type Frozen = {
  readonly manifest: Manifest;
  readonly fingerprint: Uint8Array;
  /** The fingerprint as 12 汉字. */
  readonly words: string;
  /** In the order of the public list: `objects[i]` is `lines[i]`. */
  readonly objects: readonly Leaf<ObjectRow>[];
  readonly lines: readonly PublicLine[];
  readonly inspectors: readonly Leaf<InspectorRow>[];
  readonly inspectorLeaves: readonly string[];
  readonly recusals: readonly Leaf<RecusalRow>[];
  readonly recusalLeaves: readonly string[];
  readonly warnings: readonly FreezeWarning[];
};

/** Rows, terms and the session's secret → leaves, lists, manifest, fingerprint. The order of the rows does not matter. */
export function freeze(input: FreezeInput): Result<Frozen, FreezeFault> {
  assert(input.listKey.length === 32, 'a list key of 32 bytes');
  const fault = checkFreeze(input);
  if (fault) return err(fault);
  const rows = frozenRows(input);
  const made = makeManifest(input, rows);
  if (!made.ok) return made;
  const manifest = made.value;
  const hash = fingerprint(manifest);
  const { objects, inspectors, recusals } = input;
  const warnings = freezeWarnings({ manifest, lines: rows.lines, objects, inspectors, recusals });
  return ok({ ...rows, manifest, fingerprint: hash, words: fingerprintWords(hash), warnings });
}

type FrozenRows = Omit<Frozen, 'manifest' | 'fingerprint' | 'words' | 'warnings'>;

function frozenRows(input: FreezeInput): FrozenRows {
  const keys = deriveKeys(input.listKey);
  const objects = sortedLeaves(
    input.objects.map((row) => leafOf(row, objectRowText(row), objectSalt(keys.object, row))),
  );
  const inspectors = sortedLeaves(
    input.inspectors.map((plain) => {
      const row = sealInspector(keys.staff, plain);
      return leafOf(row, inspectorRowText(row), inspectorSalt(keys.staff, row.id));
    }),
  );
  const recusals = sortedLeaves(
    input.recusals.map((plain) => {
      const row = sealRecusal(keys.staff, plain);
      return leafOf(row, recusalRowText(row), recusalSalt(keys.staff, row));
    }),
  );
  return {
    objects,
    lines: objects.map(({ row, leaf }) => publicLine(row, leaf)),
    inspectors,
    inspectorLeaves: inspectors.map(({ leaf }) => leaf),
    recusals,
    recusalLeaves: recusals.map(({ leaf }) => leaf),
  };
}

function leafOf<T>(row: T, text: string, salt: Uint8Array): Leaf<T> {
  return { row, text, salt, leaf: hex(rowLeaf(salt, text)) };
}

/** By leaf; hex of equal length sorts as its bytes do. */
function sortedLeaves<T>(leaves: readonly Leaf<T>[]): readonly Leaf<T>[] {
  return [...leaves].sort((a, b) => (a.leaf < b.leaf ? -1 : 1));
}

function makeManifest(input: FreezeInput, rows: FrozenRows): Result<Manifest, FreezeFault> {
  const strata: Stratum[] = [];
  for (const terms of input.strata) {
    const made = makeStratum(terms, rows.lines, input.objects);
    if (!made.ok) return made;
    strata.push(made.value);
  }
  const { listKey, objects, inspectors, recusals, ...terms } = input;
  const manifest: Manifest = {
    ...terms,
    spec: SPEC,
    profile: 'std',
    keyCommit: keyCommit(listKey),
    strata,
    lists: {
      objects: { root: objectsRoot(rows.lines), size: objects.length },
      inspectors: { root: leavesRoot(rows.inspectorLeaves), size: inspectors.length },
      recusals: { root: leavesRoot(rows.recusalLeaves), size: recusals.length },
    },
  };
  const read = manifestShape(manifest, '');
  if (!read.ok) return err({ kind: 'terms', ...read.error });
  const bytes = canonicalBytes(manifest).length;
  return bytes > MAX_MANIFEST_BYTES ? err({ kind: 'tooLarge', bytes }) : ok(manifest);
}

function makeStratum(
  { shortfall, ...terms }: StratumTerms,
  lines: readonly PublicLine[],
  rows: readonly ObjectRow[],
): Result<Stratum, FreezeFault> {
  const { base, pools } = countStratum(lines, terms.id);
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
