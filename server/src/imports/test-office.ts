import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { actorByLogin, consoleActor } from '../accounts/actor.ts';
import { hurriedClock } from '../clock.ts';
import { type Deps, write } from '../context.ts';
import type { TestTarget } from '../db/test-database.ts';
import { addAgency } from '../features/agencies/add-agency.ts';
import { addUser } from '../features/users/add-user.ts';
import { initFolder } from '../open.ts';
import type { Actor } from '../rights.ts';

/** An agency of a county with an office worker, a deputy head and a discipline officer, for tests of imports. */
export type TestOffice = {
  readonly deps: Deps;
  readonly agency: string;
  readonly worker: Actor;
  readonly head: Actor;
  readonly witness: Actor;
  /** A statement above row-level security. */
  readonly ask: <Row extends Record<string, unknown>>(text: string) => Promise<Row[]>;
  readonly close: () => Promise<void>;
};

export async function openTestOffice(target: TestTarget): Promise<TestOffice> {
  const copy = await target.open();
  const folder = mkdtempSync(join(tmpdir(), 'sunlot-office-'));
  const settings = { folder: join(folder, 'd'), databaseUrl: copy.url, clock: '2026-11-20T09:00:00+08:00' };
  const { deps: made, close } = await initFolder(settings, 'test');
  const deps: Deps = { ...made, clock: hurriedClock(made.clock) };
  const agency = '140826';
  await write(deps, consoleActor(), (ctx) =>
    addAgency(ctx, {
      code: agency,
      name: '绛县分局',
      level: 'county' as const,
      pack: 'jiangxian',
    }),
  );
  const person = async (login: string, role: string): Promise<Actor> => {
    await write(deps, consoleActor(), (ctx) => addUser(ctx, { login, agency, roles: [role] }));
    return actorByLogin(deps.database.db, login, 'console');
  };
  return {
    deps,
    agency,
    worker: await person('zonghe', 'enforcementBrigade'),
    head: await person('lingdao', 'deputyInCharge'),
    witness: await person('jijian', 'disciplineOfficer'),
    ask: (text) => copy.ownerQuery(text),
    close: async () => {
      await close();
      await copy.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
