import { describe, expect, test } from 'vitest';
import { anObject, aVisit, keyObject } from '../../test/facts-fixtures.ts';
import { loadHolidays, loadPack } from '../../test/pack-files.ts';
import { byObject } from './bases.ts';
import { compliance } from './compliance.ts';
import { groupFindings, recordFindings, rectificationFindings, redrawFindings } from './conduct.ts';
import type { InspectorFacts, VisitFact } from './facts.ts';
import { workingDays } from './working-days.ts';

const yingkou = loadPack('yingkou');
const jiangxian = loadPack('jiangxian');
const yiliang = loadPack('yiliang');
const calendar = workingDays([2026].map(loadHolidays));

const person = (id: string, more: Partial<InspectorFacts> = {}): InspectorFacts => ({
  ...{ id, name: id, department: '示范队', staffKind: 'enforcement', onStaff: true, mayLead: false },
  ...more,
});
const people = [
  person('L', { mayLead: true }),
  person('M'),
  person('N'),
  person('H', { staffKind: 'auxiliary', mayLead: true }),
];
const went = (inspectors: readonly string[] | undefined, more: Partial<VisitFact> = {}) =>
  aVisit({ objectId: 'K', date: '2026-05-14', ...(inspectors && { inspectors }), ...more });
const codes = (visit: VisitFact, since?: string) =>
  groupFindings(yingkou, [visit], {
    people,
    interests: since === undefined ? [] : [{ person: 'M', objectId: 'K', since }],
  }).map(({ code }) => code);

describe('the group of a visit', () => {
  test('is two with somebody who may lead: no finding', () => {
    expect(codes(went(['L', 'M']))).toEqual([]);
    expect(codes(went(['L', 'M'], { method: 'tech' }))).toEqual([]);
  });

  test('fewer than two: a supporter does not count, nor somebody written twice', () => {
    expect(codes(went(['L']))).toEqual(['FEWER_THAN_2']);
    expect(codes(went(['L', 'H']))).toEqual(['FEWER_THAN_2']);
    expect(codes(went(['L', 'L']))).toEqual(['FEWER_THAN_2']);
  });

  test('does not count whose certificate had run out by the day, says who, and counts whose last day nobody knows', () => {
    const late = person('E', { certificateValidTo: '2026-05-13' });
    const found = (...others: readonly InspectorFacts[]) =>
      groupFindings(yingkou, [went(['L', ...others.map(({ id }) => id)])], {
        people: [...people, ...others],
        interests: [],
      });
    expect(found(late)).toMatchObject([
      { code: 'FEWER_THAN_2', required: 2, actual: 1, expired: [{ id: 'E', name: 'E', validTo: '2026-05-13' }] },
    ]);
    expect(found({ ...late, certificateValidTo: '2026-05-14' })).toEqual([]);
    expect(found(person('E'))).toEqual([]);
    expect(found(late, person('M'))).toEqual([]);
    // Who only supports counts anyway to nothing; who led may lead, whatever the certificate.
    const [helped] = found({ ...late, staffKind: 'auxiliary' });
    expect(helped).toMatchObject({ code: 'FEWER_THAN_2', actual: 1 });
    expect(helped).not.toHaveProperty('expired');
    const led = [{ ...late, id: 'F', mayLead: true }];
    expect(groupFindings(yingkou, [went(['F', 'M', 'N'])], { people: [...people, ...led], interests: [] })).toEqual([]);
  });

  test('nobody who may lead: not a supporter either, but somebody unknown may have led', () => {
    expect(codes(went(['M', 'N']))).toEqual(['NO_LEADER']);
    expect(codes(went(['M', 'N', 'H']))).toEqual(['NO_LEADER']);
    expect(codes(went(['M', 'X']))).toEqual([]);
    expect(codes(went(['M', 'N'], { origin: 'history' }))).toEqual([]);
    expect(groupFindings(yingkou, [went(['M', 'N'])], { people, interests: [] })).toMatchObject([
      { severity: 'warning' },
    ]);
  });

  test('somebody with an interest that was declared by then', () => {
    expect(codes(went(['L', 'M']), '2026-05-14')).toEqual(['RECUSED_MEMBER']);
    expect(codes(went(['L', 'M']), '2026-05-15')).toEqual([]);
    expect(codes(went(['L', 'N']), '2026-05-01')).toEqual([]);
    expect(codes(went(['L', 'M'], { objectId: 'Z' }), '2026-05-01')).toEqual([]);
  });

  test('is not judged off site, or where nobody wrote down who went', () => {
    expect(codes(went(['L'], { method: 'tech' }))).toEqual([]);
    expect(codes(went(undefined))).toEqual([]);
  });

  test('a scheme that says so errs, general law alone warns (AMB-43)', () => {
    const known = { people, interests: [] };
    expect(groupFindings(yingkou, [went(['L'])], known)).toMatchObject([
      { severity: 'error', rule: 'yingkou/group/all/all', object: 'K', period: '2026-05' },
    ]);
    expect(groupFindings(jiangxian, [went(['L'])], known)).toMatchObject([{ severity: 'warning' }]);
  });

  test('says how many the scheme asks for and how many counted', () => {
    const three = {
      ...yingkou,
      rules: yingkou.rules.map((rule) =>
        rule.topic === 'group' ? { ...rule, value: { ...rule.value, min: 3 } } : rule,
      ),
    };
    const known = { people, interests: [{ person: 'M', objectId: 'K', since: '2026-01-01' }] };
    const found = groupFindings(three, [went(['L', 'M', 'H'])], known);
    expect(found).toMatchObject([
      { code: 'FEWER_THAN_2', required: 3, actual: 2, shortBy: 1 },
      { code: 'RECUSED_MEMBER' },
    ]);
    expect(found[1]).not.toHaveProperty('required');
    expect(groupFindings(three, [went(['L', 'M', 'N'])], { people, interests: [] })).toEqual([]);
  });

  test('is judged in a verdict for the agency’s own visits of the period', () => {
    const own = went(['L']);
    const other = { ...own, agency: '888888' };
    const judge = (visits: readonly VisitFact[], more: object = {}) =>
      compliance(jiangxian, {
        ...{ agency: '999999', level: 'county', year: 2026, objects: [keyObject('K')], visits, calendar },
        ...{ asOf: '2027-01-10', inspectors: people },
        ...more,
      })
        .findings.filter(({ code }) => code === 'FEWER_THAN_2')
        .map(({ object }) => object);
    expect(judge([own])).toEqual(['K']);
    expect(judge([other])).toEqual([]);
    expect(judge([own], { only: '2026Q1' })).toEqual([]);
    expect(judge([own], { inspectors: undefined })).toEqual([]);
  });
});

