import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { rowInEnglish } from './english-rows.ts';
import { ENGLISH_ROWS } from './english-rows-table.ts';

const SERVER = new URL('../../server/src/', import.meta.url).pathname;
const SOURCES = [
  ...readdirSync(join(SERVER, 'workbooks'))
    .filter((file) => /^(?:judge-|read-(?!csv|xlsx|table|worker)|row-reader|parse-values)/.test(file))
    .filter((file) => !file.endsWith('.test.ts'))
    .map((file) => `workbooks/${file}`),
  ...['objects', 'items', 'visits'].map((name) => `features/${name}/import-${name}.ts`),
  'features/visits/after-closing.ts',
  'inspectors/hindrances.ts',
  'features/visit-forms/submit-form.ts',
  'workbooks/other-results.ts',
];

/** The sentences that a source says of a row, each part that is filled in as 〔…〕. */
function sentencesOf(source: string): readonly string[] {
  const text = source.replace(/\/\*[\s\S]*?\*\/|\/\/.*$/gm, '');
  const part = String.raw`\$\{(?:[^{}\x60]|\{[^{}]*\})*\}`;
  const literals = [...text.matchAll(new RegExp(String.raw`'([^'\n]*。)'|\x60((?:[^\x60$]|${part})*。)\x60`, 'g'))];
  return literals
    .map(([, plain, template]) => plain ?? template!.replace(new RegExp(part, 'g'), '〔…〕'))
    .filter((sentence) => /\p{Script=Han}/u.test(sentence));
}

test('every sentence that an import says of a row has its English twin', () => {
  const all = SOURCES.flatMap((path) => sentencesOf(readFileSync(join(SERVER, path), 'utf8')));
  expect(all.length).toBeGreaterThan(80);
  expect(all.filter((sentence) => rowInEnglish(sentence) === sentence)).toEqual([]);
});

test('what of a sentence is no column, choice or word of a scheme is English', () => {
  for (const [chinese, english] of ENGLISH_ROWS) {
    const places = [...chinese.matchAll(/\{\}/g)].length;
    const used = new Set([...english.matchAll(/\$(\d)/g)].map(([, place]) => Number(place)));
    expect([chinese, used.size, Math.max(0, ...used)]).toEqual([chinese, places, places]);
  }
});

test.each([
  ['单位名称没有填写，请补上。', '单位名称 is missing. Add it.'],
  [
    '“9199”是 4 位，应为 18 位。请对照营业执照核对。',
    '“9199” has 4 characters and should have 18. Compare it with the business licence.',
  ],
  [
    '“2026-02-30”的行为日期不对：“2026-02-30”不是日历上有的日期，请核对。',
    'The day of the act in “2026-02-30” does not fit: “2026-02-30” is no day of the calendar. Check it.',
  ],
  [
    '名录中这个对象自 2026-01-02 起已关停，检查日期在其后，不计入完成数（已列入当期冻结名单的除外）。请核对这两个日期。',
    'In the directory this unit is closed since 2026-01-02, and the visit is later: it does not count as completed, unless the list frozen for the period has the unit. Check both dates.',
  ],
  [
    '140826 自 2026-11-18 起在本平台抽取，此后的随机检查须写明任务编号。请填写抽中这个对象的任务编号（sunlot task list 可查）；不是随机抽取的，请改为“针对性”并写明依据和文书编号。',
    '140826 draws here since 2026-11-18: a random visit from then on names its task. Fill in the task that drew this unit (sunlot task list); what was not drawn is 针对性, with its ground and its document.',
  ],
  ['“关停”不是状态的可选值，请改为：正常、停产。', '“关停” is no value of 状态. Write one of: 正常、停产.'],
  [
    '检查人员 1 人（另有辅助人员、专家 2 人，不计入），少于 2 人。请核对是否漏填。',
    '1 inspectors (2 auxiliaries or experts do not count), fewer than 2. Check whether one is missing.',
  ],
  [
    '检查人员 1 人（另有辅助人员、专家 2 人，执法证已过期的 1 人，不计入），少于 2 人。请核对是否漏填。',
    '1 inspectors (2 auxiliaries or experts, and 1 whose certificate had run out, do not count), fewer than 2. Check whether one is missing.',
  ],
  [
    '“北示范分局、东示范分局”的名录里也有这个对象，状态同为正常，两边都保留。两地都有场所的，不用处理；已经迁走的，请迁出地把状态改为“迁出”。',
    'The directory of “北示范分局、东示范分局” has this unit too, active there as well; both rows stand. Where it has sites in both places nothing is to be done; where it has moved, let the place it left set its 状态 to 迁出.',
  ],
  ['一句没有登记的话。', '一句没有登记的话。'],
])('%s', (chinese, english) => {
  expect(rowInEnglish(chinese)).toBe(english);
});
