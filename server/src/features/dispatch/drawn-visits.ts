import { isScopedKind } from '@sunlot/contract/task-kinds.ts';
import { addDays, type CalendarDate, periodDays, yearOf } from '@sunlot/core/basics/dates.ts';
import type { Level, Method, VisitFact } from '@sunlot/core/policy/facts.ts';
import { type JointBeside, jointBeside } from '@sunlot/core/policy/joint-partners.ts';
import {
  type LeastBurden,
  leastBurden,
  type OtherInspection,
  proposedMethod,
} from '@sunlot/core/policy/least-burden.ts';
import type { Pack } from '@sunlot/core/policy/pack.ts';
import type { VisitItems } from '@sunlot/core/policy/visit-items.ts';
import type { Context } from '../../context.ts';
import { selectItemsOfList } from '../../items/listed-items.ts';
import { itemsOfObject, type ScopeInput, visitScope } from '../../items/visit-scope.ts';
import { refuseElsewhere } from '../../joint/drawn-elsewhere.ts';
import { packInForce } from '../../packs/pack-store.ts';
import { isRedrawStratum } from '../../packs/stratum-of.ts';
import { Problem } from '../../problem.ts';
import { type Action, may } from '../../rights.ts';
import { selectTask } from '../../tasks/find-task.ts';
import { requireOpenTask } from '../../tasks/open-task.ts';
import { vacanciesOf } from '../../tasks/vacancies.ts';
import { withClassesNow } from '../../visits/classes-of-day.ts';
import { recordedVisits } from '../../visits/ledger.ts';
import { territoryOf } from '../../visits/territory.ts';
import { withoutRecognised } from './recognise.ts';
import {
  type AnswerRow,
  type DrawnRow,
  lockTask,
  selectAnswers,
  selectDirected,
  selectDrawn,
  selectDrawnElsewhere,
  type TaskRow,
} from './sql.ts';

/** Another inspection of a drawn object, as core asks for it and as people are told of it. */
export type Other = OtherInspection & {
  readonly kind: 'task' | 'directed' | 'visit';
  readonly agency: string;
  readonly visit?: VisitFact;
};

/** A drawn object with what is offered about it and what the office answered. */
export type DrawnVisit = {
  readonly drawn: DrawnRow;
  readonly others: readonly Other[];
  readonly burden: LeastBurden;
  readonly answer: AnswerRow | undefined;
  readonly method: Method;
  /** What is inspected there, and what is left out and why. */
  readonly scope: VisitItems;
  /** Of that what concerns the object: only this another authority's result has to be on. */
  readonly concerning: readonly string[];
  /** Classes beside the task's, for which the visit counts too where other departments come along. */
  readonly beside: readonly JointBeside[];
};

/** Windows of other levels are looked at a quarter around, so that every reading of 同一时段 is served. */
const AROUND = 100;

/** A task that the actor may act on or look into, by id or code. @throws Problem task.unknown */
export async function foundTask(ctx: Context, idOrCode: string, action: Action): Promise<TaskRow> {
  const task = await selectTask(ctx.tx, idOrCode);
  if (!task) throw new Problem('task.unknown', { task: idOrCode });
  may(ctx.actor, action, task.agency);
  return task;
}

/** The same, locked, while it is open and nothing was sent out yet. @throws Problem dispatch.already, task.closed, plan.closed */
export async function openTask(ctx: Context, idOrCode: string): Promise<TaskRow> {
  const { id } = await foundTask(ctx, idOrCode, 'task.dispatch');
  const task = await lockTask(ctx.tx, id);
  await requireOpenTask(ctx, task);
  if (task.dispatched_at !== null) throw new Problem('dispatch.already', { task: task.code, at: task.dispatched_at });
  return task;
}

export function packOf(ctx: Context, task: TaskRow): Promise<Pack> {
  return packInForce(ctx, { agency: task.agency, on: periodDays(task.period).from });
}

/** What a task has drawn, by draw and rank: nothing where every rank is vacant. @throws Problem dispatch.notDrawn, elsewhere.already */
export async function drawnOf(ctx: Context, task: TaskRow): Promise<readonly DrawnRow[]> {
  const drawn = await selectDrawn(ctx.tx, task.id);
  if (drawn.length === 0 && (await vacanciesOf(ctx, task.id)).length === 0) {
    await refuseElsewhere(ctx, task);
    throw new Problem('dispatch.notDrawn', { task: task.code });
  }
  return drawn;
}

