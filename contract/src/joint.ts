import { z } from 'zod';

export const JointPlace = z.strictObject({ agency: z.string().max(20) });
export const JointListState = z.strictObject({ state: z.enum(['draft', 'published']).default('published') });

const JointItemView = z.object({
  serial: z.string(),
  name: z.string(),
  leadDepartment: z.string(),
  partnerDepartments: z.array(z.string()),
  objectKind: z.string(),
  matters: z.string(),
  mode: z.string(),
  demands: z.string(),
});
export type JointItemView = z.infer<typeof JointItemView>;

/** 部门联合随机抽查事项清单. */
export const JointListView = z.object({
  agency: z.string(),
  version: z.number().int(),
  state: z.enum(['draft', 'published', 'superseded']),
  /** Where it came from: the pack's own list, or a workbook. */
  source: z.enum(['pack', 'file']),
  publishedAt: z.string().optional(),
  channel: z.string().optional(),
  url: z.string().optional(),
  items: z.array(JointItemView),
});
export type JointListView = z.infer<typeof JointListView>;

const text = (what: string, most = 500) => z.string().trim().min(1, `请写明${what}`).max(most);

export const AddPartner = z.strictObject({
  name: text('部门名称', 100),
  contact: z.string().trim().max(200).optional(),
  /** An account of the agency with the role 联合部门 alone: it reads and confirms for the department. */
  login: z.string().max(32).optional(),
});
export type AddPartner = z.infer<typeof AddPartner> & z.infer<typeof JointPlace>;

export const PartnerView = z.object({
  id: z.string(),
  name: z.string(),
  contact: z.string().optional(),
  login: z.string().optional(),
});
export type PartnerView = z.infer<typeof PartnerView>;
export const PartnersView = z.object({ items: z.array(PartnerView) });

export const JointTaskPlace = z.strictObject({ task: z.string().max(100) });

/** `reason`: why a task that is drawn gets other items or partners. */
export const ChooseJoint = z.strictObject({
  items: z.array(z.string().max(40)).min(1, '请写明联合事项').max(50),
  reason: z.string().trim().min(1, '请写明理由').max(500).optional(),
});
export type ChooseJoint = z.infer<typeof ChooseJoint> & z.infer<typeof JointTaskPlace>;

/** What was agreed with a partner: matters, mode and demands (明确检查的事项、方式、要求). */
export const Consult = z.strictObject({
  partner: text('联合部门', 100),
  matters: text('检查事项'),
  mode: text('检查方式'),
  demands: text('检查要求'),
  date: z.iso.date('日期写成 2026-11-20'),
});
export type Consult = z.infer<typeof Consult> & z.infer<typeof JointTaskPlace>;

/** `document`: the partner's letter. The partner's own account needs none. */
export const ConfirmConsultation = z.strictObject({
  partner: text('联合部门', 100),
  document: z.string().trim().max(200).optional(),
});
export type ConfirmConsultation = z.infer<typeof ConfirmConsultation> & z.infer<typeof JointTaskPlace>;

const PartnerState = z.object({
  partner: z.string(),
  consultation: z.object({ matters: z.string(), mode: z.string(), demands: z.string(), date: z.string() }).optional(),
  confirmedOn: z.string().optional(),
  document: z.string().optional(),
});

export const JointTaskView = z.object({
  task: z.string(),
  code: z.string(),
  agency: z.string(),
  class: z.string(),
  period: z.string(),
  window: z.object({ from: z.string(), to: z.string() }),
  items: z.array(JointItemView),
  partners: z.array(PartnerState),
  /** Have all partners confirmed? */
  confirmed: z.boolean(),
  /** Does the scheme ask for that before anything else happens? */
  confirmationNeeded: z.boolean(),
  /** What happens next, and waits for that where the scheme asks for it; nothing does once visits were sent out, or a lead department held the draw. */
  next: z.enum(['freeze', 'dispatch']).optional(),
});
export type JointTaskView = z.infer<typeof JointTaskView>;
export const JointTasksView = z.object({ items: z.array(JointTaskView) });
