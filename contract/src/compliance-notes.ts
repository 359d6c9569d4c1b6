import { clauseText } from '@sunlot/core/policy/clause-text.ts';
import type { ComplianceView, EndedDrawView } from './compliance.ts';
import { periodText } from './compliance-words.ts';
import type { Lang, Text } from './languages.ts';

/** What stands below the findings of a verdict: what was not judged, draws that came to nothing, cancelled visits, days of reports. */

/** Rules that nothing recorded here can judge, and results without the day their clock runs from; said, so that silence is not taken for compliance. */
export function notJudgedLines({ notJudged, unclocked }: ComplianceView, lang: Lang): readonly string[] {
  const head =
    lang === 'zh' ? '以下规定缺少数据，没有判定：' : 'Not judged, because what they measure is not recorded here:';
  const rules = notJudged.map(({ clause }) => `  ${clauseText(clause)}`);
  return [...(rules.length === 0 ? [] : ['', head, ...rules]), ...unclockedLines(unclocked, lang)];
}

const CLOCKS: Readonly<Record<NonNullable<ComplianceView['unclocked']>['start'], Text>> = {
  resultDetermined: { zh: '结果认定日期', en: 'the day of determination (结果认定日期)' },
  inspectionEnd: { zh: '检查日期', en: 'the day of inspection (检查日期)' },
  taskCompleted: { zh: '任务完成日期', en: 'the day the task was completed (任务完成日期)' },
};

function unclockedLines(unclocked: ComplianceView['unclocked'], lang: Lang): readonly string[] {
  if (!unclocked) return [];
  const { results, start, clause } = unclocked;
  const day = CLOCKS[start][lang];
  const rule = clauseText(clause);
  const line =
    lang === 'zh'
      ? `公示是否超期没有判定：${results} 项检查结果没有登记${day}，期限无从起算（${rule}）。请补填后重新导入。`
      : `Whether publication was late is not judged: ${results} results lack ${day}, from which the clock runs (${rule}). Fill it in and import them again.`;
  return ['', line];
}

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
