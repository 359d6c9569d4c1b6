import type { CalendarDate, PeriodUnit } from '../basics/dates.ts';
import type { Ratio } from '../basics/ratios.ts';
import type { Profile } from '../hash/hash.ts';
import type { Condition } from './conditions.ts';
import type { ClassId, InspectorFacts, Level, TaskType } from './facts.ts';
import type { ClassFigure, WholeFigure } from './figure-names.ts';
import type { FindingCode } from './findings.ts';

/** What a rule can say, topic by topic. The same table for people is in `docs/policy-packs.md`. */

export interface PlanField {
  readonly id: string;
  /** The scheme's own word: 抽查任务名称. */
  readonly label: string;
  /** Text with `{placeholders}`, filled by the proposal. */
  readonly default?: string;
  readonly byClass: Readonly<Record<ClassId, string>>;
}

export interface Wording {
  readonly text: string;
  readonly finding: 'none' | 'problem' | 'uncooperative' | 'notOperating' | 'pending';
  readonly needs: readonly ('caseNumber' | 'rectificationDue')[];
}

export interface Seat {
  readonly id: string;
  readonly name: string;
  /** Tags the person needs. */
  readonly needs: readonly string[];
  /** Must the person also have the tags the object needs? */
  readonly object: boolean;
}

export interface Named {
  readonly id: string;
  readonly text: string;
}

export interface JointItem {
  readonly name: string;
  readonly leadDepartment: string;
  readonly partnerDepartments: readonly string[];
  readonly objectKind: string;
  readonly matters?: string;
  readonly mode?: string;
  readonly demands?: string;
}

export interface DocumentCase {
  readonly when: 'noProblem' | 'problem' | 'onSite' | 'offSite';
  readonly required: readonly string[];
  readonly forbiddenByDefault: readonly string[];
  readonly enterpriseConfirmation: boolean;
  /** May the visit be announced by a notice? Unsaid = yes. */
  readonly notice?: boolean;
}

/** A column of a printed plan table: its heading and the plan field, or `serial`, that it prints. */
export interface PlanColumn {
  readonly label: string;
  readonly field: string;
}

/** A word of the item list's 检查对象 column and what it means. */
export interface ItemKind {
  readonly text: string;
  readonly aliases: readonly string[];
  readonly when: Condition;
}

export type ClockStart = 'resultDetermined' | 'inspectionEnd' | 'taskCompleted';

export type PublicationValue =
  | { readonly kind: 'workingDays'; readonly workingDays: number; readonly from: ClockStart; readonly channel: string }
  /** Results of a month by the last day of that month, or of a later one (switch `publication.monthly.offsetMonths`). */
  | { readonly kind: 'monthly'; readonly channel: string };

export interface QuarterlyReport {
  readonly name: string;
  readonly workingDays: number;
  readonly edge: 'before' | 'after';
  readonly receivers: readonly string[];
}

/** A field of the inspector directory by the id of its column, and the scheme's own word for it. */
export interface PersonField {
  readonly id: (typeof PERSON_FIELDS)[number];
  readonly text: string;
}

/** What a scheme may require of a row of the inspector directory. */
export const PERSON_FIELDS = [
  'name',
  'certificateNo',
  'certificateValidTo',
  'idNumber',
  'department',
  'region',
  'gender',
  'yearsOfService',
  'specialties',
  'businessCategory',
  'professionCategory',
  'post',
  'position',
] as const;

/** What people do in a draw that one of them must not do alone. */
export const DRAW_PARTS = ['initiator', 'witness', 'substitutionApprover'] as const;

type FigureName = ClassFigure | WholeFigure;

export interface EvaluationShare {
  /** The scheme's own word for the indicator. */
  readonly text: string;
  readonly part: FigureName;
  readonly whole: FigureName;
  /** Points where all of it was reached. */
  readonly points: number;
}

/** Points for all of something: a goal of the scheme reached in full, or a start from which deductions are taken. */
export interface EvaluationPoints {
  readonly text: string;
  readonly points: number;
}

