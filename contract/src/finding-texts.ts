import { periodDays } from '@sunlot/core/basics/dates.ts';
import type { FindingCode } from '@sunlot/core/policy/findings.ts';
import {
  type Advice,
  AFTERWARDS,
  beyondReach,
  groupOf,
  JOINT_YEAR_OVER,
  ofEveryUnit,
  SHARE_OVER,
  type Short,
  WHAT_IS_DONE,
  WITHIN_THE_YEAR,
  YEAR_IS_OVER,
} from './finding-advice.ts';
import type { Text } from './languages.ts';
import { underClosedPlan } from './plan-closed-advice.ts';
import { type Judged, withMakingUp } from './until-closed.ts';

/** What a finding is called, and what to do about it: the one place where each code has its words. */
export type FindingText = { readonly name: Text; readonly todo: Text };

type Worded = FindingText & Advice;

/** A number that an outside office sets and nobody has recorded: nothing can be short of it yet. */
const FIGURES_MISSING: FindingText = {
  name: {
    zh: '没有登记外部门下达的年度联合抽查次数和主体数',
    en: 'the figures that an outside office sets are not recorded',
  },
  todo: {
    zh: '向领导小组办公室取得文件，用 sunlot agency set-figures 登记；没有下达的，书面说明。',
    en: 'Get the document from the office of the leading group and record it by sunlot agency set-figures; where it set none, say so in writing.',
  },
};

/** The same once the year is over: inspections cannot be made up, the document can still be brought in. */
const FIGURES_MISSING_OVER: FindingText = {
  name: FIGURES_MISSING.name,
  todo: {
    zh: '年度已经结束，联合检查不能再补：当年下达过的，取得文件，用 sunlot agency set-figures 补登记，再按所下达的数判定；没有下达的，书面说明。',
    en: 'The year is over and inspections cannot be made up: where figures were set for it, get the document and record it by sunlot agency set-figures, and the verdict goes by them; where none were, say so in writing.',
  },
};

/** The year is not over; what the warning rests on is said with it. */
const PARTICIPATION_SLOW: FindingText = {
  name: {
    zh: '持证人员参与进度偏慢，照此到年底达不到参与率',
    en: 'certificate holders take part too slowly to reach the share by the end of the year',
  },
  todo: {
    zh: '年度还没有结束，只作提示：尽早安排本年度还没有参加过检查的持证人员，离岗的更新人员名录。判断办法：已参加人数乘以四、除以已过的季度数，舍去小数，少于全年最低人数的，予以提示。',
    en: 'The year is not over, so this only warns: let those go soon who have not taken part this year, and update the directory where somebody has left. How it is judged: those who took part, times four, divided by the quarters that are over and rounded down, are fewer than the year asks for.',
  },
};

/** The last period of a year owes whom full coverage still lacks, more than its ratio asks. */
const CATCH_UP_NAME: Text = {
  zh: '最后一个时段没有查完本年度还没有查过的对象',
  en: 'the last period did not reach all that were not inspected yet this year',
};

/** Another way of inspecting than going there or looking from afar (其他检查方式) is approved first. */
const METHOD_UNAPPROVED: FindingText = {
  name: { zh: '须经批准的检查方式没有批准记录', en: 'a method that needs an approval has none on record' },
  todo: {
    zh: '当时已经批准的，补登偏离理由和批准人后再导入；没有批准的，判定不变，今后先批准再检查。',
    en: 'Where it was approved then, record 偏离理由 and 批准人 and import the visit again; where not, the verdict stays: approve first from now on.',
  },
};

type Found = Short & {
  readonly rule?: string | undefined;
  readonly period?: string | undefined;
  /** What came late was done on that day. */
  readonly doneOn?: string | undefined;
  readonly required?: number | undefined;
  readonly projected?: number | undefined;
  readonly byRatio?: number | undefined;
  readonly actual?: number | undefined;
  readonly base?: number | undefined;
  readonly method?: string | undefined;
  /** What is counted, where that is not units of the class. */
  readonly unit?: string | undefined;
  /** Who was there without a valid certificate. */
  readonly expired?: readonly object[] | undefined;
};

