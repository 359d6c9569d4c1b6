import { dutyVocabulary } from '@sunlot/contract/duty-columns.ts';
import { canonicalJson } from '@sunlot/core/basics/canonical-json.ts';
import type { Context } from '../../context.ts';
import { rowHash } from '../../imports/row-tree.ts';
import type { ImportInput, ImportOutcome, Kept, Stored } from '../../imports/run-import.ts';
import { countChanges, importWholeList } from '../../imports/whole-list.ts';
import { type DutyRow, judgeDuties } from '../../workbooks/judge-duties.ts';
import { type NewDuty, replaceDuties, selectDuties } from './sql.ts';

/** Imports the duties of an agency as reference rows; the file replaces those that stand. */
export function importDuties(ctx: Context, input: ImportInput): Promise<ImportOutcome> {
  return importWholeList<DutyRow>(ctx, input, {
    kind: 'duties',
    vocabulary: dutyVocabulary,
    judge: judgeDuties,
    hashOf: (row) => rowHash({ ...row, remarks: { ...row.remarks } }),
    store: (rows) => store(ctx, input, rows),
  });
}

async function store(ctx: Context, { agency, dryRun }: ImportInput, rows: readonly Kept<DutyRow>[]): Promise<Stored> {
  const before = await selectDuties(ctx.tx, agency);
  const duties = rows.map(({ value }, index) => newDuty(value, index + 1));
  const stored = countChanges(
    before.map(({ agency: _, ...duty }) => counted({ ...duty, remarks: JSON.stringify(duty.remarks) })),
    duties.map(counted),
    contentOf,
  );
  if (stored.isChanged && duties.length > 0 && !dryRun) await replaceDuties(ctx.tx, agency, duties);
  return stored;
}

/** A duty is known by its source and name. */
function counted(duty: NewDuty): NewDuty & { readonly serial: string } {
  return { ...duty, serial: `${duty.source} ${duty.name}` };
}

function newDuty({ dutyNo, remarks, ...duty }: DutyRow, position: number): NewDuty {
  return { ...duty, duty_no: dutyNo, position, remarks: JSON.stringify(remarks) };
}

function contentOf({ remarks, ...duty }: NewDuty & { readonly serial: string }): string {
  return canonicalJson({ ...duty, remarks: canonicalJson(JSON.parse(remarks)) });
}
