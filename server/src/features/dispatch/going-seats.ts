import type { Context } from '../../context.ts';
import { Problem } from '../../problem.ts';
import { type SeatRow, selectSeats } from '../../tasks/standing-seats.ts';
import type { DrawnVisit } from './drawn-visits.ts';
import { isClosed } from './recognise.ts';

/** As many as a refusal lists one by one. */
const SHOWN = 5;

/** The seats of the teams that go: a result that is recognised sends nobody. */
export async function goingSeats(ctx: Context, visits: readonly DrawnVisit[]): Promise<readonly SeatRow[]> {
  const going = visits.filter((visit) => !isClosed(visit)).map(({ drawn }) => drawn);
  const seats = await selectSeats(ctx.tx, [...new Set(going.map(({ draw }) => draw))]);
  return seats.filter(({ draw, rank }) => going.some((one) => one.draw === draw && one.rank === rank));
}

/** Those who go there: the group of the scheme is asked of them. */
export function onTheSpot(visits: readonly DrawnVisit[]): readonly DrawnVisit['drawn'][] {
  return visits.filter((visit) => visit.method === 'onSite' && !isClosed(visit)).map(({ drawn }) => drawn);
}

/** who declared an interest after the draw is not sent there. */
export function refuseInterests(seats: readonly SeatRow[]): void {
  const concerned = seats.filter(({ declared_at: declared }) => declared !== null);
  const [first] = concerned;
  if (!first) return;
  const what = shortList(concerned.map(({ rank, seat }) => `第 ${rank} 号 ${seat}`));
  throw new Problem('dispatch.interest', {
    n: concerned.length,
    what,
    draw: first.draw,
    rank: first.rank,
    seat: first.seat,
  });
}

export function shortList(texts: readonly string[]): string {
  return texts.slice(0, SHOWN).join('、') + (texts.length > SHOWN ? `等 ${texts.length} 项` : '');
}
