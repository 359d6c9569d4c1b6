import { describe, expect, test } from 'vitest';
import { anObject, aVisit } from '../../test/facts-fixtures.ts';
import { loadPack, withSwitches } from '../../test/pack-files.ts';
import { candidates } from './candidates.ts';
import { compliance } from './compliance.ts';
import type { VisitFact } from './facts.ts';
import { workingDays } from './working-days.ts';

/** 宜良: one unit on a row that is drawn by the half-year and on rows that are drawn by the quarter; one inspection serves all rows (AMB-31). */

const pack = loadPack('yiliang');
const objects = [anObject({ id: 'U', permitCategory: '重点管理', tierRows: ['A1', 'B2'] })];
const visit = (more: Partial<VisitFact> = {}) =>
  aVisit({ objectId: 'U', class: 'B2', period: '2022H1', date: '2022-02-16', ...more });

describe('a visit drawn for a half-year', () => {
  const completed = (visits: readonly VisitFact[]) => {
    const { classes } = compliance(pack, {
      ...{ agency: '999999', level: 'county', year: 2022, asOf: '2023-01-01', calendar: workingDays([]) },
      ...{ objects, visits },
    });
    const of = (cls: string) => classes.find((one) => one.class === cls)!.periods.map((one) => one.completed);
    return { A1: of('A1'), B2: of('B2') };
  };

  test('serves the quarterly row of the unit in the quarter in which somebody went there, and its own row in the half-year', () => {
    expect(completed([visit()])).toEqual({ A1: [1, 0, 0, 0], B2: [1, 0] });
    expect(completed([visit({ date: '2022-06-30' })])).toEqual({ A1: [0, 1, 0, 0], B2: [1, 0] });
  });

  test('made once the half-year is over stays with it, in its last quarter: each visit is in one quarter (C0-4)', () => {
    expect(completed([visit({ date: '2022-07-06' })])).toEqual({ A1: [0, 1, 0, 0], B2: [1, 0] });
    const year = visit({ period: '2022', date: '2023-01-01' });
    expect(completed([year]).A1).toEqual([0, 0, 0, 1]);
  });

  test('serves the rows that its unit is still on once it has left the row it was drawn for, and none that excluded that one', () => {
    const on = (
      tierRows: readonly string[],
      permitCategory: '重点管理' | '简化管理',
      { under = pack, ...more }: Partial<VisitFact> & { readonly under?: typeof pack } = {},
    ) => {
      const { classes } = compliance(under, {
        ...{ agency: '999999', level: 'county', year: 2022, asOf: '2023-01-01', calendar: workingDays([]) },
        ...{ objects: [anObject({ id: 'U', permitCategory, tierRows })], visits: [visit(more)] },
      });
      const sum = (cls: string) =>
        classes.find((one) => one.class === cls)!.periods.reduce((all, one) => all + one.completed, 0);
      return [sum('A1'), sum('B1')];
    };
    expect([on(['A1'], '重点管理'), on([], '简化管理')]).toEqual([
      [1, 0],
      [0, 1],
    ]);
    // Control: where one row alone counts, and a unit of row A2 is none of B1, which its permit brings it to once that is left.
    const oneRow = withSwitches(pack, { 'tier.multiMembership': 'letterPrecedence' });
    expect(on([], '简化管理', { under: oneRow })).toEqual([0, 0]);
    expect(on([], '简化管理', { class: 'A2', period: '2022' })).toEqual([0, 0]);
  });

  test('control: one drawn for the quarter serves the half-year, and one made after its quarter stays with it', () => {
    const late = visit({ class: 'A1', period: '2022Q1', date: '2022-04-02' });
    expect(completed([late])).toEqual({ A1: [1, 0, 0, 0], B2: [1, 0] });
  });

  const drawable = (visits: readonly VisitFact[], period = '2022Q1') =>
    candidates(pack, { ...{ class: 'A1', level: 'county', period, date: '2022-03-20' }, objects, visits })!;

  test('leaves its unit out of the draw of that quarter, not of the next', () => {
    expect(drawable([visit()])).toMatchObject({ alreadyDrawn: 1, pool: 0, required: 0 });
    expect(drawable([visit()], '2022Q2')).toMatchObject({ alreadyDrawn: 0, pool: 1 });
  });
});

describe('who was drawn in a period and cannot be visited', () => {
  const drawable = (more: Partial<VisitFact>) =>
    candidates(pack, {
      ...{ class: 'A1', level: 'county', period: '2022Q1', date: '2022-03-20', objects },
      visits: [visit({ class: 'A1', period: '2022Q1', state: 'cancelled', ...more })],
    })!;

  test('is not drawn for it again, and fills nothing', () => {
    expect(drawable({})).toMatchObject({ base: 1, pool: 0, alreadyDrawn: 0, required: 1 });
    expect(drawable({}).rows[0]).toMatchObject({ state: 'base', reason: 'already-drawn' });
  });

  test('control: of another period, class or level nobody is left out', () => {
    expect(drawable({ period: '2021Q4' })).toMatchObject({ pool: 1 });
    expect(drawable({ class: 'B2' })).toMatchObject({ pool: 1 });
    expect(drawable({ level: 'municipal' })).toMatchObject({ pool: 1 });
  });
});

test('雄安: whoever is drawn to be inspected from afar counts as drawn before somebody has looked', () => {
  const xiongan = loadPack('xiongan');
  const drawn = (cls: string) =>
    candidates(xiongan, {
      ...{ class: 'generalPositiveList', level: 'county', period: '2023Q1', date: '2023-03-20' },
      objects: [anObject({ id: 'P', positiveList: { from: '2022-01-01' } })],
      visits: [
        aVisit({ objectId: 'P', class: cls, period: '2023Q1', date: '2023-02-10', state: 'drawn', results: [] }),
      ],
    })!;
  expect(drawn('generalPositiveList')).toMatchObject({ alreadyDrawn: 1, pool: 0, required: 0 });
  expect(drawn('key')).toMatchObject({ alreadyDrawn: 0, pool: 1 });
});
