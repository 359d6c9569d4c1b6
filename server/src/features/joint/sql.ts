import { type Insertable, type Selectable, sql, type Transaction } from 'kysely';
import type { Schema } from '../../db/schema.ts';
import type { Territory } from '../../visits/territory.ts';

type Tx = Transaction<Schema>;

export type JointListRow = Selectable<Schema['joint_list']>;
export type JointItemRow = Selectable<Schema['joint_item']>;
export type NewJointItem = Omit<Insertable<Schema['joint_item']>, 'list_id'>;
export type PartnerRow = Selectable<Schema['partner_department']> & { readonly login: string | null };

/** An agency's list in a state; of each state but `superseded` there is at most one. */
export function selectList(
  tx: Tx,
  { agency, state }: { readonly agency: string; readonly state: 'draft' | 'published' },
): Promise<JointListRow | undefined> {
  return tx
    .selectFrom('joint_list')
    .selectAll()
    .where('agency', '=', agency)
    .where('state', '=', state)
    .executeTakeFirst();
}

export function selectItems(tx: Tx, listId: string): Promise<JointItemRow[]> {
  return tx.selectFrom('joint_item').selectAll().where('list_id', '=', listId).orderBy('position').execute();
}

export async function selectLastVersion(tx: Tx, agency: string): Promise<number> {
  const row = await tx
    .selectFrom('joint_list')
    .select((eb) => eb.fn.max('version').as('version'))
    .where('agency', '=', agency)
    .executeTakeFirst();
  return row?.version ?? 0;
}

export async function insertList(tx: Tx, row: Insertable<Schema['joint_list']>): Promise<void> {
  await tx.insertInto('joint_list').values(row).execute();
}

/** What a draft holds: these items and no others. */
export async function replaceItems(tx: Tx, listId: string, items: readonly NewJointItem[]): Promise<void> {
  await tx.deleteFrom('joint_item').where('list_id', '=', listId).execute();
  await tx
    .insertInto('joint_item')
    .values(items.map((item) => ({ ...item, list_id: listId })))
    .execute();
}

export async function setSource(tx: Tx, listId: string, source: 'pack' | 'file'): Promise<void> {
  await tx.updateTable('joint_list').set({ source }).where('id', '=', listId).execute();
}

export type JointPublication = {
  readonly by: string;
  readonly at: string;
  readonly channel: string;
  readonly url: string;
};

/** The draft becomes the published list, and the one before it is superseded. */
export async function publishList(tx: Tx, list: JointListRow, given: JointPublication): Promise<void> {
  await tx
    .updateTable('joint_list')
    .set({ state: 'superseded' })
    .where('agency', '=', list.agency)
    .where('state', '=', 'published')
    .execute();
  await tx
    .updateTable('joint_list')
    .set({
      state: 'published',
      published_by: given.by,
      published_at: given.at,
      channel: given.channel,
      url: given.url,
    })
    .where('id', '=', list.id)
    .execute();
}

export function selectPartners(tx: Tx, agency: string): Promise<PartnerRow[]> {
  return tx
    .selectFrom('partner_department')
    .leftJoin('app_user', 'app_user.id', 'partner_department.user_id')
    .selectAll('partner_department')
    .select('app_user.login')
    .where('partner_department.agency', '=', agency)
    .orderBy(sql`partner_department.name collate "C"`)
    .execute();
}

export async function insertPartner(tx: Tx, row: Insertable<Schema['partner_department']>): Promise<void> {
  await tx.insertInto('partner_department').values(row).execute();
}

/** An account that may stand for a partner: of the agency, with that one role, and not taken yet. */
export async function selectPartnerAccount(
  tx: Tx,
  { agency, login }: { readonly agency: string; readonly login: string },
): Promise<string | undefined> {
  const user = await tx
    .selectFrom('app_user')
    .select('id')
    .where('login', '=', login)
    .where('agency', '=', agency)
    .where('disabled_at', 'is', null)
    .executeTakeFirst();
  if (!user) return undefined;
  const held = await tx.selectFrom('user_role').select('role').where('user_id', '=', user.id).execute();
  const taken = await tx
    .selectFrom('partner_department')
    .select('id')
    .where('user_id', '=', user.id)
    .executeTakeFirst();
  return held.length === 1 && held[0]!.role === 'partnerDepartment' && !taken ? user.id : undefined;
}

export type JointTaskRow = Pick<
  Selectable<Schema['task']>,
  | 'id'
  | 'code'
  | 'agency'
  | 'class'
  | 'period'
  | 'kind'
  | 'window_from'
  | 'window_to'
  | 'scope'
  | 'state'
  | 'dispatched_at'
>;

const TASK = [
  'id',
  'code',
  'agency',
  'class',
  'period',
  'kind',
  'window_from',
  'window_to',
  'scope',
  'state',
  'dispatched_at',
] as const;

