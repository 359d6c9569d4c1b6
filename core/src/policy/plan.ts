import { type Period, periodDays } from '../basics/dates.ts';
import type { Ratio } from '../basics/ratios.ts';
import type { ClassId, Level } from './facts.ts';
import { minimumSequence, quota } from './minimum-sequence.ts';
import { type ClassCondition, type Clause, type Pack, type Rule, theRule } from './pack.ts';
import { classRules, headcountQuota } from './requirements.ts';
import type { PlanField } from './rule-topics.ts';

/** The annual plan: what the law asks for as entries, and the fields every entry must fill. */

export interface PlanAsk {
  readonly agency: { readonly code: string; readonly name: string; readonly level: Level };
  readonly year: number;
  /** Active objects by class (a class left out is not planned); a list where the membership is known to differ from period to period. */
  readonly bases: Readonly<Record<ClassId, number | readonly number[]>>;
  /** Certified officers on staff and on duty, where a quota goes by them. */
  readonly staff?: { readonly officers: number };
}

export interface PlanEntry {
  /** Stable: period and class, `2026q4.key`, `2026.construction`. */
  readonly id: string;
  readonly rule: string;
  readonly class: ClassId;
  readonly level: Level;
  readonly period: Period;
  readonly base: number;
  readonly required: number;
  readonly recommended: number;
  readonly n: number;
  readonly clause: Clause;
  /** The pack's plan fields with their proposed texts, by field id. */
  readonly fields: Readonly<Record<string, string>>;
}

export interface PlanProposal {
  readonly agency: string;
  readonly pack: string;
  readonly packVersion: number;
  readonly year: number;
  readonly entries: readonly PlanEntry[];
  readonly totalDraws: number;
  readonly totalVisits: number;
}

/** One draw for every class of the agency's level and every period its rule names. */
export function proposePlan(pack: Pack, ask: PlanAsk): PlanProposal {
  const level = pack.levels.find(({ id }) => id === ask.agency.level);
  const entries = (level?.classes ?? []).flatMap((cls) => classEntries(pack, ask, cls));
  return {
    agency: ask.agency.code,
    pack: pack.id,
    packVersion: pack.version,
    year: ask.year,
    entries,
    totalDraws: entries.length,
    totalVisits: entries.reduce((sum, { n }) => sum + n, 0),
  };
}

type Numbers = Pick<PlanEntry, 'period' | 'base' | 'required' | 'recommended' | 'n'>;

function classEntries(pack: Pack, ask: PlanAsk, cls: ClassId): readonly PlanEntry[] {
  const scope = { class: cls, level: ask.agency.level };
  const { ratio, headcount } = classRules(pack, scope);
  const rule = ratio ?? headcount;
  const given = ask.bases[cls];
  if (rule === undefined || given === undefined) return [];
  const base = steadyBase(given);
  const numbers = ratio ? ratioNumbers(pack, { ...ask, ...scope, base }) : [headcountNumbers(headcount!, ask, base)];
  return numbers
    .filter(({ base }) => base > 0 || movesQuarterly(pack, cls))
    .map((entry) => ({
      id: `${entry.period}.${cls}`.toLowerCase(),
      rule: rule.id,
      ...scope,
      ...entry,
      clause: rule.clause,
      fields: fieldTexts(pack, ask, { ...entry, class: cls, rule }),
    }));
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

interface RatioAsk extends PlanAsk {
  readonly class: ClassId;
  readonly level: Level;
  readonly base: number | readonly number[];
}

function ratioNumbers(pack: Pack, { class: cls, level, year, base }: RatioAsk): readonly Numbers[] {
  const scope = { class: cls, level, year };
  if (typeof base !== 'number') {
    return quota(pack, { ...scope, bases: base }).map(({ period, base: n, required }) => ({
      period,
      base: n,
      required,
      recommended: required,
      n: required,
    }));
  }
  return minimumSequence(pack, { ...scope, n: base, aim: 'recommended' })!.periods.map(
    ({ period, base: n, required, recommended, drawn }) => ({ period, base: n, required, recommended, n: drawn }),
  );
}

function headcountNumbers(rule: Rule<'headcount'>, ask: PlanAsk, given: number | readonly number[]): Numbers {
  const base = typeof given === 'number' ? given : given.at(-1)!;
  const required = headcountQuota(rule, ask.staff?.officers ?? 0, base);
  return { period: String(ask.year), base, required, recommended: required, n: required };
}

interface FieldContext extends Numbers {
  readonly class: ClassId;
  readonly rule: Rule;
}

function fieldTexts(pack: Pack, ask: PlanAsk, context: FieldContext): Readonly<Record<string, string>> {
  const values = placeholders(pack, ask, context);
  const entries = theRule(pack, 'planFields').value.fields.map((field) => {
    const template = field.byClass[context.class] ?? field.default ?? '';
    return [field.id, template.replace(/\{(\w+)\}/g, (whole, name: string) => values[name] ?? whole)] as const;
  });
  return Object.fromEntries(entries);
}

/** What a default text of a plan field may name in braces. */
function placeholders(pack: Pack, { agency, year }: PlanAsk, entry: FieldContext): Readonly<Record<string, string>> {
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

/** 25/100 → 25%; 25/1000 → 2.5%. Exact: the denominators of packs are 100, 1,000 and 10,000. */
export function ratioText({ p, q }: Ratio): string {
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
