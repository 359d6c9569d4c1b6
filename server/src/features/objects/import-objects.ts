import { objectVocabulary } from '@sunlot/contract/object-columns.ts';
import type { Json } from '@sunlot/core/basics/canonical-json.ts';
import type { Context } from '../../context.ts';
import { namePinyin } from '../../imports/pinyin.ts';
import { rowHash } from '../../imports/row-tree.ts';
import { type ImportInput, type ImportOutcome, type Kept, runImport, type Stored } from '../../imports/run-import.ts';
import { Problem } from '../../problem.ts';
import type { RowError } from '../../workbooks/error-workbook.ts';
import { createObjectJudge, type ObjectRow, placeKey } from '../../workbooks/judge-objects.ts';
import { type NewObject, selectDivisions, selectKnown, selectNamed, selectRowHashes, upsertObjects } from './sql.ts';

/**
 * Imports an object directory: rows are known by their key, so the same file again changes nothing. Objects that a file
 * does not name stay as they are; who is gone is told by 状态.
 */
export async function importObjects(ctx: Context, input: ImportInput): Promise<ImportOutcome> {
  const { agency } = input;
  const divisions = await selectDivisions(ctx.tx);
  if (!divisions.some(({ code }) => code === agency)) throw new Problem('agency.unknown', { code: agency });
  const judge = createObjectJudge({ territory: agency, regions: divisionCodes(divisions) });
  return runImport<ObjectRow>(ctx, input, {
    kind: 'objects',
    vocabulary: objectVocabulary,
    filled: ['region'],
    judge: (rows) => rows.map(judge),
    // Rows are parsed values: strings, booleans, integers, lists and records of them.
    hashOf: ({ facts, remarks }) => rowHash({ facts: facts as unknown as Json, remarks }),
    store: (rows) => storeObjects(ctx, input, rows),
    allHashes: () => selectRowHashes(ctx.tx, agency),
  });
}

/** `绛县分局` of 140826 lets 绛县 stand for 140826. */
function divisionCodes(
  agencies: readonly { readonly code: string; readonly name: string }[],
): ReadonlyMap<string, string> {
  const names = new Map<string, string>();
  for (const { code, name } of agencies) {
    if (!/^\d{6}$/.test(code)) continue;
    names.set(name, code);
    names.set(name.replace(/(?:生态环境局|环境保护局|环保局)?(?:分局)?$/, ''), code);
  }
  return names;
}

async function storeObjects(
  ctx: Context,
  { agency, dryRun }: ImportInput,
  rows: readonly Kept<ObjectRow>[],
): Promise<Stored> {
  if (rows.length === 0) return { added: 0, updated: 0, same: 0, suspects: [] };
  const keys = rows.map(({ value }) => value.facts.id);
  const known = new Map((await selectKnown(ctx.tx, { agency, keys })).map((row) => [row.key, row]));
  const added = rows.filter(({ value }) => !known.has(value.facts.id));
  const updated = rows.filter(({ value, hash }) => {
    const row = known.get(value.facts.id);
    return row !== undefined && !Buffer.from(row.row_hash).equals(hash);
  });
  const suspects = await findTwins(ctx, agency, added);
  if (!dryRun)
    await upsertObjects(
      ctx.tx,
      [...added, ...updated].map((row) => newObject(ctx, agency, row)),
    );
  return { added: added.length, updated: updated.length, same: rows.length - added.length - updated.length, suspects };
}

function newObject(ctx: Context, agency: string, { value: { facts, remarks }, hash }: Kept<ObjectRow>): NewObject {
  const { key, initials } = namePinyin(facts.name);
  return {
    id: ctx.newId('obj'),
    agency,
    key: facts.id,
    name: facts.name,
    name_pinyin: key,
    name_initials: initials,
    region: facts.region,
    permit_category: facts.permitCategory,
    status: facts.status,
    status_since: facts.statusSince ?? null,
    facts: JSON.stringify(facts),
    remarks: JSON.stringify(remarks),
    row_hash: hash,
    added_at: ctx.at,
    updated_at: ctx.at,
  };
}

/** New rows whose name and address stand in the directory under another key. */
async function findTwins(
  ctx: Context,
  agency: string,
  added: readonly Kept<ObjectRow>[],
): Promise<readonly RowError[]> {
  if (added.length === 0) return [];
  const pinyin = [...new Set(added.map(({ value }) => namePinyin(value.facts.name).key))];
  const named = await selectNamed(ctx.tx, { agency, pinyin });
  const places = new Map(named.map(({ key, name, address }) => [placeKey(name, address ?? undefined), key]));
  return added.flatMap(({ rowNumber, value: { facts } }) => {
    const place = placeKey(facts.name, facts.address);
    const twin = place === undefined ? undefined : places.get(place);
    if (twin === undefined) return [];
    const message = `名称和地址与名录中的 ${twin} 相同、代码不同，疑似重复。请核对。`;
    return [{ rowNumber, findings: [{ column: 'name', code: 'suspectDuplicate', message }] }];
  });
}
