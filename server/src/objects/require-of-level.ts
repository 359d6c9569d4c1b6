import type { CalendarDate } from '@sunlot/core/basics/dates.ts';
import { classify } from '@sunlot/core/policy/classify.ts';
import type { Level } from '@sunlot/core/policy/facts.ts';
import type { Pack } from '@sunlot/core/policy/pack.ts';
import { isOfLevel } from '@sunlot/core/policy/scoped-draw.ts';
import { Problem } from '../problem.ts';
import type { Inside } from './require-inside.ts';

type Asked = {
  readonly pack: Pack;
  readonly level: Level;
  /** As it was typed. */
  readonly filter: string;
  readonly on: CalendarDate;
};

/** Of the objects inside a filter those that the level may draw, by their class of today. @throws Problem task.scopeOfOthers */
export function requireOfLevel({ inside, warnings }: Inside, { pack, level, filter, on }: Asked): Inside {
  const own = inside.filter((object) => isOfLevel(pack, level, classify(pack, { object, date: on })));
  if (own.length > 0) return { inside: own, warnings };
  const { section } = pack.levels.find(({ id }) => id === level)!.clause;
  throw new Problem('task.scopeOfOthers', { filter, n: inside.length, section });
}
