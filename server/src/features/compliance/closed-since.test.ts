import { findingLines } from '@sunlot/contract/compliance-words.ts';
import { utf8 } from '@sunlot/core/basics/bytes.ts';
import { afterAll, describe, expect, it } from 'vitest';
import { describeDatabases } from '../../db/test-database.ts';
import { COUNTY, type County, openCounty } from '../draws/test-county.ts';
import { importVisits } from '../visits/import-visits.ts';
import { judgeCompliance } from './judge-compliance.ts';

const HEADER = '检查日期,统一社会信用代码,对象类别,抽取方式,检查结果,结果认定日期,公示日期';

/** AMB-01: five 重点 of 2026, of whom three were visited and one closed on a day of the year; no list was frozen. Today is 20 January 2027. */
const EXPECTED = [
  { snapshot: 'yearStart', closedOn: '2026-03-01', base: 5, gone: 1 },
  { snapshot: 'periodStart', closedOn: '2026-11-03', base: 5, gone: 1 },
  { snapshot: 'periodStart', closedOn: '2026-03-01', base: 4, gone: undefined },
  { snapshot: 'freeze', closedOn: '2026-03-01', base: 4, gone: undefined },
] as const;

describeDatabases('a unit that closed in the year and that nobody had visited', (target) => {
  describe.each(EXPECTED)('$snapshot, closed on $closedOn', ({ snapshot, closedOn, base, gone }) => {
    let county: County;
    afterAll(() => county.close());

    it('is told apart from those whom the next plan takes first, where the base holds it', async () => {
      const edit = (text: string) => text.replace(/(denominatorSnapshot, default: )\w+/, `$1${snapshot}`);
      county = await openCounty(target, { at: '2027-01-20T01:00:00Z', keyObjects: 5, edit });
      const ask = (text: string) => county.deps.database.ownerQuery<{ key: string }>(text);
      const keys = (await ask(`select key from inspection_object where permit_category = '重点管理' order by key`)).map(
        ({ key }) => key,
      );
      await ask(`update inspection_object set status = 'closed', status_since = '${closedOn}',
        facts = facts || '{"status": "closed", "statusSince": "${closedOn}"}' where key = '${keys[4]}'`);
      const rows = keys
        .slice(0, 3)
        .map((key) => `2026-02-10,${key},重点排污单位,随机,未发现问题,2026-02-10,2026-02-12`);
      const bytes = utf8([HEADER, ...rows].join('\n'));
      await county.does('zonghe', importVisits, { agency: COUNTY, file: 'v.csv', bytes });
      const view = await county.looks('lingdao', judgeCompliance, { agency: COUNTY, year: 2026 });
      const short = view.findings.find(({ code }) => code === 'UNDER_ANNUAL_COVERAGE')!;
      expect(short).toMatchObject({ required: base, actual: 3, shortBy: base - 3 });
      expect(short.gone).toBe(gone);
      const lines = findingLines({ ...view, findings: [short] }, 'zh');
      const todo = lines.find((line) => line.includes('怎么办'));
      const next = '年度已经结束，不能再补，判定不变；方案没有写明结转的，下一年度从头计算：早安排，没有查到的优先。';
      expect(todo).toBe(
        gone === undefined
          ? `   怎么办：${next}`
          : `   怎么办：所差的 2 家里，1 家的对象已经关停、注销或迁出，仍在基数里，但不能再查：保留状态变更的材料备查，不再列入计划。其余 1 家：${next}`,
      );
    });
  });
});
