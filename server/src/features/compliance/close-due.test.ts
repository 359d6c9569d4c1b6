import { utf8 } from '@sunlot/core/basics/bytes.ts';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { actorByLogin } from '../../accounts/actor.ts';
import { steppedClock } from '../../clock.ts';
import { type Deps, read, type UseCase, write } from '../../context.ts';
import { describeDatabases } from '../../db/test-database.ts';
import { waitUntil } from '../../db/test-process.ts';
import { inventedCode } from '../../examples/credit-codes.ts';
import { startServer } from '../../main.ts';
import { type Failure, keepUp } from '../../upkeep.ts';
import { addAgency } from '../agencies/add-agency.ts';
import { CITY, EAST, openTree, type Tree, WEST } from '../agencies/test-tree.ts';
import { addUser } from '../users/add-user.ts';
import { importVisits } from '../visits/import-visits.ts';
import { verdictClosings } from './close-due.ts';
import { reopenVerdict } from './reopen-verdict.ts';
import { showCompliance } from './show-compliance.ts';

const FOREIGN = '888801';
const DAY = 86_400_000;
/** Who waits for an advisory lock of this database. */
const WAITING = `select from pg_locks join pg_stat_activity using (pid)
  where locktype = 'advisory' and not granted and datname = current_database()`;

