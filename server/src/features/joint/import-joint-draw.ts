import { createHash, randomBytes } from 'node:crypto';
import {
  drawResultVocabulary,
  type ImportedJointDrawView,
  type ImportJointDraw,
  type JointDrawView,
  type NamedJointDrawView,
} from '@sunlot/contract/drawn-elsewhere.ts';
import { hex } from '@sunlot/core/basics/bytes.ts';
import { periodDays } from '@sunlot/core/basics/dates.ts';
import { leadDraws } from '@sunlot/core/policy/joint-draw.ts';
import type { Context } from '../../context.ts';
import { drawnElsewhereOf, refuseElsewhere } from '../../joint/drawn-elsewhere.ts';
import { requireConsulted } from '../../joint/joint-tasks.ts';
import { ownSide } from '../../joint/own-side.ts';
import { anchorAudit } from '../../log/anchor.ts';
import { appendEntry } from '../../log/append.ts';
import { makeCheckpoint } from '../../log/checkpoint.ts';
import { packInForce } from '../../packs/pack-store.ts';
import { Problem } from '../../problem.ts';
import { isAllowed, may } from '../../rights.ts';
import { type ResultRow, readDrawResult } from '../../workbooks/read-draw-result.ts';
import { drawnRows } from './drawn-rows.ts';
import { jointTask, openJointTask } from './joint-task.ts';
import {
  insertElsewhere,
  type JointTaskRow,
  lockTaskState,
  selectElsewhere,
  selectElsewhereObjects,
  setTaskDrawn,
} from './sql.ts';

/** Bytes before the file in what is hashed and sealed: lists of few objects could be guessed from a plain hash. */
const NONCE = 16;

/**
 * Takes over the draw that the lead department held: objects and teams of its file become the inspections of the task. What the
 * agency leads itself is drawn here, where everybody can check it.
 * The file is kept encrypted as it came; the public log gets a hash of it before anybody is visited, and no name.
 */
export async function importJointDraw(ctx: Context, input: ImportJointDraw): Promise<ImportedJointDrawView> {
  const task = await openJointTask(ctx, input.task, 'joint.importDraw');
  const pack = await packInForce(ctx, { agency: task.agency, on: periodDays(task.period).from });
  if (!leadDraws(pack)) throw new Problem('elsewhere.notAllowed', { pack: pack.name });
  const state = await lockTaskState(ctx.tx, task.id);
  await refuseElsewhere(ctx, task);
  if (state !== 'initiated') throw new Problem('task.listFrozen', { task: task.code });
  await requireConsulted(ctx, task, pack);
  const { isOwn, inTree } = await ownSide(ctx, { agency: task.agency, pack });
  if (isOwn(input.lead)) throw new Problem('elsewhere.ownLead', { lead: input.lead, task: task.code });
  const known = inTree(input.lead);
  if (known) throw new Problem('elsewhere.leadInTree', { lead: input.lead, agency: known.name, task: task.code });
  if (input.date > ctx.today)
    throw new Problem('elsewhere.rows', { what: `抽取日期 ${input.date} 晚于今天（${ctx.today}）` });
  const bytes = Buffer.from(input.content, 'base64');
  const rows = await readResult(bytes, input.file);
  const { lead, date } = input;
  const { ids: objects, warnings } = await drawnRows(ctx, { task, pack, rows, lead, date, isOwn });
  const nonce = randomBytes(NONCE);
  const commitment = createHash('sha256').update(nonce).update(bytes).digest();
  const id = ctx.newId('jdr');
  const { index } = await appendEntry(ctx.tx, {
    ...{ tree: 'public', type: 'joint-draw', agency: task.agency, subject: task.id, at: ctx.at },
    entry: { type: 'joint-draw', at: ctx.at, agency: task.agency, task: task.code, commitment: hex(commitment) },
  });
  await makeCheckpoint(ctx.tx, { keys: ctx.keys, tree: 'public', at: ctx.at });
  await insertElsewhere(ctx.tx, {
    result: {
      ...{ id, agency: task.agency, task_id: task.id, lead_department: lead, drawn_on: date },
      ...{ document: input.document, file_name: input.file, file_hash: commitment, log_index: index },
      sealed_file: ctx.keys.seal(Buffer.concat([nonce, bytes]), filePurpose(id)),
      ...{ imported_by: ctx.actor.id, imported_at: ctx.at },
    },
    objects: rows.map(({ team }, i) => ({
      ...{ import_id: id, agency: task.agency, rank: i + 1, object_id: objects[i]! },
      sealed_team: team === undefined ? null : ctx.keys.seal(Buffer.from(team), teamPurpose(id, i + 1)),
    })),
  });
  await setTaskDrawn(ctx.tx, { id: task.id, n: rows.length });
  const view = await jointDrawView(ctx, task);
  // What was pointed out names units, which stay closed: only how much of it there was is kept.
  const after = { ...view, warnings: warnings.length };
  await ctx.audit({ action: 'joint.importDraw', agency: task.agency, subject: task.id, after });
  await anchorAudit(ctx);
  return { ...view, warnings: [...warnings] };
}

/** What may be known of it before the visits. */
export async function showJointDraw(ctx: Context, { task: id }: { readonly task: string }): Promise<JointDrawView> {
  return jointDrawView(ctx, await jointTask(ctx, id, 'joint.read'));
}

/** With names, teams and the file, for those who may know them. The look leaves an audit row. */
export async function namedJointDraw(
  ctx: Context,
  { task: id }: { readonly task: string },
): Promise<NamedJointDrawView> {
  const task = await jointTask(ctx, id, 'joint.read');
  if (!isAllowed(ctx.actor, 'draw.names', task.agency)) throw new Problem('draw.namesClosed', { who: ctx.actor.login });
  may(ctx.actor, 'draw.names', task.agency);
  const view = await jointDrawView(ctx, task);
  const stored = (await selectElsewhere(ctx.tx, task.id))!;
  const opened = Buffer.from(ctx.keys.open(stored.sealed_file, filePurpose(stored.id)));
  await ctx.audit({ action: 'joint.drawnNames', agency: task.agency, subject: task.id });
  return {
    ...view,
    names: (await selectElsewhereObjects(ctx.tx, stored.id)).map(({ rank, key, name, sealed_team: team }) => ({
      ...{ rank, object: { key, name } },
      ...(team !== null && { team: Buffer.from(ctx.keys.open(team, teamPurpose(stored.id, rank))).toString('utf8') }),
    })),
    nonce: hex(opened.subarray(0, NONCE)),
    content: opened.subarray(NONCE).toString('base64'),
  };
}

async function jointDrawView(ctx: Context, { id, code, agency }: JointTaskRow): Promise<JointDrawView> {
  const known = (await drawnElsewhereOf(ctx, [id])).get(id);
  if (!known) throw new Problem('elsewhere.none', { task: code });
  return { ...known, task: id, code, agency };
}

async function readResult(bytes: Uint8Array, file: string): Promise<readonly ResultRow[]> {
  const read = await readDrawResult(bytes, file);
  if (!read.ok) throw new Problem('elsewhere.rows', { what: read.error });
  if (read.value.length === 0)
    throw new Problem('elsewhere.rows', { what: `没有一行检查对象（${drawResultVocabulary.title}）` });
  return read.value;
}

function filePurpose(id: string): string {
  return `joint-draw/${id}/file`;
}

function teamPurpose(id: string, rank: number): string {
  return `joint-draw/${id}/team/${rank}`;
}
