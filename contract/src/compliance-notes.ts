import { clauseText } from '@sunlot/core/policy/clause-text.ts';
import type { ComplianceView, EndedDrawView } from './compliance.ts';
import { periodText } from './compliance-words.ts';
import type { Lang, Text } from './languages.ts';
import type { Judged } from './until-closed.ts';

/** What stands below the findings of a verdict: what was not judged, draws that came to nothing, cancelled visits, days of reports. */

/** Rules that nothing recorded here can judge, and results without the day their clock runs from; said, so that silence is not taken for compliance. */
export function notJudgedLines(
  { notJudged, unclocked, standing }: Pick<ComplianceView, 'notJudged' | 'unclocked'> & Pick<Judged, 'standing'>,
  lang: Lang,
): readonly string[] {
  const head =
    lang === 'zh' ? '以下规定缺少数据，没有判定：' : 'Not judged, because what they measure is not recorded here:';
  const rules = notJudged.map(({ clause }) => `  ${clauseText(clause)}`);
  return [...(rules.length === 0 ? [] : ['', head, ...rules]), ...unclockedLines(unclocked, { standing, lang })];
}

const CLOCKS: Readonly<Record<NonNullable<ComplianceView['unclocked']>['start'], Text>> = {
  resultDetermined: { zh: '结果认定日期', en: 'the day of determination (结果认定日期)' },
  inspectionEnd: { zh: '检查日期', en: 'the day of inspection (检查日期)' },
  taskCompleted: { zh: '任务完成日期', en: 'the day the task was completed (任务完成日期)' },
};

type Telling = Pick<Judged, 'standing'> & { readonly lang: Lang };

function unclockedLines(unclocked: ComplianceView['unclocked'], { standing, lang }: Telling): readonly string[] {
  if (!unclocked) return [];
  const { results, start, clause } = unclocked;
  const day = CLOCKS[start][lang];
  const rule = clauseText(clause);
  const isClosed = standing?.yearClosed === 'plan';
  const todo = (isClosed ? PLAN_CLOSED : start === 'taskCompleted' ? COMPLETE_THE_TASK : FILL_IN)[lang];
  const line =
    lang === 'zh'
      ? `公示是否超期没有判定：${results} 项检查结果没有登记${day}，期限无从起算（${rule}）。${todo}`
      : `Whether publication was late is not judged: ${results} results lack ${day}, from which the clock runs (${rule}). ${todo}`;
  return ['', line];
}

const FILL_IN: Text = { zh: '请补填后重新导入。', en: 'Fill it in and import them again.' };
/** The day follows from the end of the whole task (AMB-41), unless somebody wrote one down. */
const COMPLETE_THE_TASK: Text = {
  zh: '任务还有抽中的对象没有查完的（sunlot publish due 列出），录入检查结果（import visits），不能检查的经批准取消（task cancel），全部完成之日起算；不是在本平台抽取的，补填后重新导入。',
  en: 'Where units of the task are still outstanding (sunlot publish due lists such tasks), import their results (import visits) or cancel with approval what cannot take place (task cancel): it runs from the day on which all is done. Where nothing was drawn here, fill in the day and import them again.',
};
const PLAN_CLOSED: Text = {
  zh: '当年计划已经办结，这一日期不再补填；还没有公示的立即公示，补登公示日期。',
  en: 'The plan of the year is closed and takes that day no more; what is not public yet is to be published now, and its day recorded.',
};

const ENDS: Readonly<Record<EndedDrawView['kind'], Text>> = {
  void: { zh: '作废', en: 'voided' },
  abandoned: { zh: '中止', en: 'abandoned' },
};

/** Draws that came to nothing, each with its reason; they count for nothing and stay in sight. */
export function endedLines({ ended }: ComplianceView, lang: Lang): readonly string[] {
  if (ended.length === 0) return [];
  const head =
    lang === 'zh' ? `作废、中止的抽取 ${ended.length} 次：` : `Draws that were voided or abandoned: ${ended.length}`;
  return [
    '',
    head,
    ...ended.map(({ task, seq, kind, endedOn, reason }) =>
      lang === 'zh'
        ? `  ${endedOn} ${task} 第 ${seq} 次抽取${ENDS[kind].zh}：${reason}`
        : `  ${endedOn} ${task}, draw ${seq}, ${ENDS[kind].en}: ${reason}`,
    ),
  ];
}

/** Drawn objects that nobody could visit: they count as drawn and not done, and stay in sight. */
export function cancelledLines({ cancelled = [] }: ComplianceView, lang: Lang): readonly string[] {
  if (cancelled.length === 0) return [];
  const n = cancelled.reduce((sum, one) => sum + one.n, 0);
  const head =
    lang === 'zh'
      ? `经批准取消的检查 ${n} 家（已抽、未查，不计入完成）：`
      : `Visits cancelled with approval: ${n} (drawn and not done; they count as no visit)`;
  return [
    '',
    head,
    ...cancelled.map((one) => (lang === 'zh' ? `  ${one.task}：${one.n} 家` : `  ${one.task}: ${one.n}`)),
  ];
}

/** The days of the reports that the scheme asks for. */
export function reportLines({ reports = [] }: ComplianceView, lang: Lang): readonly string[] {
  if (reports.length === 0) return [];
  const isZh = lang === 'zh';
  return [
    '',
    isZh ? '报送期限：' : 'Reports are due:',
    ...reports.map(({ name, period, opens, due, provisional, clause }) => {
      const when = periodText(period, lang);
      if (isZh) {
        const days = opens === undefined ? `不晚于 ${due}` : `${opens} 至 ${due}`;
        return `  ${when}${name}：${days}${provisional ? '（推算）' : ''}（${clause.section}）`;
      }
      const days = opens === undefined ? `by ${due}` : `from ${opens} to ${due}`;
      return `  ${when}, ${name}: ${days}${provisional ? ' (estimated)' : ''} (${clause.section})`;
    }),
  ];
}
