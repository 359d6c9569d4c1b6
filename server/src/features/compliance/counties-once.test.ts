import { utf8 } from '@sunlot/core/basics/bytes.ts';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { consoleActor } from '../../accounts/actor.ts';
import { read, type UseCase, write } from '../../context.ts';
import { describeDatabases } from '../../db/test-database.ts';
import { inventedCode } from '../../examples/credit-codes.ts';
import { openTestOffice, type TestOffice } from '../../imports/test-office.ts';
import { addAgency } from '../agencies/add-agency.ts';
import { importObjects } from '../objects/import-objects.ts';
import { importVisits } from '../visits/import-visits.ts';
import { compareCounties } from './compare-counties.ts';
import { showReport } from './show-report.ts';

const [CITY, COUNTY] = ['530100', '530125'] as const;
const YEAR = 2025;
const HEADER =
  '单位名称,统一社会信用代码,单位地址,法定代表人,所在区域,排污许可管理类别,重点排污单位,核技术利用单位,状态';
const OBJECTS = [1, 2, 3, 4].map(
  (n) =>
    `假想${n}号,${inventedCode(n)},假想路${n}号,某某某,${COUNTY},重点管理,${n < 4 ? '是' : ''},${n < 2 ? '是' : ''},正常`,
);
const VISITS = [1, 2, 3].map((n) => `2025-03-0${n},${inventedCode(n)},随机,现场,未发现问题`);

describeDatabases('a county whose units stand on several rows of table one', (target) => {
  let office: TestOffice;
  const does = <I, O>(useCase: UseCase<I, O>, input: I) =>
    write(office.deps, consoleActor(), (ctx) => useCase(ctx, input));
  const looks = <I, O>(useCase: UseCase<I, O>, input: I) =>
    read(office.deps, consoleActor(), (ctx) => useCase(ctx, input));
  beforeAll(async () => {
    office = await openTestOffice(target);
    await does(addAgency, { code: CITY, name: '示范市局', level: 'municipal', pack: 'yiliang' });
    await does(addAgency, { code: COUNTY, name: '示范分局', level: 'county', parent: CITY, pack: 'yiliang' });
    const given = { agency: COUNTY, file: 'x.csv' };
    await does(importObjects, { ...given, bytes: utf8([HEADER, ...OBJECTS].join('\n')) });
    const visits = ['检查日期,统一社会信用代码,抽取方式,检查方式,检查结果', ...VISITS].join('\n');
    await does(importVisits, { ...given, bytes: utf8(visits) });
  });
  afterAll(() => office.close());

  it('is shown with each unit and each visit once, as many as its report has over all classes', async () => {
    const { lines } = await looks(compareCounties, { agency: CITY, year: YEAR });
    expect(lines).toMatchObject([{ agency: COUNTY, base: 4, drawn: 3, visits: 3, covered: 3 }]);
    const report = await looks(showReport, { agency: COUNTY, year: YEAR });
    expect(report.totals.find(({ figure }) => figure === 'randomVisits')?.value).toBe(3);
    // Control: row by row they are more, and what the rows ask is added up.
    const rows = report.lines.filter(({ period }) => period === String(YEAR));
    const sum = (of: 'base' | 'visits' | 'minimum') => rows.reduce((total, row) => total + row[of], 0);
    expect([sum('base') > 4, sum('visits') > 3, lines[0]!.minimum]).toEqual([true, true, sum('minimum')]);
  });
});
