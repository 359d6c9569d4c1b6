import type { ObjectFacts, VisitFact } from '@sunlot/core/policy/facts.ts';
import type { LeftOutItem } from '@sunlot/core/policy/visit-items.ts';
import { type Insertable, type Selectable, sql, type Transaction } from 'kysely';
import type { Schema } from '../../db/schema.ts';

type Tx = Transaction<Schema>;

export type TaskRow = Selectable<Schema['task']>;
export type FormRow = Selectable<Schema['visit_form']> & { readonly recorder: string };

/** Of two forms of one visit at once the second sees the first. */
export async function lockTask(tx: Tx, id: string): Promise<void> {
  await tx.selectFrom('task').select('id').where('id', '=', id).forUpdate().executeTakeFirstOrThrow();
}

export type VisitRow = {
  readonly draw: string;
  readonly rank: number;
  readonly k: number;
  readonly choice: string | null;
  readonly key: string;
  readonly name: string;
  readonly facts: ObjectFacts;
  readonly cancelled_on: string | null;
  /** What it was sent out to inspect, and what was left out and why; null where it was sent before these were kept. */
  readonly items: readonly string[] | null;
  readonly left_out: readonly LeftOutItem[] | null;
  /** Which object they are of: another one may hold the rank since. */
  readonly sent_k: number | null;
  readonly method: string;
  readonly trigger: string | null;
};

/** The visits that were sent out, with who holds each rank now. */
export async function selectVisits(tx: Tx, taskId: string): Promise<readonly VisitRow[]> {
  const rows = await tx
    .selectFrom('sent_visit as sent')
    .innerJoin('standing_object as one', (join) =>
      join.onRef('one.draw_id', '=', 'sent.draw_id').onRef('one.rank', '=', 'sent.rank'),
    )
    .innerJoin('draw', 'draw.id', 'sent.draw_id')
    .innerJoin('inspection_object as object', 'object.id', 'one.object_id')
    .leftJoin('visit_cancellation as gone', (join) =>
      join.onRef('gone.draw_id', '=', 'sent.draw_id').onRef('gone.object_id', '=', 'one.object_id'),
    )
    .select('gone.cancelled_on')
    .select(['sent.draw_id as draw', 'sent.rank', 'sent.choice', 'one.k', 'object.key', 'object.name', 'object.facts'])
    .select(['sent.items', 'sent.left_out', 'sent.k as sent_k', 'sent.method', 'sent.trigger'])
    .where('sent.task_id', '=', taskId)
    .orderBy('draw.seq')
    .orderBy('sent.rank')
    .execute();
  return rows.map((row) => ({ ...row, facts: row.facts as ObjectFacts }));
}

export type SeatRow = {
  readonly draw: string;
  readonly rank: number;
  readonly seat: string;
  readonly certificate: string;
  readonly name: string;
};

export function selectSeats(tx: Tx, draws: readonly string[]): Promise<SeatRow[]> {
  return tx
    .selectFrom('standing_seat as one')
    .innerJoin('inspector', 'inspector.id', 'one.inspector_id')
    .select([
      'one.draw_id as draw',
      'one.rank',
      'one.seat',
      'inspector.certificate_no as certificate',
      'inspector.name',
    ])
    .where(sql<boolean>`one.draw_id = any(${[...draws]})`)
    .orderBy('one.rank')
    .orderBy('one.seat')
    .execute();
}

export type PlaceRow = {
  readonly task: string;
  readonly code: string;
  readonly draw: string;
  readonly rank: number;
  readonly k: number;
  readonly key: string;
};

/** What some tasks have drawn and still go to, or went. */
export function selectPlaces(tx: Tx, tasks: readonly string[]): Promise<PlaceRow[]> {
  return tx
    .selectFrom('standing_object as one')
    .innerJoin('draw', 'draw.id', 'one.draw_id')
    .innerJoin('task', 'task.id', 'draw.task_id')
    .innerJoin('inspection_object as object', 'object.id', 'one.object_id')
    .leftJoin('visit_cancellation as gone', (join) =>
      join.onRef('gone.draw_id', '=', 'one.draw_id').onRef('gone.object_id', '=', 'one.object_id'),
    )
    .select(['task.id as task', 'task.code', 'one.draw_id as draw', 'one.rank', 'one.k', 'object.key'])
    .where('draw.state', 'in', ['drawn', 'revealed'])
    .where('gone.object_id', 'is', null)
    .where(sql<boolean>`task.id = any(${[...tasks]})`)
    .orderBy('task.code')
    .orderBy('draw.seq')
    .execute();
}

