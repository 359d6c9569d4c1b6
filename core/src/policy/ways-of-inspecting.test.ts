import { describe, expect, test } from 'vitest';
import { anObject, aVisit } from '../../test/facts-fixtures.ts';
import { loadHolidays, loadPack, withSwitches } from '../../test/pack-files.ts';
import { type ComplianceInput, compliance } from './compliance.ts';
import type { VisitFact } from './facts.ts';
import type { FigureInput } from './figure-rows.ts';
import { needsApproval } from './methods.ts';
import { standardReport, unequalFigures } from './standard-report.ts';
import { workingDays } from './working-days.ts';

/** 宜良: what only a visit on the spot serves, what wants an approval, and the top of a range beside a duty to inspect everybody. */

const pack = loadPack('yiliang');
const calendar = workingDays([2022, 2023].map(loadHolidays));
const radiation = Array.from({ length: 6 }, (_, i) =>
  anObject({ id: `N-${i}`, nuclearUser: true, permitCategory: 'none' }),
);
const others = Array.from({ length: 4 }, (_, i) => anObject({ id: `P-${i}`, permitCategory: 'none' }));
const to = (objectId: string, more: Partial<VisitFact> = {}) =>
  aVisit({ objectId, class: 'C4', date: '2022-05-10', ...more });
const given = (more: Partial<FigureInput>): FigureInput => ({
  ...{ agency: '999999', level: 'county', year: 2022, asOf: '2023-01-25', calendar, objects: radiation, visits: [] },
  ...more,
});
const judge = (more: Partial<ComplianceInput>, under = pack) => compliance(under, given(more));
const row = (more: Partial<ComplianceInput>, cls: string) => {
  const { tables } = judge(more);
  return tables.filter((one) => one.class === cls).map(({ required, actual, state }) => [required, actual, state])[0];
};
const of = (code: string, more: Partial<ComplianceInput>, under = pack) =>
  judge(more, under).findings.filter((one) => one.code === code);

describe('核技术利用单位 (R-071)', () => {
  test('are inspected on the spot: no other way counts for them, and what counts otherwise still does', () => {
    const ways = (method: VisitFact['method']) => radiation.map(({ id }) => to(id, { method }));
    expect(row({ visits: ways('onSite') }, 'nuclear')).toEqual([6, 6, 'met']);
    for (const method of ['tech', 'written', 'thirdParty'] as const) {
      expect(row({ visits: ways(method) }, 'nuclear')).toEqual([6, 0, 'short']);
    }
    expect(judge({ visits: ways('tech') }).visits).toBe(6);
    const one = [...ways('onSite').slice(1), to('N-0', { method: 'tech' })];
    expect(row({ visits: one }, 'nuclear')).toEqual([6, 5, 'short']);
  });

  test('are covered by nothing else either, in the report as in the verdict', () => {
    const report = standardReport(pack, given({ visits: [to('N-0', { method: 'tech' }), to('N-1')] }));
    const at = (figure: string) =>
      report.figures.find((one) => one.figure === figure && one.class === 'nuclear')?.value;
    expect([at('visits'), at('completed'), at('covered'), at('uncovered')]).toEqual([1, 1, 1, 5]);
    expect(unequalFigures(report)).toEqual([]);
  });

  test('that left the directory since were to be visited on the spot too', () => {
    const gone = (method: VisitFact['method']) =>
      judge({ visits: [to('X', { class: 'nuclear', method })] }).classes.find((one) => one.class === 'nuclear')?.visits;
    expect([gone('onSite'), gone('tech')]).toEqual([1, 0]);
  });
});

