import {
  addDays,
  type CalendarDate,
  makeDate,
  nextQuarter,
  type Period,
  type PeriodUnit,
  periodDays,
  quarterOf,
  yearOf,
} from '../basics/dates.ts';
import type { Ratio } from '../basics/ratios.ts';
import { evidenceFor, isEvidenced } from './class-evidence.ts';
import { type ConditionView, OBJECT_FIELDS, type ObjectView, viewOf, withEvent } from './conditions.ts';
import type { ClassId, ClassOverride, EventFact, Level, ObjectFacts, VisitFact } from './facts.ts';
import { groupBy } from './grouping.ts';
import {
  applies,
  type ClassCondition,
  type ClassDefinition,
  type Clause,
  type EventCondition,
  findRule,
  type Pack,
  type Rule,
  theRule,
  type Versions,
  versionOn,
} from './pack.ts';
import { factsOn } from './past-facts.ts';
import { foundViolation } from './visits.ts';

/** Why an object has a class: the condition, the fact that met it, its date and document, the clause. */
export interface ClassReason {
  readonly condition: string;
  readonly fact: string;
  readonly date?: CalendarDate;
  readonly document?: string;
  readonly clause: Clause;
}

export interface Classification {
  /** The one class reported for the object. */
  readonly class: ClassId;
  readonly reasons: readonly ClassReason[];
  /** Flags and overlays that hold, `jointObject` among them, whether or not one of them is the class too. */
  readonly beside: readonly ClassId[];
  /** Every class whose ratio base counts the object. */
  readonly memberOf: readonly ClassId[];
  /** Every condition met, also of classes that lost by precedence. */
  readonly matched: readonly { readonly class: ClassId; readonly reasons: readonly ClassReason[] }[];
  /** Left a class at the end of the last quarter without having been inspected in it. */
  readonly exitedUninspected: boolean;
}

export interface ClassifyInput {
  readonly object: ObjectFacts;
  readonly date: CalendarDate;
  /** The object's visits: only those found in the quarters of a membership by event matter. */
  readonly visits?: readonly VisitFact[];
  /** Whose rows of a table are compared where an object counts on one row alone (AMB-31); absent: those of every level, each by itself. */
  readonly level?: Level;
}

/** The class of an object on a day, with reasons. */
export function classify(pack: Pack, given: ClassifyInput): Classification {
  const input = given.object.earlier ? { ...given, object: factsOn(given.object, given.date) } : given;
  const view = viewOf(input.object, input.date);
  const { events = [], overrides = [] } = input.object;
  const isOwn = events.length + overrides.length > 0 || isEvidenced(input.object);
  return isOwn ? judge(pack, input, view) : remembered(pack, input, view);
}

/**
 * Objects without events, overrides or documents behind their flags that look alike to every condition of the pack have the same class: of 200,000
 * objects a few hundred are judged.
 */
function remembered(pack: Pack, input: ClassifyInput, view: ConditionView): Classification {
  const known = KNOWN.get(pack) ?? { fields: fieldsRead(pack), byLooks: new Map<string, Classification>() };
  KNOWN.set(pack, known);
  const looks = JSON.stringify([yearOf(input.date), input.level, ...known.fields.map((field) => view.object[field])]);
  const found = known.byLooks.get(looks) ?? judge(pack, input, view);
  if (known.byLooks.size < MOST_LOOKS) known.byLooks.set(looks, found);
  return found;
}

interface KnownLooks {
  readonly fields: readonly (keyof ObjectView)[];
  readonly byLooks: Map<string, Classification>;
}

const KNOWN = new WeakMap<Pack, KnownLooks>();
const MOST_LOOKS = 20_000;

/** Fields of the object that any condition of the pack names. */
function fieldsRead(pack: Pack): readonly (keyof ObjectView)[] {
  const sources = pack.classes.flatMap(({ conditions }) => conditions.map(({ when }) => when.source));
  return OBJECT_FIELDS.filter((field) => sources.some((source) => source.includes(field)));
}

