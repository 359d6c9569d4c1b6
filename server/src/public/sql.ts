import type { DrawEntry, ReplacementEntry, ReplacementRequestEntry } from '@sunlot/core/draw/log-entries.ts';
import type { Selectable, Transaction } from 'kysely';
import type { Schema } from '../db/schema.ts';

type Tx = Transaction<Schema>;

export type PublicDrawRow = Selectable<Schema['public_draw']>;

const LINE = [
  'id',
  'agency',
  'seq',
  'state',
  'period',
  'manifest',
  'fingerprint',
  'frozen_at',
  'drawn_at',
  'revealed_at',
] as const satisfies readonly (keyof PublicDrawRow)[];

/** What a list shows of a draw: not its lists and certificate, which may be large. */
export type PublicDrawLineRow = Pick<PublicDrawRow, (typeof LINE)[number]>;

/** Draws of all agencies, the newest first, after a cursor (the moment and id of the last one shown). */
export function selectPublicDraws(
  tx: Tx,
  {
    agency,
    before,
    limit,
  }: {
    readonly agency?: string | undefined;
    readonly before?: readonly [string, string] | undefined;
    readonly limit: number;
  },
): Promise<PublicDrawLineRow[]> {
  return tx
    .selectFrom('public_draw')
    .select(LINE)
    .$if(agency !== undefined, (query) => query.where('agency', '=', agency!))
    .$if(before !== undefined, (query) =>
      query.where((eb) => eb(eb.refTuple('frozen_at', 'id'), '<', eb.tuple(before![0], before![1]))),
    )
    .orderBy('frozen_at', 'desc')
    .orderBy('id', 'desc')
    .limit(limit)
    .execute();
}

export function selectPublicDraw(tx: Tx, id: string): Promise<PublicDrawRow | undefined> {
  return tx.selectFrom('public_draw').selectAll().where('id', '=', id).executeTakeFirst();
}

export function selectPublicDrawByFingerprint(tx: Tx, fingerprint: Uint8Array): Promise<PublicDrawRow | undefined> {
  return tx.selectFrom('public_draw').selectAll().where('fingerprint', '=', fingerprint).executeTakeFirst();
}

/** What the public log says of a draw: the values of closed sources in their order, how many numbers outsiders have sent in, and replacements. */
export async function selectLoggedValues(
  tx: Tx,
  draw: string,
): Promise<{
  readonly values: readonly string[];
  readonly nonces: number;
  readonly requests: readonly ReplacementRequestEntry[];
  readonly answers: readonly ReplacementEntry[];
}> {
  const rows = await tx
    .selectFrom('log_entry')
    .select(['type', 'entry'])
    .where('tree', '=', 'public')
    .where('subject', '=', draw)
    .where('type', 'in', ['entropy', 'nonce', 'replacement-request', 'replacement'])
    .orderBy('index')
    .execute();
  const entries = rows.map(({ entry }) => JSON.parse(Buffer.from(entry).toString('utf8')) as DrawEntry);
  const ofType = <T extends DrawEntry['type']>(type: T) =>
    entries.filter((entry): entry is Extract<DrawEntry, { type: T }> => entry.type === type);
  return {
    values: ofType('entropy').map(({ value }) => value),
    nonces: ofType('nonce').length,
    requests: ofType('replacement-request'),
    answers: ofType('replacement'),
  };
}

export async function countEntries(tx: Tx, draw: string): Promise<number> {
  const row = await tx
    .selectFrom('log_entry')
    .select((eb) => eb.fn.countAll<number>().as('n'))
    .where('tree', '=', 'public')
    .where('subject', '=', draw)
    .executeTakeFirstOrThrow();
  return row.n;
}

export function selectPublicAgencies(tx: Tx): Promise<Selectable<Schema['agency']>[]> {
  return tx.selectFrom('agency').selectAll().orderBy('code').execute();
}

export function selectPublishedList(tx: Tx, agency: string): Promise<Selectable<Schema['item_list']> | undefined> {
  return tx
    .selectFrom('item_list')
    .selectAll()
    .where('agency', '=', agency)
    .where('state', '=', 'published')
    .executeTakeFirst();
}

export function selectListItems(tx: Tx, listId: string): Promise<Selectable<Schema['inspection_item']>[]> {
  return tx.selectFrom('inspection_item').selectAll().where('list_id', '=', listId).orderBy('position').execute();
}

export function selectPublishedPlan(
  tx: Tx,
  { agency, year }: { readonly agency: string; readonly year: number },
): Promise<Selectable<Schema['annual_plan']> | undefined> {
  return tx
    .selectFrom('annual_plan')
    .selectAll()
    .where('agency', '=', agency)
    .where('year', '=', year)
    .where('published_at', 'is not', null)
    .orderBy('version', 'desc')
    .limit(1)
    .executeTakeFirst();
}

/** The day on which the plan of a year was first made: later versions keep the numbers of entries that they do not adjust. */
export async function selectPlanMade(
  tx: Tx,
  { agency, year }: { readonly agency: string; readonly year: number },
): Promise<string> {
  const { made } = await tx
    .selectFrom('annual_plan')
    .select(({ fn }) => fn.min('made_on').as('made'))
    .where('agency', '=', agency)
    .where('year', '=', year)
    .executeTakeFirstOrThrow();
  return made!;
}

export function selectPlanEntries(tx: Tx, planId: string): Promise<Selectable<Schema['plan_entry']>[]> {
  return tx.selectFrom('plan_entry').selectAll().where('plan_id', '=', planId).orderBy('position').execute();
}

export function selectPublicLog(
  tx: Tx,
  { from, limit }: { readonly from: number; readonly limit: number },
): Promise<Pick<Schema['log_entry'], 'index' | 'at' | 'type' | 'entry'>[]> {
  return tx
    .selectFrom('log_entry')
    .select(['index', 'at', 'type', 'entry'])
    .where('tree', '=', 'public')
    .where('index', '>=', from)
    .orderBy('index')
    .limit(limit)
    .execute();
}

/** How many cosignatures the log has; they only become more. */
export async function countCosignatures(tx: Tx): Promise<number> {
  const row = await tx
    .selectFrom('log_cosignature')
    .select((eb) => eb.fn.countAll<number>().as('n'))
    .executeTakeFirstOrThrow();
  return row.n;
}
