import { canonicalBytes } from '../basics/canonical-json.ts';
import type { CalendarDate, Period } from '../basics/dates.ts';
import { hashOf, type Profile } from '../hash/hash.ts';
import type { Source } from './entropy.ts';

/**
 * The manifest: everything that decides a draw except the random number, fixed and logged before that number exists.
 * Hashes are 64 lower-case hex digits, counts are integers, there are no fractions. Keys that say nothing are absent.
 */
export type Manifest = {
  readonly spec: typeof SPEC;
  /** The hash everywhere in this draw: `std` is SHA-256, `gm` is SM3. */
  readonly profile: Profile;
  readonly agency: string;
  readonly task: string;
  readonly period: Period;
  /** 1 for the first session of the task, counted on for each further one. */
  readonly seq: number;
  /** Log leaf of the plan entry that lists the task; absent: outside the plan. */
  readonly plan?: string;
  /** Hash of the directory version the rows come from, as logged. */
  readonly directory: string;
  /** The coverage cycle within which tiers are counted, both days inclusive. */
  readonly cycle: { readonly from: CalendarDate; readonly to: CalendarDate };
  readonly lists: { readonly objects: ListRoot; readonly inspectors: ListRoot; readonly recusals: ListRoot };
  readonly keyCommit: string;
  /** The office that holds the sealed copy of the key. */
  readonly keyHolder: string;
  /** In the order in which ranks are given. */
  readonly strata: readonly Stratum[];
  readonly seats: readonly Seat[];
  /** Every tag that rows and seats may use, sorted by bytes. */
  readonly tags: readonly string[];
  /** The weights that rows may carry; an empty table means that all weights are 1. */
  readonly weights: { readonly clause: string; readonly table: readonly Weight[] };
  /** Fewer eligible people than this for a seat of a drawable object is a warning. */
  readonly minChoice: number;
  /** Tried in this order, cumulatively, when the teams cannot be formed. */
  readonly fallback: readonly Fallback[];
  readonly replacement: { readonly mode: 'next' | 'fresh'; readonly max: number };
  /** In the order in which they run. */
  readonly entropy: readonly Source[];
  /** Seconds between the commitment and the opening of the first source. */
  readonly lead: number;
  /** Hash of the canonical JSON of the witness policy. */
  readonly witnesses: string;
  readonly revealBy: CalendarDate;
  /** Fingerprints of the earlier sessions of this agency, period and strata. */
  readonly supersedes?: readonly string[];
  /** Why there is a further session. */
  readonly reason?: string;
};

export const SPEC = 'sunlot/1';

/** RFC 6962 root and number of leaves. */
export type ListRoot = { readonly root: string; readonly size: number };

export type Rule =
  | { readonly kind: 'ratio'; readonly p: number; readonly q: number }
  | { readonly kind: 'count'; readonly count: number; readonly clause: string };

export type Stratum = {
  readonly id: string;
  /** Rows `in` or `base`. */
  readonly base: number;
  readonly rule: Rule;
  /** ⌈p·base/q⌉, or the count of the rule. */
  readonly required: number;
  /** How many are drawn; below `required` only with a shortfall. */
  readonly n: number;
  readonly shortfall?: Shortfall;
  /** All tiers with drawable rows, ascending; filled from the lowest. */
  readonly tiers: readonly TierPlan[];
  /** How many 候补 are drawn after the first n. */
  readonly reserve: number;
  /** Rows `base` and `out` by state and reason, in that order of text. */
  readonly excluded: readonly Exclusion[];
  readonly clause: string;
};

export type Shortfall = { readonly reason: 'pool-exhausted' | 'principle'; readonly text: string };
export type TierPlan = { readonly tier: number; readonly pool: number; readonly n: number };
export type Exclusion = { readonly state: 'base' | 'out'; readonly reason: string; readonly count: number };

/** A place in a team. With `object` the person needs the object's own tags too. */
export type Seat = { readonly id: string; readonly needs: readonly string[]; readonly object?: true };
export type Weight = { readonly id: string; readonly weight: number };

export const FALLBACKS = ['swapObjectSeat', 'cap+1', 'borrow', 'postpone'] as const;
export type Fallback = (typeof FALLBACKS)[number];

/** Manifests are log entries, and those have at most 64 KB. */
export const MAX_MANIFEST_BYTES = 65_000;

/** H(JCS(M)): 32 bytes. Who has seen it before the throw can tell every later change. */
export function fingerprint(manifest: Manifest): Uint8Array {
  return hashOf(manifest.profile).digest(canonicalBytes(manifest));
}
