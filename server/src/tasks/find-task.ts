import { type Selectable, sql } from 'kysely';
import type { Schema } from '../db/schema.ts';
import type { Tx } from '../db/transaction.ts';
import { Problem } from '../problem.ts';

/**
 * The id of a task known by its id or code. Codes repeat from agency to agency: one's own comes first, a withdrawn one after the one that has
 * its number now. Of the tasks of several agencies none is taken in silence.
 * @throws Problem task.unknown, task.ambiguous
 */
export async function knownTaskId(tx: Tx, idOrCode: string): Promise<string> {
  const found = await tx
    .selectFrom('task')
    .leftJoin('agency', 'agency.code', 'task.agency')
    .select(['task.id', 'task.agency', 'agency.name'])
    .select([sql<boolean>`owns(task.agency)`.as('own'), sql<boolean>`task.state = 'void'`.as('void')])
    .where((eb) => eb.or([eb('task.id', '=', idOrCode), eb('task.code', '=', idOrCode)]))
    .orderBy('own', 'desc')
    .orderBy('void')
    .orderBy('task.created_at', 'desc')
    .orderBy('task.agency')
    .execute();
  const [first] = found;
  if (!first) throw new Problem('task.unknown', { task: idOrCode });
  const alike = found.filter(({ own, void: isVoid }) => own === first.own && isVoid === first.void);
  if (new Set(alike.map(({ agency }) => agency)).size > 1) {
    const tasks = alike.map(({ agency, name, id }) => `${name ?? agency}（${id}）`).join('、');
    throw new Problem('task.ambiguous', { task: idOrCode, tasks });
  }
  return first.id;
}

/** A task by its id or code. @throws Problem task.unknown, task.ambiguous */
export async function findTask(tx: Tx, idOrCode: string): Promise<Selectable<Schema['task']>> {
  const id = await knownTaskId(tx, idOrCode);
  return tx.selectFrom('task').selectAll().where('id', '=', id).executeTakeFirstOrThrow();
}
