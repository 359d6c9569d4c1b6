import { type CalendarDate, yearOf } from '../basics/dates.ts';
import type { ConditionView } from './conditions.ts';
import type { Evidence, ObjectFacts } from './facts.ts';

/** Days and documents behind the flags that a condition reads (每项条件单独成旗、有日期、有依据). */

/** Does the object say of any flag what stands behind it? */
export function isEvidenced({ evidence, keyListMember = [] }: ObjectFacts): boolean {
  return evidence !== undefined || keyListMember.some(isDated);
}

/**
 * What stands behind the fields that a condition names and that the object has, in the order of the condition; empty where
 * nothing is stated. A day is that of the document: it does not say from when on the flag holds.
 */
export function evidenceFor(
  object: ObjectFacts,
  { source, view, date }: { readonly source: string; readonly view: ConditionView; readonly date: CalendarDate },
): readonly Evidence[] {
  const named = new Set([...source.matchAll(/\bobject\.(\w+)/g)].map(([, field]) => field!));
  return [...named].flatMap((field) => {
    if (field === 'keyDischarger' || field === 'keyLists') return listEvidence(object, date);
    const value: unknown = view.object[field as keyof ConditionView['object']];
    const stated = object.evidence?.[field];
    return stated && isHeld(value) ? [stated] : [];
  });
}

function listEvidence({ keyListMember = [] }: ObjectFacts, on: CalendarDate): readonly Evidence[] {
  return keyListMember
    .filter(({ year }) => year === undefined || year === yearOf(on))
    .filter(isDated)
    .map(({ date, document }) => ({ ...(date && { date }), ...(document && { document }) }));
}

function isDated({ date, document }: Evidence): boolean {
  return date !== undefined || document !== undefined;
}

function isHeld(value: unknown): boolean {
  return Array.isArray(value) ? value.length > 0 : value !== false && value !== '';
}
