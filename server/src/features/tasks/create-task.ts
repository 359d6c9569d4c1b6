import { planStates } from '@sunlot/contract/plans.ts';
import type { CreateTask, TaskView } from '@sunlot/contract/tasks.ts';
import { periodDays, periodsOfYear, yearOf } from '@sunlot/core/basics/dates.ts';
import { isName } from '@sunlot/core/draw/alphabet.ts';
import type { Level } from '@sunlot/core/policy/facts.ts';
import { findRule, type Pack } from '@sunlot/core/policy/pack.ts';
import { adHocClasses } from '@sunlot/core/policy/paperwork.ts';
import { className } from '@sunlot/core/policy/plan.ts';
import { dutyOf } from '@sunlot/core/policy/requirements.ts';
import type { Context } from '../../context.ts';
import type { TaskScope } from '../../db/task-scope.ts';
import { type PublishedItem, selectPublishedItems } from '../../items/published-items.ts';
import { readFilter } from '../../objects/read-filter.ts';
import { packWithOwnRatios } from '../../own-numbers/pack-with-own-ratios.ts';
import { adHocStratumOf, entryStratumOf } from '../../packs/stratum-of.ts';
import { Problem } from '../../problem.ts';
import { may } from '../../rights.ts';
import { taskTypeOf } from '../../visits/ledger.ts';
import { territoryOf } from '../../visits/territory.ts';
import {
  countAdHoc,
  type EntryRow,
  insertTask,
  selectEntries,
  selectEntryPlace,
  selectOpenPlan,
  selectTaskOfEntry,
  type TaskRow,
} from './sql.ts';
import { taskView } from './task-view.ts';

type Wanted = {
  readonly agency: string;
  readonly class: string;
  readonly period: string;
  /** Name of the entry, where it was asked for. */
  readonly entry?: string;
};
type AdHoc = Extract<CreateTask, { readonly adHoc: true }>;

/**
 * Initiates a task from an entry of the issued plan. The three noes come first: no published item list, no legal
 * basis, no issued plan entry — no task. Outside the plan there is one only on a class that the scheme lets be drawn at any
 * time.
 */
export async function createTask(ctx: Context, input: CreateTask): Promise<TaskView> {
  may(ctx.actor, 'task.create', input.agency);
  const { agency } = input;
  const wanted = 'adHoc' in input ? await wantedAdHoc(ctx, input) : await wantedEntry(ctx, input);
  const pack = await packWithOwnRatios(ctx, { agency, on: periodDays(wanted.period).from });
  const level = await requireScope(ctx, pack, wanted);
  if ('adHoc' in input) requireAdHoc(pack, wanted, level);
  const published = await selectPublishedItems(ctx.tx, agency);
  if (published.length === 0) throw new Problem('items.notPublished', { agency });
  const from = 'adHoc' in input ? await adHocTerms(ctx, wanted, input) : await plannedTerms(ctx, wanted);
  const items = itemsFor(pack, wanted.class, published);
  const kind = kindOf(pack, wanted.class, 'kind' in input ? input.kind : undefined);
  const row = makeTask(ctx, wanted, { ...from, level, items, kind, scope: scopeOf(pack, input) });
  await insertTask(ctx.tx, { ...row, scope: row.scope && JSON.stringify(row.scope) });
  const view = taskView(row, { pack, draws: [] });
  await ctx.audit({ action: 'task.create', agency, subject: row.id, after: view });
  return view;
}

async function wantedEntry(ctx: Context, input: Exclude<CreateTask, AdHoc>): Promise<Wanted> {
  if (!('entry' in input)) return input;
  const place = await selectEntryPlace(ctx.tx, input);
  if (!place) throw new Problem('request.notFound', { what: `计划任务 ${input.entry}` });
  return { agency: input.agency, ...place };
}

/** A draw outside the plan stands in the present period of its class, or in this month where the class has none. */
async function wantedAdHoc(ctx: Context, { agency, class: cls }: AdHoc): Promise<Wanted> {
  const pack = await packWithOwnRatios(ctx, { agency, on: ctx.today });
  const territory = await territoryOf(ctx, agency);
  const duty = territory && dutyOf(pack, { class: cls, level: territory.agency.level });
  const every = duty?.kind === 'ratio' ? duty.every : 'month';
  const period = periodsOfYear(yearOf(ctx.today), every).find((one) => ctx.today <= periodDays(one).to)!;
  return { agency, class: cls, period };
}

function requireAdHoc(pack: Pack, { class: cls }: Wanted, level: Level): void {
  const open = adHocClasses(pack, { class: cls, level });
  if (open.includes(cls)) return;
  const names = open.map((id) => className(pack, id)).join('、');
  throw new Problem('task.adHocNotAllowed', {
    class: className(pack, cls),
    pack: pack.name,
    allowed: names === '' ? '没有这样的规定' : `只允许 ${names}`,
  });
}

