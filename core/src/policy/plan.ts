import { type CalendarDate, type Period, periodDays, periodsOfYear } from '../basics/dates.ts';
import { atLeast, type Ratio } from '../basics/ratios.ts';
import { type ClassSoFar, classSoFar } from './class-so-far.ts';
import type { ClassId, Level } from './facts.ts';
import { evenPace } from './horizon.ts';
import { jointTasksRule } from './judging-pack.ts';
import type { Ledger } from './ledger.ts';
import { type OwnRatio, withOwnRatios } from './own-ratios.ts';
import { type ClassCondition, type Clause, findRule, type Pack, type Rule, rulesOf, theRule } from './pack.ts';
import { type PlanNumbers, type RatioAsk, ratioNumbers } from './plan-numbers.ts';
import { redrawMinimum } from './redraw.ts';
import {
  type Duty,
  dutyOf,
  enforcesFloor,
  headcountQuota,
  type Source,
  sourceOf,
  windowYearsLeft,
} from './requirements.ts';
import type { PlanField, Topic } from './rule-topics.ts';
import { isOffSite } from './served.ts';
import { type FrozenList, tallyClasses, yearMeasure } from './tally-classes.ts';
import { unitsToCome } from './visit-units.ts';
import { versionOfYear } from './yearly-rules.ts';

/** The annual plan: what the law asks for as entries, and the fields every entry must fill. */

export interface PlanAsk {
  readonly agency: { readonly code: string; readonly name: string; readonly level: Level };
  readonly year: number;
  /** Active objects by class (a class left out is not planned); a list where the membership is known to differ from period to period. */
  readonly bases: Readonly<Record<ClassId, number | readonly number[]>>;
  /** Certified officers on staff and on duty, where a quota goes by them. */
  readonly staff?: { readonly officers: number };
  /** Objects already covered in a window of years, by class. */
  readonly covered?: Readonly<Record<ClassId, number>>;
  /** Ratios the agency chose itself; those in force on the first day of the year are planned by, or on the day given. */
  readonly ownRatios?: readonly OwnRatio[];
  readonly ratiosOn?: CalendarDate;
  /** Of a year that has begun: its visits, with what is only drawn, and the lists frozen in it. Bases are then counted from it. */
  readonly soFar?: { readonly ledger: Ledger; readonly frozen: readonly FrozenList[] };
}

export interface PlanEntry extends PlanNumbers {
  /** Stable: period and class, `2026q4.key`, `2026.construction`. */
  readonly id: string;
  readonly rule: string;
  readonly class: ClassId;
  readonly level: Level;
  /** Inspected without going there and not drawn: stays out of the totals. */
  readonly offSite?: true;
  readonly clause: Clause;
  /** The pack's plan fields with their proposed texts, by field id. */
  readonly fields: Readonly<Record<string, string>>;
}

/** A quota over all entries: joint visits, visits by credit grade, repeated draws, interdepartmental tasks. */
export interface PlanQuota extends Source {
  readonly topic: Topic;
  readonly class: ClassId | 'all';
  readonly level: Level;
  readonly period: Period;
  /** What it is a share of; absent where it is a number of tasks. */
  readonly base?: number;
  readonly required: number;
}

export interface PlanProposal {
  readonly agency: string;
  readonly pack: string;
  readonly packVersion: number;
  readonly year: number;
  readonly entries: readonly PlanEntry[];
  readonly totalDraws: number;
  /** Visits to be drawn; off-site rounds are counted beside. */
  readonly totalVisits: number;
  readonly offSiteChecks: number;
  readonly quotas: readonly PlanQuota[];
}

