import type { DispatchRequest } from '@sunlot/contract/dispatch.ts';
import { exclusionText } from '@sunlot/contract/reasons.ts';
import { utf8 } from '@sunlot/core/basics/bytes.ts';
import type { Pack } from '@sunlot/core/policy/pack.ts';
import { approverOf } from '../../accounts/actor.ts';
import type { Context } from '../../context.ts';
import { replacementApprover, requireNamed } from '../../packs/named-approver.ts';
import { Problem } from '../../problem.ts';
import { isAllowed, rightHolders, rights } from '../../rights.ts';
import type { AwaySeat, AwayTeams } from '../../tasks/away-seats.ts';
import { refuseShort, type ShortTeam } from './short-teams.ts';
import { insertExcuse, type TaskRow } from './sql.ts';

export type Excuse = Pick<DispatchRequest, 'reason' | 'approver'>;

/** As many as a refusal lists one by one. */
const SHOWN = 5;

type Teams = {
  readonly pack: Pack;
  readonly teams: AwayTeams;
  readonly short: readonly ShortTeam[];
  readonly excuse: Excuse;
};

/**
 * A team that is the group of the scheme on no day left is not sent: its people are replaced, or somebody answers for sending it all the same. That takes
 * a reason, and who agrees to replacements under the scheme. So does a team with vacant seats, where the scheme itself names no number. Undefined where
 * nothing was to be excused.
 * @throws Problem dispatch.teamShort, dispatch.teamShortOfLaw, dispatch.away, dispatch.nothingToExcuse, dispatch.sameApprover
 */
export async function requireWholeTeams(
  ctx: Context,
  task: TaskRow,
  { pack, teams: { broken, section }, short, excuse }: Teams,
): Promise<{ readonly reason: string; readonly approvedBy: string } | undefined> {
  const { reason, approver } = excuse;
  if ((reason === undefined) !== (approver === undefined))
    throw new Problem('request.invalid', {
      what: '人员不在岗或小组缺人仍要派发的，理由（--reason）和批准人（--approve）都要写',
    });
  refuseShort(task, { pack, short, isExcused: reason !== undefined });
  const [first] = broken;
  if (!first && short.length === 0) {
    if (reason !== undefined) throw new Problem('dispatch.nothingToExcuse', { task: task.code });
    return undefined;
  }
  if (first && reason === undefined) {
    const { draw, rank, seat } = first;
    const n = new Set(broken.map((one) => `${one.draw}/${one.rank}`)).size;
    throw new Problem('dispatch.away', { n, what: awayTexts(broken), section, draw, rank, seat });
  }
  const approvedBy = await approval(ctx, task, approver!);
  await insertExcuse(ctx.tx, {
    ...{ task_id: task.id, agency: task.agency, approved_by: approvedBy, by_user: ctx.actor.id, at: ctx.at },
    sealed_reason: ctx.keys.seal(utf8(reason!), `dispatch-excuse/${task.id}`),
  });
  return { reason: reason!, approvedBy };
}

/** By rank and seat, never a name. */
function awayTexts(seats: readonly AwaySeat[]): string {
  const texts = seats.flatMap(({ rank, seat, away }) =>
    away.map(({ reason, from, to }) => `第 ${rank} 号 ${seat} ${from}～${to} ${exclusionText(reason)}`),
  );
  return texts.slice(0, SHOWN).join('、') + (texts.length > SHOWN ? `等 ${texts.length} 项` : '');
}

async function approval(ctx: Context, { agency, period }: TaskRow, login: string): Promise<string> {
  const action = rights['dispatch.approveAway'].what;
  const approver = await approverOf(ctx, login);
  if (!isAllowed(approver, 'dispatch.approveAway', agency))
    throw new Problem('request.notPermitted', { who: login, action, needs: rightHolders('dispatch.approveAway') });
  requireNamed(approver, { role: await replacementApprover(ctx, { agency, period }), agency, action });
  if (approver.id === ctx.actor.id) throw new Problem('dispatch.sameApprover', { who: login });
  return approver.id;
}
