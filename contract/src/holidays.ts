import { z } from 'zod';

/** A year's table as the files that ship write it; what it says is judged where the table is read. */
export const HolidayTable = z.record(z.string(), z.unknown());

export const HolidayYearView = z.object({
  year: z.number().int(),
  status: z.enum(['announced', 'estimated']),
  off: z.array(z.string()),
  work: z.array(z.string()),
  /** Days that are over and are a day off, or at work, now and were not before. */
  changedPast: z.array(z.string()).optional(),
});
