import type { GeneratedAlways } from 'kysely';
import type { JsonColumn } from './json-column.ts';

/** Classes set by hand, lists handed down, reviews of the directory. */
export type ClassesSchema = {
  class_override: {
    id: string;
    agency: string;
    object_key: string;
    class: string;
    reason: string;
    from_day: string;
    to_day: string;
    proposed_by: string;
    proposed_at: string;
  };
  class_override_decision: {
    override_id: string;
    agency: string;
    outcome: 'approved' | 'refused' | 'withdrawn';
    note: string | null;
    computed_class: string;
    proposed_by: string;
    decided_by: string;
    decided_name: string;
    decided_on: string;
    decided_at: string;
  };
  class_override_end: {
    override_id: string;
    agency: string;
    ended_on: string;
    reason: string;
    ended_by: string;
    ended_at: string;
  };
  handed_down_list: {
    id: string;
    agency: string;
    class: string;
    kind: string;
    level: string;
    year: number;
    version: number;
    document: string;
    imported_by: string;
    imported_at: string;
  };
  handed_down_entry: {
    list_id: string;
    position: number;
    object_key: string | null;
    name: string;
    due: string | null;
  };
  directory_review: {
    id: string;
    agency: string;
    reviewed_on: string;
    changes: string;
    objects: number;
    inspectors: number;
    reviewed_by: string;
    reviewed_at: string;
  };
  yearly_list: {
    id: string;
    agency: string;
    class: string;
    year: number;
    version: number;
    entries: JsonColumn;
    /** Null: the system. */
    proposed_by: string | null;
    /** Id of an account, or `system`. */
    proposer: GeneratedAlways<string>;
    proposed_at: string;
  };
  yearly_list_approval: {
    list_id: string;
    agency: string;
    proposed_by: string;
    approved_by: string;
    approved_name: string;
    approved_at: string;
  };
  list_steward: {
    position: GeneratedAlways<number>;
    agency: string;
    list: string;
    user_id: string;
    set_by: string;
    set_at: string;
  };
  class_change: {
    position: GeneratedAlways<number>;
    agency: string;
    recorded_by: string;
    object_key: string;
    from_day: string;
    before: string | null;
    after: string;
    reasons: JsonColumn;
    exited_uninspected: boolean;
    cause: string;
    source: string | null;
    pack: string;
    pack_version: number;
    at: string;
  };
  object_change: {
    position: GeneratedAlways<number>;
    agency: string;
    object_key: string;
    field: string;
    before: string | null;
    after: string | null;
    since: string | null;
    import_run: string | null;
    at: string;
  };
  /** What counted of inspectors before other rows took the place of theirs. */
  inspector_earlier: {
    position: GeneratedAlways<number>;
    agency: string;
    certificate_no: string;
    until_day: string;
    facts: JsonColumn;
    at: string;
  };
  /** Rows of the directory that others took the place of. */
  object_earlier: {
    position: GeneratedAlways<number>;
    agency: string;
    object_key: string;
    until_day: string | null;
    status_until: string | null;
    stated: boolean;
    facts: JsonColumn;
    at: string;
  };
};
