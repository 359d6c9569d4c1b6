import { NO_RESULT } from '@sunlot/core/policy/figure-names.ts';
import type { FIGURES, FigureView, ReportView } from './figures.ts';
import type { Lang, Text } from './languages.ts';

/** What the figures of a report are called, on screens and in files. */

export const figureNames: Readonly<Record<(typeof FIGURES)[number], Text>> = {
  base: { zh: '基数（家）', en: 'base (units)' },
  drawn: { zh: '抽取', en: 'drawn' },
  visits: { zh: '检查（次）', en: 'visits' },
  completed: { zh: '完成', en: 'completed' },
  repeats: { zh: '重复检查（次）', en: 'visits again' },
  covered: { zh: '已覆盖（家）', en: 'covered (units)' },
  uncovered: { zh: '未覆盖（家）', en: 'uncovered (units)' },
  randomVisits: { zh: '随机检查（次）', en: 'random visits' },
  longerTasks: { zh: '其中半年、年度任务的检查（次）', en: 'of them of tasks for a half-year or a year' },
  offSiteRounds: {
    zh: '另有非现场全覆盖检查（不抽取，次）',
    en: 'beside them visits of off-site rounds, which are not drawn',
  },
  method: { zh: '检查方式', en: 'method' },
  internalJoint: { zh: '内部联合（次）', en: 'internally joint visits' },
  interdepartmental: { zh: '部门联合（次）', en: 'visits with other departments' },
  interdepartmentalTasks: { zh: '已完成的部门联合任务（项）', en: 'tasks with other departments concluded' },
  credit: { zh: '按信用分级抽取（次）', en: 'visits drawn by credit grade' },
  wording: { zh: '检查结果', en: 'result' },
  followUp: { zh: '需后续处理（次）', en: 'visits to be followed up' },
  handedOver: { zh: '已移送执法（次）', en: 'visits whose findings went to enforcement' },
  toRectify: { zh: '须整改（次）', en: 'visits with something to put right' },
  rectified: { zh: '已整改（次）', en: 'visits with it put right' },
  rectifyOverdue: { zh: '整改逾期未完成（次）', en: 'visits with it overdue' },
  results: { zh: '检查结果（件，含依法不予公开的）', en: 'results, those lawfully withheld included' },
  published: { zh: '已公示（件）', en: 'published' },
  late: { zh: '逾期公示或逾期未公示（件）', en: 'published late or overdue' },
  withheld: { zh: '依法不予公开（件）', en: 'lawfully withheld' },
  holders: { zh: '持证人员（人）', en: 'certificate holders' },
  participated: { zh: '参加检查的持证人员（人）', en: 'holders who took part' },
};

const METHODS: Readonly<Record<string, Text>> = {
  onSite: { zh: '现场', en: 'on site' },
  tech: { zh: '科技', en: 'by technology' },
  written: { zh: '书面', en: 'in writing' },
  thirdParty: { zh: '第三方', en: 'by a third party' },
};

/** A way of inspecting: 现场, 科技, … */
export function methodText(method: string, lang: Lang): string {
  return METHODS[method]?.[lang] ?? method;
}

/** 检查方式：现场; 检查结果：未发现问题; or the name alone. */
export function figureText({ figure, of }: Pick<FigureView['figure'], 'figure' | 'of'>, lang: Lang): string {
  const name = figureNames[figure][lang];
  if (of === undefined) return name;
  const which = of === NO_RESULT ? { zh: '尚无结果', en: 'no result yet' }[lang] : methodText(of, lang);
  return lang === 'zh' ? `${name}：${which}` : `${name}: ${which}`;
}

/** Up to which day the figures are right, and until which day entries may come. */
export function cutOffText({ asOf, cutOff }: Pick<ReportView, 'asOf' | 'cutOff'>, lang: Lang): string {
  const { lastDay, lastDayEstimated, enteredLater } = cutOff;
  if (lang === 'en') {
    const late = enteredLater === 0 ? '' : ` ${enteredLater} of the visits were entered after that day.`;
    return `As of ${asOf}; entries of the period until ${lastDay}${lastDayEstimated ? ' (estimated)' : ''}.${late}`;
  }
  const late = enteredLater === 0 ? '' : `其中 ${enteredLater} 次检查在截止日之后录入。`;
  return `截至 ${asOf}；本时段录入截止 ${lastDay}${lastDayEstimated ? '（推算）' : ''}。${late}`;
}

type Withheld = Pick<FigureView['items'][number], 'withheldGround' | 'withheldPart' | 'unapproved'>;

/** Why a result, or a part of it, is not public, and that nobody approved it; undefined where it is not withheld. */
export function withheldText(row: Withheld, lang: Lang): string | undefined {
  const { withheldGround, withheldPart, unapproved } = row;
  if (withheldGround === undefined) return undefined;
  if (lang === 'zh')
    return `${withheldPart ? '部分' : ''}不予公开：${withheldGround}${unapproved ? '（没有批准人）' : ''}`;
  return `${withheldPart ? 'partly ' : ''}withheld: ${withheldGround}${unapproved ? ' (nobody approved it)' : ''}`;
}

/** The day on which a result became public and what is withheld of it: `2026-04-30，部分不予公开：商业秘密`; undefined where there is neither. */
export function publicText(
  row: Withheld & Pick<FigureView['items'][number], 'publishedOn'>,
  lang: Lang,
): string | undefined {
  const parts = [row.publishedOn, withheldText(row, lang)].filter((text) => text !== undefined);
  return parts.length === 0 ? undefined : parts.join(lang === 'zh' ? '，' : ', ');
}