function judge(pack: Pack, input: ClassifyInput, view: ConditionView): Classification {
  const found = pack.classes.map((cls) => ({ cls, ...membership({ pack, cls, view, input }) }));
  const raw = found.filter(({ reasons }) => reasons.length > 0);
  const ids = new Set(raw.map(({ cls }) => cls.id));
  const matched = rowsThatCount(
    pack,
    raw.filter(({ cls }) => !cls.unless.some((id) => ids.has(id))),
    input.level === undefined ? pack.levels.map(({ id }) => id) : [input.level],
  );
  const decided = decide(pack, matched, input);
  const beside = matched.filter(({ cls }) => standsBeside(pack, cls)).map(({ cls }) => cls.id);
  const shared = pack.settings['class.exclusive'] ? [] : matched.map(({ cls }) => cls.id);
  return {
    ...decided,
    beside,
    memberOf: [...new Set([decided.class, ...beside, ...shared])],
    matched: matched.map(({ cls, reasons }) => ({ class: cls.id, reasons })),
    exitedUninspected: found.some(({ exitedUninspected }) => exitedUninspected),
  };
}

interface Membership {
  readonly reasons: readonly ClassReason[];
  readonly exitedUninspected: boolean;
}

type Match = Membership & { readonly cls: ClassDefinition };

function standsBeside(pack: Pack, { standing }: ClassDefinition): boolean {
  return standing === 'overlay' || (standing === 'beside' && pack.settings['class.jointFlag']);
}

/**
 * AMB-31: an object on several rows of one table counts on each, on the first, or on the one that asks for most. Each level has its own
 * column in the table, and compares the rows that ask something of it: a row of the county alone never spares the city its own.
 */
function rowsThatCount(pack: Pack, matched: readonly Match[], levels: readonly Level[]): readonly Match[] {
  const reading = pack.settings['tier.multiMembership'];
  if (reading === 'everyRow') return matched;
  return matched.filter(({ cls }) => {
    const rows = matched.filter((other) => cls.table !== undefined && other.cls.table === cls.table);
    const counting = levels.flatMap((level) => rowThatCounts(pack, rows, level) ?? []);
    return rows.length < 2 || counting.length === 0 || counting.some((row) => row.cls === cls);
  });
}

/** The first of the rows that the level has a duty on, or the one whose ratio asks it for most visits of one object in a year: the first of equals. */
function rowThatCounts(pack: Pack, rows: readonly Match[], level: Level): Match | undefined {
  const asked = rows.flatMap((row) => {
    const rule = findRule(pack, 'ratio', { class: row.cls.id, level });
    return rule ? [{ row, demand: demandOf(rule) }] : [];
  });
  if (pack.settings['tier.multiMembership'] === 'letterPrecedence') return asked[0]?.row;
  return asked.reduce((a, b) => (a && compareDemand(b.demand, a.demand) <= 0 ? a : b), asked[0])?.row;
}

/** Visits of one object in a year as an exact fraction. */
function demandOf({ value: { min, every, times = 1 } }: Rule<'ratio'>): Ratio {
  return { p: min.p * times * ROUNDS[every], q: min.q };
}

function compareDemand(a: Ratio, b: Ratio): number {
  return a.p * b.q - b.p * a.q;
}

const ROUNDS: Readonly<Record<PeriodUnit, number>> = { year: 1, halfYear: 2, quarter: 4, month: 12 };

/** Precedence over what matched; an approved override comes first; nothing matched → the rule's `otherwise`. */
function decide(
  pack: Pack,
  matched: readonly Match[],
  input: ClassifyInput,
): Pick<Classification, 'class' | 'reasons'> {
  const override = overrideOn(pack, input);
  if (override) return { class: override.class, reasons: [overrideReason(pack, override)] };
  const { value, clause } = theRule(pack, 'precedence');
  const ranked = value.order.flatMap((id) => matched.filter(({ cls }) => cls.id === id));
  const first = ranked.find(({ cls }) => !standsBeside(pack, cls)) ?? ranked[0];
  if (first) return { class: first.cls.id, reasons: first.reasons };
  return { class: value.otherwise, reasons: [{ condition: 'otherwise', fact: '不符合其他类别的条件', clause }] };
}

/** What was set by hand for a day, where the pack has that class. */
export function overrideOn(
  pack: Pack,
  { object, date }: Pick<ClassifyInput, 'object' | 'date'>,
): ClassOverride | undefined {
  return object.overrides?.find(
    (one) => one.from <= date && date <= one.to && pack.classes.some(({ id }) => id === one.class),
  );
}

