import { FINDING_CODES } from '@sunlot/core/policy/findings.ts';
import { expect, it } from 'vitest';
import { findingText, findingTexts } from './finding-texts.ts';

it('every finding has a name and says what to do, in both languages', () => {
  expect(Object.keys(findingTexts).sort()).toEqual([...FINDING_CODES].sort());
  for (const [code, { name, todo }] of Object.entries(findingTexts)) {
    expect(name.zh, code).toMatch(/\p{Script=Han}/u);
    expect(todo.zh, code).toMatch(/\p{Script=Han}.*。$/u);
    for (const text of [name.en, todo.en]) expect(text, code).toMatch(/^[\x20-\x7e]{10,}$/);
  }
});

it('no two findings have the same name', () => {
  const names = Object.values(findingTexts).map(({ name }) => name.zh);
  expect(new Set(names).size).toBe(FINDING_CODES.length);
});

it('asks for a reason only where one can justify: under a rule worded 原则上 (R-088)', () => {
  const codes = FINDING_CODES.filter((code) => findingTexts[code].inPrinciple !== undefined);
  expect(codes).toEqual(expect.arrayContaining(['UNDER_RATIO', 'UNDER_ANNUAL_COVERAGE', 'OVER_CAP', 'OVER_RANGE']));
  const todo = (code: (typeof codes)[number], principle: boolean, yearIsOver: boolean) =>
    findingText({ code, principle }, { asOf: yearIsOver ? '2027-01-01' : '2026-12-31', year: 2026 }).todo;
  for (const code of codes) {
    for (const yearIsOver of [false, true]) {
      const [hard, principle] = [todo(code, false, yearIsOver), todo(code, true, yearIsOver)];
      expect(hard.zh, code).not.toMatch(/原因|理由/);
      expect(hard.en, code).not.toMatch(/reason|\bwhy\b|explain/);
      expect(principle.zh, code).toMatch(/原因|理由/);
      expect(principle.en, code).toMatch(/reason|\bwhy\b|explain/);
    }
  }
  const over = (principle: boolean) => todo('UNDER_RATIO', principle, true).zh;
  expect(over(false)).toBe(
    '年度已经结束，不能再补，判定不变；方案没有写明结转的，下一年度从头计算：早安排，没有查到的优先。',
  );
  expect(over(true)).toBe(
    '年度已经结束，不能再补：写明原因；方案没有写明结转的，下一年度从头计算：早安排，没有查到的优先。',
  );
  // A share has nobody whose turn it is.
  expect(todo('UNDER_CREDIT', false, true).zh).toMatch(/判定不变；下一年度抽取以前补齐名录里的信用风险等级/);
  expect(todo('UNDER_JOINT_INTERNAL', false, true).zh).toMatch(/判定不变；下一年度从排计划起/);
  expect(todo('UNDER_RATIO', false, false).zh).toBe(
    '这个时段已过，判定不变；所差的在后面的时段先抽，全年有数量或全覆盖要求的在年内补足。',
  );
});

it('a text that knows one wording says it under either rule', () => {
  const day = { asOf: '2027-01-01', year: 2026 };
  const said = (principle: boolean) => findingText({ code: 'METHOD_VIOLATION', principle }, day).todo;
  expect(said(true)).toEqual(said(false));
});

it('a method without its approval is told apart from going there where staying away comes first', () => {
  const said = (method?: string) =>
    findingText({ code: 'METHOD_VIOLATION', method }, { asOf: '2027-01-01', year: 2026 });
  expect(said('written').name.zh).toBe('须经批准的检查方式没有批准记录');
  expect(said('written').todo.zh).toContain('批准人');
  expect(said().name).toEqual(findingTexts.METHOD_VIOLATION.name);
});

const todoOf = (found: Parameters<typeof findingText>[0], asOf: string) =>
  findingText(found, { asOf, year: 2026 }).todo;

