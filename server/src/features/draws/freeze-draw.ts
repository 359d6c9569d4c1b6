import { randomBytes } from 'node:crypto';
import type { FreezeView } from '@sunlot/contract/draws.ts';
import type { FreezeDraw } from '@sunlot/contract/sources.ts';
import { hex } from '@sunlot/core/basics/bytes.ts';
import { canonicalJson } from '@sunlot/core/basics/canonical-json.ts';
import type { Concluded } from '@sunlot/core/draw/freeze.ts';
import type { FrozenStream } from '@sunlot/core/draw/freeze-stream.ts';
import { manifestEntry } from '@sunlot/core/draw/log-entries.ts';
import type { WitnessPolicy } from '@sunlot/core/draw/witness-policy.ts';
import { groupBy } from '@sunlot/core/policy/grouping.ts';
import type { Context } from '../../context.ts';
import { storePublicList } from '../../draws/public-list.ts';
import { rowWriter, storeOrder } from '../../draws/sealed-rows.ts';
import { refuseElsewhere } from '../../joint/drawn-elsewhere.ts';
import { requireConsulted } from '../../joint/joint-tasks.ts';
import { anchorAudit } from '../../log/anchor.ts';
import { appendEntry } from '../../log/append.ts';
import { makeCheckpoint } from '../../log/checkpoint.ts';
import { policyInForce } from '../../log/witness-policies.ts';
import { recordQuarter } from '../../objects/class-record.ts';
import { Problem } from '../../problem.ts';
import { requireOpenTask } from '../../tasks/open-task.ts';
import { refuseClosedPeriod } from '../../tasks/period-over.ts';
import { directoryObjects } from './directory-stream.ts';
import { frozenGrades } from './draw-grades.ts';
import { type DrawInputs, drawInputs } from './draw-inputs.ts';
import { strataView, warningTexts } from './draw-view.ts';
import { frozenOrRefused, yearWarnings } from './frozen-list.ts';
import { ownTask } from './own-draw.ts';
import { type Rehearsed, rehearseFrozen } from './rehearse-terms.ts';
import { sourceView } from './sources.ts';
import { insertDraw, selectDrawsOfTask, selectOpenDraw, selectOverdueReveals, updateTaskState } from './sql.ts';
import { keepFrozenNumber, refuseOpenSibling } from './supplement-now.ts';
import { sealListKey } from './vault.ts';

/**
 * Freezes the list of a task: rows become salted leaves, the manifest with every number enters the public log and is
 * covered by a signed checkpoint before any random number exists. Refused where rehearsals cannot seat the teams.
 */
export async function freezeDraw(ctx: Context, { task: wanted, ...asked }: FreezeDraw): Promise<FreezeView> {
  const task = await ownTask(ctx, wanted, 'draw.freeze');
  await requireOpenTask(ctx, task);
  await refuseClosedPeriod(ctx, task);
  const live = (await selectDrawsOfTask(ctx.tx, task.id)).find(
    ({ state }) => state !== 'void' && state !== 'abandoned',
  );
  if (live) throw new Problem('draw.alreadyFrozen', { task: task.code, draw: live.id });
  await refuseElsewhere(ctx, task);
  await refuseOpenSibling(ctx, task);
  const place = { draw: ctx.newId('drw'), agency: task.agency };
  const keep = rowWriter(ctx, { ...place, kind: 'objects' });
  const inputs = await drawInputs(ctx, task, { asked, listKey: randomBytes(32), keep });
  await requireConsulted(ctx, task, inputs.pack);
  await refuseOpenOrOverdue(ctx, inputs);
  const frozen = frozenOrRefused(inputs);
  await storeLists(ctx, place, frozen);
  const rehearsed = await rehearseFrozen(ctx, inputs, frozen);
  if (rehearsed.deficit.length > 0)
    throw new Problem('draw.teamsImpossible', { deficit: rehearsed.deficit.join('；') });
  return storeFrozen(ctx, { draw: place.draw, inputs, frozen, rehearsed });
}

type Place = { readonly draw: string; readonly agency: string };

