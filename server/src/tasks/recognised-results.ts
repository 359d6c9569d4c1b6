import type { VisitFact } from '@sunlot/core/policy/facts.ts';
import { groupBy } from '@sunlot/core/policy/grouping.ts';
import { type ChangedResult, changedResults, type OthersResult } from '@sunlot/core/policy/recognised-results.ts';
import { sql } from 'kysely';
import type { Context } from '../context.ts';

/** A result of others that a task recognised for one of its objects, and that was corrected or withdrawn since. */
export type ChangedRecognition = ChangedResult & {
  readonly draw: string;
  readonly rank: number;
  /** Was its visit sent out? Then it is answered once more; before that the dispatch asks by itself, and what was imported is imported anew. */
  readonly isSent: boolean;
};

type RecognisedRow = {
  readonly draw: string;
  readonly rank: number;
  readonly key: string;
  readonly agency: string;
  readonly code: string;
  readonly is_sent: boolean;
  readonly choice: string | null;
  /** What the answer took; null where the result came as a row of a workbook. */
  readonly offers: readonly string[] | null;
};

/**
 * Of what a task recognised, by answers or by rows with 不再重复检查依据, the results that say something else today. Where somebody
 * has been there since, nothing rests on them any more. A closed task stays as it was closed.
 */
export async function changedRecognitions(
  ctx: Pick<Context, 'tx'>,
  task: string,
): Promise<readonly ChangedRecognition[]> {
  const rows = await selectRecognised(ctx, task);
  if (rows.length === 0) return [];
  const visits = await selectVisits(ctx, [...new Set(rows.map(({ key }) => key))]);
  return rows.flatMap((row) => {
    const { draw, rank, is_sent: isSent, choice, offers } = row;
    const all = visits.get(row.key) ?? [];
    const own = all.filter(({ agency, taskId }) => agency === row.agency && taskId === row.code);
    const isVisited = own.some(({ recognised, results }) => !recognised && results.length > 0);
    if (isVisited && (offers === null || choice === 'recognise')) return [];
    const others = all.filter(({ agency, recognised }) => agency !== row.agency && !recognised);
    const changed = offers
      ? changedResults(offers, others.map(resultOf))
      : own.flatMap((one) => otherwise(one, others));
    return changed.map((one) => ({ draw, rank, isSent, ...one }));
  });
}

/** For how many of its objects that is so. */
export async function changedObjects(ctx: Pick<Context, 'tx'>, task: string): Promise<number> {
  return new Set((await changedRecognitions(ctx, task)).map(({ draw, rank }) => `${draw}/${rank}`)).size;
}

function resultOf({ agency, date, items, results }: VisitFact): OthersResult {
  return { ref: `${agency}/${date}`, items, results };
}

/** What others found on the day of a recognised row and on its items, where none of it is what the row says. */
function otherwise(row: VisitFact, others: readonly VisitFact[]): readonly ChangedResult[] {
  const sources = others.filter(
    ({ date, items }) =>
      date === row.date && (row.items.length === 0 || items.some((item) => row.items.includes(item))),
  );
  const isSame = ({ results }: VisitFact) => results.length > 0 && results.every((one) => row.results.includes(one));
  const [now] = sources;
  if (!row.recognised || now === undefined || sources.some(isSame)) return [];
  const { ref } = resultOf(now);
  return [{ was: { ref, items: row.items, results: row.results }, now: resultOf(now) }];
}

async function selectRecognised({ tx }: Pick<Context, 'tx'>, task: string): Promise<readonly RecognisedRow[]> {
  const { rows } = await sql<RecognisedRow>`
    select one.draw_id as draw, one.rank, object.key, task.agency, task.code, sent.draw_id is not null as is_sent, sent.choice, answer.offers
    from task
    join draw on draw.task_id = task.id and draw.state in ('drawn', 'revealed')
    join standing_object as one on one.draw_id = draw.id
    join inspection_object as object on object.id = one.object_id
    left join sent_visit as sent on sent.draw_id = one.draw_id and sent.rank = one.rank and sent.k = one.k
    left join visit_answer as answer on answer.id = sent.answer_id and answer.choice = 'recognise'
    where task.id = ${task} and task.state <> 'closed'
      and (answer.id is not null or exists (
        select from visit where visit.agency = task.agency and visit.task_code = task.code and visit.object_key = object.key
          and visit.facts @> '{"recognised": true}'))
      and not exists (
        select from visit_cancellation as gone where gone.draw_id = one.draw_id and gone.object_id = one.object_id)
    order by draw.seq, one.rank`.execute(tx);
  return rows;
}

async function selectVisits(
  { tx }: Pick<Context, 'tx'>,
  keys: readonly string[],
): Promise<ReadonlyMap<string, readonly VisitFact[]>> {
  const rows = await tx
    .selectFrom('visit')
    .select('facts')
    .where(sql<boolean>`object_key = any(${[...keys]})`)
    .orderBy('date')
    .orderBy('id')
    .execute();
  return groupBy(
    rows.map(({ facts }) => facts as VisitFact),
    ({ objectId }) => objectId,
  );
}
