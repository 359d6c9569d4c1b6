import { addDays, periodDays } from '@sunlot/core/basics/dates.ts';
import { clauseText } from '@sunlot/core/policy/clause-text.ts';
import type { ComplianceView, ReadingView } from './compliance.ts';
import type { Lang } from './languages.ts';

/** By which version of the scheme, and by which readings of it, a verdict was judged (R-003). */

type JudgingVersion = NonNullable<ComplianceView['versions']>[number];

/** The part of its year that a period is: `2026Q4` → 第四季度, Q4; of a whole year nothing. */
export function partText(period: string, lang: Lang): string {
  const [, kind, at] = /^\d{4}(?:-|([HQ]))?(\d+)?$/.exec(period) ?? [];
  if (at === undefined) return '';
  if (lang === 'en') return kind === undefined ? period : `${kind}${at}`;
  if (kind === undefined) return `${Number(at)}月`;
  return kind === 'H' ? ['上半年', '下半年'][Number(at) - 1]! : `第${'一二三四'[Number(at) - 1]}季度`;
}

/** The version a verdict rests on; where there are several, which parts of the year each of them judged. */
export function versionText({ packName, packVersion, versions }: ComplianceView, lang: Lang): string {
  const zh = lang === 'zh';
  if (versions === undefined) return zh ? `${packName} 第 ${packVersion} 版` : `${packName}, version ${packVersion}`;
  const parts = versions.map(({ version, periods }) => {
    const spans = spansText(periods, lang);
    return zh ? `${spans}按第 ${version} 版` : `${spans} by version ${version}`;
  });
  if (zh) return `${packName}，${parts.join('，')}，其余规定按第 ${packVersion} 版`;
  return `${packName}: ${parts.join('; ')}; every other rule by version ${packVersion}`;
}

/** 第一季度、第二季度; three or more that follow one another as 1月至6月. */
function spansText(periods: readonly string[], lang: Lang): string {
  const zh = lang === 'zh';
  const spans: string[][] = [];
  for (const period of periods) {
    const span = spans.at(-1);
    const last = span?.at(-1);
    const follows =
      last !== undefined && last[4] === period[4] && addDays(periodDays(last).to, 1) === periodDays(period).from;
    if (span && follows) span.push(period);
    else spans.push([period]);
  }
  return spans
    .flatMap((span) => {
      const names = span.map((period) => partText(period, lang));
      return names.length < 3 ? names : [`${names[0]}${zh ? '至' : ' to '}${names.at(-1)}`];
    })
    .join(zh ? '、' : ', ');
}

/**
 * Which readings of the scheme the verdict rests on: those that differ from the default by name, the others by their number; or
 * all of them, each with its words and the phrase of the scheme.
 */
export function readingLines(
  { readings, pack, packVersion, versions }: ComplianceView,
  lang: Lang,
  all = false,
): readonly string[] {
  if (readings.length === 0) return [];
  const isZh = lang === 'zh';
  const other = readings.filter(({ value, default: usual }) => value !== usual);
  const usual = readings.length - other.length;
  const where = `sunlot pack show ${pack} --ambiguities`;
  const by =
    versions === undefined ? { zh: '', en: '' } : { zh: `（第 ${packVersion} 版）`, en: ` (version ${packVersion})` };
  return [
    '',
    isZh
      ? `方案有歧义之处${by.zh}：${usual} 处按默认读法${other.length === 0 ? '' : `，${other.length} 处改用`}（逐条见 ${where}）。`
      : `Where the scheme can be read in more than one way${by.en}: ${usual} by default${other.length === 0 ? '' : `, ${other.length} otherwise`} (each in ${where}).`,
    ...(all ? readings : other).flatMap((one) => readingOf(one, { isZh, all })),
    ...(versions ?? [])
      .filter(({ version }) => version !== packVersion)
      .flatMap((one) => [
        versionHead(one, { isZh, packVersion }),
        ...one.readings.flatMap((own) => readingOf(own, { isZh, all })),
      ]),
  ];
}

/** What another version reads otherwise, from the first day of the parts of the year that it judged. */
function versionHead(
  { version, from, readings }: JudgingVersion,
  { isZh, packVersion }: { readonly isZh: boolean; readonly packVersion: number },
): string {
  if (readings.length === 0) {
    return isZh
      ? `  第 ${version} 版（${from} 起）的读法与第 ${packVersion} 版相同。`
      : `  Version ${version} (from ${from} on) reads it as version ${packVersion} does.`;
  }
  return isZh
    ? `  第 ${version} 版（${from} 起）有 ${readings.length} 处读法与第 ${packVersion} 版不同：`
    : `  Version ${version} (from ${from} on) reads ${readings.length} otherwise than version ${packVersion}:`;
}

function readingOf(one: ReadingView, { isZh, all }: { readonly isZh: boolean; readonly all: boolean }) {
  return [`  ${one.ambiguity} ${one.key} = ${one.value}  ${one.problem}`, ...(all ? readingWords(one, isZh) : [])];
}

/** The words of the file are those of the default: where another value is used, they say what was left. */
function readingWords({ default: usual, value, reading, clause }: ReadingView, isZh: boolean) {
  const phrase = clauseText(clause);
  const isUsual = value === usual;
  const head = isZh ? (isUsual ? '读法' : `默认 ${usual}`) : isUsual ? 'Reading' : `Default ${usual}`;
  const from = isZh ? '原文' : 'Text';
  const colon = isZh ? '：' : ': ';
  return [`      ${head}${colon}${reading}`, `      ${from}${colon}${phrase}`];
}
