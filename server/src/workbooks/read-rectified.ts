import type { VisitFact } from '@sunlot/core/policy/facts.ts';
import type { Pack } from '@sunlot/core/policy/pack.ts';
import { wasClean } from '@sunlot/core/policy/visits.ts';
import type { Finding, RowReader } from './row-reader.ts';

type Seen = Pick<VisitFact, 'state' | 'results' | 'rectifiedOn'>;

/**
 * A visit that found nothing has nothing to be put right: 整改完成日期 belongs to another row, or the result is wrong. A row without a result goes by
 * what the visit has on record.
 */
export function refuseRectified(
  reader: RowReader,
  pack: Pack,
  { visit, recorded }: { readonly visit: Seen; readonly recorded: Seen | undefined },
): void {
  const seen = visit.results.length > 0 ? visit : recorded;
  if (visit.rectifiedOn === undefined || seen === undefined || !wasClean(pack, seen)) return;
  const results = seen.results.join('；');
  const message =
    seen === visit
      ? `检查结果是“${results}”，没有要整改的，不会有整改完成日期 ${visit.rectifiedOn}。请核对：结果写错的，改正检查结果；写错了行的，删去这一格。`
      : `已登记的检查结果是“${results}”，没有要整改的，不会有整改完成日期 ${visit.rectifiedOn}。请核对：结果写错的，改正检查结果；写错了行的，删去这一格。`;
  reader.error('rectifiedOn', 'resultsDisagree', message);
}

/** The same of a visit whose result is on record for good. */
export function rectifiedNotTaken({ results }: Pick<VisitFact, 'results'>, rectifiedOn: string): Finding {
  const message = `已登记的检查结果是“${results.join('；')}”，没有要整改的，整改完成日期 ${rectifiedOn} 没有登记，请核对是不是写错了行。`;
  return { column: 'rectifiedOn', code: 'resultsDisagree', message };
}
