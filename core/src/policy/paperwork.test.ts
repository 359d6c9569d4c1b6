import { describe, expect, test } from 'vitest';
import { anObject } from '../../test/facts-fixtures.ts';
import { ANNEX_ITEMS } from '../../test/golden/annex-items.ts';
import { loadPack, withSwitches } from '../../test/pack-files.ts';
import { findingOn, verdictOf } from './findings.ts';
import { expandItems } from './items.ts';
import { findRule, type Pack } from './pack.ts';
import {
  checkWording,
  directedGround,
  documentsFor,
  isRecordOnly,
  mayDispose,
  mayDrawAgain,
  mayDropPlanEntry,
  mayRemoveItem,
  retainUntil,
  secrecyAnswer,
  taskGuard,
  wordings,
} from './paperwork.ts';

const pack = loadPack('jiangxian');

test('three noes: what is missing is named, with the rule', () => {
  expect(taskGuard(pack, { legalBasis: false, itemOnList: true, inPlan: false })).toMatchObject({
    allowed: false,
    missing: ['legalBasis', 'inPlan'],
    rule: 'jiangxian/guard/all/all',
  });
  expect(taskGuard(pack, { legalBasis: true, itemOnList: true, inPlan: true })).toMatchObject({
    allowed: true,
    missing: [],
  });
});

test('exactly nine grounds for a directed inspection, eleven subject matters', () => {
  expect(findRule(pack, 'grounds')?.value.list).toHaveLength(9);
  expect(directedGround(pack, 'complaint')?.text).toBe('被投诉举报涉嫌违法违规的');
  expect(directedGround(pack, 'mood')).toBeUndefined();
  const matters = findRule(pack, 'matters')?.value.list;
  expect(matters).toHaveLength(11);
  expect(matters).toContain('突发环境事件应急预案备案情况');
});

describe('documents', () => {
  test('name their rule and depend on the finding', () => {
    expect(documentsFor(pack, { foundProblem: false, onSite: false })).toMatchObject({
      required: ['现场检查表'],
      rule: 'jiangxian/documents/all/all',
    });
  });

  test('a paper that another case of the visit requires is not forbidden', () => {
    const under = withDocuments([
      { when: 'noProblem', required: ['检查表'], forbiddenByDefault: ['检查记录'], enterpriseConfirmation: false },
      { when: 'onSite', required: ['检查记录', '检查表'], forbiddenByDefault: [], enterpriseConfirmation: false },
    ]);
    expect(documentsFor(under, { foundProblem: false, onSite: true })).toMatchObject({
      required: ['检查表', '检查记录'],
      forbiddenByDefault: [],
      enterpriseConfirmation: false,
    });
  });

  function withDocuments(cases: Extract<Pack['rules'][number], { topic: 'documents' }>['value']['cases']): Pack {
    return {
      ...pack,
      rules: pack.rules.map((rule) => (rule.topic === 'documents' ? { ...rule, value: { cases } } : rule)),
    };
  }
});

describe('wordings', () => {
  test('M-03: exactly the five of the scheme', () => {
    expect(wordings(pack).map(({ text }) => text)).toEqual([
      '未发现问题',
      '发现问题已责令整改',
      '发现问题已立案调查',
      '不配合检查情节严重',
      '未发现开展本次抽查涉及的经营活动',
    ]);
  });

  test('need what they speak of', () => {
    expect(checkWording(pack, '未发现问题', {})).toMatchObject({ ok: true, value: { finding: 'none' } });
    expect(checkWording(pack, '发现问题已立案调查', {})).toEqual({ ok: false, error: 'caseNumberMissing' });
    expect(checkWording(pack, '发现问题已立案调查', { caseNumber: '示环立〔2026〕1号' }).ok).toBe(true);
    expect(checkWording(pack, '发现问题已责令整改', {})).toEqual({ ok: false, error: 'rectificationDueMissing' });
    expect(checkWording(pack, '发现问题已责令改正', {})).toEqual({ ok: false, error: 'notInPack' });
  });
});

test('M-04: three grounds must not be published; another is no ground; optional packs may withhold', () => {
  const answers = (under: Pack) =>
    ['国家秘密', '商业秘密', '个人隐私', '公共安全'].map((ground) => secrecyAnswer(under, ground).answer);
  expect(answers(pack)).toEqual(['mustNot', 'mustNot', 'mustNot', 'notAGround']);
  const optional = {
    ...pack,
    rules: pack.rules.map((rule) =>
      rule.topic === 'secrecy' ? { ...rule, value: { ...rule.value, mode: 'optional' as const } } : rule,
    ),
  };
  expect(answers(optional)).toEqual(['mayNot', 'mayNot', 'mayNot', 'notAGround']);
});

test('archives: from the day that completes three years', () => {
  expect(retainUntil(pack, '2026-11-20')).toBe('2029-11-20');
  expect(mayDispose(pack, '2026-11-20', '2029-11-19')).toBe(false);
  expect(mayDispose(pack, '2026-11-20', '2029-11-20')).toBe(true);
});

