import { periodDays } from '@sunlot/core/basics/dates.ts';
import type { FindingCode } from '@sunlot/core/policy/findings.ts';
import type { ComplianceView, FindingView, IndicatorsView, MeasureView } from './compliance.ts';
import { expiredLines, lateLines, objectLines, uncountedText } from './finding-objects.ts';
import { findingText } from './finding-texts.ts';
import type { Lang, Text } from './languages.ts';
import { partText, versionText } from './version-words.ts';

/** A verdict in sentences, as one reads it to an official: first how it stands, then each finding, its clause, what to do. */

export const verdictNames: Readonly<Record<ComplianceView['verdict'], Text>> = {
  compliant: { zh: '合规', en: 'compliant' },
  warning: {
    zh: '没有违反硬性规定，有需要说明或注意的事项',
    en: 'nothing binding is violated; some things need a reason or attention',
  },
  noncompliant: { zh: '不合规', en: 'not compliant' },
  notJudged: { zh: '不作判定', en: 'not judged' },
};

export const measureStates: Readonly<Record<MeasureView['state'], Text>> = {
  met: { zh: '达到', en: 'met' },
  short: { zh: '不足', en: 'short' },
  over: { zh: '超出', en: 'over' },
  justified: { zh: '已说明', en: 'justified' },
  open: { zh: '进行中', en: 'under way' },
  shown: { zh: '不作要求', en: 'shown only' },
};

const SEVERITIES: Readonly<Record<FindingView['severity'], Text & { readonly sign: string }>> = {
  error: { zh: '项不符合', en: 'violated', sign: '✘' },
  justified: { zh: '项已说明', en: 'justified', sign: '△' },
  warning: { zh: '项提示', en: 'to be noted', sign: '！' },
  info: { zh: '项仅供参考', en: 'for information', sign: '·' },
};

/** In which order they are told, the gravest first. */
const SEVERITY_ORDER = ['error', 'justified', 'warning', 'info'] as const;

/** What a measure is about, by the topic of its rule. */
const MATTERS: Readonly<Record<string, Text>> = {
  ratio: { zh: '抽查比例', en: 'ratio' },
  annualRatio: { zh: '全年比例', en: 'yearly ratio' },
  coverage: { zh: '全覆盖', en: 'full coverage' },
  headcount: { zh: '按人定数', en: 'number by staff' },
  target: { zh: '计划表目标', en: 'target of the plan table' },
  floor: { zh: '省定底线', en: 'floor of the province' },
  redraw: { zh: '再次抽查', en: 'drawn again' },
  noRatio: { zh: '未定比例', en: 'no ratio' },
  internalJointShare: { zh: '内部联合', en: 'internal joint' },
  creditShare: { zh: '信用分级', en: 'by credit grade' },
  interdepartmental: { zh: '部门联合', en: 'interdepartmental' },
  interdepartmentalFigures: { zh: '部门联合', en: 'interdepartmental' },
  participation: { zh: '人员参与', en: 'participation' },
  publicationRate: { zh: '结果公开', en: 'results published' },
};

/** 抽查比例, 全覆盖, …: what a line of the table is about. */
export function matterText({ topic, unit }: Pick<MeasureView, 'topic' | 'unit'>, lang: Lang): string {
  const matter = MATTERS[topic]?.[lang] ?? topic;
  // Two numbers of one rule, of which the second counts objects.
  const isOfObjects = topic === 'interdepartmentalFigures' && unit === 'object';
  return isOfObjects ? `${matter}${lang === 'zh' ? '（主体）' : ' (units)'}` : matter;
}

/** The goals of the programme. */
export const indicatorNames: Readonly<Record<IndicatorsView['items'][number]['id'], Text>> = {
  random: { zh: '计划性检查随机抽取', en: 'planned inspections drawn at random' },
  published: { zh: '结果公开', en: 'results published' },
  internalJoint: { zh: '内部联合', en: 'internally joint' },
  interdepartmental: { zh: '部门联合（对象）', en: 'interdepartmental (units)' },
  credit: { zh: '按信用分级', en: 'by credit grade' },
  participation: { zh: '人员参与', en: 'people taking part' },
  coverage: { zh: '全覆盖', en: 'full coverage' },
};

const LEVELS: Readonly<Record<string, Text>> = {
  municipal: { zh: '市级', en: 'municipal level' },
  newArea: { zh: '新区本级', en: 'new area itself' },
  county: { zh: '县级', en: 'county level' },
};

