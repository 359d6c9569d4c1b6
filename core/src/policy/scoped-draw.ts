import type { CalendarDate, Period } from '../basics/dates.ts';
import { atLeast, type Ratio } from '../basics/ratios.ts';
import { byObject } from './bases.ts';
import { exhausted } from './candidate-counts.ts';
import type { CandidateCounts, CandidateRow, Candidates, Member } from './candidate-list.ts';
import { type CandidateJudge, judgedAll } from './candidates.ts';
import { type Classification, classify } from './classify.ts';
import { atCap, type Exclusion, excused, inactive, incomplete, openItems, replaced } from './exclusions.ts';
import type { Level, ObjectFacts, TaskType, VisitFact } from './facts.ts';
import { findRule, type LevelDefinition, type Pack, type Rule, theRule } from './pack.ts';
import { factsOn, isListedOn } from './past-facts.ts';
import { capFor, classRules, dayWithin } from './requirements.ts';
import { type RowCounter, rowCounter } from './row-counter.ts';

/** Draws with a scope of their own (专项检查, 部门联合检查): the scope is the pool and the base, whatever classes of the level stand in it. */

/** What the task states before it is drawn: a ratio of its scope, or a number. */
export type StatedNumber =
  | { readonly kind: 'ratio'; readonly min: Ratio }
  | { readonly kind: 'count'; readonly n: number };

export interface ScopedInput {
  /** Stands for the class. */
  readonly class: string;
  readonly taskType: TaskType;
  readonly level: Level;
  readonly period: Period;
  /** Day of the freeze. */
  readonly date: CalendarDate;
  /** The objects in the scope. */
  readonly objects: readonly ObjectFacts[];
  /** The whole ledger. */
  readonly visits: readonly VisitFact[];
  /** Serials of the task's items. */
  readonly items: readonly string[];
  readonly number: StatedNumber;
  /** Leave out those that the other kind of task has covered this year? */
  readonly skip: boolean;
  /** How many departments go to each object of the task (AMB-50). */
  readonly departments?: number;
}

/** The law behind an entry of a kind: that the plan has such entries, that tags may narrow them, that they are drawn at all. */
export function kindRule(pack: Pack, taskType: TaskType): Rule {
  // A scheme may plan campaigns and interdepartmental inspections in sentences of their own.
  const partners = taskType === 'interdepartmentalJoint' ? findRule(pack, 'partners') : undefined;
  if (partners) return partners;
  const planned = findRule(pack, 'planKinds');
  const targeting = findRule(pack, 'targeting');
  if (planned?.value.types.includes(taskType)) return planned;
  if (targeting?.value.withinTags.includes(taskType)) return targeting;
  return findRule(pack, 'scope') ?? theRule(pack, 'planFields');
}

/**
 * Is an object one that the level may draw, by the classes that count it? Levels share the classes out (`levels[].classes`, R-004), also inside a
 * scope. A class on no level's list is nobody else's, and a scheme without the level says nothing of it.
 */
export function isOfLevel(pack: Pack, level: Level, { memberOf }: Pick<Classification, 'memberOf'>): boolean {
  const lists = ({ classes }: LevelDefinition) => memberOf.some((cls) => classes.includes(cls));
  const own = pack.levels.find(({ id }) => id === level);
  return own === undefined || lists(own) || !pack.levels.some(lists);
}

/** ⌈scope × ratio⌉, or the number; a number larger than the scope takes all of it. */
export function statedMinimum(base: number, number: StatedNumber): number {
  return number.kind === 'ratio' ? atLeast(base, number.min) : Math.min(number.n, base);
}

/**
 * The candidate list of a stated scope. Drawn alike in one tier: the order by earlier draws belongs to the coverage of a
 * class, which a scope across classes has not. Who is excused, capped or replaced stays in the base.
 */
export function scopedCandidates(pack: Pack, input: ScopedInput): Candidates {
  return judgedAll(scopedJudge(pack, input), byObject(input.visits, input.objects));
}

/** The same one object at a time; all that are added are in the scope. */
export function scopedJudge(pack: Pack, input: Omit<ScopedInput, 'objects' | 'visits'>): CandidateJudge {
  const rows = rowCounter();
  return {
    add(member) {
      if (!isListedOn(member.object, dayWithin(input.date, input.period))) return undefined;
      const row = judge(pack, input, member);
      rows.add(row);
      return row;
    },
    counts: () => summary(pack, input, rows),
  };
}

function summary(pack: Pack, input: Omit<ScopedInput, 'objects' | 'visits'>, rows: RowCounter): CandidateCounts {
  const { base, pool } = rows.sizes();
  const minimum = statedMinimum(base, input.number);
  const n = Math.min(minimum, pool);
  const { id: rule, clause } = kindRule(pack, input.taskType);
  const year = input.period.slice(0, 4);
  return {
    class: input.class,
    level: input.level,
    period: input.period,
    cycle: { from: `${year}-01-01`, to: `${year}-12-31` },
    base,
    pool,
    alreadyDrawn: 0,
    drawnInCycle: 0,
    fresh: base,
    minimum,
    required: minimum,
    recommended: minimum,
    whole: { required: minimum, recommended: minimum },
    n,
    tiers: rows.tiers(n),
    ...(n < minimum ? { shortfall: exhausted(minimum, pool) } : {}),
    excluded: rows.excluded(),
    grades: rows.grades(),
    fullTake: n > 0 && n === pool,
    rule,
    clause,
  };
}

/** Caps and exemptions are those of the object's own class. */
function judge(pack: Pack, input: Omit<ScopedInput, 'objects' | 'visits'>, member: Member): CandidateRow {
  const { level, period, date, taskType, skip, departments } = input;
  const { object, visits, items = input.items } = member;
  const found = classify(pack, { object, visits, date });
  const scope = { class: found.class, level };
  const frame = {
    pack,
    rules: classRules(pack, scope),
    cap: capFor(pack, scope),
    input: {
      ...{ ...scope, period, date, items },
      ...(skip && { replacing: taskType }),
      ...(departments !== undefined && { departments }),
    },
  };
  const open = openItems(frame, visits);
  const elsewhere: Exclusion | undefined = isOfLevel(pack, level, found)
    ? undefined
    : { state: 'out', reason: 'class-not-in-scope' };
  const exclusion =
    inactive(frame, object) ?? elsewhere ?? incomplete(object) ?? excused(frame, visits) ?? replaced(frame, { visits });
  const { name, creditRiskGrade: grade = '-' } = factsOn(object, date);
  return {
    objectId: object.id,
    name,
    class: scope.class,
    ...(exclusion ?? atCap(frame, open, visits) ?? { state: 'in' }),
    ...(open.length < items.length ? { items: open } : {}),
    tier: 0,
    covered: false,
    weight: theRule(pack, 'credit').value.weights[grade] ?? 1,
    grade,
  };
}
