import { isScopedKind } from '@sunlot/contract/task-kinds.ts';
import { addDays, type CalendarDate, periodDays, yearOf } from '@sunlot/core/basics/dates.ts';
import type { Level, Method, VisitFact } from '@sunlot/core/policy/facts.ts';
import { type JointBeside, jointBeside } from '@sunlot/core/policy/joint-partners.ts';
import {
  type LeastBurden,
  leastBurden,
  type OfferMade,
  type OtherInspection,
  openOffers,
  proposedMethod,
} from '@sunlot/core/policy/least-burden.ts';
import type { Pack } from '@sunlot/core/policy/pack.ts';
import type { VisitItems } from '@sunlot/core/policy/visit-items.ts';
import type { Context } from '../../context.ts';
import { selectItemsOfList } from '../../items/listed-items.ts';
import { formScope, type ScopeInput, visitScope } from '../../items/visit-scope.ts';
import { refuseElsewhere } from '../../joint/drawn-elsewhere.ts';
import { versionOfPeriod } from '../../packs/pack-store.ts';
import { isRedrawStratum } from '../../packs/stratum-of.ts';
import { Problem } from '../../problem.ts';
import { type Action, may } from '../../rights.ts';
import { findTask } from '../../tasks/find-task.ts';
import { requireOpenTask } from '../../tasks/open-task.ts';
import { vacanciesOf } from '../../tasks/vacancies.ts';
import { type NotTogether, notTogether } from '../../visits/answered-merges.ts';
import { type AnswerBetween, answersBetween } from '../../visits/answers-between.ts';
import { withClassesNow } from '../../visits/classes-of-day.ts';
import { recordedVisits } from '../../visits/ledger.ts';
import { recognisedParts, withoutParts } from '../../visits/recognised-parts.ts';
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
  /** Of a task that the actor sees. */
  readonly code?: string | undefined;
  readonly visit?: VisitFact;
};

/** A drawn object with what is offered about it and what the office answered. */
export type DrawnVisit = {
  readonly drawn: DrawnRow;
  readonly others: readonly Other[];
  readonly burden: LeastBurden;
  readonly answer: AnswerRow | undefined;
  /** What other tasks that have drawn it answered about this visit. */
  readonly heard: readonly AnswerBetween[];
  /** Those that do not go together with it, though it was answered so. */
  readonly notTogether: readonly NotTogether[];
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
  const task = await findTask(ctx.tx, idOrCode);
  may(ctx.actor, action, task.agency);
  return task;
}

/** The same, locked, while it is open. @throws Problem task.closed, plan.closed */
export async function openTask(ctx: Context, idOrCode: string): Promise<TaskRow> {
  const { id } = await foundTask(ctx, idOrCode, 'task.dispatch');
  const task = await lockTask(ctx.tx, id);
  await requireOpenTask(ctx, task);
  return task;
}

/** Nothing undoes a dispatch. */
export function alreadySent({ code: task, dispatched_at: at }: TaskRow): Problem {
  return new Problem('dispatch.already', { task, at });
}

export function packOf(ctx: Context, task: TaskRow): Promise<Pack> {
  return versionOfPeriod(ctx, task);
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
  const between = await answersBetween(ctx, [task.agency]);
  const heard = between.filter((one) => one.other_task === task.id);
  const apart = notTogether(between, task.id);
  const list = await selectItemsOfList(ctx.tx, task.item_list_id);
  const parts = await recognisedParts(ctx, task);
  return drawn.map((one) => {
    const answer = answers.find(({ draw_id, rank }) => draw_id === one.draw && rank === one.rank);
    const own = others.get(one.key) ?? [];
    const visits = own.flatMap(({ visit }) => visit ?? []);
    const asked: ScopeInput = { task, pack, facts: one.facts, list, visits };
    const scope = withoutParts(visitScope(ctx, asked), parts.get(one.key));
    const concerning = formScope(ctx, asked, scope).items;
    const trigger = answer?.trigger ?? undefined;
    const burden = burdenOf(ctx, { task, pack, drawn: one, others: own, concerning, trigger });
    return {
      drawn: one,
      others: own,
      burden,
      answer,
      heard: heard.filter(({ object_key: key }) => key === one.key),
      notTogether: apart.filter(({ key }) => key === one.key),
      method: (answer?.method as Method | undefined) ?? proposedMethod(burden),
      scope: withoutRecognised(scope, { burden, answer, others: own, concerning }),
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

/** Offers about a visit that nobody has answered. Another level that goes separately for a reason has decided about both. */
export function openOf({
  burden,
  answer,
  heard,
  method,
}: Pick<DrawnVisit, 'burden' | 'answer' | 'heard' | 'method'>): readonly OfferMade[] {
  const decided = heard
    .filter(({ choice, agency, other_agency: own }) => choice === 'separate' && agency !== own)
    .map(({ task_id: task }) => `joint:${task}`);
  return openOffers(burden, { answered: [...(answer?.offers ?? []), ...decided], method });
}

/** One of them, by the key of its object or its rank. @throws Problem dispatch.vacant, dispatch.notAmong, visit.cancelled */
export async function drawnVisitOf(
  ctx: Context,
  { task, pack, object }: { readonly task: TaskRow; readonly pack: Pack; readonly object: string },
): Promise<DrawnVisit> {
  const visits = await drawnVisits(ctx, task, pack);
  const found = visits.find(({ drawn }) => drawn.key === object || String(drawn.rank) === object);
  if (!found) {
    const isVacant = (await vacanciesOf(ctx, task.id)).some(({ rank }) => String(rank) === object);
    throw isVacant
      ? new Problem('dispatch.vacant', { rank: object })
      : new Problem('dispatch.notAmong', { task: task.code, object });
  }
  const { rank, cancelledOn: on } = found.drawn;
  if (on !== null) throw new Problem('visit.cancelled', { rank, on });
  return found;
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
          planned(
            'task',
            {
              ...{ agency: row.agency, level: row.level, ref: row.task_id, items: [] },
              ...{ from: row.window_from, to: row.window_to, ...(row.code !== null && { code: row.code }) },
            },
            task,
          ),
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
  readonly code?: string;
  readonly from: CalendarDate;
  readonly to: CalendarDate;
  readonly items: readonly string[];
};

function planned(kind: Other['kind'], { agency, level, ...span }: Planned, task: TaskRow): Other {
  return { kind, agency, state: 'planned', own: agency === task.agency, level: level as Level, results: [], ...span };
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
    results: visit.results,
    visit,
  };
}
