import { inspectorVocabulary } from '@sunlot/contract/inspector-columns.ts';
import { hex } from '@sunlot/core/basics/bytes.ts';
import { canonicalBytes } from '@sunlot/core/basics/canonical-json.ts';
import type { Context } from '../../context.ts';
import { namePinyin } from '../../imports/pinyin.ts';
import { rowHash } from '../../imports/row-tree.ts';
import {
  type ImportInput,
  type ImportOutcome,
  type Kept,
  openJudging,
  runImport,
  type Stored,
} from '../../imports/run-import.ts';
import { sealRecusalReason } from '../../inspectors/recusal-reason.ts';
import { packInForce } from '../../packs/pack-store.ts';
import { Problem } from '../../problem.ts';
import { createInspectorJudge, type InspectorRow } from '../../workbooks/judge-inspectors.ts';
import { agencyExists, insertRecusals, selectKnown, selectRowHashes, upsertInspector } from './sql.ts';

/**
 * Imports an inspector directory: people are known by their certificate number. Identity number, telephone and the
 * reasons of recusals are sealed before they are stored. Recusals are added and never taken away by a file that leaves them out.
 */
export async function importInspectors(ctx: Context, input: ImportInput): Promise<ImportOutcome> {
  const { agency } = input;
  if (!(await agencyExists(ctx.tx, agency))) throw new Problem('agency.unknown', { code: agency });
  const judge = createInspectorJudge({ today: ctx.today, pack: await packInForce(ctx, { agency, on: ctx.today }) });
  return runImport<InspectorRow>(ctx, input, {
    kind: 'inspectors',
    open: (bytes, file, options) =>
      openJudging(bytes, file, { ...options, vocabulary: inspectorVocabulary, judge: (rows) => rows.map(judge) }),
    hashOf: (value) => hashOf(ctx, value),
    store: (rows) => storeInspectors(ctx, input, rows),
    allHashes: () => selectRowHashes(ctx.tx, agency),
  });
}

/** What is sealed enters the hash under a key: the hash tells a change, and nothing else. */
function hashOf(ctx: Context, { facts, personal, remarks }: InspectorRow): Uint8Array {
  const sealed = hex(ctx.keys.mac('inspector/personal', canonicalBytes({ personal, remarks })));
  return rowHash({
    facts: { ...facts, onDuty: facts.onDuty?.map((span) => ({ ...span })) },
    personal: sealed,
  });
}

async function storeInspectors(
  ctx: Context,
  { agency, dryRun }: ImportInput,
  rows: readonly Kept<InspectorRow>[],
): Promise<Stored> {
  const numbers = rows.map(({ value }) => value.facts.id);
  const known = new Map((await selectKnown(ctx.tx, { agency, numbers })).map((row) => [row.certificate_no, row]));
  const counts = { added: 0, updated: 0, same: 0 };
  for (const row of rows) {
    const existing = known.get(row.value.facts.id);
    if (existing && Buffer.from(existing.row_hash).equals(row.hash)) {
      counts.same += 1;
      continue;
    }
    counts[existing ? 'updated' : 'added'] += 1;
    if (!dryRun) await storeInspector(ctx, { agency, id: existing?.id ?? ctx.newId('ins') }, row);
  }
  return { ...counts, suspects: [] };
}

async function storeInspector(
  ctx: Context,
  { agency, id }: { readonly agency: string; readonly id: string },
  { value: { facts, personal, remarks }, hash }: Kept<InspectorRow>,
): Promise<void> {
  const { recusals = [], ...kept } = facts;
  const { key, initials } = namePinyin(facts.name);
  await upsertInspector(ctx.tx, {
    id,
    agency,
    certificate_no: facts.id,
    name: facts.name,
    name_pinyin: key,
    name_initials: initials,
    department: facts.department,
    certificate_valid_to: facts.certificateValidTo ?? null,
    facts: JSON.stringify(kept),
    sealed_personal:
      Object.keys(personal).length === 0 ? null : ctx.keys.seal(canonicalBytes(personal), `inspector/${id}`),
    sealed_remarks:
      Object.keys(remarks).length === 0 ? null : ctx.keys.seal(canonicalBytes(remarks), `inspector/${id}/remarks`),
    row_hash: hash,
    added_at: ctx.at,
    updated_at: ctx.at,
  });
  const rows = recusals.map(({ objectId, reason }) => {
    const place = { agency, certificate_no: facts.id, object_key: objectId };
    return { ...place, sealed_reason: sealRecusalReason(ctx.keys, place, reason), declared_at: ctx.at };
  });
  await insertRecusals(ctx.tx, rows);
}
