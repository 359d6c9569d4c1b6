import type { CalendarDate } from '../basics/dates.ts';
import type { InspectorFacts } from './facts.ts';
import { findRule, type Pack } from './pack.ts';
import { type Source, sourceOf } from './requirements.ts';

/** Daily supervision and enforcement are two (监管与执法分工): who supervises may inspect and hands what was found to enforcement. */

/** May the person handle a case (调查取证) on a day? Only enforcement staff with a certificate that is good. */
export function mayHandleCase({ staffKind, certificateValidTo }: InspectorFacts, on: CalendarDate): boolean {
  return staffKind === 'enforcement' && certificateValidTo !== undefined && on <= certificateValidTo;
}

export type HandOverFault =
  /** The scheme has no such clause. */
  | 'outsidePack'
  /** Who found it is none of those whom the scheme has hand it over. */
  | 'giver'
  /** Who receives it may not handle a case. */
  | 'receiver';

/** What is wrong with handing a finding from one person to another on a day; nothing = the source of the rule alone. */
export function handOver(
  pack: Pack,
  { from, to, on }: { readonly from: InspectorFacts; readonly to: InspectorFacts; readonly on: CalendarDate },
): Partial<Source> & { readonly faults: readonly HandOverFault[] } {
  const rule = findRule(pack, 'handOver');
  if (rule === undefined) return { faults: ['outsidePack'] };
  const faults: HandOverFault[] = [];
  if (!rule.value.from.includes(from.staffKind)) faults.push('giver');
  if (to.staffKind !== rule.value.to || !mayHandleCase(to, on)) faults.push('receiver');
  return { faults, ...sourceOf(rule) };
}

/** A hand-over that somebody owes: by which day, by which clause. */
export interface HandOverDue extends Source {
  readonly by: CalendarDate;
}

/**
 * What a finding of a person asks for where the scheme has daily supervision hand it over: on the day it was found, since no
 * scheme gives days. Undefined where the person deals with it.
 */
export function handOverDue(
  pack: Pack,
  { from, foundOn }: { readonly from: InspectorFacts; readonly foundOn: CalendarDate },
): HandOverDue | undefined {
  const rule = findRule(pack, 'handOver');
  return rule?.value.from.includes(from.staffKind) ? { by: foundOn, ...sourceOf(rule) } : undefined;
}
