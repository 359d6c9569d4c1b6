import { z } from 'zod';

/** Days in a row, both inclusive, on which somebody drawn cannot go, of those left for the visit; the reason is a code of `reasons.ts`. */
export const AwayView = z.object({ reason: z.string(), from: z.string(), to: z.string() });
export type AwayView = z.infer<typeof AwayView>;
