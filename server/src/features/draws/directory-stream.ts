import { createHash } from 'node:crypto';
import type { ObjectFacts } from '@sunlot/core/policy/facts.ts';
import { sql } from 'kysely';
import type { Context } from '../../context.ts';
import { allowLongWork } from '../../draws/blocks.ts';
import { classFacts } from '../../objects/class-facts.ts';
import type { Territory } from '../../visits/territory.ts';

export type DirectoryObject = {
  /** Whose directory it stands in, and from which day. */
  readonly agency: string;
  readonly since: string;
  readonly key: string;
  readonly rowHash: Uint8Array;
  readonly facts: ObjectFacts;
};

type Reading = Pick<Context, 'tx' | 'today'>;
type Of = Pick<Territory, 'agency' | 'codes'>;

/** Rows of the directory that are in memory at a time: some 8 MB. */
const ROWS_AT_A_TIME = 5_000;

type Row = Omit<DirectoryObject, 'rowHash' | 'facts'> & { readonly row_hash: Uint8Array; readonly facts: unknown };

/**
 * The objects of a territory, one row a key, by key, some thousands at a time: of several directories that have it, one where it is
 * active, then that of the agency itself, then the first by code. `facts` was written by the import and is read as such, with what was
 * set by hand and handed down; a row that these change is bound to them by its hash. One reading at a time in a transaction.
 */
export async function* directoryObjects(
  ctx: Reading,
  { agency, codes }: Of,
): AsyncGenerator<readonly DirectoryObject[]> {
  const judged = await classFacts(ctx, { codes });
  // What follows the last row: its order, its tree and the rehearsal.
  await allowLongWork(ctx.tx);
  await sql`declare directory no scroll cursor for
    select distinct on (key collate "C") agency, key, row_hash, facts,
           (added_at at time zone 'Asia/Shanghai')::date as since
    from inspection_object
    where agency = any(${[...codes]})
    order by key collate "C", status <> 'active', agency <> ${agency.code}, agency`.execute(ctx.tx);
  try {
    for (;;) {
      const { rows } = await sql<Row>`fetch ${sql.raw(String(ROWS_AT_A_TIME))} from directory`.execute(ctx.tx);
      if (rows.length === 0) return;
      yield rows.map((row) => {
        const stored = row.facts as ObjectFacts;
        const facts = judged(row.agency, stored);
        const rowHash = facts === stored ? row.row_hash : boundHash(row.row_hash, facts);
        return { agency: row.agency, since: row.since, key: row.key, rowHash, facts };
      });
    }
  } finally {
    // A transaction that failed has closed it.
    await sql`close directory`.execute(ctx.tx).catch(() => undefined);
  }
}

function boundHash(rowHash: Uint8Array, { overrides, keyListMember, constructionProject, tierRows }: ObjectFacts) {
  const set = JSON.stringify([overrides ?? [], keyListMember ?? [], constructionProject ?? false, tierRows ?? []]);
  return createHash('sha256').update(rowHash).update(set).digest();
}

/** At least as many as the directories of a territory have objects. */
export async function countDirectory({ tx }: Pick<Context, 'tx'>, codes: Of['codes']): Promise<number> {
  const { n } = await tx
    .selectFrom('inspection_object')
    .select((eb) => eb.fn.countAll<number>().as('n'))
    .where(sql<boolean>`agency = any(${[...codes]})`)
    .executeTakeFirstOrThrow();
  return n;
}

const KEYS_AT_A_TIME = 10_000;

/** The rows of some objects, by key: of several directories the one that {@link directoryObjects} takes. */
export async function selectObjectIds(
  { tx }: Pick<Context, 'tx'>,
  { agency, codes }: Of,
  keys: readonly string[],
): Promise<ReadonlyMap<string, string>> {
  const ids = new Map<string, string>();
  for (let from = 0; from < keys.length; from += KEYS_AT_A_TIME) {
    const { rows } = await sql<{ id: string; key: string }>`
      select distinct on (key collate "C") id, key
      from inspection_object
      where agency = any(${[...codes]}) and key = any(${keys.slice(from, from + KEYS_AT_A_TIME)})
      order by key collate "C", status <> 'active', agency <> ${agency.code}, agency`.execute(tx);
    for (const { id, key } of rows) ids.set(key, id);
  }
  return ids;
}
