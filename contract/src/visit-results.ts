import { z } from 'zod';

/** 检查结果 of a visit whose form was submitted: day, people and items come from the form, the office adds the wording. */

const day = (name: string) => z.iso.date(`${name}写成 2026-11-20`).optional();

export const RecordResult = z
  .strictObject({
    /** The visit by the key of its object or its rank in the draw. */
    object: z.string().trim().min(1, '请写明检查对象').max(100),
    /** In the words of the scheme. */
    wordings: z.array(z.string().trim().min(1, '请写明检查结果').max(100)).min(1, '请写明检查结果').max(10),
    /** 结果认定日期; today where not said. */
    determinedOn: day('结果认定日期'),
    publishedOn: day('公示日期'),
    /** 不予公开依据, one of the scheme's; `withheldPart` where only a part of the result is left out. */
    withheldGround: z.string().trim().min(1, '请写明不予公开依据').max(100).optional(),
    withheldPart: z.boolean().optional(),
    /** 批准人: who approved the withholding; encrypted. */
    approvedBy: z.string().trim().min(1, '请写明批准人').max(100).optional(),
    /** 整改期限, where the wording needs one. */
    rectifyBy: day('整改期限'),
    /** 立案文号, where the wording needs one; encrypted. */
    caseNumber: z.string().trim().min(1, '请写明立案文号').max(100).optional(),
    /** 配合部门人员, `department：name`; the names are encrypted. */
    partnerPeople: z.array(z.string().trim().min(1).max(100)).max(50).optional(),
  })
  .refine(({ withheldPart, withheldGround }) => !withheldPart || withheldGround !== undefined, {
    path: ['withheldGround'],
    message: '部分不予公开的，请写明不予公开依据',
  });
export type RecordResult = z.infer<typeof RecordResult> & { readonly task: string };

export const RecordedResult = z.object({
  task: z.string(),
  code: z.string(),
  agency: z.string(),
  rank: z.number().int(),
  object: z.object({ key: z.string(), name: z.string() }),
  /** The version of the form that it rests on, and how many of its rows failed. */
  form: z.object({ form: z.string(), version: z.number().int(), failed: z.number().int() }),
  date: z.string(),
  inspectors: z.array(z.string()),
  items: z.array(z.string()),
  results: z.array(z.string()),
  determinedOn: z.string(),
  /** `same`: this very result was on record already, and nothing was written; `approved`: so it was, and lacked who approved its withholding, which was added. */
  state: z.enum(['added', 'same', 'approved']),
  /** What is odd about it, as an import of the same visit would say. */
  warnings: z.array(z.string()),
});
export type RecordedResult = z.infer<typeof RecordedResult>;
