import type { CalendarDate } from '../basics/dates.ts';
import { spanHolds } from './conditions.ts';
import type { ObjectFacts, RecordFact } from './facts.ts';
import { factsOn } from './past-facts.ts';

/** Draws inside tags (定向抽查): the objects of a trade, area or trait, and at random among these. */

/** One condition: the field has one of the values. A list of terms holds where each of them does. */
export interface FilterTerm {
  /** A field of the object, `tags` for any of its tags, or `tag:` and a dimension: `tag:要求`. */
  readonly field: string;
  readonly values: readonly string[];
  /** Dimensions of tags that say the same as the field: read where the object's column is blank. */
  readonly dimensions?: readonly string[];
}

/** Is the object inside every term on the day? A day matters to the 正面清单, which has a beginning and an end, and to what rows said before. */
export function matchesFilter(object: ObjectFacts, terms: readonly FilterTerm[], on: CalendarDate): boolean {
  const then = factsOn(object, on);
  return terms.every((term) => {
    const texts = filterTexts(then, term, on);
    return term.values.some((value) => texts.some((text) => text === value || isBranch(term.field, text, value)));
  });
}

/** Codes of divisions and trades name everything below them: 1408 every county of the city, 26 every branch of the trade. */
function isBranch(field: string, text: string, value: string): boolean {
  return (field === 'region' || field === 'industry') && /^[A-Z]?\d+$/.test(value) && text.startsWith(value);
}

/** What an object says where a term asks: the values by which it would be found. */
export function filterTexts(
  object: ObjectFacts,
  { field, dimensions = [] }: Omit<FilterTerm, 'values'>,
  on: CalendarDate,
): readonly string[] {
  const { tags = [] } = object;
  if (field === 'tags') return tags.flatMap((tag) => [tag, tag.slice(tag.indexOf(':') + 1)]);
  if (field.startsWith('tag:')) return tagsOf(object, [field.slice('tag:'.length)]);
  if (field === 'positiveList') return [spanHolds(object.positiveList, on) ? '是' : '否'];
  const value: unknown = object[field as keyof ObjectFacts];
  const tagged = value === undefined ? tagsOf(object, dimensions) : [];
  if (tagged.length > 0) return tagged;
  if (typeof value === 'string') return [value];
  if (!Array.isArray(value)) return [value === true ? '是' : '否'];
  return value.every((one) => typeof one === 'string') ? value : ['是', ...recordTexts(value as readonly RecordFact[])];
}

function tagsOf({ tags = [] }: ObjectFacts, dimensions: readonly string[]): readonly string[] {
  return tags
    .filter((tag) => dimensions.some((dimension) => tag.startsWith(`${dimension}:`)))
    .map((tag) => tag.slice(tag.indexOf(':') + 1));
}

/** A record by its words or number. */
function recordTexts(records: readonly RecordFact[]): readonly string[] {
  return records.flatMap(({ text }) => text ?? []);
}
