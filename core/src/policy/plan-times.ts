import { type CalendarDate, makeDate, type Period } from '../basics/dates.ts';
import { type Finding, findingOn } from './findings.ts';
import { type Lateness, lateness } from './lateness.ts';
import { type Clause, findRule, type Pack, type Rule } from './pack.ts';
import { addWorkingDays, type WorkingDays } from './working-days.ts';

/** When the annual plan is due, when it must be public, and what was missed. */

export interface PlanTiming {
  readonly year: number;
  /** Day the plan was finished; absent = not yet. */
  readonly madeOn?: CalendarDate;
  readonly issuedOn?: CalendarDate;
  readonly publishedOn?: CalendarDate;
  /** The day it is judged on. Absent = what is not done is not yet judged. */
  readonly asOf?: CalendarDate;
}

export interface PlanTimes {
  /** Last day to make the plan; absent where the pack names none. */
  readonly planDue?: CalendarDate;
  readonly remindFrom?: CalendarDate;
  /** Last day to publish it; absent before it is issued or where the pack names none. */
  readonly publicationDue?: CalendarDate;
  /** The due day rests on a year whose holidays are not announced yet: 推算. */
  readonly provisional: boolean;
  readonly findings: readonly Finding[];
}

/** 待办：the plan that is still to be made. */
export interface PlanReminder {
  readonly from: CalendarDate;
  readonly due: CalendarDate;
  readonly state: 'later' | 'toDo' | 'late';
  /** Does the scheme name the day, or the agency hold itself to it? Else it only reminds (AMB-45). */
  readonly binding: boolean;
  readonly clause: Clause;
}

/** What is to be said of a plan that is not made; undefined where it is, or where the pack names no day. */
export function planReminder(
  pack: Pack,
  { year, madeOn }: Pick<PlanTiming, 'year' | 'madeOn'>,
  today: CalendarDate,
): PlanReminder | undefined {
  const rule = findRule(pack, 'planDue');
  if (!rule || madeOn !== undefined) return undefined;
  const due = makeDate(year, rule.value.month, rule.value.day);
  const from = makeDate(year, rule.value.remindMonth, rule.value.remindDay);
  const state = today < from ? 'later' : today <= due ? 'toDo' : 'late';
  const binding = lateFindings(pack, rule, { period: String(year) }).some(({ severity }) => severity === 'error');
  return { from, due, state, binding, clause: rule.clause };
}

/** What stands between an issued plan that is not public yet and its first task. */
export interface PublicationFirst {
  /** Last day to publish; absent where the scheme names none. */
  readonly due?: CalendarDate;
  /** The day is over, and the scheme is strict about it: no task. Else publication first is a warning. */
  readonly refuses: boolean;
  readonly clause?: Clause;
}

export function publicationFirst(
  pack: Pack,
  { year, issuedOn, today }: { readonly year: number; readonly issuedOn: CalendarDate; readonly today: CalendarDate },
  calendar: WorkingDays,
): PublicationFirst {
  const { publicationDue, findings } = planTimes(pack, { year, issuedOn, asOf: today }, calendar);
  const overdue = findings.find(({ code }) => code === 'PLAN_PUBLICATION_OVERDUE');
  const rule = findRule(pack, 'planPublication');
  return {
    ...(publicationDue !== undefined && { due: publicationDue }),
    refuses: overdue?.severity === 'error',
    ...(rule && { clause: rule.clause }),
  };
}

/** Deadlines of the plan and what was missed (golden J-13). */
export function planTimes(pack: Pack, timing: PlanTiming, calendar: WorkingDays): PlanTimes {
  const due = findRule(pack, 'planDue');
  const publication = findRule(pack, 'planPublication');
  const planDue = due && makeDate(timing.year, due.value.month, due.value.day);
  const publicationDue =
    publication && timing.issuedOn !== undefined
      ? addWorkingDays(calendar, timing.issuedOn, {
          days: publication.value.workingDays,
          dayZeroCounts: pack.settings['publication.dayZeroCounts'],
        })
      : undefined;
  const period = String(timing.year);
  const made = late({ due: planDue, doneOn: timing.madeOn, asOf: timing.asOf });
  const published = late({ due: publicationDue?.date, doneOn: timing.publishedOn, asOf: timing.asOf }, calendar);
  return {
    ...(due && planDue
      ? { planDue, remindFrom: makeDate(timing.year, due.value.remindMonth, due.value.remindDay) }
      : {}),
    ...(publicationDue ? { publicationDue: publicationDue.date } : {}),
    provisional: publicationDue?.provisional ?? false,
    findings: [
      ...(due && made ? lateFindings(pack, due, { period, ...made }) : []),
      ...(publication && published
        ? [findingOn(publication, 'PLAN_PUBLICATION_OVERDUE', { period, ...published })]
        : []),
    ],
  };
}

/** AMB-45: where a scheme names no day, ours only reminds. */
function lateFindings(
  pack: Pack,
  due: Rule<'planDue'>,
  about: Lateness & { readonly period: Period },
): readonly Finding[] {
  const reading = pack.settings['plan.due'];
  if (reading === 'none') return [];
  const strictness = reading === 'enforce' ? 'hard' : due.strictness;
  return [findingOn(due, 'PLAN_LATE', { ...about, strictness })];
}

type Days = { readonly [Key in 'due' | 'doneOn' | 'asOf']: CalendarDate | undefined };

function late({ due, doneOn, asOf }: Days, calendar?: WorkingDays): Lateness | undefined {
  const day = doneOn ?? asOf;
  if (due === undefined || day === undefined || day <= due) return undefined;
  return lateness({ due, doneOn, asOf: day }, calendar);
}
