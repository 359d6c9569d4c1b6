import { INDICATORS } from '@sunlot/core/policy/indicators.ts';
import { z } from 'zod';
import { ClauseView } from './plans.ts';
import { TaskKind } from './task-kinds.ts';

export const CompliancePlace = z.strictObject({ agency: z.string().max(20) });

export const CompliancePeriod = z.strictObject({
  year: z.coerce.number().int().min(2000).max(2100),
  quarter: z
    .string()
    .regex(/^(?:[0-9]{4})?Q?[1-4]$/i, '季度写成 Q4、4 或 2026Q4')
    .optional(),
});
export type ComplianceQuery = z.infer<typeof CompliancePlace> & z.infer<typeof CompliancePeriod>;

const Numbers = {
  rule: z.string(),
  class: z.string(),
  level: z.string(),
  period: z.string().optional(),
  /** Each of the base is wanted so many times in the period: `required`, `actual` and `shortBy` are visits. Absent where once is meant. */
  times: z.number().int().optional(),
  /** What the numbers count, where the rule alone does not say. */
  unit: z.enum(['task', 'object']).optional(),
  /** Where the duty has years of time: their first and last day. `period` is the year that is judged. */
  window: z.object({ from: z.string(), to: z.string() }).optional(),
  required: z.number().int().optional(),
  actual: z.number().int().optional(),
  shortBy: z.number().int().optional(),
  max: z.number().int().optional(),
  /** Of `actual`: those that another class wants inspected all, whom `max` does not count. */
  demanded: z.number().int().optional(),
  clause: ClauseView,
  baseFrom: z.enum(['freeze', 'directory']).optional(),
};

/** One thing the verdict is made of. */
export const FindingView = z.object({
  code: z.string(),
  ...Numbers,
  severity: z.enum(['error', 'justified', 'warning', 'info']),
  justification: z.object({ reason: z.string(), approvedBy: z.string() }).optional(),
  /** The rule is worded 原则上 or 侧重: an approved reason justifies leaving it. Any other rule stays as judged whatever the reason. */
  principle: z.boolean().optional(),
  /** The scheme does not say it: the phrase of `clause` is only what comes nearest, and its `note` says why it holds. */
  derived: z.boolean().optional(),
  /** The object it speaks of, by key and name; only objects that were visited, or whose own time limit passed. */
  object: z.string().optional(),
  objectName: z.string().optional(),
  item: z.string().optional(),
  /** The day of the one visit it speaks of, and the last day for what came late. */
  date: z.string().optional(),
  due: z.string().optional(),
  /** 推算: that last day rests on holidays that are not announced yet. */
  dueEstimated: z.boolean().optional(),
  /** The day on which what came late was done, absent where it is not done; how long after its last day that is, or it is missing by now. */
  doneOn: z.string().optional(),
  lateBy: z.object({ days: z.number().int(), unit: z.enum(['workingDay', 'day']) }).optional(),
  /** Visits counted and the cap; names of those who went beyond it, where the authority judged did not. */
  count: z.number().int().optional(),
  cap: z.number().int().optional(),
  /** Where a visit counts once for each of its departments: how many visits `count` is of. */
  made: z.number().int().optional(),
  by: z.array(z.string()).optional(),
  /** Where `count` results are late together: how many are not public yet. */
  undone: z.number().int().optional(),
  /** Departments that had nobody at the joint visit. */
  lacks: z.array(z.string()).optional(),
  /** Who was there and is none of `actual`: the certificate had run out by then. */
  expired: z.array(z.object({ id: z.string(), name: z.string(), validTo: z.string() })).optional(),
  /** On which the result was not to be public. */
  ground: z.string().optional(),
  /** A way of inspecting that wanted an approval and has none on record. */
  method: z.string().optional(),
  /** Where full coverage raises the number of a last period: the number by the ratio alone, and how many were not covered yet. */
  byRatio: z.number().int().optional(),
  uncovered: z.number().int().optional(),
  /** Of `shortBy`: what nobody can make good, because the objects have closed, were struck off or moved away since. */
  gone: z.number().int().optional(),
  /** Of `shortBy`: whom no draw of the year can take any more, because its last list has them no longer (another class, a standstill). */
  away: z.number().int().optional(),
  /** Of `shortBy`: what tasks of the period drew and nobody has inspected yet, and the numbers of these tasks. */
  waiting: z.number().int().optional(),
  waitingIn: z.array(z.string()).optional(),
  /** Of `shortBy`, beside those: whose visit was cancelled and can still be made under the task that drew them, and the numbers of these tasks. */
  cancelled: z.number().int().optional(),
  cancelledIn: z.array(z.string()).optional(),
  /** What the present pace leads to. */
  projected: z.number().int().optional(),
});
export type FindingView = z.infer<typeof FindingView>;

/** One number the law asks about, met or not. */
export const MeasureView = z.object({
  ...Numbers,
  topic: z.string(),
  base: z.number().int().optional(),
  actual: z.number().int(),
  state: z.enum(['met', 'short', 'over', 'justified', 'open', 'shown']),
});
export type MeasureView = z.infer<typeof MeasureView>;

/** A session that was voided before its first source or abandoned after it: never deleted, and told with its reason. */
export const EndedDrawView = z.object({
  draw: z.string(),
  task: z.string(),
  seq: z.number().int(),
  period: z.string(),
  kind: z.enum(['void', 'abandoned']),
  reason: z.string(),
  endedOn: z.string(),
});
export type EndedDrawView = z.infer<typeof EndedDrawView>;

/** Drawn objects of a task whose visits could not take place: drawn, not done, with a reason that was approved. */
const CancelledView = z.object({ task: z.string(), period: z.string(), n: z.number().int() });
export type CancelledView = z.infer<typeof CancelledView>;

