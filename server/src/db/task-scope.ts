import type { FilterTerm } from '@sunlot/core/policy/object-filter.ts';

/** What a targeted draw is narrowed to. */
export type TaskScope = {
  /** As it was typed. */
  readonly filter: string;
  readonly terms: readonly FilterTerm[];
  /** 业务专长 of which an inspector needs one; none given = anybody. */
  readonly specialties: readonly string[];
  readonly reason: string;
};
