import type { AnswerVisit, DispatchVisitView } from '@sunlot/contract/dispatch.ts';
import { utf8 } from '@sunlot/core/basics/bytes.ts';
import { type BurdenChoice, offerKeys } from '@sunlot/core/policy/least-burden.ts';
import type { Pack } from '@sunlot/core/policy/pack.ts';
import type { Context } from '../../context.ts';
import { Problem } from '../../problem.ts';
import { changedRecognitions } from '../../tasks/recognised-results.ts';
import { answerReasonPurpose } from '../../visits/answers-between.ts';
import { alreadySent, type DrawnVisit, drawnVisitOf, packOf } from './drawn-visits.ts';
import { goingSeats, onTheSpot, refuseInterests } from './going-seats.ts';
import { keptChoice, recognise, refuseGone, unrecognise } from './recognise.ts';
import { refuseShort, shortTeams } from './short-teams.ts';
import { dispatchView } from './show-dispatch.ts';
import { insertAgain, insertAnswer, isVisited, type TaskRow } from './sql.ts';

/**
 * The office decides once more about a visit that was sent out, because a result that it had recognised was corrected or withdrawn since:
 * it takes the result as it stands now, or goes there after all. The first answer stays, with what the result said then.
 */
export async function answerAgain(ctx: Context, task: TaskRow, input: AnswerVisit): Promise<DispatchVisitView> {
  const pack = await packOf(ctx, task);
  const visit = await drawnVisitOf(ctx, { task, pack, object: input.object });
  const { draw, rank, key } = visit.drawn;
  const changed = await changedRecognitions(ctx, task.id);
  if (!changed.some((one) => one.isSent && one.draw === draw && one.rank === rank)) throw alreadySent(task);
  const choice = requireOneOfTwo(input, rank);
  if (choice === 'recognise') refuseGone(visit);
  const id = ctx.newId('ans');
  await insertAnswer(ctx.tx, {
    ...{ id, draw_id: draw, rank, agency: task.agency, choice, offers: [...offerKeys(visit.burden.offers)] },
    ...{ method: visit.method, trigger: visit.answer?.trigger ?? null },
    sealed_reason: input.reason === undefined ? null : ctx.keys.seal(utf8(input.reason), answerReasonPurpose(id)),
    ...{ answered_by: ctx.actor.id, answered_at: ctx.at },
  });
  await unrecognise(ctx, task, key);
  await settle(ctx, task, {
    pack,
    visit: await drawnVisitOf(ctx, { task, pack, object: key }),
    answer: { id, choice },
  });
  const { reason } = input;
  await ctx.audit({
    ...{ action: 'task.answer', agency: task.agency, subject: task.id },
    after: { draw, rank, method: visit.method, choice, reason },
  });
  const { visits } = await dispatchView(ctx, task);
  return visits.find((one) => one.draw === draw && one.rank === rank)!;
}

/** @throws Problem dispatch.againOnly, dispatch.againReason */
function requireOneOfTwo({ choice, method, trigger, approver, reason }: AnswerVisit, rank: number) {
  const isOther = (method ?? trigger ?? approver) !== undefined;
  if (isOther || (choice !== 'recognise' && choice !== 'separate')) throw new Problem('dispatch.againOnly', { rank });
  if (choice === 'separate' && reason === undefined) throw new Problem('dispatch.againReason', { rank });
  return choice;
}

type Again = {
  readonly pack: Pack;
  readonly visit: DrawnVisit;
  readonly answer: { readonly id: string; readonly choice: BurdenChoice };
};

/** The visit goes on as was decided now: what is recognised closes it, unless somebody goes. */
async function settle(ctx: Context, task: TaskRow, { pack, visit, answer }: Again): Promise<void> {
  const { draw, rank, k, key } = visit.drawn;
  const { agency, code } = task;
  refuseInterests(await goingSeats(ctx, [visit]));
  const short = await shortTeams(ctx, { task, pack, going: onTheSpot([visit]) });
  refuseShort(task, { pack, short, isExcused: true });
  await insertAgain(ctx.tx, {
    ...{ draw_id: draw, rank, k, agency, answer_id: answer.id },
    choice: keptChoice(visit, answer.choice),
    items: [...visit.scope.items],
    left_out: JSON.stringify(visit.scope.leftOut),
  });
  if (!(await isVisited(ctx.tx, { agency, code, key }))) await recognise(ctx, task, visit);
}
