import { type Selectable, sql, type Transaction } from 'kysely';
import type { Schema } from '../../db/schema.ts';
import type { StoredVisit } from '../../visits/ledger.ts';

type Tx = Transaction<Schema>;

export type KnownVisit = {
  readonly id: string;
  readonly objectKey: string;
  readonly date: string;
  readonly agency: string;
  readonly taskCode: string;
  readonly recordedBy: string;
  readonly rowHash: Uint8Array;
  /** A result that was recognised for some items of the visit only: the visit itself is still to come. */
  readonly isPart: boolean;
};

/** What the ledger has of these objects. */
export async function selectVisitsOf(tx: Tx, keys: readonly string[]): Promise<readonly KnownVisit[]> {
  const { rows } = await sql<KnownVisit>`
    select v.id, v.object_key as "objectKey", v.date, v.agency, v.task_code as "taskCode",
           v.recorded_by as "recordedBy", v.row_hash as "rowHash",
           v.facts @> '{"recognisedInPart": true}' as "isPart"
    from unnest(${[...keys]}::text[]) as wanted (key)
    cross join lateral (select * from visit where object_key = wanted.key offset 0) as v`.execute(tx);
  return rows;
}

/** A visit to be stored: JSON and hex as text. */
export type NewVisit = {
  readonly id: string;
  readonly agency: string;
  readonly recordedBy: string;
  readonly objectKey: string;
  readonly date: string;
  readonly taskCode: string;
  readonly level: string;
  readonly class: string;
  readonly facts: string;
  readonly sealedDeviation: string | null;
  readonly sealedRemarks: string | null;
  readonly hash: string;
  readonly by: string;
  readonly at: string;
};

function rowsOf(rows: readonly NewVisit[]) {
  const texts = (field: keyof NewVisit) => sql`${rows.map((row) => row[field])}::text[]`;
  return sql`unnest(${texts('id')}, ${texts('agency')}, ${texts('recordedBy')}, ${texts('objectKey')}, ${texts('date')},
                    ${texts('taskCode')}, ${texts('level')}, ${texts('class')}, ${texts('facts')},
                    ${texts('sealedDeviation')}, ${texts('sealedRemarks')}, ${texts('hash')}, ${texts('by')}, ${texts('at')})
    as new (id, agency, recorded_by, object_key, date, task_code, level, class, facts, sealed_deviation, sealed_remarks,
            row_hash, by_user, now_at)`;
}

export async function insertVisits(tx: Tx, rows: readonly NewVisit[]): Promise<void> {
  if (rows.length === 0) return;
  await sql`
    insert into visit (id, agency, recorded_by, object_key, date, task_code, level, class, facts, sealed_deviation,
                       sealed_remarks, row_hash, by_user, added_at, updated_at)
    select id, agency, recorded_by, object_key, date::date, task_code, level, class, facts::jsonb,
           decode(sealed_deviation, 'hex'), decode(sealed_remarks, 'hex'), decode(row_hash, 'hex'), by_user,
           now_at::timestamptz, now_at::timestamptz
    from ${rowsOf(rows)}`.execute(tx);
}

/** Changes visits under their ids; who corrects one has recorded it from then on. */
export async function updateVisits(tx: Tx, rows: readonly NewVisit[]): Promise<void> {
  if (rows.length === 0) return;
  await sql`
    update visit as v set
      recorded_by = new.recorded_by, level = new.level, class = new.class, facts = new.facts::jsonb,
      sealed_deviation = decode(new.sealed_deviation, 'hex'), sealed_remarks = decode(new.sealed_remarks, 'hex'),
      row_hash = decode(new.row_hash, 'hex'), by_user = new.by_user, updated_at = new.now_at::timestamptz
    from ${rowsOf(rows)}
    where v.id = new.id`.execute(tx);
}

/** Departments outside that an agency has on record as partners. */
export async function selectDepartments(tx: Tx, agency: string): Promise<readonly string[]> {
  const rows = await tx.selectFrom('partner_department').select('name').where('agency', '=', agency).execute();
  return rows.map(({ name }) => name);
}