/** What the numbers of a rule count, by its topic; everything else counts objects. */
const UNITS: Readonly<Record<string, Text>> = {
  internalJointShare: { zh: '次', en: 'visits' },
  creditShare: { zh: '次', en: 'visits' },
  interdepartmental: { zh: '次', en: 'tasks' },
  interdepartmentalFigures: { zh: '次', en: 'tasks' },
  participation: { zh: '人', en: 'people' },
  publicationRate: { zh: '件', en: 'results' },
  cap: { zh: '次', en: 'visits' },
  group: { zh: '人', en: 'people' },
};
const OBJECTS: Text = { zh: '家', en: 'units' };
const TASKS: Text = { zh: '项', en: 'tasks' };
const VISITS: Text = { zh: '家次', en: 'visits' };

/** `2026Q4` → 2026年第四季度, Q4 of 2026. */
export function periodText(period: string, lang: Lang): string {
  const year = period.slice(0, 4);
  if (lang === 'zh') return `${year}年${partText(period, lang)}`;
  return /[HQ]/.test(period) ? `${partText(period, lang)} of ${year}` : period;
}

/** Of when a number is: its period, or the years that the duty has: 2022—2026年. */
export function whenText({ period, window }: Pick<FindingView, 'period' | 'window'>, lang: Lang): string {
  if (window === undefined) return period === undefined ? '' : periodText(period, lang);
  const [from, to] = [window.from.slice(0, 4), window.to.slice(0, 4)];
  return lang === 'zh' ? `${from}—${to}年` : `${from}–${to}`;
}

/** The class of a finding or measure as the pack calls it. */
export function classText({ classNames }: ComplianceView, cls: string, lang: Lang): string {
  if (cls === 'all') return lang === 'zh' ? '全部对象' : 'all units';
  return classNames[cls] ?? cls;
}

/** Of a period that still runs: what is under way is no finding yet. */
const NO_FINDINGS: Readonly<Record<'soFar' | 'atAll', Text>> = {
  soFar: {
    zh: '到目前没有发现问题，“进行中”的项目到期后再判定',
    en: 'No findings so far; what is under way is judged when its time is over',
  },
  atAll: { zh: '没有发现问题', en: 'No findings' },
};
const SPANS: Readonly<Record<'year' | 'quarter', Text>> = {
  year: { zh: '年度', en: 'year' },
  quarter: { zh: '季度', en: 'quarter' },
};

/** The first lines: the verdict in words, of whom and as of when, and how many findings there are. */
export function verdictLines(view: ComplianceView, lang: Lang): readonly string[] {
  const { agencyName, agency, level, asOf, findings, visits } = view;
  const period = view.period ?? String(view.year);
  const isOpen = asOf <= periodDays(period).to;
  const none = NO_FINDINGS[isOpen ? 'soFar' : 'atAll'][lang];
  const unit = SPANS[view.period === undefined ? 'year' : 'quarter'][lang];
  const verdict = verdictNames[view.verdict][lang];
  const counts = SEVERITY_ORDER.flatMap((severity) => {
    const own = findings.filter((one) => one.severity === severity);
    const n = grouped(own).length;
    const { sign: _, ...words } = SEVERITIES[severity];
    const places =
      own.length === n ? { zh: '', en: '' } : { zh: `（共 ${own.length} 处）`, en: ` (${own.length} cases)` };
    return n === 0 ? [] : [lang === 'zh' ? `${n} ${words.zh}${places.zh}` : `${n} ${words.en}${places.en}`];
  });
  const place = LEVELS[level]?.[lang] ?? level;
  const head =
    lang === 'zh'
      ? `${agencyName}（${agency}，${place}）${periodText(period, lang)}“双随机、一公开”判定：${verdict}`
      : `${agencyName} (${agency}, ${place}), ${periodText(period, lang)}: ${verdict}`;
  if (view.verdict === 'notJudged') return [head, unjudgedText(view, lang), ...historyLine(view, lang)];
  if (lang === 'zh') {
    return [
      head,
      `${counts.length === 0 ? none : counts.join('，')}。截至 ${asOf}${isOpen ? `（${unit}未结束）` : ''}，本${unit}随机检查 ${visits} 次，依据：${versionText(view, lang)}。`,
      ...historyLine(view, lang),
    ];
  }
  return [
    head,
    `${counts.length === 0 ? none : counts.join(', ')}. As of ${asOf}${isOpen ? ` (the ${unit} is not over)` : ''}, ${visits} random ${visits === 1 ? 'visit' : 'visits'} in the ${unit}, judged by ${versionText(view, lang)}.`,
    ...historyLine(view, lang),
  ];
}

