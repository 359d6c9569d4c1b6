import type { FindingCode } from '@sunlot/core/policy/findings.ts';
import type { ComplianceView, FindingView, MeasureView } from './compliance.ts';
import { classText, matterText, measureStates, periodText, verdictNames, whenText } from './compliance-words.ts';
import { findingText } from './finding-texts.ts';
import type { Lang, Text } from './languages.ts';
import type { ClosedQuarter, ComplianceAnswer, VerdictAct, VerdictDifferences } from './verdicts.ts';

/** Where a verdict stands, in sentences: whether it is final, since when and by whom, and what the data of today would change. */

const GROUNDS: Readonly<Record<NonNullable<VerdictAct['ground']>, Text>> = {
  time: { zh: '补录期满', en: 'the days to record were over' },
  concluded: { zh: '全部检查办结', en: 'every inspection was concluded' },
};

/** The lines below the verdict. `moment` writes an instant as the office's clock has it. */
export function standingLines(
  view: ComplianceAnswer,
  { lang, moment }: { readonly lang: Lang; readonly moment: (at: string) => string },
): readonly string[] {
  const telling = { lang, moment };
  return [
    ...ownLines(view, telling),
    ...(view.closedQuarters ?? []).flatMap((one) => quarterLines(view, one, telling)),
  ];
}

function ownLines(view: ComplianceAnswer, { lang, moment }: Telling): readonly string[] {
  const { state, shown, acts, differences } = view.standing;
  // What is not judged has no verdict that could be closed.
  if (view.verdict === 'notJudged') return [];
  const last = acts.at(-1);
  if (state === 'closed' && last) {
    return [
      closedText(last, { lang, moment }),
      ...(shown === 'now' ? [SHOWN_NOW[lang]] : []),
      ...(differences ? differenceLines(view, differences, lang) : [DAMAGED[lang]]),
    ];
  }
  return [
    ...(last ? [reopenedText(last, { lang, moment })] : []),
    ...(state === 'provisional' ? [provisionalText(view, lang)] : []),
  ];
}

/** A quarter of the year that is final: what was fixed, and whether the numbers below are others. */
function quarterLines(view: ComplianceAnswer, quarter: ClosedQuarter, { lang, moment }: Telling): readonly string[] {
  const { period, at, by, bySystem, verdict, ratios, differences } = quarter;
  const zh = lang === 'zh';
  const asked = (ratios ?? []).filter(({ base }) => base !== 0);
  const fixed = asked.map(({ class: cls, base, required, actual }) =>
    zh
      ? `${classText(view, cls, lang)} 基数 ${base ?? '—'} 应查 ${required ?? '—'} 实查 ${actual}`
      : `${classText(view, cls, lang)} base ${base ?? '—'} required ${required ?? '—'} done ${actual}`,
  );
  const who = zh ? (bySystem ? '系统' : ` ${by} `) : bySystem ? 'the system' : by;
  const numbers = fixed.length === 0 ? '' : zh ? `（${fixed.join('；')}）` : ` (${fixed.join('; ')})`;
  const name = periodText(period, lang);
  const head = zh
    ? `${name}已于 ${moment(at)} 由${who}定案：${verdictNames[verdict].zh}${numbers}`
    : `${name} was closed at ${moment(at)} by ${who}: ${verdictNames[verdict].en}${numbers}`;
  if (!differences) return [zh ? `${head}。` : `${head}.`, DAMAGED[lang]];
  if (differences.length === 0) return [zh ? `${head}；下表相同。` : `${head}; the table below has the same.`];
  return [
    zh
      ? `${head}；以定案为准，下表是按现在的数据重算的，不同处：`
      : `${head}; that stands, and the table below is reckoned from the data of today, which differs:`,
    ...differences.map(({ stored, now }) => {
      const what = measureLine(view, (stored ?? now)!, lang);
      if (!now) return zh ? `  下表没有的项目：${what}` : `  Not in the table: ${what}`;
      return `  ${what}${zh ? '：' : ': '}${changed(stored!, now, lang)}`;
    }),
  ];
}

