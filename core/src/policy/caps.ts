import type { CalendarDate } from '../basics/dates.ts';
import type { Justification, Level, VisitFact } from './facts.ts';
import { type Finding, findingOn, type Verdict, verdictOf } from './findings.ts';
import { groupBy } from './grouping.ts';
import { findRule, type Pack, type Rule, type Strictness } from './pack.ts';
import { inspectionsAmong, isSameVisit, unitsOf } from './visit-units.ts';
import { counts } from './visits.ts';

/** The yearly cap on visits to one object (or to one item of it). */

export interface CapAsk {
  readonly visits: readonly VisitFact[];
  /** The level whose cap is judged; under `cap.levels: own` only its visits count. */
  readonly level: Level;
  /** First and last day of the year the cap speaks of. */
  readonly from: CalendarDate;
  readonly to: CalendarDate;
  /** The authority judged: it answers for its own visits beyond the cap; those of others are told. Absent = whoever made them. */
  readonly agency?: string;
}

/** What the cap counts together: an object, or an object and an item. */
interface Tally {
  readonly object: string;
  readonly item?: string | undefined;
  readonly visits: readonly VisitFact[];
}

/** Objects (or items of them) visited more often than the cap allows. No cap rule → no finding. */
export function capCheck(
  pack: Pack,
  ask: CapAsk & { readonly justifications?: Readonly<Record<string, Justification>> },
): { readonly verdict: Verdict; readonly findings: readonly Finding[] } {
  const rule = findRule(pack, 'cap', { level: ask.level });
  const findings = rule ? overCap(pack, rule, ask) : [];
  return { verdict: verdictOf(findings), findings };
}

function overCap(
  pack: Pack,
  rule: Rule<'cap'>,
  ask: CapAsk & { readonly justifications?: Readonly<Record<string, Justification>> },
): readonly Finding[] {
  const cap = rule.value.max;
  return tallies(countedVisits(pack, rule, ask), capUnit(pack, rule))
    .map((tally) => ({ ...tally, visits: upToBound(rule, tally.visits) }))
    .map((tally) => ({ ...tally, count: countOf(pack, tally) }))
    .filter(({ count }) => count > cap)
    .map(({ object, item, visits, count }) => {
      const excess = excessOf(pack, { item, visits }, { rule, agency: ask.agency });
      const own = excess.filter(({ agency }) => agency === (ask.agency ?? agency));
      return findingOn(rule, 'OVER_CAP', {
        object,
        ...(item === undefined ? {} : { item }),
        count,
        ...(visits.length < count && { made: visits.length }),
        cap,
        strictness: capStrictness(pack, rule),
        justification: ask.justifications?.[object] ?? reasonOf(pack, own),
        ...(own.length === 0 && { severity: 'info', by: [...new Set(excess.map(({ agency }) => agency))].sort() }),
      });
    });
}

/**
 * The cap where it goes by item and some visits say no item: could an object be beyond it, and nobody can say? Then its rule is not judged.
 * Of one that is beyond it by what is recorded no more is asked, nor of one that only others went to.
 */
export function undecidedCap(pack: Pack, ask: CapAsk): string | undefined {
  const rule = findRule(pack, 'cap', { level: ask.level });
  if (rule === undefined || capUnit(pack, rule) === 'object') return undefined;
  const byObject = groupBy(countedVisits(pack, rule, ask), ({ objectId }) => objectId);
  const isUndecided = (visits: readonly VisitFact[]) => {
    const blank = visits.filter(({ items }) => items.length === 0);
    if (blank.length === 0 || !visits.some(({ agency }) => agency === (ask.agency ?? agency))) return false;
    const byItem = tallies(visits, 'item').map((tally) => tally.visits);
    const mostOf = (some: readonly (readonly VisitFact[])[]) =>
      Math.max(0, ...some.map((of) => inspectionsAmong(pack, upToBound(rule, of)).length));
    const possible = [blank, ...byItem.map((of) => [...of, ...blank])];
    return mostOf(byItem) <= rule.value.max && mostOf(possible) > rule.value.max;
  };
  return [...byObject.values()].some(isUndecided) ? rule.id : undefined;
}

/**
 * The visits beyond the cap, in the order of days; of those made while in an exempt class none is. Within a day the order is not recorded: those
 * of the authority judged count as the later, and of these the ones with a reason.
 */
function excessOf(
  pack: Pack,
  { item, visits }: Pick<Tally, 'item' | 'visits'>,
  { rule, agency }: { readonly rule: Rule<'cap'>; readonly agency: string | undefined },
): readonly VisitFact[] {
  const rank = (visit: VisitFact) => (visit.agency === agency ? 2 : 0) + (visit.justification === undefined ? 0 : 1);
  const inOrder = [...visits].sort((a, b) => byDay(a, b) || rank(a) - rank(b));
  const firsts = inspectionsAmong(pack, inOrder);
  const beyond = firsts.filter((_, i) => countOf(pack, { item, visits: firsts.slice(0, i + 1) }) > rule.value.max);
  return inOrder.filter((visit) => isBound(rule, visit) && beyond.some((one) => isSameVisit(pack, one, visit)));
}