/** What the rows became, in blocks: their texts are stored already. Once the draw itself stands, the database takes no more. */
async function storeLists(ctx: Context, place: Place, { list, people }: FrozenStream): Promise<void> {
  await storePublicList(ctx, { ...place, table: list.table });
  await storeOrder(ctx, { ...place, rowOf: list.rowOf });
  for (const kind of ['inspectors', 'recusals'] as const) {
    const keep = rowWriter(ctx, { ...place, kind });
    for (const { text } of people[kind]) keep.add(text);
    await keep.end();
  }
}

async function refuseOpenOrOverdue(ctx: Context, { task, terms }: DrawInputs): Promise<void> {
  const stratum = terms.strata[0]!.id;
  const open = await selectOpenDraw(ctx.tx, { agency: task.agency, period: task.period, stratum });
  if (open)
    throw new Problem('draw.openManifest', { agency: task.agency, period: task.period, stratum, draw: open.id });
  const overdue = await selectOverdueReveals(ctx.tx, { agency: task.agency, today: ctx.today });
  if (overdue.length > 0) throw new Problem('draw.revealOverdue', { draws: overdue.map(({ id }) => id).join('、') });
}

type Made = {
  readonly draw: string;
  readonly inputs: DrawInputs;
  readonly frozen: Concluded;
  readonly rehearsed: Rehearsed;
};

async function storeFrozen(ctx: Context, { draw: id, inputs, frozen, rehearsed }: Made): Promise<FreezeView> {
  const { task, pack, found, terms, directory } = inputs;
  const { manifest } = frozen;
  const about = { tree: 'public', agency: task.agency, subject: id, at: ctx.at } as const;
  await appendEntry(ctx.tx, { ...about, type: directory.type, entry: directory });
  const { index } = await appendEntry(ctx.tx, { ...about, type: 'manifest', entry: manifestEntry(manifest, ctx.at) });
  const { size } = await makeCheckpoint(ctx.tx, { keys: ctx.keys, tree: 'public', at: ctx.at });
  const warnings = [
    ...yearWarnings(inputs),
    ...warningTexts(pack, frozen.warnings),
    ...witnessesAsked(await policyInForce(ctx.tx, task.agency)),
  ];
  const rehearsals = { rounds: rehearsed.rounds, seated: rehearsed.seated };
  await insertDraw(ctx.tx, {
    id,
    agency: task.agency,
    task_id: task.id,
    seq: manifest.seq,
    state: 'frozen',
    period: task.period,
    stratum: manifest.strata[0]!.id,
    manifest: canonicalJson(manifest),
    fingerprint: frozen.fingerprint,
    sealed_key: sealListKey(ctx, id, terms.listKey),
    ...frozenGrades(ctx, id, { counts: found.grades, column: inputs.grades }),
    warnings: JSON.stringify(warnings),
    rehearsals: JSON.stringify(rehearsals),
    manifest_index: index,
    manifest_size: size,
    frozen_by: ctx.actor.id,
    frozen_at: ctx.at,
  });
  await updateTaskState(ctx.tx, task.id, 'frozen');
  await keepFrozenNumber(ctx, task);
  await recordClasses(ctx, inputs, id);
  const fingerprint = hex(frozen.fingerprint);
  await ctx.audit({
    action: 'draw.freeze',
    agency: task.agency,
    subject: id,
    after: { task: task.id, fingerprint, grades: [...found.grades] },
  });
  await anchorAudit(ctx);
  const sources = manifest.entropy.map((source) => sourceView(source, undefined));
  return { draw: id, fingerprint, words: frozen.words, sources, ...strataView(manifest, pack), warnings, rehearsals };
}

/** Entries and exits of the quarter: the directory once more, some thousands at a time. */
async function recordClasses(ctx: Context, { territory, visits }: DrawInputs, draw: string): Promise<void> {
  const byObject = groupBy(visits, ({ objectId }) => objectId);
  for await (const objects of directoryObjects(ctx, territory))
    await recordQuarter(ctx, { objects, visits: byObject, draw });
}

/** Who has to be asked before anything can be thrown. */
function witnessesAsked({ quorum, witnesses }: WitnessPolicy): readonly string[] {
  if (witnesses.length === 0) return [];
  return [`摇号前须有 ${quorum} 名见证人在日志检查点上加签：${witnesses.map(({ name }) => name).join('、')}`];
}
