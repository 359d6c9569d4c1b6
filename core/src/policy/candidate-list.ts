import type { CalendarDate, Period } from '../basics/dates.ts';
import type { ClassId, Level, ObjectFacts, ObjectStatus, TaskType, VisitFact } from './facts.ts';
import type { Measured, Supplements } from './left-list.ts';
import type { Clause } from './pack.ts';
import type { RedrawCounts } from './redraw.ts';
import type { Requirement, Source } from './requirements.ts';
import type { YearCount, YearMeasure } from './year-measure.ts';

/** What a candidate list is asked with, and what it says: shapes alone. */

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
  /** What is asked of the whole period, as of `minimum`: the verdict's number, whatever of it is drawn. */
  readonly whole: Pick<Requirement, 'required' | 'recommended'>;
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
  /** Whose list it is, of a county: what another one did at an object in both directories counts to caps alone. Absent = the visits of the level are its own. */
  readonly agency?: string | undefined;
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

/** What a candidate list says besides its rows. */
export type CandidateCounts = Omit<Candidates, 'rows'>;
