import { describe, expect, test } from 'vitest';
import { classify } from '../../src/policy/classify.ts';
import type { EventFact, ObjectFacts } from '../../src/policy/facts.ts';
import { findRule, type Pack } from '../../src/policy/pack.ts';
import { directedGround, documentsFor } from '../../src/policy/paperwork.ts';
import type { Topic } from '../../src/policy/rule-topics.ts';
import { anObject } from '../facts-fixtures.ts';
import { loadPack } from '../pack-files.ts';

/** The packs of the schemes with two levels, by what an official would look up first. */

const yingkou = loadPack('yingkou');
const xiongan = loadPack('xiongan');

function classesOn(pack: Pack, object: Partial<ObjectFacts>, date = '2023-05-10'): readonly string[] {
  const { class: one, beside } = classify(pack, { object: anObject({ id: 'X', ...object }), date });
  return [one, ...beside];
}

function reasonsOn(pack: Pack, object: Partial<ObjectFacts>, date = '2023-05-10'): readonly string[] {
  return classify(pack, { object: anObject({ id: 'X', ...object }), date }).reasons.map(({ condition }) => condition);
}

function drawn(pack: Pack): Readonly<Record<string, readonly string[]>> {
  return Object.fromEntries(pack.levels.map(({ id, classes }) => [id, classes]));
}

function percentages(pack: Pack): readonly string[] {
  return pack.rules
    .filter((rule) => rule.topic === 'ratio')
    .map(({ class: cls, level, value: { every, min }, strictness }) =>
      [cls, level, every, `${(min.p * 100) / min.q}%`, strictness].join(' '),
    );
}

function ambiguities(pack: Pack): string {
  return pack.ambiguities.map(({ id }) => id.slice(4)).join(' ');
}

function count(pack: Pack, topic: 'grounds' | 'matters'): number | undefined {
  return findRule(pack, topic)?.value.list.length;
}

function topicsOf(pack: Pack, asked: readonly Topic[]): readonly Topic[] {
  return asked.filter((topic) => pack.rules.some((rule) => rule.topic === topic));
}

