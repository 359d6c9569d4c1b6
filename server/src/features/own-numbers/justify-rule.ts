import type { JustifyRule, OwnNumbersView } from '@sunlot/contract/own-numbers.ts';
import { type Role, roles } from '@sunlot/contract/roles.ts';
import { periodDays } from '@sunlot/core/basics/dates.ts';
import { holdsFor, theRule } from '@sunlot/core/policy/pack.ts';
import { isPrinciple } from '@sunlot/core/policy/principle.ts';
import { approverOf } from '../../accounts/actor.ts';
import type { Context } from '../../context.ts';
import { Problem } from '../../problem.ts';
import { may } from '../../rights.ts';
import { agencyWithPack, ownNumbersView } from './own-numbers-view.ts';
import { insertJustification } from './sql.ts';

/** Records why a rule that holds in principle (原则上) was left in a period: proposed by one, approved by another. */
export async function justifyRule(ctx: Context, input: JustifyRule): Promise<OwnNumbersView> {
  may(ctx.actor, 'rule.justify', input.agency);
  const { agency, rule: id, period, reason } = input;
  const { level, pack } = await agencyWithPack(ctx, { agency, on: periodDays(period).from });
  const rule = pack.rules.find((one) => one.id === id && holdsFor({ ...one, class: 'all' }, { level }));
  if (!rule) throw new Problem('rule.unknown', { rule: id, pack: pack.id });
  if (!isPrinciple(pack, rule)) {
    throw new Problem('rule.notPrinciple', { rule: id, clause: rule.clause.section, quote: rule.clause.quote });
  }
  const approvedBy = await approval(ctx, input, theRule(pack, 'approvals').value.override as Role);
  const row = { agency, rule: id, period, reason, proposed_by: ctx.actor.id, approved_by: approvedBy, at: ctx.at };
  const subject = ctx.newId('jst');
  await insertJustification(ctx.tx, { ...row, id: subject });
  await ctx.audit({ action: 'rule.justify', agency, subject, after: { rule: id, period, reason, approvedBy } });
  return ownNumbersView(ctx, agency);
}

async function approval(ctx: Context, { agency, approver: login }: JustifyRule, needed: Role): Promise<string> {
  const approver = await approverOf(ctx, login);
  if (approver.agency !== agency || !approver.roles.includes(needed)) {
    throw new Problem('request.notPermitted', {
      who: login,
      action: '批准偏离理由',
      needs: `${agency} 的${roles[needed]}`,
    });
  }
  if (approver.id === ctx.actor.id) throw new Problem('rule.sameApprover', { who: login });
  return approver.id;
}
