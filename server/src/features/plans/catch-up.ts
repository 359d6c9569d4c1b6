import type { PlanView } from '@sunlot/contract/plans.ts';
import type { Context } from '../../context.ts';
import { ownRatioNamed } from '../../own-numbers/load-own-numbers.ts';
import { numbersToday } from './numbers-today.ts';
import { isWithoutRecords } from './planning-year.ts';
import { selectTasksOfYear } from './sql.ts';

const ENDED: readonly string[] = ['superseded', 'closed', 'archived'];

/** Where earlier periods fell short or lists changed, what is left asks for more than the plan says. */
export async function catchUp(
  ctx: Context,
  { agency, year, state, entries }: PlanView,
): Promise<Pick<PlanView, 'catchUp' | 'unrecorded'>> {
  if (ENDED.includes(state)) return {};
  const { entries: today, asked } = await numbersToday(ctx, { agency, year });
  const tasks = await selectTasksOfYear(ctx.tx, { agency, year });
  const behind = entries.flatMap(({ id, class: cls, className, period, n, stated, clause: { section } }) => {
    const now = stated ? undefined : today.get(id);
    if (!now) return [];
    const { base, required, recommended, drawn = 0 } = now;
    const wise = Math.min(now.n, Math.max(required, recommended));
    const own = tasks.filter(({ entry, round }) => entry === id && round === null);
    const isDrawn = own.some(({ state: at }) => at !== 'initiated');
    if (n >= wise || (isDrawn && drawn >= wise) || own.some(willTakeIt)) return [];
    return [
      {
        ...{ entry: id, class: cls, className, period, n, base, required, recommended, section },
        ...(isDrawn && drawn < required && { supplement: { drawn } }),
        ...ownRatioNamed(asked?.ownRatios ?? [], { class: cls, period }),
      },
    ];
  });
  return {
    ...(behind.length > 0 && { catchUp: behind }),
    ...(asked && isWithoutRecords(asked) && { unrecorded: true }),
  };
}

/** A sealed list has the number already, and a supplement that is only created takes what is lacking at its freeze. */
function willTakeIt({ state, supplement }: { readonly state: string; readonly supplement: unknown }): boolean {
  return state === 'frozen' || (state === 'initiated' && supplement !== null);
}
