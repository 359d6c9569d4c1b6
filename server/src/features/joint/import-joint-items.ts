import { jointItemVocabulary } from '@sunlot/contract/joint-columns.ts';
import { canonicalJson } from '@sunlot/core/basics/canonical-json.ts';
import type { Context } from '../../context.ts';
import { rowHash } from '../../imports/row-tree.ts';
import type { ImportInput, ImportOutcome, Kept, Stored } from '../../imports/run-import.ts';
import { countChanges, importWholeList } from '../../imports/whole-list.ts';
import { ownSide } from '../../joint/own-side.ts';
import { type JointItemRow, judgeJointItems } from '../../workbooks/judge-joint-items.ts';
import { type NewJointItem, selectItems, selectList } from './sql.ts';
import { storeDraft } from './store-draft.ts';

/** Imports a list of joint items as the agency's draft: the file replaces the draft that stands, like a list of items. */
export async function importJointItems(ctx: Context, input: ImportInput): Promise<ImportOutcome> {
  const { inTree } = await ownSide(ctx, input);
  return importWholeList<JointItemRow>(ctx, input, {
    kind: 'jointItems',
    vocabulary: jointItemVocabulary,
    judge: (rows) => judgeJointItems(rows, inTree),
    hashOf: (row) => rowHash({ ...row, partnerDepartments: [...row.partnerDepartments], remarks: { ...row.remarks } }),
    store: (rows) => store(ctx, input, rows),
  });
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
  const items = rows.map(({ value }, position) => newItem(value, position + 1));
  const stored = countChanges(
    before.map(({ list_id: _, ...item }) => ({ ...item, remarks: JSON.stringify(item.remarks) })),
    items,
    contentOf,
  );
  if (stored.isChanged && items.length > 0 && !dryRun) await storeDraft(ctx, { agency, source: 'file' }, items);
  return stored;
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
