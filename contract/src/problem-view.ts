import { z } from 'zod';

/** A problem as it crosses the network: RFC 9457 with `code`. */
export const ProblemView = z.object({
  type: z.string(),
  title: z.string(),
  status: z.number().int(),
  code: z.string(),
  detail: z.string(),
  details: z.record(z.string(), z.unknown()).optional(),
  reference: z.string().optional(),
});
export type ProblemView = z.infer<typeof ProblemView>;
