import { z } from 'zod';

/** A moment as it is typed: with its offset; without one it is Asia/Shanghai. */
const Moment = z
  .string()
  .regex(/^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(?::\d{2})?(?:Z|[+-]\d{2}:\d{2})?$/)
  .transform((text) => (/(?:Z|[+-]\d{2}:\d{2})$/.test(text) ? text : `${text}+08:00`))
  .refine((text) => !Number.isNaN(Date.parse(text)), '不是时间')
  .transform((text) => `${new Date(Date.parse(text)).toISOString().slice(0, 19)}Z`);

const Issue = z.string().regex(/^20\d{5}$/);

/** Where a draw's random number comes from, as the office asks for it; a beacon by its round or by a moment. */
export const SourceTerms = z.union([
  z.strictObject({ k: z.literal('nonces'), deadline: Moment }),
  z.strictObject({
    k: z.literal('dice'),
    count: z.number().int().min(1).max(1000).default(20),
    faces: z.number().int().min(2).max(10).default(10),
  }),
  z.strictObject({
    k: z.literal('balls'),
    count: z.number().int().min(1).max(99),
    of: z.number().int().min(2).max(99),
  }),
  z.strictObject({ k: z.literal('drand'), round: z.number().int().min(1) }),
  z.strictObject({ k: z.literal('drand'), from: Moment }),
  z.strictObject({ k: z.enum(['kl8', 'ssq', '3d']), issue: Issue, drawnAt: Moment }),
]);
export type SourceTerms = z.infer<typeof SourceTerms>;

export const FreezeDraw = z.strictObject({
  task: z.string().max(100),
  /** In the order in which they run; the dice of the room where absent. */
  sources: z.array(SourceTerms).min(1).max(8).optional(),
  /** Seconds between the commitment and the first source, and before a public value; never less than the scheme says. */
  lead: z.number().int().min(0).max(86_400).optional(),
});
export type FreezeDraw = z.infer<typeof FreezeDraw>;

/** A source as everybody may see it. `at`: when an outsiders' window closes or a public value comes into being. */
export const SourceView = z.object({
  k: z.enum(['nonces', 'dice', 'balls', 'drand', 'kl8', 'ssq', '3d']),
  name: z.string(),
  terms: z.string(),
  at: z.string().optional(),
  /** Of a beacon. */
  round: z.number().int().optional(),
  /** What came out of it, once it is closed. */
  value: z.string().optional(),
});
export type SourceView = z.infer<typeof SourceView>;

/** A number that an outsider sends in: 16–64 bytes, in hex, or as a text of as many bytes. */
export const SendNonce = z.union([
  z.strictObject({ nonce: z.string().regex(/^(?:[0-9a-f]{2}){16,64}$/) }),
  z.strictObject({ text: z.string().min(1).max(64) }),
]);
export type SendNonce = z.infer<typeof SendNonce>;

/** What the sender keeps: the log's entry, its place, and the signed checkpoint that covers it. */
export const NonceReceipt = z.object({
  entry: z.string(),
  index: z.number().int(),
  path: z.array(z.string()),
  checkpoint: z.string(),
  log: z.string(),
});
export type NonceReceipt = z.infer<typeof NonceReceipt>;
