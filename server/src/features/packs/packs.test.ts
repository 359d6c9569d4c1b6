import type { ComplianceView } from '@sunlot/contract/compliance.ts';
import type { AdoptPack, SwitchPack } from '@sunlot/contract/packs.ts';
import { beforeEach, describe, expect, test } from 'vitest';
import { consoleActor } from '../../accounts/actor.ts';
import { read, type UseCase, write } from '../../context.ts';
import { describeDatabases } from '../../db/test-database.ts';
import { COUNTY, ELSEWHERE, openTestApp, PASSWORD, type TestApp } from '../../http/test-app.ts';
import { loadPack, readPackSource } from '../../packs/pack-files.ts';
import { packVersions } from '../../packs/pack-store.ts';
import { packView } from '../../packs/pack-view.ts';
import type { SimulatedYear } from '../../packs/simulate-year.ts';
import { shippedVersion } from '../../packs/test-versions.ts';
import { addAgency } from '../agencies/add-agency.ts';
import { judgeCompliance } from '../compliance/judge-compliance.ts';
import { type GoldenYear, goldenYear, objectsCsv, visitsCsv } from '../compliance/test-year.ts';
import { importObjects } from '../objects/import-objects.ts';
import { proposePlan } from '../plans/propose-plan.ts';
import { importVisits } from '../visits/import-visits.ts';
import { adoptPack } from './adopt-pack.ts';
import { listPacks } from './list-packs.ts';
import { showPack } from './show-pack.ts';
import { simulatePack } from './simulate-pack.ts';
import { switchPack } from './switch-pack.ts';

const shipped = readPackSource('jiangxian')!.text;
const SHIPPED = shippedVersion('jiangxian');
const NEXT = SHIPPED + 1;

/** The shipped pack as another version from a day on, with one more change. */
function version(number: number, from: string, edit: (text: string) => string = (text) => text): string {
  return edit(
    shipped.replace(/^version: \d+$/m, `version: ${number}`).replace(/effectiveFrom: \S+/, `effectiveFrom: ${from}`),
  );
}

