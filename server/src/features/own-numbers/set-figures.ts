import type { OwnNumbersView, SetFigures } from '@sunlot/contract/own-numbers.ts';
import { makeDate } from '@sunlot/core/basics/dates.ts';
import { findRule } from '@sunlot/core/policy/pack.ts';
import type { Context } from '../../context.ts';
import { Problem } from '../../problem.ts';
import { may } from '../../rights.ts';
import { agencyWithPack, momentAfter, ownNumbersView } from './own-numbers-view.ts';
import { insertFigures, selectFigures } from './sql.ts';

/** Enters how many interdepartmental tasks and objects an outside office asks for in a year, with its document. */
export async function setFigures(ctx: Context, input: SetFigures): Promise<OwnNumbersView> {
  may(ctx.actor, 'ownNumbers.set', input.agency);
  const { agency, year, tasks, objects, document } = input;
  const { level, pack } = await agencyWithPack(ctx, { agency, on: makeDate(year, 12, 31) });
  if (!findRule(pack, 'interdepartmentalFigures', { level }))
    throw new Problem('figures.notAsked', { pack: pack.name });
  const id = ctx.newId('fig');
  const at = await momentAfter(ctx, (await selectFigures(ctx.tx, agency)).at(-1)?.set_at);
  await insertFigures(ctx.tx, { id, agency, year, tasks, objects, document, set_by: ctx.actor.id, set_at: at });
  await ctx.audit({ action: 'agency.setFigures', agency, subject: id, after: { year, tasks, objects, document } });
  return ownNumbersView(ctx, agency);
}
