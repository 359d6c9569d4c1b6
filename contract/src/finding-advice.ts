import type { FindingCode } from '@sunlot/core/policy/findings.ts';
import type { Text } from './languages.ts';

/** What to do about a finding; `inPrinciple` under a rule worded 原则上, where a recorded and approved reason justifies what was left. */
export type Advice = { readonly todo: Text; readonly inPrinciple?: Text };

export type Short = {
  readonly code: FindingCode;
  readonly shortBy?: number | undefined;
  readonly gone?: number | undefined;
  readonly away?: number | undefined;
  readonly waiting?: number | undefined;
  readonly waitingIn?: readonly string[] | undefined;
  readonly cancelled?: number | undefined;
  readonly cancelledIn?: readonly string[] | undefined;
  readonly times?: number | undefined;
  readonly principle?: boolean | undefined;
};

/** What the advice says is for those who can still be inspected; of the others it is said first what becomes of them. */
export function beyondReach(
  text: Text,
  { code, shortBy, gone = 0, away = 0, waiting = 0, waitingIn = [], times, principle = false }: Short,
): Text {
  if (shortBy === undefined) return text;
  const unit = times === undefined ? '家' : '家次';
  const told =
    waiting === 0 ? text : withWaiting(text, { waiting, of: shortBy - gone, unit, principle, tasks: waitingIn });
  const own = away === 0 ? told : withAway(told, { away, of: shortBy - gone, unit, principle });
  return gone === 0 ? own : withGone(own, { gone, shortBy, unit, closing: closingOf(code, principle) });
}

/**
 * Objects that a base still holds (AMB-01) although they closed, were struck off or moved away since: they can neither be inspected nor
 * planned for. What the advice says is for the others, where there are any.
 */
function withGone(
  { zh, en }: Text,
  { gone, shortBy, unit, closing }: { gone: number; shortBy: number; unit: string; closing: Text },
): Text {
  const left = shortBy - gone;
  if (left === 0) {
    return {
      zh: `所差的 ${shortBy} ${unit}，对象都已经关停、注销或迁出，仍在基数里，但不能再查：${closing.zh}，不再列入计划；名录状态有误的，更正名录。`,
      en: `All ${shortBy} that are short have closed, were struck off or moved away since: they stay in the base and can no longer be inspected. Plan nothing for them: ${closing.en}. Where their state is wrong, correct the directory.`,
    };
  }
  return {
    zh: `所差的 ${shortBy} ${unit}里，${gone} ${unit}的对象已经关停、注销或迁出，仍在基数里，但不能再查：保留状态变更的材料备查，不再列入计划。其余 ${left} ${unit}：${zh}`,
    en: `Of the ${shortBy} that are short ${gone} have closed, were struck off or moved away since: they stay in the base and can no longer be inspected. Keep the papers of the change and plan nothing for them. For the other ${left}: ${en}`,
  };
}

type OfWaiting = { waiting: number; of: number; unit: string; principle: boolean; tasks: readonly string[] };

/** Whom a task of the period has drawn already and nobody has inspected: no draw takes them again, and their own task still does. */
function withWaiting({ zh, en }: Text, { waiting, of, unit, principle, tasks }: OfWaiting): Text {
  const [zhTasks, enTasks] = [tasks.join('、'), tasks.join(', ')];
  if (waiting < of) {
    return {
      zh: `所差的 ${of} ${unit}里，${waiting} ${unit}已经抽中、还没有检查：仍按原任务（${zhTasks}）检查并录入，不在后面的时段再抽。其余 ${of - waiting} ${unit}：${zh}`,
      en: `Of the ${of} that are short ${waiting} are drawn and not inspected yet: inspect and record them under the task that drew them (${enTasks}); no later draw takes them. For the other ${of - waiting}: ${en}`,
    };
  }
  const why = principle
    ? { zh: '没有按时检查的，写明原因。', en: ' Record why they were not inspected in time.' }
    : { zh: '', en: '' };
  return {
    zh: `所差的 ${of} ${unit}都已经抽中、还没有检查：仍按原任务（${zhTasks}）检查并录入，不在后面的时段再抽。这个时段的判定定案以前录入的，计入这个时段；以后录入的，计入全年，这个时段的判定不变。${why.zh}`,
    en: `All ${of} that are short are drawn and not inspected yet: inspect and record them under the task that drew them (${enTasks}); no later draw takes them. What is recorded before the verdict on the period is closed counts for the period; afterwards it counts for the year and that verdict stays.${why.en}`,
  };
}

