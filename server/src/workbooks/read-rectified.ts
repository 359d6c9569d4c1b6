import type { VisitFact } from '@sunlot/core/policy/facts.ts';
import type { Pack } from '@sunlot/core/policy/pack.ts';
import { wasClean } from '@sunlot/core/policy/visits.ts';
import type { Finding, RowReader } from './row-reader.ts';

type Seen = Pick<VisitFact, 'state' | 'results' | 'rectifyBy' | 'rectifiedOn'>;

const HEADERS = { rectifyBy: '整改期限', rectifiedOn: '整改完成日期' } as const;
const COLUMNS = ['rectifyBy', 'rectifiedOn'] as const;

/**
 * A visit that found nothing has nothing to be put right: 整改期限 and 整改完成日期 belong to another row, or the result is wrong. A row without a
 * result goes by what the visit has on record.
 */
export function refuseRectified(
  reader: RowReader,
  pack: Pack,
  { visit, recorded }: { readonly visit: Seen; readonly recorded: Seen | undefined },
): void {
  const seen = visit.results.length > 0 ? visit : recorded;
  if (seen === undefined || !wasClean(pack, seen)) return;
  const results = seen.results.join('；');
  for (const column of COLUMNS) {
    const day = visit[column];
    if (day === undefined) continue;
    const header = HEADERS[column];
    const message =
      seen === visit
        ? `检查结果是“${results}”，没有要整改的，不会有${header} ${day}。请核对：结果写错的，改正检查结果；写错了行的，删去这一格。`
        : `已登记的检查结果是“${results}”，没有要整改的，不会有${header} ${day}。请核对：结果写错的，改正检查结果；写错了行的，删去这一格。`;
    reader.error(column, 'resultsDisagree', message);
  }
}

/** The same of a visit whose result is on record for good. */
export function rectifiedNotTaken({ results }: Pick<VisitFact, 'results'>, rectifiedOn: string): Finding {
  const message = `已登记的检查结果是“${results.join('；')}”，没有要整改的，整改完成日期 ${rectifiedOn} 没有登记，请核对是不是写错了行。`;
  return { column: 'rectifiedOn', code: 'resultsDisagree', message };
}
