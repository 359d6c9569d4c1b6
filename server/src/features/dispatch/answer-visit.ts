import type { AnswerVisit, DispatchVisitView } from '@sunlot/contract/dispatch.ts';
import { type Role, roles } from '@sunlot/contract/roles.ts';
import { utf8 } from '@sunlot/core/basics/bytes.ts';
import type { Method } from '@sunlot/core/policy/facts.ts';
import { checkAnswer, type LeastBurden, offerKeys, proposedMethod } from '@sunlot/core/policy/least-burden.ts';
import { type MethodAnswer, methodGuard } from '@sunlot/core/policy/methods.ts';
import { findRule, type Pack, theRule } from '@sunlot/core/policy/pack.ts';
import { approverOf } from '../../accounts/actor.ts';
import type { Context } from '../../context.ts';
import { Problem } from '../../problem.ts';
import { rights } from '../../rights.ts';
import { answerReasonPurpose } from '../../visits/answers-between.ts';
import { namedOf, triggersOf } from '../../workbooks/pack-words.ts';
import { answerAgain } from './answer-again.ts';
import { burdenOf, drawnVisitOf, openTask, packOf } from './drawn-visits.ts';
import { dispatchView } from './show-dispatch.ts';
import { insertAnswer, type TaskRow } from './sql.ts';

/**
 * Records what the office decides about one drawn object: the offer it takes or why it goes alone, and how the object is
 * inspected. Going on the spot where the scheme stays away first, and methods that need it, take an approver. After the dispatch only what rests
 * on a result that was corrected since is answered, once more.
 */
export async function answerVisit(ctx: Context, input: AnswerVisit): Promise<DispatchVisitView> {
  const task = await openTask(ctx, input.task);
  if (task.dispatched_at !== null) return answerAgain(ctx, task, input);
  const pack = await packOf(ctx, task);
  const visit = await drawnVisitOf(ctx, { task, pack, object: input.object });
  const { drawn, others, concerning } = visit;
  const trigger = triggerOf(pack, input.trigger);
  const burden = burdenOf(ctx, { task, pack, drawn, others, concerning, trigger });
  const method = input.method ?? (input.choice === 'offSite' ? 'tech' : proposedMethod(burden));
  requireAnswer(burden, { ...input, rank: drawn.rank, method });
  const guard = (approved: boolean) =>
    methodGuard(pack, { object: drawn.facts, date: ctx.today, method, trigger, approved }).answer;
  const approvers = approverRoles(pack, guard(false) === 'needsApproval' && guard(true) === 'allowed');
  const approvedBy =
    input.approver === undefined ? undefined : await approval(ctx, task, { approvers, login: input.approver });
  requireMethod(pack, {
    rank: drawn.rank,
    method,
    answer: guard(approvedBy !== undefined),
    explained: input.reason !== undefined && approvedBy !== undefined,
    approvers,
  });
  const id = ctx.newId('ans');
  await insertAnswer(ctx.tx, {
    id,
    draw_id: drawn.draw,
    rank: drawn.rank,
    agency: task.agency,
    choice: input.choice ?? null,
    offers: [...offerKeys(burden.offers)],
    method,
    trigger: trigger ?? null,
    sealed_reason: input.reason === undefined ? null : ctx.keys.seal(utf8(input.reason), answerReasonPurpose(id)),
    approved_by: approvedBy ?? null,
    answered_by: ctx.actor.id,
    answered_at: ctx.at,
  });
  const { choice, reason } = input;
  await ctx.audit({
    action: 'task.answer',
    agency: task.agency,
    subject: task.id,
    after: { draw: drawn.draw, rank: drawn.rank, method, choice, trigger, reason, approvedBy },
  });
  const { visits } = await dispatchView(ctx, task);
  return visits.find(({ draw, rank }) => draw === drawn.draw && rank === drawn.rank)!;
}

function triggerOf(pack: Pack, given: string | undefined): string | undefined {
  if (given === undefined) return undefined;
  const list = triggersOf(pack);
  const found = namedOf(list, given);
  if (found) return found.id;
  const triggers = list.map(({ id, text }) => `${id} ${text}`).join('；') || '无';
  throw new Problem('dispatch.triggerUnknown', { trigger: given, triggers });
}

type Given = Pick<AnswerVisit, 'choice' | 'reason'> & { readonly rank: number; readonly method: Method };

function requireAnswer(burden: LeastBurden, { choice, reason, method, rank }: Given): void {
  const checked = checkAnswer(burden, { choice, method, reason });
  if (checked.ok) return;
  const [first] = burden.offers;
  switch (checked.error) {
    case 'onSite':
      throw new Problem('request.invalid', { what: '不入企的，检查方式不能是现场（onSite）' });
    case 'notOffered': {
      const offers = burden.offers.map(({ offer }) => offer).join('、') || '无';
      throw new Problem('dispatch.notOffered', { rank, choice, offers });
    }
    case 'reasonMissing':
      throw new Problem('dispatch.reasonMissing', { rank, ...first!.clause });
  }
}

type Judged = {
  readonly rank: number;
  readonly method: Method;
  readonly answer: MethodAnswer;
  readonly explained: boolean;
  readonly approvers: readonly Role[];
};

function requireMethod(pack: Pack, { rank, method, answer, explained, approvers }: Judged): void {
  const rule = findRule(pack, 'methods');
  if (!rule) return;
  const listed = rule.value.list.some(({ id }) => id === method);
  if (!listed) {
    const methods = rule.value.list.map(({ id, text }) => `${id} ${text}`).join('；');
    throw new Problem('dispatch.methodUnknown', { method, methods });
  }
  const { section } = rule.clause;
  if (answer === 'refused') throw new Problem('dispatch.methodRefused', { rank, section });
  if (answer === 'allowed' || (answer === 'needsJustification' && explained)) return;
  throw new Problem('dispatch.approvalNeeded', { rank, section, needs: named(approvers) });
}

/**
 * Who lets a rule be left, by the scheme. A method that the scheme wants approved (经本级生态环境部门批准) is approved by the
 * authority's own approver of methods as well; a reason for leaving a rule is not.
 */
function approverRoles(pack: Pack, isMethodAlone: boolean): readonly Role[] {
  const override = theRule(pack, 'approvals').value.override as Role;
  return isMethodAlone ? [...new Set([override, ...rights['method.approve'].roles])] : [override];
}

function named(approvers: readonly Role[]): string {
  return approvers.map((role) => roles[role]).join('或');
}

type Approving = { readonly approvers: readonly Role[]; readonly login: string };

async function approval(ctx: Context, { agency }: TaskRow, { approvers, login }: Approving): Promise<string> {
  const approver = await approverOf(ctx, login);
  if (approver.agency !== agency || !approver.roles.some((role) => approvers.includes(role))) {
    const needs = `${agency} 的${named(approvers)}`;
    throw new Problem('request.notPermitted', { who: login, action: rights['method.approve'].what, needs });
  }
  if (approver.id === ctx.actor.id) throw new Problem('dispatch.sameApprover', { who: login });
  return approver.id;
}
