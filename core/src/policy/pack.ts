import { assert } from '../basics/assert.ts';
import type { CalendarDate, PeriodUnit } from '../basics/dates.ts';
import type { Ratio } from '../basics/ratios.ts';
import type { Condition } from './conditions.ts';
import type { ClassId, InspectorFacts, Level, TaskType } from './facts.ts';
import type { FindingCode } from './findings.ts';
import type { Settings, SwitchKey } from './switches.ts';

/**
 * A policy pack: one version of one jurisdiction's scheme as data, every value with the clause it comes from.
 * How a pack is written is told in `docs/policy-packs.md`; {@link parsePack} in `parse-pack.ts` reads one.
 */

/** Where a value comes from. `quote` is verbatim from the scheme; empty where the scheme is silent (then `note` says why). */
export interface Clause {
  readonly section: string;
  readonly quote: string;
  readonly note?: string;
}

/** hard = must · principle = 原则上, a recorded and approved reason justifies · soft = warns · info = only shown. */
export type Strictness = 'hard' | 'principle' | 'soft' | 'info';

/** Stated by the scheme, or derived by us where it is silent. */
export type Origin = 'scheme' | 'derived';

/** A rule or condition that holds only under one reading of the scheme. */
export interface OnlyIf {
  readonly switch: SwitchKey;
  readonly is: string | boolean;
}

export interface LevelDefinition {
  readonly id: Level;
  readonly name: string;
  /** Classes this level may draw. */
  readonly classes: readonly ClassId[];
  readonly clause: Clause;
}

/**
 * exclusive = one of the classes an object has exactly one of · beside = a flag that may stand beside another
 * class and is itself the class where nothing else matches · overlay = never the class, always beside it.
 */
export type Standing = 'exclusive' | 'beside' | 'overlay';

export interface ClassDefinition {
  readonly id: ClassId;
  readonly name: string;
  readonly aliases: readonly string[];
  readonly standing: Standing;
  /** Not a member where the object is a member of any of these: `B1` excludes the A rows. */
  readonly unless: readonly ClassId[];
  /** Any one of them makes the object a member. */
  readonly conditions: readonly ClassCondition[];
  /** Membership by an event lasts one quarter; it lasts another where a visit in it found a violation. */
  readonly staysOnViolation?: { readonly fact: string; readonly clause: Clause };
  readonly origin: Origin;
  readonly clause: Clause;
}

/** A condition on the object's own fields, or on one of its dated events. */
export type ClassCondition = FieldCondition | EventCondition;

interface ConditionBase {
  readonly id: string;
  /** What the condition says, in Chinese, for the reason shown to people. */
  readonly fact: string;
  /** CEL. */
  readonly when: Condition;
  readonly clause: Clause;
  readonly origin: Origin;
  readonly onlyIf?: OnlyIf;
}

export interface FieldCondition extends ConditionBase {
  readonly kind: 'fields';
}

export interface EventCondition extends ConditionBase {
  readonly kind: 'event';
  /** Which events count for a quarter: those of the quarter before, of the calendar year before, or any before. */
  readonly within: 'previousQuarter' | 'previousYear' | 'ever';
}

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
  | { readonly kind: 'monthly'; readonly offsetMonths: number; readonly channel: string };

export interface QuarterlyReport {
  readonly name: string;
  readonly workingDays: number;
  readonly edge: 'before' | 'after';
  readonly receivers: readonly string[];
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
    readonly offSite?: boolean;
    readonly finding?: FindingCode;
  };
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
  readonly participation: { readonly min: Ratio };
  readonly publicationRate: { readonly min: Ratio };
  readonly target: { readonly min: Ratio };
  readonly floor: { readonly coverageYears: number };
  readonly noRatio: Record<never, never>;
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
  readonly planPublication: { readonly workingDays: number; readonly channel: string };
  readonly planFields: { readonly fields: readonly PlanField[] };
  readonly planTable: { readonly columns: readonly string[] };
  readonly publication: PublicationValue;
  /** Made after every round. */
  readonly statisticsTable: { readonly name: string; readonly by: string; readonly receivers: readonly string[] };
  /** Due within so many working days before or after the end of a quarter. */
  readonly quarterlySummary: QuarterlyReport;
  readonly quarterlyStatistics: QuarterlyReport;
  readonly archive: { readonly years: number; readonly custodian: string };
  readonly documents: { readonly cases: readonly DocumentCase[] };
  readonly wordings: { readonly list: readonly Wording[]; readonly mayAdd: boolean };
  readonly secrecy: { readonly mode: 'mandatory' | 'optional'; readonly grounds: readonly string[] };
  readonly grounds: { readonly list: readonly Named[] };
  readonly matters: { readonly list: readonly string[] };
  readonly items: { readonly list: string; readonly kinds: readonly ItemKind[]; readonly expandAll: boolean };
  readonly jointItems: { readonly list: readonly JointItem[] };
  readonly group: { readonly min: number; readonly maxWithoutReason?: number; readonly seats: readonly Seat[] };
  readonly draw: {
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
  /** Roles that must be different people in one draw. */
  readonly separation: { readonly roles: readonly string[] };
  readonly witness: { readonly required: boolean; readonly role: string };
  readonly substitution: { readonly approver: string; readonly reasons: readonly string[] };
  readonly approvals: { readonly plan: string; readonly voidDraw: string; readonly override: string };
  readonly guard: { readonly needs: readonly GuardNeed[]; readonly merge: 'refuse' | 'warn' };
  readonly methods: {
    readonly list: readonly Named[];
    /** Methods that need somebody's approval. */
    readonly approval: readonly string[];
    /** Objects to be inspected off site first; `triggers` are the grounds for going there all the same. */
    readonly offSiteFirst?: Condition;
    readonly triggers: readonly Named[];
  };
  /** Classes on which a draw may be held outside the plan at any time. */
  readonly adHoc: { readonly classes: readonly ClassId[] };
  /** Whom the inspector directory admits. */
  readonly admission: { readonly staffKinds: readonly InspectorFacts['staffKind'][] };
  /** Task types whose partners must have confirmed before anybody is sent. */
  readonly consultation: { readonly before: readonly TaskType[] };
  readonly tags: { readonly objects: readonly string[]; readonly inspectors: readonly string[] };
  readonly channels: { readonly list: readonly string[] };
  readonly standards: { readonly list: readonly string[] };
  readonly directory: { readonly required: readonly Named[]; readonly reviewEvery: PeriodUnit };
}

