import type { CalendarDate } from '../basics/dates.ts';
import { list, object, type Shape, text } from '../basics/shape.ts';
import { code, date, name } from './alphabet-shapes.ts';
import { isPlaceName } from './place-name.ts';

/**
 * One line of `results.jsonl`: a result that was published. `ranks`: the places that its visit served, as `3` or `17.1`; an object drawn in
 * two strata is visited once and its result names both. `outcome`: the code of the result, `wording` the public sentence as it stands there.
 */
export type PublishedResult = {
  readonly ranks: readonly string[];
  readonly outcome: string;
  readonly wording: string;
  readonly publishedAt: CalendarDate;
};

export const publishedResult: Shape<PublishedResult> = object(
  { ranks: list(text('a rank', isPlaceName), 1), outcome: code, wording: name, publishedAt: date },
  {},
);
