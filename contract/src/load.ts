import { z } from 'zod';
import { ClauseView } from './plans.ts';

export const LoadPlace = z.strictObject({ agency: z.string().max(20) });
export const LoadSearch = z.strictObject({ year: z.coerce.number().int().min(2000).max(2100) });
export type LoadQuery = z.infer<typeof LoadPlace> & z.infer<typeof LoadSearch>;

/** Visits to one object that is visited more than once in the year; `clustered` where tasks cannot but crowd upon it. */
const ObjectLoad = z.object({
  object: z.object({ key: z.string(), name: z.string() }),
  visits: z.number().int(),
  clustered: z.object({ tasks: z.array(z.string()), from: z.string(), to: z.string() }).optional(),
});

/** A week (its Monday) of an area: visits made or bound to fall into it, and those that may. */
const WeekLoad = z.object({ area: z.string(), week: z.string(), fixed: z.number().int(), open: z.number().int() });

export const LoadView = z.object({
  agency: z.string(),
  year: z.number().int(),
  weeks: z.array(WeekLoad),
  /** Weeks with more fixed visits than the scheme's rule thinks wise. */
  fullWeeks: z.array(WeekLoad),
  objects: z.array(ObjectLoad),
  /** The rule; absent where the scheme says nothing of it. */
  clause: ClauseView.optional(),
});
export type LoadView = z.infer<typeof LoadView>;
