import { z } from 'zod';
import { OwnRatioNamed } from './own-numbers.ts';
import { ScopedKind, StatedView, statedFields, TaskKind } from './task-kinds.ts';

export const ClauseView = z.object({ section: z.string(), quote: z.string(), note: z.string().optional() });

/** One task of the plan: what the rule asks for (`required`), what is wise (`recommended`), what is planned (`n`). */
const PlanEntryView = z.object({
  id: z.string(),
  rule: z.string(),
  class: z.string(),
  /** As the scheme calls the class, or the name that the entry states. */
  className: z.string(),
  level: z.string(),
  period: z.string(),
  base: z.number().int(),
  required: z.number().int(),
  recommended: z.number().int(),
  n: z.number().int(),
  /** Most of them, where the scheme gives a range. */
  max: z.number().int().optional(),
  /** An even pace by quarters for a number of the whole year: advice, no duty. */
  pace: z.array(z.number().int()).optional(),
  /** Inspected without going there and not drawn: stays out of the totals. */
  offSite: z.boolean().optional(),
  clause: ClauseView,
  fields: z.record(z.string(), z.string()),
  kind: TaskKind,
  /** An entry with a scope of its own: what it states so far. */
  stated: StatedView.optional(),
});

/** 实施方案 of the year: what it is called, where it stands, and the hash of the file as it was issued. */
export const SchemeDocumentView = z.object({
  title: z.string(),
  /** 文号; empty where it has none. */
  number: z.string(),
  issuedOn: z.string(),
  url: z.string(),
  sha256: z.string(),
});
export type SchemeDocumentView = z.infer<typeof SchemeDocumentView>;

const PlanFinding = z.object({ code: z.string(), message: z.string(), due: z.string().optional() });

/** A quota over all draws of the year: joint visits, visits by credit grade, repeated draws, interdepartmental tasks. */
const PlanQuotaView = z.object({
  rule: z.string(),
  topic: z.string(),
  class: z.string(),
  level: z.string(),
  period: z.string(),
  base: z.number().int().optional(),
  required: z.number().int(),
  clause: ClauseView,
});

/** The end of a plan: the verdict on its year as it was final then, and what was said of tasks that were not closed. */
const PlanClosingView = z.object({
  at: z.string(),
  by: z.string(),
  verdict: z.object({
    version: z.number().int(),
    verdict: z.enum(['compliant', 'warning', 'noncompliant']),
    sum: z.string(),
  }),
  explained: z.array(z.object({ what: z.string(), reason: z.string() })),
});

const PlanArchiveView = z.object({
  at: z.string(),
  by: z.string(),
  /** 档号 */
  fileNumber: z.string().optional(),
  /** Who keeps it by the scheme, and the last day of the time it must be kept. */
  custodian: z.string().optional(),
  retainUntil: z.string().optional(),
});

/** Stands for the class of an entry whose objects the departments agree on later. */
export const INTERDEPARTMENTAL = 'interdepartmental';

