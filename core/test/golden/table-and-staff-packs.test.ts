import { describe, expect, test } from 'vitest';
import { classify } from '../../src/policy/classify.ts';
import type { EventFact, Method, ObjectFacts } from '../../src/policy/facts.ts';
import { methodFindings, methodGuard } from '../../src/policy/methods.ts';
import { findRule, type Pack, rulesOf } from '../../src/policy/pack.ts';
import { directedGround, documentsFor } from '../../src/policy/paperwork.ts';
import { anObject, aVisit } from '../facts-fixtures.ts';
import { loadPack, withSwitches } from '../pack-files.ts';
import { goldenCase } from './golden-case.ts';

/** The packs with ratios by the rows of a table and with a number by staff, by what an official looks up first. */

const yiliang = loadPack('yiliang');
const xinxian = loadPack('xinxian');

function classesOn(pack: Pack, object: Partial<ObjectFacts>, date = '2022-05-10'): readonly string[] {
  const { class: one, beside } = classify(pack, { object: anObject({ id: 'X', ...object }), date });
  return [one, ...beside];
}

const drawn = (pack: Pack) => Object.fromEntries(pack.levels.map(({ id, classes }) => [id, classes.join(' ')]));
const ambiguities = (pack: Pack) => pack.ambiguities.map(({ id }) => id.slice(4)).join(' ');

function ratios(pack: Pack): readonly string[] {
  return rulesOf(pack, 'ratio').map(({ class: cls, level, value: { every, min, max, times = 1 }, strictness }) => {
    const range = [min, ...(max ? [max] : [])].map(({ p, q }) => `${(p * 100) / q}%`).join('–');
    return [cls, level, every, times > 1 ? `${times}×` : '', range, strictness].filter((word) => word !== '').join(' ');
  });
}

const onList: Partial<ObjectFacts> = { keyListMember: [{ year: 2022, level: 'municipal' }] };
const positive: Partial<ObjectFacts> = { positiveList: { from: '2022-01-01', to: '2022-12-31' } };
const demand = (header: string): Partial<ObjectFacts> => ({ tags: [`要求:${header}`] });
const stated = (...tierRows: string[]): Partial<ObjectFacts> => ({ tierRows });

