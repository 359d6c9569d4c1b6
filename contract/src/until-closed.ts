import { liesWithin, periodDays } from '@sunlot/core/basics/dates.ts';
import type { FindingCode } from '@sunlot/core/policy/findings.ts';
import type { Text } from './languages.ts';

/** What of a shortage can still be made up once its time is over: that goes by what is closed, and by what has to be done before a draw. */

/** The verdict that a finding is of. */
export type Judged = {
  readonly agency?: string;
  readonly asOf: string;
  readonly year: number;
  /** Where only a part of the year is judged. */
  readonly period?: string | undefined;
  /** Where the verdict stands; absent = nobody asked. */
  readonly standing?: Standing | undefined;
  /** Of a year that is not closed: where what judges its quarters and half-years stands. */
  readonly parts?: readonly (Standing & { readonly period: string })[] | undefined;
};

type Standing = {
  readonly state: string;
  readonly closesByItself: boolean;
  readonly yearClosed?: 'verdict' | 'plan' | undefined;
};

type Short = {
  readonly code: FindingCode;
  readonly rule?: string | undefined;
  readonly period?: string | undefined;
  /** What is counted, where that is not units of the class. */
  readonly unit?: string | undefined;
  /** Who of those that are short is drawn and not inspected yet, and under which tasks. */
  readonly waiting?: number | undefined;
  readonly waitingIn?: readonly string[] | undefined;
  /** Of the others: whose visit was cancelled and can still be made, and under which tasks. */
  readonly cancelled?: number | undefined;
  readonly cancelledIn?: readonly string[] | undefined;
  readonly shortBy?: number | undefined;
  readonly gone?: number | undefined;
  readonly times?: number | undefined;
};

const MADE_UP: ReadonlySet<FindingCode> = new Set<FindingCode>([
  'UNDER_RATIO',
  'UNDER_ANNUAL_RATIO',
  'UNDER_ANNUAL_COVERAGE',
  'PROVINCIAL_FLOOR_SHORT',
  'PLAN_TARGET_UNMET',
  'UNDER_REDRAW',
  'UNDER_HORIZON_COVERAGE',
]);

/** Shares of what was inspected, and who took part: no draw is made for them, and what is recorded in time still counts. */
const COUNTED_STILL: ReadonlySet<FindingCode> = new Set<FindingCode>([
  'UNDER_JOINT_INTERNAL',
  'UNDER_CREDIT',
  'UNDER_PARTICIPATION',
]);

/** What is advised of a finding, with what can be made up for it before the verdict that closes its time is closed. */
export function withMakingUp(said: Text, found: Short, view: Judged): Text {
  if (!mayStillCount(found, view)) return said;
  const { zh, en } = untilClosed(found, view);
  return { zh: `${zh}定案以后：${said.zh}`, en: `${en} Once it is closed: ${said.en}` };
}

/**
 * The time is over and the verdict that closes it is not closed: what is inspected and recorded by then counts. That is the verdict on the quarter
 * for quarters and months, whichever verdict tells of them, and the one on the year for half-years. Of history nothing is drawn any more, and of a
 * year whose plan is closed nothing is recorded.
 */
function mayStillCount(found: Short, { asOf, year, standing, parts = [] }: Judged): boolean {
  const { code, period } = found;
  const time = period ?? String(year);
  const closing = parts.find((part) => liesWithin(time, part.period)) ?? standing;
  if (closing === undefined || closing.state === 'closed' || !closing.closesByItself) return false;
  if (standing?.yearClosed === 'plan') return false;
  return (MADE_UP.has(code) || COUNTED_STILL.has(code) || isOfJointUnits(found)) && asOf > periodDays(time).to;
}

/** So do the units of joint inspections that an outside office asks for in a year; a task counts when it is concluded. */
function isOfJointUnits({ code, unit }: Short): boolean {
  return code === 'UNDER_JOINT_EXTERNAL' && unit === 'object';
}

function untilClosed(found: Short, { agency = '…', year, standing }: Judged): Text {
  const { code, rule = '' } = found;
  if (COUNTED_STILL.has(code)) return ONLY_COUNTED;
  if (isOfJointUnits(found)) return JOINT_UNITS;
  if (code === 'UNDER_REDRAW') return redrawn(agency, { year, class: rule.split('/')[2] ?? '…' });
  const first = [
    ...(standing?.yearClosed === 'verdict' ? [yearFirst(agency, year)] : []),
    // The ratio of the year raises what is advised and no period's minimum: a draw takes it once the plan has it.
    ...(rule.split('/')[1] === 'annualRatio' ? [planFirst(agency, year, RATIO_OF_YEAR)] : []),
    ...(code === 'UNDER_HORIZON_COVERAGE' ? [planFirst(agency, year, WINDOW)] : []),
    ...(code === 'PLAN_TARGET_UNMET' ? [targetFirst(agency, year)] : []),
  ];
  const zh = first.length === 0 ? '可以补抽' : `可以补抽，但要${first.map((one) => one.zh).join('；')}；然后立项抽取`;
  const en =
    first.length === 0 ? '' : ` For such a draw ${first.map((one) => one.en).join('; ')}; then create the task.`;
  const drawn = drawnOf(found);
  const cancelled = cancelledOf(found);
  const [zhDrawn, enDrawn] = [
    `判定还没有定案：${drawn.zh}，定案以前查完、录入的仍计入`,
    `The verdict is not closed yet: ${drawn.en}, and is inspected and recorded before that, still counts`,
  ];
  // Everybody else is covered: no draw takes those once more, and nobody stands in for them.
  if (EVERYBODY.has(code) && leftOver(found) === 0)
    return { zh: `${zhDrawn}${cancelled.zh}。`, en: `${enDrawn}${cancelled.en}.` };
  const others = EVERYBODY.has(code) && cancelled.zh !== '';
  return {
    zh: `${zhDrawn}${cancelled.zh}；${others ? '其余' : ''}没有抽够、还在名单里的${zh}，时段以内一次也没有抽的仍判逾期抽取。`,
    en: `${enDrawn}${cancelled.en}, and a draw can make up what is lacking of ${others ? 'the others' : 'those'} still in the list; where none was held in time it stays late.${en}`,
  };
}

