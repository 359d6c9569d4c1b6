import { describe, expect, test } from 'vitest';
import { aVisit, keyObject } from '../../test/facts-fixtures.ts';
import { loadPack, withSwitches } from '../../test/pack-files.ts';
import { candidates } from './candidates.ts';
import type { Level, VisitFact } from './facts.ts';
import type { Pack } from './pack.ts';
import { redrawRule, redrawsDue } from './redraw.ts';

/** 营口: 110 key units, of which the city draws 2%, and 1% of them again after its counties. */
const yingkou = loadPack('yingkou');
const id = (n: number) => `K-${String(n).padStart(3, '0')}`;
const ids = (from: number, to: number) => Array.from({ length: to - from + 1 }, (_, i) => id(from + i));
const listed = new Set(ids(1, 110));
const visits = (of: readonly string[], date: string, more: Partial<VisitFact> & { readonly level: Level }) =>
  of.map((objectId) => aVisit({ objectId, date, ...more }));
const city = (of: readonly string[], date = '2026-02-10', more: Partial<VisitFact> = {}) =>
  visits(of, date, { level: 'municipal', period: '2026', taskId: '2026-key', items: ['2'], ...more });
const county = (of: readonly string[], date = '2026-03-10', more: Partial<VisitFact> = {}) =>
  visits(of, date, { level: 'county', ...more });
const waiting = { state: 'drawn', results: [] } as const;

/** The scheme with another 再次抽查. */
function withRule(other: object): Pack {
  const rules = yingkou.rules.map((rule) => (rule.topic === 'redraw' ? ({ ...rule, ...other } as typeof rule) : rule));
  return { ...yingkou, rules };
}

function found(ledger: readonly VisitFact[], more: object = {}, pack: Pack = yingkou) {
  return candidates(pack, {
    ...({ class: 'key', level: 'municipal', period: '2026', date: '2026-06-10', visits: ledger } as const),
    ...{ objects: ids(1, 110).map((one) => keyObject(one)), items: ['1', '2'], supplements: { listed } },
    ...more,
  })!;
}
const due = (ledger: readonly VisitFact[], n = 0, pack = yingkou) => redrawsDue(pack, found(ledger, {}, pack), n);

describe('a supplement of a class of which a part is drawn again', () => {
  test('takes what the year lacks of them, as far as anybody can be drawn again', () => {
    const first = city(ids(1, 3));
    expect(due([...first, ...county(ids(10, 37))])).toEqual({ required: 2, made: 0, lacking: 2, open: 28, n: 2 });
    expect(due([...first, ...county(ids(10, 10))])).toEqual({ required: 2, made: 0, lacking: 2, open: 1, n: 1 });
    expect(due(first)).toEqual({ required: 2, made: 0, lacking: 2, open: 0, n: 0 });
    // Whoever the county only has on a list, or inspected last year, is none of them.
    const others = [...county(ids(10, 12), '2026-05-10', waiting), ...county(ids(13, 15), '2025-05-10')];
    expect(due([...first, ...others])).toMatchObject({ open: 0 });
  });

  test('counts whom the city inspected after the county, and whom it has drawn and will inspect', () => {
    const finished = county(ids(2, 37));
    const own = [...city(ids(1, 2)), ...city([id(3)], '2026-02-10', waiting)];
    // The city was at 2 before the county, and is still to go to 3.
    expect(due([...own, ...finished])).toMatchObject({ made: 1, lacking: 1, n: 1 });
    expect(due([...own, ...finished, ...city(ids(30, 30), '2026-04-10')])).toMatchObject({ made: 2, lacking: 0, n: 0 });
    expect(due([...own, ...finished, ...city(ids(30, 30), '2026-04-10', { state: 'cancelled' })])).toMatchObject({
      made: 1,
    });
  });

  test('counts who has left the class since, and draws nobody again whom the cap forbids', () => {
    const ledger = [...county(ids(1, 5)), ...city(ids(1, 2), '2026-04-10')];
    const objects = ids(1, 110).map((one) => keyObject(one, one === id(1) ? { keyListMember: [] } : {}));
    expect(found(ledger, { objects }).redraw).toEqual({ drawn: 2, made: 2, open: 3 });
    const twice = county(ids(3, 3), '2026-05-10');
    expect(found([...ledger, ...twice], { items: ['1'] }).redraw).toMatchObject({ open: 2 });
  });

  test('waits for nobody who has left the list without a visit: closed, or of another class', () => {
    const ledger = [...county(ids(1, 37)), ...city(ids(1, 2), '2026-04-10', waiting)];
    const counted = (more: object) => {
      const objects = ids(1, 110).map((one) => keyObject(one, one === id(1) ? more : {}));
      return found(ledger, { objects }).redraw;
    };
    const gone = { drawn: 1, made: 1, open: 35 };
    expect([counted({ status: 'closed' }), counted({ keyListMember: [] })]).toEqual([gone, gone]);
    // Control: while it is on the list the visit is still to come.
    expect(counted({})).toEqual({ drawn: 2, made: 2, open: 35 });
  });

  test('asks for more of them the more it draws, where the part is one of what is drawn (AMB-06)', () => {
    const half = { value: { min: { p: 1, q: 2 }, among: 'county' } };
    const byDrawn = withSwitches(withRule(half), { 'redraw.base': 'drawn' });
    const ledger = [...city(ids(1, 3)), ...county(ids(10, 37))];
    // Of 3 drawn, 2; with 2 more, 3 of 5; with 3 more, 3 of 6.
    expect(due(ledger, 0, byDrawn)).toEqual({ required: 3, made: 0, lacking: 3, open: 28, n: 3 });
    expect(due(ledger, 9, byDrawn)).toMatchObject({ required: 6, n: 6 });
  });

  test('control: of the first draw, and where the scheme has no such part, nothing is said', () => {
    const ledger = [...city(ids(1, 3)), ...county(ids(10, 37))];
    expect(found(ledger, { supplements: undefined })).not.toHaveProperty('redraw');
    expect(found(ledger, { level: 'county', period: '2026Q2' })).not.toHaveProperty('redraw');
    expect(redrawsDue(yingkou, found(ledger, { level: 'county', period: '2026Q2' }), 0)).toBeUndefined();
    expect(redrawRule(yingkou, { class: 'key', level: 'municipal' })).toMatchObject({ topic: 'redraw' });
    expect(redrawRule(withRule({ level: 'all' }), { class: 'key', level: 'municipal' })).toBeUndefined();
  });
});
