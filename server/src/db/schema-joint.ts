import type { ColumnType, Generated, GeneratedAlways } from 'kysely';
import type { JsonColumn } from './json-column.ts';

/** Directed and joint inspections, who cannot go, and how visits were sent out. */
export type JointSchema = {
  recusal: {
    agency: string;
    certificate_no: string;
    object_key: string;
    /** In clear only between a migration and the next opening of the folder. */
    reason: ColumnType<string | null, null | undefined, null>;
    sealed_reason: Uint8Array | null;
    declared_at: string;
    /** Null where a workbook said it. */
    declared_by: string | null;
  };
  directed_inspection: {
    id: string;
    agency: string;
    code: string;
    object_key: string;
    ground: string;
    ground_text: string;
    document: string;
    planned_on: string;
    items: string[];
    item_list_id: string;
    recorded_by: string;
    recorded_at: string;
  };
  inspector_account: {
    user_id: string;
    agency: string;
    certificate_no: string;
    bound_by: string;
    bound_at: string;
  };
  inspector_absence: {
    id: string;
    agency: string;
    certificate_no: string;
    from_day: string;
    to_day: string | null;
    called_off: Generated<boolean>;
    sealed_reason: Uint8Array;
    recorded_by: string;
    recorded_at: string;
  };
  appraisal_entry: {
    id: string;
    agency: string;
    certificate_no: string;
    kind: string;
    day: string;
    sealed_reason: Uint8Array;
    taken_back: Generated<boolean>;
    recorded_by: string;
    recorded_at: string;
  };
  hand_over: {
    id: string;
    agency: string;
    object_key: string;
    found_on: string;
    from_certificate: string;
    to_certificate: string;
    handed_on: string;
    sealed_matter: Uint8Array;
    recorded_by: string;
    recorded_at: string;
  };
  joint_list: {
    id: string;
    agency: string;
    version: number;
    state: string;
    source: string;
    created_by: string;
    created_at: string;
    published_by: string | null;
    published_at: string | null;
    channel: string | null;
    url: string | null;
  };
  joint_item: {
    list_id: string;
    serial: string;
    position: number;
    name: string;
    lead_department: string;
    partner_departments: string[];
    object_kind: string;
    matters: string;
    mode: string;
    demands: string;
    remarks: JsonColumn<Record<string, string>>;
  };
  partner_department: {
    id: string;
    agency: string;
    name: string;
    sealed_contact: Uint8Array | null;
    user_id: string | null;
    added_by: string;
    added_at: string;
  };
  joint_task: {
    id: string;
    position: GeneratedAlways<number>;
    task_id: string;
    agency: string;
    joint_list_id: string;
    items: string[];
    partners: string[];
    chosen_by: string;
    chosen_at: string;
  };
  consultation: {
    id: string;
    position: GeneratedAlways<number>;
    choice_id: string;
    agency: string;
    partner_id: string;
    matters: string;
    mode: string;
    demands: string;
    held_on: string;
    recorded_by: string;
    recorded_at: string;
  };
  drawn_elsewhere: {
    id: string;
    agency: string;
    task_id: string;
    lead_department: string;
    drawn_on: string;
    document: string;
    file_name: string;
    file_hash: Uint8Array;
    sealed_file: Uint8Array;
    log_index: number;
    imported_by: string;
    imported_at: string;
  };
  drawn_elsewhere_object: {
    import_id: string;
    agency: string;
    rank: number;
    object_id: string;
    sealed_team: Uint8Array | null;
  };
  visit_answer: {
    id: string;
    position: GeneratedAlways<number>;
    draw_id: string;
    rank: number;
    agency: string;
    choice: string | null;
    offers: string[];
    method: string;
    trigger: string | null;
    sealed_reason: Uint8Array | null;
    approved_by: string | null;
    answered_by: string;
    answered_at: string;
  };
  visit_form: {
    id: string;
    agency: string;
    draw_id: string;
    rank: number;
    k: number;
    version: number;
    edition: string;
    inspected_on: string;
    inspected_by: string;
    sealed_form: Uint8Array;
    sealed_reason: Uint8Array | null;
    recorded_by: string;
    recorded_at: string;
  };
  dispatched_visit: {
    draw_id: string;
    rank: number;
    agency: string;
    task_id: string;
    choice: string | null;
    method: string;
    trigger: string | null;
    answer_id: string | null;
    open_offers: string[];
    /** Null, like the two below, where the visit was sent out before items were kept by visit. */
    items: string[] | null;
    left_out: JsonColumn<{ readonly item: string; readonly reason: string }[] | null>;
    k: number | null;
  };
  /** What was decided anew about one of them since. */
  dispatched_again: {
    position: GeneratedAlways<number>;
    draw_id: string;
    rank: number;
    k: number;
    agency: string;
    answer_id: string;
    choice: string | null;
    items: string[];
    left_out: JsonColumn<{ readonly item: string; readonly reason: string }[]>;
  };
  /** Each visit as it goes now: as it was sent out, or as was decided since. */
  sent_visit: {
    draw_id: string;
    rank: number;
    agency: string;
    task_id: string;
    choice: string | null;
    method: string;
    trigger: string | null;
    answer_id: string | null;
    items: string[] | null;
    left_out: JsonColumn<{ readonly item: string; readonly reason: string }[] | null>;
    k: number | null;
  };
  consultation_confirmation: {
    consultation_id: string;
    agency: string;
    confirmed_on: string;
    document: string | null;
    confirmed_by: string;
    confirmed_at: string;
  };
};
