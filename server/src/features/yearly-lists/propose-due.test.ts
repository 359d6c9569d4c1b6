import { afterAll, beforeAll, expect, it } from 'vitest';
import { actorByLogin } from '../../accounts/actor.ts';
import { steppedClock } from '../../clock.ts';
import { type Deps, read, type UseCase, write } from '../../context.ts';
import { describeDatabases } from '../../db/test-database.ts';
import { waitUntil } from '../../db/test-process.ts';
import { startServer } from '../../main.ts';
import { type Failure, keepUp } from '../../upkeep.ts';
import { addAgency } from '../agencies/add-agency.ts';
import { openTree, type Tree } from '../agencies/test-tree.ts';
import { addUser } from '../users/add-user.ts';
import { yearlyProposals } from './propose-due.ts';
import { approveYearlyLists, proposeYearlyLists, showYearlyLists } from './yearly-lists.ts';

const [FIRST, SECOND, THIRD, EMPTY, OTHER] = ['210881', '210882', '210883', '210884', '411523'];
const HOUR = 3_600_000;
/** Who waits for an advisory lock of this database. */
const WAITING = `select from pg_locks join pg_stat_activity using (pid)
  where locktype = 'advisory' and not granted and datname = current_database()`;

describeDatabases('the lists that the system proposes', (target) => {
  let tree: Tree;
  let deps: Deps;
  const clock = steppedClock('2026-12-31T23:59:59+08:00');
  beforeAll(async () => {
    tree = await openTree(target);
    deps = { ...tree.deps, clock };
    for (const code of [FIRST, SECOND, THIRD, EMPTY, OTHER]) {
      const pack = code === OTHER ? 'xinxian' : 'yingkou';
      await tree.does('console', addAgency, { code, name: '假想县', level: 'county', pack });
      await tree.does('console', addUser, { login: `office-${code}`, agency: code, roles: ['generalOffice', 'head'] });
      await tree.does('console', addUser, { login: `head-${code}`, agency: code, roles: ['head'] });
    }
    for (const code of [FIRST, SECOND, THIRD, OTHER]) {
      await tree.furnish(
        code,
        ['A', 'B', 'C', 'D'].map((key) => ({ key, class: 'general' })),
      );
    }
    await listed(FIRST, 'A', '2025-11-03');
    await listed(FIRST, 'B', '2026-11-03');
  });
  afterAll(() => tree.close());

  const listed = (agency: string, key: string, date: string) =>
    tree.ask(
      `update inspection_object set facts = facts ||
         '{"events": [{"kind": "listedSupervision", "level": "municipal", "date": "${date}", "document": "示例督5号"}]}'
       where agency = '${agency}' and key = '${key}'`,
    );
  const round = async (on: Deps = deps): Promise<Failure[]> => {
    const failures: Failure[] = [];
    const upkeep = keepUp([yearlyProposals(on)], (failure) => failures.push(failure));
    await upkeep.ended();
    await upkeep.stop();
    return failures;
  };
  const lists = async (agency: string, year = 2027) =>
    (
      await read(deps, await actorByLogin(deps.database.db, `head-${agency}`, 'console'), (ctx) =>
        showYearlyLists(ctx, { agency, year }),
      )
    ).items;
  const does = async <I, O>(login: string, useCase: UseCase<I, O>, input: I) =>
    write(deps, await actorByLogin(deps.database.db, login, 'console'), (ctx) => useCase(ctx, input));
  const stored = async (agency: string) => {
    const text = `select year, version from yearly_list where agency = '${agency}' order by year, version`;
    return (await tree.ask<{ year: number; version: number }>(text)).map(({ year, version }) => `${year}/${version}`);
  };

  it('come on 1 January in China, not a second before, with who enters and who leaves', async () => {
    expect(await round()).toEqual([]);
    // The year that is still running has its list; of the next one there is nothing.
    expect(await stored(FIRST)).toEqual(['2026/1']);
    clock.move(1000);
    expect(await round()).toEqual([]);
    expect(await stored(FIRST)).toEqual(['2026/1', '2027/1']);
    const [list] = await lists(FIRST);
    expect(list).toMatchObject({ class: 'special', version: 1, state: 'proposed', bySystem: true, proposedBy: '系统' });
    expect([list!.proposedAt, list!.waitingSince].map((at) => Date.parse(at!))).toEqual(
      Array.from({ length: 2 }, () => Date.parse('2027-01-01T00:00:00+08:00')),
    );
    expect(list!.entries.map(({ key, change }) => [key, change])).toEqual([
      ['A', 'leaves'],
      ['B', 'enters'],
    ]);
    expect(list!.entries[1]!.reasons).toMatchObject([{ date: '2026-11-03', document: '示例督5号' }]);
  });

  it('say in the audit log that no person made them', async () => {
    const rows = await tree.ask<{ entry: Uint8Array }>(
      `select entry from log_entry where tree = 'audit' and type = 'yearlyList.propose' and agency = '${FIRST}'`,
    );
    const entries = rows.map(({ entry }) => JSON.parse(Buffer.from(entry).toString('utf8')) as object);
    expect(entries).toHaveLength(2);
    for (const entry of entries) expect(entry).toMatchObject({ actor: 'system', via: 'system' });
  });

  it('are not proposed twice, nor where no class depends on the year before or nobody is in the directory', async () => {
    clock.move(HOUR);
    expect(await round()).toEqual([]);
    expect(await stored(FIRST)).toEqual(['2026/1', '2027/1']);
    expect(await stored(OTHER)).toEqual([]);
    expect(await stored(EMPTY)).toEqual([]);
    // A directory in which nobody meets the conditions has a list that says so.
    expect(await lists(SECOND)).toMatchObject([{ version: 1, entries: [], bySystem: true }]);
    await tree.furnish(EMPTY, [{ key: 'A', class: 'general' }]);
    expect(await round()).toEqual([]);
    expect(await stored(EMPTY)).toEqual(['2027/1']);
  });

  it('come again where the facts changed, and still wait since the first time', async () => {
    await listed(FIRST, 'C', '2026-12-01');
    expect(await round()).toEqual([]);
    const [list] = await lists(FIRST);
    expect(list).toMatchObject({ version: 2, bySystem: true });
    expect(list!.entries.map(({ key }) => key)).toEqual(['A', 'B', 'C']);
    const since = Date.parse('2027-01-01T00:00:00+08:00');
    expect([Date.parse(list!.waitingSince!), Date.parse(list!.proposedAt)]).toEqual([since, since + HOUR]);
  });

  it('are approved by any head, and left alone from then on', async () => {
    await does(`office-${FIRST}`, approveYearlyLists, { agency: FIRST, year: 2027 });
    await listed(FIRST, 'D', '2026-12-02');
    expect(await round()).toEqual([]);
    const [list] = await lists(FIRST);
    expect(list).toMatchObject({ version: 2, state: 'approved', bySystem: true });
    expect(list).not.toHaveProperty('waitingSince');
  });

  it('never take the place of what a person proposed, who cannot approve it by calling it the system’s', async () => {
    await does(`office-${SECOND}`, proposeYearlyLists, { agency: SECOND, year: 2027 });
    await listed(SECOND, 'A', '2026-12-01');
    expect(await round()).toEqual([]);
    expect(await lists(SECOND)).toMatchObject([{ version: 2, bySystem: false, proposedBy: `office-${SECOND}` }]);
    const [list] = await tree.ask<{ id: string; proposed_by: string }>(
      `select id, proposed_by from yearly_list where agency = '${SECOND}' and year = 2027 and version = 2`,
    );
    const approves = (proposer: string, approver: string) =>
      tree.ask(`insert into yearly_list_approval values
        ('${list!.id}', '${SECOND}', '${proposer}', '${approver}', '示例', '2027-01-02T00:00:00Z')`);
    await expect(approves('system', list!.proposed_by)).rejects.toThrow(/yearly_list_approved/);
    await expect(approves(list!.proposed_by, list!.proposed_by)).rejects.toThrow(/yearly_list_two_people/);
  });

  it('of one agency fail for themselves, are told by its name, and come when it is mended', async () => {
    clock.move(365 * 24 * HOUR);
    await tree.ask(
      `update inspection_object set facts = facts || '{"events": [null]}' where agency = '${FIRST}' and key = 'A'`,
    );
    const failures = await round();
    expect(failures).toEqual([{ job: 'yearly lists', what: `单位 ${FIRST} 年度名单的提出`, error: expect.any(Error) }]);
    expect(await lists(FIRST, 2028)).toEqual([]);
    expect(await lists(THIRD, 2028)).toHaveLength(1);
    await listed(FIRST, 'A', '2026-11-03');
    expect(await round()).toEqual([]);
    expect(await lists(FIRST, 2028)).toHaveLength(1);
  });

  it('are proposed once by two servers on one database', async () => {
    clock.move(366 * 24 * HOUR);
    const holder = await deps.database.pool.connect();
    try {
      await holder.query('begin');
      await holder.query(`select pg_advisory_xact_lock(hashtextextended('yearly/${FIRST}/2029', 0))`);
      const both = Promise.all([round(), round({ ...deps })]);
      await waitUntil(async () => (await tree.ask(WAITING)).length === 2);
      await holder.query('rollback');
      expect(await both).toEqual([[], []]);
    } finally {
      holder.release();
    }
    expect((await stored(FIRST)).filter((one) => one.startsWith('2029'))).toEqual(['2029/1']);
  });

  it('are there as soon as a server runs', async () => {
    clock.move(365 * 24 * HOUR);
    const notes: string[] = [];
    const server = await startServer(deps, { port: '0', note: (line) => notes.push(line) });
    await waitUntil(async () => (await lists(THIRD, 2030)).length > 0);
    await server.close();
    expect(await lists(FIRST, 2030)).toMatchObject([{ version: 1, bySystem: true }]);
    expect(notes).toEqual([]);
  });
});