/** No version of the scheme was in force (R-002): what was done is told, and nothing is held against anybody. */
function unjudgedText({ packName, schemeFrom, asOf, visits }: ComplianceView, lang: Lang): string {
  if (lang === 'zh') {
    return `该期间没有执行中的方案（${packName}自 ${schemeFrom} 起执行），不按任何方案判定。截至 ${asOf}，记录的随机检查 ${visits} 次。`;
  }
  return `No scheme was in force in that period (${packName} holds from ${schemeFrom} on), so it is judged by none. As of ${asOf}, ${visits} random visits are recorded.`;
}

/** What was imported from before the first draw here is counted, but nobody can look up how it was drawn. */
function historyLine({ history }: ComplianceView, lang: Lang): readonly string[] {
  if (history === 0) return [];
  const zh = `其中 ${history} 次是导入的历史记录，早于在本平台的首次抽取，没有抽取可以核对。`;
  return [
    lang === 'zh'
      ? zh
      : `${history} of them ${history === 1 ? 'is' : 'are'} imported history from before the first draw here: no draw stands behind ${history === 1 ? 'it' : 'them'}.`,
  ];
}

/** The findings as numbered paragraphs, the gravest first. */
export function findingLines(view: ComplianceView, lang: Lang): readonly string[] {
  const bySeverity = SEVERITY_ORDER.flatMap((one) => view.findings.filter(({ severity }) => severity === one));
  return grouped(bySeverity).flatMap((group, i) => ['', ...paragraph(view, group, { number: i + 1, lang })]);
}

/** Findings that differ in the object alone stand together. */
function grouped(findings: readonly FindingView[]): readonly (readonly FindingView[])[] {
  const groups = new Map<string, FindingView[]>();
  for (const finding of findings) {
    const key =
      finding.object === undefined ? JSON.stringify([groups.size, finding]) : JSON.stringify(groupKey(finding));
    groups.set(key, [...(groups.get(key) ?? []), finding]);
  }
  return [...groups.values()];
}

/** What is done and what is not has other advice. */
function groupKey(finding: FindingView) {
  const { code, rule, period, severity, justification, lacks, by, method, required, actual, doneOn, expired } = finding;
  const same = [code, rule, period, severity, justification, lacks, by, method, required, actual, expired];
  return [...same, doneOn !== undefined];
}

type Place = { readonly number: number; readonly lang: Lang };

function paragraph(view: ComplianceView, group: readonly FindingView[], { number, lang }: Place): readonly string[] {
  const [finding] = group as readonly [FindingView, ...FindingView[]];
  const base = baseOf(view, finding);
  const { name, todo } = findingText({ ...finding, code: finding.code as FindingCode, base }, view);
  const { sign } = SEVERITIES[finding.severity];
  const who = classText(view, finding.class, lang);
  const when = whenText(finding, lang);
  const zh = lang === 'zh';
  const title = zh
    ? `${who}${when === '' ? '' : ` ${when}`}：${name.zh}`
    : `${who}${when === '' ? '' : `, ${when}`}: ${name.en}`;
  const numbers = numbersText(finding, { base, lang });
  const { justification } = finding;
  return [
    `${sign} ${number}. ${title}`,
    zh ? `   依据：${basisText(finding, lang)}` : `   Clause: ${basisText(finding, lang)}`,
    ...(numbers === '' ? [] : [`   ${numbers}`]),
    ...raisedLines(finding, lang),
    ...(finding.lacks ? [zh ? `   缺：${finding.lacks.join('、')}` : `   Missing: ${finding.lacks.join(', ')}`] : []),
    ...expiredLines(finding, lang),
    ...lateLines(finding, lang),
    ...objectLines(group, lang),
    ...byOthers(finding, lang),
    ...(justification
      ? [
          zh
            ? `   已说明：${justification.reason}（批准：${justification.approvedBy}）`
            : `   Justified: ${justification.reason} (approved by ${justification.approvedBy})`,
        ]
      : [zh ? `   怎么办：${todo.zh}` : `   What to do: ${todo.en}`]),
  ];
}

/** The clause; where the scheme does not say it, that first, and after the phrase it leans on why it holds all the same (执法人员不少于2人 by general law, AMB-43). */
function basisText({ clause: { section, quote, note }, derived }: FindingView, lang: Lang): string {
  const zh = lang === 'zh';
  const phrase = quote === '' ? section : zh ? `${section}「${quote}」` : `${section} “${quote}”`;
  if (!derived) return phrase;
  return `${zh ? '【方案未写】' : '[not in the scheme] '}${phrase}${note === undefined ? '' : ` ${note}`}`;
}