describeDatabases('the verdicts that the system closes', (target) => {
  let tree: Tree;
  let deps: Deps;
  const clock = steppedClock('2026-12-31T23:59:59+08:00');
  beforeAll(async () => {
    tree = await openTree(target);
    deps = { ...tree.deps, clock };
    await tree.does('console', addAgency, { code: FOREIGN, name: '外地分局', level: 'county', pack: 'jiangxian' });
    await tree.does('console', addUser, { login: 'foreign-office', agency: FOREIGN, roles: ['enforcementBrigade'] });
    for (const agency of [EAST, FOREIGN]) {
      await tree.furnish(
        agency,
        [1, 2, 3, 4].map((n) => ({ key: inventedCode(n), class: 'key' })),
      );
    }
    // An office of another tree visited an object that both directories have: the county never sees that.
    const line = `2026-12-01,${inventedCode(1)},随机,未发现问题`;
    const bytes = utf8(`检查日期,统一社会信用代码,抽取方式,检查结果\n${line}`);
    await does('foreign-office', importVisits, { agency: FOREIGN, file: 'x.csv', bytes });
  });
  afterAll(() => tree.close());

  const does = async <I, O>(login: string, useCase: UseCase<I, O>, input: I) =>
    write(deps, await actorByLogin(deps.database.db, login, 'console'), (ctx) => useCase(ctx, input));
  const shown = async (login: string, agency: string, quarter?: string) =>
    read(deps, await actorByLogin(deps.database.db, login, 'console'), (ctx) =>
      showCompliance(ctx, { agency, year: 2026, ...(quarter !== undefined && { quarter }) }),
    );
  const round = async (on: Deps = deps): Promise<Failure[]> => {
    const failures: Failure[] = [];
    const upkeep = keepUp([verdictClosings(on)], (failure) => failures.push(failure));
    await upkeep.ended();
    await upkeep.stop();
    return failures;
  };
  const stored = async (agency: string) =>
    (
      await tree.ask<{ period: string; version: number; state: string }>(
        `select period, version, state from period_verdict where agency = '${agency}' order by period, version`,
      )
    ).map(({ period, version, state }) => `${period}/${version} ${state}`);
  const goTo = (instant: string) => clock.move(Date.parse(instant) - clock.now());

  it('are none while the days to record run', async () => {
    expect(await round()).toEqual([]);
    const { standing } = await shown('east-office', EAST, 'Q4');
    expect(standing).toMatchObject({ state: 'open', closesByItself: true });
    goTo(`${standing.lastDay}T23:59:59+08:00`);
    expect(await round()).toEqual([]);
    expect(await stored(EAST)).toEqual([]);
  });

  it('come the day after in China: the quarter and the year, not the quarters before the agency was here', async () => {
    clock.move(1000);
    expect(await round()).toEqual([]);
    expect(await stored(EAST)).toEqual(['2026/1 closed', '2026Q4/1 closed']);
    expect((await shown('east-office', EAST, 'Q3')).standing).toMatchObject({
      ...{ state: 'provisional', closesByItself: false, acts: [] },
    });
    const { standing } = await shown('east-office', EAST);
    expect(standing.acts).toMatchObject([{ act: 'closed', ground: 'time', by: '系统', bySystem: true }]);
  });

  it('are none where nobody stands in the directory, and come when somebody does', async () => {
    expect(await stored(WEST)).toEqual([]);
    await tree.furnish(WEST, [{ key: inventedCode(9), class: 'key' }]);
    expect(await round()).toEqual([]);
    expect(await stored(WEST)).toEqual(['2026/1 closed', '2026Q4/1 closed']);
  });

  it('say what the agency itself is shown, nothing of another tree; the city is judged by its counties', async () => {
    const { standing, visits } = await shown('east-head', EAST);
    expect([visits, standing.shown]).toEqual([0, 'stored']);
    expect(standing.differences).toMatchObject({ findings: [], measures: [] });
    const city = await shown('city-head', CITY);
    expect(city.standing).toMatchObject({ shown: 'stored', differences: { findings: [] } });
    expect(city.tables.find(({ class: cls }) => cls === 'key')?.base).toBeGreaterThan(0);
  });

  it('say in the audit log that no person made them', async () => {
    const rows = await tree.ask<{ entry: Uint8Array }>(
      `select entry from log_entry where tree = 'audit' and type = 'compliance.close' and agency = '${EAST}'`,
    );
    const entries = rows.map(({ entry }) => JSON.parse(Buffer.from(entry).toString('utf8')) as object);
    expect(entries).toHaveLength(2);
    for (const entry of entries) expect(entry).toMatchObject({ actor: 'system', via: 'system' });
  });

  it('are left to people for five working days after a re-open, and closed again then', async () => {
    const opened = await does('east-head', reopenVerdict, { agency: EAST, year: 2026, reason: '漏报检查' });
    expect(await round()).toEqual([]);
    expect(await stored(EAST)).toEqual(['2026/1 closed', '2026/2 reopened', '2026Q4/1 closed']);
    goTo(`${opened.standing.lastDay}T23:59:59+08:00`);
    expect(await round()).toEqual([]);
    expect(await stored(EAST)).not.toContain('2026/3 closed');
    clock.move(1000);
    expect(await round()).toEqual([]);
    expect(await stored(EAST)).toContain('2026/3 closed');
  });

  it('of one agency fail for themselves, are told by its name, and come when it is mended', async () => {
    goTo('2027-04-20T09:00:00+08:00');
    const mend = (events: string) =>
      tree.ask(
        `update inspection_object set facts = facts || '{"events": [${events}]}'
         where agency = '${WEST}' and key = '${inventedCode(9)}'`,
      );
    await mend('null');
    const failures = await round();
    expect(failures.map(({ job, what }) => [job, what])).toContainEqual([
      ...['period verdicts', `单位 ${WEST} 2027Q1 合规判定的定案`],
    ]);
    expect(await stored(EAST)).toContain('2027Q1/1 closed');
    expect(await stored(WEST)).not.toContain('2027Q1/1 closed');
    await mend('');
    expect(await round()).toEqual([]);
    expect(await stored(WEST)).toContain('2027Q1/1 closed');
  });

  it('are closed once by two servers on one database', async () => {
    goTo('2027-07-20T09:00:00+08:00');
    const holder = await deps.database.pool.connect();
    try {
      await holder.query('begin');
      await holder.query(`select pg_advisory_xact_lock(hashtextextended('verdict/${CITY}/2027Q2', 0))`);
      const both = Promise.all([round(), round({ ...deps })]);
      await waitUntil(async () => (await tree.ask(WAITING)).length === 2);
      await holder.query('rollback');
      expect(await both).toEqual([[], []]);
    } finally {
      holder.release();
    }
    expect((await stored(CITY)).filter((one) => one.startsWith('2027Q2'))).toEqual(['2027Q2/1 closed']);
  });

  it('are there as soon as a server runs', async () => {
    clock.move(100 * DAY);
    const notes: string[] = [];
    const server = await startServer(deps, { port: '0', note: (line) => notes.push(line) });
    await waitUntil(async () => (await stored(EAST)).includes('2027Q3/1 closed'));
    await server.close();
    expect(notes).toEqual([]);
  });
});