/** What a finding is called and what to do about it, on a day: while its own period lasts or after it, before it is done or since. */
export function findingText(found: Found, view: Judged): FindingText {
  const { asOf, year, standing } = view;
  const { code, required, projected, principle = false } = found;
  if (code === 'UNDER_PARTICIPATION' && projected !== undefined) return PARTICIPATION_SLOW;
  const isOver = (period: string) => asOf > periodDays(period).to;
  if (code === 'UNDER_JOINT_EXTERNAL' && required === undefined)
    return isOver(String(year)) ? FIGURES_MISSING_OVER : FIGURES_MISSING;
  const yearIsOver = isOver(String(year));
  const closed = standing?.yearClosed === 'plan' ? underClosedPlan(found) : undefined;
  const advice = closed ?? adviceOn(found, { yearIsOver, periodIsOver: isOver(found.period ?? String(year)) });
  const { todo, inPrinciple = todo } = advice;
  const said = principle ? inPrinciple : todo;
  // Once the year is over what is drawn and not inspected is told with what can be made up until the closing.
  const short = yearIsOver ? { ...found, waiting: 0 } : found;
  return { name: nameOf(found), todo: beyondReach(withMakingUp(said, found, view), short) };
}

function adviceOn(
  found: Found,
  { yearIsOver, periodIsOver }: { readonly yearIsOver: boolean; readonly periodIsOver: boolean },
): Advice {
  const { code, doneOn, required, expired } = found;
  if (code === 'METHOD_VIOLATION' && found.method !== undefined) return METHOD_UNAPPROVED;
  const done = doneOn === undefined ? undefined : WHAT_IS_DONE[code];
  if (done) return done;
  if (yearIsOver && code === 'UNDER_JOINT_EXTERNAL') return JOINT_YEAR_OVER;
  const everyUnit = ofEveryUnit(found, { yearIsOver });
  if (everyUnit) return everyUnit;
  if (yearIsOver && WITHIN_THE_YEAR.has(code)) return SHARE_OVER[code] ?? YEAR_IS_OVER;
  if (code === 'FEWER_THAN_2' && required !== undefined) return groupOf(required, expired !== undefined);
  return (periodIsOver ? AFTERWARDS[code] : undefined) ?? findingTexts[code];
}

function nameOf({ code, required, byRatio, actual, method }: Found): Text {
  if (code === 'METHOD_VIOLATION' && method !== undefined) return METHOD_UNAPPROVED.name;
  const isCatchUp = code === 'UNDER_RATIO' && byRatio !== undefined && actual !== undefined && actual >= byRatio;
  if (isCatchUp) return CATCH_UP_NAME;
  if (code !== 'FEWER_THAN_2' || required === undefined) return findingTexts[code].name;
  return { zh: `检查人员不足 ${required} 人`, en: `fewer than ${required} inspectors` };
}

