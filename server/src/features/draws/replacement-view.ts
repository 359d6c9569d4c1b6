import type { ReplacementView } from '@sunlot/contract/replacements.ts';
import { instantOf } from '@sunlot/core/basics/instants.ts';
import { existsAt } from '@sunlot/core/draw/entropy.ts';
import { freshSource } from '@sunlot/core/draw/fresh-value.ts';
import { placeName } from '@sunlot/core/draw/place-name.ts';
import { wholeSeconds } from '../../clock.ts';
import type { Context } from '../../context.ts';
import { storedManifest } from './draw-view.ts';
import { type ReplacementRow, recordOf, selectReplacements } from './replacement-store.ts';
import type { DrawRow } from './sql.ts';

/** The replacements of a draw as everybody may see them before the visits: ranks and numbers. */
export async function replacementView(ctx: Pick<Context, 'tx'>, draw: DrawRow): Promise<ReplacementView[]> {
  return (await selectReplacements(ctx.tx, draw.id)).map((row) => viewOf(draw, row));
}

function viewOf(draw: DrawRow, row: ReplacementRow): ReplacementView {
  const { result } = recordOf(row);
  return {
    ...{ draw: draw.id, no: row.no, rank: row.rank, what: row.seat === null ? 'object' : 'person' },
    state: result ? 'answered' : 'waiting',
    requestedAt: row.requested_at,
    ...(row.answered_at !== null && { answeredAt: row.answered_at }),
    ...(result ? {} : awaited(draw, row)),
    places: (result?.places ?? []).map((place) => ({
      place: placeName(place),
      unfilled: place.leaf === undefined,
      vacant: [...(place.vacant ?? [])],
    })),
  };
}

function awaited(draw: DrawRow, { requested_at }: ReplacementRow): Pick<ReplacementView, 'awaits'> {
  const source = freshSource(storedManifest(draw), wholeSeconds(requested_at));
  const at = source && existsAt(source);
  return source?.k === 'drand' && at !== undefined ? { awaits: { round: source.round, at: instantOf(at) } } : {};
}
