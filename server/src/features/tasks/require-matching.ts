import type { CreateTask } from '@sunlot/contract/tasks.ts';
import type { Period } from '@sunlot/core/basics/dates.ts';
import type { InspectorFacts, Level } from '@sunlot/core/policy/facts.ts';
import { specialtiesOf, supports } from '@sunlot/core/policy/group.ts';
import { nearestFirst } from '@sunlot/core/policy/near-miss.ts';
import type { Pack } from '@sunlot/core/policy/pack.ts';
import { isListedOn, statusOn } from '@sunlot/core/policy/past-facts.ts';
import { className } from '@sunlot/core/policy/plan.ts';
import type { SupporterWish } from '@sunlot/core/policy/support.ts';
import type { Context } from '../../context.ts';
import { supporterName, supportText } from '../../inspectors/supporter-text.ts';
import type { Filter } from '../../objects/read-filter.ts';
import { requireInside, shortList } from '../../objects/require-inside.ts';
import { requireOfLevel } from '../../objects/require-of-level.ts';
import { Problem } from '../../problem.ts';
import { classList } from '../../tasks/class-list.ts';
import type { TodaysLists } from '../../tasks/todays-lists.ts';

/**
 * A value that nobody has is a slip that would only show at the freeze, when the task stands already. So the directories of
 * today are asked before a task is stored.
 */

type Scope = {
  readonly filter: string;
  readonly read: Filter;
  readonly lists: TodaysLists;
};

type OfClass = Scope & {
  readonly agency: string;
  readonly class: string;
  readonly level: string;
  readonly period: string;
};

/**
 * Somebody of the class is inside the filter. What the scheme asks nothing of has no list to look at. Answers what is to be pointed out.
 * @throws Problem task.filterEmpty, task.filterValueUnknown
 */
export async function requireClassInside(ctx: Context, pack: Pack, asked: OfClass): Promise<readonly string[]> {
  const { agency, class: cls, level, period, filter, read, lists } = asked;
  if (read.terms.length === 0) return [];
  const found = await classList(ctx, pack, { agency, class: cls, level, period, lists });
  if (!found) return [];
  const members = new Set(found.rows.flatMap(({ state, objectId }) => (state === 'out' ? [] : [objectId])));
  const directory = await lists.counted(pack, period);
  const objects = directory.filter(({ id }) => members.has(id));
  return requireInside(objects, { ...read, filter, of: className(pack, cls), directory, on: ctx.today }).warnings;
}

type OfLevel = { readonly pack: Pack; readonly level: Level; readonly period: Period };

/**
 * The same of a scope of its own: any active object of the territory of a class that the level draws.
 * @throws Problem task.filterEmpty, task.filterValueUnknown, task.scopeOfOthers
 */
export async function requireScopeInside(
  ctx: Pick<Context, 'today'>,
  { pack, level, period, filter, read, lists }: Scope & OfLevel,
): Promise<readonly string[]> {
  const directory = await lists.counted(pack, period);
  const objects = directory.filter((one) => isListedOn(one, ctx.today) && statusOn(one, ctx.today) === 'active');
  const found = requireInside(objects, { ...read, filter, of: '正常的检查对象', directory, on: ctx.today });
  return requireOfLevel(found, { pack, level, filter, on: ctx.today }).warnings;
}

/**
 * Every specialty is somebody's, and every supporter asked for is in the directory. Who is away today may be back at the draw.
 * @throws Problem task.specialtyUnknown, task.supporterUnknown
 */
export async function requirePeople(lists: TodaysLists, { specialties = [], support = [] }: CreateTask): Promise<void> {
  const supporters = support.flatMap((wish) => (wish.kind === 'supervision' ? [] : [wish]));
  if (specialties.length + supporters.length === 0) return;
  const people = await lists.inspectors();
  requireSpecialties(people, specialties);
  for (const wish of supporters) requireSupporter(people, wish);
}

/** The same of a task that asks for no supporters. @throws Problem task.specialtyUnknown */
function requireSpecialties(people: readonly InspectorFacts[], specialties: readonly string[]): void {
  const known = distinct(people.filter((person) => !supports(person)).flatMap(specialtiesOf));
  const unknown = specialties.find((one) => !known.includes(one));
  if (unknown === undefined) return;
  throw new Problem('task.specialtyUnknown', {
    specialty: unknown,
    values: shortList(nearestFirst(unknown, known)),
  });
}

function requireSupporter(people: readonly InspectorFacts[], wish: SupporterWish): void {
  const own = people.filter(({ staffKind, onStaff }) => staffKind === wish.kind && onStaff);
  const skilled = own.filter((person) => specialtiesOf(person).includes(wish.industry));
  if (skilled.some(({ region }) => wish.region === undefined || region === wish.region)) return;
  const of = supporterName(wish.kind);
  const trades = nearestFirst(wish.industry, distinct(own.flatMap(specialtiesOf)));
  const regions = nearestFirst(wish.region ?? '', distinct(skilled.flatMap(({ region }) => region ?? [])));
  throw new Problem('task.supporterUnknown', {
    wish: supportText(wish),
    of: skilled.length === 0 ? `${of}的擅长行业` : `擅长${wish.industry}的${of}的区域`,
    values: shortList(skilled.length === 0 ? trades : regions),
  });
}

function distinct(texts: readonly string[]): string[] {
  return [...new Set(texts)].sort();
}
