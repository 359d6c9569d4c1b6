import type { ComplianceAnswer, ReopenVerdict } from '@sunlot/contract/verdicts.ts';
import type { Context } from '../../context.ts';
import { Problem } from '../../problem.ts';
import { may } from '../../rights.ts';
import { periodAsked } from './judge-compliance.ts';
import { complianceAnswer } from './show-compliance.ts';
import { insertVerdictAct, lockVerdict, selectVerdictActs } from './sql.ts';

/** Opens a final verdict again, with a reason. What was stored stays; the next closing stores another one beside it. */
export async function reopenVerdict(
  ctx: Context,
  { agency, reason, ...asked }: ReopenVerdict,
): Promise<ComplianceAnswer> {
  may(ctx.actor, 'compliance.reopen', agency);
  const period = periodAsked(asked);
  await lockVerdict(ctx, { agency, period });
  const last = (await selectVerdictActs(ctx, { agency, period })).at(-1);
  if (last?.state !== 'closed') throw new Problem('verdict.notClosed', { period });
  const row = { agency, period, version: last.version + 1, reason };
  const id = ctx.newId('vdt');
  await insertVerdictAct(ctx, {
    ...{ ...row, id, state: 'reopened', by_user: ctx.actor.id, by_name: ctx.actor.name, at: ctx.at },
  });
  await ctx.audit({
    action: 'compliance.reopen',
    agency,
    subject: id,
    before: { version: last.version, sum: last.sum! },
    after: row,
  });
  return complianceAnswer(ctx, { agency, period });
}
