import { z } from 'zod';
import type { Text } from './languages.ts';

const AgencyLevel = z.enum(['municipal', 'newArea', 'county']);

export const AgencyView = z.object({
  code: z.string(),
  name: z.string(),
  level: AgencyLevel,
  parent: z.string().optional(),
  pack: z.string(),
  /** Classes of objects that this level may draw under its pack. */
  draws: z.array(z.string()),
});
export type AgencyView = z.infer<typeof AgencyView>;

export const AddAgency = z.strictObject({
  code: z.string().regex(/^[0-9]{6}([.-][A-Za-z0-9]{1,8})?$/, '单位代码为 6 位行政区划代码，可加后缀'),
  name: z.string().trim().min(1, '单位名称不能为空').max(100),
  level: AgencyLevel,
  parent: z.string().max(20).optional(),
  /** Unsaid = that of the agency above. */
  pack: z.string().max(1000).optional(),
});
export type AddAgency = z.infer<typeof AddAgency>;

/** Names of the levels for people. */
export const agencyLevels: Readonly<Record<AgencyView['level'], Text>> = {
  municipal: { zh: '市级', en: 'municipal' },
  newArea: { zh: '新区本级', en: 'new area' },
  county: { zh: '县级', en: 'county' },
};
