import { expect, test } from 'vitest';
import { anObject, keyObject } from '../../test/facts-fixtures.ts';
import { compileCondition, viewOf, withEvent } from './conditions.ts';
import type { ObjectFacts } from './facts.ts';

function holds(source: string, object: ObjectFacts = anObject({ id: 'X' }), date = '2026-11-20'): boolean {
  const compiled = compileCondition(source);
  if (!compiled.ok) throw new Error(compiled.error);
  return compiled.value.holds(viewOf(object, date));
}

test('absent fields are empty, false or without members', () => {
  const empty = [
    'object.permitNumber == ""',
    'object.tierRows.size() == 0',
    '!object.keyDischarger',
    '!object.positiveList',
    'class == ""',
    'classes.size() == 0',
    'event.kind == ""',
    'year == 2026',
  ];
  expect(empty.filter((source) => !holds(source))).toEqual([]);
});

test('every field of an object can be asked for', () => {
  const object = anObject({
    id: 'X',
    permitCategory: '重点管理',
    permitNumber: '91',
    industry: 'C26',
    pollutantTypes: ['水'],
    monitoringType: '废水',
    creditRiskGrade: 'D',
    environmentalCreditGrade: '差',
    seriousDishonesty: true,
    environmentalRisk: '高',
    emergencyPerformanceGrade: 'C',
    offSiteFacilities: 'complete',
    highEnergyHighEmission: true,
    hazardousWasteRole: ['产生'],
    hazardousWastePermit: true,
    tailingsPond: true,
    hazardousChemicals: true,
    heavyMetals: true,
    landfill: true,
    legacyMine: true,
    keyEnvironmentalFacility: true,
    sewagePlant: true,
    nuclearUser: true,
    serviceAgency: true,
    constructionProject: true,
    jointObject: true,
    tierRows: ['B2'],
    tags: ['行业:化工'],
  });
  const source = [
    'object.permitCategory == "重点管理" && object.permitNumber == "91" && object.region == "999999"',
    'object.industry == "C26" && "水" in object.pollutantTypes && object.monitoringType == "废水"',
    'object.creditRiskGrade == "D" && object.environmentalCreditGrade == "差" && object.seriousDishonesty',
    'object.environmentalRisk == "高" && object.emergencyPerformanceGrade == "C" && object.offSiteFacilities == "complete"',
    'object.highEnergyHighEmission && "产生" in object.hazardousWasteRole && object.hazardousWastePermit',
    'object.tailingsPond && object.hazardousChemicals && object.heavyMetals && object.landfill && object.legacyMine',
    'object.keyEnvironmentalFacility && object.sewagePlant && object.nuclearUser && object.serviceAgency',
    'object.constructionProject && object.jointObject && object.tierRows.exists(row, row.startsWith("B"))',
    '"行业:化工" in object.tags',
  ].join(' && ');
  expect(holds(source, object)).toBe(true);
  expect(holds(source, { ...object, landfill: false })).toBe(false);
});

test('lists of key dischargers by year and level', () => {
  const object = keyObject('X', { keyListMember: [{ year: 2026, level: 'municipal' }, {}] });
  expect(holds('object.keyLists == ["municipal", "any"]', object)).toBe(true);
  expect(holds('object.keyLists == ["any"]', object, '2025-01-01')).toBe(true);
});

test('the positive list holds between its days', () => {
  const open = anObject({ id: 'X', positiveList: { from: '2026-03-01' } });
  const closed = anObject({ id: 'X', positiveList: { from: '2026-03-01', to: '2026-05-10' } });
  const on = (object: ObjectFacts) =>
    ['2026-02-28', '2026-03-01', '2026-05-10', '2026-05-11'].map((day) => holds('object.positiveList', object, day));
  expect(on(open)).toEqual([false, true, true, true]);
  expect(on(closed)).toEqual([false, true, true, false]);
});

test('an event brings its kind, level and document', () => {
  const compiled = compileCondition('event.kind == "penalty" && event.level == "" && event.document == "3号"');
  const view = viewOf(anObject({ id: 'X' }), '2026-11-20');
  const seen = withEvent(view, { kind: 'penalty', date: '2026-08-02', document: '3号' });
  expect(compiled.ok && compiled.value.holds(seen)).toBe(true);
  expect(
    compiled.ok && compiled.value.holds(withEvent(view, { kind: 'penalty', date: '2026-08-02', level: 'county' })),
  ).toBe(false);
});

test('known classes are visible to item conditions', () => {
  const compiled = compileCondition('class == "key" && "jointObject" in classes');
  const view = viewOf(anObject({ id: 'X' }), '2026-11-20', { class: 'key', classes: ['key', 'jointObject'] });
  expect(compiled.ok && compiled.value.holds(view)).toBe(true);
});

test.each([
  ['object.permitCategory', 'the result is string, not a truth value'],
  ['', 'Unexpected token: EOF'],
])('%j is no condition', (source, error) => {
  const compiled = compileCondition(source);
  expect(compiled.ok).toBe(false);
  expect(!compiled.ok && compiled.error).toContain(error);
});
