import { describe, expect, test } from 'vitest';
import { aVisit, keyObject } from '../../test/facts-fixtures.ts';
import { loadHolidays, loadPack, withSwitches } from '../../test/pack-files.ts';
import { candidates } from './candidates.ts';
import { capCheck } from './caps.ts';
import { countedOnce } from './counted-once.ts';
import type { VisitFact } from './facts.ts';
import type { FigureKey } from './figure-rows.ts';
import { programmeIndicators } from './indicators.ts';
import type { Pack } from './pack.ts';
import { scopedCandidates } from './scoped-draw.ts';
import { standardReport, unequalFigures } from './standard-report.ts';
import { unitsToCome } from './visit-units.ts';
import { workingDays } from './working-days.ts';

/** AMB-50: where a visit with several departments counts once for each, every count of inspections does; what is no inspection does not. */

const calendar = workingDays([2024, 2025, 2026].map(loadHolidays));
const jiangxian = loadPack('jiangxian');
const byDepartment = withSwitches(jiangxian, { 'calc.visitUnit': 'department' });
const objects = [keyObject('K-1'), keyObject('K-2'), keyObject('K-3', { jointObject: true })];
const joint = (objectId: string, date: string, more: Partial<VisitFact> = {}) =>
  aVisit({ objectId, date, taskType: 'interdepartmentalJoint', ...more });
/** One joint visit of two departments, one daily visit: two visits, three inspections by departments. */
const VISITS = [
  joint('K-3', '2025-02-15', { method: 'tech', rectifyBy: '2026-06-01', results: ['发现问题已责令整改'] }),
  aVisit({ objectId: 'K-3', date: '2025-05-15' }),
  aVisit({ objectId: 'K-1', date: '2025-02-10', taskType: 'internalJoint' }),
];

function year(pack: Pack, visits: readonly VisitFact[] = VISITS) {
  const input = {
    agency: '999999',
    level: 'county',
    year: 2025,
    asOf: '2026-01-10',
    calendar,
    objects,
    visits,
  } as const;
  const report = standardReport(pack, input);
  expect(unequalFigures(report)).toEqual([]);
  const at = (figure: FigureKey['figure'], more: Partial<FigureKey> = {}) =>
    report.figures.find(
      (one) =>
        one.figure === figure &&
        one.of === more.of &&
        one.class === more.class &&
        one.period === (more.period ?? '2025'),
    )?.value;
  return { report, at, random: programmeIndicators({ pack, input, result: report.verdict })[0]! };
}

const overCap = (pack: Pack, visits: readonly VisitFact[]) =>
  capCheck(pack, { visits, level: 'county', from: '2025-01-01', to: '2025-12-31' }).findings;

describe('counts of inspections', () => {
  test('go by departments one and all: the year, methods, classes, joint ones, the goal, counties', () => {
    const { at, report, random } = year(byDepartment);
    expect([report.verdict.visits, at('randomVisits')]).toEqual([4, 4]);
    expect([at('method', { of: 'tech' }), at('method', { of: 'onSite' })]).toEqual([2, 2]);
    expect([at('interdepartmental'), at('internalJoint')]).toEqual([2, 1]);
    expect([at('visits', { class: 'key' }), at('visits', { class: 'jointObject' })]).toEqual([4, 2]);
    expect([at('visits', { class: 'key', period: '2025Q1' }), at('repeats', { class: 'key' })]).toEqual([3, 1]);
    expect([random.base, random.actual, countedOnce(byDepartment, report).visits]).toEqual([4, 4, 4]);
    // Control: one visit is one.
    const usual = year(jiangxian);
    expect([usual.at('randomVisits'), usual.at('method', { of: 'tech' }), usual.at('interdepartmental')]).toEqual([
      3, 1, 1,
    ]);
    expect([
      usual.at('visits', { class: 'key' }),
      usual.random.base,
      countedOnce(jiangxian, usual.report).visits,
    ]).toEqual([3, 3, 3]);
  });

  test('visits again count for each department too', () => {
    const again = [aVisit({ objectId: 'K-3', date: '2025-02-01' }), joint('K-3', '2025-05-15', { departments: 3 })];
    expect(year(byDepartment, again).at('repeats', { class: 'key' })).toBe(3);
    expect(year(jiangxian, again).at('repeats', { class: 'key' })).toBe(1);
  });

  test('what is no inspection stays as it is: objects, draws, tasks, results, what is to be put right', () => {
    const figures = ['drawn', 'completed', 'covered'] as const;
    const [one, other] = [year(byDepartment), year(jiangxian)];
    for (const figure of figures) {
      expect(one.at(figure, { class: 'key' })).toBe(other.at(figure, { class: 'key' }));
    }
    for (const figure of ['interdepartmentalTasks', 'toRectify', 'followUp', 'results'] as const) {
      expect(one.at(figure)).toBe(other.at(figure));
    }
    expect(one.at('wording', { of: '未发现问题' })).toBe(2);
    expect([one.at('toRectify'), one.at('completed', { class: 'key' })]).toEqual([1, 2]);
  });
});

