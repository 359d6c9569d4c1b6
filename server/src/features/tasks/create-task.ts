import { isScopedKind, kindNames } from '@sunlot/contract/task-kinds.ts';
import type { CreateTask, TaskView } from '@sunlot/contract/tasks.ts';
import { periodDays, periodsOfYear, yearOf } from '@sunlot/core/basics/dates.ts';
import { isName } from '@sunlot/core/draw/alphabet.ts';
import { replaceableBy } from '@sunlot/core/policy/exclusions.ts';
import type { Level } from '@sunlot/core/policy/facts.ts';
import { isInterdepartmentalClass } from '@sunlot/core/policy/joint-draw.ts';
import { findRule, type Pack } from '@sunlot/core/policy/pack.ts';
import { adHocClasses } from '@sunlot/core/policy/paperwork.ts';
import { className } from '@sunlot/core/policy/plan.ts';
import { dutyOf } from '@sunlot/core/policy/requirements.ts';
import { hasDirectoryOf } from '@sunlot/core/policy/support.ts';
import type { Context } from '../../context.ts';
import type { TaskScope, TaskSupport } from '../../db/task-scope.ts';
import { supporterName } from '../../inspectors/supporter-text.ts';
import { type PublishedItem, selectPublishedItems } from '../../items/published-items.ts';
import { packOfPeriod, packWithOwnRatios } from '../../own-numbers/pack-with-own-ratios.ts';
import { Problem } from '../../problem.ts';
import { may } from '../../rights.ts';
import { itemsOfClass, usableItems } from '../../tasks/items-of-class.ts';
import { requireOpenYear } from '../../tasks/open-task.ts';
import { periodOverTexts, refuseClosedPeriod } from '../../tasks/period-over.ts';
import { requireKind } from '../../tasks/stated.ts';
import { type TodaysLists, todaysLists } from '../../tasks/todays-lists.ts';
import { taskTypeOf } from '../../visits/ledger.ts';
import { clusterTexts, crowdedBy, loadedVisits } from '../../visits/load.ts';
import { territoryOf } from '../../visits/territory.ts';
import { chooseItems } from './choose-items.ts';
import { minimumToday } from './minimum-today.ts';
import { requirePeople } from './require-matching.ts';
import { requirePublication } from './require-publication.ts';
import { type EntryRow, insertTask, selectEntryPlace, type TaskRow } from './sql.ts';
import { supplementTerms } from './supplement-terms.ts';
import { ownNumber, ownScope, targetedScope } from './task-scope.ts';
import { adHocTerms, entryTerms, isDrawnWhole, openEntry, type Terms, type Wanted } from './task-terms.ts';
import { taskView } from './task-view.ts';

type AdHoc = Extract<CreateTask, { readonly adHoc: true }>;
type Planned = Exclude<CreateTask, AdHoc>;

/**
 * Initiates a task from an entry of the issued plan. The three noes come first: no published item list, no legal
 * basis, no issued plan entry — no task. Outside the plan there is one only on a class that the scheme lets be drawn at any
 * time.
 */
