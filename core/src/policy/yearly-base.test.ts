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
