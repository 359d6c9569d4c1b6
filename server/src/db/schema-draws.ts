import type { GradeCountView } from '@sunlot/contract/draws.ts';
import type { ColumnType } from 'kysely';
import type { JsonColumn } from './json-column.ts';

/** Draws, what came out of them, and who stands there after replacements. */
export type DrawSchema = {
  draw: DrawTable;
  draw_block: DrawBlockTable;
  draw_entry: DrawEntryTable;
  drawn_object: DrawnObjectTable;
  drawn_seat: DrawnSeatTable;
  draw_replacement: DrawReplacementTable;
  replacement_application: ReplacementApplicationTable;
  replaced_place: ReplacedPlaceTable;
  replaced_seat: ReplacedSeatTable;
  standing_object: StandingObjectView;
  standing_seat: DrawnSeatTable;
  public_draw: PublicDrawView;
  public_list_block: PublicListBlockView;
};

type DrawTable = {
  id: string;
  agency: string;
  task_id: string;
  seq: number;
  state: string;
  period: string;
  stratum: string;
  manifest: string;
  fingerprint: Uint8Array;
  sealed_key: Uint8Array;
  warnings: JsonColumn<string[]>;
  rehearsals: JsonColumn<{ rounds: number; seated: number }>;
  manifest_index: number;
  manifest_size: number;
  committed_size: number | null;
  frozen_by: string;
  frozen_at: string;
  seed: Uint8Array | null;
  certificate: string | null;
  result_index: number | null;
  result_size: number | null;
  drawn_by: string | null;
  drawn_at: string | null;
  reveal: string | null;
  reveal_index: number | null;
  reveal_size: number | null;
  revealed_by: string | null;
  approved_by: string | null;
  revealed_at: string | null;
  end_reason: string | null;
  end_index: number | null;
  end_size: number | null;
  ended_by: string | null;
  end_approved_by: string | null;
  ended_at: string | null;
  /** The grade of each row, and the counts by grade; null for lists of earlier versions. */
  sealed_grades: Uint8Array | null;
  sealed_grade_counts: Uint8Array | null;
  /** Counts that may be told; null = none of them. */
  told_grades: ColumnType<GradeCountView[] | null, string | null, string | null>;
};

/** `before`: rows before this block, where it holds rows. */
type DrawBlockTable = {
  draw_id: string;
  agency: string;
  kind: 'list' | 'objects' | 'order' | 'inspectors' | 'recusals' | 'rows';
  no: number;
  before: number;
  body: Uint8Array;
};

type PublicListBlockView = Pick<DrawBlockTable, 'draw_id' | 'no' | 'body'>;

type DrawEntryTable = {
  draw_id: string;
  position: number;
  kind: string;
  user_id: string;
  part: string;
  value: string;
  at: string;
  log_index: number | null;
};

type DrawnObjectTable = {
  draw_id: string;
  agency: string;
  rank: number;
  object_id: string;
  stratum: string;
  year: number;
};

type DrawnSeatTable = {
  draw_id: string;
  agency: string;
  rank: number;
  seat: string;
  inspector_id: string;
  year: number;
};

/** A view, read with its owner's rights; nothing in it is secret. */
type ReplacementApplicationTable = {
  draw_id: string;
  agency: string;
  no: number;
  rank: number;
  seat: string | null;
  sealed_terms: Uint8Array;
  requested_by: string;
  requested_at: string;
  outcome: 'approved' | 'refused' | 'withdrawn' | null;
  sealed_note: Uint8Array | null;
  decided_by: string | null;
  decided_at: string | null;
  replacement_no: number | null;
};

type DrawReplacementTable = {
  draw_id: string;
  agency: string;
  no: number;
  rank: number;
  /** Null: the object of the rank is replaced. */
  seat: string | null;
  sealed_reason: Uint8Array;
  request: string;
  requested_by: string;
  approved_by: string;
  requested_at: string;
  request_index: number;
  request_size: number;
  result: string | null;
  answered_by: string | null;
  answered_at: string | null;
  result_index: number | null;
  result_size: number | null;
};

type ReplacedPlaceTable = {
  draw_id: string;
  agency: string;
  no: number;
  rank: number;
  k: number;
  object_id: string | null;
};

type ReplacedSeatTable = {
  draw_id: string;
  agency: string;
  no: number;
  rank: number;
  seat: string;
  inspector_id: string;
};

/** Who holds a rank now. */
type StandingObjectView = DrawnObjectTable & { k: number };

type PublicDrawView = Pick<
  DrawTable,
  | 'id'
  | 'agency'
  | 'task_id'
  | 'seq'
  | 'state'
  | 'period'
  | 'stratum'
  | 'manifest'
  | 'fingerprint'
  | 'manifest_index'
  | 'frozen_at'
  | 'seed'
  | 'certificate'
  | 'result_index'
  | 'drawn_at'
  | 'reveal'
  | 'reveal_index'
  | 'revealed_at'
  | 'end_reason'
  | 'ended_at'
  | 'told_grades'
>;