describe('switched permissions', () => {
  test('AMB-24: an item handed down ends only with its law', () => {
    expect(mayRemoveItem(pack, { handedDown: true, repealed: false })).toBe(false);
    expect(mayRemoveItem(pack, { handedDown: true, repealed: true })).toBe(true);
    expect(mayRemoveItem(pack, { handedDown: false, repealed: false })).toBe(true);
    expect(mayRemoveItem(withSwitches(pack, { 'items.removal': 'free' }), { handedDown: true, repealed: false })).toBe(
      true,
    );
  });

  test('AMB-55: an entry of the plan handed down stays', () => {
    expect(mayDropPlanEntry(pack, { handedDown: true })).toBe(false);
    expect(mayDropPlanEntry(pack, { handedDown: false })).toBe(true);
    expect(mayDropPlanEntry(withSwitches(pack, { 'plan.addOnly': false }), { handedDown: true })).toBe(true);
  });

  test('AMB-52: one draw a period, a second only for a shortage', () => {
    expect(mayDrawAgain(pack, { drawsHeld: 0, stillRequired: 10 })).toEqual({ allowed: true, supplementary: false });
    expect(mayDrawAgain(pack, { drawsHeld: 1, stillRequired: 0 })).toEqual({ allowed: false, supplementary: true });
    expect(mayDrawAgain(pack, { drawsHeld: 1, stillRequired: 4 })).toEqual({ allowed: true, supplementary: true });
    const often = withSwitches(pack, { 'draw.perPeriod': 'atLeastOnce' });
    expect(mayDrawAgain(often, { drawsHeld: 3, stillRequired: 0 }).allowed).toBe(true);
  });

  test('AMB-27: a full take is a record without chance, unless the pack draws it', () => {
    expect(isRecordOnly(pack, { fullTake: true })).toBe(true);
    expect(isRecordOnly(pack, { fullTake: false })).toBe(false);
    expect(isRecordOnly(withSwitches(pack, { 'draw.fullTake': 'random' }), { fullTake: true })).toBe(false);
  });
});

describe('items', () => {
  const expand = (object: Parameters<typeof expandItems>[1]['object'], cls: string, beside: readonly string[] = []) =>
    expandItems(pack, { object, class: cls, beside, date: '2026-11-20', items: ANNEX_ITEMS });

  test('by class and by every trait, in the order of the list', () => {
    const plant = anObject({ id: 'X', sewagePlant: true, hazardousWasteRole: ['产生', '经营'] });
    expect(expand(plant, 'key')).toMatchObject({
      serials: ['1', '4', '5a', '5b'],
      unknownKinds: [],
      rule: 'jiangxian/items/all/all',
    });
    expect(expand(anObject({ id: 'X' }), 'construction').serials).toEqual([]);
  });

  test('an alias of the list’s word counts; a word the pack does not know is told', () => {
    const items = [
      { ...ANNEX_ITEMS[1]!, objectKind: ['一般排污单位'] },
      { ...ANNEX_ITEMS[1]!, serialNo: '9', objectKind: ['矿山'] },
      { ...ANNEX_ITEMS[1]!, serialNo: '10', objectKind: ['矿山', '联合抽查对象'] },
    ];
    const found = expandItems(pack, {
      object: anObject({ id: 'X', jointObject: true }),
      class: 'general',
      beside: ['jointObject'],
      date: '2026-11-20',
      items,
    });
    expect(found.serials).toEqual(['2', '10']);
    expect(found.unknownKinds).toEqual(['矿山']);
  });

  test('without flags beside the class', () => {
    const { serials } = expandItems(pack, {
      object: anObject({ id: 'X' }),
      class: 'special',
      date: '2026-11-20',
      items: ANNEX_ITEMS,
    });
    expect(serials).toEqual(['3']);
  });
});

describe('findings', () => {
  const rule = findRule(pack, 'cap')!;
  const why = { reason: '理由', approvedBy: '负责人' };

  test('severity follows strictness; only a principle is justified', () => {
    const severity = (strictness: 'hard' | 'principle' | 'soft' | 'info') =>
      findingOn(rule, 'OVER_CAP', { strictness, justification: why }).severity;
    expect([severity('hard'), severity('principle'), severity('soft'), severity('info')]).toEqual([
      'error',
      'justified',
      'warning',
      'info',
    ]);
    expect(findingOn(rule, 'OVER_CAP', {}).severity).toBe('error');
  });

  test('verdict: any error, else any warning or justified one; info is only shown', () => {
    const of = (...severities: ('error' | 'justified' | 'warning' | 'info')[]) =>
      verdictOf(severities.map((severity) => ({ severity })));
    expect([of(), of('info'), of('warning', 'info'), of('justified'), of('warning', 'error')]).toEqual([
      'compliant',
      'compliant',
      'warning',
      'warning',
      'noncompliant',
    ]);
  });
});
