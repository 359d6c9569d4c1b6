import { z } from 'zod';

/** 一单两库专人负责: who keeps each list, and what is still wrong in it. */

export const StewardPlace = z.strictObject({ agency: z.string().max(20) });

export const stewardedLists = {
  items: '随机抽查事项清单',
  objects: '检查对象名录库',
  inspectors: '检查人员名录库',
} as const;
export type StewardedList = keyof typeof stewardedLists;
const listName = z.enum(['items', 'objects', 'inspectors'], '名录可用 items、objects、inspectors');

export const SetSteward = z.strictObject({ list: listName, login: z.string().trim().min(1, '请写明用户').max(32) });
export type SetSteward = z.infer<typeof SetSteward> & { readonly agency: string };

export const StewardView = z.object({
  list: listName,
  /** Absent where nobody was named: a warning in itself. */
  steward: z.object({ login: z.string(), name: z.string(), since: z.string() }).optional(),
  complete: z.number().int(),
  total: z.number().int(),
  /** Hundredths of a percent: 9816 for 160 of 163. */
  completeness: z.number().int(),
  /** The rows that are not complete, at most 200, each with what it lacks. */
  defects: z.array(z.object({ key: z.string(), name: z.string(), lacks: z.array(z.string()) })),
});
export type StewardView = z.infer<typeof StewardView>;

export const StewardsView = z.object({ items: z.array(StewardView) });