/** Counts a figure, or findings of the verdict; one of the two. */
export interface EvaluationDeduction {
  readonly text: string;
  readonly figure?: FigureName;
  readonly findings?: readonly FindingCode[];
  /** Points off for each. */
  readonly points: number;
  /** Never more than so many. */
  readonly most?: number;
}

/** The value of a rule, by its topic. */
export interface RuleValues {
  /** First class of the order with a condition met; none met → `otherwise`. */
  readonly precedence: { readonly order: readonly ClassId[]; readonly otherwise: ClassId };
  /** At least `min` (at most `max`) of the class in every period. `draw: once` = one draw for the whole period, never a second on the same objects. */
  readonly ratio: {
    readonly every: PeriodUnit;
    readonly min: Ratio;
    readonly max?: Ratio;
    readonly draw: 'each' | 'once';
    /** How often each of them in one period, where more than once. */
    readonly times?: number;
    /** Inspected without going there: such visits are not drawn and stay out of the shares of all random visits. */
    readonly offSite?: boolean;
    /** Only going there serves it. */
    readonly onSite?: boolean;
    readonly finding?: FindingCode;
  };
  /** The agency chooses the ratio itself, by one of these periods, and records why on these grounds. */
  readonly ownRatio: { readonly every: readonly PeriodUnit[]; readonly grounds: readonly string[] };
  readonly annualRatio: { readonly min: Ratio };
  /** Every object of the class at least once in so many years, from a fixed start where more than one. */
  readonly coverage: { readonly years: number; readonly from?: CalendarDate };
  /** Yearly number = officers × `objectsPerOfficer`, at most the directory. */
  readonly headcount: { readonly objectsPerOfficer: number };
  readonly redraw: { readonly min: Ratio; readonly among: Level };
  /** Internal joint visits, and visits drawn by credit grade, as a share of all random visits of the year. */
  readonly internalJointShare: { readonly min: Ratio };
  readonly creditShare: { readonly min: Ratio };
  /** Interdepartmental tasks in every period; or yearly figures of visits and objects that an outside office sets. */
  readonly interdepartmental: { readonly every: PeriodUnit; readonly min: number };
  readonly interdepartmentalFigures: { readonly setBy: string };
  /** How interdepartmental inspections are drawn (跨部门抽取). */
  readonly jointDraw: {
    /** Classes that are always inspected with other departments. */
    readonly classes: readonly ClassId[];
    /** Here, or by the lead department, whose result is then taken over. */
    readonly drawnBy: readonly ('own' | 'lead')[];
    /** By which rules and from which list. */
    readonly by: string;
    /** Does what was drawn elsewhere count as drawn at random? */
    readonly countsElsewhere: boolean;
  };
  /** Kinds of task that the annual plan has entries for. */
  readonly planKinds: { readonly types: readonly TaskType[] };
  /** Visits are spread: so many on one object within `days`, or in one area in a week, are pointed out. */
  readonly stagger: { readonly tasks: number; readonly days: number; readonly perWeek?: number };
  readonly participation: { readonly min: Ratio };
  readonly publicationRate: { readonly min: Ratio };
  readonly target: { readonly min: Ratio };
  readonly floor: { readonly coverageYears: number };
  readonly noRatio: Record<never, never>;
  /** Matters the scheme leaves open, and what holds instead: no cap, no exemption. */
  readonly silence: { readonly list: readonly { readonly topic: Topic; readonly reading: string }[] };
  /** Which kinds of task the scheme covers, and which kinds of inspection stay outside although their names are near. */
  readonly scope: { readonly taskTypes: readonly TaskType[]; readonly outside: readonly string[] };
  /** Tasks drawn without any filter (a reason is needed to set one), and tasks drawn inside tags. */
  readonly targeting: { readonly untargeted: readonly TaskType[]; readonly withinTags: readonly TaskType[] };
  /** Classes of the reports for the rows of a table. */
  readonly classMap: { readonly rows: Readonly<Record<ClassId, ClassId>> };
  readonly cap: { readonly max: number; readonly per: 'object' | 'item'; readonly exemptClasses: readonly ClassId[] };
  readonly exemption: {
    readonly per: 'object' | 'item';
    readonly from: 'higherLevel';
    /** Is it applied unless somebody decides otherwise? */
    readonly apply: boolean;
  };
  readonly recognition: { readonly within: 'planPeriod' | 'year' };
  readonly replaceable: { readonly either: readonly TaskType[] };
  readonly overlap: { readonly offer: 'joint' };
  readonly credit: {
    readonly grades: readonly string[];
    readonly weights: Readonly<Record<string, number>>;
    readonly stratify: boolean;
  };
  readonly planDue: {
    readonly month: number;
    readonly day: number;
    readonly remindMonth: number;
    readonly remindDay: number;
  };
  /** Roles that draft and submit the plan; unsaid = any office of the agency. */
  readonly planDrafters: { readonly roles: readonly string[] };
  readonly planPublication: { readonly workingDays: number; readonly channel: string };
  readonly planFields: { readonly fields: readonly PlanField[] };
  readonly planTable: { readonly title: string; readonly columns: readonly PlanColumn[] };
  readonly planPeriod: { readonly from: string; readonly to: string };
  /** An issued plan changes only by a new version, approved and published again. */
  readonly planAdjustment: { readonly needs: readonly ('reason' | 'approval' | 'republication')[] };
  readonly publication: PublicationValue;
  /** Made after every round. */
  readonly statisticsTable: { readonly name: string; readonly by: string; readonly receivers: readonly string[] };
  /** Due within so many working days before or after the end of a quarter. */
  readonly quarterlySummary: QuarterlyReport;
  readonly quarterlyStatistics: QuarterlyReport;
  readonly archive: { readonly years: number; readonly custodian: string };
  readonly documents: {
    readonly cases: readonly DocumentCase[];
    readonly bodyCamera?: 'throughout';
    /** What a record needs that the inspected party has not signed. */
    readonly unsignedNeeds?: readonly ('reason' | 'fixation')[];
    /** The form of a visit is a checklist that begins with the matters of the discharge permit. */
    readonly checklist?: 'permitFirst';
  };
  readonly wordings: { readonly list: readonly Wording[]; readonly mayAdd: boolean };
  readonly secrecy: { readonly mode: 'mandatory' | 'optional'; readonly grounds: readonly string[] };
  readonly grounds: { readonly list: readonly Named[] };
  readonly matters: { readonly list: readonly string[] };
  readonly items: { readonly list: string; readonly kinds: readonly ItemKind[]; readonly expandAll: boolean };
  readonly jointItems: { readonly list: readonly JointItem[] };
  readonly group: {
    readonly min: number;
    /** How many of a team hold an enforcement certificate; unsaid = `min`. Matters where daily supervisors are admitted. */
    readonly certified?: number;
    readonly maxWithoutReason?: number;
    readonly seats: readonly Seat[];
  };
  readonly draw: {
    /** The hash of every session: `std` SHA-256 (also where nothing is said), `gm` SM3. */
    readonly profile?: Profile;
    /** Fewest people that must remain for every seat, or the freeze warns. */
    readonly minChoice: number;
    readonly reserve: number;
    readonly leadSeconds: number;
    readonly beaconLeadSeconds: number;
    /** Days after the last visit window by which everything opens. */
    readonly revealByDays: number;
    readonly fallback: readonly ('swapObjectSeat' | 'cap+1' | 'borrow' | 'postpone')[];
    readonly replacement: { readonly mode: 'next' | 'fresh'; readonly max: number };
    readonly untargeted: boolean;
  };
  /** Parts ({@link DRAW_PARTS}) that must be different people in one draw. */
  readonly separation: { readonly roles: readonly string[] };
  /** `from: above`: of the bureau above, where the agency has one; else of the agency itself. */
  readonly witness: { readonly required: boolean; readonly role: string; readonly from?: 'above' | undefined };
  readonly substitution: { readonly approver: string; readonly reasons: readonly string[] };
  readonly approvals: { readonly plan: string; readonly voidDraw: string; readonly override: string };
  /** What is offered before a visit, in this order; where the rule is hard, no offer stays without an answer. */
  readonly leastBurden: {
    readonly offers: readonly ('recognise' | 'merge' | 'joint' | 'offSite')[];
    /** Objects that can be inspected from afar, where `methods` says nothing of it. */
    readonly offSiteWhen?: Condition;
  };
  readonly guard: { readonly needs: readonly GuardNeed[]; readonly merge: 'refuse' | 'warn' };
  readonly methods: {
    readonly list: readonly Named[];
    /** Methods that need somebody's approval. */
    readonly approval: readonly string[];
    /** Objects to be inspected off site first; `triggers` are the grounds for going there all the same. */
    readonly offSiteFirst?: Condition;
    /** How binding off-site first is, where it binds less than the approvals. */
    readonly offSiteStrictness?: 'principle';
    readonly triggers: readonly Named[];
  };
  /** Classes on which a draw may be held outside the plan at any time. */
  readonly adHoc: { readonly classes: readonly ClassId[] };
  /** Whom the inspector directory admits. */
  /** Required fields of a row of the inspector directory. */
  readonly personFields: { readonly required: readonly PersonField[] };
  readonly admission: { readonly staffKinds: readonly InspectorFacts['staffKind'][] };
  /** Task types whose partners must have confirmed before anybody is sent. */
  readonly consultation: { readonly before: readonly TaskType[] };
  /** Auxiliaries and experts: which kinds, from where; they support and never count to the smallest group. */
  readonly auxiliaries: { readonly kinds: readonly string[] };
  readonly experts: { readonly kinds: readonly string[]; readonly by: readonly string[] };
  /** Who finds a violation without the power to handle it hands it over. */
  readonly handOver: {
    readonly from: readonly InspectorFacts['staffKind'][];
    readonly to: InspectorFacts['staffKind'];
  };
  /** Records go up to a system at once, or in time. */
  readonly upload: { readonly within: 'atOnce' | 'onTime'; readonly to: string };
  /**
   * 评估: points for how much of the minimums of the classes was reached, or of one figure of another; points to start with; and points
   * taken off for each unit of a figure or each finding of the verdict. Figures of classes are added up over the period.
   */
  readonly evaluation: {
    readonly minimums?: EvaluationPoints;
    readonly start?: EvaluationPoints;
    readonly shares: readonly EvaluationShare[];
    readonly deductions: readonly EvaluationDeduction[];
  };
  /** 免于追究责任: under which conditions nobody is blamed for what a draw did not select. */
  readonly liability: { readonly conditions: readonly string[] };
  /** What is read before a visit; what follows a finding; who organises; which systems are linked; how penalties become public. */
  readonly study: { readonly list: readonly string[] };
  readonly followUp: { readonly list: readonly string[] };
  readonly organisation: { readonly list: readonly string[] };
  /** What inspectors keep to on the spot, acknowledged before a visit. */
  readonly discipline: { readonly list: readonly string[] };
  readonly systems: { readonly list: readonly string[] };
  readonly penalties: { readonly list: readonly string[] };
  /** Departments with which joint inspections are held. */
  readonly partners: { readonly list: readonly string[] };
  readonly tags: { readonly objects: readonly string[]; readonly inspectors: readonly string[] };
  readonly channels: { readonly list: readonly string[] };
  readonly standards: { readonly list: readonly string[] };
  readonly directory: {
    readonly required: readonly Named[];
    readonly reviewEvery: PeriodUnit;
  };
}

export type GuardNeed = 'legalBasis' | 'itemOnList' | 'inPlan';

export type Topic = keyof RuleValues;
