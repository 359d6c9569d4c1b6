import { describe, expect, test } from 'vitest';
import { loadPack, withSwitches } from '../../test/pack-files.ts';
import { findingOn } from './findings.ts';
import { type AnyRule, type Pack, theRule } from './pack.ts';
import { excused, isPrinciple, periodsJudged, reasonGiven } from './principle.ts';

const jiangxian = loadPack('jiangxian');
const yingkou = loadPack('yingkou');
const xiongan = loadPack('xiongan');
const ruleOf = (pack: Pack, id: string): AnyRule => pack.rules.find((rule) => rule.id === id)!;

describe('rules that hold in principle', () => {
  test.each<[Pack, string, boolean]>([
    [jiangxian, 'jiangxian/cap/all/all', true],
    [withSwitches(jiangxian, { 'cap.strictness': 'hard' }), 'jiangxian/cap/all/all', false],
    [yingkou, 'yingkou/ratio/key/municipal', true],
    [yingkou, 'yingkou/redraw/key/municipal', true],
    [yingkou, 'yingkou/ratio/key/county', false],
  ])('%#: %s %s', (pack, id, expected) => {
    expect(isPrinciple(pack, ruleOf(pack, id))).toBe(expected);
  });

  test('a reason holds for its rule and period, one without period for the whole year', () => {
    const one = { rule: 'a', period: '2026Q1', reason: '汛期', approvedBy: '示一' };
    const whole = { rule: 'b', reason: '汛期', approvedBy: '示一' };
    expect(reasonGiven([one, whole], { rule: 'a', period: '2026Q1' })).toBe(one);
    expect(reasonGiven([one, whole], { rule: 'a', period: '2026Q2' })).toBeUndefined();
    expect(reasonGiven([one, whole], { rule: 'b', period: '2026Q2' })).toBe(whole);
  });
});

describe('R-088: an approved reason', () => {
  const cap = findingOn(theRule(jiangxian, 'cap'), 'OVER_CAP', { object: 'K', count: 3, cap: 2 });
  const given = [{ rule: 'jiangxian/cap/all/all', reason: '汛期专项', approvedBy: '示二' }];

  test('turns a finding on a principle into a justified one', () => {
    expect(excused(jiangxian, cap, { justifications: given, period: '2026' })).toMatchObject({
      severity: 'justified',
      justification: { reason: '汛期专项', approvedBy: '示二' },
      object: 'K',
    });
  });

  test('changes nothing where there is none, for a rule that is no principle, and for a finding that has a reason of its own', () => {
    expect(excused(jiangxian, cap, { period: '2026' })).toBe(cap);
    expect(
      excused(jiangxian, { ...cap, rule: 'elsewhere/cap/all/all' }, { justifications: given, period: '2026' }),
    ).toEqual({
      ...cap,
      rule: 'elsewhere/cap/all/all',
    });
    const hard = withSwitches(jiangxian, { 'cap.strictness': 'hard' });
    expect(excused(hard, cap, { justifications: given, period: '2026' })).toBe(cap);
    const own = { ...cap, justification: { reason: '上级交办', approvedBy: '示三' } };
    expect(excused(jiangxian, own, { justifications: given, period: '2026' })).toBe(own);
  });
});

describe('a reason speaks of the periods that its rule is judged by', () => {
  const quarters = ['2026', '2026Q1', '2026Q2', '2026Q3', '2026Q4'];
  test.each([
    ['yingkou/ratio/key/county', quarters],
    ['yingkou/ratio/key/municipal', ['2026']],
    // The last quarter owes whom the year's coverage still lacks; the general objects have no ratio of the scheme.
    ['yingkou/coverage/key/county', ['2026', '2026Q4']],
    ['yingkou/coverage/general/county', ['2026']],
    ['yingkou/methods/all/all', quarters],
    ['yingkou/cap/all/all', ['2026']],
  ])('%s', (id, periods) => {
    expect(periodsJudged(yingkou, ruleOf(yingkou, id), 2026)).toEqual(periods);
  });

  test('interdepartmental tasks go by the period of their rule', () => {
    const rule = theRule(xiongan, 'interdepartmental');
    expect(periodsJudged(xiongan, rule, 2026)).toEqual(quarters);
    expect(periodsJudged(xiongan, { ...rule, value: { every: 'halfYear', min: 1 } }, 2026)).toEqual([
      '2026',
      '2026H1',
      '2026H2',
    ]);
  });
});
