import { byObject, membershipDay } from './bases.ts';
import { type CandidateFrame as Frame, owesRest, summary, timesOf } from './candidate-counts.ts';
import type { CandidateCounts, CandidateRow, Candidates, CandidatesInput, Member } from './candidate-list.ts';
import { classify } from './classify.ts';
import {
  atCap,
  type Exclusion,
  excused,
  inactive,
  incomplete,
  leftToChoice,
  openItems,
  replaced,
} from './exclusions.ts';
import type { VisitFact } from './facts.ts';
import { cameLater, type LeftCounter, leftCounter, vainCounter } from './left-list.ts';
import { type FilterTerm, matchesFilter } from './object-filter.ts';
import { type Pack, theRule } from './pack.ts';
import { factsOn, isListedOn } from './past-facts.ts';
import { redrawCounter } from './redraw.ts';
import {
  asksForAllOf,
  capFor,
  classRules,
  coverageWindow,
  type Duty,
  dayWithin,
  dutyOf,
  sourceOf,
} from './requirements.ts';
import { rowCounter } from './row-counter.ts';
import { closedVisits, countingVisits, ownVisits, servingVisits, timesDrawn } from './serving-visits.ts';
import { dayCounted, inPeriod, isOwn, madeBefore, servesIn } from './visits.ts';

/** Who may be drawn: one row per object in scope, also for those who may not, with the reason. */

/** The candidate list of a class for a period. Undefined where the pack asks nothing of the class at that level. */
export function candidates(pack: Pack, input: CandidatesInput): Candidates | undefined {
  const { itemsOf, ...asked } = input;
  const judge = candidateJudge(pack, asked);
  const members = byObject(input.visits, input.objects).map((member): Member => {
    const items = itemsOf?.(member.object);
    return items === undefined ? member : { ...member, items };
  });
  return judge && judgedAll(judge, members);
}

/** The same where the members of the class are known already. */
export function candidatesAmong(
  pack: Pack,
  input: Omit<CandidatesInput, 'objects' | 'visits' | 'itemsOf'>,
  members: readonly Member[],
): Candidates | undefined {
  const duty = dutyOf(pack, input);
  return duty && judgedAll(memberJudge(frameOf(pack, input, duty), {}), members);
}

/**
 * Judges objects one at a time, in any order: a nation's list is judged without an object for each row of it. `add` answers with the
 * row of an object; with nothing where it is outside the class. `counts` is asked for once all were added.
 */
export interface CandidateJudge {
  readonly add: (member: Member) => CandidateRow | undefined;
  readonly counts: () => CandidateCounts;
}

type JudgeInput = Omit<CandidatesInput, 'objects' | 'visits' | 'itemsOf'> & {
  /** Whoever is outside these terms is out of the pool and stays in the base: what the law asks of the class does not shrink. */
  readonly within?: readonly FilterTerm[] | undefined;
};

/** The judge behind {@link candidates}. */
export function candidateJudge(pack: Pack, input: JudgeInput): CandidateJudge | undefined {
  const duty = dutyOf(pack, input);
  if (duty === undefined) return undefined;
  const date = membershipDay(pack, input);
  const judge = memberJudge(frameOf(pack, input, duty), input);
  const otherwise = vainCounter(pack, input);
  return {
    counts: () => otherwise.beside(judge.counts()),
    add(member) {
      otherwise.see(member);
      const isMember =
        isListedOn(member.object, date) &&
        classify(pack, { ...member, date, level: input.level }).memberOf.includes(input.class);
      // Where everybody is asked for, a visit to somebody who came later counts for nothing.
      if (isMember && cameLater(input, member) && asksForAllOf(pack, input)) return undefined;
      if (isMember) return judge.add(member);
      judge.leaves(member);
      return undefined;
    },
  };
}

/** Rows sorted by id: the same whatever the order of the objects. */
export function judgedAll({ add, counts }: CandidateJudge, members: readonly Member[]): Candidates {
  const rows = members.flatMap((member) => add(member) ?? []).sort((a, b) => (a.objectId < b.objectId ? -1 : 1));
  return { ...counts(), rows };
}