describe('Yingkou', () => {
  test('the municipal team draws key and special objects, the counties also general ones', () => {
    expect(drawn(yingkou)).toEqual({ municipal: ['key', 'special'], county: ['key', 'general', 'special'] });
  });

  test('quotas: 25 % a quarter must be, 2 % a year and coverage are principles; re-draws and the floor warn', () => {
    expect(percentages(yingkou)).toEqual(['key county quarter 25% hard', 'key municipal year 2% principle']);
    const of = (topic: Topic, cls: string, level: 'county' | 'municipal') => {
      const rule = findRule(yingkou, topic, { class: cls, level });
      return [rule?.strictness, rule?.value];
    };
    expect(of('coverage', 'key', 'county')).toEqual(['principle', { years: 1 }]);
    expect(of('coverage', 'general', 'county')).toEqual(['hard', { years: 5, from: '2022-01-01' }]);
    expect(of('redraw', 'key', 'municipal')).toEqual(['soft', { min: { p: 1, q: 100 }, among: 'county' }]);
    expect(of('floor', 'special', 'county')).toEqual(['soft', { coverageYears: 1 }]);
    expect(of('coverage', 'key', 'municipal')).toEqual([undefined, undefined]);
    expect(of('ownRatio', 'general', 'county')[1]).toMatchObject({
      every: ['quarter', 'month'],
      grounds: ['区域生态环境质量', '污染源数量', '检查人员数量', '行政区面积'],
    });
    expect(findRule(yingkou, 'ratio', { class: 'key', level: 'municipal' })?.value.finding).toBe('UNDER_RATIO');
  });

  test('at most two inspections a year of one matter at one object, special ones without limit', () => {
    const cap = findRule(yingkou, 'cap', { class: 'key', level: 'county' });
    expect(cap).toMatchObject({ strictness: 'hard', value: { max: 2, per: 'item', exemptClasses: ['special'] } });
    expect(findRule(yingkou, 'exemption', { class: 'key', level: 'municipal' })).toBeUndefined();
    expect(findRule(yingkou, 'exemption', { class: 'key', level: 'county' })?.value.per).toBe('item');
  });

  test('nine grounds, ten matters, 信访举报 alone leads to the gate of a firm on the positive list', () => {
    expect([count(yingkou, 'grounds'), count(yingkou, 'matters')]).toEqual([9, 10]);
    expect(directedGround(yingkou, 'media')?.text).toBe('媒体曝光');
    const methods = findRule(yingkou, 'methods')!;
    expect(methods.value.triggers.map(({ text }) => text)).toEqual(['信访举报']);
    expect(methods.strictness).toBe('principle');
  });

  test('three papers on site and the camera throughout; off site no notice', () => {
    const papers = (onSite: boolean) => documentsFor(yingkou, { foundProblem: false, onSite }).required;
    expect(papers(true)).toEqual(['行政执法检查审批表', '行政检查通知书', '营口市环境涉企检查监督单']);
    expect(papers(false)).toEqual(['行政执法检查审批表']);
    expect(findRule(yingkou, 'documents')?.value.bodyCamera).toBe('throughout');
  });

  test('a discipline officer at every draw; who was drawn changes only with the deputy in charge', () => {
    expect(findRule(yingkou, 'witness')).toMatchObject({
      strictness: 'hard',
      value: { required: true, role: 'disciplineOfficer' },
    });
    expect(findRule(yingkou, 'substitution')).toMatchObject({
      strictness: 'hard',
      value: { approver: 'deputyInCharge' },
    });
    expect(findRule(yingkou, 'consultation')?.value.before).toEqual(['interdepartmentalJoint']);
  });

  test('90 % of the certificate holders, 100 % of the results, 20 working days from the end of the inspection', () => {
    expect(findRule(yingkou, 'participation')?.value.min).toEqual({ p: 90, q: 100 });
    expect(findRule(yingkou, 'publicationRate')?.value.min).toEqual({ p: 100, q: 100 });
    expect(findRule(yingkou, 'publication')?.value).toMatchObject({ workingDays: 20, from: 'inspectionEnd' });
  });

  test('every condition of a key object stands for itself', () => {
    const alone: readonly (readonly [string, Partial<ObjectFacts>])[] = [
      ['key.list', { keyListMember: [{}] }],
      ['key.permit', { permitCategory: '重点管理' }],
      ['key.highEnergyHighEmission', { highEnergyHighEmission: true }],
      ['key.hazardousWaste', { hazardousWasteRole: ['产生'] }],
      ['key.hazardousWaste', { hazardousWastePermit: true }],
      ['key.tailingsPond', { tailingsPond: true }],
      ['key.hazardousChemicals', { hazardousChemicals: true }],
      ['key.heavyMetals', { heavyMetals: true }],
      ['key.landfill', { landfill: true }],
      ['key.legacyMine', { legacyMine: true }],
      ['key.keyEnvironmentalFacility', { keyEnvironmentalFacility: true }],
    ];
    expect(new Set(alone.map(([id]) => id))).toEqual(
      new Set(yingkou.classes.find(({ id }) => id === 'key')!.conditions.map(({ id }) => id)),
    );
    for (const [condition, object] of alone) {
      expect([classesOn(yingkou, object), reasonsOn(yingkou, object)]).toEqual([['key'], [condition]]);
    }
    expect(classesOn(yingkou, { constructionProject: true, permitCategory: '登记管理' })).toEqual(['general']);
  });

  test('挂牌督办 makes special in the calendar year after it; records and exposure have no such limit', () => {
    const event = (kind: EventFact['kind'], level?: EventFact['level']) => ({
      permitCategory: '重点管理' as const,
      events: [{ kind, date: '2022-11-03', ...(level ? { level } : {}) }],
    });
    const years = (object: Partial<ObjectFacts>) =>
      ['2022-12-01', '2023-01-01', '2023-12-31', '2024-01-01'].map((day) => classesOn(yingkou, object, day)[0]);
    expect(years(event('listedSupervision', 'municipal'))).toEqual(['key', 'special', 'special', 'key']);
    expect(years(event('listedSupervision', 'county'))).toEqual(['key', 'key', 'key', 'key']);
    expect(years(event('mediaExposure'))).toEqual(['special', 'special', 'special', 'special']);
    expect(years(event('crime'))).toEqual(['special', 'special', 'special', 'special']);
    expect(years(event('penalty'))).toEqual(['key', 'key', 'key', 'key']);
    expect(reasonsOn(yingkou, { seriousDishonesty: true })).toEqual(['special.seriousDishonesty']);
    expect(reasonsOn(yingkou, { environmentalCreditGrade: '严重失信' })).toEqual(['special.seriousDishonesty']);
    expect([reasonsOn(yingkou, { environmentalRisk: '高' }), classesOn(yingkou, { environmentalRisk: '中' })]).toEqual([
      ['special.environmentalRisk'],
      ['general'],
    ]);
  });

  test('the values come from an explanation, and the pack says so', () => {
    expect(yingkou.source.kind).toBe('explanation');
    expect(yingkou.source.note).toContain('编制说明');
  });

  test('every ambiguity that concerns it, with the reading used', () => {
    expect(ambiguities(yingkou)).toBe('01 02 03 04 05 06 07 08 09 10 11 28 44 45 46 48 51 54');
    expect(yingkou.settings).toMatchObject({
      'special.floor': 'provincialWarn',
      'cap.levels': 'all',
      'redraw.base': 'allKey',
      'redraw.strictness': 'soft',
      'horizon.type': 'fixed',
      'overlap.window': 'dateIntersect',
      'plan.due': 'none',
      'special.adHocDraw': true,
      'campaign.skipRecognised': true,
      'participation.rule': 'concludedOnce',
    });
  });
});

