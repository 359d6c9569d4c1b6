import type { Context } from '../context.ts';
import { addToVisit } from './add-to-visit.ts';

/** Under this word the name stands among the sealed columns of a visit. */
export const APPROVER_OF_WITHHOLDING = '不予公开批准人';

type Approval = { readonly visit: string; readonly approvedBy: string };

/** Adds who approved the withholding to a visit that is on record. */
export function recordApproval(ctx: Context, { visit, approvedBy }: Approval): Promise<void> {
  return addToVisit(ctx, visit, {
    facts: { withheldApproved: true },
    remarks: { [APPROVER_OF_WITHHOLDING]: approvedBy },
  });
}