function overrideReason(pack: Pack, { class: cls, reason, approvedBy, from }: ClassOverride): ClassReason {
  const { clause } = pack.classes.find(({ id }) => id === cls)!;
  return { condition: 'override', fact: `人工调整：${reason}（批准：${approvedBy}）`, date: from, clause };
}

interface Asked {
  readonly pack: Pack;
  readonly cls: ClassDefinition;
  readonly view: ConditionView;
  readonly input: ClassifyInput;
}

function membership(asked: Asked): Membership {
  const conditions = asked.cls.conditions.filter((condition) => applies(asked.pack.settings, condition));
  const quarterly = conditions.filter(isQuarterly);
  const lasting = conditions.flatMap((condition) => lastingReasons(asked, condition));
  if (quarterly.length === 0) return { reasons: lasting, exitedUninspected: false };
  const stay = stayInQuarter(asked, quarterly);
  return { ...stay, reasons: [...lasting, ...stay.reasons] };
}

/**
 * Classes whose members change with every quarter, by the events of the one before: what a plan says of later quarters is an estimate. None
 * where the lists of a year are those of its first day (AMB-01).
 */
export function quarterlyClasses({ classes, settings }: Pick<Pack, 'classes' | 'settings'>): readonly ClassId[] {
  if (settings['calc.denominatorSnapshot'] === 'yearStart') return [];
  return classes
    .filter(({ conditions }) => conditions.some((one) => isQuarterly(one) && applies(settings, one)))
    .map(({ id }) => id);
}

function isQuarterly(condition: ClassCondition): condition is EventCondition & { readonly within: 'previousQuarter' } {
  return condition.kind === 'event' && condition.within === 'previousQuarter';
}

/** Conditions that need no memory of quarters: fields, last year's events, events at any time before. */
function lastingReasons(asked: Asked, condition: ClassCondition): readonly ClassReason[] {
  const { date } = asked.input;
  if (condition.kind === 'fields') {
    const { id, fact, clause } = condition;
    if (!condition.when.holds(asked.view)) return [];
    const stated = evidenceFor(asked.input.object, { source: condition.when.source, view: asked.view, date });
    const known = stated.length === 0 ? [{}] : stated;
    return known.map((evidence) => ({ condition: id, fact, ...evidence, clause }));
  }
  if (isQuarterly(condition)) return [];
  return eventReasons(asked, condition, (day) =>
    condition.within === 'ever' ? day <= date : yearOf(day) === yearOf(date) - 1,
  );
}

function eventReasons({ pack, view, input }: Asked, condition: EventCondition, counts: (day: CalendarDate) => boolean) {
  const { id, fact, clause } = condition;
  return (input.object.events ?? [])
    .filter((event) => counts(triggerDay(pack, event)) && condition.when.holds(withEvent(view, event)))
    .map((event): ClassReason => {
      const { document } = event;
      return { condition: id, fact, date: triggerDay(pack, event), ...(document ? { document } : {}), clause };
    });
}

/** AMB-21: the day that fixes the quarter is that of the decision, or of the act where the pack says so. */
function triggerDay(pack: Pack, event: EventFact): CalendarDate {
  return pack.settings['special.triggerDate'] === 'act' ? (event.actDate ?? event.date) : event.date;
}

/**
 * Membership for one quarter by the events of the quarter before, walked quarter by quarter from the first
 * event, because a stay can last: a violation found in the quarter (or, under AMB-20, no inspection in it).
 */
function stayInQuarter(asked: Asked, conditions: readonly EventCondition[]): Membership {
  const quarter = quarterOf(asked.input.date);
  const reasons = conditions.flatMap((condition) => eventReasons(asked, condition, (day) => quarterOf(day) < quarter));
  const byQuarter = groupBy(reasons, ({ date }) => quarterOf(date!));
  let state: Membership = { reasons: [], exitedUninspected: false };
  const first = [...byQuarter.keys()].sort()[0] ?? quarter;
  for (let before = first; before < quarter; before = nextQuarter(before)) {
    state = nextStay(asked, state, { before, triggered: byQuarter.get(before) ?? [] });
  }
  return state;
}

function nextStay(
  asked: Asked,
  state: Membership,
  { before, triggered }: { readonly before: Period; readonly triggered: readonly ClassReason[] },
): Membership {
  if (state.reasons.length === 0) return { reasons: triggered, exitedUninspected: false };
  const inspected = (asked.input.visits ?? []).filter(
    (visit) => visit.state === 'completed' && quarterOf(visit.date) === before,
  );
  const reasons = [...triggered, ...staying(asked, inspected)];
  return { reasons, exitedUninspected: reasons.length === 0 && inspected.length === 0 };
}

