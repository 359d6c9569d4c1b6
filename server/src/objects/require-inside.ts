import { objectVocabulary } from '@sunlot/contract/object-columns.ts';
import type { CalendarDate } from '@sunlot/core/basics/dates.ts';
import type { ObjectFacts } from '@sunlot/core/policy/facts.ts';
import { nearestFirst } from '@sunlot/core/policy/near-miss.ts';
import { type FilterTerm, filterTexts, matchesFilter } from '@sunlot/core/policy/object-filter.ts';
import { Problem } from '../problem.ts';
import type { Filter, FilterValue } from './read-filter.ts';

/** As many values as a refusal lists. */
const SHOWN = 12;

type Asked = Filter & {
  /** As it was typed. */
  readonly filter: string;
  /** Whom the filter chooses from: `重点监管对象`. */
  readonly of: string;
  /** All the directory has: a value that somebody else has is no slip. */
  readonly directory: readonly ObjectFacts[];
  readonly on: CalendarDate;
};

export type Inside = {
  readonly inside: readonly ObjectFacts[];
  /** Values that are known and that nobody it chooses from has today. */
  readonly warnings: readonly string[];
};

/**
 * The objects inside a filter, refused where there is none, and where one of several values is nobody's: a slip would only show when
 * nothing can be drawn, or never. Says which values there are, those nearest to what was typed first. A value that is of a closed list
 * or somebody else's may be nobody's among them today: that is a warning.
 * @throws Problem task.filterEmpty, task.filterValueUnknown
 */
export function requireInside(objects: readonly ObjectFacts[], asked: Asked): Inside {
  const { filter, terms, of, on } = asked;
  const inside = objects.filter((object) => matchesFilter(object, terms, on));
  if (inside.length > 0) return { inside, warnings: absentValues(objects, asked) };
  const alone = terms.filter((term) => !objects.some((object) => matchesFilter(object, [term], on)));
  const values =
    alone.length === 0
      ? '各项分别都有对象，合在一起没有。'
      : alone.map((term) => `${nameOf(term)}现有：${valuesOf(objects, term, on)}。`).join('');
  throw new Problem('task.filterEmpty', { filter, of, values });
}

/** @throws Problem task.filterValueUnknown */
function absentValues(objects: readonly ObjectFacts[], { filter, values, of, directory, on }: Asked): string[] {
  const isSomebodys = (among: readonly ObjectFacts[], { term }: FilterValue) =>
    among.some((object) => matchesFilter(object, [term], on));
  const absent = values.filter((value) => !isSomebodys(objects, value));
  const slips = absent.filter((value) => !value.isListed && !isSomebodys(directory, value));
  if (slips.length > 0) {
    const what = slips.map(({ typed, term }) => {
      const known = valuesOf(directory, { ...term, values: [typed] }, on);
      return `“${nameOf(term)}”没有“${typed}”，现有：${known}。`;
    });
    throw new Problem('task.filterValueUnknown', { filter, what: what.join('') });
  }
  return absent.map(({ typed, term }) => `“${nameOf(term)}”为“${typed}”的，${of}里今天没有：名录里有了以后才会抽到。`);
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
