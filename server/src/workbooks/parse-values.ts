import { levelChoices } from '@sunlot/contract/object-columns.ts';
import { type CalendarDate, isDate, makeDate } from '@sunlot/core/basics/dates.ts';
import { err, ok, type Result } from '@sunlot/core/basics/result.ts';
import type { DateSpan, Evidence, GovernmentLevel, KeyListEntry, RecordFact } from '@sunlot/core/policy/facts.ts';

/** A value, or a Chinese sentence that says what is wrong and what to write instead. */
export type Parsed<T> = Result<T, string>;

const YES: ReadonlySet<string> = new Set(['是', '有', 'Y', 'YES', '√', '✓', '1', 'TRUE']);
const NO: ReadonlySet<string> = new Set(['否', '无', '不是', '没有', 'N', 'NO', '×', 'X', '0', 'FALSE']);

const DATE_FORMS = [
  /^(\d{4})-(\d{1,2})-(\d{1,2})(?:[T ].*)?$/,
  /^(\d{4})[/.](\d{1,2})[/.](\d{1,2})(?: .*)?$/,
  /^(\d{4})年(\d{1,2})月(\d{1,2})日?$/,
  /^(\d{4})(\d{2})(\d{2})$/,
];

/** Dashes that NFKC leaves as they are: the hyphens and rules of a Chinese keyboard, and the minus sign. */
const DASHES = /[\u2010-\u2015\u2212]/g;

function inPlainSigns(text: string): string {
  return text.normalize('NFKC').replace(DASHES, '-');
}

/**
 * `2026-11-20`, `2026/11/20`, `2026.11.20`, `2026年11月20日`, `20261120`, in signs of either width; a time of day behind it
 * is left off.
 */
export function parseDate(text: string): Parsed<CalendarDate> {
  for (const form of DATE_FORMS) {
    const match = form.exec(inPlainSigns(text));
    if (!match) continue;
    const date = makeDate(Number(match[1]), Number(match[2]), Number(match[3]));
    return isDate(date) ? ok(date) : err(`“${text}”不是日历上有的日期，请核对。`);
  }
  return err(`“${text}”不是完整的日期，请写成 2026-11-20 或 2026年11月20日。`);
}

export function parseYesNo(text: string): Parsed<boolean> {
  const word = text.toUpperCase();
  if (YES.has(word)) return ok(true);
  return NO.has(word) ? ok(false) : err(`“${text}”应填“是”或“否”。`);
}

/** `起~止`; an open end is blank or 长期. */
export function parseSpan(text: string): Parsed<DateSpan | undefined> {
  if (NO.has(text)) return ok(undefined);
  const parts = text.split(/[~～至]|--|——/).map((part) => part.trim());
  const [start, end] = parts;
  if (parts.length !== 2 || !start) return err(`“${text}”应写成“起~止”，如 2026-01-01~2026-12-31。`);
  const from = parseDate(start);
  if (!from.ok) return from;
  if (!end || end === '长期' || end === '今') return ok({ from: from.value });
  const to = parseDate(end);
  if (!to.ok) return to;
  return to.value < from.value ? err(`“${text}”的止早于起，请核对。`) : ok({ from: from.value, to: to.value });
}

export type DatedEvent = {
  readonly date: CalendarDate;
  readonly level?: GovernmentLevel;
  readonly document?: string;
  /** Day of the act itself. */
  readonly actDate?: CalendarDate;
};

/** `日期|级别|文号|行为日期`, several by `；`. All but the first may be left out. */
export function parseEvents(text: string): Parsed<readonly DatedEvent[]> {
  if (NO.has(text)) return ok([]);
  const events: DatedEvent[] = [];
  for (const part of text.split(/[；;\n]/).map((one) => one.trim())) {
    if (part === '') continue;
    const event = parseEvent(part);
    if (!event.ok) return event;
    events.push(event.value);
  }
  return ok(events);
}