export const findingTexts: Readonly<Record<FindingCode, Worded>> = {
  UNDER_RATIO: {
    ...t('抽查数量不足', '这个时段已过，判定不变；所差的在后面的时段先抽，全年有数量或全覆盖要求的在年内补足。', {
      name: 'too few were inspected',
      todo: 'The period is over and its verdict stays: draw what is lacking first in the coming ones, and reach the number or the coverage of the year where there is one.',
    }),
    inPrinciple: {
      zh: '这个时段已过，写明原因；所差的在后面的时段先抽，全年有数量或全覆盖要求的在年内补足。',
      en: 'The period is over: record why, draw what is lacking first in the coming ones, and reach the number or the coverage of the year where there is one.',
    },
  },
  UNDER_ANNUAL_RATIO: {
    ...t('全年抽查数量不足', '年度已过，不能再补，判定不变；把没有查的对象列入下一年度，最先抽查。', {
      name: 'too few were inspected in the year',
      todo: 'The year is over and the verdict stays: begin the next year with those not inspected.',
    }),
    inPrinciple: {
      zh: '年度已过，写明原因；把没有查的对象列入下一年度，最先抽查。',
      en: 'The year is over: record why, and begin the next year with those not inspected.',
    },
  },
  UNDER_ANNUAL_COVERAGE: {
    ...t('全年没有查到每一家', '把全年一次也没有查过的对象列出来，尽快查完；已停产、关停的更新名录状态。', {
      name: 'not every one was inspected in the year',
      todo: 'List those never inspected in the year and inspect them soon; where one has stopped or closed, update the directory.',
    }),
    inPrinciple: {
      zh: '把全年一次也没有查过的对象列出来，尽快查完并写明原因；已停产、关停的更新名录状态。',
      en: 'List those never inspected in the year, inspect them soon and record why; where one has stopped or closed, update the directory.',
    },
  },
  UNDER_HORIZON_COVERAGE: {
    ...t('周期内没有查到每一家', '周期已过，判定不变；把周期内从未查过的对象列出来，立即安排检查。', {
      name: 'the window of years closed with some never inspected',
      todo: 'The window is over and the verdict stays: list those never inspected in it and inspect them now.',
    }),
    inPrinciple: {
      zh: '把周期内从未查过的对象列出来，立即安排检查，并书面说明原因。',
      en: 'List those never inspected in the window, inspect them now, and explain in writing.',
    },
  },
  HORIZON_PACE_SHORT: t(
    '按现在的进度，周期内查不完',
    '优先抽周期内从未查过的对象，以后各年的抽查数量排到够查完。周期最后一年看 sunlot plan show：本年后面各时段安排的家数够查完的，按计划抽完、查完即可；不够的提高（sunlot plan adjust）。',
    {
      name: 'at this pace the window of years will close short',
      todo: 'Draw those never inspected in the window first, and plan enough in the coming years. In its last year see sunlot plan show: where the coming periods have enough to reach everybody, draw and inspect as planned; where not, raise them (sunlot plan adjust).',
    },
  ),
  PROVINCIAL_FLOOR_SHORT: t('低于省里规定的最低数量', '按省里的最低数量调整计划，补抽所差的数量。', {
    name: 'below the minimum of the province',
    todo: 'Adjust the plan to the minimum of the province and draw the rest.',
  }),
  UNDER_REDRAW: t(
    '再次抽查的数量不足',
    '从县级当年已查完的对象中补充抽取所差的数量（sunlot task create）；县级查完的还不够的，先催办县级查完、录入，再抽。',
    {
      name: 'too few of those that counties had finished were drawn again',
      todo: 'Draw the missing number among the units that counties have finished this year, by a supplementary draw (sunlot task create); where too few are finished, first have the counties finish and record theirs.',
    },
  ),
  UNDER_JOINT_INTERNAL: t('内部联合检查的比例不足', '把同一对象的几项任务合并成联合检查，达到规定的比例。', {
    name: 'too small a share of internal joint inspections',
    todo: 'Combine tasks on the same unit into joint inspections until the share is reached.',
  }),
  UNDER_JOINT_EXTERNAL: t(
    '部门联合检查不足',
    '与配合部门商定时间，补做所差的部门联合检查；数量由外部门下达的，先登记下达的数量。',
    {
      name: 'too few interdepartmental inspections',
      todo: 'Agree a date with the partner departments and make up for them; where an outside office sets the figures, record those first.',
    },
  ),
  UNDER_CREDIT: t('按信用风险分级抽取的比例不足', '以后的抽取按信用风险等级分层或加权，并补齐名录里的等级。', {
    name: 'too small a share was drawn by credit-risk grade',
    todo: 'Stratify or weight the coming draws by credit-risk grade, and complete the grades in the directory.',
  }),
  UNDER_PARTICIPATION: t('持证人员参与率不足', '安排本年度还没有参加过检查的持证人员进入抽取；离岗的更新人员名录。', {
    name: 'too few certificate holders took part',
    todo: 'Let those who have not taken part this year be drawn; update the directory where somebody has left.',
  }),
  OVER_CAP: {
    ...t('检查次数超过全年上限', '超过的次数不能撤回，判定不变；本年度不再抽查这个对象。', {
      name: 'inspected more often than the yearly cap',
      todo: 'The visits beyond the cap stand and so does the verdict: do not draw it again this year.',
    }),
    inPrinciple: {
      zh: '本年度不再抽查这个对象；确有必要的，超过上限的每一次都补记理由和批准人。',
      en: 'Do not draw it again this year; where it was necessary, record for every visit beyond the cap the reason and who approved it.',
    },
  },
  OVER_RANGE: {
    ...t('抽查数量超过规定的上限', '本时段停止再抽，已超过的判定不变；今后按上限安排数量。', {
      name: 'more were inspected than the range allows',
      todo: 'Draw no more in this period, whose verdict stays; from now on keep to the range.',
    }),
    inPrinciple: {
      zh: '本时段停止再抽；确有必要的，写明理由报批。',
      en: 'Draw no more in this period; where it was necessary, record the reason and have it approved.',
    },
  },
  POOL_EXHAUSTED: t('可抽的对象都已查完，仍达不到数量', '不算违规：保留剔除和次数上限的记录备查；名录变化后再补抽。', {
    name: 'all that could be drawn were inspected, and that is below the number',
    todo: 'No violation: keep the records of who was left out and why; draw again when the directory changes.',
  }),
  PLAN_LATE: {
    ...t('年度计划没有按时制定', '尽快完成制定和批准；下一年度提前安排。', {
      name: 'the annual plan was not made in time',
      todo: 'Finish and approve it soon; begin earlier for the next year.',
    }),
    inPrinciple: {
      zh: '尽快完成制定和批准，写明迟延的原因。',
      en: 'Finish and approve it soon, and record why it was late.',
    },
  },
  PLAN_PUBLICATION_OVERDUE: t('年度计划没有按时公开', '立即在规定的渠道公开，登记渠道和网址。', {
    name: 'the annual plan was not published in time',
    todo: 'Publish it now through the channel of the scheme and record channel and address.',
  }),
  PLAN_TARGET_UNMET: t('没有达到计划自定的目标', '补查所差的数量，或按程序调整计划并说明原因。', {
    name: 'the target of the plan itself was not met',
    todo: 'Inspect the rest, or adjust the plan in due form and say why.',
  }),
  PUBLICATION_OVERDUE: t('检查结果没有按时公示', '立即公示；依法不予公开的，登记不予公开的依据。', {
    name: 'results were not published in time',
    todo: 'Publish them now; where the law forbids it, record the ground.',
  }),
  REPORT_LATE: t('总结或统计报表没有按时报送', '立即报送，并登记报送日期。', {
    name: 'a report was not sent in time',
    todo: 'Send it now and record the date.',
  }),
  LATE_UPLOAD: t('检查记录上传不及时', '当场或在期限内上传；网络不通的，一恢复就上传。', {
    name: 'records were uploaded late',
    todo: 'Upload on the spot or in time; where there is no network, as soon as there is.',
  }),
  LATE_SUBMISSION: t('检查记录提交不及时', '检查当天提交；网络不通的，一恢复就提交。', {
    name: 'records were handed in late',
    todo: 'Hand them in on the day of the visit; where there is no network, as soon as there is.',
  }),
  METHOD_VIOLATION: t(
    '应先非现场检查的对象做了现场检查',
    '写明现场检查的触发情形；没有触发情形的，今后改用非现场方式。',
    {
      name: 'inspected on site where off-site comes first',
      todo: 'Record what made going there necessary; where nothing did, inspect off site from now on.',
    },
  ),
  MERGE_SUGGESTED: t('同一对象有几项任务，可以合并', '合并成一次检查：进一次门，查多项事。', {
    name: 'several tasks on one unit could be one visit',
    todo: 'Combine them: enter once, inspect several matters.',
  }),
  CLUSTERED: t('对同一对象的检查时间过于集中', '错开检查时间，或合并成一次。', {
    name: 'visits to one unit crowd together',
    todo: 'Spread them out, or combine them.',
  }),
  SECRET_PUBLISHED: t(
    '不予公开的检查结果公示了',
    '立即撤下，改为公示删去有关内容的结果，把不予公开依据写成“商业秘密（部分）”的样子后重新导入；依据写错的，更正后重新导入。',
    {
      name: 'a result that is not to be public was published',
      todo: 'Take it down at once and publish it without the part concerned, then import the row again with a ground that says it is for a part only (docs/operations.md); where the ground is wrong, correct it.',
    },
  ),
  WITHHELD_UNAPPROVED: t(
    '检查结果不予公开，没有登记批准人',
    '经过批准的，补登批准人（publish due 列出编号，publish approve 补登）；没有批准的，按程序报批，不批准的依法公示。',
    {
      name: 'a result is withheld and nobody on record approved it',
      todo: 'Where it was approved, record by whom (publish due lists the ids, publish approve records it); where not, have it approved in due form, or publish the result.',
    },
  ),
  RECTIFICATION_OVERDUE: t('整改期限已过', '复查整改情况，逾期未改的依法处理。', {
    name: 'the time to put things right has run out',
    todo: 'Look again; where nothing was done, act as the law says.',
  }),
  DIRECTORY_NOT_REVIEWED: t('抽取前没有核对名录', '按规定的周期核对更新名录后再抽取。', {
    name: 'the directory was not reviewed before the draw',
    todo: 'Review and update the directory as often as the scheme says, then draw.',
  }),
  DISCIPLINE_WITNESS_REQUIRED: t('没有纪检人员见证', '抽取时请纪检监督人员到场录入确认。', {
    name: 'no discipline officer witnessed it',
    todo: 'Have a discipline officer attend the draw and make the second entry.',
  }),
  NO_RATIO_DEFINED: t('方案没有规定这一类的抽查比例', '只作提示，不影响判定；可按需要安排抽查。', {
    name: 'the scheme gives no ratio for this class',
    todo: 'For information only; inspect as needed.',
  }),
  CREDIT_NOT_DIFFERENTIATED: t('各信用等级的抽取权重相同', '只作提示：方案要求分级分类，可在政策包里给出不同的权重。', {
    name: 'all credit grades weigh the same',
    todo: 'For information: the scheme asks for differences by grade, which a pack can state.',
  }),
  CLASS_NOT_IN_SCOPE: t('本层级不抽查这一类对象', '改由有权的层级抽查。', {
    name: 'this level does not inspect this class',
    todo: 'Leave it to the level that does.',
  }),
  MISSING_PARENT_ITEM: t('上级清单里的事项本级没有', '把上级的事项补进本级清单，重新公布。', {
    name: 'an item of the superior list is missing',
    todo: 'Add it to the own list and publish that again.',
  }),
  JOINT_PARTNER_ABSENT: t(
    '联合抽查缺配合部门的人，这次检查不计入联合抽查对象',
    '配合部门的人去了的，在检查记录的“配合部门人员”列补上再导入；没有去的，同该部门再查一次。',
    {
      name: 'a partner department had nobody at the joint visit, which does not count for the joint object',
      todo: 'Where its people were there, fill in the partner people of the visit and import it again; where not, inspect once more with that department.',
    },
  ),
  TIME_LIMIT_PASSED: t(
    '过了检查时限才查，或还没有查',
    '还没有查的立即检查；迟了的不能挽回，这条提示查后仍在，迟延的原因只作说明。',
    {
      name: 'inspected after its time limit, or not yet',
      todo: 'Inspect it now; late it stays, and so does this warning: the reason only explains it.',
    },
  ),
  DRAWN_LATE: t(
    '时段结束以后才抽取',
    '补抽的检查计入原时段的数量，但抽取已经迟了，不能挽回：写明迟延的原因，随台账归档；今后在时段以内抽取。',
    {
      name: 'drawn once the period was over',
      todo: 'What was made up for counts in the numbers of its period, but the draw came late and stays so: record why and file it; from now on draw within the period.',
    },
  ),
  VISITED_LATE: t('时段结束以后才检查', '只作提示：这些检查按任务所属的时段计。今后把检查安排在时段以内。', {
    name: 'inspected once the period was over',
    todo: 'For information: these visits count for the period of their task. From now on inspect within the period.',
  }),
  FEWER_THAN_2: t('检查人员少于方案规定的人数', '登记漏了人的，补上再导入；今后每组人数按方案配齐。', {
    name: 'fewer inspectors than the scheme asks for',
    todo: 'Where somebody was left out of the record, add the person and import it again; from now on send as many as the scheme asks for.',
  }),
  NO_LEADER: t('小组没有组长', '带队的人可任组长的，在人员名录里标明；今后每组要有可任组长的人。', {
    name: 'nobody in the group may lead it',
    todo: 'Where the one who led may lead, mark it in the directory; from now on have somebody in each group who may.',
  }),
  RECUSED_MEMBER: t('小组里有应回避的人', '核实回避事由，必要时另派人复查；今后有应回避的人，检查前按程序更换。', {
    name: 'a member is recused from this unit',
    todo: 'Look into the interest and, where it matters, let others inspect again; from now on replace such a person in due form before the visit.',
  }),
  NOT_KEY: t('不是重点对象，不在再次抽查范围', '再次抽查只在重点对象中进行。', {
    name: 'not a key unit, so not in the second draw',
    todo: 'The second draw is among key units only.',
  }),
  NOT_COUNTY_COMPLETED: t('县级还没有查完，不在再次抽查范围', '等县级查完后再列入。', {
    name: 'the county has not finished with it, so not in the second draw',
    todo: 'Include it once the county has finished.',
  }),
};

function t(name: string, todo: string, english: { readonly name: string; readonly todo: string }): FindingText {
  return { name: { zh: name, en: english.name }, todo: { zh: todo, en: english.todo } };
}
