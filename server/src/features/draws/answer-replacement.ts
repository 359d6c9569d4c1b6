import type { AnswerReplacement, ReplacedView } from '@sunlot/contract/replacements.ts';
import { canonicalJson } from '@sunlot/core/basics/canonical-json.ts';
import { instantOf, secondsOf } from '@sunlot/core/basics/instants.ts';
import type { ReplacementRequest } from '@sunlot/core/draw/certificate.ts';
import { verifyQuicknet } from '@sunlot/core/draw/drand.ts';
import { existsAt, isSourceValue, type SourceValue } from '@sunlot/core/draw/entropy.ts';
import { freshSource } from '@sunlot/core/draw/fresh-value.ts';
import { replacementEntry, replacementRequestEntry } from '@sunlot/core/draw/log-entries.ts';
import { type PlaceNow, runReplacement } from '@sunlot/core/draw/run-replacement.ts';
import { instantAfter, wholeSeconds } from '../../clock.ts';
import type { Context } from '../../context.ts';
import { anchorAudit } from '../../log/anchor.ts';
import { appendEntry } from '../../log/append.ts';
import { makeCheckpoint } from '../../log/checkpoint.ts';
import { Problem } from '../../problem.ts';
import { requireOpenTask } from '../../tasks/open-task.ts';
import { territoryOf } from '../../visits/territory.ts';
import { selectObjectIds } from './directory-stream.ts';
import { storedManifest } from './draw-view.ts';
import { ownDraw } from './own-draw.ts';
import { type Replaceable, replaceableOf } from './replaceable.ts';
import { replacedView } from './replaced-view.ts';
import { insertPlaces, recordOf, selectReplacements, updateAnswer } from './replacement-store.ts';
import { type DrawRow, selectInspectors, selectTask } from './sql.ts';

/**
 * Answers an open request with the round that came into being after it: the first one at least `lead` seconds after the request
 * was logged, and no other. It proves itself, so that one person carries it in.
 */
export async function answerReplacement(ctx: Context, { draw: id, value }: AnswerReplacement): Promise<ReplacedView> {
  const draw = await ownDraw(ctx, id, 'draw.replace');
  const open = (await selectReplacements(ctx.tx, id)).find(({ result }) => result === null);
  if (!open) throw new Problem('draw.replaceNotAllowed', { draw: id, why: '没有等待随机数的申请' });
  const source = freshSource(storedManifest(draw), wholeSeconds(open.requested_at));
  const at = source && existsAt(source);
  if (source?.k !== 'drand' || at === undefined) throw new Error(`draw ${id}: a fresh value without a beacon`);
  if (secondsOf(ctx.at) < at)
    throw new Problem('draw.sourceNotOpen', { source: `quicknet 第 ${source.round} 轮`, at: instantOf(at) });
  if (!isSourceValue(source, value) || !verifyQuicknet(source.round, value))
    throw new Problem('draw.sourceInvalid', { why: `这不是 quicknet 第 ${source.round} 轮的签名` });
  const task = (await selectTask(ctx.tx, draw.task_id))!;
  await requireOpenTask(ctx, task);
  const replaceable = await replaceableOf(ctx, draw, task);
  const { request } = recordOf(open);
  const asked = wholeSeconds(open.requested_at);
  await ctx.audit({
    action: 'draw.answerReplacement',
    agency: draw.agency,
    subject: id,
    after: { no: open.no, value },
  });
  const earlier = replaceable.earlier.slice(0, -1);
  await storeAnswer(ctx, {
    draw,
    replaceable: { ...replaceable, earlier },
    request,
    asked,
    value: { k: 'drand', value },
  });
  return replacedView(ctx, draw);
}

export type Answering = {
  readonly draw: DrawRow;
  /** With the replacements before this one. */
  readonly replaceable: Replaceable;
  readonly request: ReplacementRequest;
  /** When the request was logged. */
  readonly asked: string;
  readonly value: SourceValue | undefined;
};

/** Logs the one answer to a request and stores whom it means. */
export async function storeAnswer(ctx: Context, answering: Answering): Promise<void> {
  const { draw, replaceable, request, asked, value } = answering;
  const run = runReplacement(replaceable, { request, window: replaceable.window, ...(value && { value }) });
  if (!run.ok) throw new Error(`draw ${draw.id}, replacement ${request.no}: ${run.error.kind}`);
  const { result, places } = run.value;
  const manifest = storedManifest(draw);
  const at = await instantAfter(ctx.clock, asked);
  const entry = replacementEntry(manifest, { request: replacementRequestEntry(manifest, request, asked), result, at });
  const about = { tree: 'public', agency: draw.agency, subject: draw.id, at } as const;
  const { index } = await appendEntry(ctx.tx, { ...about, type: entry.type, entry });
  const { size } = await makeCheckpoint(ctx.tx, { keys: ctx.keys, tree: 'public', at });
  const key = { draw_id: draw.id, no: request.no };
  await updateAnswer(ctx.tx, key, {
    ...{ result: canonicalJson(result), answered_by: ctx.actor.id, answered_at: at },
    ...{ result_index: index, result_size: size },
  });
  await insertPlaces(ctx.tx, await placeRows(ctx, draw, { no: request.no, places }));
  await anchorAudit(ctx);
}

async function placeRows(
  ctx: Context,
  draw: DrawRow,
  { no, places }: { readonly no: number; readonly places: readonly PlaceNow[] },
): Promise<Parameters<typeof insertPlaces>[1]> {
  const task = (await selectTask(ctx.tx, draw.task_id))!;
  const territory = (await territoryOf(ctx, draw.agency))!;
  const keys = places.flatMap(({ object }) => object?.row.id ?? []);
  const objects = await selectObjectIds(ctx, territory, keys);
  const inspectors = await selectInspectors(ctx.tx, { agency: draw.agency, year: task.year });
  const people = new Map(inspectors.map(({ certificateNo, id }) => [certificateNo, id]));
  const common = { draw_id: draw.id, agency: draw.agency, no };
  return {
    places: places.map(({ rank, k, object }) => ({
      ...{ ...common, rank, k },
      object_id: object ? objects.get(object.row.id)! : null,
    })),
    seats: places.flatMap(({ rank, teamLeaf }) =>
      (teamLeaf?.row.team ?? []).map(({ seat, inspector }) => ({
        ...{ ...common, rank, seat },
        inspector_id: people.get(inspector)!,
      })),
    ),
  };
}
