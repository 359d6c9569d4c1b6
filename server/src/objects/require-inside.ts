import { objectVocabulary } from '@sunlot/contract/object-columns.ts';
import type { CalendarDate } from '@sunlot/core/basics/dates.ts';
import type { ObjectFacts } from '@sunlot/core/policy/facts.ts';
import { nearestFirst } from '@sunlot/core/policy/near-miss.ts';
import { type FilterTerm, filterTexts, matchesFilter } from '@sunlot/core/policy/object-filter.ts';
import { Problem } from '../problem.ts';

/** As many values as a refusal lists. */
const SHOWN = 12;

type Asked = {
  /** As it was typed. */
  readonly filter: string;
  readonly terms: readonly FilterTerm[];
  /** Whom the filter chooses from: `重点监管对象`. */
  readonly of: string;
  readonly on: CalendarDate;
};

/**
 * The objects inside a filter, refused where there is none: a slip in a value would only show when nothing can be drawn.
 * Says which values there are, those nearest to what was typed first.
 * @throws Problem task.filterEmpty
 */
export function requireInside(objects: readonly ObjectFacts[], asked: Asked): readonly ObjectFacts[] {
  const { filter, terms, of, on } = asked;
  const inside = objects.filter((object) => matchesFilter(object, terms, on));
  if (inside.length > 0) return inside;
  const alone = terms.filter((term) => !objects.some((object) => matchesFilter(object, [term], on)));
  const values =
    alone.length === 0
      ? '各项分别都有对象，合在一起没有。'
      : alone.map((term) => `${nameOf(term)}现有：${valuesOf(objects, term, on)}。`).join('');
  throw new Problem('task.filterEmpty', { filter, of, values });
}

const columnOf = ({ field }: FilterTerm) => objectVocabulary.columns.find(({ id }) => id === field);

function nameOf(term: FilterTerm): string {
  return columnOf(term)?.header ?? term.field.replace(/^tag:/, '');
}

/** In the words of the workbook. What a blank cell reads as (否) is a value of columns of yes and no alone. */
function valuesOf(objects: readonly ObjectFacts[], term: FilterTerm, on: CalendarDate): string {
  const column = columnOf(term);
  const isText = column?.type !== 'yesNo' && column?.type !== 'span' && column?.type !== 'records';
  const found = new Set(objects.flatMap((object) => filterTexts(object, term, on)));
  const words = [...found]
    .filter((text) => !(isText && text === '否'))
    .map((text) => column?.choices?.[text]?.[0] ?? text)
    .sort();
  return shortList(nearestFirst(term.values[0]!, [...new Set(words)]));
}

export function shortList(words: readonly string[]): string {
  if (words.length === 0) return '无';
  return words.slice(0, SHOWN).join('、') + (words.length > SHOWN ? ` 等 ${words.length} 项` : '');
}
