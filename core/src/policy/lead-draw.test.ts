import { expect, test } from 'vitest';
import { anObject, keyObject } from '../../test/facts-fixtures.ts';
import { loadPack } from '../../test/pack-files.ts';
import { leadDrawn } from './lead-draw.ts';

const jiangxian = loadPack('jiangxian');
const SEWAGE = '生活污水处理中心';
const centre = anObject({ id: 'c', jointObject: true });
const works = keyObject('k', { industry: '2613' });
const stands = (object: typeof centre, task: object = { class: 'jointObject' }, kinds: readonly string[] = [SEWAGE]) =>
  leadDrawn(jiangxian, {
    ...{ object, visits: [], days: ['2026-11-18', '2026-11-20'], kinds },
    task: { terms: [], ...task },
  });

test('an object is of the task where it is of the class of it; a task with a scope of its own asks for none', () => {
  expect(stands(centre)).toMatchObject({ isOfClass: true, isOfItems: true, isInside: true });
  expect(stands(works)).toMatchObject({ class: 'key', isOfClass: false, isOfItems: false });
  expect(stands(works, { class: 'key' })).toMatchObject({ isOfClass: true, isOfItems: false });
  expect(stands(works, {})).toMatchObject({ isOfClass: true });
});

test('of a class by the day of the draw or by today', () => {
  const override = { class: 'general', reason: '会议纪要', approvedBy: 'ld', from: '2026-11-19', to: '2026-12-31' };
  const moved = keyObject('m', { overrides: [override] });
  expect(stands(moved, { class: 'key' })).toMatchObject({ class: 'general', isOfClass: true });
  expect(stands(moved, { class: 'general' })).toMatchObject({ isOfClass: true });
  expect(stands(moved, { class: 'special' })).toMatchObject({ isOfClass: false });
});

test('inside the filter or not', () => {
  const inside = (values: readonly string[]) => stands(works, { terms: [{ field: 'industry', values }] }).isInside;
  expect([inside(['26']), inside(['30'])]).toEqual([true, false]);
});

test('nobody is said to be none of the items whose words for objects are not known', () => {
  const isOf = (...kinds: string[]) => stands(works, {}, kinds).isOfItems;
  expect([isOf(), isOf('沿河企业'), isOf(SEWAGE, '沿河企业')]).toEqual([true, true, true]);
  expect([isOf(SEWAGE), isOf('重点排污单位')]).toEqual([false, true]);
});
