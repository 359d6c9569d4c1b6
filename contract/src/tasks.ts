import { z } from 'zod';

export const TaskView = z.object({
  task: z.string(),
  code: z.string(),
  agency: z.string(),
  /** Absent for a draw outside the plan, which has its reason instead. */
  planEntry: z.string().optional(),
  adHocReason: z.string().optional(),
  /** A draw inside tags (定向抽查): the filter, the specialties asked of inspectors, and why. */
  targeted: z.object({ filter: z.string(), specialties: z.array(z.string()), reason: z.string() }).optional(),
  class: z.string(),
  className: z.string(),
  level: z.string(),
  period: z.string(),
  kind: z.enum(['daily', 'campaign', 'internalJoint', 'interdepartmental']),
  n: z.number().int(),
  items: z.array(z.string()),
  window: z.object({ from: z.string(), to: z.string() }),
  state: z.enum(['initiated', 'frozen', 'drawn', 'void', 'closed']),
  draws: z.array(z.string()),
  /** When its visits were sent out; absent before. */
  dispatchedAt: z.string().optional(),
});
export type TaskView = z.infer<typeof TaskView>;

/** What a draw is narrowed to: part of the objects, and inspectors of some specialties. The filter becomes public with the draw. */
const targeting = {
  filter: z.string().trim().min(1, '请写明限定范围').max(300).optional(),
  specialties: z.array(z.string().trim().min(1).max(40)).max(20).optional(),
};
const reason = z.string().trim().min(1, '请写明理由').max(500);
/** Of one office, of several sections together, or with other departments. Unsaid: daily, or as the class says. */
const kind = z.enum(['daily', 'internalJoint', 'interdepartmental'], {
  error: '任务类型写成 daily（日常）、internalJoint（内部联合）或 interdepartmental（部门联合）',
});

/**
 * A task comes from an entry of the issued plan: by its id, or by class and period. Where the scheme lets some classes be
 * drawn at any time, it may also stand outside the plan, with its number and its reason.
 */
export const CreateTask = z.union([
  z.strictObject({
    agency: z.string(),
    entry: z.string(),
    ...targeting,
    reason: reason.optional(),
    kind: kind.optional(),
  }),
  z.strictObject({
    agency: z.string(),
    class: z.string(),
    adHoc: z.literal(true),
    n: z.coerce.number().int('应为整数').min(1, '至少 1 家').max(1_000_000),
    reason,
    ...targeting,
  }),
  z.strictObject({
    agency: z.string(),
    class: z.string(),
    period: z.string().regex(/^\d{4}(H[12]|Q[1-4]|-(0[1-9]|1[0-2]))?$/, '时段写成 2026、2026H1、2026Q4 或 2026-10'),
    ...targeting,
    reason: reason.optional(),
    kind: kind.optional(),
  }),
]);
export type CreateTask = z.infer<typeof CreateTask>;
