import type { CalendarDate, Period } from '../basics/dates.ts';
import type { Profile } from '../hash/hash.ts';
import type { Source } from './entropy.ts';
import type { Fallback, Manifest, Rule, Seat, Shortfall, Weight } from './manifest.ts';
import type { InspectorRow, ObjectRow, RecusalRow } from './rows.ts';

/** What a freeze is made of: the session's terms, the rows in any order, and the session's secret. */
export type FreezeInput = {
  /** The hash of the whole session. */
  readonly profile: Profile;
  readonly agency: string;
  readonly task: string;
  readonly period: Period;
  readonly seq: number;
  readonly plan?: string;
  readonly directory: string;
  readonly cycle: { readonly from: CalendarDate; readonly to: CalendarDate };
  /** 32 random bytes, new for each session, to be kept secret. */
  readonly listKey: Uint8Array;
  readonly keyHolder: string;
  readonly objects: readonly ObjectRow[];
  /** With their reasons in the clear: the freeze seals them. */
  readonly inspectors: readonly InspectorRow[];
  readonly recusals: readonly RecusalRow[];
  readonly strata: readonly StratumTerms[];
  readonly seats: readonly Seat[];
  readonly tags: readonly string[];
  readonly weights: { readonly clause: string; readonly table: readonly Weight[] };
  readonly minChoice: number;
  readonly fallback: readonly Fallback[];
  readonly replacement: Manifest['replacement'];
  readonly entropy: readonly Source[];
  readonly lead: number;
  readonly witnesses: string;
  readonly revealBy: CalendarDate;
  readonly supersedes?: readonly string[];
  readonly reason?: string;
};

/**
 * The rule of a stratum. `n`: how many to draw, at least what the rule requires (the default). `reserve`: how many
 * 候补, cut to what the pool has left. `shortfall`: why fewer than required may be drawn, used only where they must.
 */
export type StratumTerms = {
  readonly id: string;
  readonly rule: Rule;
  readonly clause: string;
  readonly n?: number;
  readonly reserve: number;
  readonly shortfall?: Shortfall;
};

type ListName = 'objects' | 'inspectors' | 'recusals';

/** Why rows and terms cannot be frozen. `index` counts the given rows from 0. */
export type FreezeFault =
  | {
      readonly kind: 'row';
      readonly list: ListName;
      readonly index: number;
      readonly field: string;
      readonly value: string;
    }
  | { readonly kind: 'duplicate'; readonly list: ListName; readonly index: number; readonly key: string }
  | { readonly kind: 'unknownStratum'; readonly index: number; readonly stratum: string }
  | {
      readonly kind: 'unknownTag';
      readonly list: 'objects' | 'inspectors' | 'seats';
      readonly index: number;
      readonly tag: string;
    }
  | { readonly kind: 'unknownWeight'; readonly index: number; readonly weight: number }
  | {
      readonly kind: 'contradiction';
      readonly index: number;
      readonly id: string;
      readonly field: 'name' | 'needs' | 'state';
    }
  | {
      readonly kind: 'tooFew';
      readonly stratum: string;
      readonly required: number;
      readonly n: number;
      readonly pool: number;
    }
  | { readonly kind: 'bits'; readonly bits: number }
  | { readonly kind: 'unnamedPredecessor'; readonly seq: number }
  | { readonly kind: 'terms'; readonly path: string; readonly expected: string }
  | { readonly kind: 'tooLarge'; readonly bytes: number };