export const PlanView = z.object({
  agency: z.string(),
  pack: z.string(),
  packVersion: z.number().int(),
  year: z.number().int(),
  version: z.number().int(),
  /** `inForce`: issued or published, and its first task was initiated. */
  state: z.enum([
    'draft',
    'submitted',
    'approved',
    'issued',
    'published',
    'inForce',
    'superseded',
    'closed',
    'archived',
  ]),
  entries: z.array(PlanEntryView),
  /** Visits to be drawn; off-site checks are counted beside. */
  totalVisits: z.number().int(),
  /** Classes whose members change with the events of every quarter: from that period on their numbers are an estimate by the members of the day of planning. */
  estimates: z.array(z.object({ class: z.string(), className: z.string(), from: z.string() })).optional(),
  /** Of the entry that was just added: values of its filter that nobody has today. */
  warnings: z.array(z.string()).optional(),
  /** In the year itself: entries of periods not over with fewer planned than is asked (`required`) or wise (`recommended`) by now. */
  catchUp: z
    .array(
      z.object({
        ...{ entry: z.string(), class: z.string(), className: z.string(), period: z.string() },
        ...{ n: z.number().int(), base: z.number().int(), required: z.number().int(), recommended: z.number().int() },
        /**
         * Who stands for the period and was taken by no draw of the entry. The number of an entry is what its own draws take: they are not in
         * `required` and `recommended`, unless a supplement has what is lacking.
         */
        others: z.number().int().optional(),
        section: z.string(),
        /** The plan has no such entry: nobody was of the class when it was made. `plan adjust` adds it. */
        missing: z.literal(true).optional(),
        /** The version of its period has the class no more: `plan adjust` brings it to nought. */
        ended: z.literal(true).optional(),
        /** Its draw was held, and the law asks for more: a supplementary draw has it, with how many count for the period so far, how many were drawn and cannot be inspected any more, and how many were inspected, and not as the class asks. */
        supplement: z
          .object({
            ...{ drawn: z.number().int(), lost: z.number().int(), otherwise: z.number().int().optional() },
            /** The list that was frozen, and the longer one that the supplement would freeze: the verdict goes by the one frozen last. */
            grown: z.object({ from: z.number().int(), to: z.number().int() }).optional(),
          })
          .optional(),
        ownRatio: OwnRatioNamed.optional(),
        /** What raises `recommended` above the number of the period: a ratio of the year, or with `window` the full coverage of a window that ends with it. */
        goal: z
          .object({ section: z.string(), window: z.object({ from: z.string(), to: z.string() }).optional() })
          .optional(),
      }),
    )
    .optional(),
  /**
   * Entries that are drawn and of which the year lacks 再次抽查, where somebody can be drawn again (`open`): a supplementary draw of `n` has them.
   * `made`: drawn or inspected so far.
   */
  redraws: z
    .array(
      z.object({
        ...{ entry: z.string(), class: z.string(), className: z.string(), period: z.string(), section: z.string() },
        ...{ required: z.number().int(), made: z.number().int(), open: z.number().int(), n: z.number().int() },
      }),
    )
    .optional(),
  /**
   * With the last period of a year that is to be covered: what tasks of earlier periods drew and nobody has inspected. The plan counts them as
   * drawn, the verdict once they are inspected, under these tasks.
   */
  waiting: z
    .array(
      z.object({
        ...{ entry: z.string(), class: z.string(), className: z.string(), period: z.string() },
        ...{ visits: z.number().int(), tasks: z.array(z.string()) },
      }),
    )
    .optional(),
  /**
   * With the same period: what its own tasks drew, was cancelled and nobody has inspected. No draw takes it again; it can still be visited under
   * these tasks.
   */
  cancelled: z
    .array(
      z.object({
        ...{ entry: z.string(), class: z.string(), className: z.string(), period: z.string() },
        ...{ visits: z.number().int(), tasks: z.array(z.string()) },
      }),
    )
    .optional(),
  /** A year under way of which no inspection is recorded here: it is planned as a whole, as if nothing had been done or everything in step. */
  unrecorded: z.literal(true).optional(),
  offSiteChecks: z.number().int(),
  /** Entries that are drawn: a round of off-site checks is none. */
  totalDraws: z.number().int(),
  quotas: z.array(PlanQuotaView),
  /** The plan as the scheme prints it, where it has a table of its own. */
  table: z.object({ title: z.string(), columns: z.array(z.string()), rows: z.array(z.array(z.string())) }).optional(),
  /** Why this version adjusts the one before. */
  reason: z.string().optional(),
  planDue: z.string().optional(),
  /** Of a plan that is not made yet: from when it is a to-do, until when, and whether the scheme names that day. */
  reminder: z
    .object({
      from: z.string(),
      due: z.string(),
      state: z.enum(['later', 'toDo', 'late']),
      binding: z.boolean(),
      clause: ClauseView,
    })
    .optional(),
  issuedOn: z.string().optional(),
  publicationDue: z.string().optional(),
  publishedAt: z.string().optional(),
  channel: z.string().optional(),
  url: z.string().optional(),
  /** When its first task was initiated: which one, and by whom. */
  inForce: z.object({ since: z.string(), task: z.string(), by: z.string().optional() }).optional(),
  closing: PlanClosingView.optional(),
  archive: PlanArchiveView.optional(),
  scheme: SchemeDocumentView.optional(),
  findings: z.array(PlanFinding),
  /** Visits of the year by area and week (its Monday): made or bound to fall into it, and those that may. */
  load: z
    .array(z.object({ area: z.string(), week: z.string(), fixed: z.number().int(), open: z.number().int() }))
    .optional(),
});
export type PlanView = z.infer<typeof PlanView>;

