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
    findingText({ code, principle }, { yearIsOver }).todo;
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
  expect(over(false)).toBe('年度已经结束，不能再补，判定不变；所差的列入下一年度计划，优先安排。');
  expect(over(true)).toBe('年度已经结束，不能再补：写明原因，所差的列入下一年度计划，优先安排。');
  expect(todo('UNDER_RATIO', false, false).zh).toBe('这个时段已过，判定不变；在后面的时段多抽，补足全年的数量。');
});

it('a text that knows one wording says it under either rule', () => {
  const said = (principle: boolean) => findingText({ code: 'METHOD_VIOLATION', principle }, { yearIsOver: true }).todo;
  expect(said(true)).toEqual(said(false));
});

it('a method without its approval is told apart from going there where staying away comes first', () => {
  const said = (method?: string) => findingText({ code: 'METHOD_VIOLATION', method }, { yearIsOver: true });
  expect(said('written').name.zh).toBe('须经批准的检查方式没有批准记录');
  expect(said('written').todo.zh).toContain('批准人');
  expect(said().name).toEqual(findingTexts.METHOD_VIOLATION.name);
});