describe('Yiliang', () => {
  test('the city draws the A rows, the county every row but A4, projects and nuclear units', () => {
    expect(drawn(yiliang)).toEqual({
      municipal: 'A1 A2 A3 A4',
      county: 'A1 A2 A3 B1 B2 B3 C1 C2 C3 C4 construction nuclear',
    });
  });

  test('every row of table one at both levels, all of which must be kept', () => {
    expect(ratios(yiliang)).toEqual([
      'A1 municipal quarter 10% hard',
      'A1 county quarter 5% hard',
      'A2 municipal halfYear 100% hard',
      'A2 county year 10% hard',
      'A3 municipal halfYear 100% hard',
      'A3 county year 10% hard',
      'A4 municipal year 100% hard',
      'B1 county quarter 10% hard',
      'B2 county halfYear 100% hard',
      'B3 county halfYear 100% hard',
      'C1 county quarter 10% hard',
      'C2 county halfYear 100% hard',
      'C3 county halfYear 100% hard',
      'C4 county year 10%–30% hard',
      'construction county year 100% hard',
      'nuclear county year 100% hard',
    ]);
  });

  test('two rounds a year: one in each half, twice at any time, or together', () => {
    const twice = (switches: Record<string, string>) =>
      ratios(withSwitches(yiliang, switches))
        .filter((ratio) => /^(A[23] municipal|B[23]|C[23])/.test(ratio))
        .map((ratio) => ratio.replace(/^\S+ \S+ /, ''));
    expect(twice({})).toEqual(Array(6).fill('halfYear 100% hard'));
    expect(twice({ 'tier.halfYears': 'anyTime' })).toEqual(Array(6).fill('year 2× 100% hard'));
    for (const half of ['onePerHalf', 'anyTime']) {
      const together = twice({ 'tier.ratioScope': 'perYear', 'tier.halfYears': half });
      expect(together).toEqual(Array(6).fill('year 100% hard'));
    }
  });

  test.each([
    ['A1', { permitCategory: '重点管理' }, 'key'],
    ['A2', demand('部厅要求'), 'key'],
    ['A3', demand('督察要求'), 'key'],
    ['A4', demand('经常性问题'), 'key'],
    ['B1', { permitCategory: '简化管理' }, 'general'],
    ['B2', onList, 'key'],
    ['B3', demand('市政府要求'), 'key'],
    ['C1', { permitCategory: '登记管理' }, 'general'],
    ['C2', demand('县区政府要求'), 'special'],
    ['C3', demand('集中投诉'), 'special'],
    ['C4', {}, 'general'],
  ] as const)('row %s by its facts and by hand, and its class for reports', (row, facts, cls) => {
    const without: Partial<ObjectFacts> = { permitCategory: 'none' };
    expect(classesOn(yiliang, { ...without, ...facts })).toEqual([cls, row]);
    expect(classesOn(yiliang, { ...without, ...stated(row) })).toEqual([cls, row]);
    expect(findRule(yiliang, 'classMap')?.value.rows[row]).toBe(cls);
  });

  test('simplified permits are outside A, registered ones outside A and B; every other row stands by itself', () => {
    expect(classesOn(yiliang, { permitCategory: '简化管理', ...demand('督察要求') })).toEqual(['key', 'A3']);
    expect(classesOn(yiliang, { permitCategory: '登记管理', ...demand('市政府要求') })).toEqual(['key', 'B3']);
    expect(classesOn(yiliang, { permitCategory: '登记管理', ...demand('集中投诉') })).toEqual(['special', 'C1', 'C3']);
    expect(classesOn(yiliang, { permitCategory: '重点管理', ...onList })).toEqual(['key', 'A1', 'B2']);
    expect(classesOn(yiliang, { ...onList, keyListMember: [{ year: 2021, level: 'municipal' }] })).not.toContain('B2');
    expect(classesOn(yiliang, { keyListMember: [{ level: 'provincial' }] })).not.toContain('B2');
  });

  test('the rest holds polluters only, or only those named for it', () => {
    const none: Partial<ObjectFacts> = { permitCategory: 'none' };
    expect(classesOn(yiliang, { ...none, serviceAgency: true })).toEqual(['general']);
    expect(classesOn(yiliang, { ...none, constructionProject: true })).toEqual(['construction']);
    expect(classesOn(yiliang, { permitCategory: '登记管理', constructionProject: true })).toEqual(['construction']);
    expect(classesOn(yiliang, { ...none, nuclearUser: true })).toEqual(['general', 'C4', 'nuclear']);
    const named = withSwitches(yiliang, { 'tier.c4Residual': false });
    expect([classesOn(named, none), classesOn(named, { ...none, ...stated('C4') })]).toEqual([
      ['general'],
      ['general', 'C4'],
    ]);
  });

  test('classes by rows or by conditions; rows and ratios stay', () => {
    const byConditions = withSwitches(yiliang, { 'tier.classMap': 'conditions' });
    const event = (kind: EventFact['kind'], more: Partial<EventFact> = {}): Partial<ObjectFacts> => ({
      permitCategory: '重点管理',
      events: [{ kind, date: '2021-06-10', ...more }],
    });
    const both = (object: Partial<ObjectFacts>) => [yiliang, byConditions].map((pack) => classesOn(pack, object)[0]);
    expect(both({ permitCategory: '简化管理', ...demand('部厅要求') })).toEqual(['key', 'general']);
    expect(both({ permitCategory: '简化管理', ...demand('集中投诉') })).toEqual(['special', 'general']);
    expect(both(event('listedSupervision', { level: 'municipal' }))).toEqual(['key', 'special']);
    expect(both(event('listedSupervision', { level: 'county' }))).toEqual(['key', 'key']);
    expect(both(event('mediaExposure'))).toEqual(['key', 'special']);
    expect(both(event('crime'))).toEqual(['key', 'special']);
    expect(both({ permitCategory: '重点管理', environmentalRisk: '高' })).toEqual(['key', 'special']);
    expect(both({ permitCategory: '重点管理', ...positive })).toEqual(['general', 'general']);
    expect(both({ permitCategory: '重点管理', ...positive, seriousDishonesty: true })).toEqual(['special', 'special']);
    expect(findRule(byConditions, 'classMap')).toBeUndefined();
  });

  test('the directory of the worked cases: 37 key, 113 general, 9 special, 4 projects; 6 nuclear units among them', () => {
    const { directory } = goldenCase('L-01') as { directory: Record<string, number> };
    const facts: Record<string, Partial<ObjectFacts>> = {
      A1: { permitCategory: '重点管理' },
      A2: demand('部厅要求'),
      A3: demand('督察要求'),
      A4: demand('经常性问题'),
      B1: { permitCategory: '简化管理' },
      B2: onList,
      B3: demand('市政府要求'),
      C1: { permitCategory: '登记管理' },
      C2: demand('县区政府要求'),
      C3: demand('集中投诉'),
      C4: {},
      construction: { constructionProject: true },
    };
    const objects = Object.entries(facts).flatMap(([row, fact]) =>
      Array.from({ length: directory[row]! }, (): Partial<ObjectFacts> => ({ permitCategory: 'none', ...fact })),
    );
    const nuclear = objects.map((object, i) => (i < directory['nuclear']! ? { ...object, nuclearUser: true } : object));
    const found = nuclear.map((object) => classesOn(yiliang, object));
    const countOf = (cls: string) => found.filter((classes) => classes.includes(cls)).length;
    for (const row of [...Object.keys(facts), 'nuclear']) expect(countOf(row), row).toBe(directory[row]);
    expect(['key', 'general', 'special', 'construction'].map(countOf)).toEqual([37, 113, 9, 4]);
  });

  test('seven grounds and two more triggers; a special action is one of them unless read as a campaign', () => {
    expect(findRule(yiliang, 'grounds')?.value.list).toHaveLength(9);
    expect(findRule(yiliang, 'scope')?.value.outside).toEqual(['专项行动']);
    expect(directedGround(yiliang, 'campaignAction')?.text).toBe('专项行动');
    const campaign = withSwitches(yiliang, { 'scope.campaignAction': 'campaign' });
    expect(findRule(campaign, 'grounds')?.value.list).toHaveLength(8);
    expect([directedGround(campaign, 'campaignAction'), findRule(campaign, 'scope')?.value.outside]).toEqual([
      undefined,
      [],
    ]);
  });

  test('written checks and third parties need approval; off site first may be left with a reason', () => {
    const ask = (method: Method, object: Partial<ObjectFacts>, trigger?: string) =>
      methodGuard(yiliang, { object: anObject({ id: 'X', ...object }), date: '2022-05-10', method, trigger }).answer;
    expect(findRule(yiliang, 'methods')?.strictness).toBe('hard');
    expect([ask('written', {}), ask('thirdParty', {}), ask('tech', positive)]).toEqual([
      'needsApproval',
      'needsApproval',
      'allowed',
    ]);
    expect([ask('onSite', {}), ask('onSite', positive), ask('onSite', positive, '投诉举报')]).toEqual([
      'allowed',
      'needsJustification',
      'allowed',
    ]);
    expect(ask('onSite', { ...positive, nuclearUser: true })).toBe('allowed');
    const visit = aVisit({ objectId: 'X', date: '2022-05-10', method: 'onSite' });
    const reason = { reason: '设施检修', approvedBy: '分管负责同志' };
    const severities = [visit, { ...visit, justification: reason }].flatMap((one) =>
      methodFindings(yiliang, [{ object: anObject({ id: 'X', ...positive }), visit: one }]),
    );
    expect(severities.map(({ code, severity }) => [code, severity])).toEqual([
      ['METHOD_VIOLATION', 'error'],
      ['METHOD_VIOLATION', 'justified'],
    ]);
  });

  test('11 matters, 14 tags of objects, 8 wordings, 8 columns, 3 % joint, the figures of the office', () => {
    expect(findRule(yiliang, 'matters')?.value.list).toHaveLength(11);
    expect(findRule(yiliang, 'tags')?.value.objects).toHaveLength(14);
    expect(findRule(yiliang, 'tags')?.value.inspectors).toContain('年度检查次数');
    expect(findRule(yiliang, 'wordings')?.value.list).toHaveLength(8);
    expect(findRule(yiliang, 'planTable')?.value.columns).toHaveLength(8);
    expect(findRule(yiliang, 'internalJointShare')).toMatchObject({ strictness: 'hard', value: { min: { p: 3 } } });
    expect(findRule(yiliang, 'interdepartmentalFigures')?.strictness).toBe('hard');
  });

  test('an unannounced visit leaves a printed record and the integrity card; an off-site check neither', () => {
    expect(documentsFor(yiliang, { foundProblem: false, onSite: false }).required).toEqual(['检查记录']);
    expect(findRule(yiliang, 'discipline')?.value.list).toContain('按要求填报《廉政监督卡》');
    expect(findRule(yiliang, 'upload')?.value.within).toBe('atOnce');
    expect(findRule(yiliang, 'organisation')?.value.list[0]).toBe('领导小组：组长1名，副组长4名，成员4名');
  });

  test('no cap, no exemption, no date of the plan: the pack says that the scheme is silent', () => {
    const topics = ['cap', 'exemption', 'coverage', 'planDue', 'planPublication'];
    expect(findRule(yiliang, 'silence')!.value.list.map(({ topic }) => topic)).toEqual(topics);
    expect(rulesOf(yiliang, 'cap')).toEqual([]);
  });

  test('every ambiguity that concerns it, with the reading used', () => {
    expect(ambiguities(yiliang)).toBe('01 02 12 13 28 29 30 31 32 33 34 35 36 43 44 45 47 56 58 59');
    expect(yiliang.settings).toMatchObject({
      'tier.classMap': 'rows',
      'tier.ratioScope': 'perRound',
      'tier.halfYears': 'onePerHalf',
      'tier.multiMembership': 'everyRow',
      'tier.rangeUpperBound': 'hard',
      'tier.c4Residual': true,
      'joint.internalDenominator': 'visits',
      'scope.campaignAction': 'targeted',
      'plan.due': 'none',
    });
  });
});

