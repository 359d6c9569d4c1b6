import type { CalendarDate } from '../basics/dates.ts';
import { type CandidateRow, type Candidates, planTiers } from './candidates.ts';
import { spanHolds } from './conditions.ts';
import type { ObjectFacts, RecordFact } from './facts.ts';

/** Draws inside tags (定向抽查): the objects of a trade, area or trait, and at random among these. */

/** One condition: the field has one of the values. A list of terms holds where each of them does. */
export interface FilterTerm {
  /** A field of the object, `tags` for any of its tags, or `tag:` and a dimension: `tag:要求`. */
  readonly field: string;
  readonly values: readonly string[];
  /** Dimensions of tags that say the same as the field: read where the object's column is blank. */
  readonly dimensions?: readonly string[];
}

/** Is the object inside every term on the day? A day matters to the 正面清单, which has a beginning and an end. */
export function matchesFilter(object: ObjectFacts, terms: readonly FilterTerm[], on: CalendarDate): boolean {
  return terms.every((term) => {
    const texts = textsOf(object, term, on);
    return term.values.some((value) => texts.some((text) => text === value || isBranch(term.field, text, value)));
  });
}

/** Codes of divisions and trades name everything below them: 1408 every county of the city, 26 every branch of the trade. */
function isBranch(field: string, text: string, value: string): boolean {
  return (field === 'region' || field === 'industry') && /^[A-Z]?\d+$/.test(value) && text.startsWith(value);
}

function textsOf(object: ObjectFacts, { field, dimensions = [] }: FilterTerm, on: CalendarDate): readonly string[] {
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

interface Narrowing {
  readonly objects: readonly ObjectFacts[];
  readonly terms: readonly FilterTerm[];
  /** Day of the freeze. */
  readonly on: CalendarDate;
}

/**
 * A candidate list with everybody outside the filter taken out of the pool. They stay in the base: what the law asks
 * of the class does not shrink because a draw looks at a part of it.
 */
export function withinFilter(found: Candidates, { objects, terms, on }: Narrowing): Candidates {
  const inside = new Set(objects.filter((object) => matchesFilter(object, terms, on)).map(({ id }) => id));
  const rows = found.rows.map(
    (row): CandidateRow =>
      row.state !== 'in' || inside.has(row.objectId) ? row : { ...row, state: 'base', reason: 'outside-filter' },
  );
  const pool = rows.filter(({ state }) => state === 'in');
  const left = found.pool - pool.length;
  const n = Math.min(found.required, pool.length);
  const { shortfall: _, ...rest } = found;
  return {
    ...rest,
    rows,
    pool: pool.length,
    n,
    tiers: planTiers(pool, n),
    ...(n < found.required && {
      shortfall: {
        reason: 'pool-exhausted',
        text: `应抽 ${found.required} 家，定向范围内可抽 ${pool.length} 家，全部抽取。`,
      },
    }),
    excluded: left === 0 ? found.excluded : withReason(found.excluded, left),
    grades: found.grades.map((one) => ({
      ...one,
      pool: pool.filter(({ grade }) => grade === one.grade).length,
    })),
    fullTake: n > 0 && n === pool.length,
  };
}

/** In the order of state and reason, like every other exclusion. */
function withReason(excluded: Candidates['excluded'], count: number): Candidates['excluded'] {
  const keyOf = ({ state, reason }: Candidates['excluded'][number]) => `${state}/${reason}`;
  return [...excluded, { state: 'base' as const, reason: 'outside-filter' as const, count }].sort((a, b) =>
    keyOf(a) < keyOf(b) ? -1 : 1,
  );
}
