import type { CreateTask } from '@sunlot/contract/tasks.ts';
import { isName } from '@sunlot/core/draw/alphabet.ts';
import type { Level } from '@sunlot/core/policy/facts.ts';
import { findRule, type Pack } from '@sunlot/core/policy/pack.ts';
import type { Context } from '../../context.ts';
import type { EntryScope, TaskScope } from '../../db/task-scope.ts';
import { type Filter, readFilter } from '../../objects/read-filter.ts';
import { Problem } from '../../problem.ts';
import { boundsOfScope } from '../../tasks/scoped-range.ts';
import { numberText, statedNumber } from '../../tasks/stated.ts';
import type { TodaysLists } from '../../tasks/todays-lists.ts';
import { requireClassInside, requireScopeInside } from './require-matching.ts';
import type { EntryRow } from './sql.ts';

type OfClass = {
  readonly pack: Pack;
  readonly class: string;
  readonly level: string;
  readonly period: string;
  readonly lists: TodaysLists;
};

/** A scope, and what of its filter is worth knowing before anything is drawn. */
export type Scoped<S> = { readonly scope: S; readonly warnings: readonly string[] };

/** 原则上不定向: a filter on a class is set with a reason, and the draw is labelled as targeted. */
export async function targetedScope(
  ctx: Context,
  { pack, ...place }: OfClass,
  { agency, filter, specialties = [], reason }: CreateTask,
): Promise<Scoped<TaskScope | null>> {
  if (filter === undefined && specialties.length === 0) return { scope: null, warnings: [] };
  const read = filter === undefined ? NO_FILTER : await readFilter(ctx, { agency, pack, text: filter });
  if (reason === undefined) {
    const section = findRule(pack, 'targeting')?.clause.section;
    throw new Problem('task.filterNeedsReason', { section: section === undefined ? '' : `（${section}）` });
  }
  requireNames([...specialties, reason]);
  const warnings = await requireClassInside(ctx, pack, { ...place, agency, filter: filter ?? '', read });
  return { scope: { filter: filter ?? '', terms: read.terms, specialties, reason }, warnings };
}

const NO_FILTER: Filter = { terms: [], values: [] };

type Typed = {
  readonly filter?: string | undefined;
  readonly ratio?: string | undefined;
  readonly n?: number | undefined;
  readonly specialties?: readonly string[] | undefined;
};

type Place = {
  readonly entry: EntryRow;
  readonly agency: string;
  readonly pack: Pack;
  readonly lists: TodaysLists;
};

/** The scope of an entry that has its own: as the plan states it, or where that is open as the task does, or open still. */
export async function ownScope(
  ctx: Pick<Context, 'tx' | 'today'>,
  { entry, agency, pack, lists }: Place,
  typed: Typed,
): Promise<Scoped<TaskScope>> {
  const plan: Partial<EntryScope> = entry.scope ?? {};
  const name = plan.name ?? entry.fields['taskName'] ?? entry.entry;
  const number = statedNumber(typed);
  const stated = [
    ...(plan.filter !== undefined && typed.filter !== undefined ? [plan.filter] : []),
    ...(plan.number && number ? [numberText(plan.number)] : []),
  ];
  if (stated.length > 0) throw new Problem('task.statedInPlan', { entry: entry.entry, stated: stated.join('，') });
  const filter = plan.filter ?? typed.filter;
  const { specialties = [] } = typed;
  requireNames(specialties);
  const all = plan.number ?? number;
  const read = filter === undefined ? NO_FILTER : await readFilter(ctx, { agency, pack, text: filter });
  // That of the plan was looked at when it was planned.
  const level = entry.level as Level;
  const { period } = entry;
  const place = { pack, level, period, lists };
  const inside =
    typed.filter === undefined ? [] : await requireScopeInside(ctx, { ...place, filter: typed.filter, read });
  const { terms } = read;
  const bounds = await boundsOfScope(ctx, { ...place, agency, terms, number: all });
  return {
    scope: {
      filter: filter ?? '',
      terms,
      specialties,
      reason: name,
      stated: { name, ...(all && { number: all }) },
    },
    warnings: [...inside, ...bounds],
  };
}

/** How many a stated number asks for as far as is known before the freeze: a ratio is worked out of the base there. */
export function ownNumber({ stated }: TaskScope, planned: number): number {
  return stated?.number?.kind === 'count' ? stated.number.n : planned;
}

function requireNames(texts: readonly string[]): void {
  if (!texts.every(isName)) throw new Problem('request.invalid', { what: '理由或专长含有不能公开的字符' });
}
