import { sql } from 'kysely';
import type { Context } from '../context.ts';

/** The answer of one task about an object that names another task, which has drawn the object as well. */
export type AnswerBetween = {
  readonly object_key: string;
  readonly agency: string;
  readonly task_id: string;
  readonly task_code: string;
  readonly other_agency: string;
  readonly other_task: string;
  readonly other_code: string;
  readonly choice: 'merge' | 'joint' | 'separate';
  /** Of the answer. */
  readonly id: string;
  readonly sealed_reason: Uint8Array | null;
};

/** Answers of the tasks of some agencies to reminders, and those of other levels that name such a task: they decide about both. */
export async function answersBetween(
  { tx }: Pick<Context, 'tx'>,
  agencies: readonly string[],
): Promise<readonly AnswerBetween[]> {
  const { rows } = await sql<AnswerBetween>`select * from answers_between(${[...agencies]})`.execute(tx);
  return rows;
}

/** What the sealed reason of an answer is bound to. */
export function answerReasonPurpose(id: string): string {
  return `visit-answer/${id}/reason`;
}

/** The reason of an answer, opened. */
export function answerReason(
  { keys }: Pick<Context, 'keys'>,
  { id, sealed_reason }: { readonly id: string; readonly sealed_reason: Uint8Array | null },
): string | undefined {
  if (sealed_reason === null) return undefined;
  return Buffer.from(keys.open(sealed_reason, answerReasonPurpose(id))).toString('utf8');
}