describe("Xiong'an", () => {
  test('the new area draws key and special objects; the counties also the two sub-directories of general ones', () => {
    expect(drawn(xiongan)).toEqual({
      newArea: ['key', 'special'],
      county: ['key', 'special', 'generalNonPositive', 'generalPositiveList'],
    });
  });

  test('six ratios, all of which must be kept; the positive list is looked at from afar', () => {
    expect(percentages(xiongan)).toEqual([
      'key newArea quarter 10% hard',
      'key county quarter 25% hard',
      'special newArea quarter 10% hard',
      'special county quarter 50% hard',
      'generalPositiveList county quarter 100% hard',
      'generalNonPositive county quarter 3% hard',
    ]);
    const offSite = (cls: string) => findRule(xiongan, 'ratio', { class: cls, level: 'county' })?.value.offSite;
    expect([offSite('generalPositiveList'), offSite('generalNonPositive')]).toEqual([true, undefined]);
    expect(findRule(xiongan, 'ratio', { class: 'generalNonPositive', level: 'newArea' })).toBeUndefined();
  });

  test('shares over all visits: 30 % joint, 80 % by credit grade, one interdepartmental task a quarter', () => {
    expect(findRule(xiongan, 'internalJointShare')).toMatchObject({ strictness: 'hard', value: { min: { p: 30 } } });
    expect(findRule(xiongan, 'creditShare')).toMatchObject({ strictness: 'hard', value: { min: { p: 80 } } });
    expect(findRule(xiongan, 'interdepartmental')?.value).toEqual({ every: 'quarter', min: 1 });
    expect(findRule(xiongan, 'credit')?.value.stratify).toBe(true);
  });

  test('no cap, no exemption, no coverage: nothing is judged, and the pack says that the scheme is silent', () => {
    expect(topicsOf(xiongan, ['cap', 'exemption', 'coverage', 'matters', 'jointItems'])).toEqual([]);
    const silent = findRule(xiongan, 'silence')!.value.list.map(({ topic }) => topic);
    expect(silent).toEqual(['cap', 'exemption', 'coverage', 'matters']);
  });

  test('seven triggers of a visit on site, the same seven as grounds of a directed inspection', () => {
    const { value, strictness } = findRule(xiongan, 'methods')!;
    expect([value.triggers.length, strictness]).toEqual([7, 'principle']);
    expect(findRule(xiongan, 'grounds')?.value.list).toEqual(value.triggers);
    expect(value.list.map(({ text }) => text)).toEqual(['现场检查', '科技检查', '其他检查']);
  });

  test('results every month, a summary before and statistics after the end of a quarter, an adjusted plan published again', () => {
    expect(findRule(xiongan, 'publication')?.value.kind).toBe('monthly');
    const reports = (['quarterlySummary', 'quarterlyStatistics'] as const).map((topic) =>
      findRule(xiongan, topic, { level: 'county' }),
    );
    expect(reports.map((rule) => [rule?.value.edge, rule?.value.workingDays, rule?.strictness])).toEqual([
      ['before', 3, 'hard'],
      ['after', 3, 'hard'],
    ]);
    expect(findRule(xiongan, 'planAdjustment')).toMatchObject({ strictness: 'hard' });
    expect(findRule(xiongan, 'planAdjustment')?.value.needs).toContain('republication');
    expect(findRule(xiongan, 'secrecy')?.value).toEqual({
      mode: 'optional',
      grounds: ['保密', '国家安全', '公共安全'],
    });
  });

  test('key gives way to special and to the positive list; special comes before it', () => {
    const positiveList = { from: '2023-01-01', to: '2023-06-30' };
    const key = { permitCategory: '重点管理' } as const;
    const listed = { kind: 'listedSupervision', level: 'provincial', date: '2022-06-01' } as const;
    expect(classesOn(xiongan, key)).toEqual(['key']);
    expect(classesOn(xiongan, { ...key, positiveList })).toEqual(['general', 'generalPositiveList']);
    expect(classesOn(xiongan, { ...key, positiveList }, '2023-07-01')).toEqual(['key']);
    expect(classesOn(xiongan, { ...key, events: [listed] })).toEqual(['special']);
    expect(classesOn(xiongan, { positiveList, events: [listed] })).toEqual(['special']);
    expect(classesOn(xiongan, { positiveList })).toEqual(['general', 'generalPositiveList']);
    expect(classesOn(xiongan, {})).toEqual(['general', 'generalNonPositive']);
  });

  test('conditions that the scheme does not state are marked as not its own', () => {
    const conditions = xiongan.classes
      .filter(({ standing }) => standing === 'exclusive')
      .flatMap((cls) => cls.conditions);
    expect(conditions).toHaveLength(8);
    for (const { origin, clause } of conditions) expect([origin, clause.note !== undefined]).toEqual(['derived', true]);
  });

  test('every ambiguity that concerns it, with the reading used', () => {
    expect(ambiguities(xiongan)).toBe('01 02 03 12 13 14 15 16 17 18 35 43 44 45 47 49 50 56');
    expect(xiongan.settings).toMatchObject({
      'joint.denominatorIncludesOffsiteFullCoverage': false,
      'publication.monthly.offsetMonths': 0,
      'report.summary.mode': 'window',
      'general.nonPositiveBase': 'eachCounty',
      'credit.unit': 'visits',
      'calc.poolOrder': 'leastDrawnFirst',
      'plan.due': 'none',
    });
  });
});

test.each([yingkou, xiongan])('$name: no quota is ours; what is ours says why', (pack) => {
  const derived = pack.rules.filter(({ origin }) => origin === 'derived');
  const topics = derived.map(({ topic }) => topic);
  for (const { clause } of derived) expect(clause.note).toBeDefined();
  expect(topics).toEqual(
    expect.arrayContaining(['planFields', 'approvals', 'draw', 'separation', 'wordings', 'archive', 'silence']),
  );
  const quotas: readonly Topic[] = [
    'ratio',
    'coverage',
    'redraw',
    'cap',
    'creditShare',
    'participation',
    'publication',
  ];
  expect(quotas.filter((topic) => topics.includes(topic))).toEqual([]);
});
