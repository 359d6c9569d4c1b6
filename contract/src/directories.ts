import { z } from 'zod';
import { PageQuery } from './pages.ts';

export const DirectoryPlace = z.strictObject({ agency: z.string().max(20) });

/** What a list of a directory is asked for: `q` is part of a name, its pinyin initials, or the beginning of a code. */
export const DirectorySearch = PageQuery.extend({ q: z.string().trim().max(60).optional() });
export type DirectoryQuery = z.infer<typeof DirectoryPlace> & z.infer<typeof DirectorySearch>;

/** A condition that was met: 上一年度市级挂牌督办, 2021-11-03, the number of the document. */
export const ClassReason = z.object({
  fact: z.string(),
  date: z.string().optional(),
  document: z.string().optional(),
  section: z.string(),
});
export type ClassReason = z.infer<typeof ClassReason>;

export const ObjectView = z.object({
  id: z.string(),
  key: z.string(),
  name: z.string(),
  region: z.string(),
  permitCategory: z.string(),
  status: z.enum(['active', 'suspended', 'closed', 'deregistered', 'moved']),
  statusSince: z.string().optional(),
  /** The day from which it counts, where that is to come. */
  listedFrom: z.string().optional(),
  class: z.string(),
  className: z.string(),
  /** Why the object has its class, each with the day, the document and the clause. */
  reasons: z.array(ClassReason),
});
export type ObjectView = z.infer<typeof ObjectView>;

/** Without identity number and telephone: those are revealed one by one, with a reason. */
export const InspectorView = z.object({
  id: z.string(),
  certificateNo: z.string(),
  name: z.string(),
  department: z.string(),
  /** 执法 · 日常监管 · 辅助 · 专家 */
  staffKind: z.enum(['enforcement', 'dailySupervision', 'auxiliary', 'expert']),
  certificateValidTo: z.string().optional(),
  /** 类型 of an auxiliary or expert, as the scheme names it. */
  supporterKind: z.string().optional(),
  /** 委托（授权）, 聘任 of an auxiliary or expert: the document and the days it covers. */
  mandate: z
    .object({ document: z.string().optional(), from: z.string().optional(), to: z.string().optional() })
    .optional(),
  mayLead: z.boolean(),
  /** 业务专长 */
  specialties: z.array(z.string()),
  /** 业务类别 */
  businessCategory: z.array(z.string()),
  /** 专业类别 */
  professionCategory: z.array(z.string()),
  /** 部门岗位 */
  post: z.string().optional(),
  /** 职务岗位, else 职务 */
  position: z.string().optional(),
  /** 信息不全: required fields that are missing, in the words of the scheme. */
  lacks: z.array(z.string()),
  /** Why the person cannot be drawn today; absent = can. */
  out: z.string().optional(),
  /** Seats drawn this year. */
  seatsThisYear: z.number().int(),
  /** 年度检查次数: concluded inspections of this calendar year. */
  inspectionsThisYear: z.number().int(),
});
export type InspectorView = z.infer<typeof InspectorView>;

export const IdentityPlace = DirectoryPlace.extend({ certificate: z.string().max(40) });
export const IdentityReason = z.strictObject({ reason: z.string().trim().min(1, '请写明理由').max(200) });
export type IdentityRequest = z.infer<typeof IdentityPlace> & z.infer<typeof IdentityReason>;

/** What is closed about a person; absent where it was never given. */
export const IdentityView = z.object({
  certificateNo: z.string(),
  name: z.string(),
  idNumber: z.string().optional(),
  phone: z.string().optional(),
});
export type IdentityView = z.infer<typeof IdentityView>;
