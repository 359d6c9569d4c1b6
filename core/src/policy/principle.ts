import { type Period, type PeriodUnit, periodsOfYear } from '../basics/dates.ts';
import type { RuleJustification } from './evaluate.ts';
import type { Finding } from './findings.ts';
import { type AnyRule, type Pack, rulesOf } from './pack.ts';

/** 原则上: rules that may be left for a reason which is recorded and approved. */

/** Worded 原则上, or 侧重; a switch may read the strictness of a rule otherwise than its text. */
export function isPrinciple(pack: Pack, rule: AnyRule): boolean {
  const read =
    rule.topic === 'cap'
      ? pack.settings['cap.strictness']
      : rule.topic === 'redraw'
        ? pack.settings['redraw.strictness']
        : 'byRule';
  const strictness = read === 'byRule' ? rule.strictness : read;
  return strictness === 'principle' || (rule.topic === 'redraw' && strictness === 'soft');
}

/**
 * The periods of a year that a rule is judged by, and so those that a reason can speak of: the year, and the rule's own ones.
 * What full coverage lacks is owed by the last period of the ratio beside it; methods are judged with every quarter.
 */
export function periodsJudged(pack: Pack, rule: AnyRule, year: number): readonly Period[] {
  const of = (unit: PeriodUnit) => periodsOfYear(year, unit);
  return [...new Set([...of('year'), ...partsJudged(pack, rule, of)])];
}

function partsJudged(pack: Pack, rule: AnyRule, of: (unit: PeriodUnit) => readonly Period[]): readonly Period[] {
  switch (rule.topic) {
    case 'ratio':
    case 'interdepartmental':
      return of(rule.value.every);
    case 'coverage':
      return rulesOf(pack, 'ratio')
        .filter((ratio) => ratio.class === rule.class && ratio.level === rule.level)
        .map((ratio) => of(ratio.value.every).at(-1)!);
    case 'methods':
      return of('quarter');
    default:
      return [];
  }
}

/** The approved reason for leaving a rule in a period; one for the whole year has no period. */
export function reasonGiven(
  justifications: readonly RuleJustification[],
  { rule, period }: { readonly rule: string; readonly period: Period },
): RuleJustification | undefined {
  return justifications.find((one) => one.rule === rule && (one.period === undefined || one.period === period));
}

/** A finding of the whole year as an approved reason leaves it; one that has a reason of its own keeps it. */
export function excused(
  pack: Pack,
  finding: Finding,
  {
    justifications = [],
    period,
  }: { readonly justifications?: readonly RuleJustification[] | undefined; readonly period: Period },
): Finding {
  const rule = pack.rules.find(({ id }) => id === finding.rule);
  const given = reasonGiven(justifications, { rule: finding.rule, period });
  if (!rule || !given || finding.justification || !isPrinciple(pack, rule)) return finding;
  const { reason, approvedBy } = given;
  return { ...finding, severity: 'justified', justification: { reason, approvedBy } };
}
