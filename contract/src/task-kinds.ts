import { z } from 'zod';
import type { Text } from './languages.ts';
import { RATIO_FORM } from './ratio-form.ts';

/** 日常 · 专项 · 内部联合 · 部门联合 */
export const TaskKind = z.enum(['daily', 'campaign', 'internalJoint', 'interdepartmental'], {
  error: '任务类型写成 daily（日常）、campaign（专项）、internalJoint（内部联合）或 interdepartmental（部门联合）',
});
export type TaskKind = z.infer<typeof TaskKind>;

export const kindNames: Readonly<Record<TaskKind, Text>> = {
  daily: { zh: '日常检查', en: 'daily' },
  campaign: { zh: '专项检查', en: 'campaign' },
  internalJoint: { zh: '内部联合检查', en: 'internally joint' },
  interdepartmental: { zh: '部门联合检查', en: 'interdepartmental' },
};

/** Kinds that may have entries with a scope of their own: the kind then stands where other entries have a class. */
export const ScopedKind = TaskKind.exclude(['daily']);
export type ScopedKind = z.infer<typeof ScopedKind>;

export function isScopedKind(cls: string): cls is ScopedKind {
  return ScopedKind.safeParse(cls).success;
}

/** What such an entry or task states before it is drawn; filter and number may still be open. */
export const StatedView = z.object({
  name: z.string(),
  filter: z.string().optional(),
  ratio: z.string().optional(),
  n: z.number().int().optional(),
  items: z.array(z.string()).optional(),
});
export type StatedView = z.infer<typeof StatedView>;

/** Scope, and ratio or number, as they are typed. */
export const statedFields = {
  filter: z.string().trim().min(1, '请写明限定范围').max(300).optional(),
  ratio: z.string().trim().regex(RATIO_FORM, '抽查比例写成 50%、2.5% 或 1/3').optional(),
  n: z.coerce.number().int('应为整数').min(1, '至少 1 家').max(1_000_000).optional(),
};
