import { hash } from 'node:crypto';
import { objectVocabularyOf } from '@sunlot/contract/object-columns.ts';
import { canonicalJson, type Json } from '@sunlot/core/basics/canonical-json.ts';
import type { CalendarDate } from '@sunlot/core/basics/dates.ts';
import type { ObjectFacts } from '@sunlot/core/policy/facts.ts';
import { createObjectJudge, type ObjectRow, placeKey } from '../workbooks/judge-objects.ts';
import type { Judged } from '../workbooks/row-reader.ts';
import type { Layout, Note, ReadOptions } from '../workbooks/table.ts';
import { tableEvents } from '../workbooks/table-events.ts';
import { namePinyin } from './pinyin.ts';

/** An object ready to be stored: what the table's columns hold, in text. Made in the reading thread. */
export type PreparedObject = {
  readonly key: string;
  readonly name: string;
  readonly namePinyin: string;
  readonly nameInitials: string;
  readonly region: string;
  readonly permitCategory: string;
  readonly status: string;
  readonly statusSince: string | null;
  /** ObjectFacts and remarks as JSON. */
  readonly facts: string;
  readonly remarks: string;
  /** SHA-256 of the row in hex. */
  readonly hash: string;
  /** Name and address as they are compared; absent without an address. */
  readonly place?: string;
};

export type ObjectsRequest = {
  readonly bytes: Uint8Array;
  readonly fileName: string;
  readonly options: ReadOptions;
  readonly territory: string;
  readonly regions: readonly (readonly [name: string, code: string])[];
  readonly tagDimensions?: readonly string[] | undefined;
  readonly today: CalendarDate;
};

export type ObjectEvent =
  | { readonly kind: 'layout'; readonly layout: Layout }
  | {
      readonly kind: 'rows';
      readonly read: number;
      readonly judged: readonly Judged<PreparedObject>[];
      readonly notes: readonly Note[];
      readonly notesLeftOff: number;
    };

/** Reads, judges and prepares the rows of an object list: all that can be done without the directory. */
export async function* judgedObjects({
  territory,
  regions,
  tagDimensions,
  today,
  ...request
}: ObjectsRequest): AsyncGenerator<ObjectEvent> {
  const judge = createObjectJudge({ territory, regions: new Map(regions), tagDimensions, today });
  for await (const event of tableEvents({ ...request, vocabulary: objectVocabularyOf(tagDimensions) })) {
    if (event.kind === 'layout') {
      yield event;
      continue;
    }
    const { rows, notes, notesLeftOff } = event;
    const judged = rows.map((row) => {
      const one = judge(row);
      return one.ok ? { ...one, value: prepare(one.value) } : one;
    });
    yield { kind: 'rows', read: rows.length, judged, notes, notesLeftOff };
  }
}

function prepare({ facts, remarks }: ObjectRow): PreparedObject {
  const pinyin = namePinyin(facts.name);
  const place = placeKey(facts.name, facts.address);
  const [factsText, remarksText] = [canonicalJson(factsJson(facts)), canonicalJson(remarks)];
  return {
    key: facts.id,
    name: facts.name,
    namePinyin: pinyin.key,
    nameInitials: pinyin.initials,
    region: facts.region,
    permitCategory: facts.permitCategory,
    status: facts.status,
    statusSince: facts.statusSince ?? null,
    facts: factsText,
    remarks: remarksText,
    hash: hash('sha256', `{"facts":${factsText},"remarks":${remarksText}}`),
    ...(place !== undefined && { place }),
  };
}

/** Facts as JSON knows them: the records in them spelled out. What rows said before is no part of a row. */
function factsJson({ earlier: _, ...facts }: ObjectFacts): Json {
  const { events, keyListMember, positiveList, overrides, evidence, creditRecord, violationRecords, complaintRecords } =
    facts;
  const records = (given: typeof creditRecord) => given?.map((one) => ({ ...one }));
  return {
    ...facts,
    events: events?.map((event) => ({ ...event })),
    keyListMember: keyListMember?.map((entry) => ({ ...entry })),
    positiveList: positiveList && { ...positiveList },
    creditRecord: records(creditRecord),
    violationRecords: records(violationRecords),
    complaintRecords: records(complaintRecords),
    evidence: evidence && Object.fromEntries(Object.entries(evidence).map(([id, one]) => [id, { ...one }])),
    overrides: overrides?.map((override) => ({ ...override })),
  };
}
