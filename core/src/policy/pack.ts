import { assert } from '../basics/assert.ts';
import { type CalendarDate, type Period, periodDays } from '../basics/dates.ts';
import type { Condition } from './conditions.ts';
import type { ClassId, Level } from './facts.ts';
import type { RuleValues, Topic } from './rule-topics.ts';
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

/** A rule or condition that holds only under one reading of the scheme; of several, all must be the readings used. */
export interface OnlyIf {
  readonly switch: SwitchKey;
  readonly is: SwitchValue;
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
  /** The table this class is a row of: how rows of one table stand to each other is the switch `tier.multiMembership`. */
  readonly table?: string;
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
  readonly onlyIf?: readonly OnlyIf[];
}

export interface FieldCondition extends ConditionBase {
  readonly kind: 'fields';
}

export interface EventCondition extends ConditionBase {
  readonly kind: 'event';
  /** Which events count for a quarter: those of the quarter before, of the calendar year before, or any before. */
  readonly within: 'previousQuarter' | 'previousYear' | 'ever';
}

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
  readonly onlyIf?: readonly OnlyIf[];
}

export type AnyRule = { [T in Topic]: Rule<T> }[Topic];

export type SwitchValue = string | boolean | number;

export interface SwitchSetting {
  readonly key: SwitchKey;
  readonly default: SwitchValue;
  /** What this version of the pack uses, where it is not the default. */
  readonly value?: SwitchValue;
  readonly options: readonly SwitchValue[];
}

/** A number or a list that the scheme leaves open, under a name by which an office sets it: the field `at` in the value of `rule`. */
export interface ValueSetting {
  readonly key: string;
  readonly rule: string;
  readonly at: string;
}

/** A place of the scheme that can be read in more than one way, and the reading used. */
export interface Ambiguity {
  readonly id: string;
  readonly problem: string;
  readonly reading: string;
  readonly clause: Clause;
  readonly switches: readonly SwitchSetting[];
  readonly values: readonly ValueSetting[];
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
export function applies(settings: Settings, { onlyIf = [] }: { readonly onlyIf?: readonly OnlyIf[] }): boolean {
  return onlyIf.every((reading) => settings[reading.switch] === reading.is);
}

/** Was any version in force on a day of a period? Where no versions are told, the pack at hand is. */
export function isUnderScheme(versions: readonly Pack[] | undefined, period: Period): boolean {
  const { from, to } = periodDays(period);
  return (
    versions === undefined ||
    versions.length === 0 ||
    versions.some((one) => one.effectiveFrom <= to && (one.effectiveTo === undefined || from <= one.effectiveTo))
  );
}

/** The version in force on a day: the last one that has begun and not ended. */
export function packInForce(versions: readonly Pack[], date: CalendarDate): Pack | undefined {
  return versions
    .filter((pack) => pack.effectiveFrom <= date && (pack.effectiveTo === undefined || date <= pack.effectiveTo))
    .sort((a, b) =>
      a.effectiveFrom === b.effectiveFrom ? b.version - a.version : a.effectiveFrom < b.effectiveFrom ? 1 : -1,
    )[0];
}

/** The version that judges a period: the one in force on its first day, or the pack at hand where none was. */
export function packOf(pack: Pack, versions: readonly Pack[] | undefined, period: Period): Pack {
  return packInForce(versions ?? [], periodDays(period).from) ?? pack;
}

/** Every version of a scheme that an agency has adopted. */
export type Versions = readonly [Pack, ...Pack[]];

/** The version that speaks of a day: the one in force, or the first where none is. */
export function versionOn(versions: Versions, date: CalendarDate): Pack {
  return packInForce(versions, date) ?? versions[0];
}
