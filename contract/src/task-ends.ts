import { z } from 'zod';
import { ClauseView } from './plans.ts';

export const TaskPlace = z.strictObject({ task: z.string().max(100) });
export type TaskPlace = z.infer<typeof TaskPlace>;

/** A drawn object whose visit cannot take place: its key or its rank, why, and who approves. */
export const CancelVisit = z.strictObject({
  object: z.string().trim().min(1, '请写明检查对象').max(100),
  reason: z.string().trim().min(1, '请写明取消的理由').max(500),
  approver: z.string().max(32),
});
export type CancelVisit = z.infer<typeof CancelVisit> & TaskPlace;
/** Over the network the approver's own password comes along. */
export const CancelRequest = CancelVisit.extend({ approverPassword: z.string().max(256) });

export const CancelledVisitView = z.object({
  task: z.string(),
  code: z.string(),
  agency: z.string(),
  rank: z.number().int(),
  object: z.object({ key: z.string(), name: z.string() }),
  reason: z.string(),
  approvedBy: z.string(),
  cancelledOn: z.string(),
});
export type CancelledVisitView = z.infer<typeof CancelledVisitView>;

const Count = z.number().int();
const Method = z.enum(['onSite', 'tech', 'written', 'thirdParty']);

/** What has become of what a task drew; counts alone. `noResult`: visited, and the result is not recorded. */
export const TaskWorkView = z.object({
  drawn: Count,
  done: Count,
  recognised: Count,
  cancelled: Count,
  waiting: Count,
  noResult: Count,
  /** Of those done: results that are public, lawfully withheld, and neither yet. */
  published: Count,
  withheld: Count,
  unpublished: Count,
  /** Of those done: results withheld, whole or in part, that nobody on record approved. */
  unapproved: Count,
  /** Drawn ranks that nobody holds: replaced when the reserve was spent. Not in `drawn`. Closed tasks of before it was counted say none. */
  vacant: Count.default(0),
  /** The day of the last conclusion, once all are concluded. */
  completedOn: z.string().optional(),
});
export type TaskWorkView = z.infer<typeof TaskWorkView>;

/** 发起、分配、汇总、统计、报送. */
export const TASK_STEPS = ['initiate', 'allocate', 'summarise', 'count', 'report'] as const;
export type TaskStepId = (typeof TASK_STEPS)[number];

/** What is missing for a step. */
export const STEP_LACKS = [
  'draw',
  'dispatch',
  'visits',
  'results',
  'recognition',
  'publication',
  'approval',
  'closing',
  'reports',
] as const;
export type StepLack = (typeof STEP_LACKS)[number];

/** One of the five steps of a task: who did it and when; or what is missing, how much of it, and who can do it. */
export const TaskStepView = z.object({
  step: z.enum(TASK_STEPS),
  isDone: z.boolean(),
  at: z.string().optional(),
  /** Absent where it was not kept who. */
  by: z.string().optional(),
  lacks: z.array(
    z.object({ what: z.enum(STEP_LACKS), n: Count.optional(), receivers: z.array(z.string()).optional() }),
  ),
  /** Roles that can do what is missing. */
  who: z.array(z.string()),
});
export type TaskStepView = z.infer<typeof TaskStepView>;

const FiguresView = z.object({
  ...TaskWorkView.omit({ completedOn: true, unapproved: true }).shape,
  wordings: z.array(z.object({ text: z.string(), count: Count })),
  methods: z.array(z.object({ method: Method, count: Count })),
});

export const ReportTask = z.strictObject({
  receiver: z.string().trim().min(1, '请写明报送单位').max(100),
  sentOn: z.iso.date('报送日期写成 2026-12-31'),
  document: z.string().trim().min(1).max(200).optional(),
});
export type ReportTask = z.infer<typeof ReportTask> & TaskPlace;

const ReportView = z.object({
  receiver: z.string(),
  sentOn: z.string(),
  document: z.string().optional(),
  by: z.string(),
  at: z.string(),
});

/** 随机抽查情况统计表 of one task: its objects, the counts, by whom it is made and to whom it goes. */
export const TaskStatistics = z.object({
  task: z.string(),
  code: z.string(),
  agency: z.string(),
  agencyName: z.string(),
  className: z.string(),
  period: z.string(),
  window: z.object({ from: z.string(), to: z.string() }),
  title: z.string(),
  /** Who compiles it by the scheme, where it says so. */
  compiledBy: z.string().optional(),
  receivers: z.array(z.string()),
  clause: ClauseView.optional(),
  asOf: z.string(),
  /** Of a closed task: when its figures were fixed, by whom, and their SHA-256. */
  closed: z.object({ at: z.string(), by: z.string(), sum: z.string() }).optional(),
  figures: FiguresView,
  reports: z.array(ReportView),
  /** Names are absent while they are closed to who asks. */
  rows: z.array(
    z.object({
      rank: Count,
      object: z.object({ key: z.string(), name: z.string() }).optional(),
      state: z.enum(['waiting', 'noResult', 'done', 'recognised', 'cancelled']),
      date: z.string().optional(),
      method: Method.optional(),
      results: z.array(z.string()),
      publishedOn: z.string().optional(),
      withheldGround: z.string().optional(),
      /** The ground is about a part only; the rest is to be public. */
      withheldPart: z.boolean().optional(),
    }),
  ),
});
export type TaskStatistics = z.infer<typeof TaskStatistics>;
