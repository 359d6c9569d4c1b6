import type { VisitFact } from '@sunlot/core/policy/facts.ts';
import type { VisitsContext } from './judge-visits.ts';
import type { RowReader } from './row-reader.ts';

/**
 * One visit (object, day and method) that is recorded under the numbers of several tasks of an authority with results that are not the
 * same: where the tasks asked for other items both may be right, so it is pointed out and kept.
 */

type Record = Pick<
  VisitFact,
  'objectId' | 'date' | 'agency' | 'taskId' | 'method' | 'results' | 'recognised' | 'apart'
>;

/** Says so of each row that comes after another result; what a row of the file corrects in the ledger counts as corrected. */
export function warnOfOtherResults(
  rows: readonly { readonly reader: RowReader; readonly visit: Record }[],
  { visitsOf }: Pick<VisitsContext, 'visitsOf'>,
): void {
  const inFile = new Set(rows.map(({ visit }) => numberOf(visit)));
  const before = new Map<string, readonly Record[]>();
  for (const { reader, visit } of rows) {
    const key = visitKey(visit);
    if (key === undefined) continue;
    const earlier = before.get(key) ?? [];
    const stored = visitsOf(visit.objectId).filter((one) => visitKey(one) === key && !inFile.has(numberOf(one)));
    const other = [...stored, ...earlier].find((one) => disagrees(one, visit));
    if (other !== undefined) reader.warn('results', 'resultsDisagree', textOf(other, visit));
    before.set(key, [...earlier, visit]);
  }
}

function visitKey({ objectId, date, agency, taskId, method, results, recognised }: Record): string | undefined {
  if (taskId === undefined || recognised || results.length === 0) return undefined;
  return JSON.stringify([objectId, date, agency, method]);
}

function numberOf({ objectId, date, agency, taskId }: Record): string {
  return JSON.stringify([objectId, date, agency, taskId]);
}

function disagrees(one: Record, { agency, taskId, results }: Record): boolean {
  if (one.apart?.includes(`${agency}/${taskId}`)) return false;
  return one.results.length !== results.length || one.results.some((text) => !results.includes(text));
}

function textOf(other: Record, own: Record): string {
  const [theirs, ours] = [other, own].map(({ results }) => results.join('；'));
  return `同一次检查（同一天、同一方式）在任务 ${other.taskId} 名下登记的结果是“${theirs}”，这里是“${ours}”。登记错了的，改好那一条后导入（import visits）；两个任务查的事项不同，或者确是两次检查的，不用改。`;
}
