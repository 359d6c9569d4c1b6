import { type CalendarDate, type Period, periodDays } from '../basics/dates.ts';
import { err, ok, type Result } from '../basics/result.ts';
import { viewOf } from './conditions.ts';
import type { ClassId, Level, Method, ObjectFacts } from './facts.ts';
import { isTrigger, staysAwayFrom } from './methods.ts';
import { meetInTime } from './overlap.ts';
import { findRule, type Pack, type Rule, theRule } from './pack.ts';
import { resultKey } from './recognised-results.ts';
import { type Source, sourceOf } from './requirements.ts';

/** Before anybody goes: recognise, merge, join, stay away, and only then visit (能合并的不得重复，能联合的不得多头，能非现场的不得入企). */

export const OFFERS = ['recognise', 'merge', 'joint', 'offSite'] as const;
export type Offer = (typeof OFFERS)[number];

/** What an office does about offers: takes one of them, or goes alone all the same, for a reason. */
export type BurdenChoice = Offer | 'separate';

/** Another inspection of the same object that is known of. */
export interface OtherInspection {
  /** What the caller calls it: a task, a visit. */
  readonly ref: string;
  readonly state: 'planned' | 'done';
  /** Of the same authority? */
  readonly own: boolean;
  readonly level: Level;
  /** Both days inclusive; a visit that is done has one day. */
  readonly from: CalendarDate;
  readonly to: CalendarDate;
  readonly items: readonly string[];
  /** What it found; nothing where it is planned, or where nothing is recorded yet. */
  readonly results: readonly string[];
}

export interface BurdenAsk {
  readonly object: ObjectFacts;
  readonly date: CalendarDate;
  /** What the task draws; absent where it has a scope of its own. */
  readonly class?: ClassId | undefined;
  readonly level: Level;
  readonly period: Period;
  /** The window of the task, both days inclusive. */
  readonly from: CalendarDate;
  readonly to: CalendarDate;
  readonly items: readonly string[];
  /** 触发情形: id or words of the pack's list. Whoever has one goes there. */
  readonly trigger?: string | undefined;
  readonly others: readonly OtherInspection[];
  /** 再次抽查: drawn because somebody has been there, to be inspected again. What was found then is no second look. */
  readonly again?: boolean;
}

export interface OfferMade extends Source {
  readonly offer: Offer;
  /** The other inspections it rests on; none for `offSite`. */
  readonly refs: readonly string[];
  /** For `recognise`, where other items of the visit are left to inspect: those that the results are on. */
  readonly items?: readonly string[];
  /** For `recognise`: each result as an answer remembers it. */
  readonly keys?: readonly string[];
}

export interface LeastBurden {
  /** In the order of the law: recognise, merge, joint, offSite. */
  readonly offers: readonly OfferMade[];
  /** Is an offer without an answer a refusal, or only a warning? */
  readonly binding: boolean;
}

/** What is offered about one drawn object before its visit is dispatched. */
export function leastBurden(pack: Pack, ask: BurdenAsk): LeastBurden {
  const rule = findRule(pack, 'leastBurden');
  const guard = theRule(pack, 'guard');
  const made = [
    recognised(pack, ask),
    offered(
      'merge',
      rule ?? guard,
      ask.others.filter((other) => other.own && inSpan(other, periodDays(ask.period))),
    ),
    offered('joint', findRule(pack, 'overlap') ?? rule, planned(pack, ask)),
    offSite(pack, ask),
  ];
  const allowed: readonly Offer[] = rule?.value.offers ?? ['merge'];
  return {
    offers: made.flatMap((one) => (one && (allowed.includes(one.offer) || one.refs.length === 0) ? [one] : [])),
    binding: rule ? rule.strictness === 'hard' : guard.value.merge === 'refuse',
  };
}

function offered(offer: Offer, rule: Rule | undefined, found: readonly OtherInspection[]): OfferMade | undefined {
  return rule && found.length > 0 ? { offer, refs: found.map(({ ref }) => ref), ...sourceOf(rule) } : undefined;
}

/**
 * Results of others on the same items within the time the scheme lets them be recognised in: one that is on every item of the visit, else
 * what there is on some of them. Where a level goes again after another one (再次抽查), what that one found spares it nothing; whom
 * it drew to be inspected again nobody's does.
 */
