import { groupBy } from '@sunlot/core/policy/grouping.ts';
import type { Context } from '../../context.ts';
import { mergedTasks } from '../../visits/answered-merges.ts';
import { answersBetween } from '../../visits/answers-between.ts';
import { openForm } from './kept-forms.ts';
import {
  type PlaceRow,
  type SeatRow,
  selectForms,
  selectMadeBy,
  selectPlaces,
  selectSeats,
  type TaskRow,
} from './sql.ts';

/** One visit for several tasks: each has drawn a team, one of the teams goes, and every number says who and when. */

/** The team that another task has drawn for a visit that both answered to be one. */
export type MergedTeam = PlaceRow & { readonly team: readonly SeatRow[] };

/** What is on record of the visit under the number of another task. */
export type MergedRecord = {
  readonly code: string;
  readonly on: string;
  /** Certificates of those who went. */
  readonly people: readonly string[];
};

/** By object: of visits that go nowhere any more none. */
export async function mergedTeams(
  ctx: Context,
  { id, agency }: TaskRow,
  keys: readonly string[],
): Promise<ReadonlyMap<string, readonly MergedTeam[]>> {
  const answers = await answersBetween(ctx, [agency]);
  const tasks = new Map(keys.map((key) => [key, mergedTasks(answers, { task: id, key })] as const));
  const all = [...new Set([...tasks.values()].flat())];
  if (all.length === 0) return new Map();
  const places = (await selectPlaces(ctx.tx, all)).filter(({ key, task }) => tasks.get(key)?.includes(task));
  const seats = await selectSeats(ctx.tx, [...new Set(places.map(({ draw }) => draw))]);
  const teams = places.map((place) => ({
    ...place,
    team: seats.filter(({ draw, rank }) => draw === place.draw && rank === place.rank),
  }));
  return groupBy(teams, ({ key }) => key);
}

/** The visit as the other numbers have it: as it was recorded, else as its form says. */
export async function mergedRecords(
  ctx: Context,
  { agency }: TaskRow,
  merged: readonly MergedTeam[],
): Promise<readonly MergedRecord[]> {
  const forms = await selectForms(ctx.tx, [...new Set(merged.map(({ draw }) => draw))]);
  const records: MergedRecord[] = [];
  for (const { code, key, draw, rank, k, team } of merged) {
    const made = await selectMadeBy(ctx.tx, { agency, code, key });
    records.push(...made.map(({ on, people }) => ({ code, on, people })));
    const row = forms.findLast((one) => one.draw_id === draw && one.rank === rank && one.k === k);
    if (made.length > 0 || !row) continue;
    const people = openForm(ctx, row).people ?? team.map(({ certificate }) => ({ certificateNo: certificate }));
    records.push({ code, on: row.inspected_on, people: people.map(({ certificateNo }) => certificateNo) });
  }
  return records;
}
