import { expect, test } from 'vitest';
import { anObject, aVisit } from '../../test/facts-fixtures.ts';
import { loadPack, packNames } from '../../test/pack-files.ts';
import type { VisitFact } from './facts.ts';
import { countsUnder, isInterdepartmentalClass, leadDraws, namedPartners } from './joint-draw.ts';
import { doneIn, makeLedger } from './ledger.ts';

type Tree = { rules: { id: string; value: Record<string, unknown> }[] };
const jiangxian = loadPack('jiangxian');
const edited = (name: string, edit: (rules: Tree['rules']) => Tree['rules']) =>
  loadPack(name, (value) => {
    const tree = value as unknown as Tree;
    tree.rules = edit(tree.rules);
  });
const jointDraw = (more: object) => (rules: Tree['rules']) =>
  rules.map((rule) => (rule.id.includes('/jointDraw/') ? { ...rule, value: { ...rule.value, ...more } } : rule));

test('which classes are interdepartmental is what the pack says', () => {
  expect(isInterdepartmentalClass(jiangxian, 'jointObject')).toBe(true);
  expect(isInterdepartmentalClass(jiangxian, 'key')).toBe(false);
  expect(isInterdepartmentalClass(edited('jiangxian', jointDraw({ classes: ['key'] })), 'jointObject')).toBe(false);
  const silent = edited('jiangxian', (rules) => rules.filter(({ id }) => !id.includes('/jointDraw/')));
  expect(isInterdepartmentalClass(silent, 'jointObject')).toBe(false);
  expect(leadDraws(silent)).toBeUndefined();
});

test('whom the scheme names for a class comes along: by what its lists call the objects, once each, where it binds', () => {
  const named = namedPartners(jiangxian, 'jointObject');
  expect(named).toMatchObject({
    departments: ['绛县城乡和住房建设管理局'],
    clause: { section: '四（五）5', quote: expect.stringContaining('城乡和住房建设管理局配合') },
  });
  expect(namedPartners(jiangxian, 'key')).toBeUndefined();
  for (const name of packNames().filter((one) => one !== 'jiangxian'))
    expect(loadPack(name).classes.flatMap(({ id }) => namedPartners(loadPack(name), id) ?? [])).toEqual([]);
  const item = (objectKind: string, ...partnerDepartments: string[]) => ({
    ...{ name: '某事项', leadDepartment: '假想分局', partnerDepartments, objectKind },
  });
  const listed = (more: object, ...list: object[]) =>
    edited('jiangxian', (rules) =>
      rules.map((rule) => (rule.id.includes('/jointItems/') ? { ...rule, value: { list }, ...more } : rule)),
    );
  const both = listed(
    {},
    item('联合抽查对象', '甲局', '乙局'),
    item('生活污水处理中心', '乙局'),
    item('加油站', '丙局'),
  );
  expect(namedPartners(both, 'jointObject')?.departments).toEqual(['甲局', '乙局']);
  expect(namedPartners(listed({}, item('加油站', '丙局')), 'jointObject')).toBeUndefined();
  expect(namedPartners(listed({ strictness: 'soft' }, item('联合抽查对象', '甲局')), 'jointObject')).toBeUndefined();
  const unlisted = edited('jiangxian', (rules) => rules.filter(({ id }) => !id.includes('/jointItems/')));
  expect(namedPartners(unlisted, 'jointObject')).toBeUndefined();
});

test('a class that the pack does not have is a fault', () => {
  expect(() => edited('jiangxian', jointDraw({ classes: ['nobody'] }))).toThrow('nobody');
});

test('every shipped pack says who draws for an interdepartmental inspection', () => {
  expect(packNames().map((name) => leadDraws(loadPack(name))?.value.drawnBy)).toEqual(
    packNames().map(() => ['own', 'lead']),
  );
  expect(leadDraws(edited('yingkou', jointDraw({ drawnBy: ['own'] })))).toBeUndefined();
});

test('what was drawn elsewhere counts as the pack says', () => {
  const visit = aVisit({
    objectId: 'K-1',
    date: '2026-03-10',
    taskType: 'interdepartmentalJoint',
    drawnElsewhere: true,
  });
  const done = (pack: typeof jiangxian, one: VisitFact) =>
    doneIn(
      makeLedger(pack, {
        ...({ level: 'county', year: 2026, asOf: '2027-01-01' } as const),
        ...{ objects: [anObject({ id: 'K-1' })], visits: [one] },
      }),
      'key',
      '2026',
    ).length;
  expect(done(jiangxian, visit)).toBe(1);
  const outside = edited('jiangxian', jointDraw({ countsElsewhere: false }));
  expect(done(outside, visit)).toBe(0);
  expect(countsUnder(edited('jiangxian', jointDraw({ drawnBy: ['own'] })), visit)).toBe(false);
  expect(countsUnder(outside, { ...visit, drawnElsewhere: false })).toBe(true);
});

test('a kind of task that the scheme does not draw counts for nothing', () => {
  const visit = aVisit({ objectId: 'K-1', date: '2026-03-10', taskType: 'campaign' });
  expect(countsUnder(loadPack('xinxian'), visit)).toBe(false);
  expect(countsUnder(loadPack('yingkou'), visit)).toBe(true);
  expect(countsUnder(jiangxian, visit)).toBe(true);
  expect(countsUnder(jiangxian, { ...visit, state: 'cancelled' })).toBe(false);
});
