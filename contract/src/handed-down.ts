import { z } from 'zod';
import { isCreditCode, isProjectKey } from './identifiers.ts';

/** 下发名单: a list of a higher authority that fixes who has a class. */

export const HandedDownPlace = z.strictObject({ agency: z.string().max(20) });

const day = z.iso.date('日期写成 2026-11-20');

/** One row: known by `key`, a credit code or `<credit code>/<project number>`; without one by its name alone. */
const HandedDownEntry = z.strictObject({
  name: z.string().trim().min(1, '请写明单位名称').max(200),
  key: z
    .string()
    .refine((key) => isCreditCode(key) || isProjectKey(key), '代码校验不通过，请对照证照核对')
    .optional(),
  /** 检查时限 of a construction project. */
  due: day.optional(),
});
export type HandedDownEntry = z.infer<typeof HandedDownEntry>;

/** `class` is an id or name of the scheme; `level` is that of the authority whose list it is. */
export const HandedDownAbout = z.strictObject({
  class: z.string().trim().min(1, '请写明类别').max(60),
  year: z.coerce.number('年份写成 2026').int().min(2000).max(2100),
  level: z.enum(['national', 'provincial', 'municipal', 'county'], '级别可用 national、provincial、municipal、county'),
  document: z.string().trim().min(1, '请写明名单的文号').max(200),
});
export type HandedDownAbout = z.infer<typeof HandedDownAbout> & { readonly agency: string };

export const HandDown = HandedDownAbout.extend({ entries: z.array(HandedDownEntry).min(1, '名单是空的').max(20_000) });
export type HandDown = z.infer<typeof HandDown> & { readonly agency: string };

const Named = z.object({ key: z.string().optional(), name: z.string() });

const ListView = z.object({
  id: z.string(),
  class: z.string(),
  className: z.string(),
  level: z.string(),
  year: z.number().int(),
  version: z.number().int(),
  document: z.string(),
  listed: z.number().int(),
  /** On the list and in no directory here. */
  missing: z.array(Named),
});

/** What a list changed: who has the class now, who lost it, and who has it by another condition without being listed. */
export const HandedDownView = ListView.extend({
  entered: z.array(Named),
  left: z.array(Named),
  others: z.array(Named),
});
export type HandedDownView = z.infer<typeof HandedDownView>;

export const HandedDownLists = z.object({
  items: z.array(
    ListView.extend({
      /** The agency that took it in: the own one, or one above. */
      agency: z.string(),
      importedAt: z.string(),
      /** Superseded by a later version of the same kind, level and year. */
      superseded: z.boolean(),
    }),
  ),
});
export type HandedDownLists = z.infer<typeof HandedDownLists>;
