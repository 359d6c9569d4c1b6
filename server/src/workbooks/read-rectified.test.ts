import { expect, it } from 'vitest';
import { DRAWN_TASK, facts, GOOD, judgeAll } from './test-visit-rows.ts';

/** 整改完成日期 of a visit that found nothing: the row is sent back, and says which of the two to correct. */

const DONE = { rectifiedOn: '2025-04-20' };
const task = { ...DRAWN_TASK, drawn: new Map([[GOOD.creditCode, '2025-04-01']]) };
const under = { ...GOOD, task: DRAWN_TASK.code };
const errors = (cells: Readonly<Record<string, string>>, more = {}) =>
  judgeAll([cells], { taskOf: () => task, ...more }).flatMap((one) =>
    one.ok ? [] : one.errors.map(({ column, code, message }) => [column, code, message]),
  );

it('is refused with the result and what to do', () => {
  expect(errors({ ...under, ...DONE, results: '未发现问题' })).toEqual([
    [
      'rectifiedOn',
      'resultsDisagree',
      '检查结果是“未发现问题”，没有要整改的，不会有整改完成日期 2025-04-20。请核对：结果写错的，改正检查结果；写错了行的，删去这一格。',
    ],
  ]);
});

it('is refused as a day to put it right by is, which would be overdue once it is over', () => {
  const [found] = errors({ ...under, rectifyBy: '2025-04-30', results: '未发现问题' });
  expect(found).toEqual([
    'rectifyBy',
    'resultsDisagree',
    '检查结果是“未发现问题”，没有要整改的，不会有整改期限 2025-04-30。请核对：结果写错的，改正检查结果；写错了行的，删去这一格。',
  ]);
  const both = errors({ ...under, ...DONE, rectifyBy: '2025-04-30', results: '未发现问题' });
  expect(both.map(([column]) => column)).toEqual(['rectifyBy', 'rectifiedOn']);
});

it('goes by the result on record where the row has none', () => {
  const [known] = judgeAll([{ ...under, results: '未发现问题' }], { taskOf: () => task }).map((one) => facts(one)!);
  const visitsOf = () => [known!];
  const silent = { ...under, ...DONE, results: '' };
  expect(errors(silent, { visitsOf })[0]?.[2]).toMatch(/^已登记的检查结果是“未发现问题”，/);
  // A row that corrects the result says otherwise; one whose task is closed is looked at where it is taken.
  expect(errors({ ...silent, results: '发现问题已责令整改' }, { visitsOf })).toEqual([]);
  const ended = () => ({ ...task, isEnded: true });
  expect(errors({ ...silent, results: '未发现问题' }, { visitsOf, taskOf: ended })).toEqual([]);
});

it.each(['发现问题已责令整改', '未发现开展本次抽查涉及的经营活动', '未发现问题；发现问题已责令整改', ''])(
  'control: stays with the result “%s”',
  (results) => expect(errors({ ...under, ...DONE, rectifyBy: '2025-04-30', results })).toEqual([]),
);
