import type { FilterTerm } from '@sunlot/core/policy/object-filter.ts';
import type { StatedNumber } from '@sunlot/core/policy/scoped-draw.ts';
import type { SupportWish } from '@sunlot/core/policy/support.ts';

/** What a targeted draw is narrowed to. */
export type TaskScope = {
  /** As it was typed; empty while a scope of its own is still open. */
  readonly filter: string;
  readonly terms: readonly FilterTerm[];
  /** 业务专长 of which an inspector needs one; none given = anybody. */
  readonly specialties: readonly string[];
  readonly reason: string;
  /** Present where the scope is the task's own, pool and base in one; the number may still be open. */
  readonly stated?: { readonly name: string; readonly number?: StatedNumber };
};

/** What an entry with a scope of its own says in the plan; what is open is stated before the draw. */
export type EntryScope = {
  readonly name: string;
  readonly filter?: string;
  readonly number?: StatedNumber;
  /** Serials of the published list; none given = all of them. */
  readonly items: readonly string[];
};

/**
 * Which supplementary draw of a class and period it is, and why it was begun, in numbers that anybody may read; once its list is frozen, why
 * and how many by then.
 */
export type TaskSupplement = { readonly nth: number; readonly why: string; readonly frozen?: number };

/** Experts and auxiliaries drawn into every team, at most one of each kind; null in the column = none. */
export type TaskSupport = readonly SupportWish[];
