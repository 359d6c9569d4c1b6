import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Role } from '@sunlot/contract/roles.ts';
import type { FastifyInstance, InjectOptions, LightMyRequestResponse } from 'fastify';
import { actorByLogin, CONSOLE_USER, consoleActor } from '../accounts/actor.ts';
import { hashPassword } from '../accounts/password.ts';
import { startSession } from '../accounts/sessions.ts';
import { steppedClock } from '../clock.ts';
import { type Context, type Deps, type FolderKind, write } from '../context.ts';
import type { TestTarget } from '../db/test-database.ts';
import { inTransaction, SYSTEM } from '../db/transaction.ts';
import { addAgency } from '../features/agencies/add-agency.ts';
import { addUser } from '../features/users/add-user.ts';
import { newId } from '../ids.ts';
import { createKeys, readKeys } from '../keys.ts';
import { packNames } from '../packs/pack-files.ts';
import type { Actor } from '../rights.ts';
import { buildApp, type HttpSettings } from './app.ts';
import type { Report } from './problems.ts';

export const PASSWORD = '青山绿水-2026-共治';
/** Own agency of the people below, and another one that they do not see. */
export const COUNTY = '999901';
export const ELSEWHERE = '999902';

/** The application on a database of its own, with a clock that stands still until it is moved. */
export type TestApp = {
  readonly app: FastifyInstance;
  readonly deps: Deps;
  readonly reports: Parameters<Report>[0][];
  readonly moveClock: (ms: number) => void;
  /** Signs in by HTTP and answers a sender that carries the session. */
  readonly as: (login: string) => Promise<Send>;
  readonly send: Send;
  readonly actor: (login: string) => Promise<Actor>;
  readonly addPerson: (login: string, held: readonly Role[], agency?: string) => Promise<void>;
  /** Types of the audit entries since the last call, oldest first. */
  readonly audited: () => Promise<string[]>;
  readonly close: () => Promise<void>;
};

export type Send = (
  method: 'GET' | 'POST' | 'PUT' | 'DELETE',
  url: string,
  extra?: Extra,
) => Promise<LightMyRequestResponse>;
type Extra = { readonly body?: unknown; readonly headers?: Record<string, string> };

/**
 * Named people: `alice` administers the installation, `bob` starts draws in the county, `chelsea` holds no role.
 * All have the same password, already changed once.
 */
