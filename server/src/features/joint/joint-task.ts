import type { JointTaskView } from '@sunlot/contract/joint.ts';
import type { Context } from '../../context.ts';
import { Problem } from '../../problem.ts';
import { type Action, may } from '../../rights.ts';
import { findTask } from '../../tasks/find-task.ts';
import { requireOpenTask } from '../../tasks/open-task.ts';
import { taskTypeOf } from '../../visits/ledger.ts';
import { jointTaskView } from './joint-task-view.ts';
import { type JointTaskRow, selectPartners, selectTasksOfPartner } from './sql.ts';

/** An interdepartmental task, by id or code. @throws Problem task.unknown, joint.notInterdepartmental */
export async function jointTask(ctx: Context, idOrCode: string, action: Action): Promise<JointTaskRow> {
  const task = await findTask(ctx.tx, idOrCode);
  may(ctx.actor, action, task.agency);
  if (taskTypeOf(task.kind) !== 'interdepartmentalJoint')
    throw new Problem('joint.notInterdepartmental', { task: task.code });
  return task;
}

/** The same to write to it. @throws Problem task.closed, plan.closed */
export async function openJointTask(ctx: Context, idOrCode: string, action: Action): Promise<JointTaskRow> {
  const task = await jointTask(ctx, idOrCode, action);
  await requireOpenTask(ctx, task);
  return task;
}

export async function showJointTask(ctx: Context, { task }: { readonly task: string }): Promise<JointTaskView> {
  return jointTaskView(ctx, await jointTask(ctx, task, 'joint.read'));
}

/** What a partner's own account sees: the tasks of its department, and nothing else of the agency. */
export async function listPartnerTasks(
  ctx: Context,
  { agency }: { readonly agency: string },
): Promise<{ readonly items: readonly JointTaskView[] }> {
  may(ctx.actor, 'joint.own', agency);
  const own = (await selectPartners(ctx.tx, agency)).find(({ user_id }) => user_id === ctx.actor.id);
  if (!own) return { items: [] };
  const items: JointTaskView[] = [];
  for (const task of await selectTasksOfPartner(ctx.tx, own.id)) {
    const view = await jointTaskView(ctx, task);
    if (view.partners.some(({ partner }) => partner === own.name)) items.push(onlyOwn(view, own.name));
  }
  return { items };
}

/** What was agreed with the other partners is no matter of this one. */
export function onlyOwn(view: JointTaskView, name: string): JointTaskView {
  return { ...view, partners: view.partners.filter(({ partner }) => partner === name) };
}