/** One draw for every class of the agency's level and every period its rule names. */
export function proposePlan(given: Pack, ask: PlanAsk): PlanProposal {
  const pack = withOwnRatios(given, ask.ownRatios ?? [], ask.ratiosOn ?? `${ask.year}-01-01`);
  const level = pack.levels.find(({ id }) => id === ask.agency.level);
  const standing = standingOf(pack, ask);
  const entries = (level?.classes ?? []).flatMap((cls) => classEntries(pack, ask, { cls, soFar: standing.get(cls) }));
  const drawn = entries.filter(({ offSite }) => !offSite);
  const totalVisits = visitsOf(drawn);
  return {
    agency: ask.agency.code,
    pack: pack.id,
    packVersion: pack.version,
    year: ask.year,
    entries,
    totalDraws: drawn.length,
    totalVisits,
    offSiteChecks: visitsOf(entries) - totalVisits,
    quotas: planQuotas(pack, { level: ask.agency.level, year: ask.year }, entries),
  };
}

/** How far each class is; of none where the year has not begun. */
function standingOf(pack: Pack, { soFar }: PlanAsk): ReadonlyMap<ClassId, ClassSoFar> {
  if (soFar === undefined) return new Map();
  const { ledger, frozen } = soFar;
  const { year, asOf } = ledger;
  const input = { year, asOf, frozen };
  return new Map(
    tallyClasses(pack, ledger, input).map((tally) => {
      const measureOf = (period: Period) => yearMeasure(pack, ledger, { ...input, class: tally.class, period });
      return [tally.class, classSoFar(pack, ledger, { tally, measureOf })];
    }),
  );
}

function visitsOf(entries: readonly Pick<PlanEntry, 'n'>[]): number {
  return entries.reduce((sum, { n }) => sum + n, 0);
}

interface ClassAsk {
  readonly cls: ClassId;
  readonly soFar: ClassSoFar | undefined;
}

function classEntries(pack: Pack, ask: PlanAsk, { cls, soFar }: ClassAsk): readonly PlanEntry[] {
  const scope = { class: cls, level: ask.agency.level };
  const duty = dutyOf(pack, scope);
  const given = soFar?.base ?? ask.bases[cls];
  if (duty === undefined || given === undefined) return [];
  const { rule } = duty;
  return dutyNumbers(pack, duty, { ...ask, ...scope, base: steadyBase(given), standing: soFar })
    .filter(({ base }) => base > 0 || movesQuarterly(pack, cls))
    .map(({ round, ...entry }) => ({
      id: `${entry.period}.${cls}${round === undefined ? '' : `.${round}`}`.toLowerCase(),
      rule: rule.id,
      ...scope,
      ...entry,
      ...(isOffSite(pack, scope) ? { offSite: true as const } : {}),
      clause: rule.clause,
      fields: fieldTexts(pack, ask, { ...entry, class: cls, rule }),
    }));
}

/** `round` tells apart the draws of one period where a rule asks for several of the same objects. */
type RoundNumbers = PlanNumbers & { readonly round?: number };

function dutyNumbers(pack: Pack, duty: Duty, ask: PlanAsk & RatioAsk): readonly RoundNumbers[] {
  switch (duty.kind) {
    case 'ratio': {
      const numbers = ratioNumbers(pack, ask);
      const { times = 1 } = duty.rule.value;
      if (times === 1) return numbers;
      return numbers.flatMap((one) => Array.from({ length: times }, (_, i) => ({ ...one, round: i + 1 })));
    }
    case 'pooled':
      return ratioNumbers(pack, ask).map((one) => ({ ...one, required: 0 }));
    case 'headcount': {
      const base = lastOf(ask.base);
      const required = headcountQuota(duty.rule, ask.staff?.officers ?? 0, base);
      return [yearNumbers(ask, { base, required, n: required })];
    }
    case 'window': {
      const base = lastOf(ask.base);
      const uncovered = Math.max(0, base - (ask.covered?.[ask.class] ?? 0));
      const left = windowYearsLeft(pack, duty.rule, `${ask.year}-01-01`);
      const n = atLeast(uncovered, { p: 1, q: left });
      return [yearNumbers(ask, { base, required: left === 1 ? uncovered : 0, n })];
    }
    case 'floor': {
      const base = lastOf(ask.base);
      const n = ask.standing?.wanted ?? base;
      return [yearNumbers(ask, { base, required: enforcesFloor(pack) ? n : 0, n })];
    }
    case 'free':
      return [];
  }
}

