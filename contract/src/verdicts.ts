import { z } from 'zod';
import { CompliancePeriod, ComplianceView, FindingView, MeasureView } from './compliance.ts';

/** When a verdict became final, by whom, and whether the data of today would say the same. */

/** `fresh`: judged by the data of today, also where a final verdict is stored. */
export const ComplianceRequest = CompliancePeriod.extend({ fresh: z.literal(['true', 'false']).optional() });
export type ComplianceRequest = z.infer<typeof ComplianceRequest> & { readonly agency: string };

export const CloseVerdict = CompliancePeriod.extend({
  year: z.coerce.number('年份写成 2026').int().min(2000).max(2100),
});
export type CloseVerdict = z.infer<typeof CloseVerdict> & { readonly agency: string };

export const ReopenVerdict = CloseVerdict.extend({
  reason: z.string().trim().min(1, '请写明重新打开的理由').max(1000, '理由不超过 1000 字'),
});
export type ReopenVerdict = z.infer<typeof ReopenVerdict> & { readonly agency: string };

/** How often a verdict has been closed with one of its acts: they take turns, closed, opened again, closed. */
export function closingNumber(version: number): number {
  return Math.ceil(version / 2);
}

/** A verdict was closed, or opened again. */
const VerdictAct = z.object({
  version: z.number().int(),
  act: z.enum(['closed', 'reopened']),
  at: z.string(),
  /** A person's name, or 系统. */
  by: z.string(),
  bySystem: z.boolean(),
  /** Of a closing: the days to record were over, or every inspection was concluded before. */
  ground: z.enum(['time', 'concluded']).optional(),
  /** Of a closing: what was judged, and SHA-256 of its stored text. */
  verdict: ComplianceView.shape.verdict.optional(),
  sum: z.string().optional(),
  reason: z.string().optional(),
});
export type VerdictAct = z.infer<typeof VerdictAct>;

/** A finding that the data of today would add, drop or change. */
const FindingDifference = z.object({ stored: FindingView.optional(), now: FindingView.optional() });
const MeasureDifference = z.object({ stored: MeasureView.optional(), now: MeasureView.optional() });

/** What differs between the stored verdict and one by the data of today; empty lists and no others = nothing. */
export const VerdictDifferences = z.object({
  asOf: z.string(),
  verdict: z.object({ stored: ComplianceView.shape.verdict, now: ComplianceView.shape.verdict }).optional(),
  visits: z.object({ stored: z.number().int(), now: z.number().int() }).optional(),
  findings: z.array(FindingDifference),
  measures: z.array(MeasureDifference),
});
export type VerdictDifferences = z.infer<typeof VerdictDifferences>;

export const VerdictStanding = z.object({
  state: z.enum(['open', 'provisional', 'closed']),
  /** Is it the stored verdict that is shown, or one by the data of today? */
  shown: z.enum(['stored', 'now']),
  /** Last day of the period. */
  ends: z.string(),
  /** Last day to record what belongs to it; final from the next day on. */
  lastDay: z.string(),
  /** 推算: that day rests on holidays that are not announced yet. */
  lastDayEstimated: z.boolean(),
  /** Does the running server close it by itself? Not what ended before the agency was here. */
  closesByItself: z.boolean(),
  /** Under a closed plan nothing is drawn or recorded any more. Of a verdict that is open under a closed one of its year: nothing until that is opened again. */
  yearClosed: z.enum(['verdict', 'plan']).optional(),
  acts: z.array(VerdictAct),
  /** Of a closed one. */
  differences: VerdictDifferences.optional(),
});
export type VerdictStanding = z.infer<typeof VerdictStanding>;

/** Of the verdict on a year: a quarter of it that is final, with the ratios as they were fixed, and where the year has other numbers. */
const ClosedQuarter = z.object({
  period: z.string(),
  at: z.string(),
  by: z.string(),
  bySystem: z.boolean(),
  verdict: ComplianceView.shape.verdict,
  sum: z.string(),
  /** Absent where what was stored does not have its sum any more. */
  ratios: z.array(MeasureView).optional(),
  /** What was fixed, beside what the verdict on the year reckons for the same quarter. */
  differences: z.array(MeasureDifference).optional(),
});
export type ClosedQuarter = z.infer<typeof ClosedQuarter>;

/** Where the verdict stands that closes a quarter, or the year's for a half-year. */
const PartStanding = VerdictStanding.pick({ state: true, closesByItself: true }).extend({ period: z.string() });
export type PartStanding = z.infer<typeof PartStanding>;

/** A verdict with where it stands; of a year, with its quarters that are final, and while it is not closed with where its parts stand. */
export const ComplianceAnswer = ComplianceView.extend({
  standing: VerdictStanding,
  /** Quarters, then half-years. */
  parts: z.array(PartStanding).optional(),
  closedQuarters: z.array(ClosedQuarter).optional(),
});
export type ComplianceAnswer = z.infer<typeof ComplianceAnswer>;
