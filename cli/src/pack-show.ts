import type { Text } from '@sunlot/contract/languages.ts';
import type { PackView } from '@sunlot/contract/packs.ts';
import { LEVEL_NAMES, STRICTNESS } from '@sunlot/server/packs/rule-words.ts';
import { ruleInEnglish, topicInEnglish } from './english-rule-words.ts';
import type { Output } from './output.ts';

export type Shown = { readonly class?: string; readonly topic?: string; readonly ambiguities?: boolean };

/** The part of a pack that was asked for. */
export function partOf(view: PackView, { class: cls, topic, ambiguities }: Shown): PackView {
  const isAsked = (rule: PackView['rules'][number]) =>
    (cls === undefined || rule.class === cls) && (topic === undefined || rule.topic === topic);
  return {
    ...view,
    classes: ambiguities || topic !== undefined ? [] : view.classes.filter(({ id }) => cls === undefined || id === cls),
    rules: ambiguities ? [] : view.rules.filter(isAsked),
    ambiguities: ambiguities || (cls === undefined && topic === undefined) ? view.ambiguities : [],
  };
}

/** A pack for an official: classes with their conditions and numbers, then everything else, then the readings. */
export function packLines(view: PackView, whole: PackView, output: Output): readonly string[] {
  const { say } = output;
  const general = view.rules.filter(({ class: cls }) => !view.classes.some(({ id }) => id === cls));
  return [
    say(
      `${view.name}（${view.id} 第 ${view.version} 版，${view.effectiveFrom} 起）`,
      `${view.name} (${view.id}, version ${view.version}, from ${view.effectiveFrom})`,
    ),
    `《${view.source.title}》${[view.source.number, view.source.issued].filter(Boolean).join('，')}`,
    ...view.levels.map(({ name, classes }) => `${name}：${classes.map((id) => nameOf(whole, id)).join('、')}`),
    ...view.classes.flatMap((cls) => ['', ...classLines(output, view, cls)]),
    ...(general.length > 0 ? ['', say('其他规定', 'Other rules')] : []),
    ...general.flatMap((rule) => ruleLines(output, rule)),
    ...(view.ambiguities.length > 0 ? ['', say('歧义与开关', 'Readings and switches')] : []),
    ...view.ambiguities.flatMap((one) => ambiguityLines(output, one)),
  ];
}

function nameOf(view: PackView, id: string): string {
  return view.classes.find((cls) => cls.id === id)?.name ?? id;
}

const WITHIN: Readonly<Record<string, Text>> = {
  previousQuarter: { zh: '上一季度', en: 'the previous quarter' },
  previousYear: { zh: '上一年度', en: 'the previous year' },
  ever: { zh: '任何时候', en: 'all time' },
};

function classLines(output: Output, view: PackView, cls: PackView['classes'][number]): readonly string[] {
  const { lang, say } = output;
  const conditions = cls.conditions.flatMap(({ fact, when, within, origin, clause }) => {
    const span = within && WITHIN[within]?.[lang];
    return [
      `  · ${fact}  ${clauseText(output, clause, origin)}`,
      `      ${span ? say(`${span}有事件：`, `an event of ${span}: `) : ''}${when}`,
    ];
  });
  const aliases = cls.aliases.join('、');
  return [
    say(`${cls.name}（${cls.id}）`, `${cls.name} (${cls.id})`) +
      (aliases === '' ? '' : say(`  又称 ${aliases}`, `  also ${aliases}`)),
    ...conditions,
    ...(cls.stays ? [`  · ${cls.stays.fact}  ${clauseText(output, cls.stays.clause, 'scheme')}`] : []),
    ...(cls.otherwise ? [say('  · 不属于其他类别的', '  · those of no other class')] : []),
    ...view.rules.filter((rule) => rule.class === cls.id).flatMap((rule) => ruleLines(output, rule)),
  ];
}

const STRICTNESS_IN_ENGLISH: Readonly<Record<keyof typeof STRICTNESS, string>> = {
  hard: 'must',
  principle: 'in principle',
  soft: 'a hint',
  info: 'shown only',
};
const LEVELS_IN_ENGLISH: Readonly<Record<string, string>> = {
  municipal: 'municipal level',
  newArea: 'level of the new area',
  county: 'county level',
};

function ruleLines(output: Output, rule: PackView['rules'][number]): readonly string[] {
  const { say } = output;
  const { topic, topicName, level, words, clause, origin, onlyIf } = rule;
  const strictness = rule.strictness as keyof typeof STRICTNESS;
  const where = level === 'all' ? '' : say(`（${LEVEL_NAMES[level]}）`, ` (${LEVELS_IN_ENGLISH[level]})`);
  const under = (onlyIf ?? []).map((one) => `${one.switch}=${one.is}`);
  const reading = under.length === 0 ? '' : say(`  仅当 ${under.join('、')}`, `  only if ${under.join(', ')}`);
  return [
    say(
      `  ${topicName}${where}：${words}  【${STRICTNESS[strictness]}】${reading}`,
      `  ${topicInEnglish(topic)}${where}: ${ruleInEnglish(words)}  [${STRICTNESS_IN_ENGLISH[strictness]}]${reading}`,
    ),
    `      ${clauseText(output, clause, origin)}`,
  ];
}

function clauseText(
  { say }: Output,
  { section, quote, note }: PackView['rules'][number]['clause'],
  origin: PackView['rules'][number]['origin'],
): string {
  const phrase = quote === '' ? '' : `「${quote}」`;
  if (origin !== 'derived') return `${section}${phrase}`;
  return `${say('【方案未写】', '[not in the scheme] ')}${section}${phrase}${note ? ` ${note}` : ''}`;
}

function ambiguityLines(output: Output, one: PackView['ambiguities'][number]): readonly string[] {
  const { say } = output;
  const { id, problem, reading, clause, switches, values, rules } = one;
  const why = clauseText(output, clause, 'scheme');
  return [
    `  ${id} ${problem}`,
    say(`      读法：${reading}  ${why}`, `      reading: ${reading}  ${why}`),
    ...switches.map(({ key, default: usual, options, value }) =>
      say(
        `      开关 ${key} = ${value}（默认 ${usual}；可选 ${options.join('、')}）`,
        `      switch ${key} = ${value} (default ${usual}; options ${options.join(', ')})`,
      ),
    ),
    ...values.map(({ key, words }) =>
      say(
        `      数值 ${key} = ${words}（本单位可改：pack switch ${key} …）`,
        `      number ${key} = ${ruleInEnglish(words)} (the agency may change it: pack switch ${key} …)`,
      ),
    ),
    ...(rules.length > 0 ? [say(`      规则 ${rules.join('、')}`, `      rules ${rules.join(', ')}`)] : []),
  ];
}
