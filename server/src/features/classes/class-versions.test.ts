import { afterAll, beforeAll, expect, it } from 'vitest';
import { CONSOLE_USER } from '../../accounts/actor.ts';
import { describeDatabases } from '../../db/test-database.ts';
import { readPackSource } from '../../packs/pack-files.ts';
import { shippedVersion } from '../../packs/test-versions.ts';
import { judgeCompliance } from '../compliance/judge-compliance.ts';
import { COUNTY, type County, openCounty } from '../draws/test-county.ts';
import { adoptPack } from '../packs/adopt-pack.ts';
import { approveOverride } from './decide-override.ts';
import { showClass } from './list-overrides.ts';
import { proposeOverride } from './propose-override.ts';

/** A version that takes no list of 重点排污单位 into account holds from July on: its 37 objects are 一般 then. */
const NEXT = shippedVersion('jiangxian') + 1;
const JULY = '2026-07-01';
const text = readPackSource('jiangxian')!
  .text.replace(/^version: \d+$/m, `version: ${NEXT}`)
  .replace(/effectiveFrom: \S+/, `effectiveFrom: ${JULY}`)
  .replace('when: object.keyDischarger', 'when: object.sewagePlant');

describeDatabases('the classes of a year in which a version of the scheme begins (R-002, R-051)', (target) => {
  let county: County;
  let now = Date.parse('2026-05-10T01:00:00Z');
  const goTo = (day: string) => {
    const then = Date.parse(`${day}T01:00:00Z`);
    county.wait((then - now) / 1000);
    now = then;
  };
  const ask = <Row extends Record<string, unknown>>(sql: string) => county.deps.database.ownerQuery<Row>(sql);
  let keys: readonly string[];
  beforeAll(async () => {
    county = await openCounty(target, { at: '2026-05-10T01:00:00Z' });
    keys = (await ask<{ key: string }>(`select key from inspection_object order by substr(id, 5)::int`)).map(
      ({ key }) => key,
    );
    await county.does(CONSOLE_USER, adoptPack, {
      ...{ agency: COUNTY, file: 'x.yaml', text, why: '方案修订', approver: 'lingdao' },
    });
    goTo('2026-10-20');
  });
  afterAll(() => county.close());
  const shows = (object: string, on?: string) =>
    county.looks('zonghe', showClass, { agency: COUNTY, object, ...(on !== undefined && { on }) });
  const spans = async (object: string, on?: string) =>
    (await shows(object, on)).intervals.map(({ className, from, to, reasons, recorded }) => [
      ...[className, from, to, reasons.map(({ fact }) => fact), recorded],
    ]);
  const NOTHING = '不符合其他类别的条件';
  const BECAUSE = `方案第 ${NEXT} 版自 ${JULY} 起`;

  it('are told by the version in force on each day, whichever day is asked for, as the verdict counts them', async () => {
    const [listed, other] = [keys[0]!, keys[60]!];
    const year = await spans(listed);
    expect(year).toEqual([
      ['重点排污单位', '2026-01-01', '2026-06-30', [expect.stringContaining('重点排污单位')], false],
      ['一般排污单位', JULY, '2026-12-31', [NOTHING, BECAUSE], false],
    ]);
    const days = ['2026-03-01', '2026-06-30', JULY, '2026-12-31'];
    for (const day of days) expect(await spans(listed, day)).toEqual(year);
    expect(await Promise.all(days.map(async (day) => (await shows(listed, day)).class))).toEqual([
      ...['key', 'key', 'general', 'general'],
    ]);
    const { tables } = await county.looks('zonghe', judgeCompliance, { agency: COUNTY, year: 2026 });
    const bases = tables.flatMap((one) =>
      one.topic === 'ratio' && one.class === 'key' ? [[one.period, one.base]] : [],
    );
    expect(bases).toEqual([
      ['2026Q1', 37],
      ['2026Q2', 37],
      ['2026Q3', 0],
      ['2026Q4', 0],
    ]);
    // Control: whom both versions class alike has one stretch, and no word of a version.
    expect(await spans(other)).toEqual([['一般排污单位', '2026-01-01', '2026-12-31', [NOTHING], false]]);
  });

  it('come on record by the version of their days, too', async () => {
    const object = keys[1]!;
    const asked = { agency: COUNTY, object, class: 'special', reason: '专题会议', to: '2026-12-31' };
    const { id } = await county.does('zonghe', proposeOverride, asked);
    await county.does('lingdao', approveOverride, { agency: COUNTY, override: id });
    expect(
      await ask(
        `select from_day, after, cause, pack_version from class_change where object_key = '${object}' order by position`,
      ),
    ).toEqual([
      { from_day: '2026-01-01', after: 'key', cause: 'time', pack_version: NEXT - 1 },
      { from_day: JULY, after: 'general', cause: 'time', pack_version: NEXT },
      { from_day: '2026-10-20', after: 'special', cause: 'override', pack_version: NEXT },
    ]);
    expect((await spans(object)).map(([name, from, to, , recorded]) => [name, from, to, recorded])).toEqual([
      ['重点排污单位', '2026-01-01', '2026-06-30', true],
      ['一般排污单位', JULY, '2026-10-19', true],
      ['特殊监管对象', '2026-10-20', '2026-12-31', true],
    ]);
    expect((await shows(object)).intervals[1]?.reasons.map(({ fact }) => fact)).toEqual([NOTHING, BECAUSE]);
  });
});