/** Day and people of the visits on record under the number of a task at one object; a result that was recognised is none. */
export async function selectMadeBy(
  tx: Tx,
  { agency, code, key }: { readonly agency: string; readonly code: string; readonly key: string },
): Promise<readonly { readonly on: string; readonly people: readonly string[] }[]> {
  const rows = await tx
    .selectFrom('visit')
    .select(['date', 'facts'])
    .where('agency', '=', agency)
    .where('task_code', '=', code)
    .where('object_key', '=', key)
    .where(sql<boolean>`not facts @> '{"recognised": true}' and not facts @> '{"recognisedInPart": true}'`)
    .orderBy('date')
    .execute();
  return rows.map(({ date, facts }) => ({ on: date, people: (facts as VisitFact).inspectors ?? [] }));
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

/** Every version of every form of some draws, the first one first. */
export function selectForms(tx: Tx, draws: readonly string[]): Promise<FormRow[]> {
  return tx
    .selectFrom('visit_form as one')
    .innerJoin('app_user', 'app_user.id', 'one.recorded_by')
    .selectAll('one')
    .select('app_user.login as recorder')
    .where(sql<boolean>`one.draw_id = any(${[...draws]})`)
    .orderBy('one.draw_id')
    .orderBy('one.rank')
    .orderBy('one.version')
    .execute();
}

/** As it is stored, so that its moment compares with others. */
export function insertForm(tx: Tx, row: Insertable<Schema['visit_form']>): Promise<Selectable<Schema['visit_form']>> {
  return tx.insertInto('visit_form').values(row).returningAll().executeTakeFirstOrThrow();
}

export type GivenRow = Pick<
  Selectable<Schema['hand_over']>,
  'object_key' | 'from_certificate' | 'found_on' | 'recorded_at'
>;

/** What was handed to enforcement of some objects. */
export function selectHandOvers(
  tx: Tx,
  { agency, keys }: { readonly agency: string; readonly keys: readonly string[] },
): Promise<GivenRow[]> {
  return tx
    .selectFrom('hand_over')
    .select(['object_key', 'from_certificate', 'found_on', 'recorded_at'])
    .where('agency', '=', agency)
    .where(sql<boolean>`object_key = any(${[...keys]})`)
    .execute();
}

/** Names of people of a directory, also of those who left it. */
export function selectPeople(
  tx: Tx,
  { agency, certificates }: { readonly agency: string; readonly certificates: readonly string[] },
): Promise<Pick<Selectable<Schema['inspector']>, 'certificate_no' | 'name' | 'facts' | 'disabled_at'>[]> {
  return tx
    .selectFrom('inspector')
    .select(['certificate_no', 'name', 'facts', 'disabled_at'])
    .where('agency', '=', agency)
    .where(sql<boolean>`certificate_no = any(${[...certificates]})`)
    .execute();
}

type RecordedVisit = {
  readonly id: string;
  readonly date: string;
  readonly results: readonly string[];
  /** Why the result, or a part of it, is not public, and whether it is on record who approved that. */
  readonly ground: string | undefined;
  readonly isPart: boolean;
  readonly isApproved: boolean;
};

/** The visits on record under the number of a task at one object. */
export async function selectRecorded(
  tx: Tx,
  { agency, code, key }: { readonly agency: string; readonly code: string; readonly key: string },
): Promise<readonly RecordedVisit[]> {
  const rows = await tx
    .selectFrom('visit')
    .select(['id', 'date', 'facts'])
    .where('agency', '=', agency)
    .where('task_code', '=', code)
    .where('object_key', '=', key)
    // Recognised for some items only: the visit is still to come.
    .where(sql<boolean>`not facts @> '{"recognisedInPart": true}'`)
    .orderBy('date')
    .execute();
  return rows.map(({ id, date, facts }) => {
    const { results, withheldGround: ground, withheldPart = false, withheldApproved = false } = facts as VisitFact;
    return { id, date, results, ground, isPart: withheldPart, isApproved: withheldApproved };
  });
}
