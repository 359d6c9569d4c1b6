import { expect, test } from 'vitest';
import { anObject, aVisit } from '../../test/facts-fixtures.ts';
import { loadHolidays, loadPack, withSwitches } from '../../test/pack-files.ts';
import type { VisitFact } from './facts.ts';
import type { FigureInput, FigureKey } from './figure-rows.ts';
import type { Pack } from './pack.ts';
import { standardReport, unequalFigures } from './standard-report.ts';
import { workingDays } from './working-days.ts';

/** 雄安 checks its positive list off site, every firm each quarter, and draws nobody for it (R-064, AMB-14): what then stands in which figure. */

const pack = loadPack('xiongan');
const calendar = workingDays([2025, 2026, 2027].map(loadHolidays));
const FIRMS = [1, 2, 3, 4, 5, 6].map((n) => `P-${n}`);
const objects = FIRMS.map((id) =>
  anObject({ id, positiveList: { from: '2025-01-01', to: '2027-12-31' }, creditRiskGrade: 'A' }),
);
const round: readonly VisitFact[] = FIRMS.map((objectId) =>
  aVisit({
    ...{ objectId, class: 'generalPositiveList', period: '2026Q1', taskId: '2026q1-positive', origin: 'draw' },
    ...{ date: '2026-03-05', resultDeterminedOn: '2026-03-05', publishedOn: '2026-03-20', method: 'tech' },
    results: ['未发现问题'],
  }),
);
const [first, ...others] = round as [VisitFact, ...VisitFact[]];
const onSite: VisitFact = { ...first, method: 'onSite' };

function figuresOf(visits: readonly VisitFact[], more: Partial<FigureInput> & { readonly under?: Pack } = {}) {
  const { under = pack, ...input } = more;
  const report = standardReport(under, {
    ...{ agency: '999999', level: 'county', year: 2026, only: '2026Q1', asOf: '2026-04-20', calendar },
    ...{ objects, visits, ...input },
  });
  expect(unequalFigures(report)).toEqual([]);
  return (figure: FigureKey['figure'], of?: string) =>
    report.figures.find((one) => one.figure === figure && one.of === of && one.class === undefined)?.value;
}

function classLine(visits: readonly VisitFact[], cls = 'generalPositiveList', more: Partial<FigureInput> = {}) {
  const report = standardReport(pack, {
    ...{ agency: '999999', level: 'county', year: 2026, only: '2026Q1', asOf: '2026-04-20', calendar },
    ...{ objects, visits, ...more },
  });
  expect(unequalFigures(report)).toEqual([]);
  const line = report.figures.filter((one) => one.class === cls).map(({ figure, value }) => [figure, value]);
  const rows = report.rows({ figure: 'drawn', class: cls, period: '2026Q1' }).map(({ object }) => object);
  return { ...Object.fromEntries(line), rows };
}

test('a firm of the round that somebody went to was drawn with the others, and is neither checked off site nor covered', () => {
  const asked = { base: 6, drawn: 6, repeats: 0 };
  expect(classLine(round)).toEqual({ ...asked, visits: 6, completed: 6, covered: 6, uncovered: 0, rows: FIRMS });
  const { rows, ...line } = classLine([onSite, ...others]);
  expect(line).toEqual({ ...asked, visits: 5, completed: 5, covered: 5, uncovered: 1 });
  expect([...rows].sort()).toEqual(FIRMS);
});

test('the round is told beside the random visits, with how it was made and what it found', () => {
  for (const [visits, ways] of [
    [round, [0, 6]],
    [
      [onSite, ...others],
      [1, 5],
    ],
  ] as const) {
    const of = figuresOf(visits);
    expect([of('randomVisits'), of('credit'), of('internalJoint'), of('offSiteRounds')]).toEqual([0, 0, 0, 6]);
    expect([of('method', 'onSite'), of('method', 'tech')]).toEqual(ways);
    expect([of('wording', '未发现问题'), of('results'), of('published')]).toEqual([6, 6, 6]);
  }
});

