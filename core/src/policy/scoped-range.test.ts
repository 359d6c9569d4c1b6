import { expect, test } from 'vitest';
import { anObject, aVisit } from '../../test/facts-fixtures.ts';
import { loadPack } from '../../test/pack-files.ts';
import { byObject } from './bases.ts';
import type { ObjectFacts, VisitFact } from './facts.ts';
import { rangeCounter } from './scoped-range.ts';

/** 宜良 C4: 10 % to 30 % a year. What a draw across classes leaves of it. */
const pack = loadPack('yiliang');
const asked = { level: 'county', period: '2026Q2', date: '2026-03-25' } as const;
const id = (n: number) => `P-${String(n).padStart(2, '0')}`;
const plain = (from: number, to: number, more: Partial<ObjectFacts> = {}) =>
  Array.from({ length: to - from + 1 }, (_, i) => anObject({ id: id(from + i), permitCategory: 'none', ...more }));
const to = (n: number, more: Partial<VisitFact> = {}) =>
  aVisit({ objectId: id(n), class: 'C4', date: '2026-02-10', ...more });

function left(
  { objects, visits = [] }: { readonly objects: readonly ObjectFacts[]; readonly visits?: readonly VisitFact[] },
  isInside: (object: ObjectFacts) => boolean = () => true,
) {
  const counter = rangeCounter(pack, asked)!;
  for (const member of byObject(visits, objects)) counter.add(member, isInside(member.object));
  return counter.left();
}

test('a class with a range has its bound of today, who is drawn already, and whom the scope has besides', () => {
  const visits = [1, 2, 3, 4, 5].map((n) => to(n)).concat(to(6, { state: 'drawn', date: '2026-03-20' }));
  expect(left({ objects: plain(1, 20), visits })).toMatchObject([
    { class: 'C4', period: '2026', max: 6, drawn: 6, fresh: 14, rule: { id: 'yiliang/ratio/C4/county' } },
  ]);
  const inside = new Set([5, 6, 7].map(id));
  expect(left({ objects: plain(1, 20), visits }, (object) => inside.has(object.id))).toMatchObject([
    { drawn: 6, fresh: 1 },
  ]);
});

test('visits of another year or level take nothing of it, one to a unit that has closed since does', () => {
  const closed = plain(20, 20, { status: 'closed', statusSince: '2026-03-01' });
  const visits = [to(1, { date: '2025-11-10' }), to(2, { level: 'municipal', agency: '530100' }), to(20)];
  expect(left({ objects: [...plain(1, 19), ...closed], visits })).toMatchObject([{ drawn: 1, fresh: 19 }]);
  expect(left({ objects: [...plain(1, 19), ...closed] })).toMatchObject([{ drawn: 0, fresh: 19 }]);
});

test('those of other classes, and whom another class wants inspected in any case, are not counted', () => {
  const nuclear = plain(11, 16, { nuclearUser: true });
  const objects = [...plain(1, 10), ...nuclear, anObject({ id: 'A-1', tierRows: ['A1'] })];
  const visits = [to(1), ...[11, 12].map((n) => to(n, { alsoClasses: ['nuclear'] }))];
  expect(left({ objects, visits })).toMatchObject([{ drawn: 1, fresh: 9 }]);
});

test('there is nothing to count where no class of the level has a bound', () => {
  expect(rangeCounter(pack, { ...asked, level: 'municipal' })).toBeUndefined();
  expect(rangeCounter(loadPack('jiangxian'), asked)).toBeUndefined();
});
