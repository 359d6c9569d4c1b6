import { describe, expect, test } from 'vitest';
import { anObject, aVisit, keyObject } from '../../test/facts-fixtures.ts';
import { loadHolidays, loadPack } from '../../test/pack-files.ts';
import { type ComplianceInput, compliance } from './compliance.ts';
import type { VisitFact } from './facts.ts';
import { programmeIndicators, shareText } from './indicators.ts';
import { workingDays } from './working-days.ts';

const calendar = workingDays([2021, 2022, 2023].map(loadHolidays));
const without = (name: string, ...topics: readonly string[]) =>
  loadPack(name, (value) => {
    value.rules = (value.rules as { id: string }[]).filter(({ id }) => !topics.includes(id.split('/')[1]!));
  });

const visit = (i: number, more: Partial<VisitFact> = {}) =>
  aVisit({
    objectId: `K-${i}`,
    date: '2022-03-10',
    class: 'key',
    results: ['未发现问题'],
    inspectionEndedOn: '2022-03-10',
    resultDeterminedOn: '2022-03-11',
    publishedOn: '2022-03-20',
    ...more,
  });

const inputOf = (more: Partial<ComplianceInput>): ComplianceInput => ({
  agency: '999999',
  level: 'county',
  year: 2022,
  objects: [],
  visits: [],
  asOf: '2023-01-01',
  calendar,
  ...more,
});

const run = (name: string, more: Partial<ComplianceInput> = {}, pack = loadPack(name)) => {
  const input = inputOf(more);
  const found = programmeIndicators({ pack, input, result: compliance(pack, input) });
  return Object.fromEntries(found.map((one) => [one.id, one]));
};

