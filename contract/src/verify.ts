import { z } from 'zod';

/** What a verification prints: `ok` = no check failed, `complete` = nothing is left that is not public yet. */
export const VerificationView = z.object({
  ok: z.boolean(),
  complete: z.boolean(),
  draw: z.string(),
  phase: z.enum(['P1', 'P2', 'P3', 'P4', 'PX']).optional(),
  fingerprint: z.string().optional(),
  words: z.string().optional(),
  checks: z.array(
    z.object({
      id: z.string(),
      title: z.string(),
      state: z.enum(['pass', 'fail', 'notYet', 'stated']),
      expected: z.string(),
      actual: z.string(),
    }),
  ),
  ms: z.number().int(),
  version: z.string(),
});
export type VerificationView = z.infer<typeof VerificationView>;
