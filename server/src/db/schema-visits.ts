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
  added_at: string;
  updated_at: string;
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
