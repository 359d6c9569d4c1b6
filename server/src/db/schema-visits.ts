import type { ColumnType, GeneratedAlways } from 'kysely';
import type { JsonColumn } from './json-column.ts';

/** The ledger of visits. */
export type VisitTable = {
  id: string;
  agency: string;
  recorded_by: string;
  object_key: string;
  date: string;
  task_code: string;
  level: string;
  class: string;
  facts: JsonColumn;
  sealed_deviation: Uint8Array | null;
  sealed_remarks: Uint8Array | null;
  row_hash: Uint8Array;
  /** Who recorded it; null of those recorded before this was kept. */
  by_user: ColumnType<string | null, string | null | undefined, string>;
  added_at: string;
  updated_at: string;
};

/** Drawn objects whose visit cannot take place. */
export type VisitCancellationTable = {
  id: string;
  agency: string;
  task_id: string;
  /** Null: drawn by the lead department of a joint inspection. */
  draw_id: string | null;
  object_id: string;
  sealed_reason: Uint8Array;
  cancelled_by: string;
  approved_by: string;
  cancelled_on: string;
  cancelled_at: string;
};

/** Tasks that were taken back before a list was frozen. */
export type TaskWithdrawalTable = {
  task_id: string;
  agency: string;
  sealed_reason: Uint8Array;
  by_user: string;
  by_name: string;
  at: string;
};

/** Why a task was dispatched though a team was away, and who agreed. */
export type DispatchExcuseTable = {
  task_id: string;
  agency: string;
  sealed_reason: Uint8Array;
  approved_by: string;
  by_user: string;
  at: string;
};

/** Figures of a round as its task was closed with. */
export type TaskClosingTable = {
  task_id: string;
  agency: string;
  figures: string;
  sum: string;
  by_user: string;
  by_name: string;
  at: string;
};

/** To whom they were sent. */
export type TaskReportTable = {
  position: GeneratedAlways<number>;
  task_id: string;
  agency: string;
  receiver: string;
  sent_on: string;
  document: string | null;
  by_user: string;
  by_name: string;
  at: string;
};

/** Acts that close a verdict, or open it again. */
export type PeriodVerdictTable = {
  id: string;
  agency: string;
  period: string;
  version: number;
  state: 'closed' | 'reopened';
  ground: 'time' | 'concluded' | null;
  verdict: 'compliant' | 'warning' | 'noncompliant' | null;
  view: string | null;
  sum: string | null;
  reason: string | null;
  by_user: string | null;
  by_name: string;
  at: string;
};

export type PeriodReportTable = {
  id: string;
  agency: string;
  /** A quarter. */
  period: string;
  topic: 'quarterlySummary' | 'quarterlyStatistics';
  version: number;
  sent_on: string;
  receivers: string[];
  /** The figures as they were handed in: JSON, with its sum beside it. */
  view: string;
  sum: string;
  cases: number;
  sealed_cases: Uint8Array | null;
  by_user: string;
  by_name: string;
  at: string;
};

/** A file that proves a typical case; content and name sealed. */
export type PeriodReportEvidenceTable = {
  id: string;
  report: string;
  agency: string;
  case_no: number;
  no: number;
  kind: 'pdf' | 'jpeg' | 'png' | 'xlsx' | 'docx' | 'zip';
  bytes: number;
  sum: string;
  sealed_name: Uint8Array;
  sealed_content: Uint8Array;
  by_user: string;
  by_name: string;
  at: string;
};
