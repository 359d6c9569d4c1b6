import { z } from 'zod';
import type { Text } from './languages.ts';
import { RATIO_FORM } from './ratio-form.ts';

/** What an agency decides itself: ratios that its scheme leaves to it, figures of an outside office, reasons for leaving a rule. */

const Day = z.iso.date('日期写成 2026-11-20');
const Said = (what: string, most: number) => z.string().trim().min(1, `请写明${what}`).max(most);

export const SetRatio = z.strictObject({
  agency: z.string().max(20),
  class: z.string().max(40),
  every: z.enum(['month', 'quarter', 'halfYear', 'year']),
  ratio: z.string().regex(RATIO_FORM, '比例写成 5%、2.5% 或 1/3'),
  /** One text for each ground that the scheme names. */
  grounds: z.record(z.string().max(50), Said('理由', 500)),
  /** First day; unsaid = from the beginning of this year, or of the next period where one was set before. */
  from: Day.optional(),
});
export type SetRatio = z.infer<typeof SetRatio>;

export const SetFigures = z.strictObject({
  agency: z.string().max(20),
  year: z.coerce.number().int().min(2000).max(2100),
  tasks: z.coerce.number().int().min(0).max(100_000),
  objects: z.coerce.number().int().min(0).max(10_000_000),
  document: Said('文号或来源', 200),
});
export type SetFigures = z.infer<typeof SetFigures>;

export const JustifyRule = z.strictObject({
  agency: z.string().max(20),
  rule: z.string().max(120),
  period: z.string().regex(/^\d{4}(H[12]|Q[1-4]|-(0[1-9]|1[0-2]))?$/, '时段写成 2026、2026H1、2026Q4 或 2026-10'),
  reason: Said('理由', 1000),
  approver: z.string().max(50),
});
export type JustifyRule = z.infer<typeof JustifyRule>;

/** Over the network the approver's own password comes along. */
export const JustifyRequest = JustifyRule.omit({ agency: true }).extend({
  approverPassword: z.string().max(256).optional(),
});

/** Of two for the same day or year the one recorded later holds: the other never does. */
const NumberState = z.enum(['superseded', 'past', 'inForce', 'coming']);

export const numberStates: Readonly<Record<z.infer<typeof NumberState>, Text>> = {
  superseded: { zh: '已被后来登记的取代', en: 'superseded by one recorded later' },
  past: { zh: '已到期', en: 'past' },
  inForce: { zh: '有效', en: 'in force' },
  coming: { zh: '尚未起用', en: 'not yet in force' },
};

const OwnRatioView = z.object({
  class: z.string(),
  className: z.string(),
  every: z.enum(['month', 'quarter', 'halfYear', 'year']),
  ratio: z.string(),
  from: z.string(),
  grounds: z.record(z.string(), z.string()),
  clause: z.object({ section: z.string(), quote: z.string() }),
  state: NumberState,
  setAt: z.string(),
});

const FiguresView = z.object({
  year: z.number().int(),
  tasks: z.number().int(),
  objects: z.number().int(),
  document: z.string(),
  state: NumberState.extract(['superseded', 'inForce']),
  setAt: z.string(),
});

const JustificationView = z.object({
  rule: z.string(),
  period: z.string(),
  reason: z.string(),
  approver: z.string(),
  at: z.string(),
});

/** Everything an agency has decided itself, each kind oldest first. */
/** The ratio that an agency chose itself, where a number comes from it. */
export const OwnRatioNamed = z.object({ ratio: z.string(), from: z.string() });
export type OwnRatioNamed = z.infer<typeof OwnRatioNamed>;

export const OwnNumbersView = z.object({
  agency: z.string(),
  ratios: z.array(OwnRatioView),
  figures: z.array(FiguresView),
  justifications: z.array(JustificationView),
  /** What the last act should make the agency think about. */
  warnings: z.array(z.object({ code: z.string(), message: z.string() })),
});
export type OwnNumbersView = z.infer<typeof OwnNumbersView>;
