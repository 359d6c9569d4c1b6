import { type Period, periodDays } from '../basics/dates.ts';
import { membershipDay } from './bases.ts';
import type { CandidateRow, Member } from './candidate-list.ts';
import { withinCap } from './caps.ts';
import type { ClassId, Level, ObjectFacts, TaskType, VisitFact } from './facts.ts';
import { findRule, type Pack, type Rule, rulesOf } from './pack.ts';
import { statusOn } from './past-facts.ts';
import { type ClassRules, sourceOf } from './requirements.ts';
import { unitsToCome } from './visit-units.ts';
import { inPeriod, isHigher, wasClean } from './visits.ts';

/** Why an object that belongs to a list may not be drawn from it all the same. */

/** What the question is asked about: one class at a level in a period, on the day of the freeze. */
export interface ExclusionFrame {
  readonly pack: Pack;
  readonly rules: ClassRules;
  /** The cap that binds the class, if any. */
  readonly cap: Rule<'cap'> | undefined;
  readonly input: {
    readonly class: ClassId;
    readonly level: Level;
    readonly period: Period;
    readonly date: string;
    readonly items?: readonly string[];
    readonly exempt?: boolean;
    /** Kind of the task, where objects are left out that the other kind has covered this year. */
    readonly replacing?: TaskType;
    /** How many departments go to each object of the task (AMB-50); absent = its class says it. */
    readonly departments?: number;
  };
}

export type Exclusion = Pick<CandidateRow, 'state' | 'reason' | 'source'>;

export function inactive({ pack, input }: ExclusionFrame, object: ObjectFacts): Exclusion | undefined {
  const then = statusOn(object, membershipDay(pack, input));
  if (then !== 'active' && !(then === 'suspended' && pack.settings['calc.suspendedInDenominator']))
    return { state: 'out', reason: then };
  const reason = statusOn(object, input.date);
  return reason === 'active' ? undefined : { state: 'base', reason };
}

/** Without an id nothing can be drawn; the object still counts, so that a gap in the directory lowers no minimum. */
export function incomplete({ id }: ObjectFacts): Exclusion | undefined {
  return id === '' ? { state: 'base', reason: 'incomplete' } : undefined;
}

/** Clean at a higher level, or a result that is recognised: nobody has to go there again this year. */
export function excused(frame: ExclusionFrame, visits: readonly VisitFact[]): Exclusion | undefined {
  return upperLevelClean(frame, visits) ?? recognised(frame, visits);
}

/** Done in a campaign, left out of a daily draw, or the reverse: a choice of the task, never of the law. */
export function replaced(frame: ExclusionFrame, { visits }: Pick<Member, 'visits'>): Exclusion | undefined {
  const { pack, input } = frame;
  const rule = input.replacing && replaceableBy(pack, input.replacing);
  if (!rule) return undefined;
  const found = standingIn(rule, input.replacing!, { visits, year: Number(input.period.slice(0, 4)) });
  return found.length > 0 ? { state: 'base', reason: 'replaced', source: sourceOf(rule) } : undefined;
}

/** The rule by which another kind of inspection may stand in for this one. */
export function replaceableBy(pack: Pack, kind: TaskType): Rule<'replaceable'> | undefined {
  const rule = findRule(pack, 'replaceable');
  return rule?.value.either.includes(kind) ? rule : undefined;
}

/** Is it of the other kind than the draw of a class, so that leaving out whom it inspected is the choice of the task? */
export function leftToChoice(pack: Pack, { taskType }: Pick<VisitFact, 'taskType'>): boolean {
  const rule = taskType === 'daily' ? undefined : replaceableBy(pack, 'daily');
  return rule?.value.either.includes(taskType) ?? false;
}

/** Objects that a finished random inspection of the other kind has covered this year. */
export function standingIn(
  { value }: Rule<'replaceable'>,
  kind: TaskType,
  { visits, year }: { readonly visits: readonly VisitFact[]; readonly year: number },
): readonly string[] {
  const others = value.either.filter((one) => one !== kind);
  return visits
    .filter(
      (visit) =>
        visit.selection === 'random' &&
        visit.state === 'completed' &&
        others.includes(visit.taskType) &&
        inPeriod(visit, String(year)),
    )
    .map(({ objectId }) => objectId);
}

