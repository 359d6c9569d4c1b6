import { type Pack, theRule } from './pack.ts';
import type { Wording } from './rule-topics.ts';

/** The words of a result follow from the form of the visit: what the form found cannot be worded as nothing, and nothing not as a problem. */

/** The wordings of the scheme that a form with so many rows 不合格 leaves open. */
export function wordingsLeftOpen(pack: Pack, failedRows: number): readonly Wording[] {
  const { list } = theRule(pack, 'wordings').value;
  return list.filter(({ finding }) =>
    failedRows > 0 ? finding !== 'none' : finding !== 'problem' && finding !== 'pending',
  );
}
