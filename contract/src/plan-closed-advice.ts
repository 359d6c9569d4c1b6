import type { FindingCode } from '@sunlot/core/policy/findings.ts';
import type { Advice } from './finding-advice.ts';

/**
 * What to do about a finding once the plan of its year is closed: of a visit on record nothing is corrected any more, and none is recorded.
 * Taken are only, of results that lack it, the day of publication, the ground for withholding and its approver, and that what was found was put right.
 */
export function underClosedPlan(found: {
  readonly code: FindingCode;
  readonly doneOn?: string | undefined;
  readonly required?: number | undefined;
  readonly method?: string | undefined;
  readonly expired?: readonly object[] | undefined;
}): Advice | undefined {
  const { code, doneOn, required, method, expired } = found;
  if (code === 'METHOD_VIOLATION' && method !== undefined) return METHOD_UNAPPROVED;
  if (code === 'FEWER_THAN_2') return groupOf(required, expired !== undefined);
  // A result, or a plan, that is not public yet and one that is are two things.
  if (code === 'PUBLICATION_OVERDUE' && doneOn === undefined) return undefined;
  if (code === 'PLAN_PUBLICATION_OVERDUE' && doneOn !== undefined) return undefined;
  return UNDER_CLOSED_PLAN[code];
}

const UNDER_CLOSED_PLAN: Readonly<Partial<Record<FindingCode, Advice>>> = {
  PUBLICATION_OVERDUE: {
    todo: {
      zh: '已经公示，迟了的不能挽回，判定不变；当年计划已经办结，已登记的公示日期不再更正。今后看 sunlot publish due，在期限内公示。',
      en: 'They are public by now; late they stay, and so does the verdict. The plan of the year is closed, and a day on record is not corrected any more. From now on see sunlot publish due and publish in time.',
    },
  },
  PLAN_PUBLICATION_OVERDUE: {
    todo: {
      zh: '没有登记公开，计划已经办结，不再登记，判定不变；下一年度印发后在期限内公开、登记。',
      en: 'No publication is on record, and the plan is closed and takes none: the verdict stays. Publish that of the next year in time once it is issued, and record it.',
    },
  },
  UNDER_JOINT_EXTERNAL: {
    todo: {
      zh: '年度已经结束，不能再补，按没有达到判定；当年计划已经办结，检查不再登记。所依据的条款写明结转的，才列入下一年度。',
      en: 'The year is over: this cannot be made up and counts as not met; its plan is closed and takes no more visits. Only where the clause says so is it carried over to the next year.',
    },
  },
  OVER_CAP: {
    todo: {
      zh: '年度已经结束，超过的次数不能撤回，判定不变；今后抽取和派发前，先看对象本年度已查的次数。',
      en: 'The year is over; the visits beyond the cap stand and so does the verdict. From now on look how often a unit was inspected in the year before it is drawn or sent to.',
    },
    inPrinciple: {
      zh: '年度已经结束，当年计划已经办结，检查记录里的理由和批准人不再更正；确有必要的，由另一人批准登记全年的理由（sunlot agency justify）。今后抽取和派发前，先看对象本年度已查的次数。',
      en: 'The year is over and its plan closed: reasons and approvers of its visits are not corrected any more. Where the visits were necessary, record the reason for the year, approved by another person (sunlot agency justify). From now on look how often a unit was inspected in the year before it is drawn or sent to.',
    },
  },
  METHOD_VIOLATION: {
    todo: {
      zh: '当年计划已经办结，检查记录不再更正，判定不变；今后写明现场检查的触发情形，没有触发情形的用非现场方式。',
      en: 'The plan of the year is closed and its visits are not corrected any more: the verdict stays. From now on record what makes going there necessary; where nothing does, inspect off site.',
    },
  },
  SECRET_PUBLISHED: {
    todo: {
      zh: '立即撤下，改为公示删去有关内容的结果，随台账归档；当年计划已经办结，已登记的依据和公示日期不再更正，判定不变。',
      en: 'Take it down at once, publish it without the part concerned, and file that. The plan of the year is closed: a ground and a day on record are not corrected any more, and the verdict stays.',
    },
  },
  JOINT_PARTNER_ABSENT: {
    todo: {
      zh: '年度已经结束，不能再补；当年计划已经办结，检查记录不再更正，判定不变。下一年度先同该部门商定时间。',
      en: 'The year is over and this cannot be made up; its plan is closed, its visits are not corrected any more and the verdict stays. Agree the dates of the next year with that department first.',
    },
  },
};

const METHOD_UNAPPROVED: Advice = {
  todo: {
    zh: '当年计划已经办结，检查记录不再更正，判定不变；今后先批准再检查，并登记批准人。',
    en: 'The plan of the year is closed and its visits are not corrected any more: the verdict stays. From now on approve first, and record who did.',
  },
};

function groupOf(required: number | undefined, someExpired: boolean): Advice {
  const [zhNumber, enNumber] =
    required === undefined
      ? ['每组人数按方案配齐', 'send as many as the scheme asks for']
      : [`每组${someExpired ? '持有效证件的' : ''}不少于 ${required} 人`, `send at least ${required}`];
  const renewed = someExpired
    ? {
        zh: '当时已经换发新证的，更正人员名录里的有效期；',
        en: 'Where the certificate had been renewed by then, correct its validity in the directory. ',
      }
    : { zh: '', en: '' };
  return {
    todo: {
      zh: `${renewed.zh}当年计划已经办结，检查记录不再更正，${someExpired ? '其余的' : ''}判定不变；今后${zhNumber}。`,
      en: `${renewed.en}The plan of the year is closed and its visits are not corrected any more: ${someExpired ? 'otherwise ' : ''}the verdict stays. From now on ${enNumber}${someExpired && required !== undefined ? ' whose certificate is valid' : ''}.`,
    },
  };
}
