import { type Period, yearOf } from '../basics/dates.ts';
import { atMost } from '../basics/ratios.ts';
import { lateFindings } from './draw-times.ts';
import type { ClassTally, EvaluationInput, PeriodTally } from './evaluate.ts';
import type { Finding, FindingDetails } from './findings.ts';
import {
  type Judgement,
  judgeAtLeast,
  judgeAtMost,
  type Measure,
  type MeasureAsk,
  type MeasureState,
  shown,
} from './measures.ts';
import { ratioFinding } from './minimum-sequence.ts';
import { goneAmong, isUsedUp, USED_UP } from './outstanding.ts';
import { findRule, type Pack, type Rule, type RuleScope } from './pack.ts';
import { reasonGiven } from './principle.ts';
import { isPooled, placeInYear, type Requirement, requirement } from './requirements.ts';
import { openAmong } from './waiting.ts';
import { missingOfYear } from './year-measure.ts';

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
  const { max, times } = rule.value;
  const { minimum, required } = requirementOf(pack, tally, one);
  const { period, base, completed: actual, demanded, baseFrom } = one;
  const top = max && Math.max(required, atMost(base, max));
  const code = ratioFinding(rule);
  const ask = { period, base, times, actual, max: top, demanded, baseFrom, open, code, required };
  const judge: JudgePart = (by, part) => {
    // What coverage adds is owed by those whom the year lacks, whoever was visited again.
    const lacking = part.required > minimum ? one.outstandingOfYear : one.outstanding;
    const { code: found, details } = isUsedUp(lacking) ? USED_UP : excuse(input, one, { by, times, ...part });
    const gone = goneAmong(lacking, { required: part.required, actual });
    const left = part.required - actual - (gone.gone ?? 0);
    const waits = found === USED_UP.code ? {} : openAmong(one, left);
    return judgeAtLeast(by, { ...ask, ...part, code: found, details: { ...details, ...gone, ...waits } });
  };
  const { measure } = judge(rule, { code, required });
  const short = shortages(
    judge,
    { rule, code, minimum, required, uncovered: one.uncovered },
    findRule(pack, 'coverage', tally),
  );
  const over = top === undefined ? [] : judgeAtMost(rule, { ...ask, max: top, details: rangeDetails(pack) });
  // Nobody was in the class when a running period began, and its list is not frozen: whoever comes by then is drawn, so nothing is met yet.
  const isWaiting = open && base === 0 && baseFrom === 'directory';
  const state = over.length > 0 ? 'over' : isWaiting ? 'open' : stateBy(short, measure);
  return [
    {
      measure: { ...measure, state },
      findings: [...short, ...over, ...lateFindings(rule, one, reasonFor(input, rule, period))],
    },
  ];
}

/** The numbers of a period: by the ratio alone, with what full coverage adds to the last one, and at the pace of what is left. */
export function requirementOf(pack: Pack, scope: Required<RuleScope>, one: PeriodCount): Requirement {
  const { value } = findRule(pack, 'ratio', scope)!;
  const { left, periods } = placeInYear(one.period, value.every);
  const { base, uncovered, fresh, ofYear } = one;
  return requirement({
    base,
    ratio: value.min,
    times: value.times,
    periods,
    periodsLeft: left,
    uncovered,
    fresh,
    missing: missingOfYear(pack, { ...scope, year: yearOf(one.period) }, { base, fresh: fresh ?? base, ofYear }),
    settings: pack.settings,
  });
}

type PeriodCount = Pick<PeriodTally, 'period' | 'base' | 'uncovered' | 'fresh' | 'ofYear'>;

type Part = Pick<MeasureAsk, 'code' | 'required' | 'details'>;
type JudgePart = (by: Rule, part: Part) => Judgement;

/**
 * C0-6: a last period owes whom full coverage still lacks. Where the ratio's own number is met, the rest is owed by the clause of coverage,
 * as strictly as that one is worded (原则上); where it is missed, one finding tells the raised number, unless a reason excuses the rest alone.
 */
function shortages(
  judge: JudgePart,
  {
    rule,
    code,
    minimum,
    required,
    uncovered,
  }: Part & { readonly rule: Rule; readonly minimum: number; readonly uncovered: number | undefined },
  coverage: Rule | undefined,
): readonly Finding[] {
  if (coverage === undefined || required === minimum) return judge(rule, { code, required }).findings;
  const details = { byRatio: minimum, uncovered: uncovered! };
  const own = judge(rule, { code, required: minimum }).findings;
  const rest = judge(coverage, { code, required, details }).findings;
  const isUsedUp = [...own, ...rest].every(({ code: found }) => found === 'POOL_EXHAUSTED');
  const isExcused = rest.every(({ severity }) => severity === 'justified');
  if (own.length === 0 || (isExcused && !isUsedUp)) return [...own, ...rest];
  return judge(rule, { code, required, details }).findings;
}

/** A pool that was used up justifies by itself; else the reason recorded for the rule. */
function excuse(
  input: EvaluationInput,
  one: PeriodTally,
  { by, times, code, required, details }: Part & { readonly by: Rule; readonly times: number | undefined },
): Pick<MeasureAsk, 'code' | 'details'> {
  return isExhausted(one, required, times)
    ? { code: 'POOL_EXHAUSTED', details: { ...details, severity: 'justified' } }
    : { code, details: { ...details, ...reasonFor(input, by, one.period) } };
}

/** Short where anything stays unexcused; as it stood where nothing was found. */
function stateBy(found: readonly Finding[], { state }: Measure): MeasureState {
  if (found.length === 0) return state;
  return found.every(({ severity }) => severity === 'justified') ? 'justified' : 'short';
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
