import { INTERDEPARTMENTAL } from '@sunlot/contract/plans.ts';
import { isInterdepartmentalClass } from '@sunlot/core/policy/joint-draw.ts';
import type { Pack } from '@sunlot/core/policy/pack.ts';
import type { PlanEntry } from '@sunlot/core/policy/plan.ts';
import type { Context } from '../../context.ts';

type Proposed = { readonly pack: Pack; readonly entries: readonly PlanEntry[]; readonly from?: number };

/** The rows of a plan for entries that were reckoned, from a position on. */
export function entryRows(ctx: Context, planId: string, { pack, entries, from = 0 }: Proposed) {
  return entries.map((entry, position) => ({
    id: ctx.newId('ent'),
    plan_id: planId,
    entry: entry.id,
    position: from + position,
    rule: entry.rule,
    class: entry.class,
    level: entry.level,
    period: entry.period,
    base: entry.base,
    required: entry.required,
    recommended: entry.recommended,
    n: entry.n,
    clause: JSON.stringify(entry.clause),
    fields: JSON.stringify(entry.fields),
    kind: kindOf(pack, entry),
  }));
}

function kindOf(pack: Pack, { class: cls }: PlanEntry): string {
  return cls === INTERDEPARTMENTAL || isInterdepartmentalClass(pack, cls) ? 'interdepartmental' : 'daily';
}
