import { type TaskPlace, TaskStatistics } from '@sunlot/contract/task-ends.ts';
import { hex, utf8 } from '@sunlot/core/basics/bytes.ts';
import { sha256 } from '@sunlot/core/hash/sha256.ts';
import { findRule } from '@sunlot/core/policy/pack.ts';
import { className } from '@sunlot/core/policy/plan.ts';
import { concluding, objectState, type RoundFigures, roundFigures } from '@sunlot/core/policy/task-work.ts';
import type { Context } from '../../context.ts';
import { Problem } from '../../problem.ts';
import { isAllowed } from '../../rights.ts';
import { type ClosingRow, selectClosing, selectReports } from '../../tasks/closings.ts';
import type { DrawnWork } from '../../tasks/drawn-work.ts';
import { taskStated } from '../../tasks/stated.ts';
import { daysVacated } from '../../tasks/vacancies.ts';
import { drawnOf, foundTask, packOf } from './own-task.ts';
import { selectAgencyName, type TaskRow } from './sql.ts';

/** What the table is called where the scheme has no name for it. */
const TITLE = '随机抽查情况统计表';

/**
 * 随机抽查情况统计表 of one task: as it stands, or as its figures were fixed when the task was closed. It names objects, so that
 * the look is logged.
 */
export async function showStatistics(ctx: Context, input: TaskPlace): Promise<TaskStatistics> {
  const task = await foundTask(ctx, input.task, 'task.statistics');
  const view = await statisticsOf(ctx, task);
  await ctx.audit({ action: 'task.statistics', agency: task.agency, subject: task.id });
  return view;
}

/** The same for a use case that has asked for its own right. @throws Problem task.notDrawn, task.figuresDamaged */
export async function statisticsOf(ctx: Context, task: TaskRow): Promise<TaskStatistics> {
  const { id, code, agency, period, window_from: from, window_to: to } = task;
  const { objects, vacant } = await drawnOf(ctx, task);
  const pack = await packOf(ctx, task);
  const rule = findRule(pack, 'statisticsTable');
  const closing = await selectClosing(ctx.tx, id);
  const reports = await selectReports(ctx.tx, id);
  const isClosed = closing !== undefined;
  return TaskStatistics.parse({
    ...{ task: id, code, agency, agencyName: await selectAgencyName(ctx.tx, agency) },
    className: taskStated(task.scope)?.name ?? className(pack, task.class),
    ...{ period, window: { from, to }, title: rule?.value.name ?? TITLE, asOf: ctx.today },
    ...(rule && { compiledBy: rule.value.by, clause: rule.clause }),
    receivers: rule?.value.receivers ?? [],
    ...(closing && { closed: { at: closing.at, by: closing.by_name, sum: closing.sum } }),
    figures: closing ? storedFigures(task, closing) : roundFigures(pack, objects, daysVacated(vacant)),
    reports: reports.map(({ receiver, sent_on: sentOn, document, by_name: by, at }) => ({
      ...{ receiver, sentOn, by, at },
      ...(document !== null && { document }),
    })),
    rows: objects.map((object) => rowOf(object, isClosed || isTold(ctx, object))),
  });
}

/** @throws Problem task.figuresDamaged */
function storedFigures({ code }: TaskRow, { figures, sum }: ClosingRow): RoundFigures {
  if (hex(sha256(utf8(figures))) !== sum) throw new Problem('task.figuresDamaged', { task: code, sum });
  return JSON.parse(figures) as RoundFigures;
}

/** Who was drawn is closed until the visit, except to those who may see the names of a draw. */
function isTold({ actor }: Context, { isOpen, visits, place }: DrawnWork): boolean {
  return isOpen || visits.length > 0 || isAllowed(actor, 'draw.names', place.agency);
}

function rowOf(object: DrawnWork, told: boolean) {
  const { rank, key, name, visits } = object;
  const visit = concluding(visits) ?? visits[0];
  return {
    rank,
    ...(told && { object: { key, name } }),
    state: objectState(object),
    results: visit?.results ?? [],
    ...(visit && { date: visit.date, method: visit.method }),
    ...(visit?.publishedOn !== undefined && { publishedOn: visit.publishedOn }),
    ...(visit?.withheldGround !== undefined && { withheldGround: visit.withheldGround }),
    ...(visit?.withheldPart && { withheldPart: true }),
  };
}
