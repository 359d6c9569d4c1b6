import { OFFERS } from '@sunlot/core/policy/least-burden.ts';
import { z } from 'zod';
import { AwayView } from './away.ts';
import { ClauseView } from './plans.ts';

export const DispatchPlace = z.strictObject({ task: z.string().max(100) });

const Method = z.enum(['onSite', 'tech', 'written', 'thirdParty'], {
  error: '检查方式写成 onSite（现场）、tech（非现场）、written（书面）或 thirdParty（第三方）',
});
const Choice = z.enum([...OFFERS, 'separate'], {
  error: '答复写成 merge（合并）、joint（联合）、offSite（不入企）或 separate（单独检查，须有理由）',
});

/** Sends the visits out; with a reason and who approves where a team is away and goes all the same. */
const DispatchInput = z.strictObject({
  reason: z.string().trim().min(1, '请写明理由').max(500).optional(),
  approver: z.string().max(32).optional(),
});
/** Over the network the approver's own password comes along. */
export const DispatchRequest = DispatchInput.extend({ approverPassword: z.string().max(256).optional() });
export type DispatchRequest = z.infer<typeof DispatchRequest>;
export const DispatchTask = DispatchInput.extend(DispatchPlace.shape);
export type DispatchTask = z.infer<typeof DispatchTask>;

/**
 * What the office decides about one drawn object: the offer it takes, or that it goes alone for a reason; and how the object
 * is inspected where not as proposed. `object` is its key or its rank in the draw.
 */
export const AnswerVisit = z.strictObject({
  object: z.string().trim().min(1, '请写明检查对象').max(100),
  choice: Choice.optional(),
  method: Method.optional(),
  trigger: z.string().trim().min(1).max(100).optional(),
  reason: z.string().trim().min(1, '请写明理由').max(500).optional(),
  approver: z.string().max(32).optional(),
});
/** Over the network the approver's own password comes along. */
export const AnswerRequest = AnswerVisit.extend({ approverPassword: z.string().max(256).optional() });
export type AnswerVisit = z.infer<typeof AnswerVisit> & z.infer<typeof DispatchPlace>;

/** Offers by the codes under which findings and warnings know them. */
export const offerCodes = {
  recognise: 'RECOGNISE',
  merge: 'MERGE_SUGGESTED',
  joint: 'JOINT_SUGGESTED',
  offSite: 'OFF_SITE_SUGGESTED',
} as const satisfies Record<(typeof OFFERS)[number], string>;

/** Another inspection of the same object, and whose it is. */
const OtherView = z.object({
  kind: z.enum(['task', 'directed', 'visit']),
  ref: z.string(),
  /** Of a task that the actor sees. */
  code: z.string().optional(),
  agency: z.string(),
  from: z.string(),
  to: z.string(),
  /** What another task answered about the same reminder, and why it goes separately. */
  answer: z.enum(['joint', 'merge', 'separate']).optional(),
  reason: z.string().optional(),
});

const OfferView = z.object({
  offer: z.enum(OFFERS),
  code: z.enum(Object.values(offerCodes)),
  others: z.array(OtherView),
  clause: ClauseView,
  /** Of `recognise`, where the results are on some items of the visit only: those. The visit takes place for the others. */
  items: z.array(z.string()).optional(),
  /** Has nobody answered it? */
  open: z.boolean(),
});

/** What a result of others said, or says now: no wording where it was withdrawn. */
const SaidResult = z.object({ items: z.array(z.string()), results: z.array(z.string()) });

/**
 * A team that is not the group of the scheme: seats for which a replacement left nobody, who is left, and how many are asked for. Not said where the
 * visit is one with that of another task whose team can go.
 */
const ShortView = z.object({
  seats: z.array(z.string()),
  people: z.number().int(),
  min: z.number().int(),
});

const LeftOutItem = z.object({ item: z.string(), reason: z.string() });

/** A class for which a visit counts too where these departments come along: without them it is drawn and inspected by itself. */
const AlsoWith = z.object({
  class: z.string(),
  name: z.string(),
  departments: z.array(z.string()),
  clause: ClauseView,
});

/**
 * Another task that was answered to go together with, and that goes separately (`separate`, with its reason) or has not answered: one visit takes
 * the answers of both, so each goes by itself. The code is told of tasks that the actor sees.
 */