const SHOWN_NOW: Text = {
  zh: '以下按今天的数据重新计算，不是定案。',
  en: 'What follows is judged by the data of today; it is not the closed verdict.',
};
const DAMAGED: Text = {
  zh: '定案内容与校验值不符，无法比较：请把数据库交管理员核对。',
  en: 'The closed verdict does not have its sum and cannot be compared: let the administrator check the database.',
};

type Telling = { readonly lang: Lang; readonly moment: (at: string) => string };

function closedText({ at, by, bySystem, ground, version, sum }: VerdictAct, { lang, moment }: Telling): string {
  const why = GROUNDS[ground ?? 'time'][lang];
  const again = version > 1;
  if (lang === 'zh') {
    return `已定案：${moment(at)} 由${bySystem ? '系统' : ` ${by} `}${again ? '再次' : ''}定案（${why}），校验值 ${sum}。`;
  }
  return `Closed${again ? ' again' : ''} at ${moment(at)} by ${bySystem ? 'the system' : by} (${why}), sum ${sum}.`;
}

function reopenedText({ at, by, reason }: VerdictAct, { lang, moment }: Telling): string {
  if (lang === 'zh') return `曾经定案，${moment(at)} 由 ${by} 重新打开，理由：${reason}。`;
  return `It was closed, and opened again at ${moment(at)} by ${by}: ${reason}.`;
}

function provisionalText({ asOf, standing }: ComplianceAnswer, lang: Lang): string {
  const { lastDay, closesByItself } = standing;
  const isOver = asOf > lastDay;
  const until = untilText(standing, { isOver, lang });
  const later = standing.yearClosed === 'plan' ? NEXT_DAY : CLOSES_BY_ITSELF.later;
  const then = closesByItself ? (isOver ? CLOSES_BY_ITSELF.now : later) : BY_LEADER;
  if (lang === 'zh') return `暂定，尚未定案：${until.zh}，${then.zh}。`;
  return `Provisional, not closed yet: ${until.en}; ${then.en}.`;
}

function untilText(
  { lastDay, lastDayEstimated, yearClosed }: ComplianceAnswer['standing'],
  { isOver, lang }: { readonly isOver: boolean; readonly lang: Lang },
): Text {
  const day = `${lastDay}${lastDayEstimated ? ESTIMATED[lang] : ''}`;
  if (yearClosed === 'plan') {
    return {
      zh: `当年计划已经办结，不再登记检查，只计到 ${day} 为止补登的公示日期、整改完成日期`,
      en: `the plan of the year is closed and takes no more visits; what was published or put right and is recorded until ${day} counts`,
    };
  }
  return isOver
    ? { zh: `补录期到 ${day} 已满`, en: `the days to record ended on ${day}` }
    : { zh: `可补录到 ${day}`, en: `what belongs to it can be recorded until ${day}` };
}

const NEXT_DAY: Text = { zh: '次日起定案', en: 'closed from the next day on' };
const ESTIMATED: Text = { zh: '（推算）', en: ' (estimated)' };
const CLOSES_BY_ITSELF: Readonly<Record<'now' | 'later', Text>> = {
  now: {
    zh: '服务（sunlot serve）运行时一小时内自动定案，没有运行服务的由负责人用 sunlot compliance close 定案',
    en: 'a running server (sunlot serve) closes it within the hour; where none runs, a leader closes it by sunlot compliance close',
  },
  later: {
    zh: '次日起定案，全部检查办结的提前定案',
    en: 'closed from the next day on, or before when every inspection is concluded',
  },
};
const BY_LEADER: Text = {
  zh: '由负责人用 sunlot compliance close 定案',
  en: 'a leader closes it by sunlot compliance close',
};

