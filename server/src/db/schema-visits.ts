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
