import type { SubmittedForm } from '@sunlot/contract/visit-forms.ts';
import type { InspectorFacts } from '@sunlot/core/policy/facts.ts';
import { handOverDue } from '@sunlot/core/policy/hand-over.ts';
import type { Pack } from '@sunlot/core/policy/pack.ts';
import { failedRows } from '@sunlot/core/policy/visit-form.ts';
import type { Submitted } from './kept-forms.ts';
import type { GivenRow } from './sql.ts';

type Owing = {
  /** Every version of the form of one visit, the first one first. */
  readonly versions: readonly Submitted[];
  /** Who inspected by the last of them. */
  readonly from: InspectorFacts;
  readonly object: string;
  readonly given: readonly GivenRow[];
};

/** What daily supervision found and did not hand to enforcement yet; undefined where nothing is owed. */
export function owedHandOver(
  pack: Pack,
  { versions, from, object, given }: Owing,
): SubmittedForm['handOverDue'] | undefined {
  const last = versions.at(-1);
  const found = foundIn(versions);
  if (!last || !found) return undefined;
  const due = handOverDue(pack, { from, foundOn: last.row.inspected_on });
  const isGiven = given.some(
    (one) =>
      one.object_key === object &&
      one.from_certificate === from.id &&
      one.found_on === last.row.inspected_on &&
      // What a correction found later is not what was handed over before.
      (found.row.version === 1 || one.recorded_at >= found.row.recorded_at),
  );
  if (!due || isGiven) return undefined;
  const { section, quote } = due.clause;
  return { from: { certificateNo: from.id, name: from.name }, by: due.by, clause: { section, quote } };
}

/** The version that brought the last of the rows which stand as 不合格 now; undefined where none does. */
function foundIn(versions: readonly Submitted[]): Submitted | undefined {
  const failed = versions.map(({ form }) => new Set(failedRows(form, form.answers).map(({ id }) => id)));
  const since = [...(failed.at(-1) ?? [])].map((id) => failed.findLastIndex((ids) => !ids.has(id)) + 1);
  return since.length === 0 ? undefined : versions[Math.max(...since)];
}