type Terms = Pick<TaskRow, 'plan_entry_id' | 'ad_hoc_reason' | 'n' | 'code'>;

async function plannedTerms(ctx: Context, wanted: Wanted): Promise<Terms> {
  const entry = await issuedEntry(ctx, wanted);
  const stratum = entryStratumOf(entry);
  return { plan_entry_id: entry.id, ad_hoc_reason: null, n: entry.n, code: `${entry.period.toLowerCase()}-${stratum}` };
}

async function adHocTerms(ctx: Context, wanted: Wanted, { n, reason }: AdHoc): Promise<Terms> {
  const nth = (await countAdHoc(ctx.tx, wanted)) + 1;
  const code = `${wanted.period.toLowerCase()}-${adHocStratumOf(wanted.class, nth)}`;
  return { plan_entry_id: null, ad_hoc_reason: reason, n, code };
}

async function requireScope(ctx: Context, pack: Pack, { agency, class: cls }: Wanted): Promise<Level> {
  const { level } = await ctx.tx
    .selectFrom('agency')
    .select('level')
    .where('code', '=', agency)
    .executeTakeFirstOrThrow();
  const classes = pack.levels.find(({ id }) => id === level)?.classes ?? [];
  if (!classes.includes(cls)) throw new Problem('task.classOutsidePack', { class: cls, classes: classes.join('、') });
  return level as Level;
}

/** The entry asked for; of several rounds of a period the first that has no task yet. */
async function issuedEntry(ctx: Context, { agency, class: cls, period, entry: name }: Wanted): Promise<EntryRow> {
  const year = yearOf(periodDays(period).from);
  const plan = await selectOpenPlan(ctx.tx, { agency, year });
  if (!plan) throw new Problem('plan.notIssued', { agency, year, state: '没有计划' });
  if (plan.state !== 'issued' && plan.state !== 'published') {
    const state = planStates[plan.state as keyof typeof planStates];
    throw new Problem('plan.notIssued', { agency, year, state });
  }
  const entries = (await selectEntries(ctx.tx, plan.id)).filter(
    (row) => row.class === cls && row.period === period && (name === undefined || row.entry === name),
  );
  let existing: TaskRow | undefined;
  for (const entry of entries) {
    existing = await selectTaskOfEntry(ctx.tx, { agency, entry: entry.entry });
    if (!existing) return entry;
  }
  if (existing) throw new Problem('task.exists', { task: existing.id });
  throw new Problem('task.noEntry', { year, class: cls, period });
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

/** 原则上不定向: a filter is set with a reason, and the draw is labelled as targeted. */
function scopeOf(pack: Pack, { filter, specialties = [], reason }: CreateTask): TaskScope | null {
  if (filter === undefined && specialties.length === 0) return null;
  const terms = filter === undefined ? [] : readFilter(filter);
  if (reason === undefined) {
    const section = findRule(pack, 'targeting')?.clause.section;
    throw new Problem('task.filterNeedsReason', { section: section === undefined ? '' : `（${section}）` });
  }
  if (![...specialties, reason].every(isName))
    throw new Problem('request.invalid', { what: '理由或专长含有不能公开的字符' });
  return { filter: filter ?? '', terms, specialties, reason };
}

/** Joint objects are inspected with other departments; everything else as it is initiated, where the scheme covers that. */
function kindOf(pack: Pack, cls: string, asked: TaskView['kind'] = 'daily'): TaskView['kind'] {
  if (cls === 'jointObject') return 'interdepartmental';
  const scope = findRule(pack, 'scope');
  const type = taskTypeOf(asked);
  if (scope && !scope.value.taskTypes.includes(type))
    throw new Problem('request.invalid', { what: `${pack.name}的随机抽查不包括这种任务（${asked}）` });
  return asked;
}

type Made = Terms & {
  readonly level: Level;
  readonly items: readonly PublishedItem[];
  readonly scope: TaskScope | null;
  readonly kind: TaskRow['kind'];
};

function makeTask(ctx: Context, { agency, class: cls, period }: Wanted, { items, ...terms }: Made): TaskRow {
  const { from, to } = periodDays(period);
  const first = ctx.today > from && ctx.today <= to ? ctx.today : from;
  return {
    ...terms,
    id: ctx.newId('tsk'),
    agency,
    class: cls,
    period,
    items: items.map(({ serial }) => serial),
    item_list_id: items[0]!.listId,
    window_from: first,
    window_to: to,
    state: 'initiated',
    dispatched_at: null,
    dispatched_by: null,
    created_by: ctx.actor.id,
    created_at: ctx.at,
  };
}