/** The tasks for which a partner was ever chosen. */
export function selectTasksOfPartner(tx: Tx, partnerId: string): Promise<JointTaskRow[]> {
  return tx
    .selectFrom('task')
    .select(TASK)
    .where('id', 'in', (eb) =>
      eb.selectFrom('joint_task').select('task_id').where(sql<boolean>`${partnerId} = any(partners)`),
    )
    .where('state', '<>', 'void')
    .orderBy('window_from')
    .orderBy('id')
    .execute();
}

export async function insertChoice(tx: Tx, row: Insertable<Schema['joint_task']>): Promise<void> {
  await tx.insertInto('joint_task').values(row).execute();
}

export async function insertConsultation(tx: Tx, row: Insertable<Schema['consultation']>): Promise<void> {
  await tx.insertInto('consultation').values(row).execute();
}

export async function insertConfirmation(tx: Tx, row: Insertable<Schema['consultation_confirmation']>): Promise<void> {
  await tx.insertInto('consultation_confirmation').values(row).execute();
}

/** The state of a task, locked until the transaction ends: its list is drawn here or elsewhere, never both. */
export async function lockTaskState(tx: Tx, id: string): Promise<string> {
  const row = await tx.selectFrom('task').select('state').where('id', '=', id).forUpdate().executeTakeFirstOrThrow();
  return row.state;
}

/** Does a list of a task stand, drawn or not? */
export async function hasList(tx: Tx, taskId: string): Promise<boolean> {
  const row = await tx
    .selectFrom('draw')
    .select('id')
    .where('task_id', '=', taskId)
    .where('state', 'in', ['frozen', 'entered', 'drawn', 'revealed'])
    .executeTakeFirst();
  return row !== undefined;
}

export type TaskProgress = {
  readonly state: string;
  readonly dispatched_at: string | null;
  /** A list of it that is frozen and not drawn yet. */
  readonly frozen: string | null;
};

/** How far a task is, locked as {@link lockTaskState} does: nothing is frozen or sent meanwhile. */
export async function lockTaskProgress(tx: Tx, id: string): Promise<TaskProgress> {
  const task = await tx
    .selectFrom('task')
    .select(['state', 'dispatched_at'])
    .where('id', '=', id)
    .forUpdate()
    .executeTakeFirstOrThrow();
  const draw = await tx
    .selectFrom('draw')
    .select('id')
    .where('task_id', '=', id)
    .where('state', 'in', ['frozen', 'entered'])
    .executeTakeFirst();
  return { ...task, frozen: draw?.id ?? null };
}

export async function setTaskDrawn(tx: Tx, { id, n }: { readonly id: string; readonly n: number }): Promise<void> {
  await tx.updateTable('task').set({ state: 'drawn', n }).where('id', '=', id).execute();
}

/** Rows of the directory by key: of several directories that have it one where it is active, then the agency's own. */
export async function selectObjectIds(
  tx: Tx,
  { territory: { agency, codes }, keys }: { readonly territory: Territory; readonly keys: readonly string[] },
): Promise<ReadonlyMap<string, string>> {
  const { rows } = await sql<{ key: string; id: string }>`
    select distinct on (key) key, id from inspection_object
    where agency = any(${[...codes]}) and key = any(${[...keys]})
    order by key, status <> 'active', agency <> ${agency.code}, agency`.execute(tx);
  return new Map(rows.map(({ key, id }) => [key, id]));
}

/** Units of a territory that have one of these names, to see whether a row names another than its code does. */
export function selectNamed(
  tx: Tx,
  { codes, names }: { readonly codes: readonly string[]; readonly names: readonly string[] },
): Promise<{ key: string; name: string }[]> {
  return tx
    .selectFrom('inspection_object')
    .select(['key', 'name'])
    .where(sql<boolean>`agency = any(${[...codes]}) and name = any(${[...names]})`)
    .orderBy('key')
    .execute();
}

export async function insertElsewhere(
  tx: Tx,
  {
    result,
    objects,
  }: { readonly result: Schema['drawn_elsewhere']; readonly objects: readonly Schema['drawn_elsewhere_object'][] },
): Promise<void> {
  await tx.insertInto('drawn_elsewhere').values(result).execute();
  await tx
    .insertInto('drawn_elsewhere_object')
    .values([...objects])
    .execute();
}

export function selectElsewhere(
  tx: Tx,
  taskId: string,
): Promise<Pick<Schema['drawn_elsewhere'], 'id' | 'sealed_file'> | undefined> {
  return tx
    .selectFrom('drawn_elsewhere')
    .select(['id', 'sealed_file'])
    .where('task_id', '=', taskId)
    .executeTakeFirst();
}

export function selectElsewhereObjects(tx: Tx, importId: string) {
  return tx
    .selectFrom('drawn_elsewhere_object')
    .innerJoin('inspection_object', 'inspection_object.id', 'drawn_elsewhere_object.object_id')
    .select(['rank', 'key', 'name', 'sealed_team'])
    .where('import_id', '=', importId)
    .orderBy('rank')
    .execute();
}
