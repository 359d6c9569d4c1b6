import { z } from 'zod';
import type { PageQuery } from './pages.ts';

/** What daily supervision found and handed to enforcement (移送执法). */

export const HandOverPlace = z.strictObject({ agency: z.string().max(20) });
export type HandOverQuery = z.infer<typeof HandOverPlace> & z.infer<typeof PageQuery>;

const certificate = z.string().trim().min(1, '请写明证号').max(40);
const day = z.iso.date('日期写成 2026-11-20');

export const HandOverInput = z
  .strictObject({
    object: z.string().trim().min(1, '请写明检查对象').max(100),
    from: certificate,
    to: certificate,
    foundOn: day,
    handedOn: day,
    matter: z.string().trim().min(1, '请写明发现的问题').max(1000),
  })
  .refine(({ foundOn, handedOn }) => foundOn <= handedOn, { path: ['handedOn'], message: '移送日期早于发现日期' });
export type HandOverInput = z.infer<typeof HandOverInput> & { readonly agency: string };

const Person = z.object({ certificateNo: z.string(), name: z.string() });
export const HandOverView = z.object({
  id: z.string(),
  object: z.object({ key: z.string(), name: z.string() }),
  from: Person,
  to: Person,
  foundOn: z.string(),
  handedOn: z.string(),
  matter: z.string(),
});
export type HandOverView = z.infer<typeof HandOverView>;
