import type { AddPlanEntry, PlanView } from '@sunlot/contract/plans.ts';
import { kindNames } from '@sunlot/contract/task-kinds.ts';
import type { Period } from '@sunlot/core/basics/dates.ts';
import { periodDays, yearOf } from '@sunlot/core/basics/dates.ts';
import { isName } from '@sunlot/core/draw/alphabet.ts';
import type { Pack } from '@sunlot/core/policy/pack.ts';
import { isListedOn, statusOn } from '@sunlot/core/policy/past-facts.ts';
import { kindRule, statedMinimum } from '@sunlot/core/policy/scoped-draw.ts';
import type { Context } from '../../context.ts';
import type { EntryScope } from '../../db/task-scope.ts';
import { type Filter, readFilter } from '../../objects/read-filter.ts';
import { type Inside, requireInside } from '../../objects/require-inside.ts';
import { requireOfLevel } from '../../objects/require-of-level.ts';
import { packOfPlan } from '../../packs/pack-store.ts';
import { Problem } from '../../problem.ts';
import { boundsOfScope } from '../../tasks/scoped-range.ts';
import { numberText, requireKind, statedNumber } from '../../tasks/stated.ts';
import { type TodaysLists, todaysLists } from '../../tasks/todays-lists.ts';
import { taskTypeOf } from '../../visits/ledger.ts';
import { type Territory, territoryOf } from '../../visits/territory.ts';
import { adjustment } from './adjust-plan.ts';
import { scopedFields } from './interdepartmental-entries.ts';
import { planView } from './plan-view.ts';
import { requireDrafter } from './require-drafter.ts';
import {
  insertPlanEntries,
  lockPlan,
  type PlanRow,
  selectPlan,
  selectPlanEntries,
  selectPublishedSerials,
  updatePlan,
} from './sql.ts';

/**
 * Puts an entry with a scope of its own into the plan: a campaign, or a joint inspection. Scope and number may be stated
 * here or later with the task, before its list is frozen. A plan in force takes it by adjustment.
 */
export async function addPlanEntry(ctx: Context, input: AddPlanEntry): Promise<PlanView> {
  const { agency, year, reason } = input;
  await requireDrafter(ctx, 'plan.draft', { agency, year });
  if (yearOf(periodDays(input.period).from) !== year)
    throw new Problem('request.invalid', { what: `时段 ${input.period} 不在 ${year} 年` });
  if (!isName(input.name)) throw new Problem('request.invalid', { what: '名称含有不能公开的字符' });
  const plan = await openDraft(ctx, input);
  const pack = await packOfPlan(ctx, plan);
  requireKind(pack, input.kind);
  const territory = (await territoryOf(ctx, agency))!;
  const { row, warnings } = await newEntry(ctx, input, { plan, pack, territory });
  await insertPlanEntries(ctx.tx, [row]);
  if (plan.version > 1 && reason !== undefined) {
    const reasons = plan.reason === null ? reason : `${plan.reason}；${reason}`;
    await updatePlan(ctx.tx, plan.id, { reason: reasons, drafted_by: ctx.actor.id, drafted_at: ctx.at });
  }
  const { agency: _, year: __, ...stated } = input;
  await ctx.audit({
    action: 'plan.addEntry',
    agency,
    subject: plan.id,
    after: { entry: row.entry, n: row.n, version: plan.version, ...stated },
  });
  const view = await planView(ctx, (await selectPlan(ctx.tx, { agency, year, version: plan.version }))!);
  return warnings.length === 0 ? view : { ...view, warnings: [...warnings] };
}

/** The draft that is being prepared; from a plan in force a further version, which needs its reason. */
async function openDraft(ctx: Context, { agency, year, reason }: AddPlanEntry): Promise<PlanRow> {
  const latest = await lockPlan(ctx.tx, { agency, year, states: ['draft'] });
  if (!latest) throw new Problem('plan.unknown', { agency, year });
  if (latest.state === 'draft' && latest.version === 1) return latest;
  const draft = await adjustment(ctx, { agency, year });
  if (reason === undefined) throw new Problem('plan.adjustmentReason', { year });
  return draft;
}

