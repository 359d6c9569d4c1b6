import { readdirSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { checkInEnglish } from './english-checks.ts';

const DRAW = new URL('../../core/src/draw/', import.meta.url).pathname;
/** What the verification says stands in these; the titles of the checks (check.ts) have their words in check-titles.ts. */
const SOURCES = readdirSync(DRAW).filter(
  (file) => /^(?:check-|opened|read-drawn|replay|reveal-faults|verify)/.test(file) && !file.endsWith('.test.ts'),
);
/** Ends of a sentence whose beginning stands elsewhere; both halves are translated as one. */
const FRAGMENTS = [/^（产生于 7）$/, /^7 第 7 行7$/];
const HAN = /\p{Script=Han}/u;

/** The texts of a source, each part that is filled in as a number. */
function textsOf(source: string): readonly string[] {
  const code = source.replace(/\/\*[\s\S]*?\*\/|(?<!:)\/\/.*$/gm, '');
  const part = String.raw`\$\{(?:[^{}\x60]|\{[^{}]*\})*\}`;
  const literals = [...code.matchAll(new RegExp(String.raw`'([^'\n]*)'|\x60((?:[^\x60$]|${part})*)\x60`, 'g'))];
  return literals
    .map(
      ([, plain, template]) =>
        plain ?? template!.replace(/\$\{(?:late|hidden|replaced)\}/g, '').replace(new RegExp(part, 'g'), '7'),
    )
    .filter((text) => HAN.test(text) && !FRAGMENTS.some((one) => one.test(text)));
}

test('whatever a check expected or found has its English twin', () => {
  const all = SOURCES.flatMap((file) => textsOf(readFileSync(DRAW + file, 'utf8')));
  expect(all.length).toBeGreaterThan(180);
  expect(all.filter((text) => HAN.test(checkInEnglish(text)))).toEqual([]);
});

test.each([
  [
    '日志 sunlot-log/66445d15/public 第 7 条，检查点 8 条，时间 2023-02-10T01:00:14Z；无外部见证（unwitnessed）',
    'log sunlot-log/66445d15/public entry 7, checkpoint of 8, time 2023-02-10T01:00:14Z; no outside witness (unwitnessed)',
  ],
  ['2023q1-c1/1 已摇号；计划内', '2023q1-c1/1 drawn; in the plan'],
  ['dice 53012523606251340952；66 位', 'dice 53012523606251340952; 66 bits'],
  ['中签 6，候补 5；分界 c1#0 19a0', '6 winners, 5 in reserve; cut-off c1#0 19a0'],
])('%s', (chinese, english) => {
  expect(checkInEnglish(chinese)).toBe(english);
});