function yearNumbers(
  { year }: PlanAsk,
  { base, required, n }: { readonly base: number; readonly required: number; readonly n: number },
): PlanNumbers {
  return { period: String(year), base, required, recommended: n, n, pace: evenPace(n, 4) };
}

function lastOf(base: number | readonly number[]): number {
  return typeof base === 'number' ? base : base.at(-1)!;
}

interface Planned extends Pick<PlanEntry, 'class' | 'base' | 'n'> {
  readonly offSite?: boolean | undefined;
  /** How many departments go to each of its objects (AMB-50), where that is known. */
  readonly departments?: number;
}

/** What the law asks of the year's draws together, of each period by its version. */
export function planQuotas(
  pack: Pack,
  { level, year, versions }: { readonly level: Level; readonly year: number; readonly versions?: readonly Pack[] },
  entries: readonly Planned[],
): readonly PlanQuota[] {
  const period = String(year);
  const included = pack.settings['joint.denominatorIncludesOffsiteFullCoverage'];
  const base = entries
    .filter(({ offSite = false }) => included || !offSite)
    .reduce((sum, entry) => sum + entry.n * unitsToCome(pack, entry), 0);
  const shares = (['internalJointShare', 'creditShare'] as const).flatMap((topic) => {
    const rule = findRule(pack, topic, { level });
    return rule ? [{ ...quotaOf(rule, level), period, base, required: atLeast(base, rule.value.min) }] : [];
  });
  const redraws = rulesOf(pack, 'redraw')
    .filter((rule) => rule.level === level)
    .map((rule) => {
      const own = entries.filter(({ class: cls }) => cls === rule.class);
      const of = { base: own.at(-1)?.base ?? 0, drawn: visitsOf(own) };
      return {
        ...quotaOf(rule, level),
        period,
        ...of,
        required: redrawMinimum(pack, { class: rule.class, level }, of),
      };
    });
  const ofYear = versionOfYear(pack, versions, year);
  const joint = findRule(ofYear, 'interdepartmental', { level });
  const tasks = (joint ? periodsOfYear(year, joint.value.every) : []).flatMap((one) => {
    const rule = jointTasksRule(ofYear, versions, { level, period: one });
    return rule ? [{ ...quotaOf(rule, level), period: one, required: rule.value.min }] : [];
  });
  return [...redraws.map(({ drawn: _, ...quota }) => quota), ...shares, ...tasks];
}

function quotaOf(rule: Rule, level: Level): Pick<PlanQuota, 'rule' | 'topic' | 'class' | 'level' | 'clause'> {
  return { ...sourceOf(rule), topic: rule.topic, class: rule.class, level };
}

/** A class that lives from quarter to quarter keeps its draws in the plan also while it is empty: no plan, no inspection. */
function movesQuarterly(pack: Pack, cls: ClassId): boolean {
  const isEvent = (condition: ClassCondition) => condition.kind === 'event' && condition.within === 'previousQuarter';
  return pack.classes.some(({ id, conditions }) => id === cls && conditions.some(isEvent));
}

/** One number where the membership stays the same all year. */
function steadyBase(given: number | readonly number[]): number | readonly number[] {
  if (typeof given === 'number') return given;
  return new Set(given).size === 1 ? given[0]! : given;
}

interface FieldContext extends Pick<PlanNumbers, 'period' | 'base' | 'required' | 'n'> {
  readonly class: ClassId;
  readonly rule: Rule;
}

type FieldAsk = Pick<PlanAsk, 'year'> & { readonly agency: Pick<PlanAsk['agency'], 'name'> };