it('never tells anybody to do what is done: what still helps is the right day and the next time', () => {
  const done = [
    'PUBLICATION_OVERDUE',
    'REPORT_LATE',
    'PLAN_LATE',
    'PLAN_PUBLICATION_OVERDUE',
    'TIME_LIMIT_PASSED',
  ] as const;
  for (const code of ['LATE_UPLOAD', 'LATE_SUBMISSION'] as const)
    expect(todoOf({ code, doneOn: '2026-11-02' }, '2026-11-20').zh, code).toMatch(/不能挽回，这条提示不变/);
  for (const code of done) {
    const [missing, late] = [todoOf({ code }, '2026-11-20'), todoOf({ code, doneOn: '2026-11-02' }, '2026-11-20')];
    expect(missing.zh, code).toMatch(/立即|尽快/);
    expect(late.zh, code).not.toMatch(/立即|尽快/);
    expect(late.en, code).not.toMatch(/ now(?! on|;)|soon/);
  }
  const principle = todoOf({ code: 'PLAN_LATE', doneOn: '2026-11-02', principle: true }, '2026-11-20');
  expect(principle.zh).toContain('写明迟延的原因');
  // Nothing else changes by such a day.
  expect(todoOf({ code: 'OVER_RANGE', doneOn: '2026-11-02' }, '2026-11-20')).toEqual(findingTexts.OVER_RANGE.todo);
});

it('asks to make up for a period only while it lasts (R-121: an empty quarter stays short)', () => {
  const empty = { code: 'UNDER_JOINT_EXTERNAL', required: 1, period: '2026Q1' } as const;
  expect(todoOf(empty, '2026-03-31').zh).toContain('补做所差的部门联合检查');
  expect(todoOf(empty, '2026-04-01').zh).toMatch(/^这个时段已过，不能再补，判定不变/);
  expect(todoOf(empty, '2027-01-01').zh).toMatch(/^年度已经结束，不能再补/);
  // A number of the year is not owed by the next one; another share of the year is still asked for first.
  expect(todoOf(empty, '2027-01-01').zh).not.toMatch(/优先安排|商定时间|补做/);
  expect(todoOf({ code: 'UNDER_JOINT_INTERNAL' }, '2027-01-01').zh).toContain('下一年度从排计划起');
  const unset = { code: 'UNDER_JOINT_EXTERNAL', period: '2026' } as const;
  expect(todoOf(unset, '2026-12-31').zh).toMatch(/^向领导小组办公室取得文件/);
  expect(todoOf(unset, '2027-01-01').zh).toMatch(/^年度已经结束，联合检查不能再补.*补登记/);
  expect(todoOf({ code: 'OVER_CAP' }, '2026-12-31').zh).toContain('本年度不再抽查这个对象');
  expect(todoOf({ code: 'OVER_CAP' }, '2027-01-01').zh).not.toContain('不再抽查');
  const used = { code: 'POOL_EXHAUSTED', period: '2026Q2' } as const;
  expect(todoOf(used, '2026-06-30').zh).toContain('名录变化后再补抽');
  expect(todoOf(used, '2026-07-01').zh).toContain('不用再补抽');
  expect(todoOf({ code: 'OVER_RANGE', period: '2026Q2' }, '2026-06-30').zh).toContain('停止再抽');
  expect(todoOf({ code: 'OVER_RANGE', period: '2026Q2' }, '2026-07-01').zh).not.toContain('停止再抽');
});

it('says how many people the scheme of the group asks for, which need not be two', () => {
  const three = findingText({ code: 'FEWER_THAN_2', required: 3 }, { asOf: '2026-11-20', year: 2026 });
  expect(three.name).toEqual({ zh: '检查人员不足 3 人', en: 'fewer than 3 inspectors' });
  expect(three.todo.zh).toContain('今后每组不少于 3 人');
  const day = { asOf: '2026-11-20', year: 2026 };
  const expired = findingText({ code: 'FEWER_THAN_2', required: 3, expired: [{}] }, day);
  expect(expired.todo.zh).toMatch(/更正人员名录里的有效期.*持有效证件的不少于 3 人/);
  expect(three.todo.zh).not.toContain('有效期');
  const unknown = findingText({ code: 'FEWER_THAN_2' }, { asOf: '2026-11-20', year: 2026 });
  expect(JSON.stringify(unknown)).not.toMatch(/\d/);
});

