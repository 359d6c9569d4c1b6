import type { Text } from '@sunlot/contract/languages.ts';
import type { Pack } from '@sunlot/core/policy/pack.ts';
import type { Topic } from '@sunlot/core/policy/rule-topics.ts';
import { comparePacks } from '@sunlot/server/packs/compare-packs.ts';
import { diffPacks, type PackChange } from '@sunlot/server/packs/pack-diff.ts';
import { TOPIC_NAMES } from '@sunlot/server/packs/rule-words.ts';
import { ruleInEnglish, topicInEnglish } from './english-rule-words.ts';
import { displayWidth, type Output, table } from './output.ts';

const PARTS: Readonly<Record<PackChange['part'], Text>> = {
  level: { zh: '层级', en: 'level' },
  class: { zh: '类别', en: 'class' },
  rule: { zh: '规则', en: 'rule' },
  switch: { zh: '开关', en: 'switch' },
};
const MARKS: Readonly<Record<PackChange['change'], string>> = { added: '+', removed: '-', changed: '~' };

export type Difference = { readonly value: object; readonly lines: readonly string[] };

/** What a second pack says otherwise than the first. */
export function differenceOf(before: Pack, after: Pack, output: Output): Difference {
  const { say } = output;
  const changes = diffPacks(before, after);
  return {
    value: { before: labelOf(before), after: labelOf(after), changes },
    lines: [
      `${titleOf(output, before)} → ${titleOf(output, after)}`,
      ...(changes.length === 0
        ? [say('没有差别', 'no difference')]
        : changes.flatMap((one) => changeLines(output, one))),
    ],
  };
}

function changeLines(
  { lang, say }: Output,
  { part, id, change, before, after, clause }: PackChange,
): readonly string[] {
  const told = (words: string) => (part === 'rule' ? ruleInEnglish(words) : words);
  return [
    `${MARKS[change]} ${PARTS[part][lang]} ${id}`,
    ...(before === undefined ? [] : [say(`    原：${before}`, `    before: ${told(before)}`)]),
    ...(after === undefined ? [] : [say(`    新：${after}`, `    after: ${told(after)}`)]),
    `    ${clause.section}${clause.quote ? `「${clause.quote}」` : ''}`,
  ];
}

/** Two or more packs side by side, a line a topic. */
export function sideBySide(packs: readonly Pack[], output: Output): Difference {
  const { say } = output;
  const rows = comparePacks(packs);
  const lines = table([
    [say('主题', 'topic'), ...packs.map((pack) => titleOf(output, pack))],
    ...rows.map(({ topic, label, cells }) => [
      say(label, label.replace(TOPIC_NAMES[topic as Topic], topicInEnglish(topic))),
      ...cells.map(({ short }) => (short === '' ? '—' : cut(say(short, ruleInEnglish(short))))),
    ]),
  ]);
  return {
    value: { packs: packs.map(labelOf), rows },
    lines: [
      ...lines,
      '',
      say(
        '过长的内容有省略；全文见 --json 或 sunlot pack show。',
        'Long texts are cut; see --json or sunlot pack show.',
      ),
    ],
  };
}

function labelOf({ id, version, name, effectiveFrom }: Pack) {
  return { pack: id, version, name, effectiveFrom };
}

function titleOf({ say }: Output, { name, version }: Pack): string {
  return version === 1 ? name : say(`${name} 第${version}版`, `${name} version ${version}`);
}

const WIDEST = 28;

function cut(text: string): string {
  if (displayWidth(text) <= WIDEST) return text;
  let kept = '';
  for (const character of text) {
    if (displayWidth(kept + character) > WIDEST - 2) break;
    kept += character;
  }
  return `${kept}…`;
}
