import { type Role, roles } from '@sunlot/contract/roles.ts';
import type { Kysely } from 'kysely';
import type { Schema } from '../db/schema.ts';
import { inTransaction } from '../db/transaction.ts';
import { Problem } from '../problem.ts';
import type { Actor } from '../rights.ts';

/** The account that stands for the owner of the data folder at the local console; `init` makes it. */
export const CONSOLE_USER = 'console';

const SYSTEM = { actor: CONSOLE_USER, agencies: [], system: true } as const;

/** Who the console acts for without `--as`: the operating-system owner of the data folder. */
export function consoleActor(): Actor {
  return { id: CONSOLE_USER, login: CONSOLE_USER, name: '本机管理员', agency: undefined, roles: ['consoleOwner'], sees: [], via: 'console' };
}

/** The actor behind a login, with roles and territory as they are now. Refuses unknown and disabled accounts. */
export function actorByLogin(db: Kysely<Schema>, login: string, via: Actor['via']): Promise<Actor> {
  return inTransaction(db, SYSTEM, async (tx) => {
    const user = await tx
      .selectFrom('app_user')
      .select(['id', 'login', 'display_name', 'agency'])
      .where('login', '=', login)
      .where('disabled_at', 'is', null)
      .executeTakeFirst();
    if (!user || user.id === CONSOLE_USER) throw new Problem('console.userUnknown', { who: login });
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
  });
}

/** An agency and everything below it. */
function territory(root: string, agencies: readonly { readonly code: string; readonly parent: string | null }[]): string[] {
  const below = agencies.filter(({ parent }) => parent === root).flatMap(({ code }) => territory(code, agencies));
  return [root, ...below];
}
