import type { FormAsk, TaskFormView } from '@sunlot/contract/visit-forms.ts';
import type { Context } from '../../context.ts';
import { Problem } from '../../problem.ts';
import { formOfVisit } from './form-of-visit.ts';
import { openForm, submissionView } from './kept-forms.ts';
import { selectForms, selectPeople } from './sql.ts';
import { goingVisitOf, placedVisit, sentTask } from './visits-of-task.ts';

/** The form of a visit: to be filled in, or as it was submitted. For those who may know the visit; each look is logged. */
export async function showForm(ctx: Context, { task: asked, object, version }: FormAsk): Promise<TaskFormView> {
  const task = await sentTask(ctx, asked, 'form.read');
  const visit = await goingVisitOf(ctx, task, object);
  const { rank } = visit;
  const rows = (await selectForms(ctx.tx, [visit.draw])).filter((row) => row.rank === rank && row.k === visit.k);
  const row = version === undefined ? rows.at(-1) : rows.find((one) => one.version === version);
  if (!row && version !== undefined) throw new Problem('form.noVersion', { rank, version, n: rows.length });
  await ctx.audit({ action: 'form.read', agency: task.agency, subject: row?.id ?? task.id });
  const about = {
    ...placedVisit(visit),
    ...{ task: task.id, code: task.code, agency: task.agency },
    versions: rows.map((one) => ({ version: one.version, recordedAt: one.recorded_at })),
  };
  if (!row) {
    const { edition, section, blocks, leftOut } = await formOfVisit(ctx, task, visit);
    return { ...about, edition, section, blocks, ...(leftOut && { leftOut }) };
  }
  const form = openForm(ctx, row);
  const { agency } = task;
  const people = await selectPeople(ctx.tx, { agency, certificates: [row.inspected_by] });
  const names = new Map(people.map(({ certificate_no, name }) => [certificate_no, name]));
  return { ...about, ...form, edition: row.edition, submission: submissionView(ctx, { row, form }, names) };
}