/** What the numbers of a finding are taken of, as its table has it. */
function baseOf({ tables }: ComplianceView, finding: FindingView): number | undefined {
  const { rule, class: cls, level, period, required } = finding;
  const ofPeriod = tables.filter((one) => one.period === period);
  const own = ofPeriod.find((one) => one.rule === rule && one.required === required);
  // Where coverage raises a period's number, its table has the raised one, under the ratio.
  const isRatio = (one: MeasureView) => one.topic === 'ratio' && one.class === cls && one.level === level;
  return (own ?? ofPeriod.find(isRatio))?.base;
}

/** Another authority went beyond the cap: it answers for that, and this one knows of it. */
function byOthers({ by }: FindingView, lang: Lang): readonly string[] {
  if (by === undefined) return [];
  return [
    lang === 'zh'
      ? `   超出上限的检查由${by.join('、')}所做，由其说明，不计入本机关的判定。`
      : `   The visits beyond the cap were made by ${by.join(', ')}, which answers for them: they are no fault of this authority.`,
  ];
}

/** Whoever works out the ratio alone comes to a smaller number: why more was due. */
function raisedLines({ byRatio, uncovered, required }: FindingView, lang: Lang): readonly string[] {
  if (byRatio === undefined || uncovered === undefined) return [];
  return [
    lang === 'zh'
      ? `   按比例应查 ${byRatio} 家；到这个时段开始时，本年度还有 ${uncovered} 家没有查过，全年要查到每一家，应查数因此提高到 ${required} 家。`
      : `   The ratio alone asks for ${byRatio}; when the period began ${uncovered} had not been inspected this year, and every one is due within it: the number is raised to ${required}.`,
  ];
}

/** 应查 10 家，实查 6 家，少 4 家（基数 37 家，没有封存名单，按名录计）。 */
function numbersText(
  { required, actual, shortBy, max, demanded, projected, baseFrom, rule, times, unit: of }: FindingView,
  { base, lang }: { readonly base: number | undefined; readonly lang: Lang },
): string {
  const words = unitOf(rule, of);
  // Each wanted twice in the period: 应查 12 家次, of a base of 6 家.
  const unit = (times === undefined ? words : VISITS)[lang];
  const each = times === undefined ? { zh: '', en: '' } : { zh: `，每家 ${times} 次`, en: `, each ${times} times` };
  const more = uncountedText({ actual, demanded }, words);
  const [due, done] = words === OBJECTS ? ['应查', '实查'] : ['应达', '实际'];
  type Said = readonly [number | undefined, (n: number) => Text];
  const made: Said = [actual, (n) => ({ zh: `${done} ${n} ${unit}${more.zh}`, en: `${n} done${more.en}` })];
  const short: Said = [shortBy, (n) => ({ zh: `少 ${n} ${unit}`, en: `${n} short` })];
  const pace: Said = [projected, (n) => ({ zh: `照此进度到期完成 ${n} ${unit}`, en: `${n} by the end at this pace` })];
  // Where the number is what the pace leads to, nobody has done so many.
  const said: readonly Said[] = [
    [required, (n) => ({ zh: `${due} ${n} ${unit}`, en: `${n} ${unit} required` })],
    [max, (n) => ({ zh: `最多 ${n} ${unit}`, en: `${n} ${unit} at most` })],
    ...(actual === projected ? [pace, short] : [made, short, pace]),
  ];
  const parts = said.flatMap(([n, text]) => (n === undefined ? [] : [text(n)[lang]]));
  const about = [
    ...(base === undefined ? [] : [{ zh: `基数 ${base} ${words.zh}${each.zh}`, en: `of a base of ${base}${each.en}` }]),
    ...(baseFrom === 'directory'
      ? [{ zh: '没有封存名单，按名录计', en: 'no list was frozen: counted from the directory' }]
      : []),
  ].map((one) => one[lang]);
  if (parts.length === 0) return '';
  if (lang === 'zh') return `${parts.join('，')}${about.length > 0 ? `（${about.join('，')}）` : ''}。`;
  return `${parts.join(', ')}${about.length > 0 ? ` (${about.join(', ')})` : ''}.`;
}

function unitOf(rule: string, unit: FindingView['unit']): Text {
  const topic = rule.split('/')[1] ?? '';
  if (unit === 'object') return OBJECTS;
  return unit === 'task' && topic === 'internalJointShare' ? TASKS : (UNITS[topic] ?? OBJECTS);
}
