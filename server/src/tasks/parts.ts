import type { Selectable } from 'kysely';
import type { Schema } from '../db/schema.ts';

/** An entry of the plan is drawn at once, or a yearly one in parts (分批), of which each is a task; what is lacking then is drawn as a supplement. */

type OfEntry = Pick<Selectable<Schema['task']>, 'n' | 'round' | 'supplement'>;

/** How many of an entry are left for further parts; nobody where it is drawn at once. */
export function leftOfEntry({ n: planned }: { readonly n: number }, tasks: readonly OfEntry[]): number {
  if (tasks.some(({ round, supplement }) => round === null && supplement === null)) return 0;
  return planned - tasks.reduce((sum, { n }) => sum + n, 0);
}

/** Has the entry tasks for all that is planned, so that there can only be a supplementary draw? */
export function isTakenWhole(entry: { readonly n: number }, tasks: readonly OfEntry[]): boolean {
  return tasks.length > 0 && leftOfEntry(entry, tasks) <= 0;
}
