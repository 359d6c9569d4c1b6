import { planStates } from '@sunlot/contract/plans.ts';
import type { CreateTask, TaskView } from '@sunlot/contract/tasks.ts';
import { periodDays, yearOf } from '@sunlot/core/basics/dates.ts';
import type { Pack } from '@sunlot/core/policy/pack.ts';
import type { Context } from '../../context.ts';
import { packInForce } from '../../packs/pack-store.ts';
import { stratumOf } from '../../packs/stratum-of.ts';
import { Problem } from '../../problem.ts';
import { may } from '../../rights.ts';
import {
  type EntryRow,
  insertTask,
  type PublishedItem,
  selectEntries,
  selectEntryPlace,
  selectOpenPlan,
  selectPublishedItems,
  selectTaskOfEntry,
  type TaskRow,
} from './sql.ts';
import { taskView } from './task-view.ts';

type Wanted = { readonly agency: string; readonly class: string; readonly period: string };

/**
 * Initiates a task from an entry of the issued plan. The three noes come first: no published item list, no legal
 * basis, no issued plan entry — no task.
 */
export async function createTask(ctx: Context, input: CreateTask): Promise<TaskView> {
  may(ctx.actor, 'task.create', input.agency);
  const wanted = await wantedEntry(ctx, input);
  const pack = await packInForce(ctx, { agency: wanted.agency, on: periodDays(wanted.period).from });
  await requireScope(ctx, pack, wanted);
  const published = await selectPublishedItems(ctx.tx, wanted.agency);
  if (published.length === 0) throw new Problem('items.notPublished', { agency: wanted.agency });
  const entry = await issuedEntry(ctx, wanted);
  const existing = await selectTaskOfEntry(ctx.tx, entry.id);
  if (existing) throw new Problem('task.exists', { task: existing.id });
  const row = makeTask(ctx, wanted, { entry, items: itemsFor(pack, wanted.class, published) });
  await insertTask(ctx.tx, row);
  const view = taskView(row, { pack, draws: [] });
  await ctx.audit({ action: 'task.create', agency: wanted.agency, subject: row.id, after: view });
  return view;
}

async function wantedEntry(ctx: Context, input: CreateTask): Promise<Wanted> {
  if (!('entry' in input)) return input;
  const place = await selectEntryPlace(ctx.tx, input);
  if (!place) throw new Problem('request.notFound', { what: `计划任务 ${input.entry}` });
  return { agency: input.agency, class: place.class, period: place.period };
}

async function requireScope(ctx: Context, pack: Pack, { agency, class: cls }: Wanted): Promise<void> {
  const { level } = await ctx.tx
    .selectFrom('agency')
    .select('level')
    .where('code', '=', agency)
    .executeTakeFirstOrThrow();
  const classes = pack.levels.find(({ id }) => id === level)?.classes ?? [];
  if (!classes.includes(cls)) throw new Problem('task.classOutsidePack', { class: cls, classes: classes.join('、') });
}

async function issuedEntry(ctx: Context, { agency, class: cls, period }: Wanted): Promise<EntryRow> {
  const year = yearOf(periodDays(period).from);
  const plan = await selectOpenPlan(ctx.tx, { agency, year });
  if (!plan) throw new Problem('plan.notIssued', { agency, year, state: '没有计划' });
  if (plan.state !== 'issued' && plan.state !== 'published') {
    const state = planStates[plan.state as keyof typeof planStates];
    throw new Problem('plan.notIssued', { agency, year, state });
  }
  const entry = (await selectEntries(ctx.tx, plan.id)).find((row) => row.class === cls && row.period === period);
  if (!entry) throw new Problem('task.noEntry', { year, class: cls, period });
  return entry;
}

/** Complete items with a legal basis that concern the class: those for its own kind of object, or for a trait. */
function itemsFor(pack: Pack, cls: string, published: readonly PublishedItem[]): readonly PublishedItem[] {
  const classOf = new Map(
    pack.classes.flatMap(({ id, name, aliases }) => [name, ...aliases].map((text) => [text, id] as const)),
  );
  const concerned = published.filter(({ objectKind }) => objectKind.some((kind) => (classOf.get(kind) ?? cls) === cls));
  const usable = concerned.filter(({ missing, legalBasis }) => missing.length === 0 && legalBasis.length > 0);
  if (usable.length === 0)
    throw new Problem('task.noLegalBasis', { items: concerned.map(({ serial }) => serial).join('、') || '无' });
  return usable;
}

type Made = { readonly entry: EntryRow; readonly items: readonly PublishedItem[] };

function makeTask(ctx: Context, { agency, class: cls, period }: Wanted, { entry, items }: Made): TaskRow {
  const { from, to } = periodDays(period);
  const first = ctx.today > from && ctx.today <= to ? ctx.today : from;
  return {
    id: ctx.newId('tsk'),
    agency,
    code: `${period.toLowerCase()}-${stratumOf(cls)}`,
    plan_entry_id: entry.id,
    class: cls,
    level: entry.level,
    period,
    kind: cls === 'jointObject' ? 'interdepartmental' : 'daily',
    n: entry.n,
    items: items.map(({ serial }) => serial),
    item_list_id: items[0]!.listId,
    window_from: first,
    window_to: to,
    state: 'initiated',
    created_by: ctx.actor.id,
    created_at: ctx.at,
    ad_hoc_reason: null,
  };
}
