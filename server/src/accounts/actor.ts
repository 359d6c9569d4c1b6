import { type Role, roles } from '@sunlot/contract/roles.ts';
import type { Kysely, Selectable, Transaction } from 'kysely';
import type { Schema } from '../db/schema.ts';
import { inTransaction } from '../db/transaction.ts';
import { Problem } from '../problem.ts';
import type { Actor } from '../rights.ts';

/** The account that stands for the owner of the data folder at the local console; `init` makes it. */
export const CONSOLE_USER = 'console';

const SYSTEM = { actor: CONSOLE_USER, agencies: [], system: true } as const;

/** Who the console acts for without `--as`: the operating-system owner of the data folder. */
export function consoleActor(): Actor {
  return {
    id: CONSOLE_USER,
    login: CONSOLE_USER,
    name: '本机管理员',
    agency: undefined,
    roles: ['consoleOwner'],
    sees: [],
    via: 'console',
  };
}

/** The program where nobody asked it: what is due on a day. It has no account and no role; what it does needs no right. */
export function systemActor(): Actor {
  return { id: 'system', login: 'system', name: '系统', agency: undefined, roles: [], sees: [], via: 'system' };
}

/** The program where it does for one agency what the agency itself would: it sees what the agency sees, itself first, and no more. */
export function systemActorOf(agency: string, sees: readonly string[]): Actor {
  return { ...systemActor(), agency, sees };
}

/** The actor behind a login, with roles and territory as they are now. Refuses unknown and disabled accounts. */
export function actorByLogin(db: Kysely<Schema>, login: string, via: Actor['via']): Promise<Actor> {
  return inTransaction(db, SYSTEM, (tx) => enabledActor(tx, login, via));
}

/** Another person of the actor's territory, named as approver inside a use case. */
export function approverOf(
  { tx, actor }: { readonly tx: Transaction<Schema>; readonly actor: Actor },
  login: string,
): Promise<Actor> {
  return enabledActor(tx, login, actor.via);
}

async function enabledActor(tx: Transaction<Schema>, login: string, via: Actor['via']): Promise<Actor> {
  const user = await tx
    .selectFrom('app_user')
    .select(['id', 'login', 'display_name', 'agency'])
    .where('login', '=', login)
    .where('disabled_at', 'is', null)
    .executeTakeFirst();
  if (!user || user.id === CONSOLE_USER) throw new Problem('console.userUnknown', { who: login });
  return loadActor(tx, user, via);
}

type Person = Pick<Selectable<Schema['app_user']>, 'id' | 'login' | 'display_name' | 'agency'>;

/** A person as an actor. `tx` must see all roles and agencies. */
export async function loadActor(tx: Transaction<Schema>, user: Person, via: Actor['via']): Promise<Actor> {
  const held = await tx.selectFrom('user_role').select('role').where('user_id', '=', user.id).orderBy('role').execute();
  const agencies = await tx.selectFrom('agency').select(['code', 'parent']).execute();
  return {
    id: user.id,
    login: user.login,
    name: user.display_name,
    agency: user.agency ?? undefined,
    roles: held.map(({ role }) => role).filter((role): role is Role => Object.hasOwn(roles, role)),
    sees: user.agency === null ? [] : territory(user.agency, agencies),
    via,
  };
}

/** An agency and everything below it. */
function territory(
  root: string,
  agencies: readonly { readonly code: string; readonly parent: string | null }[],
): string[] {
  const below = agencies.filter(({ parent }) => parent === root).flatMap(({ code }) => territory(code, agencies));
  return [root, ...below];
}
