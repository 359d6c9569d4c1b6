import { findingLines } from '@sunlot/contract/compliance-words.ts';
import type { ComplianceAnswer } from '@sunlot/contract/verdicts.ts';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { describeDatabases } from '../../db/test-database.ts';
import { type Failure, keepUp } from '../../upkeep.ts';
import { COUNTY, type County, openCounty } from '../draws/test-county.ts';
import { closePlan } from '../plans/close-plan.ts';
import { createTask } from '../tasks/create-task.ts';
import { verdictClosings } from './close-due.ts';
import { closeVerdict } from './close-verdict.ts';
import { reopenVerdict } from './reopen-verdict.ts';
import { showCompliance } from './show-compliance.ts';

const DAY = 86_400;
const YEAR = { agency: COUNTY, year: 2026 } as const;
const QUARTER = { ...YEAR, quarter: 'Q1' } as const;
const OPEN = /^怎么办：判定还没有定案：.*定案以后：这个时段已过/;
const OVER = /^怎么办：这个时段已过，/;

/** What is advised of the first quarter, in which nothing was drawn: by its own verdict and by that on the year. */
async function advice(county: County) {
  const says = ({ findings, ...view }: ComplianceAnswer) => {
    const short = findings.filter(({ code, period }) => code === 'UNDER_RATIO' && period === '2026Q1');
    expect(short.map((one) => one.class)).toContain('key');
    const lines = (lang: 'zh' | 'en') => findingLines({ ...view, findings: short }, lang).map((line) => line.trim());
    const told = [...lines('zh'), ...lines('en')].filter((line) => /^(?:怎么办：|What to do:)/.test(line));
    expect(told).toHaveLength(2 * short.length);
    return told;
  };
  const own = says(await county.looks('zonghe', showCompliance, QUARTER));
  const ofYear = says(await county.looks('zonghe', showCompliance, YEAR));
  return { own, ofYear };
}

describeDatabases('what is advised of a quarter that is over', (target) => {
  let county: County;
  beforeAll(async () => {
    county = await openCounty(target, { at: '2026-02-20T01:00:00Z' });
    county.wait(41 * DAY);
  });
  afterAll(() => county.close());

  const same = async (wording: RegExp) => {
    const { own, ofYear } = await advice(county);
    expect(own[0]).toMatch(wording);
    expect(ofYear).toEqual(own);
  };
  const round = async () => {
    const failures: Failure[] = [];
    const upkeep = keepUp([verdictClosings(county.deps)], (failure) => failures.push(failure));
    await upkeep.ended();
    await upkeep.stop();
    expect(failures).toEqual([]);
  };

  it('is that it can be made up while its verdict is provisional, in the verdict on the year too', async () => {
    await round();
    await same(OPEN);
  });

  it('is that it is over once the system has closed it', async () => {
    county.wait(20 * DAY);
    await round();
    await same(OVER);
  });

  it('goes on as a leader opens it again and closes it', async () => {
    await county.does('lingdao', reopenVerdict, { ...QUARTER, reason: '第一季度漏抽' });
    await same(OPEN);
    county.wait(20 * DAY);
    await county.does('lingdao', closeVerdict, QUARTER);
    await same(OVER);
  });

  it('is nothing that a closed verdict on the year would take back', async () => {
    await county.does('lingdao', reopenVerdict, { ...QUARTER, reason: '再次补录' });
    county.wait(300 * DAY);
    await county.does('lingdao', closeVerdict, YEAR);
    const { ofYear } = await advice(county);
    expect(ofYear[0]).toMatch(/^怎么办：年度已经结束，不能再补/);
    expect(await county.looks('zonghe', showCompliance, YEAR)).not.toHaveProperty('parts');
  });

  const draws = () => county.does('zonghe', createTask, { agency: COUNTY, class: 'key', period: '2026Q1' });
  const REOPEN_YEAR = `sunlot compliance reopen --agency ${COUNTY} --year 2026 --reason`;

  it('under a year that is closed is to open that first, with the command, as a draw is refused before', async () => {
    const { own } = await advice(county);
    expect(own[0]).toMatch(
      /^怎么办：判定还没有定案：.*可以补抽，但要先由负责人写明理由重新打开 2026 年的判定（已经定案：/,
    );
    for (const text of own) expect(text).toContain(REOPEN_YEAR);
    await expect(draws()).rejects.toMatchObject({ code: 'task.periodClosed', details: { of: '2026' } });
  });

  it('is that it can be made up once that was done', async () => {
    await county.does('lingdao', reopenVerdict, { ...YEAR, reason: '补抽第一季度' });
    const { own, ofYear } = await advice(county);
    expect(own[0]).toMatch(/^怎么办：判定还没有定案：.*还在名单里的可以补抽，时段以内/);
    expect(ofYear).toEqual(own);
    await expect(draws()).rejects.toMatchObject({ code: 'items.notPublished' });
  });

  it('is nothing any more once the plan of the year is closed', async () => {
    await county.addTask('2026Q1', 10);
    const clause = '{"section": "四", "quote": "假想"}';
    await county.deps.database.ownerQuery(`update plan_entry set clause = '${clause}'`);
    county.wait(20 * DAY);
    await county.does('lingdao', closeVerdict, QUARTER);
    await county.does('lingdao', closeVerdict, YEAR);
    const explanations = [{ what: '2026q1-key', reason: '没有抽取' }];
    await county.does('lingdao', closePlan, { ...YEAR, explanations });
    await county.does('lingdao', reopenVerdict, { ...QUARTER, reason: '更正' });
    await county.does('lingdao', reopenVerdict, { ...YEAR, reason: '更正' });
    const { own, ofYear } = await advice(county);
    expect(own[0]).toMatch(/^怎么办：年度已经结束，不能再补/);
    expect(ofYear).toEqual(own);
    await expect(draws()).rejects.toMatchObject({ code: 'plan.closed' });
  });
});

describeDatabases('what is advised of a quarter from before the agency was here', (target) => {
  it('control: is that it is over, in both verdicts', async () => {
    const county = await openCounty(target, { at: '2026-04-02T01:00:00Z' });
    const { own, ofYear } = await advice(county);
    expect(own[0]).toMatch(OVER);
    expect(ofYear).toEqual(own);
    await county.close();
  });
});
