import { createHash } from 'node:crypto';
import { itemVocabulary } from '@sunlot/contract/item-columns.ts';
import { canonicalJson } from '@sunlot/core/basics/canonical-json.ts';
import { ok, type Result } from '@sunlot/core/basics/result.ts';
import type { Context } from '../../context.ts';
import { rowHash } from '../../imports/row-tree.ts';
import {
  type ImportInput,
  type ImportOutcome,
  type JudgedBatch,
  type Kept,
  runImport,
  type Stored,
} from '../../imports/run-import.ts';
import { Problem } from '../../problem.ts';
import { type ItemRow, judgeItems } from '../../workbooks/judge-items.ts';
import { type Reading, type ReadSettings, readTable } from '../../workbooks/read-table.ts';
import type { ReadProblem, Table } from '../../workbooks/table.ts';
import {
  agencyExists,
  deleteItems,
  insertDraft,
  insertItems,
  type NewItem,
  selectItemList,
  selectItems,
  selectLastVersion,
  updateDraftSource,
} from './sql.ts';

/**
 * Imports an item list as the agency's draft: a list is one thing, so the file replaces the draft that stands. A file
 * that says what the draft, or else the published list, says already changes nothing.
 */
export async function importItems(ctx: Context, input: ImportInput): Promise<ImportOutcome> {
  const { agency } = input;
  if (!(await agencyExists(ctx.tx, agency))) throw new Problem('agency.unknown', { code: agency });
  let hashes: Uint8Array = new Uint8Array();
  return runImport<ItemRow>(ctx, input, {
    kind: 'items',
    open: (bytes, file, options) => openList(bytes, file, { ...options, vocabulary: itemVocabulary }),
    hashOf,
    store: (kept) => {
      hashes = Buffer.concat(kept.map(({ hash }) => hash));
      return storeItems(ctx, input, kept);
    },
    allHashes: async () => hashes,
  });
}

/** An item list is read to its end before it is judged: its rows lean on each other. */
async function openList(
  bytes: Uint8Array,
  file: string,
  settings: ReadSettings,
): Promise<Result<Reading<JudgedBatch<ItemRow>>, ReadProblem>> {
  const table = await readTable(bytes, file, settings);
  if (!table.ok) return table;
  return ok({ layout: table.value, batches: wholeList(table.value) });
}

async function* wholeList({ rows, notes, notesLeftOff }: Table): AsyncGenerator<JudgedBatch<ItemRow>> {
  yield { read: rows.length, judged: judgeItems(rows), notes, notesLeftOff };
}

function hashOf({ facts, content, missing, origin, remarks }: ItemRow): Uint8Array {
  return rowHash({ facts: { ...facts }, content, missing: [...missing], origin, remarks });
}

async function storeItems(
  ctx: Context,
  { agency, bytes, dryRun }: ImportInput,
  rows: readonly Kept<ItemRow>[],
): Promise<Stored> {
  const standing =
    (await selectItemList(ctx.tx, { agency, state: 'draft' })) ??
    (await selectItemList(ctx.tx, { agency, state: 'published' }));
  const before = standing ? await selectItems(ctx.tx, standing.id) : [];
  const known = new Map(
    before.map((item) => [item.serial, contentOf({ ...item, remarks: JSON.stringify(item.remarks) })]),
  );
  const items = rows.map(({ value }, position) => newItem(value, position + 1));
  const same = items.filter((item) => known.get(item.serial) === contentOf(item)).length;
  const updated = items.filter((item) => known.has(item.serial)).length - same;
  const isChanged = same < items.length || before.length !== items.length;
  if (isChanged && items.length > 0 && !dryRun) await storeDraft(ctx, { agency, bytes }, items);
  return { added: items.length - same - updated, updated, same, suspects: [], isChanged };
}

type Source = { readonly agency: string; readonly bytes: Uint8Array };

async function storeDraft(
  ctx: Context,
  { agency, bytes }: Source,
  items: readonly Omit<NewItem, 'list_id'>[],
): Promise<void> {
  const draft = await selectItemList(ctx.tx, { agency, state: 'draft' });
  const id = draft?.id ?? ctx.newId('itl');
  const source = createHash('sha256').update(bytes).digest();
  if (draft) {
    await updateDraftSource(ctx.tx, { id, source });
    await deleteItems(ctx.tx, id);
  } else {
    const version = (await selectLastVersion(ctx.tx, agency)) + 1;
    await insertDraft(ctx.tx, {
      id,
      agency,
      version,
      source_hash: source,
      created_by: ctx.actor.id,
      created_at: ctx.at,
    });
  }
  await insertItems(
    ctx.tx,
    items.map((item) => ({ ...item, list_id: id })),
  );
}

function newItem({ facts, content, missing, origin, remarks }: ItemRow, position: number): Omit<NewItem, 'list_id'> {
  return {
    serial: facts.serialNo,
    position,
    category: facts.category,
    name: facts.itemName,
    object_kind: [...facts.objectKind],
    grade: facts.itemGrade,
    methods: [...facts.methods],
    authority: facts.authority ?? '',
    legal_basis: [...facts.legalBasis],
    content,
    missing: [...missing],
    origin,
    remarks: JSON.stringify(remarks),
  };
}

/** What an item says, to be compared with another's; its place in the list counts. */
function contentOf(item: Omit<NewItem, 'list_id'>): string {
  return canonicalJson({
    serial: item.serial,
    position: item.position,
    category: item.category,
    name: item.name,
    objectKind: item.object_kind,
    grade: item.grade,
    methods: item.methods,
    authority: item.authority,
    legalBasis: item.legal_basis,
    content: item.content,
    origin: item.origin ?? 'list',
    remarks: canonicalJson(JSON.parse(item.remarks)),
  });
}
