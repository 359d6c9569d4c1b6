import { expect, test } from 'vitest';
import { anObject, aVisit } from '../../test/facts-fixtures.ts';
import { loadPack } from '../../test/pack-files.ts';
import type { ObjectFacts, VisitFact } from './facts.ts';
import { withClassesOfDay } from './visit-classes.ts';

const pack = loadPack('jiangxian');
const fined = anObject({ id: 'A', events: [{ kind: 'penalty', date: '2025-08-20' }] });
const unsaid = (objectId: string, date: string, more: Partial<VisitFact> = {}) =>
  aVisit({ objectId, date, class: 'general', classOfDay: true, ...more });
const classes = (objects: readonly ObjectFacts[], visits: readonly VisitFact[]) =>
  withClassesOfDay(() => pack, objects, visits).map(({ class: cls }) => cls);

test('a record that names no class has the one of its day, however late the reason for it was entered', () => {
  const visits = [unsaid('A', '2025-11-11'), unsaid('A', '2025-05-05'), unsaid('B', '2025-11-11')];
  expect(classes([fined, anObject({ id: 'B' })], visits)).toEqual(['special', 'general', 'general']);
  expect(classes([anObject({ id: 'A' }), anObject({ id: 'B' })], visits)).toEqual(['general', 'general', 'general']);
});

test('a class that is written stays, and so does what is known of whom nobody knows here', () => {
  const { classOfDay: _, ...said } = unsaid('A', '2025-11-11');
  expect(classes([fined], [said, unsaid('gone', '2025-11-11')])).toEqual(['general', 'general']);
  const visits = [said];
  expect(withClassesOfDay(() => pack, [fined], visits)).toBe(visits);
});

test('a class that rests on what an earlier visit found goes by the order of days, not of the file', () => {
  const found = unsaid('A', '2025-11-11', { results: ['发现问题已责令整改'] });
  const later = unsaid('A', '2026-02-02');
  expect(classes([fined], [later, found])).toEqual(['special', 'special']);
  expect(classes([fined], [later, { ...found, results: ['未发现问题'] }])).toEqual(['general', 'special']);
});

test('of several visits to one unit only those without a class are worked out', () => {
  const { classOfDay: _, ...said } = unsaid('A', '2025-10-10', { class: 'key' });
  const visits = [unsaid('A', '2025-05-05'), said, unsaid('A', '2025-11-11'), unsaid('A', '2025-02-02')];
  expect(classes([fined], visits)).toEqual(['general', 'key', 'special', 'general']);
});
