import { describe, expect, test } from 'vitest';
import { anObject, aVisit } from '../../test/facts-fixtures.ts';
import { loadHolidays, loadPack } from '../../test/pack-files.ts';
import { compliance } from './compliance.ts';
import type { ObjectFacts, VisitFact } from './facts.ts';
import { standardReport, unequalFigures } from './standard-report.ts';
import { workingDays } from './working-days.ts';

const HOUSING = '假想县住房和城乡建设局';
const plant = anObject({ id: 'J-001', jointObject: true });
const joint = (more: Partial<VisitFact> = {}): VisitFact =>
  aVisit({
    ...{ objectId: 'J-001', date: '2025-06-10', class: 'jointObject', taskType: 'interdepartmentalJoint' },
    ...{ taskId: '2025-joint', period: '2025' },
    ...more,
  });

function judged(visits: readonly VisitFact[], objects: readonly ObjectFacts[] = [plant], pack = loadPack('jiangxian')) {
  const input = {
    ...({ agency: '999999', level: 'county', year: 2025, asOf: '2026-01-01' } as const),
    ...{ objects, visits, calendar: workingDays([2025, 2026].map(loadHolidays)) },
  };
  const { findings, classes } = compliance(pack, input);
  expect(unequalFigures(standardReport(pack, input))).toEqual([]);
  return {
    codes: findings.map(({ code, object, lacks = [] }) => [code, object, ...lacks].filter(Boolean).join(' ')),
    covered: classes.find((one) => one.class === 'jointObject')!.covered,
    general: classes.find((one) => one.class === 'general')!.covered,
  };
}

describe('a joint object', () => {
  test('is inspected by a visit with somebody of each department agreed', () => {
    const { codes, covered } = judged([joint({ partnersDue: [HOUSING], partners: [HOUSING] })]);
    expect([codes, covered]).toEqual([[], 1]);
  });

  test('is not by one that lacked a department, which is named', () => {
    const alone = judged([joint({ partnersDue: [HOUSING, '假想县水利局'], partners: ['假想县水利局'] })]);
    expect(alone.covered).toBe(0);
    expect(alone.codes.sort()).toEqual([`JOINT_PARTNER_ABSENT J-001 ${HOUSING}`, 'UNDER_ANNUAL_RATIO']);
    const again = joint({ date: '2025-09-10', partnersDue: [HOUSING], partners: [HOUSING] });
    const first = joint({ partnersDue: [HOUSING] });
    // Gone there once more with it, as the advice has it, nothing is left to be done; with another one it is.
    expect(judged([first, again])).toMatchObject({ covered: 1, codes: [] });
    const other = { ...again, partnersDue: ['假想县水利局'], partners: ['假想县水利局'] };
    expect(judged([first, other]).codes).toEqual([`JOINT_PARTNER_ABSENT J-001 ${HOUSING}`]);
    // Nor where nobody says who was there.
    expect(judged([first, joint({ date: '2025-09-10' })]).codes).toEqual([`JOINT_PARTNER_ABSENT J-001 ${HOUSING}`]);
  });

  test('is taken at its word where nothing was agreed here, as in history', () => {
    expect(judged([joint()])).toMatchObject({ covered: 1, codes: [] });
  });

  test('is not inspected by an ordinary visit of the bureau alone, whatever was agreed', () => {
    const alone = joint({ taskType: 'daily', departments: 1 });
    expect(judged([alone])).toMatchObject({ covered: 0, codes: ['UNDER_ANNUAL_RATIO'] });
    // Whoever says who was there says that it was joint.
    for (const more of [{ partners: [HOUSING] }, { departments: 2 }, { drawnElsewhere: true }])
      expect(judged([{ ...alone, ...more }])).toMatchObject({ covered: 1, codes: [] });
    // The class of any other object asks nobody else to be there.
    const plain = { ...alone, objectId: 'G-001', class: 'general', period: '2025Q2' };
    expect(judged([plain, joint()], [plant, anObject({ id: 'G-001' })])).toMatchObject({ general: 1, covered: 1 });
  });

  test('the lack says nothing of the other objects of a task, nor of a year it is not in; it is also said of who left the directory', () => {
    const other = joint({ objectId: 'G-001', class: 'general', partnersDue: [HOUSING] });
    const { codes, general } = judged([other, joint()], [plant, anObject({ id: 'G-001' })]);
    expect([codes.filter((code) => code.startsWith('JOINT')), general]).toEqual([[], 1]);
    const gone = judged([joint({ objectId: 'gone', partnersDue: [HOUSING] })]).codes;
    expect(gone.sort()).toEqual([`JOINT_PARTNER_ABSENT gone ${HOUSING}`, 'UNDER_ANNUAL_RATIO']);
    const before = joint({ date: '2024-06-10', period: '2024', partnersDue: [HOUSING] });
    expect(judged([before]).codes).toEqual(['UNDER_ANNUAL_RATIO']);
  });

  test('is none where the scheme has no rule for drawing with others', () => {
    const pack = loadPack('jiangxian', (tree) => {
      tree.rules = (tree.rules as { id: string }[]).filter(({ id }) => !id.includes('/jointDraw/'));
    });
    expect(judged([joint({ partnersDue: [HOUSING] })], [plant], pack)).toMatchObject({ covered: 1, codes: [] });
  });
});
