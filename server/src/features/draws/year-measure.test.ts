import { expect, test } from 'vitest';
import { describeDatabases, type TestTarget } from '../../db/test-database.ts';
import { judgeCompliance } from '../compliance/judge-compliance.ts';
import { importObjects } from '../objects/import-objects.ts';
import { numbersToday } from '../plans/numbers-today.ts';
import { rehearseDraw } from './rehearse-draw.ts';
import { COUNTY, type County, openCounty } from './test-county.ts';
import { directoryOf } from './test-directory.ts';
import { drawTask } from './test-draw.ts';

const DAY = 86_400;

/** Eight 重点 on 1 January, two drawn in each of three quarters, and four more from 5 October on. */
async function openInOctober(target: TestTarget, annualBase: string): Promise<County> {
  const edit = (text: string) =>
    text.replace('calc.annualBase, default: lastFreeze', `calc.annualBase, default: ${annualBase}`);
  const county = await openCounty(target, { at: '2026-02-20T01:00:00Z', keyObjects: 8, edit });
  for (const quarter of [1, 2, 3]) {
    const task = await county.addTask(`2026Q${quarter}`, 2);
    await drawTask(county, task);
    county.wait(quarter === 3 ? 60 * DAY : 91 * DAY);
  }
  const bytes = directoryOf([501, 502, 503, 504].map((n) => ({ n, changed: '2026-10-05' })));
  await county.does('zonghe', importObjects, { agency: COUNTY, file: 'x.csv', bytes });
  return county;
}

describeDatabases('a year that is measured by the list of 1 January', (target) => {
  const asked = async (county: County) => {
    const task = await county.addTask('2026Q4', 2);
    const { strata } = await county.looks('zonghe', rehearseDraw, { task });
    const { entries } = await county.looks('zonghe', numbersToday, { agency: COUNTY, year: 2026 });
    const { tables } = await county.looks('zonghe', judgeCompliance, { agency: COUNTY, year: 2026 });
    const judged = tables.find((one) => one.topic === 'coverage' && one.class === 'key');
    return [strata[0]!.base, strata[0]!.required, entries.get('2026q4.key')?.required, judged?.base];
  };

  test('asks of its last quarter whom it still lacks of them: rehearsal, plan and verdict alike', async () => {
    const county = await openInOctober(target, 'yearStart');
    expect(await asked(county)).toEqual([12, 3, 3, 8]);
    await county.close();
  });

  test('control: by the last list whoever came is owed, too', async () => {
    const county = await openInOctober(target, 'lastFreeze');
    expect(await asked(county)).toEqual([12, 6, 6, 8]);
    await county.close();
  });
});
