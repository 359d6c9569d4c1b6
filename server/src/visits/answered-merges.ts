import type { AnswerBetween } from './answers-between.ts';

/** One visit for several tasks takes the answer of each: what a task has said so far, and what the others said to it. */

type Place = { readonly task: string; readonly key: string };

/** A task that is to go together with others about one object, and one of them that does not, or has not said so yet. */
export type NotTogether = {
  readonly key: string;
  readonly own: AnswerBetween;
  /** `separate`: it goes alone, for a reason. Absent: nothing to this task so far. */
  readonly heard?: AnswerBetween;
};

/** What a task answered to go together, and the other has not answered so; by the code of the other. */
export function notTogether(answers: readonly AnswerBetween[], task: string): readonly NotTogether[] {
  return answers
    .filter((own) => own.task_id === task && own.choice !== 'separate')
    .flatMap((own) => {
      const heard = answers.find((other) => isReply(own, other));
      if (heard && heard.choice !== 'separate') return [];
      return [{ key: own.object_key, own, ...(heard && { heard }) }];
    })
    .sort((a, b) => (a.own.other_code < b.own.other_code ? -1 : 1));
}

/** Other tasks of the same authority whose visit of an object is one with that of a task, also through a third one. */
export function mergedTasks(answers: readonly AnswerBetween[], { task, key }: Place): readonly string[] {
  const agreed = answers.filter(
    (one) => one.object_key === key && one.agency === one.other_agency && isAgreed(answers, one),
  );
  const found = [task];
  for (const id of found)
    for (const { task_id: from, other_task: to } of agreed) if (from === id && !found.includes(to)) found.push(to);
  return found.slice(1);
}

function isAgreed(answers: readonly AnswerBetween[], one: AnswerBetween): boolean {
  return one.choice !== 'separate' && answers.some((other) => other.choice !== 'separate' && isReply(one, other));
}

/** The answer of the other task about the same object, to this one. */
export function isReply(one: AnswerBetween, other: AnswerBetween): boolean {
  return one.object_key === other.object_key && one.other_task === other.task_id && other.other_task === one.task_id;
}
