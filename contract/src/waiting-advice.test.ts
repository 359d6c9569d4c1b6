import type { FindingCode } from '@sunlot/core/policy/findings.ts';
import { expect, it } from 'vitest';
import { findingText } from './finding-texts.ts';

/** Units that were drawn and not inspected: no later period draws them again, their own task is carried out all the same. */

const short = { code: 'UNDER_RATIO', rule: 'x/ratio/key/county', period: '2026Q2', required: 4, shortBy: 2 } as const;
const waits = (waiting: number) => ({ ...short, waiting, waitingIn: ['2026q2-key'] });
const day = { asOf: '2026-08-20', year: 2026 };
const LATER_FIRST = '这个时段已过，判定不变；所差的在后面的时段先抽，全年有数量或全覆盖要求的在年内补足。';

it('all of them: nobody is told to draw them first in the coming periods', () => {
  const { zh, en } = findingText(waits(2), day).todo;
  expect(zh).toBe(
    '所差的 2 家都已经抽中、还没有检查：仍按原任务（2026q2-key）检查并录入，不在后面的时段再抽。这个时段的判定定案以前录入的，计入这个时段；以后录入的，计入全年，这个时段的判定不变。',
  );
  expect(en).toMatch(/under the task that drew them \(2026q2-key\)/);
  expect(findingText({ ...waits(2), principle: true }, day).todo.zh).toMatch(/没有按时检查的，写明原因。$/);
  expect(findingText({ ...waits(2), principle: true }, day).todo.en).toMatch(/Record why/);
});

it('some of them: the others are drawn first, as ever', () => {
  const { zh, en } = findingText(waits(1), day).todo;
  expect(zh).toBe(
    `所差的 2 家里，1 家已经抽中、还没有检查：仍按原任务（2026q2-key）检查并录入，不在后面的时段再抽。其余 1 家：${LATER_FIRST}`,
  );
  expect(en).toMatch(
    /^Of the 2 that are short 1 are drawn and not inspected yet: .* For the other 1: The period is over/,
  );
});

it('beside those that are gone', () => {
  const { zh } = findingText({ ...waits(1), shortBy: 3, gone: 1 }, day).todo;
  expect(zh).toMatch(/1 家的对象已经关停、注销或迁出，.*其余 2 家：所差的 2 家里，1 家已经抽中、还没有检查/);
  expect(findingText({ ...waits(2), shortBy: 3, gone: 1 }, day).todo.zh).toMatch(/其余 2 家：所差的 2 家都已经抽中/);
});

it('before the verdict is closed, too: what can be made up by a draw is said of the others alone', () => {
  const standing = { state: 'provisional', closesByItself: true };
  const open = { ...day, agency: '140826', period: '2026Q2', standing };
  expect(findingText(waits(2), open).todo.zh).not.toContain('补抽');
  expect(findingText(waits(1), open).todo.zh).toMatch(/其余 1 家：判定还没有定案：.*可以补抽.*定案以后：这个时段已过/);
});

it('of joint inspections asked for from outside what is recorded until the closing counts as units, and not as a task', () => {
  const standing = { state: 'provisional', closesByItself: true };
  const open = { asOf: '2027-01-05', year: 2026, agency: '530125', standing };
  const joint = (unit: string) =>
    findingText({ code: 'UNDER_JOINT_EXTERNAL', period: '2026', required: 3, unit }, open).todo;
  expect(joint('object').zh).toMatch(
    /^判定还没有定案：.*仍计入检查主体数；次数按任务办结的日期计，年度以后办结的算下一年度的次数。定案以后：年度已经结束/,
  );
  expect(joint('object').en).toMatch(/^The verdict is not closed yet/);
  expect(joint('task').zh).toMatch(/^年度已经结束，不能再补/);
});

it('a number of the year or of a window: how many wait, and that a plan is raised by the others alone', () => {
  const standing = { state: 'provisional', closesByItself: true };
  const open = { asOf: '2027-01-05', year: 2026, agency: '210882', standing };
  const of = (code: FindingCode, rule: string, more: object = {}) =>
    findingText({ code, rule, period: '2026', required: 20, shortBy: 3, ...more }, open).todo;
  const waits2 = { waiting: 1, waitingIn: ['2026q4-general'] };
  for (const [code, rule] of [
    ['UNDER_HORIZON_COVERAGE', 'x/coverage/general/county'],
    ['UNDER_ANNUAL_RATIO', 'x/annualRatio/general/county'],
    ['PLAN_TARGET_UNMET', 'x/target/general/county'],
  ] as const) {
    const { zh, en } = of(code, rule, waits2);
    expect(zh).toMatch(/^判定还没有定案：抽中未查的 1 家（2026q4-general），定案以前查完、录入的仍计入；/);
    expect(zh).toContain('还没有抽中的家数（所差的减去抽中未查的；');
    expect(en).toMatch(/what was drawn \(1, under 2026q4-general\), and is inspected and recorded before that/);
    // Control: nobody waits.
    expect(of(code, rule).zh).toMatch(/^判定还没有定案：抽中未查的，定案以前查完/);
  }
  expect(of('UNDER_ANNUAL_RATIO', 'x/annualRatio/general/county', { ...waits2, times: 2 }).zh).toContain('1 家次（');
});

it('control: nobody waits, or the year is over', () => {
  expect(findingText(short, day).todo.zh).toBe(LATER_FIRST);
  expect(findingText(waits(2), { ...day, asOf: '2027-01-10' }).todo).toEqual(
    findingText(short, { ...day, asOf: '2027-01-10' }).todo,
  );
});
