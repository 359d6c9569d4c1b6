import { periodDays } from '@sunlot/core/basics/dates.ts';
import { type Rule, theRule } from '@sunlot/core/policy/pack.ts';
import type { Context } from '../../context.ts';
import { setContext } from '../../db/transaction.ts';
import { packInForce } from '../../packs/pack-store.ts';
import { Problem } from '../../problem.ts';
import { may } from '../../rights.ts';
import { parentOf } from '../../visits/territory.ts';
import { type DrawRow, lockDraw, selectDraw } from './sql.ts';

type ToEnter = { readonly draw: DrawRow; readonly witness: Rule<'witness'> };

/**
 * A draw that the actor may enter a number of, locked: one of the own agency, or, where the scheme wants the witness from the bureau above, one of
 * an agency below as its discipline officer. For that one entry the transaction goes on in the name of the agency that draws; the entry
 * and the audit log keep who it was.
 */
export async function drawToEnter(ctx: Context, id: string): Promise<ToEnter> {
  const seen = await selectDraw(ctx.tx, id);
  if (!seen) throw new Problem('draw.unknown', { draw: id });
  const { agency, period } = seen;
  const { actor } = ctx;
  const isOfficer = actor.roles.includes('disciplineOfficer');
  const witness = theRule(await packInForce(ctx, { agency, on: periodDays(period).from }), 'witness');
  const parent = witness.value.from === 'above' ? await parentOf(ctx.tx, agency) : null;
  if (isOfficer && parent !== null && actor.agency === agency) {
    const { section, quote } = witness.clause;
    throw new Problem('draw.witnessFrom', { who: actor.login, parent, section, quote });
  }
  if (isOfficer && parent !== null && actor.agency === parent)
    await setContext(ctx.tx, { actor: actor.id, agencies: [agency] });
  else may(actor, 'draw.enter', agency);
  return { draw: (await lockDraw(ctx.tx, id))!, witness };
}
