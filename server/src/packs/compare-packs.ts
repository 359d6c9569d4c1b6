import { type AnyRule, findRule, type Pack } from '@sunlot/core/policy/pack.ts';
import { className, ratioText } from '@sunlot/core/policy/plan.ts';
import type { Topic } from '@sunlot/core/policy/rule-topics.ts';
import { LEVEL_NAMES, ruleWords, TOPIC_NAMES } from './rule-words.ts';

/** One line of the comparison: what each pack says of a topic (of a class), empty where it says nothing. */
export type ComparisonRow = {
  readonly topic: string;
  readonly label: string;
  readonly class?: string;
  readonly cells: readonly ComparisonCell[];
};

/** `short` fits into a table: the bare percentages of the levels, or that the rows of a table differ. */
export type ComparisonCell = { readonly short: string; readonly words: string; readonly rules: readonly string[] };

/** Topics that give a number to a class: one line for each class. */
const BY_CLASS: readonly Topic[] = ['ratio', 'annualRatio', 'coverage', 'headcount', 'redraw', 'noRatio', 'ownRatio'];

/** Packs side by side, one line a topic; numbers one line a class. Rows of a table stand under the class they report to. */
export function comparePacks(packs: readonly Pack[]): readonly ComparisonRow[] {
  const classes = reportClasses(packs);
  const numbers = classes.flatMap(({ id, name }) =>
    BY_CLASS.map((topic) => ({
      topic,
      label: `${name} ${TOPIC_NAMES[topic]}`,
      class: id,
      cells: packs.map((pack) => cellOf(pack, numbersOf(pack, topic, id))),
    })),
  );
  const others = (Object.keys(TOPIC_NAMES) as Topic[]).map((topic) => ({
    topic,
    label: TOPIC_NAMES[topic],
    cells: packs.map((pack) => {
      const rules = pack.rules.filter((rule) => rule.topic === topic);
      return cellOf(pack, BY_CLASS.includes(topic) ? rules.filter(({ class: cls }) => cls === 'all') : rules);
    }),
  }));
  return [...numbers, ...others].filter(({ cells }) => cells.some(({ words }) => words !== ''));
}

/** Every class that a pack reports by, in the order of the packs: its classes, with the rows of a table put together. */
function reportClasses(packs: readonly Pack[]): readonly { readonly id: string; readonly name: string }[] {
  const found = new Map<string, string>();
  for (const pack of packs) {
    for (const { id } of pack.classes) {
      const reported = reportedAs(pack, id);
      if (!found.has(reported)) found.set(reported, className(pack, reported));
    }
  }
  return [...found].map(([id, name]) => ({ id, name }));
}

function reportedAs(pack: Pack, cls: string): string {
  return findRule(pack, 'classMap')?.value.rows[cls] ?? cls;
}

function numbersOf(pack: Pack, topic: Topic, reported: string): readonly AnyRule[] {
  return pack.rules.filter(
    (rule) => rule.topic === topic && rule.class !== 'all' && reportedAs(pack, rule.class) === reported,
  );
}

function cellOf(pack: Pack, rules: readonly AnyRule[]): ComparisonCell {
  const severalClasses = new Set(rules.map(({ class: cls }) => cls)).size > 1;
  const said = rules.map((rule) => {
    const who = [
      ...(rule.class !== 'all' && (severalClasses || !pack.classes.some(({ id }) => id === rule.class))
        ? [className(pack, rule.class)]
        : []),
      ...(rule.level !== 'all' && pack.levels.length > 1 ? [LEVEL_NAMES[rule.level]] : []),
    ];
    return [...who, ruleWords(pack, rule)].join(' ');
  });
  const words = said.join('；');
  return { short: shortOf(pack, rules) ?? words, words, rules: rules.map(({ id }) => id) };
}

/** `10%+25%`: the percentages of the levels in the order of the pack; `按行` where the rows of a table have their own. */
function shortOf(pack: Pack, rules: readonly AnyRule[]): string | undefined {
  if (rules.length === 0 || !rules.every((rule) => rule.topic === 'ratio' || rule.topic === 'annualRatio'))
    return undefined;
  if (new Set(rules.map(({ class: cls }) => cls)).size > 1) return '按行';
  const order = ['all', ...pack.levels.map(({ id }) => id)];
  return rules
    .toSorted((a, b) => order.indexOf(a.level) - order.indexOf(b.level))
    .map((rule) => (rule.topic === 'ratio' || rule.topic === 'annualRatio' ? ratioText(rule.value.min) : ''))
    .join('+');
}