export async function selectSerials(tx: Tx, agency: string): Promise<readonly string[]> {
  const rows = await tx
    .selectFrom('inspection_item')
    .innerJoin('item_list', 'item_list.id', 'inspection_item.list_id')
    .select('serial')
    .where('agency', '=', agency)
    .where('state', '=', 'published')
    .execute();
  return rows.map(({ serial }) => serial);
}

export function selectTasks(
  tx: Tx,
  agencies: readonly string[],
): Promise<
  {
    readonly id: string;
    readonly agency: string;
    readonly code: string;
    readonly class: string;
    readonly period: string;
    readonly kind: string;
    readonly elsewhere: boolean;
    /** Of an interdepartmental task: the departments that go besides the own one, by name. */
    readonly partners: readonly string[] | null;
    readonly hasResult: boolean;
    readonly isClosed: boolean;
    readonly isEnded: boolean;
  }[]
> {
  return (
    tx
      .selectFrom('task')
      .select(['id', 'agency', 'code', 'class', 'period', 'kind'])
      .select(sql<boolean>`exists (select from drawn_elsewhere d where d.task_id = task.id)`.as('elsewhere'))
      .select(
        sql<
          readonly string[] | null
        >`(select array(select p.name from partner_department p where p.id = any(j.partners) order by p.name)
          from joint_task j where j.task_id = task.id order by j.position desc limit 1)`.as('partners'),
      )
      .select(
        sql<boolean>`exists (select from draw d where d.task_id = task.id and d.state in ('drawn', 'revealed'))
        or exists (select from drawn_elsewhere d where d.task_id = task.id)`.as('hasResult'),
      )
      // What another department drew is never opened here.
      .select(
        sql<boolean>`exists (select from draw d where d.task_id = task.id and d.state = 'drawn')
        or exists (select from drawn_elsewhere d where d.task_id = task.id)`.as('isClosed'),
      )
      // Closed, or of a year whose plan is.
      .select(
        sql<boolean>`state = 'closed' or exists (select from plan_act a where a.agency = task.agency and a.act = 'closed'
          and a.year = left(task.period, 4)::integer)`.as('isEnded'),
      )
      .where(sql<boolean>`agency = any(${[...agencies]})`)
      .where('state', '<>', 'void')
      .execute()
  );
}

export type DrawnKey = {
  readonly task: string;
  readonly key: string;
  readonly drawnOn: string;
  /** The part of the list it was drawn from; null where others drew. */
  readonly stratum: string | null;
};

/** Which of these objects stand in the draws of some agencies, after replacements, or in what others drew for them. */
export async function selectDrawnKeys(
  tx: Tx,
  { agencies, keys }: { readonly agencies: readonly string[]; readonly keys: readonly string[] },
): Promise<readonly DrawnKey[]> {
  const { rows } = await sql<DrawnKey>`
    select draw.task_id as task, object.key, (draw.drawn_at at time zone 'Asia/Shanghai')::date as "drawnOn", one.stratum
    from standing_object as one
    join draw on draw.id = one.draw_id and draw.state in ('drawn', 'revealed')
    join inspection_object as object on object.id = one.object_id
    where one.agency = any(${[...agencies]}) and object.key = any(${[...keys]})
    union all
    select elsewhere.task_id, object.key, elsewhere.drawn_on, null
    from drawn_elsewhere_object as one
    join drawn_elsewhere as elsewhere on elsewhere.id = one.import_id
    join inspection_object as object on object.id = one.object_id
    where elsewhere.agency = any(${[...agencies]}) and object.key = any(${[...keys]})
    order by "drawnOn" desc`.execute(tx);
  return rows;
}

/** What tasks say of the items of their visits. */
export function selectScopes(
  tx: Tx,
  ids: readonly string[],
): Promise<
  Pick<
    Selectable<Schema['task']>,
    'id' | 'agency' | 'class' | 'level' | 'period' | 'items' | 'left_out' | 'item_list_id'
  >[]
