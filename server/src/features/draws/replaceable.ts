import type { ReplacementRecord } from '@sunlot/core/draw/certificate.ts';
import type { DrawnSession } from '@sunlot/core/draw/run.ts';
import { type PlaceNow, type ReplaceableSession, runReplacement } from '@sunlot/core/draw/run-replacement.ts';
import type { TeamRow } from '@sunlot/core/draw/teams.ts';
import type { Context } from '../../context.ts';
import { recordOf, selectReplacements } from './replacement-store.ts';
import type { DrawRow, TaskForDraw } from './sql.ts';
import { certificateOf, replay, type Vault } from './vault.ts';

/** A drawn session with everything that its replacements stand on. */
export type Replaceable = ReplaceableSession & {
  readonly session: DrawnSession;
  readonly window: TeamRow['window'];
};

/** Runs the session once more on its frozen rows, and lists the replacements it has had. */
export async function replaceableOf(ctx: Context, draw: DrawRow, task: TaskForDraw): Promise<Replaceable> {
  const window = { from: task.window_from, to: task.window_to };
  const { session, vault } = await replay(ctx, draw, { entropy: certificateOf(draw).entropy, window });
  const earlier = (await selectReplacements(ctx.tx, draw.id)).map(recordOf);
  return { session, window, ...vault, earlier };
}

/** `left`: leaf of the object that was replaced, or whose person was. */
export type Answered = {
  readonly record: ReplacementRecord;
  readonly places: readonly PlaceNow[];
  readonly left: string | undefined;
};

/** The answered replacements once more, with whom they mean: the same requests always give the same places. */
export function answeredOf(
  session: DrawnSession,
  vault: Vault,
  earlier: readonly ReplacementRecord[],
): readonly Answered[] {
  const window = session.teams[0]?.row.window;
  const held = new Map(session.drawn.map(({ rank, leaf }) => [rank, leaf]));
  return earlier.flatMap((record, i) => {
    if (!record.result || !window) return [];
    const { value } = record.result;
    const run = runReplacement(
      { session, ...vault, earlier: earlier.slice(0, i) },
      { request: record.request, window, ...(value && { value }) },
    );
    if (!run.ok) throw new Error(`replacement ${record.request.no}: ${run.error.kind}`);
    const left = held.get(record.request.rank);
    for (const { rank, leaf } of run.value.places) if (leaf !== undefined) held.set(rank, leaf);
    return [{ record, places: run.value.places, left }];
  });
}
