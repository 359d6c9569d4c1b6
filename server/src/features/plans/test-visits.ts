import { inTransaction, SYSTEM } from '../../db/transaction.ts';
import type { Tree } from '../agencies/test-tree.ts';

type Made = {
  readonly agency: string;
  readonly date: string;
  readonly keys: readonly string[];
  /** The number of the task; absent = none was written down. */
  readonly task?: string;
};

/** Visits to key objects as they stand in the ledger, without the import. */
export function addVisits(tree: Tree, { agency, date, keys, task }: Made): Promise<unknown> {
  const common = { date, class: 'key', level: 'county', agency, taskType: 'daily', selection: 'random' };
  const rest = { state: 'completed', items: ['1'], method: 'onSite', results: ['未发现问题'] };
  const of = task === undefined ? {} : { taskId: task, period: `${task.slice(0, 4)}${task.slice(4, 6).toUpperCase()}` };
  return inTransaction(tree.deps.database.db, SYSTEM, (tx) =>
    tx
      .insertInto('visit')
      .values(
        keys.map((key) => ({
          ...{ id: `vst_${date}_${key}`, agency, recorded_by: agency, object_key: key, date, task_code: task ?? '' },
          ...{ level: 'county', class: 'key', row_hash: Buffer.alloc(32), added_at: `${date}T09:00:00Z` },
          ...{ updated_at: `${date}T09:00:00Z` },
          facts: JSON.stringify({ ...common, ...rest, ...of, objectId: key }),
        })),
      )
      .execute(),
  );
}
