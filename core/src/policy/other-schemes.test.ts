import { describe, expect, test } from 'vitest';
import { anObject } from '../../test/facts-fixtures.ts';
import { loadPack } from '../../test/pack-files.ts';
import { candidates } from './candidates.ts';
import { classify } from './classify.ts';
import type { ObjectFacts } from './facts.ts';
import { quota } from './minimum-sequence.ts';
import type { Pack } from './pack.ts';

/** The format carries schemes of another build: two levels, rows, sub-directories, ranges, quotas by staff and by share. */

const clause = { section: '一', quote: '阳光管理' };
const condition = (id: string, when: string, within?: string) => ({
  id,
  fact: id,
  when,
  clause,
  ...(within ? { within } : {}),
});
const cls = (id: string, more: object = {}) => ({ id, name: id, clause, ...more });
const rule = (id: string, value: object, strictness = 'hard') => ({ id: `jiangxian/${id}`, value, strictness, clause });

interface Parts {
  readonly levels: readonly object[];
  readonly classes: readonly object[];
  readonly order: readonly string[];
  readonly rules: readonly object[];
}

/** A pack with other levels, classes and quotas; the rest is what every pack must say. */
function scheme({ levels, classes, order, rules }: Parts): Pack {
  return loadPack('jiangxian', (value) => {
    const tree = value as {
      levels: unknown;
      classes: unknown;
      rules: { id: string; value: object }[];
      ambiguities: unknown;
    };
    const replaced = ['ratio', 'annualRatio', 'coverage', 'cap', 'precedence', 'jointDraw'];
    const kept = tree.rules.filter(({ id }) => !replaced.includes(id.split('/')[1]!));
    tree.levels = levels;
    tree.classes = classes;
    tree.rules = [...kept, rule('precedence/all/all', { order, otherwise: 'general' }), ...rules] as typeof tree.rules;
    tree.ambiguities = [];
  });
}

test('two levels with their own classes and ratios, sub-directories, shares, redraws', () => {
  const pack = scheme({
    levels: [
      { id: 'newArea', name: '新区本级', classes: ['key', 'special'], clause },
      { id: 'county', name: '县级', classes: ['key', 'special', 'generalNonPositive', 'generalPositiveList'], clause },
    ],
    classes: [
      cls('special', {
        conditions: [condition('special.listed', 'event.kind == "listedSupervision"', 'previousYear')],
      }),
      cls('general', { conditions: [condition('general.positive', 'object.positiveList')] }),
      cls('key', { conditions: [condition('key.permit', 'object.permitCategory == "重点管理"')] }),
      cls('generalPositiveList', {
        standing: 'overlay',
        unless: ['special'],
        conditions: [condition('positive', 'object.positiveList')],
      }),
      cls('generalNonPositive', {
        standing: 'overlay',
        unless: ['special', 'key', 'generalPositiveList'],
        conditions: [condition('others', 'true')],
      }),
    ],
    order: ['special', 'general', 'key'],
    rules: [
      rule('ratio/key/newArea', { every: 'quarter', min: '10%' }),
      rule('ratio/key/county', { every: 'quarter', min: '25%' }),
      rule('ratio/generalNonPositive/county', { every: 'quarter', min: '3%' }),
      rule('ratio/generalPositiveList/county', { every: 'quarter', min: '100%', offSite: true }),
      rule('redraw/key/newArea', { min: '1%', among: 'county' }, 'soft'),
      rule('internalJointShare/all/all', { min: '30%' }),
      rule('creditShare/all/all', { min: '80%' }),
      rule('interdepartmental/all/all', { every: 'quarter', min: 1 }),
      rule('interdepartmentalFigures/all/all', { setBy: '领导小组办公室' }),
      rule('participation/all/all', { min: '90%' }),
      rule('publicationRate/all/all', { min: '100%' }),
      rule('target/key/county', { min: '100%' }, 'soft'),
      rule('floor/special/county', { coverageYears: 1 }, 'soft'),
      rule('replaceable/all/all', { either: ['daily', 'campaign'] }),
      rule('overlap/all/all', { offer: 'joint' }),
      rule('adHoc/all/all', { classes: ['special'] }),
      rule('consultation/all/all', { before: ['interdepartmentalJoint'] }),
      rule('quarterlySummary/all/all', { name: '工作总结', workingDays: 3, edge: 'before', receivers: ['新区'] }),
      rule('quarterlyStatistics/all/all', { name: '统计表', workingDays: 3, edge: 'after', receivers: ['新区'] }),
      rule('planTable/all/all', { title: '抽查计划表', columns: [{ label: '序号', field: 'serial' }] }),
    ],
  });
  const classOf = (object: Partial<ObjectFacts>) => {
    const { class: one, beside } = classify(pack, { object: anObject({ id: 'X', ...object }), date: '2026-05-01' });
    return [one, ...beside];
  };
  const positiveList = { from: '2026-01-01' };
  const listed = { kind: 'listedSupervision', date: '2025-06-01' } as const;
  expect(classOf({ permitCategory: '重点管理', positiveList })).toEqual(['general', 'generalPositiveList']);
  expect(classOf({ permitCategory: '重点管理' })).toEqual(['key']);
  expect(classOf({})).toEqual(['general', 'generalNonPositive']);
  expect(classOf({ permitCategory: '重点管理', positiveList, events: [listed] })).toEqual(['special']);

  const of = (id: string, level: 'newArea' | 'county', n: number) =>
    quota(pack, { class: id, level, year: 2026, bases: [n] }).map(({ required }) => required);
  expect([of('key', 'newArea', 111), of('key', 'county', 37), of('generalNonPositive', 'county', 73)].flat()).toEqual([
    12, 10, 3,
  ]);
  expect(of('generalPositiveList', 'county', 40)).toEqual([40]);
});