/** Every drawn object of a task, with offers as of today. */
export async function drawnVisits(ctx: Context, task: TaskRow, pack: Pack): Promise<readonly DrawnVisit[]> {
  const drawn = await drawnOf(ctx, task);
  const others = await othersOf(
    ctx,
    task,
    drawn.map(({ key }) => key),
  );
  const answers = await selectAnswers(ctx.tx, [...new Set(drawn.map(({ draw }) => draw))]);
  const list = await selectItemsOfList(ctx.tx, task.item_list_id);
  return drawn.map((one) => {
    const answer = answers.find(({ draw_id, rank }) => draw_id === one.draw && rank === one.rank);
    const own = others.get(one.key) ?? [];
    const visits = own.flatMap(({ visit }) => visit ?? []);
    const asked: ScopeInput = { task, pack, facts: one.facts, list, visits };
    const scope = visitScope(ctx, asked);
    const concerning = itemsOfObject(ctx, asked, scope);
    const trigger = answer?.trigger ?? undefined;
    const burden = burdenOf(ctx, { task, pack, drawn: one, others: own, concerning, trigger });
    return {
      drawn: one,
      others: own,
      burden,
      answer,
      method: (answer?.method as Method | undefined) ?? proposedMethod(burden),
      scope: withoutRecognised(scope, { burden, answer, others: own }),
      concerning,
      beside: jointBeside(pack, {
        object: one.facts,
        visits,
        date: ctx.today,
        class: task.class,
        level: task.level as Level,
        year: task.period.slice(0, 4),
      }),
    };
  });
}

export type BurdenInput = {
  readonly task: TaskRow;
  readonly pack: Pack;
  readonly drawn: DrawnRow;
  readonly others: readonly Other[];
  readonly concerning: readonly string[];
  readonly trigger: string | undefined;
};

/** What is offered about one drawn object, by the items of its own visit: those of others are no reason to recognise anything. */
export function burdenOf(
  { today }: Pick<Context, 'today'>,
  { task, pack, drawn, others, concerning, trigger }: BurdenInput,
): LeastBurden {
  return leastBurden(pack, {
    object: drawn.facts,
    date: today,
    class: isScopedKind(task.class) ? undefined : task.class,
    level: task.level as Level,
    period: task.period,
    from: task.window_from,
    to: task.window_to,
    items: concerning,
    trigger,
    others,
    again: isRedrawStratum(drawn.stratum),
  });
}

type ByObject = ReadonlyMap<string, readonly Other[]>;

/** Other inspections of drawn objects: tasks of both levels, directed ones, and visits that were made. */
async function othersOf(ctx: Context, task: TaskRow, keys: readonly string[]): Promise<ByObject> {
  const { agency } = task;
  const period = periodDays(task.period);
  const days = [period.from, period.to, task.window_from, task.window_to].sort();
  const [from, to] = [addDays(days[0]!, -AROUND), addDays(days.at(-1)!, AROUND)];
  const recorded = await recordedVisits(ctx, { codes: ctx.actor.sees }, { to: ctx.today, keys });
  const territory = (await territoryOf(ctx, agency))!;
  const visits = await withClassesNow(ctx, territory, { visits: recorded, year: yearOf(task.period) });
  const found: (readonly [string, Other])[] = [
    ...(await selectDrawnElsewhere(ctx.tx, { agency, task: task.id, from, to })).map(
      (row) =>
        [
          row.object_key,
          planned('task', { ...row, ref: row.task_id, from: row.window_from, to: row.window_to, items: [] }, task),
        ] as const,
    ),
    ...(await selectDirected(ctx.tx, { agency, keys, from, to })).map(
      ({ code, object_key, planned_on, items }) =>
        [
          object_key,
          planned('directed', { agency, level: task.level, ref: code, from: planned_on, to: planned_on, items }, task),
        ] as const,
    ),
    ...visits
      .filter((visit) => !visit.recognised && !(visit.agency === agency && visit.taskId === task.code))
      .map((visit) => [visit.objectId, made(visit, agency)] as const),
  ];
  const byObject = new Map<string, Other[]>();
  for (const [key, other] of found) byObject.set(key, [...(byObject.get(key) ?? []), other]);
  return byObject;
}

type Planned = {
  readonly agency: string;
  readonly level: string;
  readonly ref: string;
  readonly from: CalendarDate;
  readonly to: CalendarDate;
  readonly items: readonly string[];
};

function planned(kind: Other['kind'], { agency, level, ...span }: Planned, task: TaskRow): Other {
  return { kind, agency, state: 'planned', own: agency === task.agency, level: level as Level, ...span };
}

function made(visit: VisitFact, agency: string): Other {
  return {
    kind: 'visit',
    ref: `${visit.agency}/${visit.date}`,
    agency: visit.agency,
    state: 'done',
    own: visit.agency === agency,
    level: visit.level,
    from: visit.date,
    to: visit.date,
    items: visit.items,
    visit,
  };
}
