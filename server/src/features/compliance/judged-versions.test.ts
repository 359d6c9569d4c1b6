import { ComplianceView } from '@sunlot/contract/compliance.ts';
import { versionText } from '@sunlot/contract/version-words.ts';
import { expect, it } from 'vitest';
import { CONSOLE_USER } from '../../accounts/actor.ts';
import { describeDatabases } from '../../db/test-database.ts';
import { shippedVersion } from '../../packs/test-versions.ts';
import { COUNTY, openCounty } from '../draws/test-county.ts';
import { switchPack } from '../packs/switch-pack.ts';
import { showCompliance } from './show-compliance.ts';

const [SHIPPED, NEXT] = [shippedVersion('jiangxian'), shippedVersion('jiangxian') + 1];
const DAY = 86_400;

describeDatabases('the verdict on a year in which a sentence of the scheme is read otherwise (R-003)', (target) => {
  it('names each version with its quarters and what it reads otherwise; a quarter has one', async () => {
    const county = await openCounty(target, { at: '2026-05-10T01:00:00Z' });
    const judged = (quarter?: string) =>
      county.looks('zonghe', showCompliance, { agency: COUNTY, year: 2026, ...(quarter !== undefined && { quarter }) });
    await county.does(CONSOLE_USER, switchPack, {
      ...{ agency: COUNTY, key: 'class.jointFlag', value: 'false', from: '2026-07-01' },
      ...{ why: '会议', approver: 'lingdao' },
    });
    const [before, quarter] = [await judged(), await judged('Q2')];
    // Control: until it has begun, and in the quarters themselves, there is one version.
    for (const view of [before, quarter]) expect(view).not.toHaveProperty('versions');
    county.wait(163 * DAY);
    const third = await judged('Q3');
    expect(third).toMatchObject({ packVersion: NEXT });
    expect(third).not.toHaveProperty('versions');
    const year = await judged();
    expect(year).toMatchObject({ packVersion: SHIPPED, readings: before.readings });
    const flag = third.readings.find(({ key }) => key === 'class.jointFlag');
    expect(flag).toMatchObject({ default: true, value: false });
    expect(year.versions).toEqual([
      { version: SHIPPED, from: '2026-01-01', to: '2026-06-30', periods: ['2026Q1', '2026Q2'], readings: [] },
      { version: NEXT, from: '2026-07-01', to: '2026-12-31', periods: ['2026Q3', '2026Q4'], readings: [flag] },
    ]);
    expect(versionText(year, 'zh')).toContain(`第三季度、第四季度按第 ${NEXT} 版，其余规定按第 ${SHIPPED} 版`);
    // What is kept of a verdict that is closed has them, too.
    expect(ComplianceView.parse(year).versions).toEqual(year.versions);
    await county.close();
  });
});
