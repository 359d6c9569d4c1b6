import type { ColumnType } from '@sunlot/contract/columns.ts';
import type { NoteCode } from './table.ts';

/** Nothing in such a text needs cleaning: letters, digits, common signs and common Chinese characters. */
const CLEAN = /^[!-~一-鿿、。〈-】〔〕“”‘’（），：；！？·—…]*$/;
const HAN_GAP = /(?<=[\p{Script=Han}，。；：、（）《》〈〉〔〕]) +(?=[\p{Script=Han}，。；：、（）《》〈〉〔〕])/gu;
/** A quote before what would be a formula: exports write it, so that no program computes a name. */
const TEXT_MARK = /^'(?=\s*[=+\-@＝＋－＠])/;
const PLACEHOLDER = /^(?:[/\\—–－-]{1,3}|／|无数据|N\/A)$/i;

/** Types whose cells are made of ASCII: no spaces inside, full-width punctuation turned as well. */
const CODES: ReadonlySet<ColumnType> = new Set([
  'creditCode',
  'creditCodes',
  'projectNumber',
  'certificateNo',
  'idNumber',
  'phone',
  'region',
  'integer',
  'coordinate',
]);
const UPPER: ReadonlySet<ColumnType> = new Set([
  'creditCode',
  'creditCodes',
  'projectNumber',
  'certificateNo',
  'idNumber',
]);
const SEVERAL: ReadonlySet<ColumnType> = new Set(['list', 'choices', 'events', 'records', 'creditCodes']);

export type Cleaned = { readonly text: string; readonly notes: readonly NoteCode[] };

const NOTHING: readonly NoteCode[] = [];

/**
 * A cell's text as the rules read it, with what was changed: NFC, no control, format or separator characters, no
 * padding, full-width letters and digits turned to half-width. Line breaks stay in `lines` and separate in lists.
 */
export function cleanText(raw: string, type: ColumnType): Cleaned {
  if (CLEAN.test(raw) && !UPPER.has(type) && !PLACEHOLDER.test(raw) && !raw.startsWith("'"))
    return { text: raw, notes: NOTHING };
  const notes = new Set<NoteCode>();
  const step = (before: string, after: string, code: NoteCode): string => {
    if (after !== before) notes.add(code);
    return after;
  };
  let text = step(raw, raw.replace(/\p{Cs}/gu, '\ufffd').normalize('NFC'), 'composed');
  text = text.replace(/\r\n?|[\u2028\u2029\v\f]/g, '\n');
  text = step(text, text.replace(TEXT_MARK, ''), 'textMark');
  text = step(text, halfWidth(text, CODES.has(type) && !SEVERAL.has(type)), 'fullWidth');
  text = step(text, cleanSpaces(text, type), 'spaces');
  text = step(text, cleanBreaks(text, type), 'lineBreaks');
  if (UPPER.has(type)) text = step(text, text.replace(/^'/, '').toUpperCase(), 'upperCase');
  if (PLACEHOLDER.test(text)) text = step(text, '', 'placeholder');
  return { text, notes: [...notes] };
}

/** Full-width letters and digits always; in codes all of U+FF01…FF5E. */
function halfWidth(text: string, all: boolean): string {
  const pattern = all ? /[\uff01-\uff5e]/g : /[\uff10-\uff19\uff21-\uff3a\uff41-\uff5a]/g;
  return text.replace(pattern, (char) => String.fromCharCode(char.charCodeAt(0) - 0xfee0));
}

function cleanSpaces(text: string, type: ColumnType): string {
  const visible = text.replace(/[^\P{Cc}\n\t]|\p{Cf}/gu, '').replace(/[\t\p{Zs}]+/gu, ' ');
  const trimmed = visible.replace(/ *\n */g, '\n').replace(/^[ \n]+|[ \n]+$/g, '');
  return CODES.has(type) ? trimmed.replace(/ /g, '') : trimmed.replace(HAN_GAP, '');
}

function cleanBreaks(text: string, type: ColumnType): string {
  if (type === 'lines' || !text.includes('\n')) return text;
  return text.replace(/\n+/g, SEVERAL.has(type) ? '；' : '');
}

/** The values of a cell that holds several: separated by `；`, `;` or line breaks; no blanks, none twice. */
export function splitSeveral(text: string): readonly string[] {
  const parts = text.split(/[；;\n]/).map((part) => part.trim());
  return [...new Set(parts.filter((part) => part !== ''))];
}

/** Has the text characters of a private use area: signs of an old font that no other machine shows? */
export function privateUse(text: string): readonly string[] {
  return text.match(/\p{Co}/gu) ?? [];
}

/** Characters beyond the basic plane: rare ones that not every font has. */
export function rareCharacters(text: string): readonly string[] {
  return [...text].filter((char) => char.codePointAt(0)! > 0xffff && !/\p{Co}/u.test(char));
}

/**
 * The standard character of a private-use one in old GBK fonts: GB 18030-2022 moved these from the private use area
 * (the eight of 2022, and 䶮 of 2000).
 */
const STANDARD: Readonly<Record<string, string>> = {
  '\ue81e': '\u9fb4',
  '\ue826': '\u9fb5',
  '\ue82b': '\u9fb6',
  '\ue82c': '\u9fb7',
  '\ue832': '\u9fb8',
  '\ue843': '\u9fb9',
  '\ue854': '\u9fba',
  '\ue864': '\u9fbb',
  '\ue863': '\u4dae',
};

export function standardCharacter(char: string): string | undefined {
  return STANDARD[char];
}