const ReadingView = z.object({
  ambiguity: z.string(),
  key: z.string(),
  default: z.union([z.string(), z.boolean(), z.number()]),
  value: z.union([z.string(), z.boolean(), z.number()]),
  problem: z.string(),
  reading: z.string(),
  clause: ClauseView,
});
export type ReadingView = z.infer<typeof ReadingView>;

export const ComplianceView = z.object({
  agency: z.string(),
  agencyName: z.string(),
  level: z.string(),
  pack: z.string(),
  packName: z.string(),
  packVersion: z.number().int(),
  /** First day of the agency's first version: told where none was in force in the period. */
  schemeFrom: z.string().optional(),
  year: z.number().int(),
  /** Where only a part of the year is judged. */
  period: z.string().optional(),
  /** The day of the judgement. */
  asOf: z.string(),
  /** `notJudged`: no version of the scheme was in force in the period. */
  verdict: z.enum(['compliant', 'warning', 'noncompliant', 'notJudged']),
  findings: z.array(FindingView),
  tables: z.array(MeasureView),
  /** Reports that the scheme asks for of the quarters judged: the window, where it has one, and the last day. Absent where it asks for none. */
  reports: z
    .array(
      z.object({
        topic: z.enum(['quarterlySummary', 'quarterlyStatistics']),
        name: z.string(),
        period: z.string(),
        opens: z.string().optional(),
        due: z.string(),
        /** The day rests on a year whose holidays are not announced (推算). */
        provisional: z.boolean(),
        rule: z.string(),
        clause: ClauseView,
      }),
    )
    .optional(),
  /** Completed random visits of the year. */
  visits: z.number().int(),
  /** Draws of the period that came to nothing, in the order in which they ended. */
  ended: z.array(EndedDrawView),
  /** Visits that were cancelled, by task; absent where none was. */
  cancelled: z.array(CancelledView).optional(),
  /** How many of them are imported history, from before the agency's first draw here: no draw stands behind them. */
  history: z.number().int(),
  /** Objects that stand active in the directories of several agencies of one level below; absent where none does. */
  listedTwice: z
    .array(z.object({ object: z.string(), objectName: z.string(), agencies: z.array(z.string()) }))
    .optional(),
  /** Visits that are on record with another 任务类型 than their task's, from before imports asked; absent where none is. */
  otherKind: z
    .array(
      z.object({
        task: z.string(),
        period: z.string(),
        object: z.string(),
        objectName: z.string().optional(),
        date: z.string(),
        kind: TaskKind,
        stated: TaskKind,
      }),
    )
    .optional(),
  /** Rules that could not be judged for want of what they measure. */
  notJudged: z.array(z.object({ rule: z.string(), clause: ClauseView })),
  /** Results of which nobody can say whether they became public in time: the day from which the clock runs was not recorded. */
  unclocked: z
    .object({
      results: z.number().int(),
      start: z.enum(['resultDetermined', 'inspectionEnd', 'taskCompleted']),
      rule: z.string(),
      clause: ClauseView,
    })
    .optional(),
  /**
   * Where the scheme can be read in more than one way: every switch, its default, what was used, the reading in words as the
   * scheme's file gives it for the default, and the phrase of the scheme that leaves it open.
   */
  readings: z.array(ReadingView),
  /**
   * Where parts of the year were judged by other versions than `packVersion`: each version with its parts, their first and last day, and what
   * it reads otherwise than `readings`. Whatever is asked of the whole year is judged by `packVersion`. Absent where that judged all.
   */
  versions: z
    .array(
      z.object({
        version: z.number().int(),
        from: z.string(),
        to: z.string(),
        periods: z.array(z.string()),
        readings: z.array(ReadingView),
      }),
    )
    .optional(),
  /** Names of the classes in the pack, by id. */
  classNames: z.record(z.string(), z.string()),
});
export type ComplianceView = z.infer<typeof ComplianceView>;

/** `fresh`: by the data of today, also where the verdict on the year is final. */
export const IndicatorYear = CompliancePeriod.pick({ year: true }).extend({
  fresh: z.literal(['true', 'false']).optional(),
});
export type IndicatorQuery = z.infer<typeof CompliancePlace> & z.infer<typeof IndicatorYear>;

/** A goal of the programme as a share of the year; `required` only where the scheme sets a number. */
const IndicatorView = z.object({
  id: z.enum(INDICATORS),
  base: z.number().int(),
  actual: z.number().int(),
  /** Rounded down to tenths of a percent; — where the base is empty. */
  share: z.string(),
  required: z.number().int().optional(),
  state: MeasureView.shape.state,
  /** Of the share drawn at random: visits from before the first draw held here, which are in neither number. */
  history: z.number().int().optional(),
  rule: z.string(),
  clause: ClauseView,
  /** Of a fixed one, where the data of today would say otherwise. */
  now: z.object({ base: z.number().int(), actual: z.number().int() }).optional(),
});
export type IndicatorView = z.infer<typeof IndicatorView>;

export const IndicatorsView = z.object({
  agency: z.string(),
  agencyName: z.string(),
  year: z.number().int(),
  asOf: z.string(),
  pack: z.string(),
  packName: z.string(),
  packVersion: z.number().int(),
  /** Are these the figures fixed when the verdict on the year was closed, or those by the data of today? */
  shown: z.enum(['stored', 'now']),
  /** Where the verdict is final: since when, by whom, and whether its figures were kept with it (a closing from before they were has none). */
  closed: z.object({ at: z.string(), by: z.string(), kept: z.boolean() }).optional(),
  items: z.array(IndicatorView),
});
export type IndicatorsView = z.infer<typeof IndicatorsView>;
