import { z } from 'zod';
import { GradeCountView } from './draws.ts';
import { ListDifferences } from './list-differences.ts';
import { SourceView } from './sources.ts';

/** What everybody may read. These views are apart from the staff's: nothing comes here by accident. */

const Hash = z.string().regex(/^[0-9a-f]{64}$/);

/** P1 sealed · P2 drawn, names closed · P3 partly opened · P4 opened · PX void or abandoned. */
export const DrawPhase = z.enum(['P1', 'P2', 'P3', 'P4', 'PX']);
export type DrawPhase = z.infer<typeof DrawPhase>;

export const PublicAgency = z.object({ code: z.string(), name: z.string(), pack: z.string() });

export const PublicStratum = z.object({
  id: z.string(),
  name: z.string(),
  base: z.number().int(),
  pool: z.number().int(),
  required: z.number().int(),
  n: z.number().int(),
  reserve: z.number().int(),
  clause: z.string(),
  /** 全取·非随机: everybody who can be drawn is taken, and the scheme reads that as a record without chance (AMB-27). */
  recordOnly: z.literal(true).optional(),
});
export type PublicStratum = z.infer<typeof PublicStratum>;

export const PublicDrawLine = z.object({
  draw: z.string(),
  agency: z.string(),
  agencyName: z.string(),
  task: z.string(),
  seq: z.number().int(),
  period: z.string(),
  strata: z.array(PublicStratum),
  phase: DrawPhase,
  sentence: z.string(),
  fingerprint: Hash,
  words: z.string(),
  frozenAt: z.string(),
  drawnAt: z.string().optional(),
  revealedAt: z.string().optional(),
});
export type PublicDrawLine = z.infer<typeof PublicDrawLine>;

const PublicWinner = z.object({
  rank: z.number().int(),
  stratum: z.string(),
  tier: z.number().int(),
  leaf: Hash,
  ticket: Hash,
  /** The object's name, once its row is opened. */
  name: z.string().optional(),
});

export const PublicDraw = PublicDrawLine.extend({
  /** The manifest as its canonical JSON: its SHA-256 is the fingerprint. */
  manifest: z.string(),
  revealBy: z.string(),
  /** Where the random number comes from, in the order in which the sources run; `value` once a source is closed. */
  sources: z.array(SourceView),
  entropyClass: z.enum(['room', 'lottery', 'beacon']),
  /** How many numbers outsiders have sent in so far. */
  nonces: z.number().int(),
  /** Replacements after the draw: ranks, numbers and leaves; names only with the reveal. */
  replacements: z.array(
    z.object({
      no: z.number().int(),
      rank: z.number().int(),
      what: z.enum(['object', 'person']),
      requestedAt: z.string(),
      answeredAt: z.string().optional(),
      places: z.array(z.object({ place: z.string(), leaf: Hash.optional(), vacant: z.number().int() })),
    }),
  ),
  /** By credit-risk grade, as far as the counts speak of no single object while names are closed. */
  grades: z.array(GradeCountView).optional(),
  seed: Hash.optional(),
  winners: z.array(PublicWinner),
  reserve: z.array(z.object({ stratum: z.string(), tier: z.number().int(), leaf: Hash, ticket: Hash })),
  ended: z.object({ kind: z.enum(['void', 'abandoned']), reason: z.string() }).optional(),
  /** With the reveal, where the draw follows an earlier session: every row that differs. */
  differences: z.array(ListDifferences).optional(),
});
export type PublicDraw = z.infer<typeof PublicDraw>;

const PublicItem = z.object({
  serial: z.string(),
  category: z.string(),
  name: z.string(),
  objectKind: z.array(z.string()),
  grade: z.enum(['key', 'general']),
  methods: z.array(z.string()),
  authority: z.string(),
  legalBasis: z.array(z.string()),
  content: z.string(),
});

export const PublicItemList = z.object({
  agency: z.string(),
  version: z.number().int(),
  publishedAt: z.string(),
  channel: z.string(),
  url: z.string(),
  items: z.array(PublicItem),
});
export type PublicItemList = z.infer<typeof PublicItemList>;

/** 入库原则: whom the directories of people take in, word for word as the scheme in force has it. */
export const PublicAdmission = z.object({
  agency: z.string(),
  pack: z.string(),
  packVersion: z.number().int(),
  /** Number and date of the scheme's document, as far as it has them. */
  source: z.object({ title: z.string(), number: z.string().optional() }),
  /** The day on which this holds. */
  on: z.string(),
  /** 检查人员 · 辅助检查人员 · 专家; empty where the scheme is silent. */
  principles: z.array(
    z.object({
      directory: z.enum(['inspectors', 'auxiliaries', 'experts']),
      name: z.string(),
      /** 执法人员、日常监管人员 */
      takesIn: z.string(),
      strictness: z.enum(['hard', 'principle', 'soft', 'info']),
      section: z.string(),
      quote: z.string(),
    }),
  ),
});
export type PublicAdmission = z.infer<typeof PublicAdmission>;

export const PublicPlanEntry = z.object({
  id: z.string(),
  class: z.string(),
  className: z.string(),
  level: z.string(),
  period: z.string(),
  base: z.number().int(),
  required: z.number().int(),
  n: z.number().int(),
  clause: z.object({ section: z.string(), quote: z.string() }),
  fields: z.array(z.object({ label: z.string(), text: z.string() })),
});
export type PublicPlanEntry = z.infer<typeof PublicPlanEntry>;

/** 实施方案 of the year; `sha256` is that of the file as it was issued. */
const PublicScheme = z.object({
  title: z.string(),
  number: z.string(),
  issuedOn: z.string(),
  url: z.string(),
  sha256: z.string(),
});

export const PublicPlan = z.object({
  agency: z.string(),
  year: z.number().int(),
  version: z.number().int(),
  pack: z.string(),
  packVersion: z.number().int(),
  issuedOn: z.string().optional(),
  publishedAt: z.string(),
  channel: z.string(),
  url: z.string(),
  scheme: PublicScheme.optional(),
  entries: z.array(PublicPlanEntry),
  /** Classes whose members change with the events of every quarter: from that period on their numbers were an estimate when the plan was made. */
  estimates: z.array(z.object({ class: z.string(), className: z.string(), from: z.string() })).optional(),
  /** What is drawn: entries, and visits by them. Rounds of off-site checks are counted beside. */
  totalDraws: z.number().int(),
  totalVisits: z.number().int(),
  offSiteChecks: z.number().int(),
});
export type PublicPlan = z.infer<typeof PublicPlan>;

/** `entry` is the canonical JSON that was hashed, byte for byte. */
const LogEntry = z.object({ index: z.number().int(), at: z.string(), type: z.string(), entry: z.string() });
export const LogEntries = z.object({ from: z.number().int(), size: z.number().int(), items: z.array(LogEntry) });
export const LogCheckpoint = z.object({ size: z.number().int(), note: z.string(), key: z.string() });
