import type { VisitFact } from '@sunlot/core/policy/facts.ts';
import { recordsOfVisits } from '@sunlot/core/policy/visit-units.ts';
import { sql } from 'kysely';
import type { Context } from '../context.ts';
import { answerReason } from './answers-between.ts';
import type { Territory } from './territory.ts';

type Sent = {
  readonly agency: string;
  readonly code: string;
  readonly key: string;
  readonly trigger: string | null;
  /** Of the answer; null where it has no approved reason. */
  readonly id: string | null;
  readonly sealed_reason: Uint8Array | null;
  readonly approver: string | null;
};

/**
 * Visits on the spot with why somebody was sent there, as it was answered for the task before its dispatch: the ground, or the reason and
 * who approved it. What the record of a visit says itself comes first.
 */
export async function withAnsweredMethods(
  ctx: Pick<Context, 'tx' | 'keys'>,
  { codes }: Pick<Territory, 'codes'>,
  visits: readonly VisitFact[],
): Promise<readonly VisitFact[]> {
  const { rows } = await sql<Sent>`
    select task.agency, task.code, object.key, sent.trigger, answer.id, answer.sealed_reason, approver.login as approver
    from sent_visit as sent
    join task on task.id = sent.task_id
    join standing_object as place on place.draw_id = sent.draw_id and place.rank = sent.rank and place.k = coalesce(sent.k, place.k)
    join inspection_object as object on object.id = place.object_id
    left join visit_answer as answer
      on answer.id = sent.answer_id and answer.approved_by is not null and answer.sealed_reason is not null
    left join app_user as approver on approver.id = answer.approved_by
    where sent.agency = any(${[...codes]}) and sent.method = 'onSite'
      and (sent.trigger is not null or answer.id is not null)`.execute(ctx.tx);
  const answers = new Map(rows.map((row) => [place(row.agency, row.code, row.key), answeredOf(ctx, row)]));
  const objects = new Set(rows.map(({ key }) => key));
  const onSite = visits.filter(({ method, objectId }) => method === 'onSite' && objects.has(objectId));
  const known = new Map<VisitFact, Answered>();
  // One visit under the numbers of several tasks was sent for by whichever of them says why (AMB-50).
  for (const records of recordsOfVisits(onSite)) {
    const found = records.map(({ agency, taskId, objectId }) => answers.get(place(agency, taskId ?? '', objectId)));
    const answered = found.find((one) => one !== undefined);
    if (answered) for (const record of records) known.set(record, answered);
  }
  return visits.map((visit) => {
    const answered = known.get(visit);
    return answered ? { ...answered, ...visit } : visit;
  });
}

type Answered = Pick<VisitFact, 'trigger' | 'methodReason'>;

function answeredOf(ctx: Pick<Context, 'keys'>, { trigger, id, sealed_reason, approver }: Sent): Answered {
  const reason = id === null ? undefined : answerReason(ctx, { id, sealed_reason });
  return {
    ...(trigger !== null && { trigger }),
    ...(reason !== undefined && { methodReason: { reason, approvedBy: approver! } }),
  };
}

function place(agency: string, code: string, key: string): string {
  return `${agency}/${code}/${key}`;
}
