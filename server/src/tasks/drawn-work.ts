import { type CalendarDate, dateInShanghai } from '@sunlot/core/basics/dates.ts';
import type { VisitFact } from '@sunlot/core/policy/facts.ts';
import { groupBy } from '@sunlot/core/policy/grouping.ts';
import { type TaskObject, taskWork } from '@sunlot/core/policy/task-work.ts';
import { withLastCompletion } from '@sunlot/core/policy/visits.ts';
import { sql } from 'kysely';
import type { Context } from '../context.ts';
import { isVisitOf } from '../visits/ledger.ts';
import { daysVacated, vacancies } from './vacancies.ts';

type Reading = Pick<Context, 'tx'>;

/** When something of an object was recorded, and by whom; no name of who recorded it before that was kept. */
export type Recorded = { readonly at: string; readonly by: string | null };

/** What became of one object that a task drew. */
export type DrawnWork = TaskObject & {
  readonly task: string;
  /** Null: drawn by the lead department of a joint inspection. */
  readonly draw: string | null;
  readonly rank: number;
  readonly objectId: string;
  readonly key: string;
  readonly name: string;
  /** Is the list it stands in open to everybody? */
  readonly isOpen: boolean;
  readonly recorded: readonly Recorded[];
  /** The draw as a visit is known by it. */
  readonly place: Pick<VisitFact, 'agency' | 'class' | 'period' | 'date' | 'taskId'>;
};

type DrawnRow = {
  readonly task: string;
  readonly draw: string | null;
  readonly agency: string;
  readonly code: string;
  readonly class: string;
  readonly period: string;
  readonly dispatched_at: string | null;
  readonly rank: number;
  readonly object_id: string;
  readonly key: string;
  readonly name: string;
  readonly is_open: boolean;
  readonly drawn_on: CalendarDate;
  readonly cancelled_on: CalendarDate | null;
  readonly cancelled_at: string | null;
  readonly canceller: string | null;
};

/** Everything that some tasks have drawn, by task, in the order of the draw: here or by a lead department. */
export async function drawnWork(
  { tx }: Reading,
  tasks: readonly string[],
): Promise<ReadonlyMap<string, readonly DrawnWork[]>> {
  const rows = await selectDrawn(tx, tasks);
  const visits = await selectVisits(tx, rows);
  const objects = rows.map((row): DrawnWork => {
    const place = { agency: row.agency, class: row.class, period: row.period, date: row.drawn_on, taskId: row.code };
    const own = (visits.get(row.key) ?? []).filter(({ fact }) => isVisitOf(place, fact));
    return {
      ...{
        task: row.task,
        draw: row.draw,
        rank: row.rank,
        objectId: row.object_id,
        key: row.key,
        name: row.name,
        place,
      },
      isOpen: row.is_open,
      drawnOn: row.drawn_on,
      ...(row.dispatched_at !== null && { sentOn: dateInShanghai(Date.parse(row.dispatched_at)) }),
      ...(row.cancelled_on !== null && { cancelledOn: row.cancelled_on }),
      visits: own.map(({ fact }) => fact),
      recorded: [
        ...own.map(({ at, by }) => ({ at, by })),
        ...(row.cancelled_at === null ? [] : [{ at: row.cancelled_at, by: row.canceller }]),
      ],
    };
  });
  return groupBy(objects, ({ task }) => task);
}

async function selectDrawn(tx: Context['tx'], tasks: readonly string[]): Promise<readonly DrawnRow[]> {
  const { rows } = await sql<DrawnRow>`
    with drawn as (
      select draw.task_id, draw.id as draw_id, draw.seq, one.rank, one.object_id, draw.state = 'revealed' as is_open,
             (draw.drawn_at at time zone 'Asia/Shanghai')::date as drawn_on
      from standing_object as one join draw on draw.id = one.draw_id and draw.state in ('drawn', 'revealed')
      where draw.task_id = any(${[...tasks]})
      union all
      select elsewhere.task_id, null, 1, one.rank, one.object_id, false, elsewhere.drawn_on
      from drawn_elsewhere_object as one join drawn_elsewhere as elsewhere on elsewhere.id = one.import_id
      where elsewhere.task_id = any(${[...tasks]})
    )
    select task.id as task, drawn.draw_id as draw, task.agency, task.code, task.class, task.period, task.dispatched_at, drawn.rank,
           drawn.object_id, object.key, object.name, drawn.is_open, drawn.drawn_on,
           gone.cancelled_on, gone.cancelled_at, canceller.display_name as canceller
    from drawn
    join task on task.id = drawn.task_id
    join inspection_object as object on object.id = drawn.object_id
    left join visit_cancellation as gone on gone.task_id = task.id
      and gone.draw_id is not distinct from drawn.draw_id and gone.object_id = drawn.object_id
    left join app_user as canceller on canceller.id = gone.cancelled_by
    order by drawn.task_id, drawn.seq, drawn.rank`.execute(tx);
  return rows;
}

