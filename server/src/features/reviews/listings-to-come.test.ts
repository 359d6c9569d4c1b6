import { afterAll, beforeAll, expect, it } from 'vitest';
import { read, type UseCase, write } from '../../context.ts';
import { describeDatabases } from '../../db/test-database.ts';
import { openTestApp, type TestApp } from '../../http/test-app.ts';
import { addAgency } from '../agencies/add-agency.ts';
import { judgeCompliance } from '../compliance/judge-compliance.ts';
import { type Group, group, objectsFile } from '../compliance/test-schemes.ts';
import { importObjects } from '../objects/import-objects.ts';
import { listReviews } from './list-reviews.ts';

const PLACE = '530125';
const DAY = 86_400_000;

/** 宜良, from 20 November on: rows that speak of 1 December change nothing before it. */
describeDatabases('what is told of the directory before the day of a row', (target) => {
  let site: TestApp;
  const [stays, closes, comes, leaves] = [1, 2, 3, 4].map(() => group(1, {})) as [Group, Group, Group, Group];
  const listed = { 集中投诉: '是', 监督执法正面清单: '2025-01-01~2027-12-31' };
  const does = async <I, O>(useCase: UseCase<I, O>, login: string, input: I) =>
    write(site.deps, await site.actor(login), (ctx) => useCase(ctx, input));
  const takes = async ({ codes }: Group, cells: Group['cells'] = {}) => {
    const bytes = objectsFile([{ codes, cells: { 集中投诉: '是', 监督执法正面清单: '', ...cells } }], PLACE);
    const { result } = await does(importObjects, 'banshi', { agency: PLACE, file: 'o.csv', bytes });
    expect(result).toMatchObject({ rejected: 0 });
  };
  const reviewed = async () => {
    const { listings } = await read(site.deps, await site.actor('banshi'), (ctx) =>
      listReviews(ctx, { agency: PLACE }),
    );
    return listings!.items.map(({ object }) => object).toSorted();
  };
  const limits = async () => {
    const { findings } = await read(site.deps, await site.actor('banshi'), (ctx) =>
      judgeCompliance(ctx, { agency: PLACE, year: 2026 }),
    );
    return findings.flatMap(({ code, due }) => (code === 'TIME_LIMIT_PASSED' ? [due] : []));
  };
  const codes = (...groups: readonly Group[]) => groups.flatMap((one) => one.codes).toSorted();

  beforeAll(async () => {
    site = await openTestApp(target);
    await does(addAgency, 'alice', { code: PLACE, name: '假想县分局', level: 'county', pack: 'yiliang' });
    await site.addPerson('banshi', ['enforcementBrigade'], PLACE);
    for (const one of [stays, closes, leaves]) await takes(one, listed);
    await takes(comes);
    const project = (cells: Group['cells']) =>
      takes(group1, { 集中投诉: '', 建设项目: '是', 项目代码: 'YL-1', ...cells });
    const group1 = group(1, {});
    await project({ 检查时限: '2026-06-30' });
    await project({ 检查时限: '2026-12-20', 变更生效日期: '2026-12-01' });
  });
  afterAll(() => site.close());

  it('listings to be reviewed and limits that passed are those of today', async () => {
    expect(await reviewed()).toEqual(codes(stays, closes, leaves));
    await takes(closes, { ...listed, 状态: '关停', 状态起始日期: '2026-12-01' });
    await takes(leaves, { 变更生效日期: '2026-12-01' });
    await takes(comes, { ...listed, 变更生效日期: '2026-12-01' });
    expect(await reviewed()).toEqual(codes(stays, closes, leaves));
    expect(await limits()).toEqual(['2026-06-30']);
  });

  it('control: from that day on they are those of the new rows', async () => {
    site.moveClock(12 * DAY);
    expect(await reviewed()).toEqual(codes(stays, comes));
    expect(await limits()).toEqual([]);
  });
});
