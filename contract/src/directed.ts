import { z } from 'zod';
import { PageQuery } from './pages.ts';

export const DirectedPlace = z.strictObject({ agency: z.string().max(20) });

export const DirectedSearch = PageQuery.extend({ year: z.coerce.number().int().min(2000).max(2100).optional() });
export type DirectedQuery = z.infer<typeof DirectedPlace> & z.infer<typeof DirectedSearch>;

/**
 * 针对性检查: at one object, on a ground of the pack's list, with the document it rests on. Ground and document are asked
 * for by the use case, which names the grounds there are.
 */
export const AddDirected = z.strictObject({
  object: z.string().trim().min(1, '请写明检查对象').max(100),
  ground: z.string().trim().max(200).optional(),
  reference: z.string().trim().max(200).optional(),
  date: z.iso.date('日期写成 2026-11-20'),
  items: z.array(z.string().max(40)).min(1, '请写明检查事项').max(200),
  /** Another inspection with the same object, day, ground and document as one on record; unsaid, that is taken for a repetition. */
  again: z.boolean().optional(),
});
export type AddDirected = z.infer<typeof AddDirected> & { readonly agency: string };

export const DirectedView = z.object({
  id: z.string(),
  /** The number under which its visit is recorded (任务编号). */
  code: z.string(),
  agency: z.string(),
  object: z.string(),
  objectName: z.string(),
  ground: z.string(),
  groundText: z.string(),
  reference: z.string(),
  date: z.string(),
  items: z.array(z.string()),
  recordedAt: z.string(),
  /** Day of the visit recorded under the code; absent while there is none. */
  visitedOn: z.string().optional(),
});
export type DirectedView = z.infer<typeof DirectedView>;