function byDay(a: VisitFact, b: VisitFact): number {
  if (a.date === b.date) return 0;
  return a.date < b.date ? -1 : 1;
}

/**
 * A reason speaks of its own visit: each one beyond the cap needs one (绛县 四（五）), under whichever of its numbers. What differs is told
 * side by side.
 */
function reasonOf(pack: Pack, excess: readonly VisitFact[]): Justification | undefined {
  const given = excess.flatMap(({ justification }) => justification ?? []);
  const explained = excess.filter(({ justification }) => justification !== undefined);
  const isExplained = (visit: VisitFact) => explained.some((one) => isSameVisit(pack, one, visit));
  if (excess.length === 0 || !excess.every(isExplained)) return undefined;
  return {
    reason: [...new Set(given.map(({ reason }) => reason))].join('；'),
    approvedBy: [...new Set(given.map(({ approvedBy }) => approvedBy))].join('、'),
  };
}

/**
 * Visits that count to the cap: random, made and not recognised, this year, of the levels that count. Those made while in an exempt class only
 * where the pack counts them once that was left (AMB-23).
 */
function countedVisits(pack: Pack, rule: Rule<'cap'>, { visits, level, from, to }: CapAsk): readonly VisitFact[] {
  const { 'cap.levels': levels } = pack.settings;
  return visits.filter(
    (visit) =>
      counts(visit) &&
      !visit.recognised &&
      from <= visit.date &&
      visit.date <= to &&
      (levels === 'all' || visit.level === level) &&
      isCounted(pack, rule, visit),
  );
}

/** Does the class in which a visit was made let the cap count it (AMB-23)? */
export function isCounted({ settings }: Pack, rule: Rule<'cap'>, visit: VisitFact): boolean {
  return settings['cap.countDrawsWhileExempt'] || isBound(rule, visit);
}

/** Was it made while the object was in a class that the cap binds? */
function isBound({ value: { exemptClasses } }: Rule<'cap'>, visit: VisitFact): boolean {
  return !exemptClasses.includes(visit.class);
}

/** What the cap had against the last of these visits that it binds: it asks nothing of those made while in an exempt class, also where they count for later ones. */
function upToBound(rule: Rule<'cap'>, visits: readonly VisitFact[]): readonly VisitFact[] {
  const days = visits.filter((visit) => isBound(rule, visit)).map(({ date }) => date);
  const last = days.sort().at(-1);
  return last === undefined ? [] : visits.filter(({ date }) => date <= last);
}

function capUnit(pack: Pack, rule: Rule<'cap'>): 'object' | 'item' {
  const unit = pack.settings['cap.unit'];
  return unit === 'byRule' ? rule.value.per : unit;
}

function capStrictness(pack: Pack, rule: Rule<'cap'>): Strictness {
  const strictness = pack.settings['cap.strictness'];
  return strictness === 'byRule' ? rule.strictness : strictness;
}

function tallies(visits: readonly VisitFact[], unit: 'object' | 'item'): readonly Tally[] {
  const groups = new Map<string, Tally & { readonly visits: VisitFact[] }>();
  for (const visit of visits) {
    for (const item of unit === 'item' ? new Set(visit.items) : [undefined]) {
      const key = JSON.stringify([visit.objectId, item]);
      const group = groups.get(key) ?? { object: visit.objectId, ...(item === undefined ? {} : { item }), visits: [] };
      group.visits.push(visit);
      groups.set(key, group);
    }
  }
  return [...groups.entries()].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, group]) => group);
}

/**
 * AMB-50: 抽查次数 of an object, so that one with several departments may count for each of them. Of one item it is one: each department
 * inspects matters of its own. One visit under several numbers is one.
 */
function countOf(pack: Pack, { item, visits }: Pick<Tally, 'item' | 'visits'>): number {
  return item === undefined ? unitsOf(pack, visits) : inspectionsAmong(pack, visits).length;
}

/**
 * May an object that the cap binds be visited once more? Per item: may at least one of the task's items? No item named = not known yet.
 * `units`: how many the visit to come counts (AMB-50).
 */
export function withinCap(
  pack: Pack,
  rule: Rule<'cap'>,
  ask: CapAsk & { readonly items: readonly string[]; readonly units: number },
): boolean {
  const visits = countedVisits(pack, rule, ask);
  if (capUnit(pack, rule) === 'object') return unitsOf(pack, visits) + ask.units <= rule.value.max;
  if (ask.items.length === 0) return true;
  const made = (item: string) => visits.filter((visit) => visit.items.includes(item));
  return ask.items.some((item) => inspectionsAmong(pack, made(item)).length < rule.value.max);
}
