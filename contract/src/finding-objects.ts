import type { ComplianceView, FindingView } from './compliance.ts';
import type { Lang, Text } from './languages.ts';
import { kindNames } from './task-kinds.ts';

/** More objects than this under one finding are counted and not named. */
const MOST_NAMED = 5;

/** Whom findings that say the same speak of, each with its visit or its count. */
export function objectLines(group: readonly FindingView[], lang: Lang): readonly string[] {
  const named = group.flatMap((finding) => {
    if (finding.object === undefined) return [];
    const about = aboutObject(finding, lang);
    const name = nameOf(finding, lang);
    if (about.length === 0) return [name];
    return [lang === 'zh' ? `${name}：${about.join('，')}` : `${name}: ${about.join(', ')}`];
  });
  if (named.length === 0) return [];
  const shown = named.slice(0, MOST_NAMED).join(lang === 'zh' ? '；' : '; ');
  const more = named.length - MOST_NAMED;
  if (lang === 'zh') return [`   对象：${shown}${more > 0 ? `；等 ${named.length} 家（次）` : ''}`];
  return [`   Units: ${shown}${more > 0 ? `; ${named.length} in all` : ''}`];
}

function nameOf({ object, objectName }: Pick<FindingView, 'object' | 'objectName'>, lang: Lang): string {
  if (objectName === undefined) return object!;
  return lang === 'zh' ? `${objectName}（${object}）` : `${objectName} (${object})`;
}

function aboutObject(finding: FindingView, lang: Lang): readonly string[] {
  const { item, count, date } = finding;
  const zh = lang === 'zh';
  return [
    ...(item === undefined ? [] : [zh ? `事项 ${item}` : `item ${item}`]),
    ...(count === undefined ? [] : [countText(finding)[lang]]),
    ...(date === undefined ? [] : [zh ? `${date} 检查` : `inspected on ${date}`]),
    ...lateParts(finding, lang),
    ...secretParts(finding, lang),
  ];
}

/** `不予公开依据 商业秘密，2025-04-30 公示`; what was approved by nobody became public on no day. */
function secretParts({ ground, doneOn }: FindingView, lang: Lang): readonly string[] {
  if (ground === undefined) return [];
  const zh = lang === 'zh';
  const published = doneOn === undefined ? [] : [zh ? `${doneOn} 公示` : `published on ${doneOn}`];
  return [zh ? `不予公开依据 ${ground}` : `ground ${ground}`, ...published];
}

/** Who was there and does not count, so that nobody wonders where the second inspector is. */
export function expiredLines({ expired }: FindingView, lang: Lang): readonly string[] {
  if (expired === undefined) return [];
  const people = expired.map(({ id, name, validTo }) =>
    lang === 'zh' ? `${name}（${id}），有效期至 ${validTo}` : `${name} (${id}), valid to ${validTo}`,
  );
  return [
    lang === 'zh'
      ? `   检查当天执法证已过期，不计入：${people.join('；')}。`
      : `   Certificate had run out by the day of the visit, so not counted: ${people.join('; ')}.`,
  ];
}

/** `3 次，上限 2 次`; where departments count one by one, of how many visits that is. */
function countText({ count, cap, made }: FindingView): Text {
  if (made === undefined) return { zh: `${count} 次，上限 ${cap} 次`, en: `${count} visits, cap ${cap}` };
  return {
    zh: `${made} 次检查，联合检查按部门各计一次，共计 ${count} 次，上限 ${cap} 次`,
    en: `${made} visits, joint ones counted once for each department: ${count}, cap ${cap}`,
  };
}

/** 统计表：期限 2024-04-03，2024-04-08 报送，晚 2 个工作日。 Of what concerns no single object. */
export function lateLines(finding: FindingView, lang: Lang): readonly string[] {
  const parts = finding.object === undefined ? [...lateParts(finding, lang), ...undoneParts(finding, lang)] : [];
  if (parts.length === 0) return [];
  const what = REPORTS[finding.rule.split('/')[1] ?? '']?.[lang];
  const head = what === undefined ? '' : `${what}${lang === 'zh' ? '：' : ': '}`;
  return [lang === 'zh' ? `   ${head}${parts.join('，')}。` : `   ${head}${parts.join(', ')}.`];
}

const REPORTS: Readonly<Record<string, Text>> = {
  quarterlySummary: { zh: '总结', en: 'summary' },
  quarterlyStatistics: { zh: '统计表', en: 'statistics' },
};

/** What was done late, by the code of the finding. */
const DONE: Readonly<Record<string, Text>> = {
  PUBLICATION_OVERDUE: { zh: '公示', en: 'published' },
  REPORT_LATE: { zh: '报送', en: 'sent' },
  PLAN_LATE: { zh: '制定', en: 'made' },
  PLAN_PUBLICATION_OVERDUE: { zh: '公开', en: 'published' },
  LATE_UPLOAD: { zh: '上传', en: 'uploaded' },
  LATE_SUBMISSION: { zh: '提交', en: 'handed in' },
  TIME_LIMIT_PASSED: { zh: '检查', en: 'inspected' },
  DRAWN_LATE: { zh: '抽取', en: 'drawn' },
  VISITED_LATE: { zh: '检查', en: 'inspected' },
};