export const NotTogetherView = z.object({
  rank: z.number().int(),
  offer: z.enum(['merge', 'joint']),
  task: z.string(),
  code: z.string().optional(),
  agency: z.string(),
  answer: z.literal('separate').optional(),
  reason: z.string().optional(),
});
export type NotTogetherView = z.infer<typeof NotTogetherView>;

const VisitView = z.object({
  draw: z.string(),
  rank: z.number().int(),
  object: z.object({ key: z.string(), name: z.string() }),
  /** `interestDeclaredAt`: the person declared an interest in the object after the draw; nobody is sent before the seat is replaced. */
  team: z.array(
    z.object({
      seat: z.string(),
      certificateNo: z.string(),
      name: z.string(),
      interestDeclaredAt: z.string().optional(),
      /** Before the dispatch: when the person cannot go. */
      away: z.array(AwayView).optional(),
    }),
  ),
  /** Of a visit on the spot, where nobody is left for seats of its team. */
  short: ShortView.optional(),
  method: Method,
  /** The visit cannot take place: nobody goes there. */
  cancelledOn: z.string().optional(),
  /** Serials of what is inspected there, as the form of the visit has them; absent where it was cancelled before anybody was sent. */
  items: z.array(z.string()).optional(),
  /** Items that concern the unit and are left out, and those of the task that do not concern it, each with its reason: as below its form. */
  leftOut: z.array(LeftOutItem).optional(),
  /** Before the dispatch: what else the visit may count for, and who has to come along. */
  alsoWith: z.array(AlsoWith).optional(),
  choice: Choice.optional(),
  /** Results that were recognised and say something else since. Once it is dispatched the visit is answered anew; a row that was imported is imported anew. */
  changed: z.array(z.object({ ref: z.string(), was: SaidResult, now: SaidResult })).optional(),
  trigger: z.string().optional(),
  reason: z.string().optional(),
  approvedBy: z.string().optional(),
  /** Who does not go together with it, though it was answered so. */
  notTogether: z.array(NotTogetherView).optional(),
  /** What is offered now; after the dispatch nothing is any more. */
  offers: z.array(OfferView),
});
export type DispatchVisitView = z.infer<typeof VisitView>;

/** The visits of a drawn task, with names: for those who may know them. */
export const DispatchView = z.object({
  task: z.string(),
  code: z.string(),
  agency: z.string(),
  dispatchedAt: z.string().optional(),
  /** Does the scheme ask for an answer to every offer before anybody is sent? */
  answerNeeded: z.boolean(),
  /** Departments outside that send at least one person to each of the visits. */
  partnerSeats: z.array(z.string()).optional(),
  visits: z.array(VisitView),
  /** Drawn ranks that nobody holds: replaced when the reserve was spent. */
  vacant: z.array(z.object({ draw: z.string(), rank: z.number().int() })).optional(),
});
export type DispatchView = z.infer<typeof DispatchView>;

/** What a dispatch says, without a name. */
export const DispatchedView = z.object({
  task: z.string(),
  code: z.string(),
  agency: z.string(),
  dispatchedAt: z.string(),
  /** Visits that are sent out, and items closed by the result of another authority. */
  visits: z.number().int(),
  recognised: z.number().int(),
  methods: z.record(z.string(), z.number().int()),
  /** Items that are left out, with the reason and in how many visits. */
  leftOut: z.array(LeftOutItem.extend({ visits: z.number().int() })),
  /** People who cannot go on some of the days left, by rank and seat. */
  away: z.array(AwayView.extend({ rank: z.number().int(), seat: z.string() })),
  /** Teams that were sent though people are lacking, for a reason. */
  short: z.array(ShortView.extend({ rank: z.number().int() })),
  /** Visits that count for another class too where other departments come along, by rank. */
  alsoWith: z.array(AlsoWith.extend({ rank: z.number().int() })),
  /** Visits that were answered to go together with others that do not, without their reasons. */
  notTogether: z.array(NotTogetherView.omit({ reason: true })),
  /** Offers that stayed without an answer where the scheme only warns, by rank. */
  warnings: z.array(z.string()),
});
export type DispatchedView = z.infer<typeof DispatchedView>;
