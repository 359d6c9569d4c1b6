import { z } from 'zod';

const SwitchValue = z.union([z.string(), z.boolean(), z.number()]);
export type SwitchValue = z.infer<typeof SwitchValue>;

const Clause = z.object({ section: z.string(), quote: z.string(), note: z.string().optional() });
const Origin = z.enum(['scheme', 'derived']);
const OnlyIf = z.object({ switch: z.string(), is: SwitchValue });

const PackCondition = z.object({
  id: z.string(),
  fact: z.string(),
  when: z.string(),
  within: z.string().optional(),
  origin: Origin,
  clause: Clause,
  onlyIf: z.array(OnlyIf).optional(),
});

const PackClass = z.object({
  id: z.string(),
  name: z.string(),
  aliases: z.array(z.string()),
  standing: z.string(),
  /** Where nothing else matches, an object is of this class. */
  otherwise: z.boolean(),
  conditions: z.array(PackCondition),
  /** Membership by an event goes on for a quarter where a visit in it found a violation. */
  stays: z.object({ fact: z.string(), clause: Clause }).optional(),
  origin: Origin,
  clause: Clause,
});

const PackRule = z.object({
  id: z.string(),
  topic: z.string(),
  topicName: z.string(),
  class: z.string(),
  level: z.string(),
  words: z.string(),
  value: z.unknown(),
  strictness: z.string(),
  origin: Origin,
  clause: Clause,
  onlyIf: z.array(OnlyIf).optional(),
});

const PackAmbiguity = z.object({
  id: z.string(),
  problem: z.string(),
  reading: z.string(),
  clause: Clause,
  switches: z.array(
    z.object({ key: z.string(), default: SwitchValue, options: z.array(SwitchValue), value: SwitchValue }),
  ),
  /** What the scheme leaves open and the office may set: `pack switch` takes these keys too. */
  values: z.array(z.object({ key: z.string(), rule: z.string(), value: z.unknown(), words: z.string() })),
  rules: z.array(z.string()),
});

/** One version of a pack, every value with its words and its clause. */
export const PackView = z.object({
  id: z.string(),
  version: z.number().int(),
  name: z.string(),
  effectiveFrom: z.string(),
  effectiveTo: z.string().optional(),
  source: z.object({
    title: z.string(),
    number: z.string().optional(),
    issued: z.string().optional(),
    kind: z.string(),
    note: z.string().optional(),
  }),
  levels: z.array(z.object({ id: z.string(), name: z.string(), classes: z.array(z.string()), clause: Clause })),
  classes: z.array(PackClass),
  rules: z.array(PackRule),
  ambiguities: z.array(PackAmbiguity),
});
export type PackView = z.infer<typeof PackView>;

/** A version that is known: shipped with the program, or stored, with the agencies that adopted it. */
export const PackLine = z.object({
  pack: z.string(),
  version: z.number().int(),
  name: z.string(),
  effectiveFrom: z.string(),
  rules: z.number().int(),
  shipped: z.boolean(),
  stored: z.boolean(),
  agencies: z.array(z.string()),
});
export type PackLine = z.infer<typeof PackLine>;

export const PackVersionName = z.object({ pack: z.string().max(40), version: z.coerce.number().int().min(1) });

const Login = z.string().min(1).max(64);
const Why = z.string().trim().min(1, '请写明理由').max(500);

/** A new version for an agency, as the text of its file. `changePack` = another pack than before, on purpose. */
export const AdoptPack = z.strictObject({
  agency: z.string(),
  file: z.string().max(200),
  text: z.string().max(1_000_000),
  why: Why,
  approver: Login,
  changePack: z.boolean().optional(),
});
export type AdoptPack = z.infer<typeof AdoptPack>;

/** Another reading of one switch, or another value, from a day on: the next version of the agency's pack. */
export const SwitchPack = z.strictObject({
  agency: z.string(),
  key: z.string().max(60),
  value: z.string().max(5000),
  from: z.iso.date('日期写作 2026-01-31'),
  why: Why,
  approver: Login,
});
export type SwitchPack = z.infer<typeof SwitchPack>;

export const AdoptedPack = z.object({
  agency: z.string(),
  pack: z.string(),
  version: z.number().int(),
  effectiveFrom: z.string(),
  why: z.string(),
  adoptedBy: z.string(),
  approvedBy: z.string(),
  adoptedAt: z.string(),
  /** The seats of a group, in their order, where the number of people was set: every team that is drawn fills them all. */
  seats: z.object({ before: z.array(z.string()), after: z.array(z.string()) }).optional(),
  /**
   * Of a version that begins within a year: what keeps to the version of its 1 January, and follows this one from this day on. Classes that
   * it counts in other periods; and rules (`topic`, `class`) and readings (`key`) of the whole year that it has otherwise.
   */
  nextYear: z
    .object({
      from: z.string(),
      classes: z.array(z.string()),
      yearly: z
        .array(
          z.object({
            topic: z.string().optional(),
            class: z.string().optional(),
            key: z.string().optional(),
            before: z.string().optional(),
            after: z.string().optional(),
          }),
        )
        .optional(),
      /** Classes that it leaves out and that stay until then, for what is asked of them in the whole year. */
      kept: z.array(z.string()).optional(),
      /** Classes that it adds and that begin then: asked for by the whole year alone, or another id of one that is kept. */
      waiting: z.array(z.string()).optional(),
    })
    .optional(),
  /** Of a version that begins within a year: classes that it leaves out and that end with its first period. */
  ended: z.array(z.string()).optional(),
});
export type AdoptedPack = z.infer<typeof AdoptedPack>;
