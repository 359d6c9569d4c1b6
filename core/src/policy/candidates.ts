import type { CalendarDate, Period } from '../basics/dates.ts';
import { byObject, membershipDay } from './bases.ts';
import { type CandidateFrame as Frame, owesRest, summary, timesOf } from './candidate-counts.ts';
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
import type { ClassId, Level, ObjectFacts, ObjectStatus, TaskType, VisitFact } from './facts.ts';
import { cameLater, type LeftCounter, leftCounter, type Measured, type Supplements, vainCounter } from './left-list.ts';
import { type FilterTerm, matchesFilter } from './object-filter.ts';
import { type Clause, type Pack, theRule } from './pack.ts';
import { factsOn, isListedOn } from './past-facts.ts';
import { type RedrawCounts, redrawCounter } from './redraw.ts';
import {
  asksForAllOf,
  capFor,
  classRules,
  coverageWindow,
  type Duty,
  dayWithin,
  dutyOf,
  type Source,
  sourceOf,
} from './requirements.ts';
import { rowCounter } from './row-counter.ts';
import { closedVisits, countingVisits, ownVisits, servingVisits, timesDrawn } from './serving-visits.ts';
import { dayCounted, inPeriod, madeBefore, servesIn } from './visits.ts';
import type { YearCount, YearMeasure } from './year-measure.ts';

/** Who may be drawn: one row per object in scope, also for those who may not, with the reason. */

/** in = may be drawn · base = not drawable but counts in the base · out = neither. */
export type CandidateState = 'in' | 'base' | 'out';

export type ReasonCode =
  | 'incomplete'
  | 'already-drawn'
  | 'upper-level-clean'
  | 'recognised'
  /** A finished campaign stands in for the daily draw, or the reverse: a choice of the task. */
  | 'replaced'
  | 'cap'
  /** Outside the tags of a targeted draw. */
  | 'outside-filter'
  /** Of a class that another level draws, in a scope across classes. */
  | 'class-not-in-scope'
  | Exclude<ObjectStatus, 'active'>;

export interface CandidateRow {
  readonly objectId: string;
  readonly name: string;
  readonly class: ClassId;
  readonly state: CandidateState;
  /** Code `[a-z0-9][a-z0-9:._-]{0,63}`; absent where the object may be drawn. */
  readonly reason?: ReasonCode;
  /** The clause behind the reason, where a rule made it. */
  readonly source?: Source;
  /** Visits drawn by this level in the coverage cycle so far. */
  readonly tier: number;
  /** Drawn in the cycle, or excused from it: an object that coverage no longer waits for. */
  readonly covered: boolean;
  /** Weight by credit-risk grade. */
  readonly weight: number;
  readonly grade: string;
  /** Where not all items of the task are open to this object: those that are. */
  readonly items?: readonly string[];
}

export interface Candidates {
  readonly class: ClassId;
  readonly level: Level;
  readonly period: Period;
  /** The coverage cycle the tiers are counted in. Both days inclusive. */
  readonly cycle: { readonly from: CalendarDate; readonly to: CalendarDate };
  /** Sorted by id; `n`, tiers and the rest are the same whatever the order of the input. */
  readonly rows: readonly CandidateRow[];
  readonly base: number;
  readonly pool: number;
  /** Drawn of the class in this period, each object as often as it is wanted in it: a supplementary draw needs only the rest. */
  readonly alreadyDrawn: number;
  /** Objects of the class that this level drew in the cycle so far. */
  readonly drawnInCycle: number;
  readonly measured?: Measured;
  /** Of a supplement, where the scheme has a part drawn again after the level below. */
  readonly redraw?: RedrawCounts;
  /** `required`, where the year's coverage alone asks for it: the period's own number is drawn, but it took others (AMB-49). */
  readonly owedByYear?: number;
  /** Objects not yet covered in the cycle; present where coverage is due. */
  readonly uncovered?: number;
  /** The same whether or not coverage is due. */
  readonly fresh: number;
  /** Of a window of years: who of the list was inspected or drawn in it by now, as the verdict counts it, so that nobody is spared. */
  readonly ofWindow?: YearCount;
  /** Of the period; where each object is wanted several times in it, of one round. `required` and `recommended`: what is left of it. */
  readonly minimum: number;
  readonly required: number;
  readonly recommended: number;
  /** What a draw of the required number takes: fewer only where the pool is smaller. */
  readonly n: number;
  readonly tiers: readonly TierPlan[];
  readonly shortfall?: { readonly reason: 'pool-exhausted'; readonly text: string };
  readonly excluded: readonly { readonly state: CandidateState; readonly reason: ReasonCode; readonly count: number }[];
  /** Objects by credit-risk grade (`-` = none): in the base and in the pool. */
  readonly grades: readonly { readonly grade: string; readonly base: number; readonly pool: number }[];
  /** Everybody is taken: a record without chance (AMB-27). */
  readonly fullTake: boolean;
  readonly rule: string;
  readonly clause: Clause;
}

export interface TierPlan {
  readonly tier: number;
  readonly pool: number;
  readonly n: number;
}

export interface CandidatesInput {
  readonly class: ClassId;
  readonly level: Level;
  readonly period: Period;
  /** Day of the freeze. */
  readonly date: CalendarDate;
  readonly objects: readonly ObjectFacts[];
  /** The whole ledger: own visits, those of other levels, recognised ones. */
  readonly visits: readonly VisitFact[];
  /** Serials of the task's items; needed where cap or exemption work per item. */
  readonly items?: readonly string[];
  /** Leave out those clean at a higher level? The pack's default where not said. */
  readonly exempt?: boolean;
  /** Leave out those that the other kind of task has covered this year? Then this task's kind. */
  readonly replacing?: TaskType;
  /** How many departments go to each object of the task (AMB-50); absent = its class says it. */
  readonly departments?: number;
  /** Those that concern one object, where cap or exemption work per item: of the others nothing is asked of it. */
  readonly itemsOf?: (object: ObjectFacts) => readonly string[] | undefined;
  /** Whom the duties of the year are measured by, where that is another list. */
  readonly ofYear?: YearMeasure;
  /** A supplementary draw, of what earlier draws of the period left lacking. */
  readonly supplements?: Supplements;
  /** Officers that count, where the number goes by the staff. */
  readonly officers?: number;
}

/** One object with the visits to it, whoever made them. */
export interface Member {
  readonly object: ObjectFacts;
  readonly visits: readonly VisitFact[];
  /** Serials of the items that concern the object, where no task has chosen them. */
  readonly items?: readonly string[];
  /** Was visited although it might have been left out: nobody exempted it. */
  readonly notExempted?: boolean;
}

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

/** What a candidate list says besides its rows. */
export type CandidateCounts = Omit<Candidates, 'rows'>;

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
      visit.level === input.level &&
      visit.class === input.class &&
      inPeriod(visit, input.period),
  ).length;
}

function alreadyDrawn({ duty }: Frame, isDrawn: boolean): Exclusion | undefined {
  return isDrawn ? { state: 'base', reason: 'already-drawn', source: sourceOf(duty.rule) } : undefined;
}