type RecordedVisit = Recorded & { readonly fact: VisitFact };

/** Visits to these objects by the agencies of the tasks, by object. Why a visit left a rule is not asked here, and stays sealed. */
async function selectVisits(
  tx: Context['tx'],
  drawn: readonly DrawnRow[],
): Promise<ReadonlyMap<string, readonly RecordedVisit[]>> {
  const agencies = [...new Set(drawn.map(({ agency }) => agency))];
  const keys = [...new Set(drawn.map(({ key }) => key))];
  if (keys.length === 0) return new Map();
  const rows = await tx
    .selectFrom('visit')
    .leftJoin('app_user', 'app_user.id', 'visit.by_user')
    .select(['visit.facts', 'visit.updated_at as at', 'app_user.display_name as by'])
    .where(sql<boolean>`visit.agency = any(${agencies}) and visit.object_key = any(${keys})`)
    .orderBy('visit.date')
    .orderBy('visit.id')
    .execute();
  const visits = rows.map(({ facts, at, by }) => ({ fact: facts as VisitFact, at, by }));
  return groupBy(visits, ({ fact }) => fact.objectId);
}

/**
 * Visits with the day on which their whole task was completed, where nobody wrote one down: from then on the clock of a scheme runs that counts
 * from the completion of the task. Of a task that is not complete they say that it is open.
 */
export async function withCompletions(
  ctx: Reading,
  agencies: readonly string[],
  visits: readonly VisitFact[],
): Promise<readonly VisitFact[]> {
  const objects = await drawnObjects(ctx, await standingTasks(ctx, agencies));
  const byObject = groupBy(objects, ({ key }) => key);
  const known = visits.map((visit): VisitFact => {
    if (visit.taskCompletedOn !== undefined) return visit;
    const own = (byObject.get(visit.objectId) ?? []).filter(({ place }) => isVisitOf(place, visit));
    const ends = own.map((one) => one.ends).find((day) => day !== 'open');
    if (ends !== undefined) return { ...visit, taskCompletedOn: ends };
    return own.length === 0 ? visit : { ...visit, taskEnds: 'open' };
  });
  return withLastCompletion(known);
}

/** What a task has drawn that is not concluded as a whole. */
export type Unfinished = { readonly task: string; readonly objects: readonly DrawnWork[] };

/** The tasks of an agency of which something waits for its visit, its result or its cancellation, by their numbers. */
export async function unfinishedTasks(ctx: Reading, agencies: readonly string[]): Promise<readonly Unfinished[]> {
  const open = (await drawnObjects(ctx, await standingTasks(ctx, agencies))).filter(({ ends }) => ends === 'open');
  const byTask = groupBy(open, ({ place }) => place.taskId!);
  return [...byTask].map(([task, objects]) => ({ task, objects })).sort((a, b) => (a.task < b.task ? -1 : 1));
}

/**
 * Visits of tasks with other departments with what became of their task (R-121 counts those concluded): drawn here or taken over, it is open while
 * one of its objects waits. A visit without the number of its task is known by object and time; a number that no task here has says nothing.
 */
export async function withTaskEnds(
  ctx: Reading,
  agencies: readonly string[],
  visits: readonly VisitFact[],
): Promise<readonly VisitFact[]> {
  const objects = await drawnObjects(ctx, await standingTasks(ctx, agencies, 'interdepartmental'));
  if (objects.length === 0) return visits;
  const byNumber = new Map(objects.map(({ place, ends }) => [`${place.agency}/${place.taskId}`, ends]));
  const byObject = groupBy(objects, ({ key }) => key);
  return visits.map((visit) => {
    const { agency, taskId, objectId } = visit;
    const ends =
      taskId === undefined
        ? (byObject.get(objectId) ?? []).find(({ place }) => isVisitOf(place, visit))?.ends
        : byNumber.get(`${agency}/${taskId}`);
    return ends === undefined ? visit : { ...visit, taskEnds: ends };
  });
}

/** Tasks that have drawn, or whose draw was taken over. */
async function standingTasks({ tx }: Reading, agencies: readonly string[], kind?: string): Promise<readonly string[]> {
  let query = tx
    .selectFrom('task')
    .select('id')
    .where(sql<boolean>`agency = any(${[...agencies]})`)
    .where('state', 'in', ['drawn', 'closed']);
  if (kind !== undefined) query = query.where('kind', '=', kind);
  return (await query.execute()).map(({ id }) => id);
}

/** What some tasks have drawn, each object with what became of the whole of its task. */
async function drawnObjects(ctx: Reading, tasks: readonly string[]) {
  const work = await drawnWork(ctx, tasks);
  const vacant = await vacancies(ctx, tasks);
  return [...work].flatMap(([task, objects]) => {
    const { completedOn: ends = 'open' as const } = taskWork(objects, daysVacated(vacant.get(task)));
    return objects.map((object) => ({ ...object, ends }));
  });
}
