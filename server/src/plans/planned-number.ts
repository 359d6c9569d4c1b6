import type { EntryScope } from '../db/task-scope.ts';

/** How many an entry of a plan is to draw: also of one that states its number and leaves its scope, and so its base, to the task. */
export function plannedNumber({ n, scope }: { readonly n: number; readonly scope: EntryScope | null }): number {
  return scope?.filter === undefined && scope?.number?.kind === 'count' ? scope.number.n : n;
}
