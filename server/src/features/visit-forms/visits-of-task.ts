import type { Context } from '../../context.ts';
import { refuseElsewhere } from '../../joint/drawn-elsewhere.ts';
import { Problem } from '../../problem.ts';
import { type Action, isAllowed, may } from '../../rights.ts';
import { findTask } from '../../tasks/find-task.ts';
import { type MergedTeam, mergedTeams } from './merged-teams.ts';
import { type SeatRow, selectCertificate, selectSeats, selectVisits, type TaskRow, type VisitRow } from './sql.ts';

/** A visit that was sent out, with its team, and the teams of the other tasks that it was merged with: one of them all goes. */
export type Visit = VisitRow & { readonly team: readonly SeatRow[]; readonly merged: readonly MergedTeam[] };

/** A task whose visits were sent out, by id or code. @throws Problem task.unknown, form.notDispatched, elsewhere.already */
export async function sentTask(ctx: Context, idOrCode: string, action: Action): Promise<TaskRow> {
  const task = await findTask(ctx.tx, idOrCode);
  may(ctx.actor, action, task.agency);
  if (task.dispatched_at === null) {
    await refuseElsewhere(ctx, task);
    throw new Problem('form.notDispatched', { task: task.code });
  }
  return task;
}

/** The visits that the actor may know: all for those who see the names of a draw, else those of the own team, or merged with one of it. */
export async function visitsOf(ctx: Context, task: TaskRow): Promise<readonly Visit[]> {
  const rows = await selectVisits(ctx.tx, task.id);
  const seats = await selectSeats(ctx.tx, [...new Set(rows.map(({ draw }) => draw))]);
  const merged = await mergedTeams(
    ctx,
    task,
    rows.map(({ key }) => key),
  );
  const visits = rows.map((row) => ({
    ...row,
    team: seats.filter(({ draw, rank }) => draw === row.draw && rank === row.rank),
    merged: merged.get(row.key) ?? [],
  }));
  if (seesAll(ctx, task)) return visits;
  const own = await selectCertificate(ctx.tx, ctx.actor.id);
  if (own === undefined) throw new Problem('draw.namesClosed', { who: ctx.actor.login });
  return visits.filter(
    ({ choice, team, merged: others }) =>
      choice !== 'recognise' && [team, ...others.map((one) => one.team)].some((people) => sitsIn(people, own)),
  );
}

/** One of them, by the key of its object or its rank. A stranger to the visit does not learn whether there is one. */
async function visitOf(ctx: Context, task: TaskRow, object: string): Promise<Visit> {
  const visits = await visitsOf(ctx, task);
  const found = visits.find(({ key, rank }) => key === object || String(rank) === object);
  if (found) return found;
  if (seesAll(ctx, task)) throw new Problem('dispatch.notAmong', { task: task.code, object });
  throw new Problem('form.notOwn', { who: ctx.actor.login, task: task.code, object });
}

/** The same, where somebody goes at all. @throws Problem form.nobodyGoes, visit.cancelled */
export async function goingVisitOf(ctx: Context, task: TaskRow, object: string): Promise<Visit> {
  const visit = await visitOf(ctx, task, object);
  if (visit.choice === 'recognise') throw new Problem('form.nobodyGoes', { rank: visit.rank });
  if (visit.cancelled_on !== null) throw new Problem('visit.cancelled', { rank: visit.rank, on: visit.cancelled_on });
  return visit;
}

export function placedVisit({ draw, rank, key, name, team }: Visit) {
  return {
    draw,
    rank,
    object: { key, name },
    team: team.map(({ seat, certificate, name: person }) => ({ seat, certificateNo: certificate, name: person })),
  };
}

function seesAll(ctx: Context, { agency }: TaskRow): boolean {
  return isAllowed(ctx.actor, 'draw.names', agency);
}

function sitsIn(team: readonly SeatRow[], own: string): boolean {
  return team.some(({ certificate }) => certificate === own);
}
