import type { CandidateCounts } from '@sunlot/core/policy/candidate-list.ts';
import type { VisitFact } from '@sunlot/core/policy/facts.ts';
import type { Pack } from '@sunlot/core/policy/pack.ts';
import { sql } from 'kysely';
import type { Context } from '../../context.ts';
import { selectListedItems } from '../../items/listed-items.ts';
import { partnerSeats } from '../../joint/joint-tasks.ts';
import { Problem } from '../../problem.ts';
import { classList } from '../../tasks/class-list.ts';
import { supplementNow } from '../../tasks/lacking.ts';
import { yearMeasureOf } from '../../tasks/past-ledger.ts';
import { supplementOf } from '../../tasks/supplement-of.ts';
import { ruleOfAgain, type Strata, strataOf } from './draw-strata.ts';
import type { BesideDirectory } from './row-judge.ts';
import type { TaskForDraw } from './sql.ts';

/** A supplementary draw, and what else was drawn of its entry of the plan. */

/** What its list goes by beside the directory. */
export async function besideDirectory(ctx: Context, { task, pack, visits }: OfTask): Promise<BesideDirectory> {
  const asked = { ...task, items: await selectListedItems(ctx.tx, task.agency), visits };
  const ofYear = await yearMeasureOf(ctx, pack, asked);
  const partners = await partnerSeats(ctx, task, pack);
  return {
    ...(task.supplement !== null && { supplements: await supplementOf(ctx, pack, asked) }),
    ...(ofYear && { ofYear }),
    ...(partners.length > 0 && { departments: partners.length + 1 }),
  };
}

type OfTask = { readonly task: TaskForDraw; readonly pack: Pack; readonly visits: readonly VisitFact[] };

/**
 * In which lists its rows stand, which is known before the first of them is judged: a supplement takes a part again only where the year lacks some
 * and somebody can be drawn again; otherwise everybody stands in one list.
 */
export async function strataNow(ctx: Context, { task, pack, visits }: OfTask): Promise<Strata> {
  if (task.supplement === null || !ruleOfAgain({ task, pack })) return strataOf({ task, pack }, { visits });
  const { agency, class: cls, level, period, items } = task;
  const found = await classList(ctx, pack, { agency, class: cls, level, period, items, supplements: true });
  const { again } = await supplementNow(ctx, task, { pack, found });
  return strataOf({ task, pack }, { visits, splits: again !== undefined && again.n > 0 });
}

type Asked = { readonly task: TaskForDraw; readonly pack: Pack; readonly found: CandidateCounts };

/**
 * The task with the number that is lacking as lists and visits stand now: what was lacking when it was begun may have come
 * or gone since. Other tasks stay as they are.
 * @throws Problem task.noSupplement
 */
export async function withNumberNow(ctx: Context, { task, pack, found }: Asked): Promise<TaskForDraw> {
  if (task.supplement === null) return task;
  const { n, why, isOver } = await supplementNow(ctx, task, { pack, found });
  if (isOver) throw new Problem('task.noSupplement', { task: task.code, why });
  return { ...task, n, supplement: { ...task.supplement, why } };
}

/** What the list frozen for it takes is kept with the task: its entry may ask for another number by the time somebody looks. */
export async function keepFrozenNumber({ tx }: Context, { id, n, supplement }: TaskForDraw): Promise<void> {
  if (supplement === null) return;
  const kept = JSON.stringify({ ...supplement, frozen: n });
  await tx.updateTable('task').set({ supplement: kept }).where('id', '=', id).execute();
}

type Sibling = {
  readonly code: string;
  readonly state: string;
  readonly supplement: boolean;
  readonly draw: string | null;
};

/**
 * One open list per agency, period and class: the draw of an entry and those that supplement it stand in lists of their own names, so
 * they are asked about here. Their tasks are locked: a void at the same time waits.
 */
export async function refuseOpenSibling(ctx: Context, task: TaskForDraw): Promise<void> {
  if (task.plan_entry_id === null) return;
  const { rows } = await sql<Sibling>`
    select other.code, other.state, other.supplement is not null as supplement, (
      select draw.id from draw where draw.task_id = other.id and draw.state in ('frozen', 'entered')
    ) as draw
    from task as other
    where other.agency = ${task.agency} and other.id <> ${task.id} and other.state <> 'void'
      and other.plan_entry_id in (
        select same.id from plan_entry as same join plan_entry as own on own.entry = same.entry where own.id = ${task.plan_entry_id}
      )
    order by other.id for update of other`.execute(ctx.tx);
  const open = rows.find(({ draw }) => draw !== null);
  if (open)
    throw new Problem('draw.openManifest', {
      ...{ agency: task.agency, period: task.period },
      ...{ stratum: open.code.slice(task.period.length + 1), draw: open.draw! },
    });
  const waiting = rows.find(({ state, supplement }) => state === 'initiated' && !supplement);
  if (task.supplement !== null && waiting) throw new Problem('task.supplementWaits', { task: waiting.code });
}
