import type { Period } from '../basics/dates.ts';
import { atMost } from '../basics/ratios.ts';
import type { ClassTally, EvaluationInput, PeriodTally } from './evaluate.ts';
import type { FindingDetails } from './findings.ts';
import { type Judgement, judgeAtLeast, judgeAtMost, type MeasureAsk, shown } from './measures.ts';
import { ratioFinding } from './minimum-sequence.ts';
import { findRule, type Pack, type Rule } from './pack.ts';
import { reasonGiven } from './principle.ts';
import { isPooled, placeInYear, requirement } from './requirements.ts';

/** One period of a class against its ratio. */

export interface PeriodAsk {
  readonly tally: ClassTally;
  readonly one: PeriodTally;
  readonly open: boolean;
}

export function periodJudgements(
  pack: Pack,
  input: EvaluationInput,
  { tally, one, open }: PeriodAsk,
): readonly Judgement[] {
  const rule = findRule(pack, 'ratio', tally);
  if (rule === undefined) return [];
  const isOfBelow = input.totals !== undefined && input.totals.level !== tally.level;
  if (isOfBelow && !isPooled(pack, tally)) return [];
  if (!isOfBelow && input.judgedAbove && isPooled(pack, tally)) {
    return [shown(rule, { period: one.period, actual: one.completed, base: one.base })];
  }
  const { min, max, every, times } = rule.value;
  const { required } = requirement({
    base: one.base,
    ratio: min,
    times,
    periodsLeft: placeInYear(one.period, every).left,
    uncovered: one.uncovered,
    fresh: one.fresh,
    settings: pack.settings,
  });
  const { period, base, completed: actual, baseFrom } = one;
  const top = max && Math.max(required, atMost(base, max));
  const exhausted = isExhausted(one, required, times);
  const ask: MeasureAsk = {
    code: exhausted ? 'POOL_EXHAUSTED' : ratioFinding(rule),
    period,
    base,
    required,
    actual,
    max: top,
    baseFrom,
    open,
    details: exhausted ? { severity: 'justified' } : reasonFor(input, rule, period),
  };
  const judged = judgeAtLeast(rule, ask);
  const over = top === undefined ? [] : judgeAtMost(rule, { ...ask, max: top, details: rangeDetails(pack) });
  if (over.length === 0) return [judged];
  return [{ measure: { ...judged.measure, state: 'over' }, findings: [...judged.findings, ...over] }];
}

/** Only the rules themselves made the pool too small, and everybody in it was inspected: justified. */
function isExhausted({ available, completed }: PeriodTally, required: number, times = 1): boolean {
  if (available === undefined) return false;
  const most = available * times;
  return most < required && completed >= most;
}

/** AMB-32: is the top of a range a ceiling or advice? */
function rangeDetails(pack: Pack): FindingDetails {
  return pack.settings['tier.rangeUpperBound'] === 'advisory' ? { severity: 'warning' } : {};
}

/** A reason recorded and approved for a rule; only a principle is softened by it. */
export function reasonFor({ justifications = [] }: EvaluationInput, rule: Rule, period: Period): FindingDetails {
  const given = reasonGiven(justifications, { rule: rule.id, period });
  return given ? { justification: { reason: given.reason, approvedBy: given.approvedBy } } : {};
}