describe('the record of a visit', () => {
  const record = (inspectedOn: string, handedInOn: string) => ({ objectId: 'K', inspectedOn, handedInOn });
  const late = (pack: typeof yiliang, ...records: ReturnType<typeof record>[]) =>
    recordFindings(pack, records, { period: '2026', calendar }).map(({ code, severity }) => `${code} ${severity}`);

  test('at once is on the same day', () => {
    expect(late(yiliang, record('2026-05-14', '2026-05-14'))).toEqual([]);
    expect(late(yiliang, record('2026-05-14', '2026-05-15'))).toEqual(['LATE_SUBMISSION warning']);
  });

  test('in time is within three working days: Thursday to Tuesday', () => {
    expect(late(yingkou, record('2026-05-14', '2026-05-19'))).toEqual([]);
    expect(late(yingkou, record('2026-05-14', '2026-05-20'))).toEqual(['LATE_UPLOAD warning']);
  });

  test('says when it was due and when it came', () => {
    const told = (pack: typeof yiliang, on: string) =>
      recordFindings(pack, [record('2026-05-14', on)], { period: '2026', calendar });
    expect(told(yiliang, '2026-05-18')).toMatchObject([
      { due: '2026-05-14', doneOn: '2026-05-18', lateBy: { days: 4, unit: 'day' } },
    ]);
    expect(told(yingkou, '2026-05-20')).toMatchObject([
      { due: '2026-05-19', doneOn: '2026-05-20', lateBy: { days: 1, unit: 'workingDay' } },
    ]);
  });

  test('is not asked for where the scheme is silent, nor in another period', () => {
    expect(late(jiangxian, record('2026-05-14', '2026-06-14'))).toEqual([]);
    expect(recordFindings(yiliang, [record('2026-05-14', '2026-06-14')], { period: '2026Q1', calendar })).toEqual([]);
  });
});

describe('what was drawn again', () => {
  const objects = [keyObject('K'), keyObject('L'), anObject({ id: 'G' })];
  const visits = [aVisit({ objectId: 'K', date: '2026-03-01' }), aVisit({ objectId: 'G', date: '2026-03-01' })];
  const of = (objectId: string, drawnOn = '2026-05-14') => ({ class: 'key', objectId, drawnOn });
  const members = byObject(visits, objects);
  const found = (redrawn: readonly ReturnType<typeof of>[], level: 'municipal' | 'county' = 'municipal') =>
    redrawFindings(yingkou, redrawn, { members, level, period: '2026' }).map(({ code, object }) => `${code} ${object}`);

  test('is a key object that the county had finished by then', () => {
    expect(found([of('K')])).toEqual([]);
    expect(found([of('K', '2026-02-01')])).toEqual(['NOT_COUNTY_COMPLETED K']);
    expect(found([of('L'), of('G')])).toEqual(['NOT_COUNTY_COMPLETED L', 'NOT_KEY G']);
  });

  test('is not judged of who left the directory, of another year, or at a level that draws nothing again', () => {
    expect(found([of('Z'), of('L', '2025-05-14')])).toEqual([]);
    expect(found([of('L')], 'county')).toEqual([]);
  });
});

test('what was to be put right by 30 June and is not known to be done is overdue on 1 July (R-164)', () => {
  const results = ['发现问题已责令整改'];
  const visit = (more: Partial<VisitFact>) => aVisit({ objectId: 'A', date: '2022-06-01', results, ...more });
  const found = (pack: string, asOf: string, more: Partial<VisitFact> = {}) =>
    rectificationFindings(loadPack(pack), [visit({ rectifyBy: '2022-06-30', ...more }), visit({})], asOf).map(
      ({ code, severity, object, period }) => [code, severity, object, period].join(' '),
    );
  const overdue = ['RECTIFICATION_OVERDUE warning A 2022-06'];
  expect([found('yiliang', '2022-06-30'), found('yiliang', '2022-07-01')]).toEqual([[], overdue]);
  expect(found('yiliang', '2022-07-01', { rectifiedOn: '2022-06-29' })).toEqual([]);
  expect([found('xiongan', '2022-07-01'), found('xinxian', '2022-07-01')]).toEqual([overdue, []]);
  // A day beside 未发现问题, as an old record may have, says nothing.
  expect(found('yiliang', '2022-07-01', { results: ['未发现问题'] })).toEqual([]);
});
