import type { CalendarDate } from '@sunlot/core/basics/dates.ts';
import type { ObjectFacts } from '@sunlot/core/policy/facts.ts';
import { type Insertable, type Selectable, sql, type Transaction } from 'kysely';
import type { Schema } from '../../db/schema.ts';

type Tx = Transaction<Schema>;

export type TaskRow = Selectable<Schema['task']>;
export type AnswerRow = Selectable<Schema['visit_answer']> & { readonly approver: string | null };
export type DispatchedRow = Selectable<Schema['sent_visit']>;
type NewDispatched = Insertable<Schema['dispatched_visit']>;

/** The task, locked: of two dispatches at once one goes on and the other sees it. */
export function lockTask(tx: Tx, id: string): Promise<TaskRow> {
  return tx.selectFrom('task').selectAll().where('id', '=', id).forUpdate().executeTakeFirstOrThrow();
}

export type DrawnRow = {
  readonly draw: string;
  readonly rank: number;
  /** How often the rank was replaced. */
  readonly k: number;
  readonly key: string;
  readonly name: string;
  readonly facts: ObjectFacts;
  readonly stratum: string;
  /** When its visit was cancelled. */
  readonly cancelledOn: CalendarDate | null;
};

/** What the draws of a task have drawn, those aside that ended without a result. */
export async function selectDrawn(tx: Tx, taskId: string): Promise<readonly DrawnRow[]> {
  const rows = await tx
    .selectFrom('standing_object as one')
    .innerJoin('draw', 'draw.id', 'one.draw_id')
    .innerJoin('inspection_object as object', 'object.id', 'one.object_id')
    .leftJoin('visit_cancellation as gone', (join) =>
      join.onRef('gone.draw_id', '=', 'draw.id').onRef('gone.object_id', '=', 'one.object_id'),
    )
    .select(['one.draw_id as draw', 'one.rank', 'one.k', 'object.key', 'object.name', 'object.facts'])
    .select(['one.stratum', 'gone.cancelled_on as cancelledOn'])
    .where('draw.task_id', '=', taskId)
    .where('draw.state', 'in', ['drawn', 'revealed'])
    .orderBy('draw.seq')
    .orderBy('one.rank')
    .execute();
  return rows.map((row) => ({ ...row, facts: row.facts as ObjectFacts }));
}

type Span = { readonly from: CalendarDate; readonly to: CalendarDate };

export type DrawnElsewhere = {
  readonly object_key: string;
  readonly agency: string;
  readonly task_id: string;
  /** Null where the actor does not see the task. */
  readonly code: string | null;
  readonly level: string;
  readonly window_from: string;
  readonly window_to: string;
};

/**
 * Tasks of the agency's line of the tree that have drawn the same objects and still go there; the database tells nothing else of theirs. Whom
 * another agency has visited nobody can join there any more.
 */
export async function selectDrawnElsewhere(
  tx: Tx,
  { agency, task, from, to }: Span & { readonly agency: string; readonly task: string },
): Promise<readonly DrawnElsewhere[]> {
  const { rows } = await sql<DrawnElsewhere>`
    select twice.object_key, twice.agency, twice.task_id, task.code, twice.level, twice.window_from, twice.window_to
    from drawn_twice(${agency}, ${from}::date, ${to}::date) with ordinality as twice
    left join task on task.id = twice.task_id
    where twice.task_id <> ${task} and not cancelled and (twice.agency = ${agency} or visited = '{}')
    order by ordinality`.execute(tx);
  return rows;
}

