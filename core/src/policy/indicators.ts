import { yearOf } from '../basics/dates.ts';
import type { Compliance, ComplianceInput } from './compliance.ts';
import type { VisitFact } from './facts.ts';
import type { Measure, MeasureState } from './measures.ts';
import { findRule, type Pack, type Rule, theRule } from './pack.ts';
import { type Source, sourceOf } from './requirements.ts';
import type { Topic } from './rule-topics.ts';
import { unitsOf } from './visit-units.ts';
import { inPeriod } from './visits.ts';

/** The goals of the programme as numbers of a year: what the scheme asks for where it does, else only how it stands. */

export const INDICATORS = [
  'random',
  'published',
  'internalJoint',
  'interdepartmental',
  'credit',
  'participation',
  'coverage',
] as const;

export interface Indicator extends Source {
  readonly id: (typeof INDICATORS)[number];
  /** What the share is taken of. */
  readonly base: number;
  readonly actual: number;
  /** At least so many; absent where the scheme sets no number. */
  readonly required?: number;
  readonly state: MeasureState;
  /** Of `random`: visits from before the first draw held here; they are in neither number. */
  readonly history?: number;
}

type Judged = {
  readonly pack: Pack;
  readonly input: ComplianceInput;
  readonly result: Compliance;
};

/** In the order of {@link INDICATORS}; one that the scheme says nothing of at all is left out. */
export function programmeIndicators(judged: Judged): readonly Indicator[] {
  const { pack, result } = judged;
  const { totals, visits } = result;
  const scope = { level: result.level };
  const { concluded, withheld, published } = totals.results!;
  const joint = totals.interdepartmental!.objects;
  const found = [
    random(judged),
    measured(result, 'publicationRate', 'published') ??
      stands(theRule(pack, 'publication'), 'published', { base: concluded - withheld, actual: published }),
    measured(result, 'internalJointShare', 'internalJoint') ??
      stands(findRule(pack, 'leastBurden', scope), 'internalJoint', { base: visits, actual: totals.internalJoint! }),
    stands(jointRule(pack, result), 'interdepartmental', { base: totals.objects!.all, actual: joint }),
    measured(result, 'creditShare', 'credit') ??
      stands(theRule(pack, 'credit'), 'credit', { base: visits, actual: totals.creditBased! }),
    measured(result, 'participation', 'participation'),
    coverage(result),
  ];
  return found.flatMap((one) => one ?? []);
}

type Numbers = Pick<Indicator, 'base' | 'actual'>;

/**
 * Planned inspections (计划性检查) are all but those on a listed ground; each of them should have come out of a draw. History
 * from before the first draw held here has none to show and is counted apart. A year that lies wholly before it is taken at its word.
 */
function random({ pack, input }: Judged): Indicator {
  const planned = input.visits.filter(
    (visit) =>
      visit.state === 'completed' &&
      visit.level === input.level &&
      !visit.outside &&
      !visit.recognised &&
      inPeriod(visit, String(input.year)) &&
      (visit.selection === 'random' || visit.ground === undefined),
  );
  const isHeldHere = input.drawsSince !== undefined && yearOf(input.drawsSince) <= input.year;
  const judged = isHeldHere ? planned.filter(({ origin }) => origin !== 'history') : planned;
  const isDrawn = ({ selection, origin }: VisitFact) => selection === 'random' && !(isHeldHere && origin === 'none');
  const actual = unitsOf(pack, judged.filter(isDrawn));
  const rule = findRule(pack, 'scope') ?? theRule(pack, 'guard');
  const base = unitsOf(pack, judged);
  const state = actual < base ? 'short' : 'met';
  const history = unitsOf(pack, planned) - base;
  return { id: 'random', base, actual, required: base, state, ...(history > 0 && { history }), ...sourceOf(rule) };
}

function jointRule(pack: Pack, { level }: Compliance): Rule | undefined {
  return (
    findRule(pack, 'interdepartmental', { level }) ??
    findRule(pack, 'interdepartmentalFigures', { level }) ??
    findRule(pack, 'jointItems', { level })
  );
}

function stands(rule: Rule | undefined, id: Indicator['id'], { base, actual }: Numbers): Indicator | undefined {
  return rule && { id, base, actual, state: 'shown', ...sourceOf(rule) };
}

/** The number the verdict itself judges. */
function measured({ tables }: Compliance, topic: Topic, id: Indicator['id']): Indicator | undefined {
  const measure = tables.find((one) => one.topic === topic);
  return measure && indicatorOf(id, [measure]);
}

/** All classes with a duty of coverage together. */
function coverage({ tables }: Compliance): Indicator | undefined {
  const measures = tables.filter(({ topic }) => topic === 'coverage');
  return measures.length === 0 ? undefined : indicatorOf('coverage', measures);
}

/** What is only shown, as where another authority answers for it, asks for no number. */
function indicatorOf(id: Indicator['id'], all: readonly Measure[]): Indicator {
  const asked = all.filter(({ required }) => required !== undefined);
  const measures = asked.length > 0 ? asked : all;
  const sum = (of: (measure: Measure) => number) => measures.reduce((total, one) => total + of(one), 0);
  const worst = (['short', 'open', 'justified'] as const).find((state) => measures.some((one) => one.state === state));
  const { rule, clause } = measures[0]!;
  return {
    id,
    base: sum(({ base }) => base!),
    actual: sum(({ actual }) => actual),
    ...(asked.length > 0 && { required: sum(({ required }) => required!) }),
    state: asked.length > 0 ? (worst ?? 'met') : 'shown',
    rule,
    clause,
  };
}

/** 97 of 98 → 98.9%: tenths of a percent rounded down, so that what is not all never reads 100%. Of nothing: —. */
export function shareText({ base, actual }: Numbers): string {
  if (base === 0) return '—';
  const tenths = Math.floor((actual * 1000) / base);
  return `${Math.floor(tenths / 10)}.${tenths % 10}%`;
}
