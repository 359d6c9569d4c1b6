import { isScopedKind } from '@sunlot/contract/task-kinds.ts';
import type { TaskView } from '@sunlot/contract/tasks.ts';
import { yearOf } from '@sunlot/core/basics/dates.ts';
import type { CandidateCounts } from '@sunlot/core/policy/candidate-list.ts';
import { leastToday } from '@sunlot/core/policy/least-today.ts';
import { madeUp } from '@sunlot/core/policy/made-up.ts';
import type { AnyRule, Pack } from '@sunlot/core/policy/pack.ts';
import { isPrinciple, reasonGiven } from '@sunlot/core/policy/principle.ts';
import type { Context } from '../../context.ts';
import { ownRatioNamed, ownRatios, ruleJustifications } from '../../own-numbers/load-own-numbers.ts';
import { overRangeTexts } from '../../packs/over-range.ts';
import { classList } from '../../tasks/class-list.ts';
import { madeUpTexts, requireShort } from '../../tasks/period-over.ts';
import type { TodaysLists } from '../../tasks/todays-lists.ts';
import { selectEntry, type TaskRow } from './sql.ts';

type Stored = { readonly pack: Pack; readonly lists: TodaysLists };

type Today = Pick<TaskView, 'minimumToday'> & { readonly told?: readonly string[] };

/**
 * What the rule asks of the directory of today, where that is more than was planned: the freeze will take it. Not where the number is the
 * office's own (a round, a supplement, a scope), nor where an approved reason lets the planned number stand. `told`: what is said where more
 * was planned than the top of a range, and where nobody could be drawn.
 */
export async function minimumToday(ctx: Context, { pack, lists }: Stored, row: TaskRow): Promise<Today> {
  const { agency, class: cls, level, period, items } = row;
  const isOwn = row.supplement !== null || row.scope !== null || isScopedKind(cls);
  if (isOwn || !pack.classes.some(({ id }) => id === cls)) return {};
  const found = await classList(ctx, pack, { agency, class: cls, level, period, items, lists });
  if (!found) return {};
  const { told = [], ...least } = row.plan_entry_id === null ? {} : await leastOfEntry(ctx, { pack, found }, row);
  return { ...least, told: [...told, ...nobodyTexts(found)] };
}

/** Nothing can be frozen of an empty list: the task comes to nothing, unless the directory changes. */
function nobodyTexts({ base, pool }: CandidateCounts): readonly string[] {
  if (pool > 0) return [];
  return [
    `按今天的名录没有可抽的对象（基数 ${base} 家）：到冻结时仍然没有的，不能抽取。名录有误的先更正；确实没有的，撤回任务（task withdraw）`,
  ];
}

type Listed = { readonly pack: Pack; readonly found: CandidateCounts };

async function leastOfEntry(ctx: Context, { pack, found }: Listed, row: TaskRow): Promise<Today> {
  const { entry, n: whole } = (await selectEntry(ctx.tx, row.plan_entry_id!))!;
  const { planned, ...part } = row.round === null ? { planned: row.n } : { planned: whole, part: row.n };
  const { n, rule } = leastToday(pack, found);
  const excused = n > planned && isPrinciple(pack, rule) && (await isReasonGiven(ctx, row, rule));
  const made = madeUp(pack, found, { today: ctx.today, planned, excused, ...part });
  requireShort(row, made);
  if (made) return { told: madeUpTexts(row, made) };
  if (row.round !== null) return {};
  if (n <= row.n)
    return {
      told: overRangeTexts(pack, { ...row, base: found.base, n: found.alreadyDrawn + Math.min(row.n, found.pool) }),
    };
  if (excused) return {};
  const own = rule.topic === 'ratio' ? ownRatioNamed(await ownRatios(ctx, row.agency), row) : {};
  return { minimumToday: { n, pool: found.pool, entry, section: rule.clause.section, ...own } };
}

async function isReasonGiven(ctx: Context, { agency, period }: TaskRow, { id: rule }: AnyRule): Promise<boolean> {
  const given = await ruleJustifications(ctx, { agency, year: yearOf(period) });
  return reasonGiven(given, { rule, period }) !== undefined;
}
