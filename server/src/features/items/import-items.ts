import { createHash } from 'node:crypto';
import { itemVocabulary } from '@sunlot/contract/item-columns.ts';
import { canonicalJson } from '@sunlot/core/basics/canonical-json.ts';
import { findRule } from '@sunlot/core/policy/pack.ts';
import type { Context } from '../../context.ts';
import { rowHash } from '../../imports/row-tree.ts';
import type { ImportInput, ImportOutcome, Kept, Stored } from '../../imports/run-import.ts';
import { countChanges, importWholeList } from '../../imports/whole-list.ts';
import { packInForce } from '../../packs/pack-store.ts';
import type { RowError } from '../../workbooks/error-workbook.ts';
import { type ItemRow, judgeItems } from '../../workbooks/judge-items.ts';
import {
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
 * Imports an item list as the agency's draft: the file replaces the draft that stands. A file that says what the draft, or
 * else the published list, says already changes nothing.
 */
export async function importItems(ctx: Context, input: ImportInput): Promise<ImportOutcome> {
  const pack = await packInForce(ctx, { agency: input.agency, on: ctx.today });
  const ownMethods = findRule(pack, 'methods')?.value.list ?? [];
  return importWholeList<ItemRow>(ctx, input, {
    kind: 'items',
    vocabulary: itemVocabulary,
    judge: (rows) => judgeItems(rows, ownMethods),
    hashOf,
    store: (rows) => storeItems(ctx, input, rows),
  });
}

function hashOf({ facts, content, matter, missing, origin, remarks }: ItemRow): Uint8Array {
  return rowHash({
    facts: { ...facts },
    content,
    missing: [...missing],
    origin,
    remarks,
    ...(matter !== '' && { matter }),
  });
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
  const items = rows.map(({ value }, position) => newItem(value, position + 1));
  const stored = countChanges(
    before.map((item) => ({ ...item, remarks: JSON.stringify(item.remarks) })),
    items,
    contentOf,
  );
  if (stored.isChanged && items.length > 0 && !dryRun) await storeDraft(ctx, { agency, bytes }, items);
  return { ...stored, remarks: await unknownMatters(ctx, agency, rows) };
}

/** 监管事项 that the scheme's catalogue does not have; a scheme without a catalogue takes any. */
async function unknownMatters(
  ctx: Context,
  agency: string,
  rows: readonly Kept<ItemRow>[],
): Promise<readonly RowError[]> {
  if (rows.every(({ value }) => value.matter === '')) return [];
  const known = findRule(await packInForce(ctx, { agency, on: ctx.today }), 'matters')?.value.list;
  if (!known) return [];
  const message = `监管事项不在本地方案的目录里，已照原样保留，请核对。可用：${known.join('、')}。`;
  return rows
    .filter(({ value }) => value.matter !== '' && !known.includes(value.matter))
    .map(({ rowNumber }) => ({ rowNumber, findings: [{ column: 'matter', code: 'outsidePack' as const, message }] }));
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
    await updateDraftSource(ctx.tx, { id, source, by: ctx.actor.id });
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

function newItem(
  { facts, content, matter, missing, origin, remarks }: ItemRow,
  position: number,
): Omit<NewItem, 'list_id'> {
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
    matter,
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
    matter: item.matter ?? '',
  });
}
