import { type CalendarDate, periodDays } from '../basics/dates.ts';
import { timesOf } from './candidate-counts.ts';
import type { CandidateCounts } from './candidates.ts';
import { wholeToday } from './least-today.ts';
import type { Pack } from './pack.ts';
import { dutyOf } from './requirements.ts';

/** What a draw takes that makes up for a period which is over: objects that were visited or drawn in it count for it already. */
export interface MadeUp {
  /** What the plan or the law asks of the whole period. */
  readonly asked: number;
  readonly have: number;
  /** What is short of it. */
  readonly n: number;
}

/**
 * Objects that count for a period which is over, whoever drew them; nobody while it runs, where the number of the plan is drawn. Nor where each
 * object is wanted several times: a draw of those is asked for a round.
 */
export function countedAfterwards(pack: Pack, found: CandidateCounts, today: CalendarDate): number {
  const { period, alreadyDrawn, measured } = found;
  const isOver = today > periodDays(period).to && timesOf(dutyOf(pack, found)!) === 1;
  return isOver ? (measured?.counted ?? alreadyDrawn) : 0;
}

/**
 * Undefined where nothing counts yet or the period still runs: then the number is that of the plan. `excused`: for a reason that was approved
 * fewer than the rule asks are planned; where it is the coverage of the year that was excused, the ratio holds.
 */
export function madeUp(
  pack: Pack,
  found: CandidateCounts,
  { today, planned, excused }: { readonly today: CalendarDate; readonly planned: number; readonly excused: boolean },
): MadeUp | undefined {
  const have = countedAfterwards(pack, found, today);
  if (have === 0) return undefined;
  const { minimum } = found;
  const { required } = wholeToday(pack, found);
  const unexcused = required > minimum ? minimum : 0;
  const asked = Math.max(planned, excused ? unexcused : required);
  return { asked, have, n: Math.max(0, asked - have) };
}
