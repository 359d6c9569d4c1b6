import { describe, expect, test } from 'vitest';
import { anObject, aVisit } from '../../test/facts-fixtures.ts';
import { loadHolidays, loadPack } from '../../test/pack-files.ts';
import { type ComplianceInput, compliance } from './compliance.ts';
import type { VisitFact } from './facts.ts';
import type { AnyRule, Pack } from './pack.ts';
import { resultsOf, unclockedResults } from './publication-record.ts';
import { versionOfVisit } from './visit-version.ts';
import { workingDays } from './working-days.ts';
import { hasOffSiteRounds, isByGrade } from './year-totals.ts';

/** How a visit is made and what becomes of its result goes by the version it was sent out under, in the verdict on the quarter and on the year. */

const calendar = workingDays([2025, 2026, 2027].map(loadHolidays));
/** The scheme with other values of some rules, or without them, from July on. */
function fromJuly(pack: Pack, values: Readonly<Record<string, object | undefined>>): readonly Pack[] {
  const rules = pack.rules.flatMap((rule) => {
    if (!Object.hasOwn(values, rule.topic)) return [rule];
    const value = values[rule.topic];
    return value ? [{ ...rule, value: { ...rule.value, ...value } } as typeof rule] : [];
  });
  return [pack, { ...pack, rules, version: pack.version + 1, effectiveFrom: '2026-07-01' }];
}
const early = { period: '2026Q2', date: '2026-05-12' };
const late = { period: '2026Q3', date: '2026-08-12' };

const INPUT = { agency: '999999', level: 'county', year: 2026, asOf: '2027-01-20', calendar } as const;
const notOffSite = (rule: AnyRule) =>
  rule.topic === 'ratio' ? { ...rule, value: { ...rule.value, offSite: false } } : rule;

function findings(code: string, versions: readonly Pack[], input: Partial<ComplianceInput>) {
  const { findings: all } = compliance(versions[0]!, {
    ...{ ...INPUT, objects: [], visits: [], versions, ...input },
  });
  return all.filter((one) => one.code === code).map((one) => one.date ?? one.period);
}

describe('the version of a visit', () => {
  const versions = fromJuly(loadPack('jiangxian'), {});
  const of = (visit: Pick<VisitFact, 'period' | 'date'>) =>
    versions.indexOf(versionOfVisit(versions[0]!, versions, visit)) + 1;

  test('is that of the period of its task, whatever the day, and without a task that of its quarter', () => {
    expect([of(early), of(late)]).toEqual([1, 2]);
    expect(of({ period: '2026Q2', date: '2026-07-09' })).toBe(1);
    expect(of({ period: '2026', date: '2026-09-01' })).toBe(1);
    expect([of({ date: '2026-06-30' }), of({ date: '2026-07-01' })]).toEqual([1, 2]);
  });

  test('control: is the pack at hand where no version is known', () => {
    expect(versionOfVisit(versions[0]!, undefined, late)).toBe(versions[0]);
  });
});

