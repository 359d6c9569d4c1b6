import { expect, test } from 'vitest';
import { anObject, aVisit } from '../../test/facts-fixtures.ts';
import { loadHolidays, loadPack, withSwitches } from '../../test/pack-files.ts';
import { compliance } from './compliance.ts';
import { coverageMonitor } from './coverage-monitor.ts';
import { workingDays } from './working-days.ts';

const yingkou = loadPack('yingkou');
const objects = ['S-1', 'S-2'].map((id) => anObject({ id, seriousDishonesty: true }));
const input = {
  ...({ agency: '999999', level: 'county', year: 2023, asOf: '2024-01-10', objects } as const),
  visits: [aVisit({ objectId: 'S-1', class: 'special', date: '2023-05-10' })],
  calendar: workingDays([2023, 2024].map(loadHolidays)),
};
const special = (reading: string) => {
  const pack = withSwitches(yingkou, { 'special.floor': reading });
  const line = coverageMonitor(pack, input).find((one) => one.class === 'special')!;
  const judged = compliance(pack, input).findings.filter((one) => one.class === 'special');
  return { line, codes: judged.map(({ code, severity }) => `${code} ${severity}`) };
};

test('what the verdict holds a class to by the floor of the province the coverage monitor tells too (AMB-04)', () => {
  const { line, codes } = special('provincialWarn');
  expect(codes).toEqual(['PROVINCIAL_FLOOR_SHORT warning']);
  expect(line).toMatchObject({ base: 2, covered: 1, floor: { rule: 'yingkou/floor/special/county', strict: false } });
  expect(line).not.toHaveProperty('due');
  expect(special('provincialEnforce')).toMatchObject({
    codes: ['UNDER_ANNUAL_COVERAGE error'],
    line: { floor: { strict: true } },
  });
});

test('where the floor is not read as one, or coverage is due anyway, there is none', () => {
  const { line, codes } = special('none');
  expect([codes, line.floor, line.due]).toEqual([[], undefined, undefined]);
  const key = coverageMonitor(yingkou, input).find((one) => one.class === 'key' && one.span === 'year')!;
  expect(key).toHaveProperty('due');
  expect(key).not.toHaveProperty('floor');
});