/** Directed inspections that the agency plans at some objects and has not made yet. */
export function selectDirected(
  tx: Tx,
  { agency, keys, from, to }: Span & { readonly agency: string; readonly keys: readonly string[] },
): Promise<Pick<Selectable<Schema['directed_inspection']>, 'code' | 'object_key' | 'planned_on' | 'items'>[]> {
  return tx
    .selectFrom('directed_inspection as one')
    .select(['one.code', 'one.object_key', 'one.planned_on', 'one.items'])
    .where('one.agency', '=', agency)
    .where(sql<boolean>`one.object_key = any(${[...keys]})`)
    .where('one.planned_on', '>=', from)
    .where('one.planned_on', '<=', to)
    .where(({ not, exists, selectFrom }) =>
      not(
        exists(
          selectFrom('visit')
            .select('visit.id')
            .whereRef('visit.agency', '=', 'one.agency')
            .whereRef('visit.task_code', '=', 'one.code'),
        ),
      ),
    )
    .orderBy('one.code')
    .execute();
}

/** The answers that hold: the last one about each object. */
export async function selectAnswers(tx: Tx, draws: readonly string[]): Promise<readonly AnswerRow[]> {
  return tx
    .selectFrom('visit_answer as one')
    .leftJoin('app_user', 'app_user.id', 'one.approved_by')
    .distinctOn(['one.draw_id', 'one.rank'])
    .selectAll('one')
    .select('app_user.login as approver')
    .where(sql<boolean>`one.draw_id = any(${[...draws]})`)
    .orderBy('one.draw_id')
    .orderBy('one.rank')
    .orderBy('one.position', 'desc')
    .execute();
}

export async function insertAnswer(tx: Tx, row: Insertable<Schema['visit_answer']>): Promise<void> {
  await tx.insertInto('visit_answer').values(row).execute();
}

export function selectDispatched(tx: Tx, taskId: string): Promise<DispatchedRow[]> {
  return tx.selectFrom('sent_visit').selectAll().where('task_id', '=', taskId).execute();
}

export async function insertDispatched(tx: Tx, rows: readonly NewDispatched[]): Promise<void> {
  await tx
    .insertInto('dispatched_visit')
    .values([...rows])
    .execute();
}

export async function setDispatched(
  tx: Tx,
  { task, at, by }: { readonly task: string; readonly at: string; readonly by: string },
): Promise<void> {
  await tx.updateTable('task').set({ dispatched_at: at, dispatched_by: by }).where('id', '=', task).execute();
}

/** The certificate of the person of the directory that an account stands for. */
export async function selectCertificate(tx: Tx, userId: string): Promise<string | undefined> {
  const row = await tx
    .selectFrom('inspector_account')
    .select('certificate_no')
    .where('user_id', '=', userId)
    .executeTakeFirst();
  return row?.certificate_no;
}

export async function insertExcuse(tx: Tx, row: Insertable<Schema['dispatch_excuse']>): Promise<void> {
  await tx.insertInto('dispatch_excuse').values(row).execute();
}

export async function insertAgain(tx: Tx, row: Insertable<Schema['dispatched_again']>): Promise<void> {
  await tx.insertInto('dispatched_again').values(row).execute();
}

type OfTask = { readonly agency: string; readonly code: string; readonly key: string };

/** What stands in the ledger as recognised for one object of a task leaves it; answers what it was. */
export async function deleteRecognised(
  tx: Tx,
  { agency, code, key }: OfTask,
): Promise<readonly Selectable<Schema['visit']>[]> {
  return tx
    .deleteFrom('visit')
    .where('agency', '=', agency)
    .where('task_code', '=', code)
    .where('object_key', '=', key)
    .where(sql<boolean>`facts @> '{"recognised": true}'`)
    .returningAll()
    .execute();
}

/** Has somebody been there for the task? */
export async function isVisited(tx: Tx, { agency, code, key }: OfTask): Promise<boolean> {
  const row = await tx
    .selectFrom('visit')
    .select('id')
    .where('agency', '=', agency)
    .where('task_code', '=', code)
    .where('object_key', '=', key)
    .where(sql<boolean>`not facts @> '{"recognised": true}'`)
    .executeTakeFirst();
  return row !== undefined;
}

export async function insertRecognised(tx: Tx, row: Insertable<Schema['visit']>): Promise<void> {
  await tx.insertInto('visit').values(row).execute();
}
