import type { CancelledView, EndedDrawView } from '@sunlot/contract/compliance.ts';
import type { TaskKind } from '@sunlot/contract/task-kinds.ts';
import { dateInShanghai, makeDate } from '@sunlot/core/basics/dates.ts';
import type { ComplianceInput } from '@sunlot/core/policy/compliance.ts';
import type { InspectorFacts } from '@sunlot/core/policy/facts.ts';
import { type Insertable, type Selectable, sql } from 'kysely';
import type { Context } from '../../context.ts';
import type { Schema } from '../../db/schema.ts';
import { absencesOf, withAbsences } from '../../inspectors/absences.ts';
import { withPastStaff } from '../../inspectors/past-staff.ts';

type Reading = Pick<Context, 'tx' | 'keys'>;
type OfYear = { readonly agency: string; readonly year: number };

/** Sessions of a year that were voided or abandoned; the reasons stand in the public log. */
export async function selectEnded({ tx }: Reading, { agency, year }: OfYear): Promise<readonly EndedDrawView[]> {
  const rows = await tx
    .selectFrom('draw')
    .innerJoin('task', 'task.id', 'draw.task_id')
    .select(['draw.id', 'draw.seq', 'draw.state', 'draw.period', 'draw.end_reason', 'draw.ended_at', 'task.code'])
    .where('draw.agency', '=', agency)
    .where('draw.state', 'in', ['void', 'abandoned'])
    .where(sql<boolean>`left(draw.period, 4) = ${String(year)}`)
    .orderBy('draw.ended_at')
    .orderBy('draw.id')
    .$narrowType<{ state: EndedDrawView['kind']; end_reason: string; ended_at: string }>()
    .execute();
  return rows.map(({ id, seq, state, period, end_reason: reason, ended_at: at, code }) => ({
    ...{ draw: id, task: code, seq, period, kind: state, reason },
    endedOn: dateInShanghai(Date.parse(at)),
  }));
}

/** Visits of a year's tasks that could not take place and were not made after all, by task: how many of what was drawn. */
export async function selectCancelled({ tx }: Reading, { agency, year }: OfYear): Promise<readonly CancelledView[]> {
  const { rows } = await sql<CancelledView>`
    select task.code as task, task.period, count(*)::integer as n
    from visit_cancellation as gone
    join task on task.id = gone.task_id
    join inspection_object as object on object.id = gone.object_id
    left join draw on draw.id = gone.draw_id
    where gone.agency = ${agency} and left(task.period, 4) = ${String(year)}
      and (gone.draw_id is null or draw.state in ('drawn', 'revealed'))
      and not exists (select from visit where visit.agency = gone.agency and visit.task_code = task.code
        and visit.object_key = object.key)
    group by task.code, task.period
    order by task.code`.execute(tx);
  return rows;
}

/** People of an agency's own directory who were not disabled. */
export async function selectInspectors({ tx }: Reading, agency: string): Promise<readonly InspectorFacts[]> {
  const rows = await tx
    .selectFrom('inspector')
    .select('facts')
    .where('agency', '=', agency)
    .where('disabled_at', 'is', null)
    .orderBy(sql`certificate_no collate "C"`)
    .execute();
  const absences = await absencesOf({ tx }, agency);
  return withPastStaff(
    { tx },
    agency,
    rows.map(({ facts }) => withAbsences(facts as InspectorFacts, absences)),
  );
}

export type OtherKind = {
  readonly task: string;
  readonly period: string;
  readonly object: string;
  readonly objectName: string | null;
  readonly date: string;
  readonly kind: TaskKind;
  readonly stated: TaskKind;
};

/** Visits that are stored with another 任务类型 than their task's, as imports took them in before it was asked. */
export async function selectOtherKind({ tx }: Reading, { agency, year }: OfYear): Promise<readonly OtherKind[]> {
  const { rows } = await sql<OtherKind>`
    select * from (
      select task.code as task, task.period, visit.object_key as object, visit.date, task.kind,
             (select o.name from inspection_object o where o.key = visit.object_key and o.agency = visit.agency) as "objectName",
             case visit.facts->>'taskType' when 'interdepartmentalJoint' then 'interdepartmental' else visit.facts->>'taskType' end as stated
      from visit join task on task.agency = visit.agency and task.code = visit.task_code and task.state <> 'void'
      where visit.agency = ${agency} and left(task.period, 4) = ${String(year)}) as stored
    where stated <> kind
    order by date, object`.execute(tx);
  return rows;
}

/**
 * When the plan of a year was made, issued and published: that of its first version, whatever was adjusted later. Without a
 * plan the year is judged as one without, where the agency was here from its beginning; history brings no plan along.
 */
export async function selectPlanDates({ tx }: Reading, { agency, year }: OfYear): Promise<ComplianceInput['plan']> {
  const row = await tx
    .selectFrom('annual_plan')
    .select(['made_on', 'issued_on', 'published_at'])
    .where('agency', '=', agency)
    .where('year', '=', year)
    .orderBy('version')
    .executeTakeFirst();
  if (row) {
    return {
      ...(row.made_on !== null && { madeOn: row.made_on }),
      ...(row.issued_on !== null && { issuedOn: row.issued_on }),
      ...(row.published_at !== null && { publishedOn: dateInShanghai(Date.parse(row.published_at)) }),
    };
  }
  return (await selectAgencyDay({ tx }, agency)) <= makeDate(year, 1, 1) ? {} : undefined;
}

export type VerdictRow = Selectable<Schema['period_verdict']>;
type OfPeriod = { readonly agency: string; readonly period: string };

