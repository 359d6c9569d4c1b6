import type { CalendarDate, Period } from '../basics/dates.ts';
import type { ClassId, Justification, Level, Method } from './facts.ts';
import type { DayRange, MeasureUnit } from './measures.ts';
import type { Clause, Rule, Strictness } from './pack.ts';

export const FINDING_CODES = [
  'UNDER_RATIO',
  'UNDER_ANNUAL_RATIO',
  'UNDER_ANNUAL_COVERAGE',
  'UNDER_HORIZON_COVERAGE',
  'HORIZON_PACE_SHORT',
  'PROVINCIAL_FLOOR_SHORT',
  'UNDER_REDRAW',
  'UNDER_JOINT_INTERNAL',
  'UNDER_JOINT_EXTERNAL',
  'JOINT_PARTNER_ABSENT',
  'UNDER_CREDIT',
  'UNDER_PARTICIPATION',
  'OVER_CAP',
  'OVER_RANGE',
  'POOL_EXHAUSTED',
  'PLAN_LATE',
  'PLAN_PUBLICATION_OVERDUE',
  'PLAN_TARGET_UNMET',
  'PUBLICATION_OVERDUE',
  'SECRET_PUBLISHED',
  'WITHHELD_UNAPPROVED',
  'REPORT_LATE',
  'LATE_UPLOAD',
  'LATE_SUBMISSION',
  'METHOD_VIOLATION',
  'MERGE_SUGGESTED',
  'CLUSTERED',
  'RECTIFICATION_OVERDUE',
  'DIRECTORY_NOT_REVIEWED',
  'DISCIPLINE_WITNESS_REQUIRED',
  'NO_RATIO_DEFINED',
  'CREDIT_NOT_DIFFERENTIATED',
  'CLASS_NOT_IN_SCOPE',
  'MISSING_PARENT_ITEM',
  'TIME_LIMIT_PASSED',
  'DRAWN_LATE',
  'VISITED_LATE',
  'FEWER_THAN_2',
  'NO_LEADER',
  'RECUSED_MEMBER',
  'NOT_KEY',
  'NOT_COUNTY_COMPLETED',
] as const;

export type FindingCode = (typeof FINDING_CODES)[number];

export type Severity = 'error' | 'justified' | 'warning' | 'info';

export type Verdict = 'compliant' | 'warning' | 'noncompliant';

/** Somebody by certificate number and name, with the last day of the certificate. */
export interface ExpiredCertificate {
  readonly id: string;
  readonly name: string;
  readonly validTo: CalendarDate;
}

/** One thing a verdict is made of: the numbers, the rule they come from and its clause. */
export interface Finding {
  readonly code: FindingCode;
  readonly rule: string;
  readonly class: ClassId | 'all';
  readonly level: Level | 'all';
  readonly period?: Period;
  readonly object?: string;
  readonly item?: string;
  /** The day of the one visit it speaks of, and the last day for what came late. */
  readonly date?: CalendarDate;
  readonly due?: CalendarDate;
  /** 推算: that last day rests on holidays that are not announced yet, and may move. */
  readonly dueEstimated?: boolean;
  /** The day on which what came late was done; absent where it is not done yet. */
  readonly doneOn?: CalendarDate;
  /** How long after its last day it was done, or is missing. */
  readonly lateBy?: { readonly days: number; readonly unit: 'workingDay' | 'day' };
  /** Where each object is wanted so many times in the period: `required`, `actual` and `shortBy` are visits. */
  readonly times?: number;
  /** What the numbers count, where the rule alone does not say; and the years that the duty has. */
  readonly unit?: MeasureUnit;
  readonly window?: DayRange;
  readonly required?: number;
  readonly actual?: number;
  readonly shortBy?: number;
  /** Of `shortBy`: what nobody can make good, because the objects have closed, were struck off or moved away since. */
  readonly gone?: number;
  /** Of `shortBy`: whom no list of the year can take any more, because the last one has them no longer: of another class by then, or at a standstill. */
  readonly away?: number;
  /** Of `shortBy`: what tasks of the period drew and nobody has inspected yet, and their numbers: under these it is still done, and no draw takes it again. */
  readonly waiting?: number;
  readonly waitingIn?: readonly string[];
  /** Of `shortBy`, beside those: whose visit was cancelled and can be made all the same, and the numbers of the tasks that drew them. */
  readonly cancelled?: number;
  readonly cancelledIn?: readonly string[];
  /** Where full coverage raises the number of a last period: the number by the ratio alone, and how many were not covered yet. */
  readonly byRatio?: number;
  readonly uncovered?: number;
  /** What the present pace leads to at the end of a window of years. */
  readonly projected?: number;
  /** Upper bound that was passed. */
  readonly max?: number;
  /** Of `actual`: whom a duty of another class to inspect everybody demands; `max` does not count them. */
  readonly demanded?: number;
  /** For OVER_CAP: visits counted and the cap; where others went beyond it, their codes. */
  readonly count?: number;
  readonly cap?: number;
  /** Where `count` has a visit once for each of its departments (AMB-50): how many visits they are. */
  readonly made?: number;
  /** Where `count` results are late together: how many of them are not public yet. */
  readonly undone?: number;
  readonly by?: readonly string[];
  /** For JOINT_PARTNER_ABSENT: the departments that had nobody there. */
  readonly lacks?: readonly string[];
  /** For FEWER_THAN_2: who was there and does not count, because the certificate had run out by then. */
  readonly expired?: readonly ExpiredCertificate[];
  /** For METHOD_VIOLATION: the way of inspecting that nobody approved; absent = somebody went where staying away comes first. */
  readonly method?: Method;
  /** For SECRET_PUBLISHED: on which the result was not to be public; `doneOn` is the day on which it was. For WITHHELD_UNAPPROVED: on which it is withheld, 商业秘密（部分） of a part. */
  readonly ground?: string;
  readonly severity: Severity;
  readonly clause: Clause;
  readonly justification?: Justification;
  /** `directory`: the base is counted from the directory, because no list was frozen here. */
  readonly baseFrom?: 'freeze' | 'directory';
}

/** The numbers of a finding, with what may soften it. */
export interface FindingDetails
  extends Omit<Finding, 'code' | 'rule' | 'class' | 'level' | 'clause' | 'severity' | 'justification'> {
  /** Where a switch overrules the strictness of the rule. */
  readonly strictness?: Strictness;
  readonly justification?: Justification | undefined;
  /** Where the rules themselves explain the shortage. */
  readonly severity?: Severity;
}

/** A finding on a rule. Only a principle can be justified: a reason given for any other rule changes nothing. */
export function findingOn(rule: Rule, code: FindingCode, given: FindingDetails): Finding {
  const { strictness = rule.strictness, justification, severity = SEVERITY[strictness], ...numbers } = given;
  const reason = strictness === 'principle' ? justification : undefined;
  return {
    code,
    rule: rule.id,
    class: rule.class,
    level: rule.level,
    ...numbers,
    severity: reason ? 'justified' : severity,
    clause: rule.clause,
    ...(reason ? { justification: reason } : {}),
  };
}

const SEVERITY: Readonly<Record<Strictness, Severity>> = {
  hard: 'error',
  principle: 'error',
  soft: 'warning',
  info: 'info',
};

/** Any error → noncompliant; else any warning or justified finding → warning; else compliant. */
export function verdictOf(findings: readonly Pick<Finding, 'severity'>[]): Verdict {
  if (findings.some(({ severity }) => severity === 'error')) return 'noncompliant';
  return findings.some(({ severity }) => severity !== 'info') ? 'warning' : 'compliant';
}
