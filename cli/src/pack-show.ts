import type { PackView } from '@sunlot/contract/packs.ts';
import { LEVEL_NAMES, STRICTNESS } from '@sunlot/server/packs/rule-words.ts';
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
export function packLines(view: PackView, whole: PackView, { say }: Output): readonly string[] {
  const general = view.rules.filter(({ class: cls }) => !view.classes.some(({ id }) => id === cls));
  return [
    say(
      `${view.name}（${view.id} 第 ${view.version} 版，${view.effectiveFrom} 起）`,
      `${view.name} (${view.id}, version ${view.version}, from ${view.effectiveFrom})`,
    ),
    `《${view.source.title}》${[view.source.number, view.source.issued].filter(Boolean).join('，')}`,
    ...view.levels.map(({ name, classes }) => `${name}：${classes.map((id) => nameOf(whole, id)).join('、')}`),
    ...view.classes.flatMap((cls) => ['', ...classLines(view, cls)]),
    ...(general.length > 0 ? ['', say('其他规定', 'Other rules')] : []),
    ...general.flatMap((rule) => ruleLines(rule)),
    ...(view.ambiguities.length > 0 ? ['', say('歧义与开关', 'Readings and switches')] : []),
    ...view.ambiguities.flatMap(ambiguityLines),
  ];
}

function nameOf(view: PackView, id: string): string {
  return view.classes.find((cls) => cls.id === id)?.name ?? id;
}

const WITHIN: Readonly<Record<string, string>> = {
  previousQuarter: '上一季度',
  previousYear: '上一年度',
  ever: '任何时候',
};

function classLines(view: PackView, cls: PackView['classes'][number]): readonly string[] {
  const conditions = cls.conditions.flatMap(({ fact, when, within, origin, clause }) => [
    `  · ${fact}  ${clauseText(clause, origin)}`,
    `      ${within ? `${WITHIN[within]}有事件：` : ''}${when}`,
  ]);
  return [
    `${cls.name}（${cls.id}）${cls.aliases.length > 0 ? `  又称 ${cls.aliases.join('、')}` : ''}`,
    ...conditions,
    ...(cls.stays ? [`  · ${cls.stays.fact}  ${clauseText(cls.stays.clause, 'scheme')}`] : []),
    ...(cls.otherwise ? ['  · 不属于其他类别的'] : []),
    ...view.rules.filter((rule) => rule.class === cls.id).flatMap((rule) => ruleLines(rule)),
  ];
}

function ruleLines(rule: PackView['rules'][number]): readonly string[] {
  const { topicName, level, words, strictness, clause, origin, onlyIf } = rule;
  const where = level === 'all' ? '' : `（${LEVEL_NAMES[level]}）`;
  const reading = onlyIf ? `  仅当 ${onlyIf.map((one) => `${one.switch}=${one.is}`).join('、')}` : '';
  return [
    `  ${topicName}${where}：${words}  【${STRICTNESS[strictness as keyof typeof STRICTNESS]}】${reading}`,
    `      ${clauseText(clause, origin)}`,
  ];
}

function clauseText(
  { section, quote, note }: PackView['rules'][number]['clause'],
  origin: PackView['rules'][number]['origin'],
): string {
  const phrase = quote === '' ? '' : `「${quote}」`;
  return origin === 'derived' ? `【方案未写】${section}${phrase}${note ? ` ${note}` : ''}` : `${section}${phrase}`;
}

function ambiguityLines({ id, problem, reading, clause, switches, values, rules }: PackView['ambiguities'][number]) {
  return [
    `  ${id} ${problem}`,
    `      读法：${reading}  ${clauseText(clause, 'scheme')}`,
    ...switches.map(
      ({ key, default: usual, options, value }) =>
        `      开关 ${key} = ${value}（默认 ${usual}；可选 ${options.join('、')}）`,
    ),
    ...values.map(({ key, words }) => `      数值 ${key} = ${words}（本单位可改：pack switch ${key} …）`),
    ...(rules.length > 0 ? [`      规则 ${rules.join('、')}`] : []),
  ];
}