function frameOf(pack: Pack, input: Frame['input'], duty: Duty): Frame {
  const rules = classRules(pack, input);
  return {
    pack,
    rules,
    duty,
    input,
    weights: theRule(pack, 'credit').value.weights,
    cap: capFor(pack, input),
    cycle: coverageWindow(pack, rules.coverage, dayWithin(input.date, input.period)),
  };
}

interface MemberJudge extends CandidateJudge {
  /** An object that is not in the class. */
  readonly leaves: (member: Member) => void;
}

function memberJudge(frame: Frame, { within }: Pick<JudgeInput, 'within'>): MemberJudge {
  const rows = rowCounter();
  const left = leftCounter(frame.pack, frame.input);
  const again = redrawCounter(frame.pack, frame.input);
  const leaves = (member: Member) => left && leave(frame, left, member);
  const seen = {
    came: 0,
    alreadyDrawn: 0,
    closed: 0,
    drawnInCycle: 0,
    uncovered: 0,
    open: 0,
    coveredBefore: 0,
    seenBefore: 0,
    seen: 0,
  };
  return {
    leaves(member) {
      leaves(member);
      again?.add(member, { isListed: false, mayBeDrawn: false });
    },
    add(member) {
      const { row: own, coveredBefore, seenBefore, isSeen, drawnInCycle, drawnNow, closedNow } = judge(frame, member);
      const isOutside =
        own.state === 'in' && within !== undefined && !matchesFilter(member.object, within, frame.input.date);
      const row: CandidateRow = isOutside ? { ...own, state: 'base', reason: 'outside-filter' } : own;
      rows.add(row);
      again?.add(member, { isListed: row.state !== 'out', mayBeDrawn: row.state === 'in' });
      if (row.state === 'out') {
        leaves(member);
        return row;
      }
      left?.stays(row.objectId);
      seen.alreadyDrawn += drawnNow;
      seen.closed += closedNow;
      if (drawnInCycle) seen.drawnInCycle++;
      if (cameLater(frame.input, member)) {
        seen.came++;
        return row;
      }
      if (!row.covered) seen.uncovered++;
      if (!row.covered && row.state === 'in') seen.open++;
      if (coveredBefore) seen.coveredBefore++;
      if (seenBefore) seen.seenBefore++;
      if (isSeen) seen.seen++;
      return row;
    },
    counts() {
      const isNarrowed = within !== undefined;
      return summary(frame, rows, { ...seen, left: left?.counts(), redraw: again?.counts(), isNarrowed });
    },
  };
}

/** Somebody who is not on the list: nothing to be asked where there was no visit. */
function leave(frame: Frame, left: LeftCounter, member: Member): void {
  if (member.visits.length === 0) return;
  left.leaves(member, countingVisits(frame.pack, frame.input, member), {
    timesOf: (serving) => Math.min(timesOf(frame.duty), timesDrawn(serving)),
    isFresh: () => !judge(frame, member).coveredBefore,
  });
}

interface Judged {
  readonly row: CandidateRow;
  /** Covered before this period began to be drawn. */
  readonly coveredBefore: boolean;
  /** Inspected or drawn in the cycle: before this period, or by now. Whoever is spared was not. */
  readonly seenBefore: boolean;
  readonly isSeen: boolean;
  readonly drawnInCycle: boolean;
  /** How often in this period, no more than it is wanted. */
  readonly drawnNow: number;
  /** How often besides it counts for this period without a visit. */
  readonly closedNow: number;
}

