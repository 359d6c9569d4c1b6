import type { PlanView } from '@sunlot/contract/plans.ts';
import { dateInShanghai, daysInMonth, makeDate, yearOf } from '@sunlot/core/basics/dates.ts';
import { findRule, type Pack } from '@sunlot/core/policy/pack.ts';
import type { Context } from '../../context.ts';
import { type PlanActRow, type PlanRow, selectFirstTask, selectPlanActs, selectVerdict } from './sql.ts';

type Ends = Pick<PlanView, 'state' | 'inForce' | 'closing' | 'archive'>;

/** In force follows from the first task, and is stated nowhere; the end of a plan is what a person did. */
export async function planEnds(ctx: Context, pack: Pack, plan: PlanRow): Promise<Ends> {
  const stored = plan.state as PlanView['state'];
  if (stored === 'issued' || stored === 'published') {
    const first = await selectFirstTask(ctx.tx, plan);
    if (!first) return { state: stored };
    const { at: since, code: task, by } = first;
    // A version that adjusts another one is first made public again.
    const state = stored === 'published' || plan.version === 1 ? 'inForce' : stored;
    return { state, inForce: { since, task, ...(by !== null && { by }) } };
  }
  if (stored !== 'closed' && stored !== 'archived') return { state: stored };
  const acts = await selectPlanActs(ctx.tx, plan.id);
  const closed = acts.find(({ act }) => act === 'closed')!;
  const archived = acts.find(({ act }) => act === 'archived');
  return {
    state: stored,
    closing: {
      ...{ at: closed.at, by: closed.by_name },
      verdict: await selectVerdict(ctx.tx, closed.verdict_id!),
      explained: closed.explained!,
    },
    ...(archived && { archive: archiveView(pack, archived) }),
  };
}

function archiveView(pack: Pack, { at, by_name: by, file_number: fileNumber }: PlanActRow): Ends['archive'] {
  const rule = findRule(pack, 'archive');
  return {
    ...{ at, by },
    ...(fileNumber !== null && { fileNumber }),
    ...(rule && {
      custodian: rule.value.custodian,
      retainUntil: yearsAfter(dateInShanghai(Date.parse(at)), rule.value.years),
    }),
  };
}

/** The same day so many years on; of 29 February the last day of that month. */
function yearsAfter(day: string, years: number): string {
  const [, month, date] = day.split('-').map(Number) as [number, number, number];
  const year = yearOf(day) + years;
  return makeDate(year, month, Math.min(date, daysInMonth(year, month)));
}
