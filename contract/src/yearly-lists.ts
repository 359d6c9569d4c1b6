import { z } from 'zod';
import { ClassReason } from './directories.ts';

/**
 * 年度名单: who has a class because of last year's facts. The system proposes it from 1 January on, or a person does, and another
 * person approves it.
 */

export const YearlyPlace = z.strictObject({
  agency: z.string().max(20),
  year: z.coerce.number('年份写成 2027').int().min(2000).max(2100),
});
export type YearlyPlace = z.infer<typeof YearlyPlace>;

export const yearlyChanges = { enters: '列入', stays: '保留', leaves: '退出' } as const;

const YearlyEntry = z.object({
  key: z.string(),
  name: z.string(),
  change: z.enum(['enters', 'stays', 'leaves']),
  reasons: z.array(ClassReason),
});
export type YearlyEntry = z.infer<typeof YearlyEntry>;

export const YearlyListView = z.object({
  class: z.string(),
  className: z.string(),
  year: z.number().int(),
  version: z.number().int(),
  state: z.enum(['proposed', 'approved']),
  entries: z.array(YearlyEntry),
  /** Login of a person, or 系统. */
  proposedBy: z.string(),
  bySystem: z.boolean(),
  proposedAt: z.string(),
  /** Of a list that is not approved yet: since when there has been one to approve, this version or one before it. */
  waitingSince: z.string().optional(),
  approvedBy: z.string().optional(),
  approvedAt: z.string().optional(),
});
export type YearlyListView = z.infer<typeof YearlyListView>;

/** One list for each class that last year's facts decide; the last version of each. */
export const YearlyListsView = z.object({ items: z.array(YearlyListView) });
export type YearlyListsView = z.infer<typeof YearlyListsView>;