describe('Xinxian', () => {
  const key: Partial<ObjectFacts> = { keyListMember: [{ year: 2022, level: 'municipal' }] };

  test('30 % of key objects a quarter must be; general ones by the number of officers; the plan table warns', () => {
    expect(ratios(xinxian)).toEqual(['key county quarter 30% hard']);
    expect(findRule(xinxian, 'headcount', { class: 'general', level: 'county' })).toMatchObject({
      strictness: 'hard',
      value: { objectsPerOfficer: 10 },
    });
    expect(rulesOf(xinxian, 'target').map(({ class: cls, strictness }) => [cls, strictness])).toEqual([
      ['key', 'soft'],
      ['general', 'soft'],
    ]);
  });

  test('special objects have no ratio, unless they are to be treated like key ones', () => {
    const special = { class: 'special', level: 'county' } as const;
    expect(findRule(xinxian, 'noRatio', special)?.strictness).toBe('info');
    const asKey = withSwitches(xinxian, { 'special.ratio': 'asKey' });
    expect(findRule(asKey, 'noRatio', special)).toBeUndefined();
    expect(findRule(asKey, 'ratio', special)?.value).toMatchObject({ every: 'quarter', min: { p: 30, q: 100 } });
  });

  test("key by the city's list only; special by the bureau's own mark; neither an event nor a grade makes one", () => {
    const listed = { kind: 'listedSupervision', level: 'municipal', date: '2021-06-10' } as const;
    expect(classesOn(xinxian, key)).toEqual(['key']);
    expect(classesOn(xinxian, { keyListMember: [{ year: 2022 }] })).toEqual(['key']);
    expect(classesOn(xinxian, { keyListMember: [{ year: 2022, level: 'provincial' }] })).toEqual(['general']);
    expect(classesOn(xinxian, { permitCategory: '重点管理' })).toEqual(['general']);
    expect(classesOn(xinxian, { ...key, events: [listed] })).toEqual(['key']);
    expect(classesOn(xinxian, { seriousDishonesty: true })).toEqual(['general']);
    expect(classesOn(xinxian, { ...key, tags: ['类别:特殊监管对象'] })).toEqual(['special']);
  });

  test('construction projects count among general objects, or stand apart without a ratio and can still be drawn', () => {
    const project: Partial<ObjectFacts> = { constructionProject: true };
    const construction = { class: 'construction', level: 'county' } as const;
    expect(classesOn(xinxian, project)).toEqual(['general']);
    expect(findRule(xinxian, 'noRatio', construction)).toBeUndefined();
    const apart = withSwitches(xinxian, { 'class.constructionInGeneral': false });
    expect(classesOn(apart, project)).toEqual(['construction']);
    expect(drawn(apart)['county']).toContain('construction');
    expect(findRule(apart, 'noRatio', construction)?.strictness).toBe('info');
  });

  test("supervision staff are admitted and hand over; nine grounds, five wordings, two people: not the scheme's own", () => {
    expect(findRule(xinxian, 'admission')?.value.staffKinds).toEqual(['enforcement', 'dailySupervision']);
    expect(findRule(xinxian, 'handOver')?.value).toEqual({ from: ['dailySupervision'], to: 'enforcement' });
    const ours = (['grounds', 'wordings', 'group'] as const).map((topic) => findRule(xinxian, topic)!);
    expect(ours.map(({ origin }) => origin)).toEqual(['derived', 'derived', 'derived']);
    expect(findRule(xinxian, 'grounds')?.value.list).toEqual(findRule(loadPack('yingkou'), 'grounds')?.value.list);
    expect(findRule(xinxian, 'wordings')?.value.list).toEqual(findRule(loadPack('jiangxian'), 'wordings')?.value.list);
    expect(findRule(xinxian, 'group')?.value.min).toBe(2);
  });

  test('a natural year; results 20 working days after the task; recognised within the plan; special campaigns not named', () => {
    expect(findRule(xinxian, 'planPeriod')?.value).toEqual({ from: '01-01', to: '12-31' });
    expect(findRule(xinxian, 'publication')?.value).toMatchObject({ workingDays: 20, from: 'taskCompleted' });
    expect(findRule(xinxian, 'recognition')?.value.within).toBe('planPeriod');
    expect(findRule(xinxian, 'scope')?.value.taskTypes).not.toContain('campaign');
    expect(findRule(xinxian, 'planTable')).toMatchObject({ strictness: 'soft' });
    expect(rulesOf(xinxian, 'cap')).toEqual([]);
  });

  test('every ambiguity that concerns it, with the reading used', () => {
    expect(ambiguities(xinxian)).toBe('01 02 10 28 37 38 39 40 41 42 43 44 45 53 56');
    expect(xinxian.settings).toMatchObject({
      'planTable.policy': 'warn',
      'generalQuota.inspectorCount': 'certifiedOnStaffOnDuty',
      'generalQuota.countDate': 'yearStart',
      'special.ratio': 'none',
      'class.constructionInGeneral': true,
      'publication.startsFrom': 'taskCompleted',
      'plan.due': 'none',
    });
  });
});

test.each([yiliang, xinxian])('$name: what is ours says why; no quota in force is ours', (pack) => {
  const derived = pack.rules.filter(({ origin }) => origin === 'derived');
  for (const { clause } of derived) expect(clause.note).toBeDefined();
  const quotas = (['ratio', 'headcount', 'target', 'internalJointShare', 'publication'] as const).flatMap((topic) =>
    rulesOf(pack, topic).map(({ origin }) => origin),
  );
  expect(new Set(quotas)).toEqual(new Set(['scheme']));
});
