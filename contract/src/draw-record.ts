import { z } from 'zod';
import { GradeCountView, NamedRank } from './draws.ts';

/** What the internal sheet of a draw has beside the public one: who was left out and why, who was drawn, who took part. */
export const DrawRecordView = z.object({
  draw: z.string(),
  excluded: z.array(
    z.object({
      stratum: z.string(),
      state: z.enum(['base', 'out']),
      reason: z.string(),
      reasonName: z.string(),
      objects: z.array(z.object({ key: z.string(), name: z.string() })),
    }),
  ),
  /** By credit-risk grade; absent for a list that was frozen before these were kept. */
  grades: z.array(GradeCountView).optional(),
  drawn: z.array(NamedRank),
  people: z.array(z.object({ part: z.string(), name: z.string(), at: z.string() })),
});
export type DrawRecordView = z.infer<typeof DrawRecordView>;
