import { FINDING_CODES } from '@sunlot/core/policy/findings.ts';
import { expect, it } from 'vitest';
import { notJudgedLines } from './compliance-notes.ts';
import { findingText } from './finding-texts.ts';

type Found = Parameters<typeof findingText>[0];

const view = { agency: '411523', asOf: '2027-03-01', year: 2026 };
const standing = { state: 'provisional', closesByItself: true };
const closed = { ...view, standing: { ...standing, yearClosed: 'plan' as const } };
const todo = (found: Found, day: Parameters<typeof findingText>[1] = closed) => findingText(found, day).todo;

const SHAPES: readonly object[] = [
  {},
  { doneOn: '2027-02-20' },
  { required: 3 },
  { required: 3, expired: [{}] },
  { expired: [{}] },
  { method: 'written' },
];

/** What `import visits` gives back under a closed plan, and what is not created or adjusted any more. */
const IMPOSSIBLE = {
  zh: /重新导入|再导入|补登记后再判定|查过没有登记|可以补抽|补抽所差|补查所差|plan adjust --|在检查记录.{0,12}列?补上|补记理由|补登偏离理由|登记渠道/,
  en: /import (it|them|the (row|visit)) again|can still be recorded|add the person|can make up|fill in the partner/i,
};

it('asks under a closed plan for nothing that is not taken any more, whichever the finding', () => {
  for (const code of FINDING_CODES)
    for (const shape of SHAPES)
      for (const principle of [false, true])
        for (const period of ['2026', '2026Q4']) {
          const { zh, en } = todo({ code, principle, period, ...shape });
          expect(zh, code).not.toMatch(IMPOSSIBLE.zh);
          expect(zh, code).toMatch(/\p{Script=Han}.*。$/u);
          expect(en, code).not.toMatch(IMPOSSIBLE.en);
          expect(en, code).toMatch(/^[\x20-\x7e‘’]{10,}$/);
        }
});

it('says it where the plan is open, or its verdict alone is closed', () => {
  const late: Found = { code: 'PUBLICATION_OVERDUE', doneOn: '2027-02-20' };
  expect(todo(late).zh).toContain('已登记的公示日期不再更正');
  for (const day of [
    view,
    { ...view, standing },
    { ...view, standing: { ...standing, yearClosed: 'verdict' as const } },
  ])
    expect(todo(late, day).zh).toContain('公示日期登记有误的，更正后重新导入');
  const all = FINDING_CODES.flatMap((code) => SHAPES.map((shape) => todo({ code, ...shape }, view).zh));
  expect(all.filter((zh) => IMPOSSIBLE.zh.test(zh)).length).toBeGreaterThan(8);
});

it('keeps what is still taken: that a result becomes public, its ground and who approved it, what was put right', () => {
  for (const code of ['WITHHELD_UNAPPROVED', 'PUBLICATION_OVERDUE', 'RECTIFICATION_OVERDUE', 'REPORT_LATE'] as const)
    expect(todo({ code })).toEqual(todo({ code }, view));
  const done: Found = { code: 'PLAN_PUBLICATION_OVERDUE', doneOn: '2026-03-01' };
  expect(todo(done)).toEqual(todo(done, view));
  expect(todo({ code: 'PLAN_PUBLICATION_OVERDUE' }).zh).toContain('不再登记');
});

it('knows the number of a group, and whose certificate was renewed', () => {
  expect(todo({ code: 'FEWER_THAN_2', required: 3 }).zh).toMatch(/不再更正，判定不变；今后每组不少于 3 人。$/);
  expect(todo({ code: 'FEWER_THAN_2', required: 3, expired: [{}] }).zh).toMatch(
    /^当时已经换发新证的，更正人员名录里的有效期；.*其余的判定不变；今后每组持有效证件的不少于 3 人。$/,
  );
  expect(todo({ code: 'FEWER_THAN_2', required: 3, expired: [{}] }).en).toMatch(
    /at least 3 whose certificate is valid\.$/,
  );
  expect(findingText({ code: 'METHOD_VIOLATION', method: 'written' }, closed).name.zh).toBe(
    '须经批准的检查方式没有批准记录',
  );
  const cap = todo({ code: 'OVER_CAP', principle: true });
  expect([cap.zh, todo({ code: 'OVER_CAP' }).zh]).toEqual([
    expect.stringContaining('sunlot agency justify'),
    expect.not.stringContaining('agency justify'),
  ]);
});

it('asks nobody for the reason of a time limit that passed as if that changed the warning', () => {
  const late: Found = { code: 'TIME_LIMIT_PASSED', doneOn: '2026-05-02' };
  for (const principle of [false, true]) {
    expect(todo({ ...late, principle }, view).zh).toMatch(/这条提示不变；迟延的原因.*只作说明/);
    expect(todo({ code: 'TIME_LIMIT_PASSED', principle }, view).zh).toMatch(/立即检查；迟了的不能挽回.*只作说明/);
  }
});

it('results without a day: how it comes to be depends on the clock, and nothing brings it under a closed plan', () => {
  const clause = { section: '四（七）', quote: '20个工作日内' };
  const said = (start: 'resultDetermined' | 'taskCompleted', day: object = {}) =>
    (['zh', 'en'] as const).map(
      (lang) =>
        notJudgedLines(
          { notJudged: [], unclocked: { results: 9, start, rule: 'x/y', clause }, ...day } as never,
          lang,
        )[1],
    );
  expect(said('resultDetermined')).toEqual([
    expect.stringMatching(/请补填后重新导入。$/),
    expect.stringMatching(/Fill it in and import them again\.$/),
  ]);
  expect(said('taskCompleted')).toEqual([
    expect.stringMatching(/publish due.*import visits.*task cancel/),
    expect.stringMatching(/publish due.*import.*task cancel/),
  ]);
  for (const start of ['resultDetermined', 'taskCompleted'] as const)
    expect(said(start, { standing: closed.standing })).toEqual([
      expect.stringMatching(/当年计划已经办结，这一日期不再补填/),
      expect.stringMatching(/takes that day no more/),
    ]);
});