/** Objects of a yearly base whom its last list has no longer: they changed class or stood still when its period began, and no draw takes them. */
function withAway(
  { zh, en }: Text,
  { away, of, unit, principle }: { away: number; of: number; unit: string; principle: boolean },
): Text {
  const left = of - away;
  const why = principle
    ? { zh: '写明原因，附类别、状态变更的材料', en: 'record why, with the papers of the change' }
    : { zh: '判定不变，保留类别、状态变更的材料备查', en: 'the verdict stays; keep the papers of the change' };
  const told: Text = {
    zh: `${away} ${unit}在年度基数里，却已不在本年最后一个时段的名单里（改了类别，或者当时停产），本年的抽取、补抽都抽不到：${why.zh}，以后按现在的类别和状态安排。`,
    en: `${away} are in the base of the year and no longer in the list of its last period (another class, or at a standstill then), so that no draw of the year takes them: ${why.en}. From now on plan them by the class and state they have.`,
  };
  if (left === 0) return { zh: `所差的 ${told.zh}`, en: `Of those that are short ${told.en}` };
  return {
    zh: `所差的里，${told.zh}另外 ${left} ${unit}：${zh}`,
    en: `Of those that are short ${told.en} For the other ${left}: ${en}`,
  };
}

type Numbers = {
  readonly code: FindingCode;
  readonly required?: number | undefined;
  readonly times?: number | undefined;
  readonly byRatio?: number | undefined;
  /** What the numbers are taken of. */
  readonly base?: number | undefined;
};

/**
 * Of a class whose every unit is wanted in each period: the next one asks for all of them itself, so that nothing can be drawn there first and a
 * visit then counts for that one. Not where coverage made a last period ask for all.
 */
export function ofEveryUnit(
  { code, required, times = 1, byRatio, base }: Numbers,
  { yearIsOver }: { readonly yearIsOver: boolean },
): Advice | undefined {
  if (code !== 'UNDER_RATIO' || required === undefined || base === undefined || byRatio !== undefined) return undefined;
  // Of one unit any share is all of it: that does not tell a duty to reach everybody.
  if (required < base * times || base === 1) return undefined;
  return yearIsOver ? EVERY_UNIT_AGAIN : EVERY_UNIT_EACH_TIME;
}

const EVERY_UNIT_EACH_TIME: Advice = {
  todo: {
    zh: '这个时段已过，判定不变：以后每个时段同样要查到每一家，那时的检查只算那个时段，抵不了这里的缺额。后面的时段早安排，查到每一家；已停产、关停的更新名录状态。',
    en: 'The period is over and its verdict stays: each coming period has to reach every one too, so a later visit counts for its own period and makes nothing good here. Begin the coming periods early and reach every one in each; where one has stopped or closed, update the directory.',
  },
  inPrinciple: {
    zh: '这个时段已过，写明原因：以后每个时段同样要查到每一家，那时的检查只算那个时段，抵不了这里的缺额。后面的时段早安排，查到每一家；已停产、关停的更新名录状态。',
    en: 'The period is over, record why: each coming period has to reach every one too, so a later visit counts for its own period and makes nothing good here. Begin the coming periods early and reach every one in each; where one has stopped or closed, update the directory.',
  },
};

const EVERY_UNIT_AGAIN: Advice = {
  todo: {
    zh: '年度已经结束，不能再补，判定不变；下一年度同样要查到每一家，各时段早安排。',
    en: 'The year is over: this cannot be made up and the verdict stays; the next year has to reach every one again, so begin each of its periods early.',
  },
  inPrinciple: {
    zh: '年度已经结束，不能再补：写明原因；下一年度同样要查到每一家，各时段早安排。',
    en: 'The year is over and this cannot be made up: record why; the next year has to reach every one again, so begin each of its periods early.',
  },
};

/** What is done about units that are gone, where nothing else is short. */
function closingOf(code: FindingCode, principle: boolean): Text {
  if (code === 'POOL_EXHAUSTED')
    return { zh: '不算违规，保留状态变更的材料备查', en: 'no violation; keep the papers of the change' };
  return principle
    ? { zh: '写明原因，附状态变更的材料', en: 'record why, with the papers of the change' }
    : { zh: '判定不变，保留状态变更的材料备查', en: 'the verdict stays; keep the papers of the change' };
}

