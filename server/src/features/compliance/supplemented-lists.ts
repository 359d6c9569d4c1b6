import { groupBy } from '@sunlot/core/policy/grouping.ts';
import type { FrozenRowsOfDraw } from './sql.ts';

/**
 * A list and those that supplement it, as one: a supplementary draw froze the whole class again, so it adds who was not there at
 * the first. Everybody else stays as the first list had them, before it was drawn. The order of the lists stays.
 */
export function supplementedLists(lists: readonly FrozenRowsOfDraw[]): readonly FrozenRowsOfDraw[] {
  const ofPeriod = groupBy(
    lists.filter(({ supplements }) => supplements),
    placeOf,
  );
  return lists
    .filter(({ supplements }) => !supplements)
    .map((list) => (ofPeriod.get(placeOf(list)) ?? []).toReversed().reduce(joined, list));
}

function placeOf({ class: cls, period }: FrozenRowsOfDraw): string {
  return `${cls}/${period}`;
}

function joined(list: FrozenRowsOfDraw, more: FrozenRowsOfDraw): FrozenRowsOfDraw {
  const known = new Set(list.rows.map(({ id }) => id));
  const added = more.rows.filter(({ id }) => !known.has(id));
  return {
    ...list,
    base: list.base + added.length,
    pool: list.pool + added.filter(({ state }) => state === 'in').length,
    rows: [...list.rows, ...added],
  };
}
