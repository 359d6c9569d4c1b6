import type { RecordedResult, RecordResult } from '@sunlot/contract/visit-results.ts';
import type { Context } from '../context.ts';
import { recordResultBy } from '../features/visit-forms/record-result.ts';
import { importVisits } from '../features/visits/import-visits.ts';

/** The result of a visit by its form, taken into the ledger of visits as a row of a workbook is. */
export function recordResult(ctx: Context, input: RecordResult): Promise<RecordedResult> {
  return recordResultBy(importVisits, ctx, input);
}
