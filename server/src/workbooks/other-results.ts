import type { VisitFact } from '@sunlot/core/policy/facts.ts';
import type { VisitsContext } from './judge-visits.ts';
import type { RowReader } from './row-reader.ts';

/**
 * One visit (object, day and method) that is recorded under the numbers of several tasks of an authority with results or people that are
 * not the same: where the tasks asked for other items, or two teams went, both may be right, so it is pointed out and kept.
 */

type Record = Pick<
  VisitFact,
  'objectId' | 'date' | 'agency' | 'taskId' | 'method' | 'results' | 'recognised' | 'apart' | 'inspectors'
>;

/** Says so of each row that comes after another result, or other people; what a row of the file corrects in the ledger counts as corrected. */
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
    const together = [...stored, ...earlier].filter((one) => !wentApart(one, visit));
    const other = together.find(({ results }) => !isSame(results, visit.results));
    if (other !== undefined) reader.warn('results', 'resultsDisagree', textOf(other, visit));
    const others = together.find((one) => hasOtherPeople(one, visit));
    if (others !== undefined) reader.warn('inspectors', 'peopleDisagree', peopleText(others, visit));
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

function wentApart({ apart }: Record, { agency, taskId }: Record): boolean {
  return apart?.includes(`${agency}/${taskId}`) === true;
}

/** Where a number names nobody, nothing is known of who went. */
function hasOtherPeople({ inspectors: theirs = [] }: Record, { inspectors: ours = [] }: Record): boolean {
  return theirs.length > 0 && ours.length > 0 && !isSame(theirs, ours);
}

function isSame(one: readonly string[], other: readonly string[]): boolean {
  return one.length === other.length && one.every((text) => other.includes(text));
}

function textOf(other: Record, own: Record): string {
  const [theirs, ours] = [other, own].map(({ results }) => results.join('；'));
  return `同一次检查（同一天、同一方式）在任务 ${other.taskId} 名下登记的结果是“${theirs}”，这里是“${ours}”。登记错了的，改好那一条后导入（import visits）；两个任务查的事项不同，或者确是两次检查的，不用改。`;
}

function peopleText(other: Record, own: Record): string {
  const [theirs, ours] = [other, own].map(({ inspectors = [] }) => inspectors.join('、'));
  return `同一次检查（同一天、同一方式）在任务 ${other.taskId} 名下登记的检查人员是 ${theirs}，这里是 ${ours}，会各计一次。合并为一次的，每个编号都写实际去的人，改好那一条后导入（import visits）；两组都去了的，不用改。`;
}
