import type { VisitFormView } from '@sunlot/contract/items.ts';
import type { FormLeftOut } from '@sunlot/contract/visit-forms.ts';
import { formRows } from '@sunlot/core/policy/visit-form.ts';
import type { Context } from '../../context.ts';
import { formMaker } from '../../items/form-items.ts';
import { selectPublishedList } from '../../items/listed-items.ts';
import { formWithEdition } from '../../items/object-form.ts';
import { versionOfPeriod } from '../../packs/pack-store.ts';
import { Problem } from '../../problem.ts';
import type { TaskRow } from './sql.ts';
import type { Visit } from './visits-of-task.ts';

/** The form of a visit that nobody submitted yet. */
export type BlankForm = VisitFormView & { readonly leftOut?: FormLeftOut };

/**
 * The form of a visit: the items that it was sent out with, as the list in force words them, and below it those that concern the object
 * and are left out, each with its reason. Whoever took the place of an object since has the items that concern it today.
 */
export async function formOfVisit(ctx: Context, task: TaskRow, visit: Visit): Promise<BlankForm> {
  const { agency } = task;
  const published = await selectPublishedList(ctx.tx, agency);
  if (!published) throw new Problem('items.notPublished', { agency });
  // As it was sent out, also where another version has begun since.
  const pack = await versionOfPeriod(ctx, task);
  const { items, leftOut } = (await formMaker(ctx, { task, pack })).ofSent(visit);
  const form = formWithEdition(pack, {
    agency,
    object: { key: visit.key, name: visit.name },
    facts: visit.facts,
    items,
    version: published.version,
  });
  if (formRows(form).length === 0) throw new Problem('form.empty', { rank: visit.rank, task: task.code });
  return { ...form, ...(leftOut.length > 0 && { leftOut }) };
}
