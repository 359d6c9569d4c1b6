import { utf8 } from '@sunlot/core/basics/bytes.ts';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { stringify } from 'yaml';
import { describeDatabases } from '../../db/test-database.ts';
import { inventedCode } from '../../examples/credit-codes.ts';
import { loadPack, readPackSource } from '../../packs/pack-files.ts';
import { addAgency } from '../agencies/add-agency.ts';
import { openTree, type Tree } from '../agencies/test-tree.ts';
import { importObjects } from '../objects/import-objects.ts';
import { listReviews } from '../reviews/list-reviews.ts';
import { importVisits } from '../visits/import-visits.ts';
import { judgeCompliance } from './judge-compliance.ts';

/** The readings of one scheme (雄安), from a workbook to the verdict: each value its own answer. */

const READINGS = {
  'general.nonPositiveBase': 'threeCountiesTogether',
  'report.summary.mode': 'notLaterThan',
  'calc.visitUnit': 'department',
  'special.triggerDate': 'act',
};
const OBJECTS = `单位名称,统一社会信用代码,单位地址,法定代表人,所在区域,排污许可管理类别,正面清单,涉刑,状态
假想甲有限公司,${inventedCode(1)},某路1号,张某,AREA,登记管理,,,正常
假想乙有限公司,${inventedCode(2)},某路2号,李某,AREA,登记管理,2020-01-01~2026-12-31,2026-11-01||某书〔2026〕1号|2026-02-01,正常`;

function packFile(readings: Readonly<Record<string, string>>) {
  const loaded = loadPack(readPackSource('xiongan')!);
  if ('faults' in loaded) throw new Error('the pack does not load');
  const content = structuredClone(loaded.content) as {
    ambiguities: { switches?: { key: string; value?: string }[] }[];
  };
  for (const { switches = [] } of content.ambiguities)
    for (const one of switches) if (readings[one.key] !== undefined) one.value = readings[one.key]!;
  const clause = { section: '一', quote: '试' };
  const act = { key: 'special.triggerDate', default: 'decision', options: ['decision', 'act'] };
  const value = readings[act.key];
  content.ambiguities.push({
    ...{ id: 'AMB-21', problem: '试', reading: '试', clause },
    switches: [value === undefined ? act : { ...act, value }],
  } as (typeof content.ambiguities)[number]);
  return { name: 'x.yaml', text: stringify(content).replaceAll('xiongan', 'readings') };
}

for (const [name, readings] of [
  ['the usual readings', {}],
  ['the other readings', READINGS],
] as const) {
  describeDatabases(name, (target) => {
    const isUsual = name === 'the usual readings';
    let tree: Tree;
    beforeAll(async () => {
      tree = await openTree(target);
      await tree.does('console', addAgency, {
        ...{ code: '888800', name: '示范新区', level: 'newArea', packFile: packFile(readings) },
      });
      for (const [i, code] of ['888801', '888802'].entries()) {
        await tree.does('console', addAgency, { code, name: `示范${i}县局`, level: 'county', parent: '888800' });
        const bytes = utf8(OBJECTS.replaceAll('AREA', code).replaceAll(inventedCode(1), inventedCode(10 + i)));
        await tree.does('console', importObjects, { agency: code, file: 'x.csv', bytes });
      }
      const visit = `检查日期,统一社会信用代码,任务类型,抽取方式,检查结果\n2026-02-10,${inventedCode(10)},部门联合,随机,未发现问题`;
      await tree.does('console', importVisits, { agency: '888801', file: 'v.csv', bytes: utf8(visit) });
    });
    afterAll(() => tree.close());
    const judged = (agency: string) => tree.looks('console', judgeCompliance, { agency, year: 2026, quarter: 'Q1' });

    it('decide who owes the share of the counties, when the summary is due, and what a joint visit counts', async () => {
      const general = async (agency: string) =>
        (await judged(agency)).tables
          .filter((one) => one.class === 'generalNonPositive')
          .map(({ required, state }) => [required, state]);
      expect(await general('888802')).toEqual(isUsual ? [[1, 'short']] : [[undefined, 'shown']]);
      expect(await general('888800')).toEqual(isUsual ? [] : [[1, 'met']]);
      const { reports, visits } = await judged('888801');
      expect(reports?.[0]).toMatchObject(isUsual ? { opens: '2026-03-27', due: '2026-03-31' } : { due: '2026-03-27' });
      expect(visits).toBe(isUsual ? 1 : 2);
    });

    it('list the firm that is special and on the positive list, from the day the pack goes by', async () => {
      const { listings } = await tree.looks('console', listReviews, { agency: '888801' });
      expect(listings?.items).toMatchObject([
        {
          object: inventedCode(2),
          since: isUsual ? '2026-11-01' : '2026-02-01',
          reasons: ['有涉刑等严重违法违规记录'],
        },
      ]);
    });
  });
}
