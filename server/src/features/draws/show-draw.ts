import type { DrawView, NamedDrawView, NamedRank } from '@sunlot/contract/draws.ts';
import { periodDays } from '@sunlot/core/basics/dates.ts';
import type { SeatTaken } from '@sunlot/core/draw/seats.ts';
import type { Pack } from '@sunlot/core/policy/pack.ts';
import type { Context } from '../../context.ts';
import { packInForce } from '../../packs/pack-store.ts';
import { Problem } from '../../problem.ts';
import { isAllowed, may } from '../../rights.ts';
import { drawView } from './draw-view.ts';
import { closedSources } from './entropy-log.ts';
import { answeredOf, replaceableOf } from './replaceable.ts';
import { replacementView } from './replacement-view.ts';
import {
  type DrawRow,
  type LateInterest,
  selectDraw,
  selectLateInterests,
  selectTask,
  type TaskForDraw,
} from './sql.ts';

/** The public side of a draw, for staff of the territory. */
export async function showDraw(ctx: Context, { draw: id }: { readonly draw: string }): Promise<DrawView> {
  const { draw, task } = await found(ctx, id);
  if (ctx.actor.agency !== undefined) may(ctx.actor, 'draw.read', draw.agency);
  const closed = (await closedSources(ctx, draw)).map(({ record }) => record);
  const replacements = await replacementView(ctx, draw);
  return { ...(await drawView(ctx, draw, { code: task.code, pack: await packOf(ctx, task), closed })), replacements };
}

/** With the names and teams, before the visit: for those who may know them. The look leaves an audit row. */
export async function namedDraw(ctx: Context, { draw: id }: { readonly draw: string }): Promise<NamedDrawView> {
  const { draw, task } = await found(ctx, id);
  if (!isAllowed(ctx.actor, 'draw.names', draw.agency)) throw new Problem('draw.namesClosed', { who: ctx.actor.login });
  if (draw.drawn_at === null) throw new Problem('draw.notDrawn', { draw: id, action: '查看名单' });
  const view = await drawView(ctx, draw, { code: task.code, pack: await packOf(ctx, task) });
  await ctx.audit({ action: 'draw.names', agency: draw.agency, subject: draw.id });
  const late = await selectLateInterests(ctx.tx, { agency: draw.agency, draw: draw.id });
  return { ...view, names: withInterests(await namesOf(ctx, draw, task), late) };
}

/** Marks who declared an interest in the object after the draw. */
function withInterests(names: readonly NamedRank[], late: readonly LateInterest[]): NamedRank[] {
  const declared = new Map(late.map((row) => [`${row.rank}/${row.seat}`, row.declared_at]));
  return names.map(({ team, ...rest }) => ({
    ...rest,
    team: team.map((member) => {
      const at = declared.get(`${rest.rank}/${member.seat}`);
      return at === undefined ? member : { ...member, interestDeclaredAt: at };
    }),
  }));
}

async function found(ctx: Context, id: string): Promise<{ readonly draw: DrawRow; readonly task: TaskForDraw }> {
  const draw = await selectDraw(ctx.tx, id);
  const task = draw && (await selectTask(ctx.tx, draw.task_id));
  if (!draw || !task) throw new Problem('draw.unknown', { draw: id });
  return { draw, task };
}

function packOf(ctx: Context, task: TaskForDraw): Promise<Pack> {
  return packInForce(ctx, { agency: task.agency, on: periodDays(task.period).from });
}

/**
 * Who was drawn and who goes, by rank, as it stands after all replacements; who was there before stays beside it. The caller has
 * asked for the right to it.
 */
export async function namesOf(ctx: Context, draw: DrawRow, task: TaskForDraw): Promise<NamedRank[]> {
  const { session, rows, listKey, earlier } = await replaceableOf(ctx, draw, task);
  const people = new Map(rows.inspectors.map(({ row }) => [row.id, row.name]));
  const teams = new Map(session.teams.map(({ row }) => [row.rank, row.team]));
  const named = (team: readonly SeatTaken[]) =>
    team.map(({ seat, inspector }) => ({ seat, certificateNo: inspector, name: people.get(inspector) ?? '' }));
  const ranks = new Map(
    session.drawn.map(({ rank, object: { row } }): [number, NamedRank] => [
      rank,
      { rank, stratum: row.stratum, object: { key: row.id, name: row.name }, team: named(teams.get(rank) ?? []) },
    ]),
  );
  for (const { record, places } of answeredOf(session, { rows, listKey }, earlier)) {
    for (const { rank, k, object, teamLeaf } of places) {
      const { replaced = [], ...before } = ranks.get(rank)!;
      ranks.set(rank, {
        ...{ rank, stratum: before.stratum, team: named(teamLeaf?.row.team ?? []) },
        ...(k > 0 && { k }),
        ...(object
          ? { object: { key: object.row.id, name: object.row.name } }
          : { object: before.object, unfilled: true }),
        replaced: [...replaced, { no: record.request.no, object: before.object, team: before.team }],
      });
    }
  }
  return [...ranks.values()];
}
