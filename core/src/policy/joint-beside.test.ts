import { describe, expect, test } from 'vitest';
import { anObject, aVisit, keyObject } from '../../test/facts-fixtures.ts';
import { loadPack } from '../../test/pack-files.ts';
import { candidates } from './candidates.ts';
import type { VisitFact } from './facts.ts';
import { jointBeside } from './joint-partners.ts';

const HOUSING = '绛县城乡和住房建设管理局';
const WATER = '假想县水利局';
const pack = loadPack('jiangxian');
const plant = keyObject('J-001', { jointObject: true });
const ofKey = (more: Partial<VisitFact> = {}) =>
  aVisit({ objectId: 'J-001', date: '2025-02-18', class: 'key', period: '2025Q1', ...more });
const shared = { class: 'interdepartmental', period: '2025', taskType: 'interdepartmentalJoint' } as const;

/** R-069, AMB-26: once a year with the housing department; a visit of another class serves it with their people, and only then. */
describe('an object that stands in a joint class beside its own', () => {
  const drawable = (visits: readonly VisitFact[], of = pack) => {
    const asked = { class: 'jointObject', level: 'county', period: '2025', date: '2025-11-20' } as const;
    const { rows, required } = candidates(of, { ...asked, objects: [plant], visits })!;
    return [rows[0]!.state, rows[0]!.reason, required];
  };
  const OPEN = ['in', undefined, 1];
  const SERVED = ['base', 'already-drawn', 0];

  test.each<readonly [string, Partial<VisitFact>]>([
    ['waits in a draw of its own class', { state: 'drawn' }],
    ['waits in a campaign', { state: 'drawn', taskType: 'campaign', class: 'campaign' }],
    ['was visited in its own class by the bureau alone', {}],
    ['was visited with another department than that of the scheme', { partners: [WATER] }],
    ['waits in a joint inspection with another department', { ...shared, state: 'drawn', partnersDue: [WATER] }],
    ['waits in a joint inspection of which nothing is agreed', { ...shared, state: 'drawn' }],
    ['was not visited by the department that was due', { ...shared, partnersDue: [HOUSING] }],
  ])('is drawn for it although it %s', (_, more) => {
    expect(drawable([ofKey(more)])).toEqual(OPEN);
  });

  test.each<readonly [string, Partial<VisitFact>]>([
    ['was visited in its own class with the department', { partners: [HOUSING, WATER] }],
    ['waits in a joint inspection with the department', { ...shared, state: 'drawn', partnersDue: [HOUSING] }],
    ['was visited jointly by the word of an old record', { taskType: 'interdepartmentalJoint' }],
    ['waits in the draw of the joint class', { state: 'drawn', class: 'jointObject', period: '2025' }],
  ])('is not drawn for it a second time where it %s', (_, more) => {
    expect(drawable([ofKey(more)])).toEqual(SERVED);
  });

  test('is not drawn for it beyond the cap of the year', () => {
    const twice = [ofKey(), ofKey({ date: '2025-05-18', period: '2025Q2' })];
    expect(drawable(twice)).toEqual(['base', 'cap', 1]);
  });

  test('is served by any department where the scheme binds nobody to it', () => {
    const open = loadPack('jiangxian', (tree) => {
      for (const rule of tree.rules as { id: string; strictness: string }[])
        if (rule.id.includes('/jointItems/')) rule.strictness = 'principle';
    });
    expect(drawable([ofKey({ partners: [WATER] })], open)).toEqual(SERVED);
    expect(drawable([ofKey()], open)).toEqual(OPEN);
  });
});

describe('before a visit is sent out', () => {
  const beside = (visits: readonly VisitFact[], cls = 'key', object = plant) =>
    jointBeside(pack, { object, visits, date: '2025-02-10', class: cls, level: 'county', year: '2025' });
  const told = [{ class: 'jointObject', departments: [HOUSING], clause: { section: '四（五）5' } }];

  test('the office is told with whom it counts for the joint class too', () => {
    expect(beside([])).toMatchObject(told);
    expect(beside([], 'campaign')).toMatchObject(told);
  });

  test('until a visit of the year has served that class', () => {
    for (const more of [{ state: 'drawn' }, { level: 'municipal' }, { selection: 'directed' }, {}] as const)
      expect(beside([ofKey(more)])).toMatchObject(told);
    expect(beside([ofKey({ date: '2024-02-18', period: '2024Q1', partners: [HOUSING] })])).toMatchObject(told);
    expect(beside([ofKey({ partners: [HOUSING] })])).toEqual([]);
  });

  test('not of an object outside that class, nor in the draw of that class', () => {
    expect(beside([], 'key', keyObject('K-001'))).toEqual([]);
    expect(beside([], 'general', anObject({ id: 'G-001' }))).toEqual([]);
    expect(beside([], 'jointObject')).toEqual([]);
  });
});
