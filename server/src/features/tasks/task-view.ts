import type { DrawnElsewhere } from '@sunlot/contract/drawn-elsewhere.ts';
import { TaskView } from '@sunlot/contract/tasks.ts';
import type { Pack } from '@sunlot/core/policy/pack.ts';
import { className } from '@sunlot/core/policy/plan.ts';
import { type TaskWork, taskWork } from '@sunlot/core/policy/task-work.ts';
import type { DrawnWork } from '../../tasks/drawn-work.ts';
import { taskStated } from '../../tasks/stated.ts';
import { daysVacated, type Vacancy } from '../../tasks/vacancies.ts';
import type { TaskRow } from './sql.ts';

type Around = {
  readonly pack: Pack;
  readonly draws: readonly string[];
  readonly elsewhere?: DrawnElsewhere | undefined;
  /** What became of everything that it drew; unsaid of a task that has drawn nothing yet. */
  readonly objects?: readonly DrawnWork[] | undefined;
  /** Ranks of its draws that nobody holds any more. */
  readonly vacant?: readonly Vacancy[] | undefined;
  readonly notTogether?: TaskView['notTogether'];
  readonly steps?: TaskView['steps'];
  readonly withdrawn?: TaskView['withdrawn'];
};

export function taskView(
  row: TaskRow,
  { pack, draws, elsewhere, objects = [], vacant = [], notTogether, steps, withdrawn }: Around,
): TaskView {
  const stated = taskStated(row.scope);
  const work = objects.length + vacant.length > 0 ? taskWork(objects, daysVacated(vacant)) : undefined;
  return TaskView.parse({
    task: row.id,
    code: row.code,
    agency: row.agency,
    ...(row.plan_entry_id !== null && { planEntry: row.plan_entry_id }),
    ...(row.ad_hoc_reason !== null && { adHocReason: row.ad_hoc_reason }),
    ...(row.scope &&
      !row.scope.stated && {
        targeted: { filter: row.scope.filter, specialties: row.scope.specialties, reason: row.scope.reason },
      }),
    ...(row.support && { support: row.support }),
    class: row.class,
    className: stated?.name ?? className(pack, row.class),
    ...(stated && { stated }),
    ...(row.skip_done && { skipDone: true }),
    ...(row.round !== null && { round: row.round }),
    ...(row.supplement && { supplement: row.supplement }),
    level: row.level,
    period: row.period,
    kind: row.kind,
    n: row.n,
    items: row.items,
    ...(row.left_out && { leftOut: { items: row.left_out.items, reason: row.left_out.reason } }),
    window: { from: row.window_from, to: row.window_to },
    state: stateOf(row, work),
    ...(row.dispatched_at !== null && { dispatchedAt: row.dispatched_at }),
    draws,
    ...(withdrawn && { withdrawn }),
    ...(elsewhere && { drawnElsewhere: elsewhere }),
    ...(work && { work }),
    ...(notTogether && notTogether.length > 0 && { notTogether }),
    ...(steps && { steps }),
  });
}

/** Completed and published follow from what is recorded; a person closes. */
function stateOf({ state }: TaskRow, work: TaskWork | undefined): TaskView['state'] {
  if (state !== 'drawn' || work?.completedOn === undefined) return state as TaskView['state'];
  // Where nothing was found anywhere, nothing is public.
  return work.done > 0 && work.unpublished + work.unapproved === 0 ? 'published' : 'completed';
}
