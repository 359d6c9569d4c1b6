import type { ColumnType, Generated } from 'kysely';
import type { JsonColumn } from './json-column.ts';
import type { ClassesSchema } from './schema-classes.ts';
import type { DrawSchema } from './schema-draws.ts';
import type { ItemSchema, ItemsLeftOut } from './schema-items.ts';
import type { JointSchema } from './schema-joint.ts';
import type { LogSchema } from './schema-log.ts';
import type {
  DispatchExcuseTable,
  PeriodReportEvidenceTable,
  PeriodReportTable,
  PeriodVerdictTable,
  TaskClosingTable,
  TaskReportTable,
  TaskWithdrawalTable,
  VisitCancellationTable,
  VisitTable,
} from './schema-visits.ts';
import type { EntryScope, TaskScope, TaskSupplement, TaskSupport } from './task-scope.ts';

/**
 * The tables as Kysely sees them; `migrations/*.sql` are the truth and `schema.sql` their dump.
 * Instants are ISO strings in UTC, calendar dates `YYYY-MM-DD`, bigint safe integers (the pool's parsers see to it).
 */
export type Schema = JointSchema & ItemSchema & LogSchema & ClassesSchema & DrawSchema & Tables;

type Tables = {
  setting: { key: string; value: string };
  agency: { code: string; name: string; level: string; parent: string | null; pack: string; created_at: string };
  app_user: AppUserTable;
  user_role: { user_id: string; role: string; granted_at: string };
  role_change: RoleChangeTable;
  user_session: UserSessionTable;
  password_reset: {
    user_id: string;
    reset_at: string;
    by_login: string;
    used_at: string | null;
    used_from: string | null;
  };
  idempotent_request: IdempotentRequestTable;
  pack_version: PackVersionTable;
  agency_pack: AgencyPackTable;
  holiday_calendar: HolidayCalendarTable;
  inspection_object: InspectionObjectTable;
  inspector: InspectorTable;
  directory_version: DirectoryVersionTable;
  import_run: ImportRunTable;
  annual_plan: AnnualPlanTable;
  plan_act: PlanActTable;
  plan_entry: PlanEntryTable;
  task: TaskTable;
  own_ratio: OwnRatioTable;
  yearly_figures: YearlyFiguresTable;
  rule_justification: RuleJustificationTable;
  visit: VisitTable;
  visit_cancellation: VisitCancellationTable;
  task_closing: TaskClosingTable;
  task_report: TaskReportTable;
  task_withdrawal: TaskWithdrawalTable;
  dispatch_excuse: DispatchExcuseTable;
  period_verdict: PeriodVerdictTable;
  period_report: PeriodReportTable;
  period_report_evidence: PeriodReportEvidenceTable;
};

type AppUserTable = {
  id: string;
  login: string;
  display_name: string;
  agency: string | null;
  password_hash: string | null;
  password_is_initial: Generated<boolean>;
  password_changed_at: string | null;
  password_history: Generated<string[]>;
  totp_secret: Uint8Array | null;
  totp_used_step: Generated<number>;
  failed_attempts: Generated<number>;
  locked_until: string | null;
  disabled_at: string | null;
  created_at: string;
};

type RoleChangeTable = {
  id: string;
  user_id: string;
  change: 'grant' | 'revoke';
  roles: string[];
  proposed_by: string;
  proposed_at: string;
  outcome: 'confirmed' | 'refused' | 'withdrawn' | null;
  decided_by: string | null;
  decided_at: string | null;
};

type UserSessionTable = {
  token_hash: Uint8Array;
  user_id: string;
  started_at: string;
  last_seen_at: string;
  expires_at: string;
  ended_at: string | null;
  address: string;
  agent: string;
};

type IdempotentRequestTable = {
  user_id: string;
  key: string;
  route: string;
  request_hash: Uint8Array;
  answer: string;
  at: string;
};

type PackVersionTable = {
  pack: string;
  version: number;
  effective_from: string;
  content_hash: Uint8Array;
  content: JsonColumn;
  stored_at: string;
};

type AgencyPackTable = {
  agency: string;
  pack: string;
  version: number;
  effective_from: string;
  /** Why the version was adopted, and who approved; null for the version that the agency began with. */
  why: string | null;
  adopted_by: string;
  approved_by: string | null;
  adopted_at: string;
};

type HolidayCalendarTable = {
  year: number;
  notice: string | null;
  off_days: string[];
  work_days: string[];
  updated_at: string;
};

