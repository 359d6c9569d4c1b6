import { z } from 'zod';
import { PageQuery } from './pages.ts';

/** Who may not go (an interest in the object) and who cannot (away). */

export const AvailabilityPlace = z.strictObject({ agency: z.string().max(20) });
export const AvailabilitySearch = PageQuery.extend({ certificate: z.string().max(40).optional() });
export type AvailabilityQuery = z.infer<typeof AvailabilityPlace> & z.infer<typeof AvailabilitySearch>;

const certificate = z.string().trim().min(1, '请写明执法证号').max(40);
const object = z.string().trim().min(1, '请写明检查对象').max(100);
const reason = z.string().trim().min(1, '请写明理由').max(200);
const day = z.iso.date('日期写成 2026-11-20');

export const RecusalInput = z.strictObject({ certificate, object, reason });
export type RecusalInput = z.infer<typeof RecusalInput> & { readonly agency: string };

export const RecusalView = z.object({
  certificate: z.string(),
  name: z.string(),
  object: z.string(),
  objectName: z.string(),
  reason: z.string(),
  declaredAt: z.string(),
  /** Login of who declared it; absent where a workbook said it. */
  declaredBy: z.string().optional(),
});
export type RecusalView = z.infer<typeof RecusalView>;

export const AbsenceInput = z
  .strictObject({ certificate, from: day, to: day.optional(), reason })
  .refine(({ from, to }) => to === undefined || from <= to, { path: ['to'], message: '结束日期早于开始日期' });
export type AbsenceInput = z.infer<typeof AbsenceInput> & { readonly agency: string };

export const AbsencePlace = AvailabilityPlace.extend({ absence: z.string().max(60) });
/** The last day away; without one the absence is called off as a whole. */
export const EndAbsence = z.strictObject({ to: day.optional() });
export type EndAbsence = z.infer<typeof AbsencePlace> & z.infer<typeof EndAbsence>;

export const AbsenceView = z.object({
  id: z.string(),
  certificate: z.string(),
  name: z.string(),
  from: z.string(),
  to: z.string().optional(),
  calledOff: z.boolean(),
  reason: z.string(),
});
export type AbsenceView = z.infer<typeof AbsenceView>;

export const BindAccount = z.strictObject({ certificate, login: z.string().max(32) });
export type BindAccount = z.infer<typeof BindAccount> & { readonly agency: string };
export const UnbindAccount = z.strictObject({ certificate });
export type UnbindAccount = z.infer<typeof UnbindAccount> & { readonly agency: string };

export const AccountView = z.object({ certificate: z.string(), name: z.string(), login: z.string() });
export type AccountView = z.infer<typeof AccountView>;
