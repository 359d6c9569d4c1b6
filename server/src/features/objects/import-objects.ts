import { hex } from '@sunlot/core/basics/bytes.ts';
import { groupBy } from '@sunlot/core/policy/grouping.ts';
import { findRule } from '@sunlot/core/policy/pack.ts';
import type { Context } from '../../context.ts';
import type { ObjectEvent, ObjectsRequest, PreparedObject } from '../../imports/judged-objects.ts';
import { type ImportInput, type ImportOutcome, type Kept, runImport, type Stored } from '../../imports/run-import.ts';
import { recordAfterWrite, recordUntilNow } from '../../objects/class-record.ts';
import { divisionCodes } from '../../objects/divisions.ts';
import { packInForce } from '../../packs/pack-store.ts';
import { Problem } from '../../problem.ts';
import { type Territory, territoryOf } from '../../visits/territory.ts';
import type { RowError } from '../../workbooks/error-workbook.ts';
import { placeKey } from '../../workbooks/judge-objects.ts';
import { startReading } from '../../workbooks/read-table.ts';
import {
  type NewObject,
  selectKnown,
  selectListedElsewhere,
  selectNamed,
  selectRowHashes,
  upsertObjects,
} from './sql.ts';

const WORKER = new URL('../../imports/objects-worker.ts', import.meta.url);

/**
 * Imports an object directory: rows are known by their key, so the same file again changes nothing. Objects that a file
 * does not name stay as they are; who is gone is told by 状态. Lists are long: they are read, judged and prepared in a
 * thread of their own.
 */
export async function importObjects(ctx: Context, input: ImportInput): Promise<ImportOutcome> {
  const { agency } = input;
  const territory = await territoryOf(ctx, agency);
  if (!territory) throw new Problem('agency.unknown', { code: agency });
  const regions = await divisionCodes(ctx);
  const pack = await packInForce(ctx, { agency, on: ctx.today });
  const tagDimensions = findRule(pack, 'tags')?.value.objects;
  return runImport<PreparedObject>(ctx, input, {
    kind: 'objects',
    open: (bytes, fileName, options) => {
      const request: ObjectsRequest = {
        bytes,
        fileName,
        options: { ...options, filled: ['region'] },
        territory: agency,
        regions,
        tagDimensions,
        today: ctx.today,
      };
      return startReading<Extract<ObjectEvent, { kind: 'rows' }>>(WORKER, request);
    },
    hashOf: ({ hash }) => Buffer.from(hash, 'hex'),
    store: async (rows) => ({
      ...(await storeObjects(ctx, input, rows)),
      remarks: await listedElsewhere(ctx, territory, rows),
    }),
    allHashes: () => selectRowHashes(ctx.tx, agency),
  });
}

async function storeObjects(
  ctx: Context,
  { agency, dryRun }: ImportInput,
  rows: readonly Kept<PreparedObject>[],
): Promise<Stored> {
  if (rows.length === 0) return { added: 0, updated: 0, same: 0, suspects: [] };
  const keys = rows.map(({ value }) => value.key);
  const known = new Map((await selectKnown(ctx.tx, { agency, keys })).map((row) => [row.key, row]));
  const added = rows.filter(({ value }) => !known.has(value.key));
  const updated = rows.filter(({ value, hash }) => {
    const row = known.get(value.key);
    return row !== undefined && !Buffer.from(row.row_hash).equals(hash);
  });
  const suspects = await findTwins(ctx, agency, added);
  if (!dryRun) {
    const place = { agency, keys: updated.map(({ value }) => value.key) };
    await recordUntilNow(ctx, place);
    await upsertObjects(
      ctx.tx,
      [...added, ...updated].map(({ value }) => newObject(ctx, agency, value)),
    );
    await recordAfterWrite(ctx, place, { cause: 'import' });
  }
  return { added: added.length, updated: updated.length, same: rows.length - added.length - updated.length, suspects };
}

function newObject(ctx: Context, agency: string, { place: _, remarks, ...row }: PreparedObject): NewObject {
  const sealed = remarks === '{}' ? null : ctx.keys.seal(Buffer.from(remarks), `object/${agency}/${row.key}/remarks`);
  return { ...row, id: ctx.newId('obj'), agency, at: ctx.at, sealedRemarks: sealed && hex(sealed) };
}

/**
 * Active rows that stand active in the directory of another agency of the level: a unit may have sites in two counties, so it is taken and
 * told. Of the other directory the office learns whose it is.
 */
async function listedElsewhere(
  ctx: Context,
  { agency, tree }: Territory,
  rows: readonly Kept<PreparedObject>[],
): Promise<readonly RowError[]> {
  const names = new Map(
    tree.flatMap(({ code, name, level }) => (level === agency.level && code !== agency.code ? [[code, name]] : [])),
  );
  const active = rows.filter(({ value }) => value.status === 'active');
  if (names.size === 0 || active.length === 0) return [];
  const keys = active.map(({ value }) => value.key);
  const found = groupBy(await selectListedElsewhere(ctx.tx, { agency: agency.code, keys }), ({ key }) => key);
  return active.flatMap(({ rowNumber, value: { key } }) => {
    const others = (found.get(key) ?? []).map((one) => names.get(one.agency)!);
    if (others.length === 0) return [];
    const message = `“${others.join('、')}”的名录里也有这个对象，状态同为正常，两边都保留。两地都有场所的，不用处理；已经迁走的，请迁出地把状态改为“迁出”。`;
    return [{ rowNumber, findings: [{ column: 'creditCode', code: 'listedElsewhere', message }] }];
  });
}

/** New rows whose name and address stand in the directory under another key. */
async function findTwins(
  ctx: Context,
  agency: string,
  added: readonly Kept<PreparedObject>[],
): Promise<readonly RowError[]> {
  if (added.length === 0) return [];
  const pinyin = [...new Set(added.map(({ value }) => value.namePinyin))];
  const named = await selectNamed(ctx.tx, { agency, pinyin });
  const places = new Map(named.map(({ key, name, address }) => [placeKey(name, address ?? undefined), key]));
  return added.flatMap(({ rowNumber, value: { place } }) => {
    const twin = place === undefined ? undefined : places.get(place);
    if (twin === undefined) return [];
    const message = `名称和地址与名录中的 ${twin} 相同、代码不同，疑似重复。请核对。`;
    return [{ rowNumber, findings: [{ column: 'name', code: 'suspectDuplicate', message }] }];
  });
}