export async function createTask(ctx: Context, input: CreateTask): Promise<TaskView> {
  may(ctx.actor, 'task.create', input.agency);
  const { agency } = input;
  const wanted = 'adHoc' in input ? await wantedAdHoc(ctx, input) : await wantedEntry(ctx, input);
  await requireOpenYear(ctx, { agency, year: yearOf(periodDays(wanted.period).from) });
  await refuseClosedPeriod(ctx, wanted);
  const pack = await packOfPeriod(ctx, wanted);
  const level = await requireScope(ctx, pack, wanted);
  if ('adHoc' in input) requireAdHoc(pack, wanted, level);
  const published = await selectPublishedItems(ctx.tx, agency);
  if (published.length === 0) throw new Problem('items.notPublished', { agency });
  const lists = todaysLists(ctx, { agency, year: yearOf(wanted.period) });
  const at = { pack, level, wanted, published, lists };
  const { warnings: ofScope, ...made } =
    'adHoc' in input ? await outsidePlan(ctx, at, input) : await fromEntry(ctx, at, input);
  const support = supportOf(pack, input);
  await requirePeople(lists, input);
  const unpublished = 'adHoc' in input ? [] : await requirePublication(ctx, wanted);
  const row = makeTask(ctx, wanted, { ...made, support });
  await insertTask(ctx.tx, {
    ...row,
    scope: row.scope && JSON.stringify(row.scope),
    left_out: row.left_out && JSON.stringify(row.left_out),
    support: row.support && JSON.stringify(row.support),
    supplement: row.supplement && JSON.stringify(row.supplement),
  });
  const { told = [], ...least } = await minimumToday(ctx, at, row);
  const warnings = [
    ...periodOverTexts(ctx, wanted),
    ...ofScope,
    ...unpublished,
    ...told,
    ...(await crowdWarnings(ctx, at, row)),
  ];
  const view = {
    ...taskView(row, { pack, draws: [] }),
    ...least,
    ...(warnings.length > 0 && { warnings }),
  };
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

/** would the new task crowd upon objects that are visited already in those days? */
async function crowdWarnings(
  ctx: Context,
  { pack, lists }: Pick<Place, 'pack' | 'lists'>,
  row: TaskRow,
): Promise<readonly string[]> {
  if (!findRule(pack, 'stagger')) return [];
  const territory = (await territoryOf(ctx, row.agency))!;
  const visits = await loadedVisits(ctx, territory, { year: yearOf(row.window_from), objects: await lists.objects() });
  const { code, window_from: from, window_to: to } = row;
  return clusterTexts(crowdedBy(pack, visits, { code, from, to })).map((text) => `CLUSTERED：若抽中，${text}`);
}

type Place = {
  readonly pack: Pack;
  readonly level: Level;
  readonly wanted: Wanted;
  readonly published: readonly PublishedItem[];
  readonly lists: TodaysLists;
};

type Warned = Made & { readonly warnings: readonly string[] };

async function outsidePlan(ctx: Context, at: Place, input: AdHoc): Promise<Warned> {
  const { pack, level, wanted, lists } = at;
  return {
    ...(await adHocTerms(ctx, wanted, input)),
    level,
    ...chosen(pack, await itemsFor(ctx, at), input),
    kind: kindOf(pack, { class: wanted.class }),
    ...(await targetedScope(ctx, { pack, level, ...wanted, lists }, input)),
    skip_done: false,
  };
}

async function fromEntry(ctx: Context, at: Place, input: Planned): Promise<Warned> {
  const { pack, level, wanted, published, lists } = at;
  const open = await openEntry(ctx, wanted);
  const { entry } = open;
  const kind = kindOf(pack, entry, input.kind);
  const common = { level, kind, skip_done: skipOf(pack, kind, input.skip) };
  if (!isScopedKind(entry.class)) {
    if (input.ratio !== undefined) throw new Problem('task.nothingToState', { task: entry.entry });
    const items = chosen(pack, await itemsFor(ctx, at), input);
    const serials = items.items.map(({ serial }) => serial);
    const terms = isDrawnWhole(open)
      ? await supplementTerms(ctx, { pack, open, agency: wanted.agency, items: serials, n: input.n, lists })
      : entryTerms(pack, open, input.n);
    return { ...common, ...terms, ...items, ...(await targetedScope(ctx, { pack, level, ...wanted, lists }, input)) };
  }
  if (isDrawnWhole(open)) {
    const { entry: id, period, class: scoped } = entry;
    const of = { agency: wanted.agency, year: yearOf(periodDays(period).from), kind: scoped, period };
    throw new Problem('task.drawnWhole', { entry: id, task: open.tasks.at(-1)!.code, ...of });
  }
  const scoped = await ownScope(ctx, { entry, agency: input.agency, pack, lists }, input);
  const terms = { ...entryTerms(pack, open, undefined), n: ownNumber(scoped.scope, entry.n) };
  return { ...common, ...terms, ...chosen(pack, itemsOf(entry, published), input), ...scoped };
}

function chosen(pack: Pack, concerned: readonly PublishedItem[], input: CreateTask): Pick<Made, 'items' | 'left_out'> {
  const { items, leftOut } = chooseItems(pack, concerned, input);
  return { items, left_out: leftOut };
}

async function requireScope(ctx: Context, pack: Pack, { agency, class: cls }: Wanted): Promise<Level> {
  const { level } = await ctx.tx
    .selectFrom('agency')
    .select('level')
    .where('code', '=', agency)
    .executeTakeFirstOrThrow();
  if (isScopedKind(cls)) return level as Level;
  const classes = pack.levels.find(({ id }) => id === level)?.classes ?? [];
  if (!classes.includes(cls)) {
    const named = classes.map((id) => `${className(pack, id)}（${id}）`).join('、');
    throw new Problem('task.classOutsidePack', { class: className(pack, cls), classes: named });
  }
  return level as Level;
}

/** Complete items with a legal basis that concern the class. */
async function itemsFor(ctx: Context, { pack, wanted, published, lists }: Place): Promise<readonly PublishedItem[]> {
  const concerned = await itemsOfClass(ctx, pack, { ...wanted, published, lists });
  if (concerned.length === 0) {
    const kinds = [...new Set(published.flatMap(({ objectKind }) => objectKind))].join('、') || '—';
    throw new Problem('task.noItems', { class: className(pack, wanted.class), agency: wanted.agency, kinds });
  }
  return usableOf(concerned);
}

/** The items that an entry names, or all that are published. */
function itemsOf({ entry, scope }: EntryRow, published: readonly PublishedItem[]): readonly PublishedItem[] {
  const named = scope?.items ?? [];
  const concerned = named.length === 0 ? published : published.filter(({ serial }) => named.includes(serial));
  if (concerned.length === 0) throw new Problem('task.itemsGone', { task: entry, items: named.join('、') });
  return usableOf(concerned);
}

function usableOf(concerned: readonly PublishedItem[]): readonly PublishedItem[] {
  const usable = usableItems(concerned);
  if (usable.length === 0) throw new Problem('task.noLegalBasis', { items: concerned.map(lackingText).join('、') });
  return usable;
}

function lackingText({ serial, missing, legalBasis }: PublishedItem): string {
  const lacking = [
    ...(missing.includes('authority') ? ['检查主体'] : []),
    ...(legalBasis.length === 0 ? ['检查依据'] : []),
  ];
  return `${serial}（缺${lacking.join('和')}）`;
}

/** As the entry is planned; else as the class says or as it is initiated, where the scheme covers that. */
function kindOf(
  pack: Pack,
  { class: cls, kind: planned = 'daily' }: Pick<EntryRow, 'class'> & { readonly kind?: string },
  asked?: TaskView['kind'],
): TaskView['kind'] {
  if (isScopedKind(cls)) {
    if (asked !== undefined && asked !== cls)
      throw new Problem('request.invalid', { what: `计划中的这一项是${kindNames[cls].zh}` });
    return cls;
  }
  if (isInterdepartmentalClass(pack, cls)) return 'interdepartmental';
  if (asked === 'campaign') throw new Problem('kind.needsEntry', { kind: kindNames.campaign.zh });
  const kind = asked ?? (planned as TaskView['kind']);
  requireKind(pack, kind);
  return kind;
}

/**
 * is left out who was there in the other kind of inspection? A choice; unsaid, a campaign does as the pack reads it
 * (AMB-48) and a daily draw leaves nobody out.
 */
function skipOf(pack: Pack, kind: TaskView['kind'], asked: boolean | undefined): boolean {
  const rule = replaceableBy(pack, taskTypeOf(kind));
  if (asked && !rule) throw new Problem('task.notReplaceable', { pack: pack.name, kind: kindNames[kind].zh });
  if (!rule) return false;
  return asked ?? (kind === 'campaign' && pack.settings['campaign.skipRecognised']);
}

/** Supporters come from a directory of their own, which the scheme must know. What is asked becomes public with the draw. */
function supportOf(pack: Pack, { support = [] }: CreateTask): TaskSupport | null {
  for (const wish of support) {
    if (!hasDirectoryOf(pack, wish.kind))
      throw new Problem('task.supportOutsidePack', { kind: supporterName(wish.kind), pack: pack.name });
    if (wish.kind === 'supervision') continue;
    const { industry, region = '' } = wish;
    if (!isName(industry) || (region !== '' && !isName(region)))
      throw new Problem('request.invalid', { what: '擅长行业或区域含有不能公开的字符' });
  }
  return support.length === 0 ? null : support;
}

type Made = Terms & {
  readonly level: Level;
  readonly items: readonly PublishedItem[];
  readonly scope: TaskScope | null;
  readonly kind: TaskRow['kind'];
  readonly skip_done: boolean;
  readonly left_out: TaskRow['left_out'];
};

type Whole = Made & { readonly support: TaskSupport | null };

function makeTask(ctx: Context, { agency, class: cls, period }: Wanted, { items, ...terms }: Whole): TaskRow {
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
