import type { TaskForms } from '@sunlot/contract/visit-forms.ts';
import type { InspectorFacts } from '@sunlot/core/policy/facts.ts';
import type { Context } from '../../context.ts';
import { packInForce } from '../../packs/pack-store.ts';
import { openForm, submissionView } from './kept-forms.ts';
import { owedHandOver } from './owed-hand-over.ts';
import { selectForms, selectHandOvers, selectPeople } from './sql.ts';
import { placedVisit, sentTask, visitsOf } from './visits-of-task.ts';

/** Which visits of a task have a form and which not, and what is still to be handed to enforcement. The look is logged. */
export async function listForms(ctx: Context, input: { readonly task: string }): Promise<TaskForms> {
  const task = await sentTask(ctx, input.task, 'form.read');
  const { agency } = task;
  const visits = await visitsOf(ctx, task);
  const rows = await selectForms(ctx.tx, [...new Set(visits.map(({ draw }) => draw))]);
  const certificates = [...new Set(rows.map(({ inspected_by }) => inspected_by))];
  const people = new Map(
    (await selectPeople(ctx.tx, { agency, certificates })).map((one) => [one.certificate_no, one]),
  );
  const names = new Map([...people].map(([certificate, { name }]) => [certificate, name]));
  const given = await selectHandOvers(ctx.tx, { agency, keys: visits.map(({ key }) => key) });
  const pack = await packInForce(ctx, { agency, on: ctx.today });
  const views = visits.map((visit) => {
    const versions = rows
      .filter((row) => row.draw_id === visit.draw && row.rank === visit.rank && row.k === visit.k)
      .map((row) => ({ row, form: openForm(ctx, row) }));
    const last = versions.at(-1);
    const from = last && (people.get(last.row.inspected_by)?.facts as InspectorFacts | undefined);
    const due = from && owedHandOver(pack, { versions, from, object: visit.key, given });
    return {
      ...placedVisit(visit),
      recognised: visit.choice === 'recognise',
      ...(visit.cancelled_on !== null && { cancelledOn: visit.cancelled_on }),
      ...(last && { submission: submissionView(ctx, last, names) }),
      ...(due && { handOverDue: due }),
    };
  });
  await ctx.audit({ action: 'form.list', agency, subject: task.id });
  const missing = views.filter(
    ({ recognised, cancelledOn, submission }) => !recognised && cancelledOn === undefined && !submission,
  ).length;
  return { task: task.id, code: task.code, agency, visits: views, missing };
}
