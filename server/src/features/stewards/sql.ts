import type { InspectorFacts, ObjectFacts } from '@sunlot/core/policy/facts.ts';
import type { Insertable, Transaction } from 'kysely';
import type { Schema } from '../../db/schema.ts';

type Tx = Transaction<Schema>;

type Account = { readonly id: string; readonly login: string; readonly name: string };

/** An account of the agency that is not disabled. */
export async function selectAccount(
  tx: Tx,
  { agency, login }: { readonly agency: string; readonly login: string },
): Promise<Account | undefined> {
  return tx
    .selectFrom('app_user')
    .select(['id', 'login', 'display_name as name'])
    .where('agency', '=', agency)
    .where('login', '=', login)
    .where('disabled_at', 'is', null)
    .executeTakeFirst();
}

export async function insertSteward(tx: Tx, row: Insertable<Schema['list_steward']>): Promise<void> {
  await tx.insertInto('list_steward').values(row).execute();
}

export type StewardRow = {
  readonly list: string;
  readonly login: string;
  readonly name: string;
  readonly set_at: string;
};

/** Of each list the steward named last, unless the account was disabled since. */
export function selectStewards(tx: Tx, agency: string): Promise<readonly StewardRow[]> {
  return tx
    .selectFrom('list_steward')
    .distinctOn('list_steward.list')
    .innerJoin('app_user', 'app_user.id', 'list_steward.user_id')
    .select(['list_steward.list', 'app_user.login', 'app_user.display_name as name', 'list_steward.set_at'])
    .where('list_steward.agency', '=', agency)
    .where('app_user.disabled_at', 'is', null)
    .orderBy('list_steward.list')
    .orderBy('list_steward.position', 'desc')
    .execute();
}

export async function selectFacts(tx: Tx, agency: string): Promise<readonly ObjectFacts[]> {
  const rows = await tx
    .selectFrom('inspection_object')
    .select('facts')
    .where('agency', '=', agency)
    .orderBy('key')
    .execute();
  return rows.map(({ facts }) => facts as ObjectFacts);
}

export type PersonRow = {
  readonly id: string;
  readonly facts: InspectorFacts;
  readonly sealed: Uint8Array | null;
};

export async function selectPeople(tx: Tx, agency: string): Promise<readonly PersonRow[]> {
  const rows = await tx
    .selectFrom('inspector')
    .select(['id', 'facts', 'sealed_personal as sealed'])
    .where('agency', '=', agency)
    .where('disabled_at', 'is', null)
    .orderBy('certificate_no')
    .execute();
  return rows.map((row) => ({ ...row, facts: row.facts as InspectorFacts }));
}

export function selectItems(tx: Tx, agency: string) {
  return tx
    .selectFrom('inspection_item')
    .innerJoin('item_list', 'item_list.id', 'inspection_item.list_id')
    .select(['serial', 'name', 'missing'])
    .where('agency', '=', agency)
    .where('state', '=', 'published')
    .orderBy('position')
    .execute();
}
