import type { ReplacedView, SeatConcern } from '@sunlot/contract/replacements.ts';
import type { Context } from '../../context.ts';
import { versionOfPeriod } from '../../packs/pack-store.ts';
import { awayTeams } from '../../tasks/away-seats.ts';
import { selectSeats } from '../../tasks/standing-seats.ts';
import { storedManifest } from './draw-view.ts';
import { recordOf, selectReplacements } from './replacement-store.ts';
import { replacementView } from './replacement-view.ts';
import { type DrawRow, selectTask } from './sql.ts';

/** The last replacement of a draw, with what is on record against those who sit there now and how many more it may have. */
export async function replacedView(ctx: Pick<Context, 'tx' | 'today'>, draw: DrawRow): Promise<ReplacedView> {
  const view = (await replacementView(ctx, draw)).at(-1)!;
  const left = storedManifest(draw).replacement.max - view.no;
  return { ...view, left, concerns: await concernsOf(ctx, draw) };
}

async function concernsOf(ctx: Pick<Context, 'tx' | 'today'>, draw: DrawRow): Promise<SeatConcern[]> {
  const { result } = recordOf((await selectReplacements(ctx.tx, draw.id)).at(-1)!);
  const changed = result?.places.map(({ rank }) => rank) ?? [];
  const seats = (await selectSeats(ctx.tx, [draw.id])).filter(({ rank }) => changed.includes(rank));
  const task = (await selectTask(ctx.tx, draw.task_id))!;
  const pack = await versionOfPeriod(ctx, task);
  const { seats: away } = await awayTeams(ctx, { task, pack, seats });
  return seats.flatMap(({ rank, seat, declared_at: declared }) => {
    const days = away.find((one) => one.rank === rank && one.seat === seat)?.away;
    if (declared === null && !days) return [];
    return [
      {
        ...{ rank, seat },
        ...(declared !== null && { interestDeclaredAt: declared }),
        ...(days && { away: [...days] }),
      },
    ];
  });
}
