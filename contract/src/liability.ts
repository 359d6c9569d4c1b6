import { z } from 'zod';

/** 履职材料 (免于追究相关责任): what the record says of an object and of the people who went or would have gone. */

export const LiabilityPlace = z.strictObject({ agency: z.string().max(20) });
export const LiabilitySearch = z.strictObject({
  object: z.string().trim().min(1, '请写明检查对象').max(100),
  year: z.coerce.number().int().min(2000, '年份写成 2026').max(2100, '年份写成 2026'),
  certificate: z.string().trim().min(1).max(40).optional(),
});
export type LiabilityQuery = z.infer<typeof LiabilityPlace> & z.infer<typeof LiabilitySearch>;

export const DrawOfObjectView = z.object({
  draw: z.string(),
  agency: z.string(),
  task: z.string(),
  period: z.string(),
  on: z.string(),
  /** In the pool, on the list without being in the pool (with the reason), or not on the list. */
  place: z.enum(['pool', 'list', 'absent']),
  reason: z.string().optional(),
  drawn: z.boolean(),
  fingerprint: z.string(),
  /** Entries of the public log. */
  manifestIndex: z.number().int(),
  resultIndex: z.number().int(),
  /** Version of the item list that the task rests on. */
  itemList: z.object({ version: z.number().int(), publishedAt: z.string().optional() }),
  /** The person's seat in the team of the object, where one person was asked for and was drawn. */
  seat: z.string().optional(),
});
export type DrawOfObjectView = z.infer<typeof DrawOfObjectView>;

export const LiabilityView = z.object({
  agency: z.string(),
  object: z.object({ key: z.string(), name: z.string() }),
  year: z.number().int(),
  asOf: z.string(),
  person: z.object({ certificateNo: z.string(), name: z.string(), disciplineEntries: z.number().int() }).optional(),
  draws: z.array(DrawOfObjectView),
  /** Inspections of the object in the year; of one person, those in which the person took part. */
  visits: z.array(
    z.object({ date: z.string(), task: z.string().optional(), selection: z.string(), results: z.array(z.string()) }),
  ),
  /** Absent where the scheme has no such clause. */
  note: z
    .object({
      conditions: z.array(z.string()),
      notSelectedIn: z.array(z.string()),
      foundNothingOn: z.array(z.string()),
      foundOn: z.array(z.string()),
      carried: z.boolean(),
      rule: z.string(),
      clause: z.object({ section: z.string(), quote: z.string() }),
    })
    .optional(),
});
export type LiabilityView = z.infer<typeof LiabilityView>;
