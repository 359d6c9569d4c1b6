import type { JustifyRule, OwnNumbersView } from '@sunlot/contract/own-numbers.ts';
import { type Role, roles } from '@sunlot/contract/roles.ts';
import { type CalendarDate, periodDays, yearOf } from '@sunlot/core/basics/dates.ts';
import { type AnyRule, holdsFor, type Pack, theRule } from '@sunlot/core/policy/pack.ts';
import { periodName } from '@sunlot/core/policy/plan.ts';
import { isPrinciple, periodsJudged } from '@sunlot/core/policy/principle.ts';
import { approverOf } from '../../accounts/actor.ts';
import type { Context } from '../../context.ts';
import { versionOfPeriod } from '../../packs/pack-store.ts';
import { Problem } from '../../problem.ts';
import { may } from '../../rights.ts';
import { agencyWithPack, ownNumbersView } from './own-numbers-view.ts';
import { insertJustification } from './sql.ts';

/** Records why a rule that holds in principle (原则上) was left in a period: proposed by one, approved by another. */
export async function justifyRule(ctx: Context, input: JustifyRule): Promise<OwnNumbersView> {
  may(ctx.actor, 'rule.justify', input.agency);
  const { agency, rule: id, period, reason } = input;
  const { level } = await agencyWithPack(ctx, { agency, on: periodDays(period).from });
  const pack = await versionOfPeriod(ctx, { agency, period });
  const rule = pack.rules.find((one) => one.id === id && holdsFor({ ...one, class: 'all' }, { level }));
  if (!rule) throw new Problem('rule.unknown', { rule: id, pack: pack.id });
  if (!isPrinciple(pack, rule)) {
    throw new Problem('rule.notPrinciple', { rule: id, clause: rule.clause.section, quote: rule.clause.quote });
  }
  requireJudged({ pack, rule, period, today: ctx.today });
  const approvedBy = await approval(ctx, input, theRule(pack, 'approvals').value.override as Role);
  const row = { agency, rule: id, period, reason, proposed_by: ctx.actor.id, approved_by: approvedBy, at: ctx.at };
  const subject = ctx.newId('jst');
  await insertJustification(ctx.tx, { ...row, id: subject });
  await ctx.audit({ action: 'rule.justify', agency, subject, after: { rule: id, period, reason, approvedBy } });
  return ownNumbersView(ctx, agency);
}

type Asked = { readonly pack: Pack; readonly rule: AnyRule; readonly period: string; readonly today: CalendarDate };

/** A reason for a period that the rule is never judged by would excuse nothing. Next year's plan may need one already. */
function requireJudged({ pack, rule, period, today }: Asked): void {
  const year = yearOf(periodDays(period).from);
  const named = { rule: rule.id, period: periodName(period) };
  const latest = yearOf(today) + 1;
  if (year > latest) throw new Problem('rule.periodFar', { ...named, latest });
  const periods = periodsJudged(pack, rule, year);
  if (!periods.includes(period))
    throw new Problem('rule.periodUnfit', { ...named, clause: rule.clause.section, periods: periods.join('、') });
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
