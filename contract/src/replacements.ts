import { z } from 'zod';
import { AwayView } from './away.ts';

/** Why an object or a person is replaced after the draw: codes as they are sealed, and what people call them. */
export const objectReplacementReasons = {
  suspended: '停产',
  closed: '关闭',
  relocated: '搬离',
  'not-found': '查无此单位',
  other: '其他',
} as const;
export const personReplacementReasons = {
  recusal: '执法回避',
  'off-duty': '不在岗',
  illness: '因病不能参加',
  transferred: '已调离',
  other: '其他',
} as const;
export const replacementReasons = { ...objectReplacementReasons, ...personReplacementReasons } as const;
export type ReplacementReason = keyof typeof replacementReasons;

export const replacementReasonsInEnglish: Readonly<Record<ReplacementReason, string>> = {
  suspended: 'production is suspended',
  closed: 'closed',
  relocated: 'moved away',
  'not-found': 'not to be found',
  recusal: 'must stay away',
  'off-duty': 'off duty',
  illness: 'ill',
  transferred: 'transferred',
  other: 'another reason',
};

const Rank = z.number().int().min(1);

export const ReplaceDraw = z.strictObject({
  draw: z.string(),
  rank: Rank,
  /** The seat whose person is replaced; absent: the object is. */
  seat: z.string().max(64).optional(),
  reason: z.enum(Object.keys(replacementReasons) as [ReplacementReason, ...ReplacementReason[]]),
  /** The reason in words of its own, beside `other` or another reason that the scheme takes under its 其他. Sealed like the reason. */
  detail: z.string().trim().min(1).max(200).optional(),
  /** Name or number of the document that shows the reason. */
  document: z.string().trim().min(1).max(200),
  /** SHA-256 of that document, hex. */
  evidence: z.string().regex(/^[0-9a-f]{64}$/),
  approver: z.string(),
});
export type ReplaceDraw = z.infer<typeof ReplaceDraw>;

/** The same without an approver: it waits until the deputy in charge decides, from an own session. */
export const AskReplacement = ReplaceDraw.omit({ approver: true });
export type AskReplacement = z.infer<typeof AskReplacement>;

/** Over the network either the approver's own password comes along, or the application waits for the approver. */
export const ReplaceRequest = AskReplacement.omit({ draw: true })
  .extend({ approver: z.string().optional(), approverPassword: z.string().max(256).optional() })
  .refine(({ approver, approverPassword }) => approver !== undefined || approverPassword === undefined, {
    path: ['approver'],
    message: '请写明批准人，或不带批准人的密码',
  });

export const ApplicationPlace = z.strictObject({
  draw: z.string().max(64),
  no: z.coerce.number().int().min(1).max(1_000_000),
});
export type ApplicationPlace = z.infer<typeof ApplicationPlace>;

export const RefuseReplacement = z.strictObject({ note: z.string().trim().min(1, '请写明不予批准的理由').max(200) });
export type RefuseReplacement = ApplicationPlace & z.infer<typeof RefuseReplacement>;

export const applicationStates = {
  pending: '待批准',
  approved: '已批准',
  refused: '不予批准',
  withdrawn: '已撤回',
  lapsed: '已失效',
} as const;
export type ApplicationState = keyof typeof applicationStates;

export const applicationStatesInEnglish: Readonly<Record<ApplicationState, string>> = {
  pending: 'waits for approval',
  approved: 'approved',
  refused: 'refused',
  withdrawn: 'taken back',
  lapsed: 'lapsed',
};

/** What the office has asked for, for who decides on it: the reason and its document, never the names. `no` counts applications, not replacements. */
export const ReplacementApplicationView = z.object({
  draw: z.string(),
  no: z.number().int(),
  rank: Rank,
  seat: z.string().optional(),
  reason: z.string(),
  detail: z.string().optional(),
  document: z.string(),
  evidence: z.string(),
  /** `lapsed`: nobody decided before the list was opened or the draw ended. */
  state: z.enum(Object.keys(applicationStates) as [ApplicationState, ...ApplicationState[]]),
  requestedBy: z.string(),
  requestedAt: z.string(),
  decidedBy: z.string().optional(),
  decidedAt: z.string().optional(),
  /** Why it was refused. */
  note: z.string().optional(),
  /** Number of the replacement it became. */
  replacement: z.number().int().optional(),
});
export type ReplacementApplicationView = z.infer<typeof ReplacementApplicationView>;

export const ReplacementApplications = z.object({ items: z.array(ReplacementApplicationView) });
export type ReplacementApplications = z.infer<typeof ReplacementApplications>;

/** The fresh value that an open request waits for: the signature of a round. */
export const AnswerReplacement = z.strictObject({ draw: z.string(), value: z.string().max(1000) });
export type AnswerReplacement = z.infer<typeof AnswerReplacement>;

/** A replacement as everybody may see it: ranks and numbers only. */
export const ReplacementView = z.object({
  draw: z.string(),
  no: z.number().int(),
  rank: Rank,
  what: z.enum(['object', 'person']),
  state: z.enum(['waiting', 'answered']),
  requestedAt: z.string(),
  answeredAt: z.string().optional(),
  /** While it waits: which round gives the value, and when it comes into being. */
  awaits: z.object({ round: z.number().int(), at: z.string() }).optional(),
  places: z.array(z.object({ place: z.string(), unfilled: z.boolean(), vacant: z.array(z.string()) })),
});
export type ReplacementView = z.infer<typeof ReplacementView>;

/** What is on record against somebody who sits at a place that a replacement has changed: by rank and seat, never by name. */
const SeatConcern = z.object({
  rank: Rank,
  seat: z.string(),
  /** The person declared an interest in the unit: nobody is sent before the seat is replaced again. */
  interestDeclaredAt: z.string().optional(),
  /** When the person cannot go, of the days that are left. */
  away: z.array(AwayView).optional(),
});
export type SeatConcern = z.infer<typeof SeatConcern>;

/** A replacement for those who asked for it. The frozen list says who comes, so that what was recorded since is told and passes nobody over. */
export const ReplacedView = ReplacementView.extend({
  /** How many replacements the draw may still have; those that seated somebody who has to be replaced again are among those it has had. */
  left: z.number().int(),
  concerns: z.array(SeatConcern),
});
export type ReplacedView = z.infer<typeof ReplacedView>;