/** Visits of a higher level this year that found nothing. */
function cleanAbove({ pack, input }: ExclusionFrame, visits: readonly VisitFact[]): readonly VisitFact[] {
  return visits.filter(
    (visit) =>
      visit.selection === 'random' &&
      isHigher(visit.level, input.level) &&
      inPeriod(visit, input.period.slice(0, 4)) &&
      wasClean(pack, visit),
  );
}

/** Clean at a higher level this year: taken out of the pool, as the agency or the pack decides. */
function upperLevelClean(frame: ExclusionFrame, visits: readonly VisitFact[]): Exclusion | undefined {
  const { pack, rules, input } = frame;
  const rule = rules.exemption;
  if (rule === undefined || !(input.exempt ?? rule.value.apply)) return undefined;
  const clean = cleanAbove(frame, visits);
  const { items = [] } = input;
  const allItems = items.length > 0 && items.every((item) => clean.some((visit) => visit.items.includes(item)));
  if (clean.length === 0 || !(rule.value.per === 'object' || allItems)) return undefined;
  const state = pack.settings['calc.exemptedInDenominator'] ? 'base' : 'out';
  return { state, reason: 'upper-level-clean', source: sourceOf(rule) };
}

/** Does cap or exemption go item by item? Then what concerns an object decides whether it may be drawn. */
export function goesByItem(pack: Pack): boolean {
  if (pack.settings['cap.unit'] === 'item') return true;
  return [...rulesOf(pack, 'cap'), ...rulesOf(pack, 'exemption')].some(({ value }) => value.per === 'item');
}

/** Items of the task that may still be inspected: neither exempt one by one nor at their cap. */
export function openItems(frame: ExclusionFrame, visits: readonly VisitFact[]): readonly string[] {
  const { items = [] } = frame.input;
  const closed = closedItems(frame, visits);
  return items.filter((item) => !closed.has(item));
}

/** Items that are not inspected again this year, each with the rule behind it: clean at a higher level, or at their cap. */
export function closedItems(
  frame: ExclusionFrame,
  visits: readonly VisitFact[],
): ReadonlyMap<string, Rule<'cap'> | Rule<'exemption'>> {
  const { pack, rules, input, cap } = frame;
  const { items = [], level } = input;
  const units = unitsToCome(pack, input);
  const { exemption } = rules;
  const perItem = exemption?.value.per === 'item' && (input.exempt ?? exemption.value.apply);
  const clean = perItem ? cleanAbove(frame, visits) : [];
  const { from, to } = periodDays(input.period.slice(0, 4));
  const ruleOf = (item: string) => {
    if (clean.some((visit) => visit.items.includes(item))) return exemption;
    const isOpen = cap === undefined || withinCap(pack, cap, { visits, level, from, to, items: [item], units });
    return isOpen ? undefined : cap;
  };
  return new Map(items.flatMap((item) => [ruleOf(item)].flatMap((rule) => (rule ? [[item, rule] as const] : []))));
}

/** A result of another authority recognised this year instead of a visit: of one that still takes place for other items it spares nobody. */
function recognised({ rules, input }: ExclusionFrame, visits: readonly VisitFact[]): Exclusion | undefined {
  const { recognition } = rules;
  const found = visits.some(
    (visit) => visit.recognised && !visit.recognisedInPart && inPeriod(visit, input.period.slice(0, 4)),
  );
  return recognition && found ? { state: 'base', reason: 'recognised', source: sourceOf(recognition) } : undefined;
}

export function atCap(
  frame: ExclusionFrame,
  open: readonly string[],
  visits: readonly VisitFact[],
): Exclusion | undefined {
  const { pack, input, cap: rule } = frame;
  const { from, to } = periodDays(input.period.slice(0, 4));
  const { level, items = [] } = input;
  if (rule === undefined || open.length > 0) return undefined;
  const units = unitsToCome(pack, input);
  if (items.length === 0 && withinCap(pack, rule, { visits, level, from, to, items, units })) return undefined;
  return { state: 'base', reason: 'cap', source: sourceOf(rule) };
}