function recognised(pack: Pack, { class: cls, level, period, items, others, again }: BurdenAsk): OfferMade | undefined {
  const rule = findRule(pack, 'recognition');
  if (rule === undefined || again) return undefined;
  const span = recognitionSpan(pack, rule, period);
  const below = cls === undefined ? undefined : findRule(pack, 'redraw', { class: cls, level })?.value.among;
  const some = others.filter(
    (other) =>
      !other.own &&
      other.state === 'done' &&
      other.results.length > 0 &&
      other.level !== below &&
      inSpan(other, span) &&
      items.some((item) => other.items.includes(item)),
  );
  const whole = some.filter((other) => items.every((item) => other.items.includes(item)));
  const found = whole.length > 0 ? whole : some;
  const offer = offered('recognise', rule, found);
  const covered = items.filter((item) => some.some((other) => other.items.includes(item)));
  return offer && { ...offer, keys: found.map(resultKey), ...(covered.length < items.length && { items: covered }) };
}

type Span = { readonly from: CalendarDate; readonly to: CalendarDate };

function recognitionSpan(pack: Pack, { value }: Rule<'recognition'>, period: Period): Span {
  const year = period.slice(0, 4);
  const plan = value.within === 'planPeriod' ? findRule(pack, 'planPeriod')?.value : undefined;
  return plan ? { from: `${year}-${plan.from}`, to: `${year}-${plan.to}` } : periodDays(year);
}

/** Visits of other authorities planned for the same time (AMB-09). */
function planned(pack: Pack, { from, to, others }: BurdenAsk): readonly OtherInspection[] {
  return others.filter((other) => !other.own && other.state === 'planned' && meetInTime(pack, { from, to }, other));
}

function offSite(pack: Pack, { object, date, trigger }: BurdenAsk): OfferMade | undefined {
  const methods = findRule(pack, 'methods');
  if (methods && isTrigger(methods, trigger)) return undefined;
  const made = (rule: Rule): OfferMade => ({ offer: 'offSite', refs: [], ...sourceOf(rule) });
  if (methods && staysAwayFrom(methods, { object, date })) return made(methods);
  const rule = findRule(pack, 'leastBurden');
  return rule?.value.offSiteWhen?.holds(viewOf(object, date)) ? made(rule) : undefined;
}

function inSpan(one: Span, span: Span): boolean {
  return one.from <= span.to && span.from <= one.to;
}

/** How the object is inspected unless somebody decides otherwise: from afar where that is offered, else on the spot. */
export function proposedMethod({ offers }: Pick<LeastBurden, 'offers'>): Method {
  return offers.some(({ offer }) => offer === 'offSite') ? 'tech' : 'onSite';
}

export interface BurdenAnswer {
  readonly choice?: BurdenChoice | undefined;
  readonly method: Method;
  readonly reason?: string | undefined;
}

/** Is this an answer to what is offered? Going alone, or there all the same, takes a reason. */
export function checkAnswer(
  { offers }: Pick<LeastBurden, 'offers'>,
  { choice, method, reason }: BurdenAnswer,
): Result<void, 'notOffered' | 'reasonMissing' | 'onSite'> {
  if (choice !== undefined && choice !== 'separate' && !offers.some(({ offer }) => offer === choice))
    return err('notOffered');
  if (choice === 'separate' && offers.length === 0) return err('notOffered');
  if (choice === 'offSite' && method === 'onSite') return err('onSite');
  const goesThere = method === 'onSite' && offers.some(({ offer }) => offer === 'offSite');
  const isExplained = reason !== undefined || choice === 'recognise';
  return (choice === 'separate' || goesThere) && !isExplained ? err('reasonMissing') : ok(undefined);
}

/** An offer with the inspection it rests on, as it is remembered with an answer; a result with what it says. */
export function offerKeys(offers: readonly OfferMade[]): readonly string[] {
  return offers.flatMap(
    ({ offer, refs, keys }) => keys ?? (refs.length === 0 ? [offer] : refs.map((ref) => `${offer}:${ref}`)),
  );
}

/**
 * Offers that nobody has answered: a later inspection of the same object, or a result that was corrected, asks again. Staying away needs no answer, it is
 * what happens unless somebody goes there.
 */
export function openOffers(
  { offers }: Pick<LeastBurden, 'offers'>,
  { answered, method }: { readonly answered: readonly string[]; readonly method: Method },
): readonly OfferMade[] {
  return offers.filter(
    (one) =>
      !(one.offer === 'offSite' && method !== 'onSite') && offerKeys([one]).some((key) => !answered.includes(key)),
  );
}