function staying({ pack, cls }: Asked, inspected: readonly VisitFact[]): readonly ClassReason[] {
  const violation = inspected.find((visit) => foundViolation(pack, visit));
  if (violation && cls.staysOnViolation) {
    return [{ condition: `${cls.id}.stays`, date: violation.date, ...cls.staysOnViolation }];
  }
  if (inspected.length === 0 && pack.settings['special.exitRequiresInspection']) {
    return [{ condition: `${cls.id}.uninspected`, fact: '上一季度未经检查，不退出', clause: cls.clause }];
  }
  return [];
}

/** A stretch of days with one class. Both days inclusive. */
export interface ClassInterval {
  readonly class: ClassId;
  readonly from: CalendarDate;
  readonly to: CalendarDate;
  readonly reasons: readonly ClassReason[];
  /** Began by leaving a class in whose quarter nobody inspected it (AMB-20). */
  readonly exitedUninspected: boolean;
}

/**
 * The classes of an object over whole quarters, with the reasons at the beginning of each stretch. A day is judged by the version of the
 * scheme that was in force on it: where the versions class the object differently, the stretch of the later one says that too.
 */
export function classIntervals(
  versions: Versions,
  input: Omit<ClassifyInput, 'date'>,
  span: { readonly from: Period; readonly to: Period },
): readonly ClassInterval[] {
  const { from } = periodDays(span.from);
  const { to } = periodDays(span.to);
  const out: ClassInterval[] = [];
  for (const day of changeDays(input.object, { versions, from, to })) {
    const { class: cls, reasons, exitedUninspected } = classify(versionOn(versions, day), { ...input, date: day });
    const last = out.at(-1);
    if (last?.class === cls) continue;
    if (last) out[out.length - 1] = { ...last, to: addDays(day, -1) };
    const because = versionReasons(versions, { ...input, date: day }, cls);
    out.push({ class: cls, from: day, to, reasons: [...reasons, ...because], exitedUninspected });
  }
  return out;
}

/** Another version speaks from this day on, and by the one before the object would not have this class. */
function versionReasons(versions: Versions, input: ClassifyInput, cls: ClassId): readonly ClassReason[] {
  const { date } = input;
  const [before, now] = [versionOn(versions, addDays(date, -1)), versionOn(versions, date)];
  if (before === now || classify(before, input).class === cls) return [];
  const { clause } = theRule(now, 'precedence');
  return [{ condition: 'version', fact: `方案第 ${now.version} 版自 ${date} 起`, clause }];
}

interface Days {
  readonly versions: Versions;
  readonly from: CalendarDate;
  readonly to: CalendarDate;
}

/**
 * Days on which the class of an object can change: beginnings of years, of quarters where it has events, of events that
 * count from their day on, the edges of overrides, of the positive list and of the scheme's versions, and the days until which a row held.
 */
function changeDays(object: ObjectFacts, { versions, from, to }: Days): readonly CalendarDate[] {
  const { overrides = [], earlier = [] } = object;
  const rows = [object, ...earlier.map(({ facts }) => facts)];
  const events = rows.flatMap((row) => row.events ?? []);
  const lists = rows.flatMap(({ positiveList }) => positiveList ?? []);
  const days = new Set<CalendarDate>([from]);
  for (let year = yearOf(from) + 1; year <= yearOf(to); year++) days.add(makeDate(year, 1, 1));
  if (events.length > 0) {
    for (let day = from; day <= to; day = addDays(periodDays(quarterOf(day)).to, 1)) days.add(day);
  }
  const inForce = versions.map(({ effectiveFrom, effectiveTo }) => ({ from: effectiveFrom, to: effectiveTo }));
  const spans = [...overrides, ...lists, ...inForce];
  const edges = [
    ...spans.flatMap(({ from: first, to: last }) => (last ? [first, addDays(last, 1)] : [first])),
    ...events.flatMap(({ date, actDate = date }) => [date, actDate]),
    ...earlier.flatMap(({ until }) => until ?? []),
  ];
  for (const day of edges) if (from < day && day <= to) days.add(day);
  return [...days].sort();
}
