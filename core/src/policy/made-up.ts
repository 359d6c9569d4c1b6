import { type CalendarDate, periodDays } from '../basics/dates.ts';
import { timesOf } from './candidate-counts.ts';
import type { CandidateCounts } from './candidate-list.ts';
import { plannedToday, wholeToday } from './least-today.ts';
import type { Pack } from './pack.ts';
import { dutyOf } from './requirements.ts';

/** What a draw takes that makes up for a period which is over: objects that were visited or drawn in it count for it already. */
export interface MadeUp {
  /** What the plan or the law asks of the whole period; where each object is wanted several times, of all its rounds. */
  readonly asked: number;
  /** What the law alone asks of it, without what an approved reason excuses. */
  readonly byLaw: number;
  readonly have: number;
  /** What is short of it. */
  readonly lacking: number;
  /** Of that, what this draw takes: no more than one round of several, and no more than its own part of an entry. */
  readonly n: number;
  /** Objects, or visits to objects that are each wanted several times. */
  readonly unit: '家' | '家次';
}

/** Objects that count for a period which is over, each as often as it is wanted, whoever drew them; nobody while it runs, where the number of the plan is drawn. */
export function countedAfterwards({ period, alreadyDrawn, measured }: CandidateCounts, today: CalendarDate): number {
  return today > periodDays(period).to ? (measured?.counted ?? alreadyDrawn) : 0;
}

/**
 * Undefined where nothing counts yet or the period still runs: then the number is that of the plan. `excused`: for a reason that was approved
 * fewer than the rule asks are planned; where it is the coverage of the year that was excused, the ratio holds. `part`: of an entry drawn in
 * parts, what this one takes.
 */
export function madeUp(
  pack: Pack,
  found: CandidateCounts,
  {
    today,
    planned,
    excused,
    part,
  }: { readonly today: CalendarDate; readonly planned: number; readonly excused: boolean; readonly part?: number },
): MadeUp | undefined {
  const have = countedAfterwards(found, today);
  if (have === 0) return undefined;
  const { minimum } = found;
  const { required } = wholeToday(pack, found);
  const unexcused = required > minimum ? minimum : 0;
  const law = excused ? unexcused : required;
  const each = Math.max(plannedToday(pack, found, planned), law);
  const times = timesOf(dutyOf(pack, found)!);
  const [asked, byLaw] = [each * times, law * times];
  const lacking = Math.max(0, asked - have);
  if (times === 1) return { asked, byLaw, have, lacking, n: Math.min(lacking, part ?? each), unit: '家' };
  // Of several rounds one draw takes each object once, and leaves the rest to the next.
  const once = found.pool > 0 ? Math.min(each, found.pool) : each;
  return { asked, byLaw, have, lacking, n: Math.min(lacking, part ?? once), unit: '家次' };
}
