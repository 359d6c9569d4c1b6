import type { FilterTerm } from '@sunlot/core/policy/object-filter.ts';
import type { SupportWish } from '@sunlot/core/policy/support.ts';

/** What a targeted draw is narrowed to. */
export type TaskScope = {
  /** As it was typed. */
  readonly filter: string;
  readonly terms: readonly FilterTerm[];
  /** 业务专长 of which an inspector needs one; none given = anybody. */
  readonly specialties: readonly string[];
  readonly reason: string;
};

/** Experts and auxiliaries drawn into every team, at most one of each kind; null in the column = none. */
export type TaskSupport = readonly SupportWish[];
