import { z } from 'zod';
import { ClauseView } from './plans.ts';

export const PublicationPlace = z.strictObject({ agency: z.string().max(20) });

/** A result that has to become public, and by when. */
const DueResultView = z.object({
  visit: z.string(),
  date: z.string(),
  object: z.string(),
  objectName: z.string(),
  task: z.string().optional(),
  /** Other numbers under which the same visit waits: it served those tasks as well. */
  alsoTasks: z.array(z.string()).optional(),
  results: z.array(z.string()),
  /** The day from which the clock of the scheme runs. */
  from: z.string(),
  due: z.string(),
  /** No holiday notice covers the whole time yet: the day may move. */
  provisional: z.boolean(),
  daysLeft: z.number().int(),
  overdueBy: z.number().int(),
  reminder: z.union([z.literal(10), z.literal(5), z.literal(1)]).optional(),
  channel: z.string(),
  clause: ClauseView,
});

/** 公示控制清单: the most urgent first. */
export const DueList = z.object({
  agency: z.string(),
  asOf: z.string(),
  overdue: z.number().int(),
  items: z.array(DueResultView),
  /**
   * Where the clock runs from the completion of the whole task: tasks with results that are not public and not due yet, since drawn units are neither
   * visited nor cancelled (`unvisited`) or have a visit without a result (`noResult`). `planClosed`: nothing of its year is recorded any more, so it never runs.
   */
  unfinished: z.array(
    z.object({
      task: z.string(),
      results: z.number().int(),
      drawn: z.number().int(),
      unvisited: z.number().int(),
      noResult: z.number().int(),
      planClosed: z.boolean().optional(),
    }),
  ),
  /** Results withheld on a ground and by nobody who approved it, the latest first. */
  unapproved: z.array(
    z.object({ visit: z.string(), date: z.string(), object: z.string(), objectName: z.string(), ground: z.string() }),
  ),
});
export type DueList = z.infer<typeof DueList>;

export const VisitPlace = z.strictObject({ visit: z.string().max(100) });

/** 批准人 of a withholding that is on record without one; encrypted. */
export const ApproveWithholding = z.strictObject({
  approvedBy: z.string().trim().min(1, '请写明批准人').max(100),
});
export type ApproveWithholding = z.infer<typeof ApproveWithholding> & z.infer<typeof VisitPlace>;

export const ApprovedWithholding = z.object({
  visit: z.string(),
  agency: z.string(),
  date: z.string(),
  object: z.string(),
  objectName: z.string(),
  /** With （部分） where a part is withheld. */
  ground: z.string(),
});
export type ApprovedWithholding = z.infer<typeof ApprovedWithholding>;
