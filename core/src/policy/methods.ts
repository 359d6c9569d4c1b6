import { viewOf } from './conditions.ts';
import type { Method, ObjectFacts, VisitFact } from './facts.ts';
import { type Finding, findingOn } from './findings.ts';
import { findRule, type Pack, type Rule, type Strictness } from './pack.ts';
import { factsOn } from './past-facts.ts';
import { type Source, sourceOf } from './requirements.ts';

/** How an object may be inspected: off site first where the scheme says so, approvals for unusual methods. */

export interface MethodAsk {
  readonly object: ObjectFacts;
  readonly date: string;
  readonly method: Method;
  /** 触发情形: id or words of the pack's list. */
  readonly trigger?: string | undefined;
  readonly approved?: boolean;
}

/** allowed · needsJustification (原则上: with a recorded and approved reason) · needsApproval · refused */
export type MethodAnswer = 'allowed' | 'needsJustification' | 'needsApproval' | 'refused';

export function methodGuard(pack: Pack, ask: MethodAsk): { readonly answer: MethodAnswer } & Partial<Source> {
  const rule = findRule(pack, 'methods');
  if (rule === undefined) return { answer: 'allowed' };
  return { answer: answerOf(rule, ask), ...sourceOf(rule) };
}

function answerOf(rule: Rule<'methods'>, ask: MethodAsk): MethodAnswer {
  if (rule.value.approval.includes(ask.method) && !ask.approved) return 'needsApproval';
  if (!staysAway(rule, ask) || isTrigger(rule, ask.trigger)) return 'allowed';
  return offSiteStrictness(rule) === 'principle' ? 'needsJustification' : 'refused';
}

/** Approvals bind as the rule says; off-site first may bind less (一般通过科技检查方式). */
function offSiteStrictness({ strictness, value }: Rule<'methods'>): Strictness {
  return value.offSiteStrictness ?? strictness;
}

/** Would somebody go where the scheme asks to stay away first? */
function staysAway(rule: Rule<'methods'>, ask: MethodAsk): boolean {
  return ask.method === 'onSite' && staysAwayFrom(rule, ask);
}

/** Does the scheme ask to stay away from the object first? */
export function staysAwayFrom(
  { value }: Rule<'methods'>,
  { object, date }: Pick<MethodAsk, 'object' | 'date'>,
): boolean {
  return value.offSiteFirst?.holds(viewOf(object, date)) ?? false;
}

/** One of the grounds for going there all the same. */
export function isTrigger({ value }: Rule<'methods'>, given: string | undefined): boolean {
  return value.triggers.some(({ id, text }) => given === id || given === text);
}

/** Does the scheme ask for somebody's approval of a method (其他检查方式)? */
export function needsApproval(pack: Pack, method: Method): boolean {
  return findRule(pack, 'methods')?.value.approval.includes(method) ?? false;
}

/** A reason with its approver is on record, or the visit comes out of a draw held here, where nobody is sent without one. */
function isApproved({ origin, justification }: VisitFact): boolean {
  return origin === 'draw' || justification !== undefined;
}

/**
 * Completed random visits made on site without a trigger where the scheme asks to stay away first, or in a way that wants an approval
 * of which nothing is on record. An object is what its row of that day says: a firm that left the list since was on it.
 */
export function methodFindings(
  pack: Pack,
  visits: readonly { readonly object: ObjectFacts; readonly visit: VisitFact }[],
): readonly Finding[] {
  const rule = findRule(pack, 'methods');
  if (rule === undefined) return [];
  return visits.flatMap(({ object, visit }) => {
    const { date, method, trigger, methodReason, justification = methodReason } = visit;
    if (rule.value.approval.includes(method) && !isApproved(visit)) {
      return [findingOn(rule, 'METHOD_VIOLATION', { object: object.id, date, method })];
    }
    if (!staysAway(rule, { object: factsOn(object, date), date, method }) || isTrigger(rule, trigger)) return [];
    return [
      findingOn(rule, 'METHOD_VIOLATION', {
        ...{ object: object.id, date, justification, strictness: offSiteStrictness(rule) },
      }),
    ];
  });
}