> {
  return tx
    .selectFrom('task')
    .select(['id', 'agency', 'class', 'level', 'period', 'items', 'left_out', 'item_list_id'])
    .where(sql<boolean>`id = any(${[...ids]})`)
    .execute();
}

/** The items of visits that were sent out, by the object that holds the rank. */
export async function selectSentItems(
  tx: Tx,
  ids: readonly string[],
): Promise<readonly { readonly task: string; readonly key: string; readonly items: readonly string[] | null }[]> {
  return tx
    .selectFrom('sent_visit as sent')
    .innerJoin('standing_object as one', (join) =>
      join.onRef('one.draw_id', '=', 'sent.draw_id').onRef('one.rank', '=', 'sent.rank').onRef('one.k', '=', 'sent.k'),
    )
    .innerJoin('inspection_object as object', 'object.id', 'one.object_id')
    .select(['sent.task_id as task', 'object.key', 'sent.items'])
    .where(sql<boolean>`sent.task_id = any(${[...ids]})`)
    .execute();
}

export function selectDirected(
  tx: Tx,
  agencies: readonly string[],
): Promise<
  {
    readonly agency: string;
    readonly code: string;
    readonly object: string;
    readonly ground: string;
    readonly document: string;
  }[]
> {
  return tx
    .selectFrom('directed_inspection')
    .select(['agency', 'code', 'object_key as object', 'ground', 'document'])
    .where(sql<boolean>`agency = any(${[...agencies]})`)
    .execute();
}

/** Keys in the directories of some agencies that are projects of these codes. */
export async function selectProjects(
  tx: Tx,
  { agencies, codes }: { readonly agencies: readonly string[]; readonly codes: readonly string[] },
): Promise<readonly string[]> {
  if (codes.length === 0) return [];
  const rows = await tx
    .selectFrom('inspection_object')
    .select('key')
    .where(sql<boolean>`agency = any(${[...agencies]})`)
    .where(sql<boolean>`key like '%/%' and split_part(key, '/', 1) = any(${[...codes]})`)
    .orderBy(sql`key collate "C"`)
    .execute();
  return rows.map(({ key }) => key);
}

export type ListedVisit = {
  readonly id: string;
  readonly date: string;
  readonly agency: string;
  readonly recorded_by: string;
  readonly facts: StoredVisit;
  readonly deviates: boolean;
  readonly name: string | null;
};

export type VisitPage = {
  readonly agencies: readonly string[];
  readonly year?: number | undefined;
  readonly after: readonly [string, string] | undefined;
  readonly take: number;
};

/** Visits made by some agencies, or to objects of their directories, the latest first, from behind a place. */
export async function selectVisitPage(
  tx: Tx,
  { agencies, year, after, take }: VisitPage,
): Promise<readonly ListedVisit[]> {
  const codes = [...agencies];
  let query = tx
    .selectFrom('visit')
    .select(['id', 'date', 'agency', 'recorded_by', 'facts'])
    .select(sql<boolean>`sealed_deviation is not null`.as('deviates'))
    .select(
      sql<string | null>`(select o.name from inspection_object o where o.key = object_key
        order by o.agency = any(${codes}) desc, o.agency limit 1)`.as('name'),
    )
    .where(
      sql<boolean>`(agency = any(${codes}) or recorded_by = any(${codes})
        or object_key in (select key from inspection_object where agency = any(${codes})))`,
    )
    .orderBy('date', 'desc')
    .orderBy('id', 'desc')
    .limit(take);
  if (year !== undefined)
    query = query.where(sql<boolean>`date between make_date(${year}, 1, 1) and make_date(${year}, 12, 31)`);
  if (after) query = query.where(sql<boolean>`(date, id) < (${after[0]}::date, ${after[1]})`);
  return (await query.execute()).map((row) => ({ ...row, facts: row.facts as StoredVisit }));
}
