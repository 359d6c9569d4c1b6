import { z } from 'zod';
import { NotTogetherView } from './dispatch.ts';
import { DrawnElsewhere } from './drawn-elsewhere.ts';
import { OwnRatioNamed } from './own-numbers.ts';
import { TaskStepView, TaskWorkView } from './task-ends.ts';
import { StatedView, statedFields, TaskKind } from './task-kinds.ts';

/** A supporter for every team, drawn by trade and region: an expert (专家) or an auxiliary (辅助检查人员). */
const SupporterWish = z.strictObject({
  kind: z.enum(['expert', 'auxiliary']),
  industry: z.string().trim().min(1, '请写明擅长行业').max(40),
  region: z.string().trim().min(1).max(40).optional(),
});

/** Or somebody of daily supervision (日常监管人员) beside the holders of a certificate. */
const SupportWish = z.discriminatedUnion('kind', [SupporterWish, z.strictObject({ kind: z.literal('supervision') })]);

export const TaskView = z.object({
  task: z.string(),
  code: z.string(),
  agency: z.string(),
  /** Absent for a draw outside the plan, which has its reason instead. */
  planEntry: z.string().optional(),
  adHocReason: z.string().optional(),
  /** A draw inside tags (定向抽查): the filter, the specialties asked of inspectors, and why. */
  targeted: z.object({ filter: z.string(), specialties: z.array(z.string()), reason: z.string() }).optional(),
  /** Experts, auxiliaries and daily supervisors that are drawn into every team besides. */
  support: z.array(SupportWish).optional(),
  class: z.string(),
  className: z.string(),
  level: z.string(),
  period: z.string(),
  kind: TaskKind,
  /** A task with a scope of its own: what it states so far. */
  stated: StatedView.optional(),
  /** Objects that the other kind of inspection has covered this year are left out. */
  skipDone: z.boolean().optional(),
  /** Which round of an entry that is drawn in rounds. */
  round: z.number().int().optional(),
  /** A supplementary draw (补充抽取) of what the class lacked after it was drawn: which one, and why. */
  supplement: z.object({ nth: z.number().int(), why: z.string() }).optional(),
  /** Drawn by the lead department, whose result was taken over. */
  drawnElsewhere: DrawnElsewhere.optional(),
  /** What is worth knowing before it is drawn. Objects are counted, never named. */
  warnings: z.array(z.string()).optional(),
  /** 计划抽取: so many the plan, or the task itself, has drawn; of a supplementary draw what is lacking today, or was when its list was frozen. */
  n: z.number().int(),
  /**
   * Where the rule asks more of the directory of today than was planned: so many at least, and so many could be drawn. A freeze goes by the
   * directory of its own day. Of a task that was just created.
   */
  minimumToday: z
    .object({
      ...{ n: z.number().int(), pool: z.number().int(), entry: z.string(), section: z.string() },
      ownRatio: OwnRatioNamed.optional(),
    })
    .optional(),
  items: z.array(z.string()),
  /** Items that concern the class and that the task does without. */
  leftOut: z.object({ items: z.array(z.string()), reason: z.string() }).optional(),
  window: z.object({ from: z.string(), to: z.string() }),
  /** `completed`: every inspection is concluded; `published`: and every result public, or lawfully withheld with an approver on record. */
  state: z.enum(['initiated', 'frozen', 'drawn', 'completed', 'published', 'closed', 'void']),
  draws: z.array(z.string()),
  /** When its visits were sent out; absent before. */
  dispatchedAt: z.string().optional(),
  /** Taken back before a list was frozen: it counts for nothing. The reason is told to who may take tasks back. */
  withdrawn: z.object({ at: z.string(), by: z.string(), reason: z.string().optional() }).optional(),
  /** What has become of what it drew; absent before the draw. */
  work: TaskWorkView.optional(),
  /**
   * Visits that were answered to go together with others that go separately, or once sent out have not answered so; by rank, without reasons. Of one
   * task that is looked at.
   */
  notTogether: z.array(NotTogetherView.omit({ reason: true })).optional(),
  /** 发起、分配、汇总、统计、报送 with person and time; of one task that is looked at. */
  steps: z.array(TaskStepView).optional(),
});
export type TaskView = z.infer<typeof TaskView>;

/** Which items: by serial, by category, or all that concern the class; and why others are left out. */
const choice = {
  items: z.array(z.string().trim().min(1).max(20)).min(1).max(500).optional(),
  category: z.string().trim().min(1).max(100).optional(),
  leaveOutReason: z.string().trim().min(1, '请写明不检查的理由').max(500).optional(),
};

/** What a draw is narrowed to: part of the objects, and inspectors of some specialties. The filter becomes public with the draw. */
const targeting = {
  filter: z.string().trim().min(1, '请写明限定范围').max(300).optional(),
  specialties: z.array(z.string().trim().min(1).max(40)).max(20).optional(),
  support: z
    .array(SupportWish)
    .max(3)
    .refine(
      (wishes) => new Set(wishes.map(({ kind }) => kind)).size === wishes.length,
      '专家、辅助人员、日常监管人员各写一次',
    )
    .optional(),
};
/** Of a scope of its own: its ratio or number. Of a yearly entry: how many this round takes. */
const number = { ratio: statedFields.ratio, n: statedFields.n };
const reason = z.string().trim().min(1, '请写明理由').max(500);
/** Unsaid: as the plan says, or the class. */
const kind = TaskKind.optional();
/** Leave out objects that the other kind of inspection has covered this year. Unsaid: campaigns as the pack reads it, others not. */
const skip = z.boolean().optional();

/**
 * A task comes from an entry of the issued plan: by its id, or by class and period. Where the scheme lets some classes be
 * drawn at any time, it may also stand outside the plan, with its number and its reason.
 */
export const CreateTask = z.union([
  z.strictObject({
    agency: z.string(),
    entry: z.string(),
    ...targeting,
    ...choice,
    ...number,
    reason: reason.optional(),
    kind,
    skip,
  }),
  z.strictObject({
    agency: z.string(),
    class: z.string(),
    adHoc: z.literal(true),
    n: z.coerce.number().int('应为整数').min(1, '至少 1 家').max(1_000_000),
    reason,
    ...targeting,
    ...choice,
  }),
  z.strictObject({
    agency: z.string(),
    class: z.string(),
    period: z.string().regex(/^\d{4}(H[12]|Q[1-4]|-(0[1-9]|1[0-2]))?$/, '时段写成 2026、2026H1、2026Q4 或 2026-10'),
    ...targeting,
    ...choice,
    ...number,
    reason: reason.optional(),
    kind,
    skip,
  }),
]);
export type CreateTask = z.infer<typeof CreateTask>;

/** A task that was created by mistake, before its list is frozen. */
export const WithdrawTask = z.strictObject({
  task: z.string().max(100),
  reason: z.string().trim().min(1, '请写明撤回的理由').max(500),
});
export type WithdrawTask = z.infer<typeof WithdrawTask>;

/** Scope and number of a task that has its own, where the plan left them open. */
export const StateTask = z.strictObject({ task: z.string().max(100), ...statedFields });
export type StateTask = z.infer<typeof StateTask>;
