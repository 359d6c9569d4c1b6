import { type Insertable, type Selectable, sql, type Transaction } from 'kysely';
import type { Schema } from '../../db/schema.ts';

type Tx = Transaction<Schema>;

export type OverrideRow = Selectable<Schema['class_override']> & {
  readonly object_name: string | null;
  readonly proposer: string | null;
  readonly outcome: 'approved' | 'refused' | 'withdrawn' | null;
  readonly note: string | null;
  readonly computed_class: string | null;
  readonly decided_name: string | null;
  readonly decided_on: string | null;
  readonly ended_on: string | null;
  readonly end_reason: string | null;
};

/** Holds an object's overrides to the end of the transaction, so that two proposals for it cannot cross. */
export async function lockOverrides(
  tx: Tx,
  { agency, object }: { readonly agency: string; readonly object: string },
): Promise<readonly OverrideRow[]> {
  await sql`select pg_advisory_xact_lock(hashtextextended(${`class/${agency}/${object}`}, 0))`.execute(tx);
  return overrideQuery(tx, agency).where('one.object_key', '=', object).execute();
}

export async function lockOverride(
  tx: Tx,
  { agency, override }: { readonly agency: string; readonly override: string },
): Promise<OverrideRow | undefined> {
  await sql`select pg_advisory_xact_lock(hashtextextended(${`override/${override}`}, 0))`.execute(tx);
  return overrideQuery(tx, agency).where('one.id', '=', override).executeTakeFirst();
}

export type OverridePage = {
  readonly agency: string;
  readonly object?: string | undefined;
  readonly after: readonly [string, string] | undefined;
  readonly take: number;
};

/** In the order of objects, and of one object in that of ids. */
export function selectOverridePage(tx: Tx, { agency, object, after, take }: OverridePage): Promise<OverrideRow[]> {
  let query = overrideQuery(tx, agency).orderBy('one.object_key').orderBy('one.id').limit(take);
  if (object !== undefined) query = query.where('one.object_key', '=', object);
  if (after) query = query.where(sql<boolean>`(one.object_key, one.id) > (${after[0]}, ${after[1]})`);
  return query.execute();
}

function overrideQuery(tx: Tx, agency: string) {
  return tx
    .selectFrom('class_override as one')
    .leftJoin('class_override_decision as decision', 'decision.override_id', 'one.id')
    .leftJoin('class_override_end as ending', 'ending.override_id', 'one.id')
    .selectAll('one')
    .select(['decision.outcome', 'decision.note', 'decision.computed_class'])
    .select(['decision.decided_name', 'decision.decided_on', 'ending.ended_on', 'ending.reason as end_reason'])
    .select((eb) => [
      eb.selectFrom('app_user').select('login').whereRef('app_user.id', '=', 'one.proposed_by').as('proposer'),
      eb
        .selectFrom('inspection_object')
        .select('name')
        .whereRef('inspection_object.key', '=', 'one.object_key')
        .whereRef('inspection_object.agency', '=', 'one.agency')
        .as('object_name'),
    ])
    .where('one.agency', '=', agency);
}

export async function insertOverride(tx: Tx, row: Insertable<Schema['class_override']>): Promise<void> {
  await tx.insertInto('class_override').values(row).execute();
}

export async function insertDecision(tx: Tx, row: Insertable<Schema['class_override_decision']>): Promise<void> {
  await tx.insertInto('class_override_decision').values(row).execute();
}

export async function insertEnd(tx: Tx, row: Insertable<Schema['class_override_end']>): Promise<void> {
  await tx.insertInto('class_override_end').values(row).execute();
}

export type ChangeRow = Selectable<Schema['object_change']> & { readonly file_name: string | null };

/** What changed of an object in an agency's directory, the latest first, with the file of the import that did it. */
export function selectChanges(
  tx: Tx,
  { agency, object, take }: { readonly agency: string; readonly object: string; readonly take: number },
): Promise<ChangeRow[]> {
  return tx
    .selectFrom('object_change as one')
    .selectAll('one')
    .select((eb) => [
      eb.selectFrom('import_run').select('file_name').whereRef('import_run.id', '=', 'one.import_run').as('file_name'),
    ])
    .where('one.agency', '=', agency)
    .where('one.object_key', '=', object)
    .orderBy('one.position', 'desc')
    .limit(take)
    .execute();
}
