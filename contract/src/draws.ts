import { z } from 'zod';
import { ReplacementView } from './replacements.ts';
import { SourceView } from './sources.ts';

const Leaf = z.string().regex(/^[0-9a-f]{64}$/);

export const ExclusionView = z.object({
  stratum: z.string(),
  state: z.enum(['base', 'out']),
  reason: z.string(),
  count: z.number().int(),
  reasonName: z.string(),
});

export type ExclusionView = z.infer<typeof ExclusionView>;

export const StratumView = z.object({
  id: z.string(),
  name: z.string(),
  base: z.number().int(),
  required: z.number().int(),
  /** Rows that may be drawn. */
  pool: z.number().int(),
  n: z.number().int(),
  reserve: z.number().int(),
  clause: z.string(),
  /** 全取·非随机: everybody who can be drawn is taken, and the scheme reads that as a record without chance (AMB-27). */
  recordOnly: z.literal(true).optional(),
});

export type StratumView = z.infer<typeof StratumView>;

/** Objects of a credit-risk grade (`-` = without one) in base, pool and result. */
export const GradeCountView = z.object({
  grade: z.string(),
  base: z.number().int(),
  pool: z.number().int(),
  drawn: z.number().int().optional(),
});
export type GradeCountView = z.infer<typeof GradeCountView>;

/** What everybody may see of a draw. Names are never here. */
export const DrawView = z.object({
  draw: z.string(),
  agency: z.string(),
  task: z.string(),
  code: z.string(),
  seq: z.number().int(),
  period: z.string(),
  state: z.enum(['frozen', 'entered', 'drawn', 'revealed', 'void', 'abandoned']),
  phase: z.enum(['P1', 'P2', 'P3', 'P4', 'PX']),
  fingerprint: z.string(),
  words: z.string(),
  strata: z.array(StratumView),
  excluded: z.array(ExclusionView),
  /** By credit-risk grade, as far as the counts speak of no single object while names are closed. */
  grades: z.array(GradeCountView).optional(),
  warnings: z.array(z.string()),
  frozenAt: z.string(),
  entropyClass: z.enum(['room', 'lottery', 'beacon']),
  sources: z.array(SourceView),
  source: z.string().optional(),
  seed: z.string().optional(),
  winners: z
    .array(z.object({ rank: z.number().int(), stratum: z.string(), tier: z.number().int(), leaf: Leaf, ticket: Leaf }))
    .optional(),
  reserve: z.array(z.object({ stratum: z.string(), tier: z.number().int(), leaf: Leaf })).optional(),
  drawnAt: z.string().optional(),
  revealedAt: z.string().optional(),
  /** Ranks and numbers only. */
  replacements: z.array(ReplacementView).optional(),
  /** Why the session ended without a result, or was given up after it. */
  endReason: z.string().optional(),
  endedAt: z.string().optional(),
});
export type DrawView = z.infer<typeof DrawView>;

/** The drawn objects and their teams, for those who may know before the visit. */
const Member = z.object({
  seat: z.string(),
  certificateNo: z.string(),
  name: z.string(),
  /** The person declared an interest in the object after the draw; somebody else has to go. */
  interestDeclaredAt: z.string().optional(),
});
const NamedObject = z.object({ key: z.string(), name: z.string() });

export const NamedRank = z.object({
  rank: z.number().int(),
  stratum: z.string(),
  /** The rank has had its k-th replacement of the object; absent as drawn. */
  k: z.number().int().optional(),
  object: NamedObject,
  team: z.array(Member),
  /** The reserve was spent: nobody has taken the place of this object. */
  unfilled: z.boolean().optional(),
  /** Who was there before each replacement: both stay in the record. */
  replaced: z.array(z.object({ no: z.number().int(), object: NamedObject, team: z.array(Member) })).optional(),
});
export type NamedRank = z.infer<typeof NamedRank>;

/** Seats of visits to come whose person declared an interest after the draw. */
export const LateInterests = z.object({
  agency: z.string(),
  seats: z.array(
    z.object({
      draw: z.string(),
      task: z.string(),
      rank: z.number().int(),
      object: z.object({ key: z.string(), name: z.string() }),
      seat: z.string(),
      certificateNo: z.string(),
      name: z.string(),
      declaredAt: z.string(),
    }),
  ),
});
export type LateInterests = z.infer<typeof LateInterests>;

export const NamedDrawView = DrawView.extend({ names: z.array(NamedRank) });
export type NamedDrawView = z.infer<typeof NamedDrawView>;

export const RehearsalView = z.object({
  task: z.string(),
  rehearsal: z.literal(true),
  notice: z.literal('试算·不作数'),
  rounds: z.number().int(),
  seated: z.number().int(),
  strata: z.array(StratumView),
  excluded: z.array(ExclusionView),
  warnings: z.array(z.string()),
  deficit: z.array(z.string()),
});
export type RehearsalView = z.infer<typeof RehearsalView>;

export const FreezeView = z.object({
  draw: z.string(),
  sources: z.array(SourceView),
  fingerprint: z.string(),
  words: z.string(),
  strata: z.array(StratumView),
  excluded: z.array(ExclusionView),
  warnings: z.array(z.string()),
  rehearsals: z.object({ rounds: z.number().int(), seated: z.number().int() }),
});
export type FreezeView = z.infer<typeof FreezeView>;

export const EnterDraw = z.strictObject({
  draw: z.string(),
  source: z.enum(['nonces', 'dice', 'balls', 'drand', 'kl8', 'ssq', '3d']),
  /** Empty for the outsiders' numbers: their value is worked out from the log. */
  value: z.string().max(1000).default(''),
  /** Replaces one's own earlier entry, before the two agree. */
  correct: z.boolean().optional(),
});
export type EnterDraw = z.infer<typeof EnterDraw>;

export const EntryView = z.object({
  draw: z.string(),
  part: z.enum(['operator', 'witness']),
  match: z.enum(['waiting', 'same', 'different']),
  differingPlaces: z.array(z.number().int()),
  /** The kinds of sources that are still to come, once this one is closed. */
  left: z.array(z.string()),
});
export type EntryView = z.infer<typeof EntryView>;

export const EndDraw = z.strictObject({
  draw: z.string(),
  reason: z.string().trim().min(1).max(500),
  approver: z.string(),
});
export type EndDraw = z.infer<typeof EndDraw>;

/** Over the network the approver's own password comes along. */
export const EndRequest = EndDraw.omit({ draw: true }).extend({ approverPassword: z.string().max(256).optional() });

export const RevealDraw = z.strictObject({
  draw: z.string(),
  early: z.string().trim().min(1).max(500).optional(),
  approver: z.string().optional(),
  /** Objects whose rows lawfully stay closed, each with a ground of the scheme; takes the approval too. */
  withheld: z
    .array(z.strictObject({ object: z.string().max(64), ground: z.string().max(40) }))
    .max(1000)
    .optional(),
});
export type RevealDraw = z.infer<typeof RevealDraw>;

/** Over the network the approver's own password comes along: who asks cannot approve in another's name. */
export const RevealRequest = RevealDraw.omit({ draw: true }).extend({
  approverPassword: z.string().max(256).optional(),
});