const NOBODY: Inside & Pick<Filter, 'terms'> = { inside: [], warnings: [], terms: [] };

type Place = { readonly plan: PlanRow; readonly pack: Pack; readonly territory: Territory };

async function newEntry(ctx: Context, input: AddPlanEntry, { plan, pack, territory }: Place) {
  const { kind, name, period, filter, items = [] } = input;
  const number = statedNumber(input);
  await requirePublished(ctx, input);
  const lists = todaysLists(ctx, { agency: territory.agency.code, year: plan.year });
  const scoped = filter === undefined ? NOBODY : await scopeInside(ctx, { territory, pack, period, lists }, filter);
  const base = scoped.inside.length;
  if (filter !== undefined && number?.kind === 'count' && number.n > base)
    throw new Problem('request.invalid', { what: `${name} 的抽查数 ${number.n} 超过基数 ${base}` });
  const n = filter === undefined || number === undefined ? 0 : statedMinimum(base, number);
  const before = await selectPlanEntries(ctx.tx, plan.id);
  const stem = `${period}.${kind}-`.toLowerCase();
  const nth = before.filter(({ entry }) => entry.startsWith(stem)).length + 1;
  const { id: rule, clause } = kindRule(pack, taskTypeOf(kind));
  const scope: EntryScope = { name, items, ...(filter !== undefined && { filter }), ...(number && { number }) };
  const texts = {
    taskName: name,
    taskType: kindNames[kind].zh,
    ...(items.length > 0 && { items: `《随机抽查事项清单》第 ${items.join('、')} 项` }),
    ...(filter !== undefined && { objectScope: `${filter}（${base} 家）` }),
    ...(number && { ratioQuantity: numberText(number) }),
    legalBasis: `《${pack.source.title}》${clause.section}`,
  };
  const { level } = territory.agency;
  const bounds = await boundsOfScope(ctx, {
    pack,
    agency: territory.agency.code,
    level,
    period,
    terms: scoped.terms,
    number,
    lists,
  });
  const row = {
    ...{ id: ctx.newId('ent'), plan_id: plan.id, entry: `${stem}${nth}`, position: before.length },
    ...{ rule, class: kind, kind, level, period, base, n },
    // The number is the agency's own: a ratio binds it, a plain number it may lower again.
    ...{ required: number?.kind === 'ratio' ? n : 0, recommended: n },
    clause: JSON.stringify(clause),
    fields: JSON.stringify(scopedFields(pack, territory.agency, { period, texts })),
    scope: JSON.stringify(scope),
  };
  return { row, warnings: [...scoped.warnings, ...bounds] };
}

async function requirePublished(ctx: Context, { agency, items = [] }: AddPlanEntry): Promise<void> {
  if (items.length === 0) return;
  const published = await selectPublishedSerials(ctx.tx, agency);
  const unknown = items.filter((serial) => !published.includes(serial));
  if (unknown.length > 0)
    throw new Problem('items.outsideList', { items: unknown.join('、'), serials: published.join('、') || '无' });
}

/**
 * Objects of the territory that are inside the filter, active today and of a class that the level draws.
 * @throws Problem task.filterEmpty, task.filterValueUnknown, task.scopeOfOthers
 */
async function scopeInside(
  ctx: Context,
  {
    territory,
    pack,
    period,
    lists,
  }: Pick<Place, 'territory' | 'pack'> & { readonly period: Period; readonly lists: TodaysLists },
  filter: string,
): Promise<typeof NOBODY> {
  const read = await readFilter(ctx, { agency: territory.agency.code, pack, text: filter });
  const directory = await lists.counted(pack, period);
  const active = directory.filter((one) => isListedOn(one, ctx.today) && statusOn(one, ctx.today) === 'active');
  const found = requireInside(active, { ...read, filter, of: '正常的检查对象', directory, on: ctx.today });
  const { level } = territory.agency;
  return { ...requireOfLevel(found, { pack, level, filter, on: ctx.today }), terms: read.terms };
}
