import { expect, test } from 'vitest';
import { anObject, aVisit } from '../../test/facts-fixtures.ts';
import { loadPack } from '../../test/pack-files.ts';
import { type DrawOfObject, liabilityNote } from './liability.ts';
import { overrideReview, reviewReasons } from './override-review.ts';

const yiliang = loadPack('yiliang');
const draws: readonly DrawOfObject[] = [
  { draw: 'third', on: '2022-08-10', place: 'pool', drawn: false },
  { draw: 'first', on: '2022-02-10', place: 'pool', drawn: false },
  { draw: 'middle', on: '2022-04-10', place: 'pool', drawn: false },
  { draw: 'second', on: '2022-05-10', place: 'pool', drawn: true },
  { draw: 'other', on: '2022-05-11', place: 'list', drawn: false },
  { draw: 'elsewhere', on: '2022-05-12', place: 'absent', drawn: false },
];

test('an object never drawn: every draw whose pool held it, oldest first', () => {
  const note = liabilityNote(yiliang, { draws, visits: [] });
  expect(note).toMatchObject({ notSelectedIn: ['first', 'middle', 'third'], foundNothingOn: [], carried: true });
  expect(note?.conditions).toHaveLength(3);
  expect(note?.clause.quote).toContain('免于追究相关责任');
});

test('inspected and clean carries the note, something found does not; directed visits say nothing', () => {
  const visits = [
    aVisit({ objectId: 'X', class: 'C1', date: '2022-11-10' }),
    aVisit({ objectId: 'X', class: 'C1', date: '2022-05-20', results: ['发现问题已责令改正'] }),
    aVisit({ objectId: 'X', class: 'C1', date: '2022-06-20', selection: 'directed' }),
    aVisit({ objectId: 'X', class: 'C1', date: '2022-07-20', state: 'drawn' }),
    aVisit({ objectId: 'X', class: 'C1', date: '2022-03-20' }),
  ];
  expect(liabilityNote(yiliang, { draws: [], visits })).toMatchObject({
    foundNothingOn: ['2022-03-20', '2022-11-10'],
    foundOn: ['2022-05-20'],
    carried: true,
  });
  expect(liabilityNote(yiliang, { draws: [], visits: visits.slice(1, 4) })).toMatchObject({ carried: false });
});

test('a scheme without the clause gives no note', () => {
  expect(liabilityNote(loadPack('jiangxian'), { draws, visits: [] })).toBeUndefined();
});

test('classes set by hand are looked at before they end, and told apart from what the object is by itself', () => {
  const xinxian = loadPack('xinxian');
  const set = { class: 'special', reason: '示例', approvedBy: '示例' };
  const object = anObject({
    id: 'X',
    tags: ['特殊监管对象'],
    overrides: [
      { ...set, from: '2021-01-01', to: '2021-03-31' },
      { ...set, class: 'key', from: '2021-04-01', to: '2021-05-31' },
      { ...set, class: 'general', from: '2021-05-01', to: '2021-06-13' },
      { ...set, class: 'general', from: '2021-07-01', to: '2021-12-31' },
    ],
  });
  const review = overrideReview(xinxian, { object, date: '2021-05-14' });
  expect(review.map(({ class: cls, state, without, needed }) => [cls, state, without, needed])).toEqual([
    ['special', 'ended', 'special', false],
    ['key', 'ending', 'special', true],
    ['general', 'inForce', 'special', true],
    ['general', 'notBegun', 'special', true],
  ]);
  expect(overrideReview(xinxian, { object: anObject({ id: 'Y' }), date: '2021-05-14' })).toEqual([]);
});

test('a class set by hand is to be looked at when it ends, is not needed any more, or the facts changed', () => {
  const xinxian = loadPack('xinxian');
  const set = { class: 'special', from: '2021-04-01', to: '2021-12-31', reason: '示例', approvedBy: '示例' };
  const reasonsOn = (date: string, tags: readonly string[]) => {
    const [review] = overrideReview(xinxian, { object: anObject({ id: 'X', tags, overrides: [set] }), date });
    return reviewReasons(review!, { approvedBeside: 'general' });
  };
  expect(reasonsOn('2021-05-14', [])).toEqual([]);
  expect(reasonsOn('2021-05-14', ['特殊监管对象'])).toEqual(['notNeeded', 'factsChanged']);
  expect(reasonsOn('2021-12-20', [])).toEqual(['ending']);
  expect(reasonsOn('2022-01-01', ['特殊监管对象'])).toEqual(['ended']);
});
