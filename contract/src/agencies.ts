import { z } from 'zod';

const AgencyLevel = z.enum(['municipal', 'newArea', 'county']);

export const AgencyView = z.object({
  code: z.string(),
  name: z.string(),
  level: AgencyLevel,
  parent: z.string().optional(),
  pack: z.string(),
});
export type AgencyView = z.infer<typeof AgencyView>;

export const AddAgency = z.strictObject({
  code: z.string().regex(/^[0-9]{6}([.-][A-Za-z0-9]{1,8})?$/, '单位代码为 6 位行政区划代码，可加后缀'),
  name: z.string().trim().min(1, '单位名称不能为空').max(100),
  level: AgencyLevel,
  parent: z.string().optional(),
  pack: z.string(),
});
export type AddAgency = z.infer<typeof AddAgency>;
