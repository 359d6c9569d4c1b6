import { isScopedKind } from '@sunlot/contract/task-kinds.ts';
import type { ItemFacts, Level, ObjectFacts, VisitFact } from '@sunlot/core/policy/facts.ts';
import type { Pack } from '@sunlot/core/policy/pack.ts';
import { itemsOnForm, type VisitItems, type VisitItemsAsk, visitItems } from '@sunlot/core/policy/visit-items.ts';
import type { Context } from '../context.ts';
import type { ItemsLeftOut } from '../db/schema-items.ts';

/** A task as far as it says what its visits inspect. */
type ScopedTask = {
  readonly class: string;
  readonly level: string;
  readonly period: string;
  readonly items: readonly string[];
  readonly left_out: ItemsLeftOut | null;
};

export type ScopeInput = {
  readonly task: ScopedTask;
  readonly pack: Pack;
  /** The object that is visited. */
  readonly facts: ObjectFacts;
  /** The list that the task rests on. */
  readonly list: readonly ItemFacts[];
  /** Other visits to the object: what they leave to be inspected there this year. */
  readonly visits?: readonly VisitFact[];
};

/** What is inspected at one object of a task by what is known of it today, and what is left out and why. */
export function visitScope(ctx: Pick<Context, 'today'>, input: ScopeInput): VisitItems {
  return visitItems(input.pack, askOf(ctx, input));
}

/** What of it is on the form of the visit. */
export function formScope(ctx: Pick<Context, 'today'>, input: ScopeInput, scope: VisitItems): VisitItems {
  return itemsOnForm(input.pack, askOf(ctx, input), scope);
}

function askOf({ today }: Pick<Context, 'today'>, { task, facts, list, visits }: ScopeInput): VisitItemsAsk {
  return {
    object: facts,
    ...(!isScopedKind(task.class) && { drawnAs: task.class }),
    date: today,
    list,
    task: { items: task.items, ...(task.left_out && { leftOut: task.left_out }) },
    ...(visits && { done: { level: task.level as Level, period: task.period, visits } }),
  };
}
