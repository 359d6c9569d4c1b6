import type { DrawView } from '@sunlot/contract/draws.ts';
import { fromHex } from '@sunlot/core/basics/bytes.ts';
import { canonicalJson } from '@sunlot/core/basics/canonical-json.ts';
import { instantOf, secondsOf } from '@sunlot/core/basics/instants.ts';
import type { SourceRecord } from '@sunlot/core/draw/certificate.ts';
import type { Source } from '@sunlot/core/draw/entropy.ts';
import { resultEntry } from '@sunlot/core/draw/log-entries.ts';
import type { DrawnSession } from '@sunlot/core/draw/run.ts';
import { resultBy } from '@sunlot/core/draw/session-times.ts';
import { instantAfter } from '../../clock.ts';
import type { Context } from '../../context.ts';
import { anchorAudit } from '../../log/anchor.ts';
import { appendEntry } from '../../log/append.ts';
import { makeCheckpoint } from '../../log/checkpoint.ts';
import { Problem } from '../../problem.ts';
import { requireOpenTask } from '../../tasks/open-task.ts';
import { territoryOf } from '../../visits/territory.ts';
import { selectObjectIds } from './directory-stream.ts';
import { drawnGrades } from './draw-grades.ts';
import { storedManifest } from './draw-view.ts';
import { closedSources } from './entropy-log.ts';
import { ownDraw } from './own-draw.ts';
import { showDraw } from './show-draw.ts';
import { nameOf } from './sources.ts';
import {
  type DrawRow,
  insertDrawn,
  selectEntries,
  selectInspectors,
  selectTask,
  type TaskForDraw,
  updateDraw,
  updateTaskState,
} from './sql.ts';
import { replay } from './vault.ts';

/**
 * Computes the result from what was frozen and thrown, and commits it to the log. There is one result: a second run
 * is refused and shows the first.
 */
export async function runDraw(ctx: Context, { draw: id }: { readonly draw: string }): Promise<DrawView> {
  const draw = await ownDraw(ctx, id, 'draw.run');
  if (draw.drawn_at !== null)
    throw new Problem('draw.alreadyDrawn', { draw: id, at: draw.drawn_at, result: await showDraw(ctx, { draw: id }) });
  const task = (await selectTask(ctx.tx, draw.task_id))!;
  await requireOpenTask(ctx, task);
  const { entropy, last } = await thrown(ctx, draw);
  const { session, lines } = await replay(ctx, draw, { entropy, window: windowOf(task) });
  await storeResult(ctx, { draw, task, session, lines, last });
  return showDraw(ctx, { draw: id });
}

function windowOf(task: TaskForDraw): { readonly from: string; readonly to: string } {
  return { from: task.window_from, to: task.window_to };
}

/** The values with the leaves of their log entries, and the moment of the last. */
async function thrown(
  ctx: Context,
  draw: DrawRow,
): Promise<{ readonly entropy: readonly SourceRecord[]; readonly last: string }> {
  const manifest = storedManifest(draw);
  const closed = await closedSources(ctx, draw);
  const next = manifest.entropy[closed.length];
  if (next) throw new Problem('draw.entryMissing', { missing: await missingOf(ctx, draw, next) });
  const last = closed[closed.length - 1]!.at;
  const due = resultBy(manifest, last);
  if (secondsOf(ctx.at) > due) throw new Problem('draw.resultLate', { draw: draw.id, at: instantOf(due) });
  return { entropy: closed.map(({ record }) => record), last };
}

/** What the source whose turn it is still lacks. */
async function missingOf(ctx: Context, draw: DrawRow, source: Source): Promise<string> {
  const entries = (await selectEntries(ctx.tx, draw.id)).filter(({ log_index }) => log_index === null);
  const several = storedManifest(draw).entropy.length > 1;
  if (source.k === 'nonces' || source.k === 'drand') return nameOf(source);
  return `${several ? `${nameOf(source)}：` : ''}${missingText(entries.map(({ part }) => part))}`;
}

function missingText(parts: readonly string[]): string {
  if (parts.length === 2) return '两次录入一致的结果（现在不一致）';
  return parts.includes('operator')
    ? '见证人的录入'
    : parts.includes('witness')
      ? '经办人的录入'
      : '经办人和见证人的录入';
}

type Result = {
  readonly draw: DrawRow;
  readonly task: TaskForDraw;
  readonly session: DrawnSession;
  readonly lines: readonly number[];
  readonly last: string;
};

async function storeResult(ctx: Context, { draw, task, session, lines, last }: Result): Promise<void> {
  const at = await instantAfter(ctx.clock, last);
  const manifest = storedManifest(draw);
  const entry = resultEntry(manifest, session.commit, at);
  const { index } = await appendEntry(ctx.tx, {
    tree: 'public',
    type: 'result-commit',
    agency: draw.agency,
    subject: draw.id,
    at,
    entry,
  });
  const { size } = await makeCheckpoint(ctx.tx, { keys: ctx.keys, tree: 'public', at });
  await updateDraw(ctx.tx, draw.id, {
    state: 'drawn',
    seed: fromHex(session.certificate.seed)!,
    certificate: canonicalJson(session.certificate),
    ...(await drawnGrades(ctx, draw, { session, lines })),
    result_index: index,
    result_size: size,
    drawn_by: ctx.actor.id,
    drawn_at: at,
  });
  await updateTaskState(ctx.tx, task.id, 'drawn');
  await insertDrawn(ctx.tx, await drawnRows(ctx, { draw, task, session }));
  await ctx.audit({
    action: 'draw.run',
    agency: draw.agency,
    subject: draw.id,
    after: { seed: session.certificate.seed, drawn: session.drawn.length },
  });
  await anchorAudit(ctx);
}

async function drawnRows(
  ctx: Context,
  { draw, task, session }: Omit<Result, 'lines' | 'last'>,
): Promise<Parameters<typeof insertDrawn>[1]> {
  const keys = session.drawn.map(({ object }) => object.row.id);
  const objects = await selectObjectIds(ctx, (await territoryOf(ctx, draw.agency))!, keys);
  const people = new Map(
    (await selectInspectors(ctx.tx, { agency: draw.agency, year: task.year })).map(({ certificateNo, id }) => [
      certificateNo,
      id,
    ]),
  );
  const common = { draw_id: draw.id, agency: draw.agency, year: task.year };
  return {
    objects: session.drawn.map(({ rank, object }) => ({
      ...common,
      rank,
      object_id: objects.get(object.row.id)!,
      stratum: object.row.stratum,
    })),
    seats: session.teams.flatMap(({ row: { rank, team } }) =>
      team.map(({ seat, inspector }) => ({ ...common, rank, seat, inspector_id: people.get(inspector)! })),
    ),
  };
}