function judge(given: Frame, member: Member): Judged {
  const { object, visits, items = given.input.items ?? [], notExempted = false } = member;
  const frame: Frame = { ...given, input: { ...given.input, items, ...(notExempted && { exempt: false }) } };
  const { pack, input, cycle } = frame;
  const own = ownVisits(pack, input, visits);
  // One that came late stays in the cycle of its task.
  const isInCycle = (visit: VisitFact) => {
    const day = dayCounted(visit);
    return cycle.from <= day && day <= cycle.to;
  };
  const inCycle = own.filter(isInCycle);
  const seen = [...inCycle, ...closedVisits(pack, input, visits).filter(isInCycle)];
  const times = timesOf(frame.duty);
  const serving = servingVisits(pack, input, member);
  const drawnNow = Math.min(times, timesDrawn(serving));
  const counting = countingVisits(pack, input, member);
  // It counts to the number of the period, and whether it takes the object out of the pool is for the task to say.
  const binding = timesDrawn(serving.filter((visit) => !leftToChoice(pack, visit)));
  const open = openItems(frame, visits);
  const excuse = excused(frame, visits);
  const exclusion =
    inactive(frame, object) ??
    incomplete(object) ??
    alreadyDrawn(frame, binding + cancellations(frame, visits) >= times) ??
    excuse ??
    replaced(frame, { visits });
  const spared = excuse !== undefined && pack.settings['calc.exemptedCountsAsCovered'];
  // Drawn or inspected for this period, and clean above only since it began: the visit counts, so it is asked for.
  const sparedBefore = spared && (drawnNow === 0 || excused(frame, madeBefore(visits, input.period)) !== undefined);
  const isOfYear = input.ofYear === undefined || input.ofYear.isOfWindow || input.ofYear.ids.has(object.id);
  const isOwed = !cameLater(input, member) && isOfYear;
  // A visit that was made up for after the year serves it, too.
  const covered = spared || inCycle.length > 0 || drawnNow > 0 || !isOwed;
  const { name, creditRiskGrade: grade = '-' } = factsOn(object, dayWithin(input.date, input.period));
  return {
    row: {
      objectId: object.id,
      name,
      class: input.class,
      ...(exclusion ?? atCap(frame, open, visits) ?? { state: 'in' }),
      ...(open.length < items.length ? { items: open } : {}),
      tier:
        pack.settings['calc.poolOrder'] === 'uniform'
          ? uniformTier(frame, { covered, drawnNow })
          : Math.max(inCycle.length, !isOwed && owesRest(frame) ? 1 : 0),
      covered,
      weight: frame.weights[grade] ?? 1,
      grade,
    },
    coveredBefore: sparedBefore || !isOwed || inCycle.some((visit) => !servesIn(visit, input)),
    seenBefore: seen.some((visit) => !servesIn(visit, input)),
    isSeen: seen.length > 0 || drawnNow > 0,
    drawnInCycle: inCycle.length > 0,
    drawnNow,
    closedNow: Math.min(times, timesDrawn(counting)) - drawnNow,
  };
}

/**
 * One tier for everybody (AMB-49), but for a supplement of a period that owes the rest of the year's coverage: whom the draw of the period left out
 * of it comes first, or the supplement might take others once more and owe as many as before. Where each is wanted several times in a
 * period, a round is finished before the next one begins.
 */
function uniformTier(frame: Frame, { covered, drawnNow }: Pick<Judged, 'drawnNow'> & { readonly covered: boolean }) {
  if (timesOf(frame.duty) > 1) return drawnNow;
  return frame.input.supplements && owesRest(frame) && covered ? 1 : 0;
}

/**
 * Drawn in this period, and the visit cannot take place: nobody is drawn for it a second time. That of a scope across classes
 * never counts for the class: its own draw may take the object.
 */
function cancellations({ input }: Frame, visits: readonly VisitFact[]): number {
  return visits.filter(
    (visit) =>
      visit.state === 'cancelled' &&
      !visit.classOfDay &&
      isOwn(input, visit) &&
      visit.class === input.class &&
      inPeriod(visit, input.period),
  ).length;
}

function alreadyDrawn({ duty }: Frame, isDrawn: boolean): Exclusion | undefined {
  return isDrawn ? { state: 'base', reason: 'already-drawn', source: sourceOf(duty.rule) } : undefined;
}
