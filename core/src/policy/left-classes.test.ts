import { expect, test } from 'vitest';
import { anObject, aVisit } from '../../test/facts-fixtures.ts';
import { loadPack } from '../../test/pack-files.ts';
import { candidates } from './candidates.ts';
import type { ObjectFacts, VisitFact } from './facts.ts';
import { recordedClasses } from './served.ts';

/** A visit that was drawn for a class or row in which its object stands no more on the day of the visit. */

const yiliang = loadPack('yiliang');
const xiongan = loadPack('xiongan');
const recorded = (pack: typeof yiliang, object: ObjectFacts, more: Partial<VisitFact> = {}) =>
  recordedClasses(pack, aVisit({ objectId: object.id, date: '2022-04-26', ...more }), { object, visits: [] });

test('counts for no row that excludes the class it left, and for a flag that excludes none (宜良 建设项目)', () => {
  const done = anObject({ id: 'X', permitCategory: '登记管理', nuclearUser: true });
  expect(recorded(yiliang, done, { class: 'construction' })).toEqual(['construction', 'nuclear']);
  // Control: what it was drawn for as a project it still is.
  const project = { ...done, constructionProject: true };
  expect(recorded(yiliang, project, { class: 'construction' })).toEqual(['construction', 'nuclear']);
  expect(recorded(yiliang, done, { class: 'C1' })).toEqual(['C1', 'nuclear']);
});

test('counts for one of two that exclude each other (雄安 特殊 and 非正面清单)', () => {
  expect(recorded(xiongan, anObject({ id: 'X' }), { class: 'special' })).toEqual(['special']);
  expect(recorded(xiongan, anObject({ id: 'X' }), { class: 'generalPositiveList' })).toEqual(['generalPositiveList']);
  // Control: recorded for the class it is in it serves the row beside that.
  expect(recorded(xiongan, anObject({ id: 'X' }), { class: 'general' })).toEqual(['general', 'generalNonPositive']);
});

test('counts for a flag that it had beside the row it left (宜良 核技术利用)', () => {
  const now = anObject({ id: 'X', permitCategory: '重点管理', nuclearUser: true, changedSince: '2022-04-20' });
  const on = (facts: Partial<ObjectFacts>, until = '2022-04-20') => ({
    ...now,
    earlier: [{ until, stated: true, facts: anObject({ ...now, tierRows: ['C3'], ...facts }) }],
  });
  const underC3 = { class: 'C3', period: '2022H1' };
  expect(recorded(yiliang, on({}), underC3)).toEqual(['C3', 'A1', 'nuclear']);
  // Controls: the flag came when the row went; nothing is known of a day on which it stood there; the row came after the visit.
  expect(recorded(yiliang, on({ nuclearUser: false }), underC3)).toEqual(['C3', 'A1']);
  expect(recorded(yiliang, now, underC3)).toEqual(['C3', 'A1']);
  const since = {
    ...on({ tierRows: [] }, '2022-06-01'),
    tierRows: ['C3'],
  };
  expect(recorded(yiliang, since, underC3)).toEqual(['C3', 'A1']);
  const unsaid = { ...now, earlier: [{ statusUntil: '2022-02-01', stated: true, facts: now }] };
  expect(recorded(yiliang, unsaid, underC3)).toEqual(['C3', 'A1']);
});

test('of a draw that waits for its visit the object is what it is today', () => {
  const was = anObject({ id: 'X', permitCategory: '重点管理' });
  const object = {
    ...was,
    tierRows: ['C3'],
    earlier: [{ until: '2022-05-01', stated: true, facts: was }],
  };
  const drawn = (state: 'drawn' | 'completed') => {
    const visits = [aVisit({ objectId: 'X', class: 'A1', date: '2022-01-20', period: '2022Q1', taskId: 't', state })];
    const { base, alreadyDrawn } = candidates(yiliang, {
      ...{ class: 'C3', level: 'county', period: '2022H1', date: '2022-05-10', objects: [object], visits },
    })!;
    return [base, alreadyDrawn];
  };
  expect(drawn('drawn')).toEqual([1, 1]);
  // Control: inspected when it was on no such row, it is inspected for that once more.
  expect(drawn('completed')).toEqual([1, 0]);
});