/** What the data of today would say otherwise; said also where it would not. */
function differenceLines(view: ComplianceView, now: VerdictDifferences, lang: Lang): readonly string[] {
  const zh = lang === 'zh';
  const { asOf, verdict, visits, findings, measures } = now;
  const lines = [
    ...(verdict
      ? [`${zh ? '判定' : 'Verdict'}${zh ? '：' : ': '}${arrow(verdict, (one) => verdictNames[one][lang])}`]
      : []),
    ...(visits ? [`${zh ? '随机检查次数：' : 'Random visits: '}${arrow(visits, String)}`] : []),
    ...findings.map(({ stored, now: then }) => {
      const what = findingLine(view, (then ?? stored)!, lang);
      if (!stored) return zh ? `多出：${what}` : `New: ${what}`;
      if (!then) return zh ? `不再有：${what}` : `Gone: ${what}`;
      return `${zh ? '数字不同：' : 'Other numbers: '}${what}${zh ? '，' : ', '}${changed(stored, then, lang)}`;
    }),
    ...measures.map(({ stored, now: then }) => {
      const what = measureLine(view, (then ?? stored)!, lang);
      if (!stored) return zh ? `多出的项目：${what}` : `New number: ${what}`;
      if (!then) return zh ? `不再有的项目：${what}` : `Number gone: ${what}`;
      return `${what}${zh ? '：' : ': '}${changed(stored, then, lang)}`;
    }),
  ];
  if (lines.length === 0) {
    return [zh ? `按今天（${asOf}）的数据，判定相同。` : `The data of today (${asOf}) says the same.`];
  }
  return [
    zh
      ? `按今天（${asOf}）的数据会判得不同；定案不变，要更正由负责人重新打开（sunlot compliance reopen）：`
      : `The data of today (${asOf}) would say otherwise; the closed verdict stays, and to correct it a leader opens it again (sunlot compliance reopen):`,
    ...lines.map((line) => `  ${line}`),
  ];
}

function arrow<T>({ stored, now }: { readonly stored: T; readonly now: T }, text: (one: T) => string): string {
  return `${text(stored)} → ${text(now)}`;
}

function findingLine(view: ComplianceView, finding: FindingView, lang: Lang): string {
  const { code, class: cls, object, objectName } = finding;
  const { name } = findingText({ ...finding, code: code as FindingCode }, view);
  const who = object === undefined ? '' : ` ${objectName ?? object}`;
  return `${classText(view, cls, lang)}${whenWords(finding, lang)} ${name[lang]}${who}`;
}

function measureLine(view: ComplianceView, measure: MeasureView, lang: Lang): string {
  return `${classText(view, measure.class, lang)}${whenWords(measure, lang)} ${matterText(measure, lang)}`;
}

function whenWords(one: FindingView | MeasureView, lang: Lang): string {
  const when = whenText(one, lang);
  return when === '' ? '' : ` ${when}`;
}

const NUMBERS = [
  ['base', { zh: '基数', en: 'base' }],
  ['required', { zh: '应查', en: 'required' }],
  ['max', { zh: '最多', en: 'at most' }],
  ['actual', { zh: '实查', en: 'done' }],
  ['demanded', { zh: '不计入上限', en: 'not counted to the top' }],
  ['shortBy', { zh: '差', en: 'short' }],
  ['count', { zh: '次数', en: 'visits' }],
  ['cap', { zh: '上限', en: 'cap' }],
  ['projected', { zh: '预计', en: 'projected' }],
] as const satisfies readonly (readonly [string, Text])[];

type Numbered = { readonly [Key in (typeof NUMBERS)[number][0]]?: number | undefined } & {
  readonly state?: MeasureView['state'];
  readonly severity?: FindingView['severity'];
};

function changed(stored: Numbered, now: Numbered, lang: Lang): string {
  const said = NUMBERS.flatMap(([key, name]) =>
    stored[key] === now[key] ? [] : [`${name[lang]} ${stored[key] ?? '—'} → ${now[key] ?? '—'}`],
  );
  const state = (one: Numbered) => (one.state === undefined ? undefined : measureStates[one.state][lang]);
  if (stored.state !== now.state) said.push(`${state(stored)} → ${state(now)}`);
  if (stored.severity !== now.severity) said.push(`${severityText(stored, lang)} → ${severityText(now, lang)}`);
  if (said.length === 0) return lang === 'zh' ? '说明不同' : 'explained otherwise';
  return said.join(lang === 'zh' ? '，' : ', ');
}

const SEVERITIES: Readonly<Record<FindingView['severity'], Text>> = {
  error: { zh: '不符合', en: 'violated' },
  justified: { zh: '已说明', en: 'justified' },
  warning: { zh: '提示', en: 'to be noted' },
  info: { zh: '仅供参考', en: 'for information' },
};

function severityText({ severity }: Numbered, lang: Lang): string {
  return severity === undefined ? '—' : SEVERITIES[severity][lang];
}
