import { utf8 } from '@sunlot/core/basics/bytes.ts';
import { expect, test } from 'vitest';
import { CONSOLE_USER } from '../../accounts/actor.ts';
import { describeDatabases, type TestTarget } from '../../db/test-database.ts';
import { judgeCompliance } from '../compliance/judge-compliance.ts';
import { COUNTY, openCounty } from '../draws/test-county.ts';
import { switchPack } from '../packs/switch-pack.ts';
import { importVisits } from '../visits/import-visits.ts';
import { listDue } from './list-due.ts';

/** A visit of 12 February whose result was determined that day, and a reading of the clock that begins on a day; it is 12 March. */
async function openInMarch(target: TestTarget, from: string) {
  const county = await openCounty(target, { at: '2026-01-05T01:00:00Z', keyObjects: 4 });
  await county.does(CONSOLE_USER, switchPack, {
    ...{ agency: COUNTY, key: 'publication.dayZeroCounts', value: 'true', from, why: '会议', approver: 'lingdao' },
  });
  county.wait(66 * 86_400);
  const [{ key } = { key: '' }] = await county.deps.database.ownerQuery<{ key: string }>(
    'select key from inspection_object order by key',
  );
  const lines = [
    '检查日期,统一社会信用代码,抽取方式,检查结果,结果认定日期',
    `2026-02-12,${key},随机,未发现问题,2026-02-12`,
  ];
  await county.does('zonghe', importVisits, { agency: COUNTY, file: 'v.csv', bytes: utf8(lines.join('\n')) });
  return county;
}

describeDatabases('a clock of publication that is read otherwise from a day within the quarter', (target) => {
  test.each([
    ['2026-02-10', '2026-03-12', []],
    // Control: from the first day of the quarter on it holds, in the list of what is due as in the verdict.
    ['2026-01-01', '2026-03-11', ['2026-03-11']],
  ])('from %s: due on %s, and the verdict says the same', async (from, due, late) => {
    const county = await openInMarch(target, from);
    const { items } = await county.looks('zonghe', listDue, { agency: COUNTY });
    expect(items.map((one) => one.due)).toEqual([due]);
    const asked = { agency: COUNTY, year: 2026 } as const;
    for (const quarter of [{ quarter: 'Q1' }, {}]) {
      const { findings } = await county.looks('zonghe', judgeCompliance, { ...asked, ...quarter });
      const overdue = findings.filter(({ code }) => code === 'PUBLICATION_OVERDUE');
      expect(overdue.map((one) => one.due)).toEqual(late);
    }
    await county.close();
  });
});
