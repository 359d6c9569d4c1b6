import type { Text } from './languages.ts';
import type { StepLack, TaskStatistics, TaskStepId } from './task-ends.ts';

/** What the end of a task is called on screens and in workbooks. */

export const objectStateWords: Readonly<Record<TaskStatistics['rows'][number]['state'], Text>> = {
  waiting: { zh: '未检查', en: 'not visited' },
  noResult: { zh: '没有结果', en: 'no result' },
  done: { zh: '已检查', en: 'visited' },
  recognised: { zh: '结果互认', en: 'recognised' },
  cancelled: { zh: '已取消', en: 'cancelled' },
};

export const methodWords: Readonly<Record<NonNullable<TaskStatistics['rows'][number]['method']>, Text>> = {
  onSite: { zh: '现场', en: 'on site' },
  tech: { zh: '非现场', en: 'from afar' },
  written: { zh: '书面', en: 'in writing' },
  thirdParty: { zh: '第三方', en: 'third party' },
};

export const stepWords: Readonly<Record<TaskStepId, Text>> = {
  initiate: { zh: '发起', en: 'initiated' },
  allocate: { zh: '分配', en: 'allocated' },
  summarise: { zh: '汇总', en: 'brought in' },
  count: { zh: '统计', en: 'counted' },
  report: { zh: '报送', en: 'reported' },
};

/** What a step lacks, and the command that brings it. */
export const lackWords: Readonly<Record<StepLack, Text>> = {
  draw: { zh: '还没有抽取结果（draw run）', en: 'no result of a draw (draw run)' },
  dispatch: { zh: '还没有派发（task dispatch）', en: 'not dispatched (task dispatch)' },
  visits: {
    zh: '没有检查记录（import visits，或 task cancel）',
    en: 'without a visit (import visits, or task cancel)',
  },
  results: { zh: '没有检查结果（import visits）', en: 'without a result (import visits)' },
  recognition: {
    zh: '互认的结果后来更正或撤回了（task visits，重新答复 task answer）',
    en: 'recognised by a result that was corrected or withdrawn since (task visits; task answer again)',
  },
  publication: {
    zh: '结果没有公示，也没有不予公开的依据（import visits）',
    en: 'neither public nor lawfully withheld (import visits)',
  },
  approval: {
    zh: '不予公开，没有批准人（publish due，publish approve）',
    en: 'withheld and approved by nobody (publish due, publish approve)',
  },
  closing: { zh: '还没有办结（task close）', en: 'not closed (task close)' },
  reports: { zh: '还没有登记报送（task report）', en: 'not reported (task report)' },
};
