import { ROW_ANSWERS } from '@sunlot/core/policy/visit-form.ts';
import { z } from 'zod';
import { HandOverView } from './hand-overs.ts';
import { ClauseView } from './plans.ts';

/** 现场检查表 as it is filled in, taken in and looked at: the form of one visit of a dispatched task. */

export const FormPlace = z.strictObject({ task: z.string().max(100) });
const object = z.string().trim().min(1, '请写明检查对象').max(100);
/** The visit by the key of its object or its rank in the draw; `version` is a submitted one, the last where not said. */
export const FormAsk = z.strictObject({ object, version: z.coerce.number().int().min(1).optional() });
export type FormAsk = z.infer<typeof FormAsk> & z.infer<typeof FormPlace>;

const FilledRow = z.strictObject({
  id: z.string().trim().min(1, '请写明编号').max(40),
  answer: z
    .enum(ROW_ANSWERS, { error: '检查结果写成 pass（合格）、fail（不合格）或 notApplicable（不涉及）' })
    .optional(),
  note: z.string().max(2000, '情况说明超过 2000 字').optional(),
  /** The row as the form printed it; where given it is compared. */
  text: z.string().max(5000).optional(),
});

/** What a file holds of a form: which edition was filled in, and its rows. */
export const FilledForm = z.strictObject({
  /** 表号 of the form that was filled in: another object, list or permit gives another one. */
  edition: z.string().trim().min(1, '请写明表号').max(40),
  /** Key of the object that the form was printed for; where given it is compared. */
  printedFor: object.optional(),
  rows: z.array(FilledRow).min(1, '检查表没有一行').max(2000, '检查表超过 2000 行'),
});
export type FilledForm = z.infer<typeof FilledForm>;

export const SubmitForm = FilledForm.extend({
  object,
  /** 执法证号 of who inspected; the own one of a bound account where not said. */
  by: z.string().trim().min(1).max(40).optional(),
  /** Day of the inspection; today where not said. */
  on: z.iso.date('检查日期写成 2026-11-20').optional(),
  /** Why a form that was submitted is corrected. */
  reason: z.string().trim().min(1, '请写明更正理由').max(500).optional(),
  /** 执法证号 of the officer who receives what daily supervision found; the hand-over is recorded along with the form. */
  to: z.string().trim().min(1).max(40).optional(),
});
export type SubmitForm = z.infer<typeof SubmitForm> & z.infer<typeof FormPlace>;

const Person = z.object({ certificateNo: z.string(), name: z.string() });
const Answer = z.enum(ROW_ANSWERS);
export const FormBlocks = z.array(
  z.object({
    kind: z.enum(['permit', 'item']),
    serial: z.string().optional(),
    title: z.string(),
    rows: z.array(z.object({ id: z.string(), text: z.string() })),
  }),
);
const FormAnswersView = z.record(z.string(), z.object({ answer: Answer, note: z.string().optional() }));

/** 该企业涉及而本次不检查的事项: items that concern the unit and are not on the form, each with its reason. */
export const FormLeftOut = z.array(z.object({ item: z.string(), name: z.string(), reason: z.string() }));
export type FormLeftOut = z.infer<typeof FormLeftOut>;

/** How often each answer was given. */
const Counts = z.object({ pass: z.number().int(), fail: z.number().int(), notApplicable: z.number().int() });

const SubmissionView = z.object({
  form: z.string(),
  version: z.number().int(),
  edition: z.string(),
  by: Person,
  inspectedOn: z.string(),
  recordedBy: z.string(),
  recordedAt: z.string(),
  /** Why it takes the place of the version before. */
  reason: z.string().optional(),
  counts: Counts,
});
export type SubmissionView = z.infer<typeof SubmissionView>;

/** What daily supervision still has to hand to enforcement. */
const HandOverDueView = z.object({ from: Person, by: z.string(), clause: ClauseView });

const Visit = z.object({
  draw: z.string(),
  rank: z.number().int(),
  object: z.object({ key: z.string(), name: z.string() }),
  team: z.array(Person.extend({ seat: z.string() })),
});

/** The form of a visit: as it is to be filled in while nobody has, else as it was submitted, with its answers. */
export const TaskFormView = Visit.extend({
  task: z.string(),
  code: z.string(),
  agency: z.string(),
  edition: z.string(),
  section: z.string(),
  blocks: FormBlocks,
  leftOut: FormLeftOut.optional(),
  /** Who went, where it was the team of another task that the visit was merged with. */
  people: z.array(Person).optional(),
  answers: FormAnswersView.optional(),
  submission: SubmissionView.optional(),
  /** Every version that was submitted, the first one first. */
  versions: z.array(z.object({ version: z.number().int(), recordedAt: z.string() })),
});
export type TaskFormView = z.infer<typeof TaskFormView>;

export const SubmittedForm = Visit.extend({
  task: z.string(),
  code: z.string(),
  agency: z.string(),
  submission: SubmissionView,
  /** Rows found 不合格, in the order of the form. */
  failed: z.array(z.object({ id: z.string(), text: z.string(), note: z.string() })),
  handOver: HandOverView.optional(),
  handOverDue: HandOverDueView.optional(),
  /** Who went, where it was the team of another task that the visit was merged with. */
  people: z.array(Person).optional(),
  /** Who of the team was away that day, or had declared an interest in the object by then; where a correction leaves the merged visit with two days or teams. */
  warnings: z.array(z.string()).optional(),
});
export type SubmittedForm = z.infer<typeof SubmittedForm>;

/** Which visits of a task have a form and which not. */
export const TaskForms = z.object({
  task: z.string(),
  code: z.string(),
  agency: z.string(),
  visits: z.array(
    Visit.extend({
      /** Closed by the result of another authority: nobody goes, and no form is asked for. */
      recognised: z.boolean(),
      /** The visit cannot take place: nobody goes there. */
      cancelledOn: z.string().optional(),
      submission: SubmissionView.optional(),
      handOverDue: HandOverDueView.optional(),
    }),
  ),
  /** Visits that still wait for a form. */
  missing: z.number().int(),
});
export type TaskForms = z.infer<typeof TaskForms>;