export async function openTestApp(
  target: TestTarget,
  { kind = 'test', limits, ...settings }: HttpSettings & { readonly kind?: FolderKind } = {},
): Promise<TestApp> {
  const database = await target.open();
  const folder = mkdtempSync(join(tmpdir(), 'sunlot-http-'));
  createKeys(folder);
  const clock = steppedClock('2026-11-20T01:00:00Z');
  const deps: Deps = { database, clock, newId, keys: readKeys(folder), folder: { path: folder, kind } };
  const reports: Parameters<Report>[0][] = [];
  const app = await buildApp(deps, {
    report: (note) => reports.push(note),
    limits: { requestsPerMinute: 1_000_000, signInsPerMinute: 1_000_000, busyMs: 0, ...limits },
    ...settings,
  });
  await prepare(deps);
  const send = sender(app, undefined);
  return {
    app,
    deps,
    reports,
    send,
    moveClock: clock.move,
    as: async (login) => sender(app, await signedIn(send, login)),
    actor: (login) => actorByLogin(database.db, login, 'http'),
    addPerson: (login, held, agency) => addPerson(deps, { login, held, agency }),
    audited: auditReader(deps),
    close: async () => {
      await app.close();
      await database.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

function auditReader({ database }: Deps): () => Promise<string[]> {
  let seen = -1;
  return async () => {
    const rows = await database.ownerQuery<{ index: number; type: string }>(
      "select index, type from log_entry where tree = 'audit' and index > $1 order by index",
      [seen],
    );
    seen = rows.at(-1)?.index ?? seen;
    return rows.map(({ type }) => type);
  };
}

/** Sends requests as a browser on the site itself would. */
export function sender(app: FastifyInstance, cookie: string | undefined): Send {
  return (method, url, { body, headers = {} } = {}) => {
    const options: InjectOptions = {
      method,
      url,
      headers: {
        host: 'sunlot.test',
        origin: 'http://sunlot.test',
        ...(cookie !== undefined && { cookie }),
        ...headers,
      },
      ...(body !== undefined && { payload: body as object }),
    };
    return app.inject(options);
  };
}

async function signedIn(send: Send, login: string): Promise<string> {
  const answer = await send('POST', '/api/v1/session', { body: { login, password: PASSWORD } });
  if (answer.statusCode !== 201) throw new Error(`${login} did not sign in: ${answer.body}`);
  return cookieOf(answer);
}

/** The cookie of a sign-in as the browser sends it back. */
export function cookieOf(answer: LightMyRequestResponse): string {
  const [cookie] = answer.cookies;
  if (!cookie) throw new Error(`no cookie in ${answer.statusCode} ${answer.body}`);
  return `${cookie.name}=${cookie.value}`;
}

async function prepare(deps: Deps): Promise<void> {
  const at = deps.clock.instant();
  await inTransaction(deps.database.db, SYSTEM, async (tx) => {
    await tx
      .insertInto('app_user')
      .values({
        id: CONSOLE_USER,
        login: CONSOLE_USER,
        display_name: '本机管理员',
        agency: null,
        password_hash: null,
        password_changed_at: null,
        totp_secret: null,
        locked_until: null,
        disabled_at: null,
        created_at: at,
      })
      .execute();
  });
  for (const [code, name] of [
    [COUNTY, '示范县分局'],
    [ELSEWHERE, '邻县分局'],
  ] as const) {
    await write(deps, consoleActor(), (ctx) => addAgency(ctx, { code, name, level: 'county', pack: packNames()[0]! }));
  }
  await addPerson(deps, { login: 'alice', held: ['systemAdmin'] });
  await addPerson(deps, { login: 'bob', held: ['generalOffice', 'enforcementBrigade'], agency: COUNTY });
  await addPerson(deps, { login: 'chelsea', held: ['methodApprover'], agency: COUNTY });
  await inTransaction(deps.database.db, SYSTEM, (tx) =>
    tx.deleteFrom('user_role').where('role', '=', 'methodApprover').execute(),
  );
}

type Person = { readonly login: string; readonly held: readonly Role[]; readonly agency?: string | undefined };

let hash: Promise<string> | undefined;

async function addPerson(deps: Deps, { login, held, agency }: Person): Promise<void> {
  hash ??= hashPassword(PASSWORD);
  const stored = await hash;
  await write(deps, consoleActor(), (ctx) =>
    addUser(ctx, { login, roles: [...held], ...(agency !== undefined && { agency }) }),
  );
  await inTransaction(deps.database.db, SYSTEM, (tx) =>
    tx
      .updateTable('app_user')
      .set({ password_hash: stored, password_is_initial: false })
      .where('login', '=', login)
      .execute(),
  );
}

/** The cookie of a session that is opened without a sign-in, for people without a password. */
export async function sessionOf(deps: Deps, login: string): Promise<string> {
  const actor = await actorByLogin(deps.database.db, login, 'http');
  const token = await write(deps, { ...actor, agency: undefined }, (ctx) => openSession(ctx, { userId: actor.id }));
  return `sunlot=${token}`;
}

async function openSession(ctx: Context, { userId }: { readonly userId: string }): Promise<string> {
  await ctx.audit({ action: 'session.started', subject: userId });
  await ctx.tx.updateTable('app_user').set({ password_is_initial: false }).where('id', '=', userId).execute();
  return startSession(ctx, { userId, held: [], client: { address: '127.0.0.1', agent: 'test' } });
}