export type GuardNeed = 'legalBasis' | 'itemOnList' | 'inPlan';

export type Topic = keyof RuleValues;

/** One rule. Its id is `<pack>/<topic>/<class>/<level>`, `all` where it holds for every class or level. */
export interface Rule<T extends Topic = Topic> {
  readonly id: string;
  readonly topic: T;
  readonly class: ClassId | 'all';
  readonly level: Level | 'all';
  readonly value: RuleValues[T];
  readonly strictness: Strictness;
  readonly origin: Origin;
  readonly clause: Clause;
  readonly onlyIf?: OnlyIf;
}

export type AnyRule = { [T in Topic]: Rule<T> }[Topic];

export interface SwitchSetting {
  readonly key: SwitchKey;
  readonly default: string | boolean;
  /** What this version of the pack uses, where it is not the default. */
  readonly value?: string | boolean;
  readonly options: readonly (string | boolean)[];
}

/** A place of the scheme that can be read in more than one way, and the reading used. */
export interface Ambiguity {
  readonly id: string;
  readonly problem: string;
  readonly reading: string;
  readonly clause: Clause;
  readonly switches: readonly SwitchSetting[];
  /** Ids of the rules whose value is the reading, where it is a value and not a switch. */
  readonly rules: readonly string[];
}

export interface PackSource {
  readonly title: string;
  readonly number?: string;
  readonly issued?: CalendarDate;
  readonly kind: 'scheme' | 'explanation';
  readonly note?: string;
}

export interface Pack {
  readonly format: 'sunlot-pack/1';
  readonly id: string;
  /** 1, 2, …: a changed rule or switch makes a new version. */
  readonly version: number;
  readonly name: string;
  readonly effectiveFrom: CalendarDate;
  readonly effectiveTo?: CalendarDate;
  readonly source: PackSource;
  readonly levels: readonly LevelDefinition[];
  readonly classes: readonly ClassDefinition[];
  readonly rules: readonly AnyRule[];
  readonly ambiguities: readonly Ambiguity[];
  /** Every switch with the value this version uses. */
  readonly settings: Settings;
}

/** Whom a rule is asked for; left out = a rule that holds for all. */
export interface RuleScope {
  readonly class?: ClassId;
  readonly level?: Level;
}

/** The rule of a topic for a class and level: the most particular one in force under the pack's switches. */
export function findRule<T extends Topic>(pack: Pack, topic: T, scope: RuleScope = {}): Rule<T> | undefined {
  return rulesOf(pack, topic)
    .filter((rule) => holdsFor(rule, scope))
    .sort((a, b) => particularity(b) - particularity(a))[0];
}

/** A rule that {@link parsePack} makes sure every pack has. */
export function theRule<T extends Topic>(pack: Pack, topic: T, scope: RuleScope = {}): Rule<T> {
  const rule = findRule(pack, topic, scope);
  assert(rule, `rule ${pack.id}/${topic}`);
  return rule;
}

/** Does a rule speak of this class and level? */
export function holdsFor(rule: Pick<Rule, 'class' | 'level'>, scope: RuleScope): boolean {
  return (rule.class === 'all' || rule.class === scope.class) && (rule.level === 'all' || rule.level === scope.level);
}

/** Every rule of a topic in force, in the order of the pack. */
export function rulesOf<T extends Topic>(pack: Pack, topic: T): readonly Rule<T>[] {
  const known = IN_FORCE.get(pack) ?? new Map<Topic, readonly AnyRule[]>();
  IN_FORCE.set(pack, known);
  const found = known.get(topic) ?? pack.rules.filter((rule) => rule.topic === topic && applies(pack.settings, rule));
  known.set(topic, found);
  return found as readonly (AnyRule & Rule<T>)[];
}

/** Remembers what {@link rulesOf} answered: a pack never changes, and some rules are asked for once per object. */
const IN_FORCE = new WeakMap<Pack, Map<Topic, readonly AnyRule[]>>();

function particularity(rule: Rule): number {
  return (rule.class === 'all' ? 0 : 2) + (rule.level === 'all' ? 0 : 1);
}

/** Does something that holds only under one reading hold under these settings? */
export function applies(settings: Settings, { onlyIf }: { readonly onlyIf?: OnlyIf }): boolean {
  return onlyIf === undefined || settings[onlyIf.switch] === onlyIf.is;
}

/** The version in force on a day: the last one that has begun and not ended. */
export function packInForce(versions: readonly Pack[], date: CalendarDate): Pack | undefined {
  return versions
    .filter((pack) => pack.effectiveFrom <= date && (pack.effectiveTo === undefined || date <= pack.effectiveTo))
    .sort((a, b) =>
      a.effectiveFrom === b.effectiveFrom ? b.version - a.version : a.effectiveFrom < b.effectiveFrom ? 1 : -1,
    )[0];
}