it('plans nothing for whoever closed since, and keeps its advice for the others (AMB-01)', () => {
  const short = { code: 'UNDER_ANNUAL_COVERAGE', period: '2026', shortBy: 3 } as const;
  const usual = todoOf(short, '2027-01-20');
  const some = todoOf({ ...short, gone: 1 }, '2027-01-20');
  expect(some.zh).toBe(
    `所差的 3 家里，1 家的对象已经关停、注销或迁出，仍在基数里，但不能再查：保留状态变更的材料备查，不再列入计划。其余 2 家：${usual.zh}`,
  );
  expect(some.en).toMatch(/^Of the 3 that are short 1 have closed.* For the other 2: /);
  expect(some.en.endsWith(usual.en)).toBe(true);
  for (const principle of [false, true]) {
    const all = todoOf({ ...short, gone: 3, principle }, '2027-01-20');
    expect(all.zh).toMatch(/^所差的 3 家，对象都已经关停、注销或迁出.*不再列入计划/);
    expect(all.zh).not.toContain('下一年度');
    expect(all.en).not.toMatch(/next year|draw/);
    expect([/判定不变/.test(all.zh), /写明原因/.test(all.zh)]).toEqual([!principle, principle]);
    expect([/verdict stays/.test(all.en), /record why/.test(all.en)]).toEqual([!principle, principle]);
  }
  // Where each is wanted several times, visits are counted.
  expect(todoOf({ ...short, gone: 2, times: 2 }, '2027-01-20').zh).toMatch(/^所差的 3 家次里，2 家次的对象/);
  expect(todoOf({ ...short, gone: 3, times: 2 }, '2027-01-20').zh).toMatch(/^所差的 3 家次，对象都/);
});

it('sends nobody to draw whom no list of the year has any more', () => {
  const short = { code: 'UNDER_ANNUAL_COVERAGE', period: '2026', shortBy: 3 } as const;
  const usual = todoOf(short, '2027-01-20');
  const some = todoOf({ ...short, away: 2 }, '2027-01-20');
  expect(some.zh).toBe(
    `所差的里，2 家在年度基数里，却已不在本年最后一个时段的名单里（改了类别，或者当时停产），本年的抽取、补抽都抽不到：判定不变，保留类别、状态变更的材料备查，以后按现在的类别和状态安排。另外 1 家：${usual.zh}`,
  );
  expect(some.en).toMatch(/no draw of the year takes them.*For the other 1: /);
  for (const principle of [false, true]) {
    const all = todoOf({ ...short, away: 3, principle }, '2027-01-20');
    expect(all.zh).toMatch(/^所差的 3 家在年度基数里，却已不在/);
    expect(all.zh).not.toContain('可以补抽');
    expect([/写明原因/.test(all.zh), /record why/.test(all.en)]).toEqual([principle, principle]);
  }
  // Beside some who are gone.
  const both = todoOf({ ...short, gone: 1, away: 2, times: 2 }, '2027-01-20').zh;
  expect(both).toMatch(/^所差的 3 家次里，1 家次的对象已经关停.*其余 2 家次：所差的 2 家次在年度基数里/);
  // Control: where the number of those short is not told, the usual advice stands.
  expect(todoOf({ code: 'UNDER_ANNUAL_COVERAGE', period: '2026', away: 2 }, '2027-01-20')).toEqual(usual);
});

it('says of a floor and of a target of the plan, too, what can be made up, and for a target that the plan comes first', () => {
  const standing = { state: 'provisional', closesByItself: true };
  const said = (code: 'PROVINCIAL_FLOOR_SHORT' | 'PLAN_TARGET_UNMET', more: object = {}) =>
    findingText({ code, period: '2026' }, { agency: '411523', asOf: '2027-01-04', year: 2026, standing, ...more }).todo;
  expect(said('PROVINCIAL_FLOOR_SHORT').zh).toMatch(/^判定还没有定案：.*可以补抽，.*定案以后：/);
  expect(said('PLAN_TARGET_UNMET').zh).toMatch(/先调整计划（抽取以计划.*plan adjust --agency 411523 --year 2026/);
  expect(said('PLAN_TARGET_UNMET').en).toMatch(/first raise the plan, whose number a draw takes/);
  // Control: nothing of it once the verdict is closed.
  for (const code of ['PROVINCIAL_FLOOR_SHORT', 'PLAN_TARGET_UNMET'] as const)
    expect(said(code, { standing: { state: 'closed', closesByItself: true } }).zh).not.toContain('可以补抽');
});