function parseEvent(text: string): Parsed<DatedEvent> {
  const [day = '', level = '', document = '', act = '', ...more] = text.split(/[|｜]/).map((part) => part.trim());
  if (more.length > 0) return err(`“${text}”应写成“日期|级别|文号”或“日期|级别|文号|行为日期”，多件之间用“；”分隔。`);
  const date = parseDate(day);
  if (!date.ok) return err(`“${text}”应写成“日期|级别|文号”，如 2026-03-02|市级|某环罚〔2026〕3号。`);
  const known = level === '' ? undefined : parseLevel(level);
  if (level !== '' && known === undefined) return err(`“${text}”的级别应为国家级、省级、市级或县级。`);
  const event = { date: date.value, ...(known && { level: known }), ...(document !== '' && { document }) };
  if (act === '') return ok(event);
  const acted = parseDate(act);
  if (!acted.ok) return err(`“${text}”的行为日期不对：${acted.error}`);
  if (acted.value > date.value) return err(`“${text}”的行为日期晚于 ${date.value}，请核对。`);
  return ok({ ...event, actDate: acted.value });
}

/** A flag's cell in its parts: what it says, and the day and document behind it. */
export type Stated = Evidence & { readonly value: string };

/**
 * `是|日期|文号`, `是|日期`, `是||文号`, with full-width bars too, and as offices write it: `是（日期，文号）`. Brackets that hold no
 * day belong to the value.
 */
export function splitEvidence(text: string): Parsed<Stated> {
  const bracketed = /^([^（(|｜]+)[（(]\s*(\d{4}[^）)，,、]*)(?:[，,、]\s*(.+))?[）)]$/.exec(text);
  const parts = bracketed ? bracketed.slice(1, 4) : text.split(/[|｜]/);
  const [value = '', day = '', document = '', ...more] = parts.map((part) => (part ?? '').trim());
  if (more.length > 0) return err(`“${text}”应写成“${value}|日期|文号”。`);
  if (day === '') return ok({ value, ...(document !== '' && { document }) });
  const date = parseDate(day);
  if (!date.ok)
    return err(`“${text}”应写成“${value}|日期|文号”，如 ${value}|2026-03-02|某环〔2026〕3号：${date.error}`);
  return ok({ value, date: date.value, ...(document !== '' && { document }) });
}

/** `日期|内容或文号`, or either of them alone; `有` says that there is one, `无` that there is none. Several by `；`. */
export function parseRecords(text: string): Parsed<readonly RecordFact[]> {
  const records: RecordFact[] = [];
  for (const part of text.split(/[；;\n]/).map((one) => one.trim())) {
    if (part === '' || NO.has(part)) continue;
    const record = parseRecord(part);
    if (!record.ok) return record;
    records.push(record.value);
  }
  return ok(records);
}

/** Without a bar a part is a date, or words: `良好`, `营环罚〔2026〕3号`. */
function parseRecord(part: string): Parsed<RecordFact> {
  const [first = '', second = '', ...more] = part.split(/[|｜]/).map((piece) => piece.trim());
  if (more.length > 0) return err(`“${part}”应写成“日期|内容或文号”，多件之间用“；”分隔。`);
  const isWords = !/[|｜]/.test(part) && !/^\d{4}[-/.年]/.test(inPlainSigns(part));
  if (isWords) return ok(YES.has(part) ? {} : { text: part });
  const date = parseDate(first);
  if (!date.ok) return err(`“${part}”应写成“日期|内容或文号”：${date.error}`);
  return ok({ date: date.value, ...(second !== '' && { text: second }) });
}

function parseLevel(text: string): GovernmentLevel | undefined {
  const levels: readonly GovernmentLevel[] = ['national', 'provincial', 'municipal', 'county'];
  return levels.find((level) => levelChoices[level].some((word) => word === text));
}

/** `是`, `否`, `2026`, `2026市级`, several by `；`, each with `|日期|文号` where known. `是` holds for every year. */
export function parseKeyList(text: string): Parsed<readonly KeyListEntry[]> {
  const entries: KeyListEntry[] = [];
  for (const whole of text.split(/[；;、\n]/).map((one) => one.trim())) {
    const stated = splitEvidence(whole);
    if (!stated.ok) return stated;
    const { value: part, ...evidence } = stated.value;
    const word = parseYesNo(part);
    if (word.ok) {
      if (word.value) entries.push(evidence);
      continue;
    }
    const match = /^(20\d{2})年?(?:度)?(.*)$/.exec(part);
    const level = match?.[2] ? parseLevel(match[2]) : undefined;
    if (!match || (match[2] !== '' && level === undefined)) {
      return err(`“${text}”应填“是”“否”或年度和级别，如 2026市级。`);
    }
    entries.push({ year: Number(match[1]), ...(level && { level }), ...evidence });
  }
  return ok(entries);
}
