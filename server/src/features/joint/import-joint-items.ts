import { jointItemVocabulary } from '@sunlot/contract/joint-columns.ts';
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
import { type JointItemRow, judgeJointItems } from '../../workbooks/judge-joint-items.ts';
import { type Reading, type ReadSettings, readTable } from '../../workbooks/read-table.ts';
import type { ReadProblem, Table } from '../../workbooks/table.ts';
import { type NewJointItem, selectItems, selectList } from './sql.ts';
import { storeDraft } from './store-draft.ts';

/** Imports a list of joint items as the agency's draft: the file replaces the draft that stands, like a list of items. */
export async function importJointItems(ctx: Context, input: ImportInput): Promise<ImportOutcome> {
  const { agency } = input;
  const known = await ctx.tx.selectFrom('agency').select('code').where('code', '=', agency).executeTakeFirst();
  if (!known) throw new Problem('agency.unknown', { code: agency });
  let hashes: Uint8Array = new Uint8Array();
  return runImport<JointItemRow>(ctx, input, {
    kind: 'jointItems',
    open: (bytes, file, options) => openList(bytes, file, { ...options, vocabulary: jointItemVocabulary }),
    hashOf: (row) => rowHash({ ...row, partnerDepartments: [...row.partnerDepartments], remarks: { ...row.remarks } }),
    store: (kept) => {
      hashes = Buffer.concat(kept.map(({ hash }) => hash));
      return store(ctx, input, kept);
    },
    allHashes: async () => hashes,
  });
}

async function openList(
  bytes: Uint8Array,
  file: string,
  settings: ReadSettings,
): Promise<Result<Reading<JudgedBatch<JointItemRow>>, ReadProblem>> {
  const table = await readTable(bytes, file, settings);
  if (!table.ok) return table;
  return ok({ layout: table.value, batches: wholeList(table.value) });
}

async function* wholeList({ rows, notes, notesLeftOff }: Table): AsyncGenerator<JudgedBatch<JointItemRow>> {
  yield { read: rows.length, judged: judgeJointItems(rows), notes, notesLeftOff };
}

async function store(
  ctx: Context,
  { agency, dryRun }: ImportInput,
  rows: readonly Kept<JointItemRow>[],
): Promise<Stored> {
  const standing =
    (await selectList(ctx.tx, { agency, state: 'draft' })) ??
    (await selectList(ctx.tx, { agency, state: 'published' }));
  const before = standing ? await selectItems(ctx.tx, standing.id) : [];
  const known = new Map(
    before.map(({ list_id: _, ...item }) => [
      item.serial,
      contentOf({ ...item, remarks: JSON.stringify(item.remarks) }),
    ]),
  );
  const items = rows.map(({ value }, position) => newItem(value, position + 1));
  const same = items.filter((item) => known.get(item.serial) === contentOf(item)).length;
  const updated = items.filter((item) => known.has(item.serial)).length - same;
  const isChanged = same < items.length || before.length !== items.length;
  if (isChanged && items.length > 0 && !dryRun) await storeDraft(ctx, { agency, source: 'file' }, items);
  return { added: items.length - same - updated, updated, same, suspects: [], isChanged };
}

function newItem(row: JointItemRow, position: number): NewJointItem {
  return {
    serial: row.serial,
    position,
    name: row.name,
    lead_department: row.leadDepartment,
    partner_departments: [...row.partnerDepartments],
    object_kind: row.objectKind,
    matters: row.matters,
    mode: row.mode,
    demands: row.demands,
    remarks: JSON.stringify(row.remarks),
  };
}

function contentOf({ remarks, ...item }: NewJointItem): string {
  return canonicalJson({
    ...item,
    partner_departments: [...item.partner_departments],
    remarks: canonicalJson(JSON.parse(remarks)),
  });
}