it('says of a window and of the shares what is still counted, and for a window that the plan comes first', () => {
  const standing = { state: 'provisional', closesByItself: true };
  const said = (
    code: 'UNDER_HORIZON_COVERAGE' | 'UNDER_JOINT_INTERNAL' | 'UNDER_CREDIT' | 'UNDER_PARTICIPATION',
    more = {},
  ) =>
    findingText({ code, period: '2026' }, { agency: '210882', asOf: '2027-01-05', year: 2026, standing, ...more }).todo;
  const window = said('UNDER_HORIZON_COVERAGE');
  expect(window.zh).toMatch(
    /^判定还没有定案：.*可以补抽，但要先调整计划（多年的全覆盖不抬高各时段的应抽数）：.*定案以后：周期已过，判定不变/,
  );
  expect(window.en).toMatch(/For such a draw first raise the plan, as coverage within several years raises no/);
  for (const code of ['UNDER_JOINT_INTERNAL', 'UNDER_CREDIT', 'UNDER_PARTICIPATION'] as const) {
    expect(said(code).zh).toMatch(/^判定还没有定案：抽中未查的，定案以前查完、录入的仍计入。定案以后：年度已经结束/);
    // Controls: once it is closed, and while the year runs.
    for (const more of [{ standing: { ...standing, state: 'closed' } }, { asOf: '2026-11-20' }])
      expect(said(code, more).zh).not.toContain('还没有定案');
  }
});

it('leads from too few that were drawn again to the draw that takes just them, until the verdict is closed (R-061)', () => {
  const standing = { state: 'provisional', closesByItself: true };
  const said = (found: object, more: object = {}) =>
    findingText(
      { code: 'UNDER_REDRAW', period: '2026', ...found },
      { agency: '210800', asOf: '2027-01-04', year: 2026, standing, ...more },
    ).todo;
  const rule = 'yingkou/redraw/key/municipal';
  const { zh, en } = said({ rule });
  expect(zh).toMatch(
    /^判定还没有定案：.*补充抽取（sunlot task create --agency 210800 --class key --period 2026），.*定案以后：年度已经结束/,
  );
  expect(en).toMatch(/a supplementary draw among .*\(sunlot task create --agency 210800 --class key --period 2026\)\./);
  expect(said({}, { agency: undefined }).zh).toContain('--agency … --class … --period 2026');
  // Control: nothing of it once the verdict is closed.
  expect(said({ rule }, { standing: { ...standing, state: 'closed' } }).zh).not.toContain('补充抽取');
});

it('says that a shortage can be made up until the verdict that closes its time is closed', () => {
  const standing = { state: 'provisional', closesByItself: true };
  const said = (period: string, more: Partial<Parameters<typeof findingText>[1]> = {}) =>
    findingText(
      { code: 'UNDER_RATIO', period },
      { asOf: '2026-04-02', year: 2026, period: '2026Q1', standing, ...more },
    ).todo;
  const open = /^判定还没有定案：.*定案以后：这个时段已过，判定不变/;
  const over = /^这个时段已过，判定不变/;
  expect(said('2026Q1').zh).toMatch(open);
  expect(said('2026-03').en).toMatch(/^The verdict is not closed yet/);
  expect(said('2026Q1', { standing: { ...standing, closesByItself: false } }).zh).toMatch(over);
  expect(said('2026Q1', { standing: { ...standing, state: 'closed' } }).zh).toMatch(over);
  expect(said('2026Q1', { standing: undefined }).zh).toMatch(over);
  // A month can be made up for as long as its quarter is not closed, while that still runs too.
  const running = { asOf: '2026-02-10', standing: { ...standing, state: 'open' } };
  expect([said('2026-01', running).zh, said('2026-01').zh]).toEqual([
    expect.stringMatching(open),
    expect.stringMatching(open),
  ]);
  expect(said('2026-02', running).zh).toMatch(over);
});

it('goes by the verdict on the quarter in the verdict on the year, by that on the year for a half-year', () => {
  const part = (period: string, state: string, closesByItself = true) => ({ period, state, closesByItself });
  const said = (period: string, parts: readonly ReturnType<typeof part>[]) =>
    findingText(
      { code: 'UNDER_RATIO', period },
      { asOf: '2026-07-02', year: 2026, standing: part('2026', 'open'), parts },
    ).todo.zh.startsWith('判定还没有定案');
  const halves = (ours: boolean) => [part('2026H1', 'provisional', ours), part('2026H2', 'open')];
  for (const state of ['provisional', 'closed']) {
    const parts = [part('2026Q1', state), part('2026Q2', 'provisional'), ...halves(true)];
    expect([said('2026Q1', parts), said('2026-01', parts)]).toEqual(Array(2).fill(state === 'provisional'));
    expect([said('2026Q2', parts), said('2026H1', parts)]).toEqual([true, true]);
  }
  const before = [part('2026Q1', 'provisional', false), part('2026Q2', 'provisional', false), ...halves(false)];
  expect(['2026Q1', '2026Q2', '2026H1'].map((period) => said(period, before))).toEqual([false, false, false]);
});
