import type { Pack } from '@sunlot/core/policy/pack.ts';
import { comparePacks } from '@sunlot/server/packs/compare-packs.ts';
import { diffPacks, type PackChange } from '@sunlot/server/packs/pack-diff.ts';
import { displayWidth, type Output, table } from './output.ts';

const PARTS: Readonly<Record<PackChange['part'], string>> = {
  level: '层级',
  class: '类别',
  rule: '规则',
  switch: '开关',
};
const MARKS: Readonly<Record<PackChange['change'], string>> = { added: '+', removed: '-', changed: '~' };

export type Difference = { readonly value: object; readonly lines: readonly string[] };

/** What a second pack says otherwise than the first. */
export function differenceOf(before: Pack, after: Pack, { say }: Output): Difference {
  const changes = diffPacks(before, after);
  return {
    value: { before: labelOf(before), after: labelOf(after), changes },
    lines: [
      `${titleOf(before)} → ${titleOf(after)}`,
      ...(changes.length === 0 ? [say('没有差别', 'no difference')] : changes.flatMap(changeLines)),
    ],
  };
}

function changeLines({ part, id, change, before, after, clause }: PackChange): readonly string[] {
  return [
    `${MARKS[change]} ${PARTS[part]} ${id}`,
    ...(before === undefined ? [] : [`    原：${before}`]),
    ...(after === undefined ? [] : [`    新：${after}`]),
    `    ${clause.section}${clause.quote ? `「${clause.quote}」` : ''}`,
  ];
}

/** Two or more packs side by side, a line a topic. */
export function sideBySide(packs: readonly Pack[], { say }: Output): Difference {
  const rows = comparePacks(packs);
  const lines = table([
    [say('主题', 'topic'), ...packs.map(titleOf)],
    ...rows.map(({ label, cells }) => [label, ...cells.map(({ short }) => (short === '' ? '—' : cut(short)))]),
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

function titleOf({ name, version }: Pack): string {
  return version === 1 ? name : `${name} 第${version}版`;
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
