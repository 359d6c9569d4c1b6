import { expect, test } from 'vitest';
import { anObject, aVisit } from '../../test/facts-fixtures.ts';
import { loadHolidays, loadPack, withSwitches } from '../../test/pack-files.ts';
import { compliance } from './compliance.ts';
import type { RuleJustification } from './evaluate.ts';
import type { VisitFact } from './facts.ts';
import { workingDays } from './working-days.ts';

/** 检查时限 of whom the exemption lets nobody draw (绛县 四（五）: clean at a higher level within the year). */

const pack = loadPack('jiangxian');
const calendar = workingDays([2025, 2026, 2027].map(loadHolidays));
const objects = ['P-1', 'P-2'].map((id) => anObject({ id, constructionProject: true, inspectionDue: '2026-06-30' }));
const above = (date: string, more: Partial<VisitFact> = {}) =>
  aVisit({ objectId: 'P-1', date, class: 'construction', level: 'municipal', agency: '999900', ...more });
const own = (date: string) => aVisit({ objectId: 'P-1', date, class: 'construction' });
const told = (visits: readonly VisitFact[], { asOf = '2026-08-01', under = pack } = {}) =>
  compliance(under, {
    ...{ agency: '999999', level: 'county', year: 2026, objects, visits, asOf, calendar },
  }).findings.flatMap(({ code, object }) => (code === 'TIME_LIMIT_PASSED' ? [object] : []));

test('whom a higher level found clean before the limit nobody has to visit: the other one alone is named', () => {
  expect(told([above('2026-02-02')])).toEqual(['P-2']);
  expect(told([above('2026-06-30')])).toEqual(['P-2']);
  expect(told([above('2026-02-02')], { asOf: '2027-01-20' })).toEqual(['P-2']);
});

test('nor is it late where somebody went there of his own accord after the limit', () => {
  expect(told([above('2026-02-02'), own('2026-07-10')])).toEqual(['P-2']);
});

test('whom nobody can draw any more is not named either, although the limit had passed by then', () => {
  expect(told([above('2026-07-05')], { asOf: '2026-07-04' })).toEqual(['P-1', 'P-2']);
  expect(told([above('2026-07-05')])).toEqual(['P-2']);
});

test('control: a visit after the limit that came before the exemption, or without one, was late', () => {
  expect(told([above('2026-07-20'), own('2026-07-10')])).toEqual(['P-1', 'P-2']);
  expect(told([own('2026-07-10')])).toEqual(['P-1', 'P-2']);
  expect(told([own('2026-06-30')])).toEqual(['P-2']);
});

test('control: nobody is exempt for a visit with something found, of another year, or of the own level', () => {
  expect(told([above('2026-02-02', { results: ['发现问题已责令整改'] })])).toEqual(['P-1', 'P-2']);
  expect(told([above('2025-12-02')])).toEqual(['P-1', 'P-2']);
});

test('control: where the exempted count as not covered, their limit holds', () => {
  const under = withSwitches(pack, { 'calc.exemptedCountsAsCovered': false });
  expect(told([above('2026-02-02')], { under })).toEqual(['P-1', 'P-2']);
});

test('no reason changes it: neither one that the visit gives, nor one for the rule', () => {
  const rule = 'jiangxian/ratio/construction/county';
  const reason = { reason: '汛期道路中断', approvedBy: '负责人' };
  const found = (visit: VisitFact, justifications: readonly RuleJustification[] = []) =>
    compliance(pack, {
      ...{ agency: '999999', level: 'county', year: 2026, objects, visits: [visit], asOf: '2026-08-01', calendar },
      justifications,
    }).findings.filter(({ code, object }) => code === 'TIME_LIMIT_PASSED' && object === 'P-1');
  const usual = found(own('2026-07-10'));
  expect(usual).toMatchObject([{ rule, severity: 'warning' }]);
  expect(found({ ...own('2026-07-10'), justification: reason }, [{ rule, ...reason }])).toEqual(usual);
});