describe('the goals of the programme', () => {
  const hundred = (published: number) =>
    [...Array(100).keys()].map((i) => {
      if (i < published) return visit(i);
      const { publishedOn: _, ...closed } = visit(i);
      return i >= 98 ? { ...closed, withheldGround: '商业秘密' } : closed;
    });

  test('results: 100 concluded, 2 lawfully withheld; 98 public is all, 97 is not (Y-14)', () => {
    const all = run('yingkou', { visits: hundred(98) }).published!;
    expect(all).toMatchObject({ base: 98, actual: 98, required: 98, state: 'met', clause: { section: '二' } });
    expect(shareText(all)).toBe('100.0%');
    const short = run('yingkou', { visits: hundred(97) }).published!;
    expect(short).toMatchObject({ base: 98, actual: 97, required: 98, state: 'short' });
    expect(shareText(short)).toBe('98.9%');
    expect(run('jiangxian', { visits: hundred(97) }).published).toMatchObject({
      base: 98,
      actual: 97,
      state: 'shown',
      clause: { section: '四（七）' },
    });
  });

  test('planned inspections are drawn; on a listed ground they need not be', () => {
    const visits = [
      visit(1),
      visit(2, { selection: 'directed' }),
      visit(3, { selection: 'directed', ground: 'complaint' }),
      visit(4, { outside: true }),
      visit(5, { recognised: true }),
      visit(6, { level: 'municipal' }),
      visit(7, { date: '2021-03-10' }),
      visit(8, { state: 'drawn' }),
    ];
    expect(run('yingkou', { visits }).random).toMatchObject({
      base: 2,
      actual: 1,
      required: 2,
      state: 'short',
      rule: 'yingkou/scope/all/all',
    });
    expect(run('yingkou', { visits: visits.slice(0, 1) }).random).toMatchObject({ state: 'met' });
    expect(run('jiangxian', { visits }).random).toMatchObject({ rule: 'jiangxian/guard/all/all' });
  });

  test('R-006: since the first draw held here only what came out of a draw is in the share; history stands apart', () => {
    const visits = [
      visit(1, { origin: 'history' }),
      visit(2, { origin: 'draw' }),
      visit(3, { origin: 'none' }),
      visit(4),
      visit(5, { selection: 'directed', ground: 'complaint' }),
    ];
    const drawsSince = '2022-03-01';
    expect(run('yingkou', { visits, drawsSince }).random).toMatchObject({
      ...{ base: 3, actual: 2, required: 3, state: 'short', history: 1 },
    });
    const all = run('yingkou', { visits: visits.slice(1, 2), drawsSince }).random!;
    expect(all).toMatchObject({ base: 1, actual: 1, state: 'met' });
    expect(all).not.toHaveProperty('history');
    expect(compliance(loadPack('yingkou'), inputOf({ visits, drawsSince }))).toMatchObject({ visits: 4, history: 1 });
    // A year wholly before the first draw, or of an agency that never drew here, is taken at its word.
    for (const since of [{ drawsSince: '2023-01-10' }, {}]) {
      const before = run('yingkou', { visits, ...since }).random!;
      expect(before).toMatchObject({ base: 4, actual: 4, state: 'met' });
      expect(before).not.toHaveProperty('history');
    }
  });

  test('joint and credit-based visits: judged where the scheme asks for a share, else how they stand', () => {
    const visits = [
      visit(1, { taskType: 'internalJoint', creditBased: true }),
      visit(2, { taskType: 'interdepartmentalJoint' }),
      visit(3),
      visit(4),
    ];
    const objects = [anObject({ id: 'K-1', creditRiskGrade: 'C' })];
    expect(run('xiongan', { visits, objects, year: 2022 })).toMatchObject({
      internalJoint: { base: 4, actual: 1, required: 2, state: 'short' },
      credit: { base: 4, actual: 1, required: 4, state: 'short' },
      interdepartmental: { base: 4, actual: 1, state: 'shown', rule: expect.stringContaining('/interdepartmental/') },
    });
    expect(run('yingkou', { visits, objects })).toMatchObject({
      internalJoint: { base: 4, actual: 1, state: 'shown', clause: { section: '一' } },
      credit: { base: 4, actual: 1, state: 'shown' },
    });
    expect(run('yiliang', { visits }).interdepartmental?.rule).toContain('/interdepartmentalFigures/');
    const silent = without('jiangxian', 'leastBurden', 'jointItems');
    const found = run('jiangxian', { visits }, silent);
    expect(found).not.toHaveProperty('internalJoint');
    expect(found).not.toHaveProperty('interdepartmental');
  });

  test('participation and coverage: all classes together, the worst state; left out where nothing is asked', () => {
    const objects = [keyObject('K-1'), keyObject('K-2'), anObject({ id: 'G-1' })];
    const inspectors = ['D-1', 'D-2'].map((id) => ({
      ...{ id, name: id, department: 'x', staffKind: 'enforcement' as const, onStaff: true, mayLead: true },
      certificateValidTo: '2029-12-31',
    }));
    const visits = [visit(1, { inspectors: ['D-1'] })];
    const found = run('yingkou', { objects, visits, inspectors });
    expect(found.participation).toMatchObject({ base: 2, actual: 1, required: 2, state: 'short' });
    expect(found.coverage).toMatchObject({ actual: 1, state: 'short' });
    // Below a city, which answers for the share, it is shown and asks for no number.
    const below = run('yingkou', { objects, visits, inspectors, judgedAbove: true }).participation!;
    expect(below).toMatchObject({ base: 2, actual: 1, state: 'shown' });
    expect(below).not.toHaveProperty('required');
    expect(run('yingkou', { objects, visits, asOf: '2022-06-30' }).coverage).toMatchObject({ state: 'open' });
    expect(run('xinxian', { objects, visits, year: 2021, asOf: '2022-01-01' })).not.toHaveProperty('participation');
    expect(run('xinxian', { objects, visits }, without('xinxian', 'coverage'))).not.toHaveProperty('coverage');
  });
});

test('a share is rounded down; of nothing there is none', () => {
  expect(shareText({ base: 1000, actual: 999 })).toBe('99.9%');
  expect(shareText({ base: 10_000, actual: 9999 })).toBe('99.9%');
  expect(shareText({ base: 8, actual: 0 })).toBe('0.0%');
  expect(shareText({ base: 0, actual: 0 })).toBe('—');
});
