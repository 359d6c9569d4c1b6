import type { VisitFact } from '@sunlot/core/policy/facts.ts';
import { groupBy } from '@sunlot/core/policy/grouping.ts';
import { sql } from 'kysely';
import type { Context } from '../context.ts';
import type { Territory } from './territory.ts';

/** Which drawn visits of one object are to be one: each was answered `merge` or `joint`, and the offer named the other task. */

type Answer = {
  readonly agency: string;
  readonly code: string;
  readonly task: string;
  readonly key: string;
  readonly choice: string | null;
  readonly offers: readonly string[];
};

/** Says of visits with which others they were answered to be one. */
export async function withAnswers(
  ctx: Pick<Context, 'tx'>,
  { codes }: Pick<Territory, 'codes'>,
  visits: readonly VisitFact[],
): Promise<readonly VisitFact[]> {
  const answers = (await selectAnswers(ctx, codes)).filter(({ choice }) => choice === 'merge' || choice === 'joint');
  const together = new Map<string, string>();
  for (const own of groupBy(answers, ({ key }) => key).values()) {
    for (const answer of own) {
      for (const other of own) if (areOne(answer, other)) join(together, answer, other);
    }
  }
  if (together.size === 0) return visits;
  return visits.map((visit) => {
    const word = together.get(placeOf({ agency: visit.agency, code: visit.taskId ?? '', key: visit.objectId }));
    return word === undefined ? visit : { ...visit, together: word };
  });
}

function areOne(one: Answer, other: Answer): boolean {
  return one.task !== other.task && names(one, other) && names(other, one);
}

function names({ offers }: Answer, { task }: Answer): boolean {
  return offers.includes(`merge:${task}`) || offers.includes(`joint:${task}`);
}

/** Both, and whoever goes with one of them, have one word from now on. */
function join(together: Map<string, string>, one: Answer, other: Answer): void {
  const [a, b] = [one, other].map((each) => together.get(placeOf(each)) ?? each.task) as [string, string];
  for (const each of [one, other]) together.set(placeOf(each), a);
  for (const [place, word] of together) {
    if (word === b && place.endsWith(`\n${one.key}`)) together.set(place, a);
  }
}

function placeOf({ agency, code, key }: Pick<Answer, 'agency' | 'code' | 'key'>): string {
  return `${agency}\n${code}\n${key}`;
}

/** The last answer about each drawn object of some agencies. */
async function selectAnswers({ tx }: Pick<Context, 'tx'>, agencies: readonly string[]): Promise<readonly Answer[]> {
  const { rows } = await sql<Answer>`
    select distinct on (answer.draw_id, answer.rank)
           one.agency, task.code, task.id as task, object.key, answer.choice, answer.offers
    from visit_answer as answer
    join standing_object as one on one.draw_id = answer.draw_id and one.rank = answer.rank
    join draw on draw.id = one.draw_id and draw.state in ('drawn', 'revealed')
    join task on task.id = draw.task_id
    join inspection_object as object on object.id = one.object_id
    where answer.agency = any(${[...agencies]})
    order by answer.draw_id, answer.rank, answer.position desc`.execute(tx);
  return rows;
}