describe('judged in the quarter and in the year alike', () => {
  const both = (code: string, versions: readonly Pack[], input: Partial<ComplianceInput>) => ({
    year: findings(code, versions, input),
    q2: findings(code, versions, { ...input, only: '2026Q2' }),
    q3: findings(code, versions, { ...input, only: '2026Q3' }),
  });

  test('the way of inspecting: a version that no longer asks to stay away blames nobody for going there', () => {
    const pack = loadPack('xiongan');
    const objects = [anObject({ id: 'P', positiveList: { from: '2025-01-01', to: '2027-12-31' } })];
    const visits = [early, late].map((one) => aVisit({ objectId: 'P', class: 'generalPositiveList', ...one }));
    const input = { objects, visits };
    expect(both('METHOD_VIOLATION', fromJuly(pack, { methods: { offSiteFirst: undefined } }), input)).toEqual({
      ...{ year: ['2026-05-12'], q2: ['2026-05-12'], q3: [] },
    });
    // Control: nor does one that never began excuse anybody.
    expect(both('METHOD_VIOLATION', [pack], input).year).toEqual(['2026-05-12', '2026-08-12']);
  });

  test('who goes: two were enough until July', () => {
    const pack = loadPack('jiangxian');
    const visits = [early, late].map((one) => aVisit({ objectId: 'K', inspectors: ['A', 'B'], ...one }));
    const input = { visits, inspectors: [] };
    const months = ['2026-05-12', '2026-08-12'];
    expect(both('FEWER_THAN_2', fromJuly(pack, { group: { min: 3 } }), input)).toEqual({
      ...{ year: [months[1]], q2: [], q3: [months[1]] },
    });
    expect(findings('FEWER_THAN_2', [pack], input)).toEqual([]);
  });

  test('the clock of publication, in findings and figures', () => {
    const pack = loadPack('jiangxian');
    const versions = fromJuly(pack, { publication: { workingDays: 5 } });
    const published = (one: typeof early, publishedOn: string) =>
      aVisit({ objectId: 'K', ...one, resultDeterminedOn: one.date, publishedOn });
    const visits = [published(early, '2026-06-03'), published(late, '2026-09-03')];
    const input = { visits };
    expect(both('PUBLICATION_OVERDUE', versions, input)).toEqual({
      ...{ year: ['2026-08-12'], q2: [], q3: ['2026-08-12'] },
    });
    expect(findings('PUBLICATION_OVERDUE', [pack], input)).toEqual([]);
    const done = visits.map((visit) => ({ visit, from: visit.date, to: visit.date, serves: ['key'] }));
    const ask = { period: '2026', asOf: '2027-01-20', calendar };
    const states = (more: object) => resultsOf(pack, { done }, { ...ask, ...more }).map(({ status }) => status);
    expect(states({ versions })).toEqual(['on_time', 'overdue']);
    expect(states({})).toEqual(['on_time', 'on_time']);
  });

  test('from which day that clock runs, where the day is not on record', () => {
    const pack = loadPack('jiangxian');
    const versions = fromJuly(pack, { publication: { from: 'inspectionEnd' } });
    const done = [early, late].map((one) => {
      const visit = aVisit({ objectId: 'K', ...one, resultDeterminedOn: one.date });
      return { visit, from: visit.date, to: visit.date, serves: ['key'] };
    });
    const ask = { period: '2026', asOf: '2027-01-20' };
    expect(unclockedResults(pack, { done }, { ...ask, versions })).toMatchObject({
      results: 1,
      start: 'inspectionEnd',
    });
    expect(unclockedResults(pack, { done }, ask)).toBeUndefined();
  });

  test('when records are handed in', () => {
    const pack = loadPack('yiliang');
    const records = [early, late].map(({ date }) => ({
      objectId: 'K',
      inspectedOn: date,
      handedInOn: `${date.slice(0, 8)}14`,
    }));
    expect(both('LATE_SUBMISSION', fromJuly(pack, { upload: undefined }), { records })).toEqual({
      ...{ year: ['2026-05-12'], q2: ['2026-05-12'], q3: [] },
    });
    expect(findings('LATE_SUBMISSION', [pack], { records })).toEqual(['2026-05-12', '2026-08-12']);
    // A record stands where its visit does: one of the second quarter's task made in July is of that quarter, and of its version.
    const stayed = [{ objectId: 'K', period: '2026Q2', inspectedOn: '2026-07-03', handedInOn: '2026-07-06' }];
    expect(both('LATE_SUBMISSION', fromJuly(pack, { upload: undefined }), { records: stayed })).toEqual({
      ...{ year: ['2026-07-03'], q2: ['2026-07-03'], q3: [] },
    });
  });

  test('what may not be published, and who has to be there', () => {
    const pack = loadPack('jiangxian');
    const visits = [early, late].map((one) =>
      aVisit({ objectId: 'K', ...one, publishedOn: `${one.date.slice(0, 8)}20`, withheldGround: '商业秘密' }),
    );
    expect(both('SECRET_PUBLISHED', fromJuly(pack, { secrecy: { mode: 'optional' } }), { visits })).toEqual({
      ...{ year: ['2026-05-12'], q2: ['2026-05-12'], q3: [] },
    });
    const joint = anObject({ id: 'J', jointObject: true });
    const alone = [early, late].map(({ date }) =>
      aVisit({
        ...{ objectId: 'J', class: 'jointObject', date, taskType: 'interdepartmentalJoint' },
        ...{ partnersDue: ['住建'], partners: [] },
      }),
    );
    const input = { objects: [joint], visits: alone };
    expect(both('JOINT_PARTNER_ABSENT', fromJuly(pack, { jointDraw: undefined }), input)).toEqual({
      ...{ year: ['2026-05-12'], q2: ['2026-05-12'], q3: [] },
    });
    expect(findings('JOINT_PARTNER_ABSENT', [pack], input)).toHaveLength(2);
  });

  test('whether a draw went by grade, and which rounds are made off site', () => {
    const pack = loadPack('xiongan');
    const objects = [
      anObject({ id: 'P', creditRiskGrade: 'A', positiveList: { from: '2025-01-01', to: '2027-12-31' } }),
    ];
    const objectOf = new Map(objects.map((one) => [one.id, one]));
    const drawn = [early, late].map((one) => aVisit({ objectId: 'P', origin: 'draw', taskId: 't', ...one }));
    const alike = { weights: { A: 1, B: 1, C: 1, D: 1 }, stratify: false };
    const byGrade = (versions: readonly Pack[]) => drawn.map(isByGrade(pack, { objectOf, versions }));
    expect(byGrade(fromJuly(pack, { credit: alike }))).toEqual([true, false]);
    expect(byGrade([pack])).toEqual([true, true]);
    const rounds = drawn.map((visit) => ({ ...visit, class: 'generalPositiveList', method: 'tech' as const }));
    const onSite = fromJuly(pack, {}).map((one, i) => (i === 0 ? one : { ...one, rules: one.rules.map(notOffSite) }));
    const random = (versions: readonly Pack[]) =>
      compliance(pack, { ...INPUT, objects, visits: rounds, versions }).visits;
    expect([random([pack]), random(onSite)]).toEqual([0, 1]);
    const of = { level: 'county' } as const;
    expect([hasOffSiteRounds(pack, of), hasOffSiteRounds(onSite[1]!, { ...of, versions: onSite })]).toEqual([
      true,
      true,
    ]);
    expect(hasOffSiteRounds(onSite[1]!, of)).toBe(false);
  });
});
