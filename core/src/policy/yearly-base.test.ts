import { describe, expect, test } from 'vitest';
import { anObject, aVisit } from '../../test/facts-fixtures.ts';
import { loadHolidays, loadPack, withSwitches } from '../../test/pack-files.ts';
import type { ComplianceInput } from './compliance.ts';
import type { InspectorFacts, ObjectFacts } from './facts.ts';
import { standardReport, unequalFigures } from './standard-report.ts';
import { workingDays } from './working-days.ts';

/** Yearly duties for which no list was frozen: whose they are at the end of the year, or by now (AMB-07, AMB-54, C0-12). */

const calendar = workingDays([2022, 2023, 2024].map(loadHolidays));
const yingkou = loadPack('yingkou');
type Given = Partial<ComplianceInput> & Pick<ComplianceInput, 'objects'>;

function classOf(cls: string, given: Given, pack = yingkou) {
  const report = standardReport(pack, {
    ...({ agency: '999999', level: 'county', year: 2022, asOf: '2023-01-01', calendar, visits: [] } as const),
    ...given,
  });
  expect(unequalFigures(report)).toEqual([]);
  return report.verdict.classes.find((one) => one.class === cls)!;
}
const closed = (id: string, statusSince: string, more: Partial<ObjectFacts> = {}) =>
  anObject({ id, status: 'closed', statusSince, ...more });

describe('the base of a five-year coverage', () => {
  const objects = [anObject({ id: 'G-1' }), closed('G-2', '2022-03-01')];

  test('has whoever is active at the end of the year, and of a running year whoever is by now', () => {
    const baseOf = (asOf: string) => classOf('general', { objects, asOf }).annualBase;
    expect([baseOf('2022-02-28'), baseOf('2022-03-01'), baseOf('2022-12-31'), baseOf('2023-05-01')]).toEqual([
      2, 1, 1, 1,
    ]);
    // Nothing has begun before the year.
    expect(baseOf('2021-12-31')).toBe(2);
  });

  test('has those of the first of January where the pack is set so', () => {
    for (const annualBase of ['yearStart', 'union']) {
      const pack = withSwitches(yingkou, { 'calc.annualBase': annualBase });
      expect(classOf('general', { objects }, pack).annualBase).toBe(2);
    }
  });

  test('has the objects of the list that was frozen for the year, whatever became of them', () => {
    const frozen = [{ class: 'general', period: '2022', base: 2, available: 2, members: ['G-1', 'G-2'] }];
    expect(classOf('general', { objects, frozen }).annualBase).toBe(2);
  });
});

test('a special object that closed is no longer asked for, one that became special in the year is', () => {
  const crime = (date: string) => ({ events: [{ kind: 'crime', date }] }) as const;
  const baseOf = (object: ObjectFacts) => classOf('special', { objects: [object] }).annualBase;
  expect(baseOf(anObject({ id: 'S', ...crime('2022-02-10') }))).toBe(1);
  expect(baseOf(anObject({ id: 'S', ...crime('2023-02-10') }))).toBe(0);
  expect(baseOf(closed('S', '2022-01-10', crime('2021-11-01')))).toBe(0);
  expect(baseOf(closed('S', '2023-01-10', crime('2021-11-01')))).toBe(1);
});

test('where all are asked for, one who closed after his visit stands in for nobody who is left', () => {
  const project = { constructionProject: true } as const;
  const objects = [anObject({ id: 'C-1', ...project }), closed('C-2', '2022-06-01', project)];
  const at = (objectId: string) => [aVisit({ objectId, date: '2022-03-10', class: 'construction', period: '2022' })];
  const tally = (objectId: string) =>
    classOf('construction', { objects, visits: at(objectId) }, loadPack('jiangxian')).periods;
  expect(tally('C-2')).toMatchObject([{ base: 1, completed: 0 }]);
  expect(tally('C-1')).toMatchObject([{ base: 1, completed: 1 }]);
  expect(tally('gone')).toMatchObject([{ base: 1, completed: 1 }]);
});

describe('where all are asked for, and the list was frozen again after a visit', () => {
  const project = { constructionProject: true } as const;
  const list = (cls: string, period: string, members: readonly string[]) => {
    const n = members.length;
    return [{ class: cls, period, base: n, available: n, members, frozenOn: `${period.slice(0, 4)}-05-10` }];
  };

  test('who has left the list since stands in for nobody on it: drawn in parts', () => {
    const objects = [
      closed('C-1', '2022-04-01', project),
      ...['2', '3', '4', '5'].map((n) => anObject({ id: `C-${n}`, ...project })),
    ];
    const frozen = list('construction', '2022', ['C-2', 'C-3', 'C-4', 'C-5']);
    const tally = (...visited: readonly string[]) => {
      const visits = visited.map((objectId) =>
        aVisit({ objectId, date: '2022-03-10', class: 'construction', period: '2022' }),
      );
      return classOf('construction', { objects, frozen, visits }, loadPack('jiangxian')).periods;
    };
    expect(tally('C-1', 'C-2', 'C-3', 'C-4')).toMatchObject([{ base: 4, completed: 3 }]);
    expect(tally('C-2', 'C-3', 'C-4', 'C-5')).toMatchObject([{ base: 4, completed: 4 }]);
  });

  test('so too of a quarter, and of a list without a freeze', () => {
    const xiongan = loadPack('xiongan');
    const listed = { positiveList: { from: '2021-01-01', to: '2024-12-31' } } as const;
    const objects = [
      closed('P-1', '2022-02-01', listed),
      anObject({ id: 'P-2', ...listed }),
      anObject({ id: 'P-3', ...listed, listedFrom: '2022-02-10' }),
    ];
    const visits = (...of: readonly (readonly [string, string])[]) =>
      of.map(([objectId, date]) => aVisit({ objectId, date, class: 'generalPositiveList', method: 'tech' }));
    const tally = (given: object) => classOf('generalPositiveList', { objects, ...given }, xiongan).periods[0];
    const frozen = list('generalPositiveList', '2022Q1', ['P-2', 'P-3']);
    expect(tally({ frozen, visits: visits(['P-1', '2022-01-20'], ['P-2', '2022-01-20']) })).toMatchObject({
      ...{ base: 2, completed: 1 },
    });
    expect(tally({ frozen, visits: visits(['P-2', '2022-01-20'], ['P-3', '2022-03-01']) })).toMatchObject({
      ...{ base: 2, completed: 2 },
    });
    // Without a list that of the first day: who closed since was worth going to, who came since stands in for nobody.
    expect(tally({ visits: visits(['P-1', '2022-01-20'], ['P-3', '2022-03-01']) })).toMatchObject({
      ...{ base: 2, completed: 1 },
    });
  });
});

test('a number by staff is met by visits to who closed later as well', () => {
  const officer: InspectorFacts = {
    ...({ id: 'P-1', name: '示例', department: '执法队', staffKind: 'enforcement', onStaff: true } as const),
    ...{ mayLead: true, certificateValidTo: '2030-12-31' },
  };
  const objects = [
    ...Array.from({ length: 12 }, (_, i) => anObject({ id: `G-${i + 10}` })),
    closed('G-1', '2022-06-01'),
    closed('G-2', '2022-01-10'),
  ];
  const visits = ['G-1', 'G-2', 'G-10'].map((objectId) =>
    aVisit({ objectId, date: '2022-03-10', class: 'general', period: '2022' }),
  );
  const tally = classOf('general', { objects, visits, inspectors: [officer] }, loadPack('xinxian'));
  expect(tally).toMatchObject({ annualBase: 12, covered: 1, inspected: 2 });
});
