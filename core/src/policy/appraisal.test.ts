import { expect, test } from 'vitest';
import { aVisit } from '../../test/facts-fixtures.ts';
import { loadHolidays, loadPack } from '../../test/pack-files.ts';
import { type AppraisalEntry, yearSheet } from './appraisal.ts';
import type { VisitFact } from './facts.ts';
import { workingDays } from './working-days.ts';

const pack = loadPack('jiangxian');
const calendar = workingDays([loadHolidays(2026)]);
const visit = (more: Partial<VisitFact> & Pick<VisitFact, 'objectId'>) => aVisit({ date: '2026-05-11', ...more });

/** The inspections of golden M-08: P2 was replaced by P4 in the second, the third was called off. */
const visits = [
  visit({ objectId: 'A', inspectors: ['P1', 'P2'], resultDeterminedOn: '2026-05-11', publishedOn: '2026-05-20' }),
  visit({ objectId: 'B', inspectors: ['P1', 'P4'], resultDeterminedOn: '2026-05-11', publishedOn: '2026-08-20' }),
  visit({ objectId: 'C', inspectors: ['P1', 'P3'], state: 'cancelled' }),
];

function sheet(more: Partial<Parameters<typeof yearSheet>[1]> = {}) {
  const ask = { people: ['P1', 'P2', 'P3', 'P4'], visits, entries: [], year: 2026, asOf: '2026-11-20', calendar };
  return yearSheet(pack, { ...ask, ...more });
}

test('the sheet counts the concluded inspections of everybody who went, and how many results were public in time', () => {
  const rows = sheet();
  expect(rows.map(({ id, inspections }) => `${id} ${inspections}`)).toEqual(['P1 2', 'P2 1', 'P3 0', 'P4 1']);
  expect(rows[0]!.publications).toEqual({ due: 2, inTime: 1 });
  expect(rows[1]!.publications).toEqual({ due: 1, inTime: 1 });
  expect(rows[2]!.publications).toEqual({ due: 0, inTime: 0 });
  expect(rows[3]!.publications).toEqual({ due: 1, inTime: 0 });
});

test('a directed inspection is one more inspection, and no random one; a withheld result is not late', () => {
  const more = [
    ...visits,
    visit({ objectId: 'D', inspectors: ['P3'], selection: 'directed' }),
    visit({ objectId: 'E', inspectors: ['P3'], resultDeterminedOn: '2026-05-11', withheldGround: '国家秘密' }),
    visit({ objectId: 'F', inspectors: ['P3'], resultDeterminedOn: '2026-11-19' }),
  ];
  expect(sheet({ visits: more })[2]).toMatchObject({ inspections: 3, random: 2, publications: { due: 0, inTime: 0 } });
});

test('what was entered about a person counts in the year of its day', () => {
  const entries: readonly AppraisalEntry[] = [
    { id: 'P1', kind: 'lateUpload', day: '2026-05-13' },
    { id: 'P1', kind: 'discipline', day: '2025-12-31' },
    { id: 'P3', kind: 'lateUpload', day: '2026-05-13' },
    { id: 'P4', kind: 'reviewDefect', day: '2026-06-01' },
  ];
  const [p1, , p3, p4] = sheet({ entries });
  expect(p1).toMatchObject({ uploadedInTime: 1, entries: { lateUpload: 1, reviewDefect: 0, discipline: 0 } });
  expect(p3).toMatchObject({ inspections: 0, uploadedInTime: 0 });
  expect(p4!.entries.reviewDefect).toBe(1);
  expect(sheet({ entries, year: 2025 })[0]).toMatchObject({ inspections: 0, entries: { discipline: 1 } });
});