function lateParts({ code, due, dueEstimated, doneOn, lateBy, undone }: FindingView, lang: Lang): readonly string[] {
  const zh = lang === 'zh';
  const day = dueEstimated
    ? `${due}${zh ? '（推算，节假日公布后可能变动）' : ' (estimated: may move with the holidays)'}`
    : due;
  const limit = day === undefined ? [] : [zh ? `期限 ${day}` : `due by ${day}`];
  const done = DONE[code]?.[lang];
  if (lateBy === undefined || done === undefined) return limit;
  const days = daysText(lateBy, lang);
  if (undone !== undefined) return [...limit, zh ? `已过 ${days}` : `${days} over`];
  if (doneOn === undefined) return [...limit, zh ? `还没有${done}，已过 ${days}` : `not ${done} yet, ${days} over`];
  return [...limit, zh ? `${doneOn} ${done}，晚 ${days}` : `${done} on ${doneOn}, ${days} late`];
}

/** Which kind of days they are is said: a fortnight is ten working days. */
function daysText({ days, unit }: NonNullable<FindingView['lateBy']>, lang: Lang): string {
  const isWorking = unit === 'workingDay';
  if (lang === 'zh') return isWorking ? `${days} 个工作日` : `${days} 个自然日`;
  return `${days} ${isWorking ? 'working' : 'calendar'} ${days === 1 ? 'day' : 'days'}`;
}

/** Results that are due together: how many were late, and how many of them are still missing. */
function undoneParts({ count, undone = 0 }: FindingView, lang: Lang): readonly string[] {
  if (count === undefined) return [];
  if (undone === 0) return [lang === 'zh' ? `共 ${count} 件` : `${count} in all`];
  return [
    lang === 'zh' ? `共 ${count} 件，其中 ${undone} 件还没有公示` : `${count} in all, ${undone} of them not public yet`,
  ];
}

/** Units that several counties have in their directories: no fault, as a unit may have sites in both; of one that moved the county it left still says 正常. */
export function listedTwiceLines({ listedTwice = [] }: ComplianceView, lang: Lang): readonly string[] {
  const n = listedTwice.length;
  if (n === 0) return [];
  const zh = lang === 'zh';
  const shown = listedTwice.slice(0, MOST_NAMED).map(({ object, objectName, agencies }) => {
    const name = nameOf({ object, objectName }, lang);
    return zh ? `  ${name}：${agencies.join('、')}` : `  ${name}: ${agencies.join(', ')}`;
  });
  const more = zh ? `  等 ${n} 家（全部见 --json）` : `  ${n} in all (each in --json)`;
  return [
    '',
    zh
      ? `同时列在几个下级名录里、状态都是正常的单位 ${n} 家：各下级各计一家，本级只计一家。两地都有场所的，不用处理；已经迁走的，请迁出地把状态改为“迁出”。`
      : `Units that stand active in several directories below: ${n}. Each directory counts them, this level counts them once. Where a unit has sites in both places nothing is to be done; where it has moved, let the place it left set its 状态 to 迁出.`,
    ...shown,
    ...(n > MOST_NAMED ? [more] : []),
  ];
}

/** Visits with another 任务类型 than their task's: counts of joint inspections go by what is stored, until the row is imported anew. */
export function otherKindLines({ otherKind = [] }: ComplianceView, lang: Lang): readonly string[] {
  const n = otherKind.length;
  if (n === 0) return [];
  const zh = lang === 'zh';
  const shown = otherKind.slice(0, MOST_NAMED).map(({ task, date, stated, kind, ...about }) => {
    const [said, own] = [kindNames[stated][lang], kindNames[kind][lang]];
    const name = nameOf(about, lang);
    return zh
      ? `  ${date} ${task} ${name}：写的是“${said}”，任务是“${own}”`
      : `  ${date} ${task} ${name}: recorded as “${said}”, the task is “${own}”`;
  });
  const more = zh ? `  等 ${n} 次（全部见 --json）` : `  ${n} in all (each in --json)`;
  return [
    '',
    zh
      ? `任务类型与所属任务不同的检查记录 ${n} 次，是以前的版本导入的：联合检查等数字按所写的类型计。请把这些行的任务类型改为任务的类型或留空，用 import visits 重新导入。`
      : `Visits on record with another 任务类型 than their task's: ${n}, imported by earlier versions. Numbers of joint inspections go by what is written. Correct the 任务类型 of these rows or leave it empty, and import them again (import visits).`,
    ...shown,
    ...(n > MOST_NAMED ? [more] : []),
  ];
}

/** `，其中 1 家由另一类要求全查、不计入上限，计入 4 家`; nothing where all of them count. */
export function uncountedText(
  { actual, demanded }: { readonly actual?: number | undefined; readonly demanded?: number | undefined },
  { zh: unit }: Text,
): Text {
  if (actual === undefined || demanded === undefined) return { zh: '', en: '' };
  const counted = actual - demanded;
  return {
    zh: `，其中 ${demanded} ${unit}由另一类要求全查、不计入上限，计入 ${counted} ${unit}`,
    en: `, ${demanded} of them because another class wants all of its own inspected, which the top of the range does not count: ${counted} count`,
  };
}