const thirtyPercent = (text: string) =>
  text.replace(/(id: jiangxian\/ratio\/key\/county\n\s+value: \{ every: quarter, min: )25%/, '$130%');

describeDatabases('versions of a pack', (target) => {
  let site: TestApp;
  const as = async <I, O>(login: string | undefined, useCase: UseCase<I, O>, input: I) => {
    const actor = login === undefined ? consoleActor() : await site.actor(login);
    return write(site.deps, actor, (ctx) => useCase(ctx, input));
  };
  const looks = async <I, O>(login: string, useCase: UseCase<I, O>, input: I) =>
    read(site.deps, await site.actor(login), (ctx) => useCase(ctx, input));
  const goTo = (day: string) => site.moveClock(Date.parse(`${day}T01:00:00Z`) - site.deps.clock.now());
  const adopt = (text: string, more: Partial<AdoptPack> = {}) =>
    as('alice', adoptPack, { agency: COUNTY, file: 'mine.yaml', text, why: '方案修订', approver: 'lingdao', ...more });
  const change = (key: string, value: string, more: Partial<SwitchPack> = {}) =>
    as('alice', switchPack, {
      ...{ agency: COUNTY, key, value, from: '2025-07-01', why: '会议决定', approver: 'lingdao' },
      ...more,
    });
  const numbers = async () =>
    (
      await site.deps.database.ownerQuery<{ version: number }>(
        `select version from agency_pack where agency = '${COUNTY}' and pack = 'jiangxian' order by version`,
      )
    ).map((row) => row.version);

  beforeEach(async () => {
    site = await openTestApp(target);
    await as(undefined, addAgency, { code: '999903', name: '另一县分局', level: 'county', pack: 'xiongan' });
    await site.addPerson('lingdao', ['head'], COUNTY);
    await site.addPerson('linxian', ['head'], ELSEWHERE);
    goTo('2025-05-20');
  });
  const close = () => site.close();

  describe('a ratio raised from the third quarter on', () => {
    let year: GoldenYear;
    const judged = (quarter?: string): Promise<ComplianceView> =>
      looks('bob', judgeCompliance, { agency: COUNTY, year: 2025, ...(quarter && { quarter }) });
    const keyOf = (view: ComplianceView) =>
      view.findings
        .filter((finding) => finding.class === 'key' && finding.rule.includes('/ratio/'))
        .map(({ period, required, actual }) => ({ period, required, actual }));

    beforeEach(async () => {
      const given = goldenYear('J-12b');
      year = {
        ...given,
        year: 2025,
        directory: { ...given.directory, key: 37 },
        input: { ...given.input, key: [10, 9, 10, 8] },
      };
      const put = { agency: COUNTY, file: 'x.csv' };
      await as('bob', importObjects, { ...put, bytes: objectsCsv(year, COUNTY) });
      goTo('2026-02-20');
      await as('bob', importVisits, { ...put, bytes: visitsCsv(year) });
      goTo('2025-05-20');
    });

    test('holds for periods that begin later; the earlier ones are judged as before, to the byte', async () => {
      const before = JSON.stringify(await judged('Q1'));
      await adopt(version(NEXT, '2025-07-01', thirtyPercent));
      expect(JSON.stringify(await judged('Q1'))).toBe(before);
      goTo('2026-02-20');
      const { asOf: _, visits: _visits, ...then } = JSON.parse(before) as ComplianceView;
      const { asOf: _now, visits: _then, ...now } = await judged('Q1');
      expect(JSON.stringify(now)).toBe(JSON.stringify(then));
      expect((await judged('Q1')).packVersion).toBe(SHIPPED);
      expect((await judged('Q3')).packVersion).toBe(NEXT);
      expect(keyOf(await judged())).toEqual([
        { period: '2025Q2', required: 10, actual: 9 },
        { period: '2025Q3', required: 12, actual: 10 },
        { period: '2025Q4', required: 12, actual: 8 },
      ]);
      await close();
    });

    test('without it the same visits are short by the old ratio', async () => {
      goTo('2026-02-20');
      expect(keyOf(await judged())).toEqual([
        { period: '2025Q2', required: 10, actual: 9 },
        { period: '2025Q4', required: 10, actual: 8 },
      ]);
      await close();
    });

    test('the plan of the year asks each quarter for what its version says, and names the last one', async () => {
      const required = async () =>
        (await as('bob', proposePlan, { agency: COUNTY, year: 2025 })).entries
          .filter((entry) => entry.class === 'key')
          .map((entry) => entry.required);
      expect(await required()).toEqual([10, 10, 10, 10]);
      await adopt(version(NEXT, '2025-07-01', thirtyPercent));
      expect(await required()).toEqual([10, 10, 12, 12]);
      const [plan] = await site.deps.database.ownerQuery<{ pack_version: number }>(
        'select pack_version from annual_plan',
      );
      expect(plan).toEqual({ pack_version: NEXT });
      await close();
    });
  });

  test('an adoption is audited, and only one agency follows it', async () => {
    await site.audited();
    expect(await adopt(version(NEXT, '2025-07-01', thirtyPercent))).toMatchObject({
      ...{ agency: COUNTY, pack: 'jiangxian', version: NEXT, effectiveFrom: '2025-07-01' },
      ...{ why: '方案修订', adoptedBy: 'alice', approvedBy: 'lingdao' },
    });
    expect(await site.audited()).toEqual(['pack.adopt']);
    expect(await numbers()).toEqual([SHIPPED, NEXT]);
    const elsewhere = await read(site.deps, consoleActor(), (ctx) => packVersions(ctx, ELSEWHERE));
    expect(elsewhere.map((pack) => pack.version)).toEqual([SHIPPED]);
    const lines = await looks('alice', listPacks, undefined);
    expect(lines.filter(({ pack }) => pack === 'jiangxian')).toMatchObject([
      { version: SHIPPED, shipped: true, stored: true, agencies: [COUNTY, ELSEWHERE] },
      { version: NEXT, shipped: false, stored: true, agencies: [COUNTY] },
    ]);
    expect((await looks('bob', listPacks, undefined)).find(({ pack }) => pack === 'jiangxian')!.agencies).toEqual([
      COUNTY,
    ]);
    expect((await looks('bob', showPack, { pack: 'jiangxian', version: NEXT })).version).toBe(NEXT);
    expect((await looks('bob', showPack, { pack: 'yingkou', version: shippedVersion('yingkou') })).id).toBe('yingkou');
    await expect(looks('bob', showPack, { pack: 'jiangxian', version: 9 })).rejects.toMatchObject({
      code: 'pack.versionUnknown',
    });
    await close();
  });

  test.each<[string, () => Promise<unknown>, object]>([
    [
      'a file with faults',
      () => adopt(version(NEXT, '2025-07-01').replace('years: 3', 'years: 三')),
      { code: 'pack.faulty', details: { n: 1 } },
    ],
    [
      'the first day of a quarter that is over',
      () => adopt(version(NEXT, '2025-01-01')),
      { code: 'pack.periodEnded', details: { period: '2025年第一季度', next: '2025-04-01' } },
    ],
    [
      'a day years back',
      () => adopt(version(NEXT, '2021-01-01')),
      { code: 'pack.periodEnded', details: { from: '2021-01-01', next: '2025-04-01' } },
    ],
    [
      'another pack',
      () => adopt(readPackSource('xiongan')!.text),
      { code: 'pack.other', details: { given: 'xiongan' } },
    ],
    ['the version it has', () => adopt(shipped), { code: 'pack.versionNotHigher', details: { current: SHIPPED } }],
    [
      'the number of a version with another content',
      () => adopt(version(SHIPPED, '2025-07-01')),
      { code: 'pack.versionTaken', details: { version: SHIPPED } },
    ],
    [
      'one’s own approval',
      () => adopt(version(NEXT, '2025-07-01'), { approver: 'alice' }),
      { code: 'pack.sameApprover' },
    ],
    [
      'the approval of an officer',
      () => adopt(version(NEXT, '2025-07-01'), { approver: 'bob' }),
      { code: 'request.notPermitted' },
    ],
    [
      'the approval of another county’s head',
      () => adopt(version(NEXT, '2025-07-01'), { approver: 'linxian' }),
      { code: 'request.notPermitted' },
    ],
    [
      'nobody’s approval',
      () => adopt(version(NEXT, '2025-07-01'), { approver: 'nobody' }),
      { code: 'console.userUnknown' },
    ],
    ['an unknown agency', () => adopt(version(NEXT, '2025-07-01'), { agency: '888888' }), { code: 'agency.unknown' }],
    [
      'an officer who brings it in',
      () =>
        as('bob', adoptPack, {
          ...{ agency: COUNTY, file: 'x', text: version(NEXT, '2025-07-01'), why: '自行修改', approver: 'lingdao' },
        }),
      { code: 'request.notPermitted' },
    ],
    ['an unknown switch', () => change('calc.colour', 'red'), { code: 'pack.switchUnknown' }],
    ['an option that is not there', () => change('calc.afterFullCoverage', 'perhaps'), { code: 'pack.switchValue' }],
    ['the reading that holds', () => change('calc.afterFullCoverage', 'topUp'), { code: 'pack.switchSame' }],
    [
      'a switch for a quarter that is over',
      () => change('cap.levels', 'own', { from: '2025-01-01' }),
      { code: 'pack.periodEnded' },
    ],
  ])('%s is refused, and nothing is stored', async (_, act, problem) => {
    await site.audited();
    const stored = async () => (await site.deps.database.ownerQuery('select 1 from pack_version')).length;
    const before = await stored();
    await expect(act()).rejects.toMatchObject(problem);
    expect([await numbers(), await stored(), await site.audited()]).toEqual([[SHIPPED], before, []]);
    await close();
  });

  test('a switch makes the next version: the same but for that reading, from that day on', async () => {
    expect(await change('calc.exemptedInDenominator', 'false')).toMatchObject({
      version: NEXT,
      effectiveFrom: '2025-07-01',
    });
    expect(await change('cap.levels', 'own', { from: '2025-10-01' })).toMatchObject({ version: NEXT + 1 });
    const versions = await read(site.deps, consoleActor(), (ctx) => packVersions(ctx, COUNTY));
    expect(
      versions.map(({ effectiveFrom, settings }) => [
        effectiveFrom,
        settings['calc.exemptedInDenominator'],
        settings['cap.levels'],
      ]),
    ).toEqual([
      ['2025-01-01', true, 'all'],
      ['2025-07-01', false, 'all'],
      ['2025-10-01', false, 'own'],
    ]);
    expect(versions[2]!.rules).toHaveLength(versions[0]!.rules.length);
    await close();
  });

  test('a value that the scheme leaves open is set like a switch, and shown with its new value', async () => {
    const larger = await change('group.minSize', '3');
    expect(larger).toMatchObject({ version: NEXT, effectiveFrom: '2025-07-01' });
    expect(larger.seats).toEqual({ before: ['小组长', '组员'], after: ['小组长', '组员', '组员'] });
    const view = packView(await looks('bob', showPack, { pack: 'jiangxian', version: NEXT }));
    const values = view.ambiguities.flatMap((one) => one.values);
    expect(values.find(({ key }) => key === 'group.minSize')).toMatchObject({ value: 3, words: '3' });
    const again = await change('group.minSize', '2');
    expect(again.seats).toEqual({ before: ['小组长', '组员', '组员'], after: ['小组长', '组员'] });
    expect(await change('calc.exemptedInDenominator', 'false')).not.toHaveProperty('seats');
    for (const [typed, told] of [
      ['1', /不能改为“1”.*应为 2～20 的整数，现为“1”。检查小组不少于 2 人/],
      ['99', /应为 2～20 的整数，现为“99”/],
    ] as const) {
      const refusal = change('group.minSize', typed);
      await expect(refusal).rejects.toMatchObject({ code: 'pack.switchFaulty', message: expect.stringMatching(told) });
      // Nobody has the file: neither a line in it nor its check is of use.
      await expect(refusal).rejects.not.toThrow(/第 \d+ 行|rules\[|pack check/);
    }
    await close();
  });

  describe('another pack', () => {
    const other = readPackSource('xiongan')!.text;

    test('on purpose, while there is no plan', async () => {
      expect(await adopt(other, { changePack: true })).toMatchObject({
        pack: 'xiongan',
        version: shippedVersion('xiongan'),
      });
      const versions = await read(site.deps, consoleActor(), (ctx) => packVersions(ctx, COUNTY));
      expect(versions.map(({ id }) => id)).toEqual(['xiongan']);
      await close();
    });

    test('not once there is a plan', async () => {
      await as('bob', proposePlan, { agency: COUNTY, year: 2025 });
      await expect(adopt(other, { changePack: true })).rejects.toMatchObject({
        code: 'pack.changeTooLate',
        details: { year: 2025, given: 'xiongan' },
      });
      await close();
    });

    test('not apart from the city above', async () => {
      await as(undefined, addAgency, { code: '999800', name: '某某市局', level: 'municipal', pack: 'yingkou' });
      await as(undefined, addAgency, { code: '999801', name: '某某县分局', level: 'county', parent: '999800' });
      await site.addPerson('shizhang', ['head'], '999800');
      await site.addPerson('xianzhang', ['head'], '999801');
      for (const [agency, approver] of [
        ['999800', 'shizhang'],
        ['999801', 'xianzhang'],
      ] as const) {
        await expect(adopt(other, { agency, approver, changePack: true })).rejects.toMatchObject({
          code: 'agency.packDiffers',
        });
      }
      await close();
    });
  });

  test('a simulated year of 37 key objects under 30 %, beside the pack in force; nothing is stored', async () => {
    const given = goldenYear('J-12b');
    const year = { ...given, year: 2025, directory: { ...given.directory, key: 37 } };
    await as('bob', importObjects, { agency: COUNTY, file: 'x.csv', bytes: objectsCsv(year, COUNTY) });
    await site.audited();
    const loaded = loadPack({ name: 'mine.yaml', text: version(NEXT, '2025-07-01', thirtyPercent) });
    const pack = 'pack' in loaded ? loaded.pack : undefined;
    const found = await looks('bob', simulatePack, { agency: COUNTY, year: 2025, pack: pack! });
    const keyOf = ({ classes }: SimulatedYear) => classes.find((one) => one.class === 'key')!;
    expect(keyOf(found.simulated).periods.map(({ required }) => required)).toEqual([12, 12, 12, 12]);
    expect(keyOf(found.inForce).periods.map(({ required }) => required)).toEqual([10, 10, 10, 10]);
    expect(keyOf(found.simulated)).toMatchObject({ base: 37, yearTotal: 48, covered: 37 });
    expect(found.simulated.totalVisits - found.inForce.totalVisits).toBe(8);
    expect([await numbers(), await site.audited()]).toEqual([[SHIPPED], []]);
    await expect(looks('linxian', simulatePack, { agency: COUNTY, year: 2025, pack: pack! })).rejects.toMatchObject({
      code: 'request.notFound',
    });
    await close();
  });

  test('over HTTP: the administrator sends the file, the head approves with a password', async () => {
    const alice = await site.as('alice');
    const body = { file: 'mine.yaml', text: version(NEXT, '2025-07-01'), why: '方案修订', approver: 'lingdao' };
    const place = `/api/v1/agencies/${COUNTY}/packs`;
    const wrong = await alice('POST', place, { body: { ...body, approverPassword: 'wrong' } });
    expect([wrong.statusCode, wrong.json().code]).toEqual([401, 'console.passwordWrong']);
    const forbidden = await (await site.as('bob'))('POST', place, { body: { ...body, approverPassword: PASSWORD } });
    expect([forbidden.statusCode, forbidden.json().code]).toEqual([403, 'request.notPermitted']);
    const made = await alice('POST', place, { body: { ...body, approverPassword: PASSWORD } });
    expect([made.statusCode, made.json()]).toMatchObject([201, { version: NEXT, approvedBy: 'lingdao' }]);
    const { why, approver } = body;
    const switched = await alice('POST', `${place}/switch`, {
      body: { key: 'cap.levels', value: 'own', from: '2025-10-01', why, approver, approverPassword: PASSWORD },
    });
    expect([switched.statusCode, switched.json().version]).toEqual([201, NEXT + 1]);
    const listed = await (await site.as('bob'))('GET', '/api/v1/packs');
    expect(listed.json().items.filter(({ pack }: { pack: string }) => pack === 'jiangxian')).toHaveLength(3);
    const shown = await (await site.as('bob'))('GET', `/api/v1/packs/jiangxian/${NEXT + 1}`);
    expect(shown.json()).toMatchObject({ id: 'jiangxian', version: NEXT + 1, effectiveFrom: '2025-10-01' });
    const none = await (await site.as('bob'))('GET', '/api/v1/packs/nowhere/1');
    expect([none.statusCode, none.json().code]).toEqual([404, 'pack.versionUnknown']);
    await close();
  });
});