type InspectionObjectTable = {
  id: string;
  agency: string;
  key: string;
  name: string;
  name_pinyin: string;
  name_initials: string;
  region: string;
  permit_category: string;
  status: string;
  status_since: string | null;
  facts: JsonColumn;
  sealed_remarks: Uint8Array | null;
  row_hash: Uint8Array;
  added_at: string;
  updated_at: string;
};

type InspectorTable = {
  id: string;
  agency: string;
  certificate_no: string;
  name: string;
  name_pinyin: string;
  name_initials: string;
  department: string;
  certificate_valid_to: string | null;
  facts: JsonColumn;
  sealed_personal: Uint8Array | null;
  sealed_remarks: Uint8Array | null;
  row_hash: Uint8Array;
  disabled_at: string | null;
  added_at: string;
  updated_at: string;
};

type DirectoryVersionTable = {
  agency: string;
  kind: string;
  version: number;
  size: number;
  root: Uint8Array;
  log_index: number;
  at: string;
};

type ImportRunTable = {
  id: string;
  agency: string;
  kind: string;
  file_name: string;
  file_hash: Uint8Array;
  sheet: string;
  counts: JsonColumn;
  by_user: string;
  at: string;
};

type AnnualPlanTable = {
  id: string;
  agency: string;
  year: number;
  version: number;
  state: string;
  pack: string;
  pack_version: number;
  drafted_by: string;
  drafted_at: string;
  made_on: string | null;
  submitted_by: string | null;
  approved_by: string | null;
  issued_by: string | null;
  issued_on: string | null;
  published_by: string | null;
  published_at: string | null;
  channel: string | null;
  url: string | null;
  log_index: number | null;
  /** Why this version adjusts the one before; null for the first. */
  reason: string | null;
};

type PlanActTable = {
  plan_id: string;
  act: 'closed' | 'archived';
  agency: string;
  year: number;
  explained: JsonColumn<{ what: string; reason: string }[]> | null;
  verdict_id: string | null;
  file_number: string | null;
  by_user: string;
  by_name: string;
  at: string;
};

type PlanEntryTable = {
  id: string;
  plan_id: string;
  entry: string;
  position: number;
  rule: string;
  class: string;
  level: string;
  period: string;
  base: number;
  required: number;
  recommended: number;
  n: number;
  clause: JsonColumn;
  fields: JsonColumn<Record<string, string>>;
  kind: Generated<string>;
  /** What an entry with a scope of its own says; null = an entry of a class. */
  scope: ColumnType<EntryScope | null, string | null | undefined, string | null>;
};

type TaskTable = {
  id: string;
  agency: string;
  code: string;
  /** Null for a draw outside the plan, which then has its reason. */
  plan_entry_id: string | null;
  class: string;
  level: string;
  period: string;
  kind: string;
  n: number;
  items: string[];
  item_list_id: string;
  window_from: string;
  window_to: string;
  state: string;
  created_by: string;
  created_at: string;
  ad_hoc_reason: string | null;
  /** What a targeted draw is narrowed to; null = drawn from the whole list. */
  /** Items that concern the class and are not inspected; null = none. */
  left_out: ColumnType<ItemsLeftOut | null, string | null | undefined, never>;
  scope: ColumnType<TaskScope | null, string | null | undefined, string | null>;
  /** Are objects left out that the other kind of inspection has covered this year? */
  skip_done: Generated<boolean>;
  /** Which round of an entry drawn in rounds; null = the whole entry at once. */
  round: ColumnType<number | null, number | null | undefined, never>;
  /** A draw of what an entry lacked after it was drawn; null = one of the plan as such. */
  supplement: ColumnType<TaskSupplement | null, string | null | undefined, string>;
  support: ColumnType<TaskSupport | null, string | null | undefined, never>;
  /** When the visits to its drawn objects were sent out, and by whom; null before. */
  dispatched_at: ColumnType<string | null, string | null | undefined, string>;
  dispatched_by: ColumnType<string | null, string | null | undefined, string>;
};

type OwnRatioTable = {
  id: string;
  agency: string;
  class: string;
  every: string;
  p: number;
  q: number;
  valid_from: string;
  grounds: JsonColumn<Record<string, string>>;
  set_by: string;
  set_at: string;
};

type YearlyFiguresTable = {
  id: string;
  agency: string;
  year: number;
  tasks: number;
  objects: number;
  document: string;
  set_by: string;
  set_at: string;
};

type RuleJustificationTable = {
  id: string;
  agency: string;
  rule: string;
  period: string;
  reason: string;
  proposed_by: string;
  approved_by: string;
  at: string;
};
