import { z } from 'zod';

/** 名录核对: that somebody looked through the directories before anything is drawn from them. */

export const ReviewPlace = z.strictObject({ agency: z.string().max(20) });

/** `changes` says what was changed, or that nothing was; `date` is today unless said. */
export const RecordReview = z.strictObject({
  date: z.iso.date('日期写成 2026-11-20').optional(),
  changes: z.string().trim().min(1, '请写明核对情况：改了什么，或没有变化').max(1000),
});
export type RecordReview = z.infer<typeof RecordReview> & { readonly agency: string };

export const ReviewView = z.object({
  id: z.string(),
  date: z.string(),
  changes: z.string(),
  /** Size of the two directories when it was recorded. */
  objects: z.number().int(),
  inspectors: z.number().int(),
  /** Login of who reviewed. */
  reviewedBy: z.string(),
});
export type ReviewView = z.infer<typeof ReviewView>;

export const ReviewsView = z.object({
  /** The period in which the scheme wants a review before a draw of today; absent where it wants none. */
  period: z.string().optional(),
  /** Is there one? */
  done: z.boolean(),
  /**
   * Firms that are special and on the positive list all the same, whose listing is to be looked at again: to do until one of the two ends. Absent
   * where the scheme sets no such task.
   */
  listings: z
    .object({
      section: z.string(),
      quote: z.string(),
      items: z.array(
        z.object({
          object: z.string(),
          name: z.string(),
          /** What made it special. */
          reasons: z.array(z.string()),
          since: z.string().optional(),
        }),
      ),
    })
    .optional(),
  /** The latest first. */
  items: z.array(ReviewView),
});
export type ReviewsView = z.infer<typeof ReviewsView>;
