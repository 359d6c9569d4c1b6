import type { ObjectFacts } from './facts.ts';

/** Draws inside tags (定向抽查): the objects of a trade, area or trait, and at random among these. */

/** One condition: the field has one of the values. A list of terms holds where each of them does. */
export interface FilterTerm {
  /** A field of the object, `tags` for any of its tags, or `tag:` and a dimension: `tag:要求`. */
  readonly field: string;
  readonly values: readonly string[];
}

export function matchesFilter(object: ObjectFacts, terms: readonly FilterTerm[]): boolean {
  return terms.every(({ field, values }) => {
    const texts = textsOf(object, field);
    return values.some((value) => texts.some((text) => text === value || isBranch(field, text, value)));
  });
}

/** Codes of divisions and trades name everything below them: 1408 every county of the city, 26 every branch of the trade. */
function isBranch(field: string, text: string, value: string): boolean {
  return (field === 'region' || field === 'industry') && /^[A-Z]?\d+$/.test(value) && text.startsWith(value);
}

function textsOf(object: ObjectFacts, field: string): readonly string[] {
  const { tags = [] } = object;
  if (field === 'tags') return tags.flatMap((tag) => [tag, tag.slice(tag.indexOf(':') + 1)]);
  if (field.startsWith('tag:')) {
    const dimension = `${field.slice('tag:'.length)}:`;
    return tags.filter((tag) => tag.startsWith(dimension)).map((tag) => tag.slice(dimension.length));
  }
  const value: unknown = object[field as keyof ObjectFacts];
  if (typeof value === 'string') return [value];
  if (Array.isArray(value)) return value.map(String);
  return [value === true ? '是' : '否'];
}
