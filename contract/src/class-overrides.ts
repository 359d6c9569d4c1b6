import { z } from 'zod';
import { ClassReason } from './directories.ts';
import { PageQuery } from './pages.ts';

/** 人工调整类别: a class set by hand, proposed by one person and approved by another. */

export const ClassPlace = z.strictObject({ agency: z.string().max(20) });
export const OverridePlace = ClassPlace.extend({ override: z.string().max(60) });
export const ObjectPlace = ClassPlace.extend({ object: z.string().max(100) });

const reason = z.string().trim().min(1, '请写明理由').max(200);
const day = z.iso.date('日期写成 2026-11-20');

/** `class` is an id or name of the scheme; `from` is today unless said. Both days inclusive. */
export const ProposeOverride = z
  .strictObject({
    object: z.string().trim().min(1, '请写明检查对象').max(100),
    class: z.string().trim().min(1, '请写明类别').max(60),
    reason,
    from: day.optional(),
    to: day,
  })
  .refine(({ from, to }) => from === undefined || from <= to, { path: ['to'], message: '结束日期早于开始日期' });
export type ProposeOverride = z.infer<typeof ProposeOverride> & { readonly agency: string };

export const DecideOverride = z.strictObject({ note: z.string().trim().max(200).optional() });
export type DecideOverride = z.infer<typeof OverridePlace> & z.infer<typeof DecideOverride>;

export const EndOverride = z.strictObject({ reason });
export type EndOverride = z.infer<typeof OverridePlace> & z.infer<typeof EndOverride>;

export const OverrideSearch = PageQuery.extend({ object: z.string().max(100).optional() });
export type OverrideQuery = z.infer<typeof ClassPlace> & z.infer<typeof OverrideSearch>;

export const overrideStates = {
  proposed: '待批准',
  refused: '未批准',
  withdrawn: '已撤回',
  notBegun: '未开始',
  inForce: '执行中',
  ending: '即将到期',
  ended: '已结束',
} as const;
export type OverrideState = keyof typeof overrideStates;

export const reviewReasonTexts = {
  ending: '即将到期',
  ended: '已结束，恢复按条件确定的类别',
  notNeeded: '按条件已是这一类，不再需要调整',
  factsChanged: '批准以后情况变了，按条件确定的类别已不同',
} as const;

export const OverrideView = z.object({
  id: z.string(),
  object: z.string(),
  objectName: z.string(),
  class: z.string(),
  className: z.string(),
  reason: z.string(),
  from: z.string(),
  to: z.string(),
  state: z.enum(Object.keys(overrideStates) as [OverrideState, ...OverrideState[]]),
  proposedBy: z.string(),
  proposedAt: z.string(),
  /** Who approved, refused or withdrew it, and when. */
  decidedBy: z.string().optional(),
  decidedOn: z.string().optional(),
  note: z.string().optional(),
  /** The first day on which it no longer holds, where it was ended before its time; with the reason. */
  endedOn: z.string().optional(),
  endReason: z.string().optional(),
  /** The class that the object has today by the scheme's own conditions. */
  without: z.string(),
  withoutName: z.string(),
  /** Why the approved override is to be looked at again; empty where it is not. */
  review: z.array(z.enum(['ending', 'ended', 'notNeeded', 'factsChanged'])),
});
export type OverrideView = z.infer<typeof OverrideView>;

export const ShowObject = z.strictObject({ on: day.optional() });
export type ShowObject = z.infer<typeof ObjectPlace> & z.infer<typeof ShowObject>;

/** An object with its class on a day, what decided it, and its classes through the year of that day. */
export const ClassView = z.object({
  object: z.string(),
  objectName: z.string(),
  on: z.string(),
  status: z.enum(['active', 'suspended', 'closed', 'deregistered', 'moved']),
  /** The day from which it counts, where that is after `on`: the class is that of its row. */
  listedFrom: z.string().optional(),
  class: z.string(),
  className: z.string(),
  reasons: z.array(ClassReason),
  /** The classes of the year, each with what decided it on its first day. */
  intervals: z.array(
    z.object({
      class: z.string(),
      className: z.string(),
      from: z.string(),
      to: z.string(),
      reasons: z.array(ClassReason),
      /** It left the class before without an inspection in that quarter (AMB-20). */
      exitedUninspected: z.boolean(),
      /** Read from the record, not reckoned from the row as it is now. */
      recorded: z.boolean(),
    }),
  ),
  overrides: z.array(OverrideView),
  /** What changed of the object in the directory, the latest first; `since` is the day from which a state holds. */
  changes: z.array(
    z.object({
      field: z.enum(['status', 'name', 'legalRepresentative', 'permitCategory', 'positiveList']),
      before: z.string().optional(),
      after: z.string().optional(),
      since: z.string().optional(),
      /** It was to come, and was changed again before its day. */
      undone: z.boolean().optional(),
      at: z.string(),
      /** The file of the import that changed it. */
      source: z.string().optional(),
    }),
  ),
});
export type ClassView = z.infer<typeof ClassView>;
