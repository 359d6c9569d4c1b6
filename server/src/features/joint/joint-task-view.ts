import { JointTaskView } from '@sunlot/contract/joint.ts';
import { periodDays } from '@sunlot/core/basics/dates.ts';
import type { Context } from '../../context.ts';
import { consultationRule, jointChoice } from '../../joint/joint-tasks.ts';
import { packInForce } from '../../packs/pack-store.ts';
import { jointItemView } from './joint-list-view.ts';
import { hasList, type JointTaskRow, selectItems } from './sql.ts';

/** A task with its joint items and how far each partner is; never with the objects, which stay closed. */
export async function jointTaskView(ctx: Context, task: JointTaskRow): Promise<JointTaskView> {
  const choice = await jointChoice(ctx, task.id);
  const pack = await packInForce(ctx, { agency: task.agency, on: periodDays(task.period).from });
  const listed = choice ? await selectItems(ctx.tx, choice.listId) : [];
  const partners = (choice?.partners ?? []).map(({ name, consultation, confirmedOn, document }) => ({
    partner: name,
    consultation: consultation && {
      matters: consultation.matters,
      mode: consultation.mode,
      demands: consultation.demands,
      date: consultation.date,
    },
    confirmedOn,
    document,
  }));
  const next = await nextOf(ctx, task);
  return JointTaskView.parse({
    task: task.id,
    code: task.code,
    agency: task.agency,
    class: task.class,
    period: task.period,
    window: { from: task.window_from, to: task.window_to },
    items: listed.filter(({ serial }) => choice?.items.includes(serial)).map(jointItemView),
    partners,
    confirmed: partners.length > 0 && partners.every(({ confirmedOn }) => confirmedOn !== undefined),
    confirmationNeeded: consultationRule(pack, task.kind) !== undefined,
    ...(next && { next }),
  });
}

async function nextOf(
  { tx }: Pick<Context, 'tx'>,
  { id, state, dispatched_at: sent }: JointTaskRow,
): Promise<JointTaskView['next']> {
  if (sent !== null) return undefined;
  if (await hasList(tx, id)) return 'dispatch';
  // Without a list of its own: drawn by the lead department.
  return state === 'drawn' ? undefined : 'freeze';
}
