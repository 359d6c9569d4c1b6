import { TaskView } from '@sunlot/contract/tasks.ts';
import type { Pack } from '@sunlot/core/policy/pack.ts';
import type { TaskRow } from './sql.ts';

export function taskView(
  row: TaskRow,
  { pack, draws }: { readonly pack: Pack; readonly draws: readonly string[] },
): TaskView {
  return TaskView.parse({
    task: row.id,
    code: row.code,
    agency: row.agency,
    ...(row.plan_entry_id !== null && { planEntry: row.plan_entry_id }),
    ...(row.ad_hoc_reason !== null && { adHocReason: row.ad_hoc_reason }),
    ...(row.scope && {
      targeted: { filter: row.scope.filter, specialties: row.scope.specialties, reason: row.scope.reason },
    }),
    class: row.class,
    className: pack.classes.find(({ id }) => id === row.class)?.name ?? row.class,
    level: row.level,
    period: row.period,
    kind: row.kind,
    n: row.n,
    items: row.items,
    window: { from: row.window_from, to: row.window_to },
    state: row.state,
    ...(row.dispatched_at !== null && { dispatchedAt: row.dispatched_at }),
    draws,
  });
}
