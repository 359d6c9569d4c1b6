import type { VisitFormView } from '@sunlot/contract/items.ts';
import type { FormLeftOut, SubmissionView, TaskFormView } from '@sunlot/contract/visit-forms.ts';
import { utf8 } from '@sunlot/core/basics/bytes.ts';
import { canonicalBytes } from '@sunlot/core/basics/canonical-json.ts';
import type { FormAnswers, RowAnswer } from '@sunlot/core/policy/visit-form.ts';
import type { Context } from '../../context.ts';
import type { FormRow } from './sql.ts';

/** What is sealed of a submitted form: its rows as they read on that day, and what was answered; what was left off it and why. */
export type KeptForm = Pick<VisitFormView, 'section' | 'blocks'> & {
  readonly answers: FormAnswers;
  readonly leftOut?: FormLeftOut;
  /** Who went, where it was not the team of the own draw. */
  readonly people?: TaskFormView['people'];
};

export type Submitted = { readonly row: FormRow; readonly form: KeptForm };

type Keyed = Pick<Context, 'keys'>;

export function sealForm(
  { keys }: Keyed,
  id: string,
  { section, blocks, answers, leftOut, people }: KeptForm,
): Uint8Array {
  return keys.seal(canonicalBytes({ section, blocks, answers, leftOut, people }), formPurpose(id));
}

export function sealReason({ keys }: Keyed, id: string, reason: string): Uint8Array {
  return keys.seal(utf8(reason), reasonPurpose(id));
}

/** What this program sealed itself, authenticated by its key. */
export function openForm({ keys }: Keyed, { id, sealed_form }: FormRow): KeptForm {
  return JSON.parse(textOf(keys.open(sealed_form, formPurpose(id)))) as KeptForm;
}

export type Names = ReadonlyMap<string, string>;

export function submissionView(ctx: Keyed, { row, form }: Submitted, names: Names): SubmissionView {
  const { id, version, edition, inspected_by: by, sealed_reason } = row;
  return {
    ...{ form: id, version, edition },
    by: { certificateNo: by, name: names.get(by) ?? by },
    ...{ inspectedOn: row.inspected_on, recordedBy: row.recorder, recordedAt: row.recorded_at },
    ...(sealed_reason && { reason: textOf(ctx.keys.open(sealed_reason, reasonPurpose(id))) }),
    counts: countsOf(form.answers),
  };
}

function countsOf(answers: FormAnswers): Record<RowAnswer, number> {
  const counts = { pass: 0, fail: 0, notApplicable: 0 };
  for (const { answer } of Object.values(answers)) counts[answer]++;
  return counts;
}

const formPurpose = (id: string) => `visit-form/${id}`;
const reasonPurpose = (id: string) => `visit-form/${id}/reason`;

function textOf(bytes: Uint8Array): string {
  return Buffer.from(bytes).toString('utf8');
}