describe('rows of a table that exclude one another, half-years, a range, five years', () => {
  const pack = scheme({
    levels: [{ id: 'county', name: '县级', classes: ['A1', 'B1', 'B2', 'C4', 'nuclear', 'general'], clause }],
    classes: [
      cls('general'),
      cls('A1', { standing: 'overlay', conditions: [condition('a1', 'object.permitCategory == "重点管理"')] }),
      cls('B1', {
        standing: 'overlay',
        unless: ['A1'],
        conditions: [condition('b1', 'object.permitCategory == "简化管理"')],
      }),
      cls('B2', { standing: 'overlay', conditions: [condition('b2', '"municipal" in object.keyLists')] }),
      cls('C4', { standing: 'overlay', unless: ['A1', 'B1', 'B2'], conditions: [condition('c4', 'true')] }),
      cls('nuclear', { standing: 'overlay', conditions: [condition('nuclear.unit', 'object.nuclearUser')] }),
    ],
    order: ['general'],
    rules: [
      rule('ratio/A1/county', { every: 'quarter', min: '5%' }),
      rule('ratio/B2/county', { every: 'halfYear', min: '100%' }),
      rule('ratio/C4/county', { every: 'year', min: '10%', max: '30%' }),
      rule('coverage/general/county', { years: 5, from: '2022-01-01' }),
      rule('ratio/general/county', { every: 'month', min: '2%' }),
    ],
  });

  test('an object stands on all its rows', () => {
    const object = anObject({
      id: 'X',
      permitCategory: '重点管理',
      keyListMember: [{ level: 'municipal' }],
      nuclearUser: true,
    });
    expect(classify(pack, { object, date: '2026-05-01' }).memberOf).toEqual(['general', 'A1', 'B2', 'nuclear']);
    expect(classify(pack, { object: anObject({ id: 'Y' }), date: '2026-05-01' }).beside).toEqual(['C4']);
  });

  test('rounds by half-years, months, and a range', () => {
    const rows = (id: string, bases: number[]) =>
      quota(pack, { class: id, level: 'county', year: 2026, bases }).map(({ period, required, max }) => [
        period,
        required,
        max,
      ]);
    expect(rows('A1', [22, 22, 22, 22]).map(([, required]) => required)).toEqual([2, 2, 2, 2]);
    expect(rows('B2', [7, 7])).toEqual([
      ['2026H1', 7, undefined],
      ['2026H2', 7, undefined],
    ]);
    expect(rows('C4', [20])).toEqual([['2026', 2, 6]]);
    expect(rows('general', [113])).toEqual([['2026-01', 3, undefined]]);
  });

  test('tiers of a five-year duty count from its beginning', () => {
    const list = candidates(pack, {
      class: 'general',
      level: 'county',
      period: '2026-05',
      date: '2026-05-10',
      objects: [anObject({ id: 'X' })],
      visits: [],
    });
    expect(list).toMatchObject({ cycle: { from: '2022-01-01', to: '2026-12-31' }, required: 1 });
    expect(list).not.toHaveProperty('uncovered');
  });
});

test('fields of methods that only some schemes use', () => {
  const pack = loadPack('jiangxian', (value) => {
    const { rules } = value as { rules: { id: string; value: object }[] };
    rules.find(({ id }) => id.includes('/methods/'))!.value = {
      list: [{ id: 'onSite', text: '现场检查' }],
      approval: ['onSite'],
      offSiteFirst: 'object.positiveList',
      triggers: [{ id: 'complaint', text: '信访举报' }],
    };
  });
  const methods = pack.rules.find(({ topic }) => topic === 'methods');
  expect(methods?.value).toMatchObject({
    offSiteFirst: { source: 'object.positiveList' },
    triggers: [{ id: 'complaint' }],
  });
});
