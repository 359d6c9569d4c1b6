import { readFileSync } from 'node:fs';

/**
 * The published text of a scheme, part by part: a clause names a section, and its phrase must stand in that section.
 * Sections are written 题 (the title), 三, 三（二）, 三（二）1, 三（三）末段 (its last line) or the name of an annex.
 */

const ANNEXES = ['附件', '表一', '计划表', '备注'] as const;
const NUMERALS = '[一二三四五六七八九十]+';
const SECTION = new RegExp(`^(题|${ANNEXES.join('|')}|${NUMERALS})(?:（(${NUMERALS})）)?(\\d+)?(末段)?$`);

export function readScheme(pack: string): string {
  return readFileSync(new URL(`./${pack}-scheme.txt`, import.meta.url), 'utf8');
}

/** Scheme and phrase alike without any white space: line breaks and stray blanks of a printed page say nothing. */
export function squeeze(text: string): string {
  return text.replace(/\s/gu, '');
}

/** Does a phrase stand in a section, word for word? */
export function standsIn(scheme: string, section: string, phrase: string): boolean {
  const text = sectionText(scheme, section);
  return text !== undefined && squeeze(text).includes(squeeze(phrase));
}

/** The text of a section; undefined where the scheme has no such section. */
export function sectionText(scheme: string, section: string): string | undefined {
  const [, part, item, number, last] = SECTION.exec(section) ?? [];
  if (part === undefined) return undefined;
  const lines = scheme.split('\n').filter((line) => line.trim() !== '');
  let found: readonly string[] | undefined = part === '题' ? title(lines) : under(lines, partHeading, part);
  if (item !== undefined) found = found && under(found, itemHeading, item);
  if (number !== undefined) found = found && under(found, numberHeading, number);
  return last === undefined ? found?.join('\n') : found?.at(-1);
}

type Heading = (line: string) => string | undefined;

/** 三、… or an annex by its name; a plan table by the end of its heading (…工作计划表). */
const PART = new RegExp(
  `^\\s*(?:(${NUMERALS})、|[（(]?(${ANNEXES.join('|')})(?![一二三四五六七八九十])|[^，。|]+(计划表)\\s*$)`,
);
/** （一）… or, in the closing part of some schemes, 一要…, 二要…. */
const ITEM = new RegExp(`^\\s*(?:[（(](${NUMERALS})[）)]|(${NUMERALS})要)`);
const NUMBER = /^\s*(\d+)\s*[、.．]/;

function partHeading(line: string): string | undefined {
  const [, numeral, annex, table] = PART.exec(line) ?? [];
  return numeral ?? annex ?? table;
}

function itemHeading(line: string): string | undefined {
  const [, bracketed, plain] = ITEM.exec(line) ?? [];
  return bracketed ?? plain;
}

function numberHeading(line: string): string | undefined {
  return NUMBER.exec(line)?.[1];
}

/** Everything before the first part. */
function title(lines: readonly string[]): readonly string[] {
  const first = lines.findIndex((line) => partHeading(line) !== undefined);
  return lines.slice(0, first);
}

/** From the heading asked for up to the next one of its kind. */
function under(lines: readonly string[], heading: Heading, wanted: string): readonly string[] | undefined {
  const from = lines.findIndex((line) => heading(line) === wanted);
  if (from < 0) return undefined;
  const rest = lines.slice(from + 1).findIndex((line) => heading(line) !== undefined);
  return lines.slice(from, rest < 0 ? undefined : from + 1 + rest);
}