/** Everybody is asked for, so that somebody else makes good nothing. */
const EVERYBODY: ReadonlySet<FindingCode> = new Set<FindingCode>([
  'UNDER_ANNUAL_COVERAGE',
  'UNDER_HORIZON_COVERAGE',
  'PROVINCIAL_FLOOR_SHORT',
]);

/** Of what is short and can be reached: beside who is drawn and whose visit was cancelled. */
function leftOver({ shortBy, gone = 0, waiting = 0, cancelled = 0 }: Short): number | undefined {
  return shortBy === undefined || cancelled === 0 ? undefined : shortBy - gone - waiting - cancelled;
}

/** Nobody is drawn a second time in the place of a cancellation, and a visit recorded later takes that place. */
function cancelledOf({ cancelled = 0, cancelledIn = [], times }: Short): Text {
  if (cancelled === 0) return { zh: '', en: '' };
  const unit = times === undefined ? '家' : '家次';
  return {
    zh: `；检查已取消、还在名单里的 ${cancelled} ${unit}，仍可按原任务（${cancelledIn.join('、')}）检查，定案以前查完、录入的也计入`,
    en: `; so does that of a unit still in the list whose visit was cancelled (${cancelled}), which can be made all the same under the task that drew it (${cancelledIn.join(', ')})`,
  };
}

/** Whom no draw has to take any more: they are short, and their own task still goes there. */
function drawnOf({ waiting = 0, waitingIn = [], times }: Short): Text {
  if (waiting === 0) return { zh: '抽中未查的', en: 'what was drawn' };
  return {
    zh: `抽中未查的 ${waiting} ${times === undefined ? '家' : '家次'}（${waitingIn.join('、')}）`,
    en: `what was drawn (${waiting}, under ${waitingIn.join(', ')})`,
  };
}

const ONLY_COUNTED: Text = {
  zh: '判定还没有定案：抽中未查的，定案以前查完、录入的仍计入。',
  en: 'The verdict is not closed yet: what was drawn, and is inspected and recorded before that, still counts.',
};

const JOINT_UNITS: Text = {
  zh: '判定还没有定案：抽中未查的，定案以前查完、录入的仍计入检查主体数；次数按任务办结的日期计，年度以后办结的算下一年度的次数。',
  en: 'The verdict is not closed yet: units that were drawn, and are inspected and recorded before that, still count; a task counts by the day on which it is concluded, after the end of the year in the next one.',
};

/** Its duty is one of the year, whose verdict is not closed: nothing has to be opened first, and no plan raised. */
function redrawn(agency: string, { year, class: cls }: { readonly year: number; readonly class: string }): Text {
  const create = `sunlot task create --agency ${agency} --class ${cls} --period ${year}`;
  return {
    zh: `判定还没有定案：抽中未查的，定案以前查完、录入的仍计入；县级当年已查完、可再次抽查的还可以补充抽取（${create}），只抽所差的数量。`,
    en: `The verdict is not closed yet: what was drawn, and is inspected and recorded before that, still counts, and a supplementary draw among those the counties had finished in the year takes just what is lacking (${create}).`,
  };
}

function yearFirst(agency: string, year: number): Text {
  return {
    zh: `先由负责人写明理由重新打开 ${year} 年的判定（已经定案：sunlot compliance reopen --agency ${agency} --year ${year} --reason 理由）`,
    en: `a leader first opens the verdict on ${year} again, which is closed (sunlot compliance reopen --agency ${agency} --year ${year} --reason WHY)`,
  };
}

const RATIO_OF_YEAR: Text = {
  zh: '全年比例不抬高各时段的应抽数',
  en: 'the ratio of the year raises no period’s minimum',
};
const WINDOW: Text = {
  zh: '多年的全覆盖不抬高各时段的应抽数',
  en: 'coverage within several years raises no period’s minimum',
};

function planFirst(agency: string, year: number, why: Text): Text {
  return {
    zh: `先调整计划（${why.zh}）：把本年最后一个时段调到该时段已抽、已查的家数加上还没有抽中的家数（所差的减去抽中未查的；sunlot plan adjust --agency ${agency} --year ${year} --entry 编号 --n 家数 --reason 理由），并送审、批准、印发`,
    en: `first raise the plan, as ${why.en}: give the last period of the year what it has drawn and inspected and what nobody has drawn (what is short less what is drawn and not inspected; sunlot plan adjust --agency ${agency} --year ${year} --entry ID --n NUMBER --reason WHY), and have it submitted, approved and issued`,
  };
}

function targetFirst(agency: string, year: number): Text {
  return {
    zh: `先调整计划（抽取以计划安排的家数为准）：把这一类的家数加上还没有抽中的家数（所差的减去抽中未查的；sunlot plan adjust --agency ${agency} --year ${year} --entry 编号 --n 家数 --reason 理由），并送审、批准、印发`,
    en: `first raise the plan, whose number a draw takes: add what nobody has drawn to that of the class (what is short less what is drawn and not inspected; sunlot plan adjust --agency ${agency} --year ${year} --entry ID --n NUMBER --reason WHY), and have it submitted, approved and issued`,
  };
}