/**
 * Fields of an entry whose numbers have changed: a text that is still the scheme's own, with the numbers of before, has those of now (不低于25%，10
 * 家次). What an office wrote itself stays. Only what changes.
 */
export function renewedFields(
  pack: Pack,
  { fields, ...ask }: FieldAsk & { readonly fields: Readonly<Record<string, string>> },
  { before, after }: { readonly before: FieldContext; readonly after: FieldContext },
): Readonly<Record<string, string>> {
  const [old, now] = [fieldTexts(pack, ask, before), fieldTexts(pack, ask, after)];
  return Object.fromEntries(Object.entries(now).filter(([id, text]) => fields[id] === old[id] && text !== old[id]));
}

function fieldTexts(pack: Pack, ask: FieldAsk, context: FieldContext): Readonly<Record<string, string>> {
  const values: Readonly<Record<string, string>> = placeholders(pack, ask, context);
  const entries = theRule(pack, 'planFields').value.fields.map((field) => {
    const template = field.byClass[context.class] ?? field.default ?? '';
    return [field.id, template.replace(/\{(\w+)\}/g, (whole, name: string) => values[name] ?? whole)] as const;
  });
  return Object.fromEntries(entries);
}

/** What a default text of a plan field may name in braces. */
export const PLACEHOLDERS = [
  'year',
  'periodName',
  'className',
  'agencyName',
  'base',
  'n',
  'required',
  'ratio',
  'from',
  'to',
  'section',
  'sourceTitle',
  'sourceNumber',
] as const;

type Placeholder = (typeof PLACEHOLDERS)[number];

function placeholders(pack: Pack, { agency, year }: FieldAsk, entry: FieldContext): Record<Placeholder, string> {
  const { from, to } = periodDays(entry.period);
  return {
    year: String(year),
    periodName: periodName(entry.period),
    className: className(pack, entry.class),
    agencyName: agency.name,
    base: String(entry.base),
    n: String(entry.n),
    required: String(entry.required),
    ratio: entry.rule.topic === 'ratio' ? ratioText((entry.rule as Rule<'ratio'>).value.min) : '规定数量',
    from,
    to,
    section: entry.rule.clause.section,
    sourceTitle: `《${pack.source.title}》`,
    sourceNumber: pack.source.number ?? '',
  };
}

export function className(pack: Pack, cls: ClassId): string {
  return pack.classes.find(({ id }) => id === cls)?.name ?? cls;
}

const HALVES = ['上半年', '下半年'];
const QUARTERS = ['第一季度', '第二季度', '第三季度', '第四季度'];

/** `2026Q4` → 2026年第四季度. */
export function periodName(period: Period): string {
  const year = `${period.slice(0, 4)}年`;
  const place = Number(period.slice(5));
  if (period[4] === 'H') return `${year}${HALVES[place - 1]}`;
  if (period[4] === 'Q') return `${year}${QUARTERS[place - 1]}`;
  return place === 0 ? year : `${year}${place}月`;
}

/** 25/100 → 25%; 25/1000 → 2.5%; any other denominator stands as it was written: 1/3. Exact. */
export function ratioText({ p, q }: Ratio): string {
  if (!/^100+$/.test(String(q))) return `${p}/${q}`;
  const decimals = String(q).length - 3;
  const digits = String(p).padStart(decimals + 1, '0');
  const whole = digits.slice(0, digits.length - decimals);
  const fraction = digits.slice(digits.length - decimals).replace(/0+$/, '');
  return fraction === '' ? `${whole}%` : `${whole}.${fraction}%`;
}

/** Fields of an entry that are still empty, in the order of the scheme; none missing = it may be submitted. */
export function missingPlanFields(
  pack: Pack,
  fields: Readonly<Record<string, string | undefined>>,
): readonly PlanField[] {
  return theRule(pack, 'planFields').value.fields.filter(({ id }) => (fields[id] ?? '').trim() === '');
}