describe('其他检查方式 (R-129)', () => {
  const found = (more: Partial<VisitFact>) => of('METHOD_VIOLATION', { objects: others, visits: [to('P-0', more)] });

  test('without an approval on record are a violation, visit by visit', () => {
    for (const method of ['written', 'thirdParty'] as const) {
      expect(found({ method })).toMatchObject([
        { rule: 'yiliang/methods/all/all', object: 'P-0', date: '2022-05-10', method, severity: 'error' },
      ]);
    }
    expect([...found({ method: 'onSite' }), ...found({ method: 'tech' })]).toEqual([]);
  });

  test('are approved by a reason with its approver, or by the dispatch of a draw held here', () => {
    const justification = { reason: '涉密场所，书面核查', approvedBy: '局长' };
    expect(found({ method: 'written', justification })).toEqual([]);
    expect(found({ method: 'written', origin: 'draw' })).toEqual([]);
    expect(found({ method: 'written', origin: 'history' })).toHaveLength(1);
  });

  test('want one where the scheme says so', () => {
    expect([needsApproval(pack, 'written'), needsApproval(pack, 'tech')]).toEqual([true, false]);
    expect(needsApproval(loadPack('jiangxian'), 'written')).toBe(false);
    const silent = { ...pack, rules: pack.rules.filter(({ topic }) => topic !== 'methods') };
    expect(needsApproval(silent, 'written')).toBe(false);
  });
});

describe('the top of a range (AMB-32)', () => {
  const objects = [...radiation, ...others];
  const all = radiation.map(({ id }) => to(id));

  const inRow = (more: Partial<ComplianceInput>) => judge(more).tables.find((one) => one.class === 'C4');

  test('does not count whom another duty to inspect everybody demands', () => {
    expect(of('OVER_RANGE', { objects, visits: all })).toEqual([]);
    expect(row({ objects, visits: all }, 'C4')).toEqual([1, 6, 'met']);
    expect(inRow({ objects, visits: all })).toMatchObject({ max: 3, actual: 6, demanded: 6 });
    // 30% of ten is three, beside the six.
    const three = others.slice(0, 3).map(({ id }) => to(id));
    expect(of('OVER_RANGE', { objects, visits: [...all, ...three] })).toEqual([]);
    const four = others.map(({ id }) => to(id));
    expect(of('OVER_RANGE', { objects, visits: [...all, ...four] })).toMatchObject([
      { max: 3, actual: 10, demanded: 6, severity: 'error' },
    ]);
    // The finding and the number of the table are one number.
    expect(inRow({ objects, visits: [...all, ...four] })).toMatchObject({ max: 3, actual: 10, demanded: 6 });
    const few = { objects: others, visits: four.slice(0, 2) };
    expect(of('OVER_RANGE', few)).toMatchObject([{ max: 1, actual: 2 }]);
    expect([of('OVER_RANGE', few)[0]?.demanded, inRow(few)?.demanded]).toEqual([undefined, undefined]);
  });

  test('does so however they were visited, and whether or not they stand in the directory still', () => {
    const tech = radiation.map(({ id }) => to(id, { method: 'tech' }));
    expect(of('OVER_RANGE', { objects, visits: tech })).toEqual([]);
    const four = others.map(({ id }) => to(id));
    const gone = [...four.slice(1), to('X', { alsoClasses: ['nuclear'] })];
    expect(of('OVER_RANGE', { objects, visits: gone })).toEqual([]);
    expect(of('OVER_RANGE', { objects, visits: [...gone, to('Y')] })).toMatchObject([
      { max: 3, actual: 5, demanded: 1 },
    ]);
  });

  test('counts whom another class asks for in part, and not whom it has covered every year', () => {
    const ratio = (value: object) => ({
      ...pack,
      rules: pack.rules.map((rule) =>
        rule.id === 'yiliang/ratio/nuclear/county' ? ({ ...rule, value } as typeof rule) : rule,
      ),
    });
    const half = ratio({ every: 'year', min: { p: 50, q: 100 }, draw: 'each' });
    expect(of('OVER_RANGE', { objects, visits: all }, half)).toMatchObject([{ max: 3, actual: 6 }]);
    const rule = pack.rules.find(({ id }) => id === 'yiliang/ratio/nuclear/county')!;
    const coverage = { ...rule, id: 'yiliang/coverage/nuclear/county', topic: 'coverage', value: { years: 1 } };
    const covered = { ...half, rules: [...half.rules, coverage as typeof rule] };
    expect(of('OVER_RANGE', { objects, visits: all }, covered)).toEqual([]);
  });

  test('that is advice says so of the same number', () => {
    const advice = withSwitches(pack, { 'tier.rangeUpperBound': 'advisory' });
    const visits = [...all, ...others.map(({ id }) => to(id))];
    expect(of('OVER_RANGE', { objects, visits }, advice)).toMatchObject([
      { actual: 10, demanded: 6, severity: 'warning' },
    ]);
  });
});
