import { z } from 'zod';
import { dutySources } from './duty-columns.ts';

export type DutySource = keyof typeof dutySources;

const DutyView = z.object({
  source: z.enum(Object.keys(dutySources) as [DutySource, ...DutySource[]]),
  dutyNo: z.string(),
  name: z.string(),
  /** The item named for it that is not on the list; empty where none is named. */
  item: z.string(),
});

/** 随机抽查事项全覆盖: of the duties that suit random inspection, those with an item on the published list. */
export const DutyCoverageView = z.object({
  agency: z.string(),
  /** Version of the published list; 0 where none is published. */
  listVersion: z.number().int(),
  duties: z.number().int(),
  suitable: z.number().int(),
  covered: z.number().int(),
  /** Percent with two decimals, rounded down; absent where nothing is suitable. */
  percent: z.string().optional(),
  gaps: z.array(DutyView),
});
export type DutyCoverageView = z.infer<typeof DutyCoverageView>;
