import type { Generated, GeneratedAlways } from 'kysely';
import type { JsonColumn } from './json-column.ts';

/** The item list and its upkeep. */
export type ItemSchema = {
  item_list: ItemListTable;
  inspection_item: InspectionItemTable;
  item_adjustment: ItemAdjustmentTable;
  reference_duty: ReferenceDutyTable;
  item_push: ItemPushTable;
  scheme_document: SchemeDocumentTable;
};

type ItemListTable = {
  id: string;
  agency: string;
  version: number;
  state: string;
  source_hash: Uint8Array;
  created_by: string;
  created_at: string;
  published_by: string | null;
  published_at: string | null;
  channel: string | null;
  url: string | null;
  approved_by: string | null;
  approved_at: string | null;
  /** The published list of the superior agency that this one was published under. */
  parent_list_id: string | null;
};

type InspectionItemTable = {
  list_id: string;
  serial: string;
  position: number;
  category: string;
  name: string;
  object_kind: string[];
  grade: string;
  methods: string[];
  authority: string;
  legal_basis: string[];
  content: string;
  missing: Generated<string[]>;
  origin: Generated<string>;
  remarks: JsonColumn<Record<string, string>>;
  /** 监管事项 of the scheme that the item belongs to; empty where it names none. */
  matter: Generated<string>;
};

export type EndedItem = { readonly serial: string; readonly category: string; readonly name: string };

type ItemAdjustmentTable = {
  id: string;
  position: GeneratedAlways<number>;
  list_id: string;
  agency: string;
  ground: string;
  document: string;
  effective_on: string;
  added: string[];
  changed: string[];
  ended: JsonColumn<readonly EndedItem[]>;
  recorded_by: string;
  recorded_at: string;
};

type ReferenceDutyTable = {
  agency: string;
  position: number;
  source: string;
  duty_no: string;
  name: string;
  suitable: boolean;
  item: string;
  remarks: JsonColumn<Record<string, string>>;
};

type ItemPushTable = {
  id: string;
  position: GeneratedAlways<number>;
  agency: string;
  list_id: string;
  platform: string;
  status: string;
  receipt: string;
  items: number;
  content_hash: Uint8Array;
  recorded_by: string;
  recorded_at: string;
};

type SchemeDocumentTable = {
  id: string;
  position: GeneratedAlways<number>;
  agency: string;
  year: number;
  title: string;
  number: string;
  issued_on: string;
  url: string;
  sha256: Uint8Array;
  recorded_by: string;
  recorded_at: string;
};

/** What a task leaves out of the items that concern its class, and why. */
export type ItemsLeftOut = { readonly items: readonly string[]; readonly reason: string };