/** What came late and is done: nobody is told to do it again. What still helps is the right day, and the next time. */
export const WHAT_IS_DONE: Readonly<Partial<Record<FindingCode, Advice>>> = {
  PUBLICATION_OVERDUE: {
    todo: {
      zh: '已经公示，迟了的不能挽回，判定不变；公示日期登记有误的，更正后重新导入。今后看 sunlot publish due，在期限内公示。',
      en: 'They are public by now; late they stay, and so does the verdict. Where the day was recorded wrongly, correct it and import it again. From now on see sunlot publish due and publish in time.',
    },
  },
  REPORT_LATE: {
    todo: {
      zh: '已经报送，迟了的不能挽回，判定不变。今后看 sunlot report list，在期限内报送。',
      en: 'It was sent; late it stays, and so does the verdict. From now on see sunlot report list and send it in time.',
    },
  },
  PLAN_LATE: {
    todo: {
      zh: '计划已经制定，迟了的不能挽回，判定不变；下一年度提前安排。',
      en: 'The plan was made; late it stays, and so does the verdict. Begin earlier for the next year.',
    },
    inPrinciple: {
      zh: '计划已经制定：写明迟延的原因；下一年度提前安排。',
      en: 'The plan was made: record why it was late, and begin earlier for the next year.',
    },
  },
  PLAN_PUBLICATION_OVERDUE: {
    todo: {
      zh: '计划已经公开，迟了的不能挽回，判定不变；下一年度印发后在期限内公开。',
      en: 'The plan is public; late it stays, and so does the verdict. Publish that of the next year in time once it is issued.',
    },
  },
  LATE_UPLOAD: {
    todo: {
      zh: '已经上传，迟了的不能挽回，这条提示不变。今后当场或在期限内上传；网络不通的，一恢复就上传。',
      en: 'They were uploaded; late they stay, and so does this notice. From now on upload on the spot or in time, and where there is no network as soon as there is.',
    },
  },
  LATE_SUBMISSION: {
    todo: {
      zh: '已经提交，迟了的不能挽回，这条提示不变。今后检查当天提交；网络不通的，一恢复就提交。',
      en: 'They were handed in; late they stay, and so does this notice. From now on hand them in on the day of the visit, and where there is no network as soon as there is.',
    },
  },
  TIME_LIMIT_PASSED: {
    todo: {
      zh: '已经查了，迟了的不能挽回，这条提示不变；迟延的原因（检查记录里的偏离理由）只作说明。今后先安排有检查时限的对象。',
      en: 'It was inspected; late it stays, and so does this warning: why (the reason in the record of the visit) only explains it. From now on begin with those that have a time limit.',
    },
  },
};

/**
 * The year's number of interdepartmental inspections, once the year is over. It is a number of that year: no shipped scheme carries what is
 * missing over, so the next year does not owe it.
 */
export const JOINT_YEAR_OVER: Advice = {
  todo: {
    zh: '年度已经结束，不能再补，按没有达到判定；查过没有登记的，补登记后再判定。所依据的条款写明结转的，才列入下一年度。',
    en: 'The year is over: this cannot be made up and counts as not met; what was done and not recorded can still be recorded. Only where the clause says so is it carried over to the next year.',
  },
};

/** What can be made up for only within its year; afterwards there is something else to do. */
export const WITHIN_THE_YEAR: ReadonlySet<FindingCode> = new Set([
  'UNDER_RATIO',
  'UNDER_ANNUAL_COVERAGE',
  'PROVINCIAL_FLOOR_SHORT',
  'UNDER_REDRAW',
  'UNDER_JOINT_INTERNAL',
  'UNDER_CREDIT',
  'UNDER_PARTICIPATION',
  'PLAN_TARGET_UNMET',
]);

/** No reason makes good what falls short of a rule that is not worded 原则上. */
export const YEAR_IS_OVER: Advice = {
  todo: {
    zh: '年度已经结束，不能再补，判定不变；方案没有写明结转的，下一年度从头计算：早安排，没有查到的优先。',
    en: 'The year is over: this cannot be made up and the verdict stays. Unless the scheme carries it over the next year begins at nought: plan it early, whom nobody reached first.',
  },
  inPrinciple: {
    zh: '年度已经结束，不能再补：写明原因；方案没有写明结转的，下一年度从头计算：早安排，没有查到的优先。',
    en: 'The year is over and this cannot be made up: record why. Unless the scheme carries it over the next year begins at nought: plan it early, whom nobody reached first.',
  },
};

/** A share of a year that is over is nobody's turn: what would have raised it is done from the next year's plan on. */
export const SHARE_OVER: Readonly<Partial<Record<FindingCode, Advice>>> = {
  UNDER_JOINT_INTERNAL: shareOver({
    zh: '下一年度从排计划起就把同一对象的几项任务合并成联合检查',
    en: 'plan the tasks of one unit as joint inspections from the beginning of the next year',
  }),
  UNDER_CREDIT: shareOver({
    zh: '下一年度抽取以前补齐名录里的信用风险等级，按等级分层或加权抽取',
    en: 'complete the grades of the directory before the draws of the next year, and draw in strata or with weights',
  }),
};