describe('the cap on an object (绛县 四（五）)', () => {
  test('counts each department of a joint visit where the pack reads it so', () => {
    expect(overCap(byDepartment, VISITS)).toMatchObject([{ object: 'K-3', count: 3, cap: 2, made: 2 }]);
    expect(overCap(jiangxian, VISITS)).toEqual([]);
    // Control: visits of one department each are told as before.
    const alone = ['2025-02-01', '2025-05-01', '2025-08-01'].map((date) => aVisit({ objectId: 'K-1', date }));
    expect(overCap(byDepartment, alone)[0]).not.toHaveProperty('made');
  });

  test('is passed by the visit with which the departments come to more: that one needs the reason', () => {
    const justification = { reason: '群众反映强烈', approvedBy: '局长' };
    const [first, second] = [aVisit({ objectId: 'K-3', date: '2025-02-15' }), joint('K-3', '2025-05-15')];
    expect(overCap(byDepartment, [first, { ...second, justification }])).toMatchObject([{ severity: 'justified' }]);
    expect(overCap(byDepartment, [{ ...first, justification }, second])).toMatchObject([{ severity: 'error' }]);
  });

  test('of one item stays by visits: each department inspects matters of its own', () => {
    const perItem = withSwitches(byDepartment, { 'cap.unit': 'item' });
    expect(overCap(perItem, VISITS)).toEqual([]);
    const three = [...VISITS.slice(0, 2), joint('K-3', '2025-08-15')];
    expect(overCap(perItem, three)).toMatchObject([{ object: 'K-3', item: '1', count: 3 }]);
  });

  test('holds when a list is frozen: whom another visit would bring beyond it is not drawn', () => {
    const reasons = (pack: Pack, cls: string, items?: readonly string[]) =>
      candidates(pack, {
        ...{ class: cls, level: 'county', period: cls === 'key' ? '2025Q3' : '2025', date: '2025-07-01', objects },
        ...{ visits: [joint('K-3', '2025-02-15', { class: 'key', departments: 2 })], ...(items && { items }) },
      })!.rows.map(({ objectId, reason }) => [objectId, reason]);
    expect(reasons(byDepartment, 'key')).toContainEqual(['K-3', 'cap']);
    expect(reasons(byDepartment, 'key', ['1', '2'])).toContainEqual(['K-3', 'cap']);
    expect(reasons(jiangxian, 'key')).toContainEqual(['K-3', undefined]);
    const units = (cls: string, more: object = {}) => unitsToCome(byDepartment, { class: cls, ...more });
    expect([units('jointObject'), units('key'), units('key', { departments: 3 })]).toEqual([2, 1, 3]);
    expect(unitsToCome(jiangxian, { class: 'jointObject', departments: 3 })).toBe(1);
    // A task of the class to which another department comes along, and a visit of three that is drawn and still to come.
    const once = [aVisit({ objectId: 'K-3', date: '2025-02-15' })];
    const withOthers = (pack: Pack, departments?: number, visits: readonly VisitFact[] = once) =>
      candidates(pack, {
        ...{ class: 'key', level: 'county', period: '2025Q3', date: '2025-07-01', objects, visits },
        ...(departments !== undefined && { departments }),
      })!.rows.find(({ objectId }) => objectId === 'K-3')?.reason;
    expect([withOthers(byDepartment, 2), withOthers(byDepartment), withOthers(jiangxian, 2)]).toEqual([
      'cap',
      undefined,
      undefined,
    ]);
    const toCome = [
      joint('K-3', '2025-06-01', { class: 'x', state: 'drawn', partnersDue: ['甲局', '乙局'], results: [] }),
    ];
    expect([withOthers(byDepartment, undefined, toCome), withOthers(jiangxian, undefined, toCome)]).toEqual([
      'cap',
      undefined,
    ]);
    const scoped = (departments?: number) =>
      scopedCandidates(byDepartment, {
        ...({ class: 'interdepartmental', taskType: 'interdepartmentalJoint', level: 'county' } as const),
        ...{ period: '2025Q3', date: '2025-07-01', objects, visits: once, items: ['1'], skip: false },
        ...{ number: { kind: 'count', n: 3 }, ...(departments !== undefined && { departments }) },
      }).pool;
    expect([scoped(2), scoped()]).toEqual([2, 3]);
    // One visit so far: a joint one would be the second and the third.
    const after = candidates(byDepartment, {
      ...{ class: 'jointObject', level: 'county', period: '2025', date: '2025-07-01', objects },
      visits: [aVisit({ objectId: 'K-3', date: '2025-02-15' })],
    })!;
    expect(after.rows.map(({ reason }) => reason)).toEqual(['cap']);
  });
});
