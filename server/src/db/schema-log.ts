/** The two logs, and who cosigns them. */
export type LogSchema = {
  log_entry: LogEntryTable;
  log_node: { tree: string; level: number; index: number; hash: Uint8Array };
  log_checkpoint: { tree: string; size: number; root: Uint8Array; note: string; at: string };
  log_cosignature: LogCosignatureTable;
  witness_policy: WitnessPolicyTable;
  audit_value: { index: number; sealed: Uint8Array };
};

type LogEntryTable = {
  tree: string;
  index: number;
  type: string;
  agency: string | null;
  subject: string | null;
  entry: Uint8Array;
  at: string;
};

type LogCosignatureTable = {
  tree: string;
  size: number;
  witness: string;
  time: string;
  line: string;
  brought_by: string;
  at: string;
};

type WitnessPolicyTable = {
  id: string;
  agency: string;
  hash: Uint8Array;
  policy: string;
  why: string;
  set_by: string;
  approved_by: string;
  set_at: string;
};