/** Held to the end of the transaction: of two who close a verdict at once, the second sees the first. */
export async function lockVerdict({ tx }: Pick<Context, 'tx'>, { agency, period }: OfPeriod): Promise<void> {
  await sql`select pg_advisory_xact_lock(hashtextextended(${`verdict/${agency}/${period}`}, 0))`.execute(tx);
}

/** What was done to the verdict on a period, the oldest first. */
export function selectVerdictActs({ tx }: Pick<Context, 'tx'>, { agency, period }: OfPeriod): Promise<VerdictRow[]> {
  return tx
    .selectFrom('period_verdict')
    .selectAll()
    .where('agency', '=', agency)
    .where('period', '=', period)
    .orderBy('version')
    .execute();
}

/** The last act on each quarter of a year that is closed now, in order. */
export async function selectClosedQuarters(
  { tx }: Pick<Context, 'tx'>,
  { agency, year }: OfYear,
): Promise<readonly VerdictRow[]> {
  const rows = await tx
    .selectFrom('period_verdict')
    .selectAll()
    .distinctOn('period')
    .where('agency', '=', agency)
    .where('period', 'like', `${year}Q%`)
    .orderBy('period')
    .orderBy('version', 'desc')
    .execute();
  return rows.filter(({ state }) => state === 'closed');
}

export async function insertVerdictAct(
  { tx }: Pick<Context, 'tx'>,
  row: Insertable<Schema['period_verdict']>,
): Promise<void> {
  await tx.insertInto('period_verdict').values(row).execute();
}

/** Agencies by code, with the day from which each was here. */
export async function selectAgencyDays({
  tx,
}: Pick<Context, 'tx'>): Promise<readonly { readonly code: string; readonly since: string }[]> {
  const rows = await tx.selectFrom('agency').select(['code', 'created_at']).orderBy('code').execute();
  return rows.map(({ code, created_at }) => ({ code, since: dateInShanghai(Date.parse(created_at)) }));
}

/** The day from which an agency was here. */
export async function selectAgencyDay({ tx }: Pick<Context, 'tx'>, agency: string): Promise<string> {
  const { created_at } = await tx
    .selectFrom('agency')
    .select('created_at')
    .where('code', '=', agency)
    .executeTakeFirstOrThrow();
  return dateInShanghai(Date.parse(created_at));
}

export type EnteredVisit = {
  readonly object_key: string;
  readonly date: string;
  readonly agency: string;
  readonly task_code: string;
  readonly added_at: string;
};

/** When the visits of a territory's own agencies were entered; of a year and the one after it, in which its tasks may end. */
export function selectEntryDays(
  { tx }: Pick<Context, 'tx'>,
  { codes, year }: { readonly codes: readonly string[]; readonly year: number },
): Promise<EnteredVisit[]> {
  return tx
    .selectFrom('visit')
    .select(['object_key', 'date', 'agency', 'task_code', 'added_at'])
    .where(sql<boolean>`agency = any(${[...codes]})`)
    .where('date', '>=', makeDate(year, 1, 1))
    .where('date', '<=', makeDate(year + 1, 12, 31))
    .execute();
}

/** The periods whose verdict is closed now, each as `agency/period`. */
export async function selectClosedPeriods({ tx }: Pick<Context, 'tx'>): Promise<ReadonlySet<string>> {
  const rows = await tx
    .selectFrom('period_verdict')
    .select(['agency', 'period', 'state'])
    .distinctOn(['agency', 'period'])
    .orderBy('agency')
    .orderBy('period')
    .orderBy('version', 'desc')
    .execute();
  return new Set(rows.flatMap(({ agency, period, state }) => (state === 'closed' ? [`${agency}/${period}`] : [])));
}

/** The tasks of an agency that stand, with the period of each. */
export function selectStandingTasks(
  { tx }: Pick<Context, 'tx'>,
  agency: string,
): Promise<{ period: string; state: string }[]> {
  return tx
    .selectFrom('task')
    .select(['period', 'state'])
    .where('agency', '=', agency)
    .where('state', '<>', 'void')
    .execute();
}

export type ReportRow = Selectable<Schema['period_report']>;

/** What was handed in for quarters of a year, in order. */
export function selectPeriodReports({ tx }: Pick<Context, 'tx'>, { agency, year }: OfYear): Promise<ReportRow[]> {
  return tx
    .selectFrom('period_report')
    .selectAll()
    .where('agency', '=', agency)
    .where(sql<boolean>`left(period, 4) = ${String(year)}`)
    .orderBy('period')
    .orderBy('topic')
    .orderBy('version')
    .execute();
}

/** Reports of all years: from the first of them on it is known here what was sent. */
export function selectSentReports({ tx }: Pick<Context, 'tx'>, agency: string) {
  return tx
    .selectFrom('period_report')
    .select(['topic', 'period', 'sent_on'])
    .where('agency', '=', agency)
    .orderBy('period')
    .orderBy('topic')
    .orderBy('version')
    .execute();
}

export async function insertHandedIn(
  { tx }: Pick<Context, 'tx'>,
  row: Insertable<Schema['period_report']>,
): Promise<void> {
  await tx.insertInto('period_report').values(row).execute();
}

/** Held to the end of the transaction: of two who hand in at once, the second sees the first. */
export async function lockReports({ tx }: Pick<Context, 'tx'>, { agency, period }: OfPeriod): Promise<void> {
  await sql`select pg_advisory_xact_lock(hashtextextended(${`report/${agency}/${period}`}, 0))`.execute(tx);
}
