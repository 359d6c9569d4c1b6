import type { NotTogetherView } from '@sunlot/contract/dispatch.ts';
import type { Context } from '../context.ts';
import type { NotTogether } from './answered-merges.ts';

/** A task that goes by itself although it was answered to go together with it; one that the actor does not see has no code. The reason is sealed. */
export function notTogetherView(
  { actor }: Pick<Context, 'actor'>,
  rank: number,
  { own, heard }: NotTogether,
): Omit<NotTogetherView, 'reason'> {
  const { other_task: task, other_code: code, other_agency: agency } = own;
  const offer = agency === own.agency ? 'merge' : 'joint';
  return {
    ...{ rank, offer, task, ...(actor.sees.includes(agency) && { code }), agency },
    ...(heard && { answer: 'separate' }),
  };
}
