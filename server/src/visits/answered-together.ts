import type { VisitFact } from '@sunlot/core/policy/facts.ts';
import { groupBy } from '@sunlot/core/policy/grouping.ts';
import type { Context } from '../context.ts';
import { isReply } from './answered-merges.ts';
import { type AnswerBetween, answersBetween } from './answers-between.ts';
import type { Territory } from './territory.ts';

/**
 * Which visits of one object are one and which are not, by what was answered: drawn ones are to be one where each of both tasks answered
 * `merge` or `joint` to the other; and where one answered `separate`, they were two, also on one day.
 */

/** Says of visits with which others they were answered to be one. */
export async function withAnswers(
  ctx: Pick<Context, 'tx'>,
  { codes }: Pick<Territory, 'codes'>,
  visits: readonly VisitFact[],
): Promise<readonly VisitFact[]> {
  const answers = (await answersBetween(ctx, codes)).filter(({ choice }) => choice !== 'separate');
  const together = new Map<string, string>();
  for (const own of groupBy(answers, ({ object_key: key }) => key).values()) {
    for (const answer of own) {
      for (const other of own) if (isReply(answer, other)) join(together, answer, other);
    }
  }
  if (together.size === 0) return visits;
  return visits.map((visit) => {
    const word = together.get(placeOfVisit(visit));
    return word === undefined ? visit : { ...visit, together: word };
  });
}

/** Says of visits from which others they were answered to be apart. */
export async function withSeparations(
  ctx: Pick<Context, 'tx'>,
  codes: readonly string[],
  visits: readonly VisitFact[],
): Promise<readonly VisitFact[]> {
  const apart = new Map<string, string[]>();
  const add = (place: string, other: string) => apart.set(place, [...(apart.get(place) ?? []), other]);
  for (const one of await answersBetween(ctx, codes)) {
    if (one.choice !== 'separate') continue;
    const { object_key: key, agency, task_code: code, other_agency: otherAgency, other_code: otherCode } = one;
    add(placeOf({ agency, code, key }), `${otherAgency}/${otherCode}`);
    add(placeOf({ agency: otherAgency, code: otherCode, key }), `${agency}/${code}`);
  }
  if (apart.size === 0) return visits;
  return visits.map((visit) => {
    const others = apart.get(placeOfVisit(visit));
    return others === undefined ? visit : { ...visit, apart: others };
  });
}

/** Both, and whoever goes with one of them, have one word from now on. */
function join(together: Map<string, string>, one: AnswerBetween, other: AnswerBetween): void {
  const places = [one, other].map(({ agency, task_code: code, object_key: key }) => placeOf({ agency, code, key }));
  const [a, b] = [one, other].map(({ task_id: task }, i) => together.get(places[i]!) ?? task) as [string, string];
  for (const place of places) together.set(place, a);
  for (const [place, word] of together) {
    if (word === b && place.endsWith(`\n${one.object_key}`)) together.set(place, a);
  }
}

type Place = { readonly agency: string; readonly code: string; readonly key: string };

function placeOf({ agency, code, key }: Place): string {
  return `${agency}\n${code}\n${key}`;
}

function placeOfVisit({ agency, taskId, objectId }: VisitFact): string {
  return placeOf({ agency, code: taskId ?? '', key: objectId });
}