export const PlanYear = z.strictObject({ agency: z.string(), year: z.coerce.number().int().min(2000).max(2100) });
export type PlanYear = z.infer<typeof PlanYear>;

/** A version that may have been replaced; unsaid = the one that is being prepared or in force. */
export const PlanVersion = PlanYear.extend({ version: z.coerce.number().int().min(1).optional() });
export type PlanVersion = z.infer<typeof PlanVersion>;

export const Publication = z.strictObject({
  channel: z.string().trim().min(1, '请写明公开渠道').max(100),
  url: z.url({ protocol: /^https?$/, message: '应为 http(s) 网址' }).max(500),
});
export type Publication = z.infer<typeof Publication>;

/** Tasks that are not closed, entries without a task and versions that were not issued: each with the reason. */
export const ClosePlan = PlanYear.extend({
  explanations: z
    .array(
      z.strictObject({
        what: z.string().trim().min(1, '请写明任务或计划项的编号').max(100),
        reason: z.string().trim().min(1, '请写明理由').max(500),
      }),
    )
    .max(500)
    .default([]),
});
export type ClosePlan = z.infer<typeof ClosePlan>;

export const ArchivePlan = PlanYear.extend({ fileNumber: z.string().trim().min(1, '请写明档号').max(100).optional() });
export type ArchivePlan = z.infer<typeof ArchivePlan>;

/** Records the year's scheme document; a further record corrects the one before. */
export const RecordScheme = PlanYear.extend({
  title: z.string().trim().min(1, '请写明实施方案的标题').max(200),
  number: z.string().trim().max(60).default(''),
  issuedOn: z.iso.date('印发日期写成 2026-01-31'),
  url: z.url({ protocol: /^https?$/, message: '应为 http(s) 网址' }).max(500),
  sha256: z.string().regex(/^[0-9a-f]{64}$/, 'sha256 应为 64 位小写十六进制'),
});
export type RecordScheme = z.infer<typeof RecordScheme>;

/** Changes one entry of a draft: the number planned, or the text of a field. */
export const EditPlanEntry = PlanYear.extend({
  entry: z.string(),
  n: z.number().int().min(0).optional(),
  fields: z.record(z.string(), z.string()).optional(),
  /** Of one office, or of several sections together. */
  kind: z.enum(['daily', 'internalJoint']).optional(),
});
export type EditPlanEntry = z.infer<typeof EditPlanEntry>;

/** Changes one entry of a plan in force: a new version, with the reason. */
export const AdjustPlan = EditPlanEntry.extend({
  reason: z.string().trim().min(1, '请写明调整理由').max(500),
});
export type AdjustPlan = z.infer<typeof AdjustPlan>;

/** An entry with a scope of its own. In a plan in force it is an adjustment, with the reason. */
export const AddPlanEntry = PlanYear.extend({
  kind: ScopedKind,
  name: z.string().trim().min(1, '请写明名称').max(100),
  period: z.string().regex(/^\d{4}(H[12]|Q[1-4]|-(0[1-9]|1[0-2]))?$/, '时段写成 2026、2026H1、2026Q4 或 2026-10'),
  ...statedFields,
  items: z.array(z.string()).min(1).max(500).optional(),
  reason: z.string().trim().min(1, '请写明调整理由').max(500).optional(),
});
export type AddPlanEntry = z.infer<typeof AddPlanEntry>;

export const planStates: Readonly<Record<PlanView['state'], string>> = {
  draft: '草稿',
  submitted: '已送审',
  approved: '已批准',
  issued: '已印发',
  published: '已公开',
  inForce: '执行中',
  superseded: '已被替代',
  closed: '已办结',
  archived: '已归档',
};