function shareOver({ zh, en }: Text): Advice {
  return {
    todo: {
      zh: `年度已经结束，不能再补，判定不变；${zh}。`,
      en: `The year is over: this cannot be made up and the verdict stays; ${en}.`,
    },
    inPrinciple: {
      zh: `年度已经结束，不能再补：写明原因；${zh}。`,
      en: `The year is over and this cannot be made up: record why, and ${en}.`,
    },
  };
}

/** Once the period a finding speaks of is over: what belonged to it cannot be made up for any more. */
export const AFTERWARDS: Readonly<Partial<Record<FindingCode, Advice>>> = {
  UNDER_JOINT_EXTERNAL: {
    todo: {
      zh: '这个时段已过，不能再补，判定不变；查过没有登记的，补登记。以后的时段先与配合部门商定时间。',
      en: 'The period is over: this cannot be made up and the verdict stays; what was done and not recorded can still be recorded. Agree the dates of the coming periods with the partner departments first.',
    },
  },
  OVER_CAP: {
    todo: {
      zh: '年度已经结束，超过的次数不能撤回，判定不变；今后抽取和派发前，先看对象本年度已查的次数。',
      en: 'The year is over; the visits beyond the cap stand and so does the verdict. From now on look how often a unit was inspected in the year before it is drawn or sent to.',
    },
    inPrinciple: {
      zh: '年度已经结束；确有必要的，超过上限的每一次都补记理由和批准人。今后抽取和派发前，先看对象本年度已查的次数。',
      en: 'The year is over; where it was necessary, record for every visit beyond the cap the reason and who approved it. From now on look how often a unit was inspected in the year before it is drawn or sent to.',
    },
  },
  OVER_RANGE: {
    todo: {
      zh: '这个时段已过，超过的不能撤回，判定不变；今后按上限安排数量。',
      en: 'The period is over; what was beyond the range stands and so does the verdict. From now on keep to the range.',
    },
    inPrinciple: {
      zh: '这个时段已过：确有必要的，写明理由报批；今后按上限安排数量。',
      en: 'The period is over: where it was necessary, record the reason and have it approved; from now on keep to the range.',
    },
  },
  POOL_EXHAUSTED: {
    todo: {
      zh: '不算违规：保留剔除和次数上限的记录备查；这个时段已过，不用再补抽。',
      en: 'No violation: keep the records of who was left out and why. The period is over, and nothing is to be drawn for it any more.',
    },
  },
  PLAN_LATE: {
    todo: {
      zh: '年度已经结束，不能再补，判定不变；制定过没有登记的，补登记；下一年度提前安排。',
      en: 'The year is over: this cannot be made up and the verdict stays; where a plan was made and not recorded, record it. Begin earlier for the next year.',
    },
    inPrinciple: {
      zh: '年度已经结束，不能再补：写明原因；制定过没有登记的，补登记；下一年度提前安排。',
      en: 'The year is over and this cannot be made up: record why; where a plan was made and not recorded, record it. Begin earlier for the next year.',
    },
  },
  JOINT_PARTNER_ABSENT: {
    todo: {
      zh: '配合部门的人去了的，在检查记录的“配合部门人员”列补上再导入；没有去的，年度已经结束，不能再补，下一年度先同该部门商定时间。',
      en: 'Where its people were there, fill in the partner people of the visit and import it again; where not, the year is over and this cannot be made up: agree the dates of the next year with that department first.',
    },
  },
};

/** The number that the scheme asks for, which need not be two. */
export function groupOf(required: number, someExpired: boolean): Advice {
  if (someExpired) {
    return {
      todo: {
        zh: `当时已经换发新证的，更正人员名录里的有效期；登记漏了人的，在检查记录里补上再导入。其余的判定不变，今后派人前先看执法证有效期，每组持有效证件的不少于 ${required} 人。`,
        en: `Where the certificate had been renewed by then, correct its validity in the directory; where somebody was left out of the record, add the person and import it again. Otherwise the verdict stays: from now on look at the certificates before anybody is sent, and send at least ${required} whose certificate is valid.`,
      },
    };
  }
  return {
    todo: {
      zh: `登记漏了人的，在检查记录里补上再导入；确实没有去够的，判定不变，今后每组不少于 ${required} 人。`,
      en: `Where somebody was left out of the record, add the person and import it again; where too few went the verdict stays: from now on send at least ${required}.`,
    },
  };
}