test('read the other way the round is among the random visits, and nothing is told beside them', () => {
  const under = withSwitches(pack, { 'joint.denominatorIncludesOffsiteFullCoverage': true });
  const of = figuresOf([onSite, ...others], { under });
  expect([of('randomVisits'), of('method', 'onSite'), of('method', 'tech')]).toEqual([6, 1, 5]);
  expect(of('offSiteRounds')).toBeUndefined();
  const away = figuresOf(round, { level: 'newArea' });
  expect(away('offSiteRounds')).toBeUndefined();
});

test('who was drawn in another class is a random visit, also where nobody went there', () => {
  const drawn = { ...first, class: 'general', taskType: 'interdepartmentalJoint', taskId: '2026q1-joint' } as const;
  const figures = (visit: VisitFact) => {
    const of = figuresOf([visit, ...others]);
    return [of('randomVisits'), of('interdepartmental'), of('offSiteRounds'), of('method', 'tech')];
  };
  expect(figures(drawn)).toEqual([1, 1, 5, 6]);
  // Of history nobody says what was drawn: it is taken for the check that the quarter asks for.
  expect(figures({ ...drawn, origin: 'history' })).toEqual([0, 0, 6, 6]);
  expect(figures({ ...drawn, origin: 'history', method: 'onSite' })).toEqual([1, 1, 5, 5]);
});

test('the draw of another class at a firm of the round stands in its line where it counts for it, and not where it does not', () => {
  const joint = { ...first, class: 'general', taskType: 'internalJoint', taskId: '2026q1-joint', date: '2026-03-12' };
  const line = (visit: VisitFact, more: Partial<FigureInput> = {}) => {
    const { drawn, visits, completed, covered } = classLine([...round, visit], 'generalPositiveList', more) as Record<
      string,
      unknown
    >;
    return [drawn, visits, completed, covered];
  };
  expect(line({ ...joint, taskType: 'internalJoint' })).toEqual([7, 7, 6, 6]);
  expect(line({ ...joint, taskType: 'internalJoint', method: 'onSite' })).toEqual([6, 6, 6, 6]);
  // Before anybody went: how it will be made nobody knows yet.
  const waiting = { ...joint, taskType: 'internalJoint', method: 'onSite', state: 'drawn', classOfDay: true } as const;
  const { drawn } = classLine(round, 'generalPositiveList', { waiting: [waiting] }) as Record<string, unknown>;
  expect(drawn).toBe(6);
});

test('one visit under the numbers of the round and of a draw is one, and random', () => {
  const joint = { ...first, class: 'general', taskType: 'internalJoint', taskId: '2026q1-joint' } as const;
  const of = figuresOf([...round, joint]);
  expect([of('randomVisits'), of('internalJoint'), of('offSiteRounds'), of('method', 'tech')]).toEqual([1, 1, 5, 6]);
});

test('a joint object that was visited without its partners was drawn all the same', () => {
  const joint = [anObject({ id: 'J-1', jointObject: true })];
  const alone = aVisit({
    ...{ objectId: 'J-1', class: 'jointObject', date: '2026-02-10', period: '2026', origin: 'draw', taskId: 'joint' },
    ...{ taskType: 'interdepartmentalJoint', partnersDue: ['市场监管'], partners: [] },
  });
  const drawn = (visit: VisitFact) => {
    const report = standardReport(loadPack('jiangxian'), {
      ...{ agency: '999999', level: 'county', year: 2026, asOf: '2027-01-05', calendar, objects: joint },
      visits: [visit],
    });
    expect(unequalFigures(report)).toEqual([]);
    const value = (figure: string) =>
      report.figures.find((one) => one.figure === figure && one.class === 'jointObject' && one.period === '2026')
        ?.value;
    return [value('drawn'), value('visits'), value('completed')];
  };
  expect(drawn(alone)).toEqual([1, 0, 0]);
  expect(drawn({ ...alone, partners: ['市场监管'] })).toEqual([1, 1, 1]);
});
